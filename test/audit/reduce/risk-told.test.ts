import { expect, test } from 'vitest';
import { riskOf } from '../../../src/audit/reduce/risk.ts';
import type { Identity } from '../../../src/model/identity.ts';
import type { Proposal } from '../../../src/model/reduce.ts';
import type { Service } from '../../../src/model/scope.ts';

/** What is said of the risk of a change, by what is known of uses: `risk-told.txt`, made again by `-u` and read. */

const now = '2026-03-31T00:00:00.000Z';
const services: readonly Service[] = (
  [
    ['aws', 'iam'],
    ['aws', 's3'],
    ['aws', 'sqs'],
    ['azure', 'Microsoft.KeyVault'],
  ] as const
).map(([provider, name]) => ({ provider, name, sensitivity: 'rest' }));

const [late, later, border, early] = [
  '2026-03-01T00:00:00.000Z',
  '2026-03-20T00:00:00.000Z',
  '2025-12-31T00:00:00.000Z',
  '2025-03-01T00:00:00.000Z',
];

const identity = (name: string, part: object): Identity =>
  ({
    id: name,
    provider: 'aws',
    kind: 'role',
    name,
    scope: 'acme',
    credentials: [],
    grants: [],
    ...part,
  }) as unknown as Identity;

const known: Readonly<Record<string, object>> = {
  nothing: {},
  'never used': { lastUsedAt: 'never', observedSince: early },
  'used on the border': { lastUsedAt: border },
  'used early': { lastUsedAt: early, workloads: [{ id: 'w' }] },
  'used late': { lastUsedAt: late, workloads: [{ id: 'v' }, { id: 'w' }] },
  'a service late': { serviceLastUsed: { s3: late }, lastUsedAt: late },
  'services, one never': { serviceLastUsed: { s3: 'never', sqs: later }, observedSince: early },
  'services early': { serviceLastUsed: { s3: early, iam: early } },
  privileges: {
    serviceLastUsed: { s3: late, iam: later },
    actionsLastUsed: {
      's3:GetObject': late,
      's3:PutObject': 'never',
      'iam:PassRole': later,
      'iam:GetRole': early,
    },
    uses: [
      { service: 's3', action: 's3:GetObject', last: later, credential: 'k' },
      { service: 's3', action: 's3:DeleteObject', last: late, credential: 'other' },
      { service: 'sqs', action: 'sqs:SendMessage', last: late },
      { service: 's3', action: 's3:ListBucket', last: early },
    ],
  },
};

const changes: readonly (readonly [title: string, (of: Identity) => object])[] = [
  ['s3', () => ({ kind: 'withdraw-grant', grant: { privileges: [{ service: 1 }] } })],
  [
    'all',
    () => ({
      kind: 'withdraw-grant',
      grant: { privileges: [{ service: 0 }, { service: 1 }, { service: 2 }] },
    }),
  ],
  [
    'a statement',
    () => ({ kind: 'withdraw-statement', grant: { privileges: [{ service: 1 }, { service: 2 }] } }),
  ],
  ['a credential', () => ({ kind: 'end-credential', credential: { id: 'k', lastUsedAt: late } })],
  ['a credential of which nothing is known', () => ({ kind: 'end-credential', credential: { id: 'x' } })],
  [
    'a credential never used',
    () => ({ kind: 'end-credential', credential: { id: 'k', lastUsedAt: 'never' } }),
  ],
  ['itself', () => ({ kind: 'end-identity' })],
  ['a step', () => ({ kind: 'cut-step', ways: [] })],
  ['a trust', () => ({ kind: 'narrow-trust', trusts: [] })],
  ['what was used stays', () => ({ kind: 'narrow-to-used', used: [] })],
];

test('what is said of the risk of a change', async () => {
  const lines = changes.flatMap(([title, of]) => {
    const said = (names: readonly string[]): string => {
      const holders = names.map((name, at) => identity(`i${at}`, known[name]!));
      const proposal = { identity: holders[0], ...of(holders[0]!) } as unknown as Proposal;
      const { is, says, lastUsedAt = '-', workloads } = riskOf(proposal, holders, services, now, 90);
      return `  ${names.join(' + ')}: ${is}: ${says} ${lastUsedAt.slice(0, 10)} ${workloads.join(' ')}`;
    };
    const names = Object.keys(known);
    return [
      `# ${title}`,
      ...names.map((name) => said([name])),
      ...names.slice(1).map((name, at) => said([name, names[at]!])),
    ];
  });
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('risk-told.txt');
});
