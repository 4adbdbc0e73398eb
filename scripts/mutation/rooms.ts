/** A part of the code and the tests that have to notice when it changes. */
export interface MutationRoom {
  /** Globs from the project's root; files of types only have nothing to mutate. */
  readonly mutate: readonly string[];
  /** Globs of the room's own tests: that some far-off test would fail too is no reason to leave these weak. */
  readonly tests: readonly string[];
}

const mirrored = (folder: string): MutationRoom => ({
  mutate: [`${folder}/**/*.ts`],
  tests: [`test/${folder.replace(/^src\//, '')}/**/*.test.ts`],
});

/** What every connector makes of the sample estate, value by value. */
const sampleEstate = 'test/demo/holdings.test.ts';

const connectorParts = (provider: string, parts: readonly string[]) =>
  Object.fromEntries(
    parts.map((part) => {
      const room = mirrored(`connectors/${provider}/${part}`);
      return [`${provider}/${part}`, { ...room, tests: [...room.tests, sampleEstate] }] as const;
    }),
  );

/** What `npm run mutation -- ROOM` knows. A new room is a line here. */
export const mutationRooms: Readonly<Record<string, MutationRoom>> = {
  model: mirrored('src/model'),
  reach: mirrored('src/reach'),
  audit: mirrored('src/audit'),
  rules: { mutate: ['rules/*.ts', 'rules/knowledge/*.ts'], tests: ['test/rules/**/*.test.ts'] },
  columns: {
    mutate: ['reports/tables/*.ts', 'reports/csv.ts', 'reports/csv-table.ts', 'reports/evidence/grants.ts'],
    tests: ['test/reports/csv*.test.ts', 'test/reports/evidence/*.test.ts'],
  },
  ...connectorParts('aws', ['policy', 'identities', 'entitlements']),
  ...connectorParts('github', ['identities', 'federation', 'workflows']),
};

/** At least so many of a room's mutants have to be noticed, in percent. */
export const leastKilled = 85;
