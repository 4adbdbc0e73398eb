export const tinyCalls = [{ id: 'GET /keys', path: '/keys', why: 'All that there is.' }] as const;
