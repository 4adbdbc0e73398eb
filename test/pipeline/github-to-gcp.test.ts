import { expect, test } from 'vitest';
import { joinEstates } from '../../src/pipeline/join-estates.ts';
import { account, emailOf, estateOf as googleOf, project, record } from '../connectors/gcp/support.ts';
import {
  estateOf as githubOf,
  record as githubRecord,
  organizationRecord,
  repository,
  web,
  workflow,
} from '../connectors/github/support.ts';

/** Keys of accounts of Google Cloud that GitHub keeps as secrets: names and dates tell whose they are. */
const holders = (secret: string, { set = '2026-08-20T10:00:00Z', made = '2020-01-01T00:00:00Z' } = {}) => {
  const keeper = emailOf('shopkeeper');
  const estate = joinEstates([
    githubOf([
      organizationRecord(),
      repository(web),
      workflow(`on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps: [{ run: make }]
`),
      githubRecord('github.secret', secret, {
        level: 'repository',
        kind: 'actions',
        name: secret,
        repository: web,
        updated_at: set,
      } as never),
    ]),
    googleOf([
      account('shopkeeper'),
      account('reporter'),
      ...['shopkeeper', 'reporter'].map((name) =>
        record('gcp.service-account-key', `k-${name}`, {
          name: `projects/${project}/serviceAccounts/${emailOf(name)}/keys/k-${name}`,
          keyType: 'USER_MANAGED',
          validAfterTime: name === 'shopkeeper' ? made : '2020-01-01T00:00:00Z',
          validBeforeTime: '9999-12-31T23:59:59Z',
        }),
      ),
    ]),
  ]);
  const goal = estate.identities.findIndex(({ id }) => id === keeper);
  const { from, to, technique, techniques, reason, reasons } = estate.takeover;
  return [
    ...new Set(
      [...from.keys()].flatMap((edge) =>
        to[edge] === goal && techniques[technique[edge]!]!.id === 'stored-key'
          ? reasons[reason[edge]!]!.assumes
          : [],
      ),
    ),
  ];
};

test.each([
  [
    'by its name',
    'GCP_SHOPKEEPER_SA_KEY',
    {},
    /GCP_SHOPKEEPER_SA_KEY.* holds a key of shopkeeper@.*its name has shopkeeper/,
  ],
  [
    'by when it was set',
    'GCP_SA_KEY',
    { made: '2026-08-20T09:00:00Z' },
    /GCP_SA_KEY.* holds a key of shopkeeper@.*made just before the secret was set/,
  ],
])('a stored key is plausibly that of an account, %s', (_, secret, dates, expected) => {
  const found = holders(secret, dates);
  expect(found.join('; ')).toMatch(expected);
});

test.each([
  ['of another name', 'GCP_REPORTER_SA_KEY', {}],
  ['of another cloud', 'AWS_SHOPKEEPER_SECRET_ACCESS_KEY', {}],
  ['that was set before the key was made', 'GCP_SA_KEY', { made: '2026-08-21T09:00:00Z' }],
])('not one %s', (_, secret, dates) => {
  expect(holders(secret, dates)).toEqual([]);
});
