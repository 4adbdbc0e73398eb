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

/** Most tests of these connectors interpret whole facts; `holdings` of GitHub has the organisation of the sample estate too. */
const githubFacts = ['holdings', 'interpret'].map((name) => `test/connectors/github/${name}.test.ts`);
const azureFacts = ['holdings', 'interpret'].map((name) => `test/connectors/azure/${name}.test.ts`);
const googleFacts = ['holdings', 'interpret', 'use'].map((name) => `test/connectors/gcp/${name}.test.ts`);

/** What `npm run mutation -- ROOM` knows. A new room is a line here. */
export const mutationRooms: ReadonlyMap<string, MutationRoom> = new Map(
  Object.entries<MutationRoom>({
    model: { mutate: below('src/model'), tests: testsOf('model') },
    // What only size shows, and the whole of the sample estate, take seconds each time.
    reach: { mutate: below('src/reach'), tests: ['test/reach/!(large|demo).test.ts'] },
    takeover: { mutate: below('src/takeover'), tests: testsOf('takeover') },
    // The laws of all rules together are about the rules.
    audit: { mutate: ['src/audit/*.ts'], tests: ['test/audit/!(rules-laws).test.ts'] },
    'audit/gate': { mutate: below('src/audit/gate'), tests: ['test/audit/gate/!(laws).test.ts'] },
    'audit/reduce': {
      mutate: below('src/audit/reduce'),
      tests: [
        'test/audit/reduce/*.test.ts',
        'test/pipeline/reduce{,-modes}.test.ts',
        'test/connectors/changes.test.ts',
      ],
    },
    rules: { mutate: ['rules/*.ts', 'rules/knowledge/*.ts'], tests: testsOf('rules') },
    columns: {
      mutate: ['reports/tables/*.ts', 'reports/csv.ts', 'reports/csv-table.ts', 'reports/evidence/grants.ts'],
      tests: [
        ...['csv', 'csv-columns', 'docs'].map((name) => `test/reports/${name}.test.ts`),
        ...['grants', 'docs'].map((name) => `test/reports/evidence/${name}.test.ts`),
      ],
    },
    // Laws of whole decisions and patterns of a million characters take seconds each time.
    'aws/policy': {
      mutate: below('connectors/aws/policy'),
      tests: ['test/connectors/aws/policy/!(evaluate-laws|wildcard-hostile).test.ts'],
    },
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
      tests: [...testsOf('connectors/github/identities'), ...githubFacts],
    },
    'github/federation': {
      mutate: below('connectors/github/federation'),
      tests: [...testsOf('connectors/github/federation'), ...githubFacts],
    },
    'github/workflows': {
      mutate: below('connectors/github/workflows'),
      tests: [
        ...testsOf('connectors/github/workflows'),
        ...['outsider-text', 'workflow-habits', 'exposures'].map(
          (name) => `test/connectors/github/exposures/${name}.test.ts`,
        ),
        'test/connectors/github/identities/trusts.test.ts',
        'test/pipeline/workflow-attacks.test.ts',
        ...githubFacts,
      ],
    },
    'azure/identities': {
      mutate: [...below('connectors/azure/identities'), ...below('connectors/azure/federation')],
      tests: [
        ...['identities', 'federation'].flatMap((room) => testsOf(`connectors/azure/${room}`)),
        // Whose a stored secret is, and what sign-ins rest on, show in who becomes whom.
        ...['credential-use', 'service-connections', 'takeover/vaults', 'takeover/directory'].map(
          (name) => `test/connectors/azure/${name}.test.ts`,
        ),
        ...azureFacts,
      ],
    },
    'azure/rbac': {
      mutate: [...below('connectors/azure/rbac'), ...below('connectors/azure/directory')],
      tests: [
        ...['rbac', 'directory'].flatMap((room) => testsOf(`connectors/azure/${room}`)),
        'test/connectors/azure/directory-roles.test.ts',
        ...azureFacts,
      ],
    },
    'gcp/identities': {
      mutate: below('connectors/gcp/identities'),
      tests: [
        ...testsOf('connectors/gcp/identities'),
        'test/connectors/gcp/delegation.test.ts',
        ...googleFacts,
      ],
    },
    'gcp/iam': {
      mutate: below('connectors/gcp/iam'),
      tests: [...testsOf('connectors/gcp/iam'), ...googleFacts],
    },
  }),
);

/** At least so many of a room's mutants have to be noticed, in percent. */
export const leastKilled = 85;
