import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { auditSources } from '../../src/pipeline/audit.ts';
import { fileSource } from '../../src/pipeline/file-source.ts';

/** A small export of each provider; none of them accepts tokens or stores keys of another. */
const gcp = {
  version: 1,
  etag: 'BwYAAAAAAAA=',
  bindings: [
    { role: 'roles/owner', members: ['serviceAccount:ci@acme-prod.iam.gserviceaccount.com'] },
    {
      role: 'roles/iam.serviceAccountTokenCreator',
      members: ['serviceAccount:deployer@acme-prod.iam.gserviceaccount.com'],
    },
  ],
};

const subscription = '/subscriptions/aaaaaaaa-0000-4000-8000-000000000001';
const azure = [
  {
    id: `${subscription}/providers/Microsoft.Authorization/roleAssignments/bbbbbbbb-0000-4000-8000-000000000001`,
    name: 'bbbbbbbb-0000-4000-8000-000000000001',
    principalId: 'cccccccc-0000-4000-8000-000000000001',
    principalName: 'dddddddd-0000-4000-8000-000000000001',
    principalType: 'ServicePrincipal',
    roleDefinitionId: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635`,
    roleDefinitionName: 'Owner',
    scope: subscription,
    type: 'Microsoft.Authorization/roleAssignments',
  },
];

const arn = (rest: string): string => `arn:aws:iam::111122223333:${rest}`;
const document = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });
const aws = {
  UserDetailList: [],
  GroupDetailList: [],
  Policies: [],
  RoleDetailList: [
    {
      Path: '/',
      RoleName: 'deploy',
      RoleId: 'AROADEPLOY',
      Arn: arn('role/deploy'),
      CreateDate: '2024-01-01T00:00:00Z',
      AssumeRolePolicyDocument: document({
        Effect: 'Allow',
        Principal: { Service: 'ec2.amazonaws.com' },
        Action: 'sts:AssumeRole',
      }),
      InstanceProfileList: [],
      RolePolicyList: [
        { PolicyName: 'all', PolicyDocument: document({ Effect: 'Allow', Action: '*', Resource: '*' }) },
      ],
      AttachedManagedPolicies: [],
      Tags: [],
    },
  ],
};

const workflow = `on: pull_request_target
permissions: write-all
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: echo "\${{ github.event.pull_request.title }}"
`;

const folder = mkdtempSync(join(tmpdir(), 'joined-'));
const written = (name: string, text: string): string => {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
};
written('shop/.github/workflows/ci.yml', workflow);
const samples = {
  aws: written('account.json', JSON.stringify(aws)),
  azure: written('assignments.json', JSON.stringify(azure)),
  gcp: written('policy.json', JSON.stringify(gcp)),
  github: join(folder, 'shop'),
};
type Sample = keyof typeof samples;
const names = Object.keys(samples) as Sample[];

/** The share of the estate is another one: the estate is. */
const said = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ rule, identity, severity, title }) => [severity, rule, identity, title].join(' ')).sort();

const findingsOf = async (...given: readonly Sample[]): Promise<readonly Finding[]> => {
  const sources = given.map((name) => fileSource(samples[name]));
  const { findings } = await auditSources(sources, defaultSettings, {
    collectedAt: '2027-01-01T00:00:00.000Z',
  });
  return findings;
};

describe('what is said of an estate is the same alone and beside one that has nothing to do with it', () => {
  test.each(names)('%s alone has findings', async (name) => {
    expect(await findingsOf(name)).not.toEqual([]);
  });

  test.each(names.flatMap((one, place) => names.slice(place + 1).map((other) => [one, other] as const)))(
    '%s beside %s',
    async (one, other) => {
      const apart = [...(await findingsOf(one)), ...(await findingsOf(other))];
      expect(said(await findingsOf(one, other))).toEqual(said(apart));
    },
  );

  test('an owner of a project does not get there in a step, whoever stands before it', async () => {
    expect(said(await findingsOf('azure', 'gcp')).filter((line) => line.includes(' ci@'))).toEqual([
      expect.stringContaining('catch-all-role'),
      expect.stringContaining('standing-privilege-short-lived-credential'),
    ]);
  });
});
