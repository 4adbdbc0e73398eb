/** A part of the code and the tests that have to notice when it changes. */
export interface MutationRoom {
  /** Globs from the project's root; files of types only have nothing to mutate. */
  readonly mutate: readonly string[];
  /** Globs of the room's own tests: that some far-off test would fail too is no reason to leave these weak. */
  readonly tests: readonly string[];
}

const below = (folder: string): readonly string[] => [`${folder}/**/*.ts`];

const testsOf = (folder: string): readonly string[] => [`test/${folder}/**/*.test.ts`];

/** What connectors make of the sample estate, value by value. */
const sampleEstate = 'test/demo/holdings.test.ts';

/** Most tests of these two connectors interpret whole facts. */
const azureFacts = [
  ...['holdings', 'interpret'].map((name) => `test/connectors/azure/${name}.test.ts`),
  sampleEstate,
];
const googleFacts = ['holdings', 'interpret', 'use'].map((name) => `test/connectors/gcp/${name}.test.ts`);

/** What `npm run mutation -- ROOM` knows. A new room is a line here. */
export const mutationRooms: ReadonlyMap<string, MutationRoom> = new Map(
  Object.entries<MutationRoom>({
    model: { mutate: below('src/model'), tests: testsOf('model') },
    // What only size shows, and the whole of the sample estate, take seconds each time.
    reach: { mutate: below('src/reach'), tests: ['test/reach/!(large|demo).test.ts'] },
    // The laws of all rules together are about the rules.
    audit: { mutate: ['src/audit/*.ts'], tests: ['test/audit/!(rules-laws).test.ts'] },
    'audit/gate': { mutate: below('src/audit/gate'), tests: ['test/audit/gate/!(laws).test.ts'] },
    'audit/reduce': { mutate: below('src/audit/reduce'), tests: ['test/pipeline/reduce*.test.ts'] },
    rules: { mutate: ['rules/*.ts', 'rules/knowledge/*.ts'], tests: testsOf('rules') },
    columns: {
      mutate: ['reports/tables/*.ts', 'reports/csv.ts', 'reports/csv-table.ts', 'reports/evidence/grants.ts'],
      tests: [
        ...['csv', 'csv-columns', 'docs'].map((name) => `test/reports/${name}.test.ts`),
        ...['grants', 'docs'].map((name) => `test/reports/evidence/${name}.test.ts`),
      ],
    },
    'aws/policy': { mutate: below('connectors/aws/policy'), tests: testsOf('connectors/aws/policy') },
    'aws/identities': {
      mutate: below('connectors/aws/identities'),
      tests: [...testsOf('connectors/aws/identities'), sampleEstate],
    },
    'aws/entitlements': {
      mutate: below('connectors/aws/entitlements'),
      tests: testsOf('connectors/aws/entitlements'),
    },
    'github/identities': {
      mutate: below('connectors/github/identities'),
      tests: [
        ...testsOf('connectors/github/identities'),
        'test/connectors/github/interpret.test.ts',
        'test/connectors/github/holdings.test.ts',
        sampleEstate,
      ],
    },
    'github/federation': {
      mutate: below('connectors/github/federation'),
      tests: [...testsOf('connectors/github/federation'), sampleEstate],
    },
    'github/workflows': {
      mutate: below('connectors/github/workflows'),
      tests: [...testsOf('connectors/github/workflows'), sampleEstate],
    },
    'azure/identities': {
      mutate: [...below('connectors/azure/identities'), ...below('connectors/azure/federation')],
      tests: [...testsOf('connectors/azure/federation'), ...azureFacts],
    },
    'azure/rbac': {
      mutate: [...below('connectors/azure/rbac'), ...below('connectors/azure/directory')],
      tests: [
        ...testsOf('connectors/azure/rbac'),
        'test/connectors/azure/directory-roles.test.ts',
        ...azureFacts,
      ],
    },
    'gcp/identities': {
      mutate: below('connectors/gcp/identities'),
      tests: [...testsOf('connectors/gcp/identities'), ...googleFacts],
    },
    'gcp/iam': {
      mutate: below('connectors/gcp/iam'),
      tests: [...testsOf('connectors/gcp/iam'), ...googleFacts],
    },
  }),
);

/** At least so many of a room's mutants have to be noticed, in percent. */
export const leastKilled = 85;
