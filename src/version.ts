/** Names the producer of snapshots and reports. The same as in package.json: a test compares them. */
export const tool = { name: 'nhi-audit', version: '0.1.0' } as const;
