import { describe, expect, test } from 'vitest';
import { interpretAws } from '../../connectors/aws/interpret.ts';
import { type GcpRecordInput, type GcpRecordKind, gcpRecords } from '../../connectors/gcp/facts/records.ts';
import { interpretGcp } from '../../connectors/gcp/interpret.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import { joinEstates } from '../../src/pipeline/join-estates.ts';
import { reachOf } from '../../src/reach/index.ts';

/** Roles of AWS that a pool of Google Cloud takes, by value. https://cloud.google.com/iam/docs/workload-identity-federation-with-other-clouds */
const account = '111122223333';
const pool = 'projects/100/locations/global/workloadIdentityPools/aws';
const admin = 'admin@shop.iam.gserviceaccount.com';
const options = { collectedAt: '2026-09-01T00:00:00.000Z', coverage: [], settings: defaultSettings };

const record = <Kind extends GcpRecordKind>(
  kind: Kind,
  id: string,
  data: GcpRecordInput<Kind>,
): SnapshotRecord => ({ record: kind, scope: 'google-cloud', id, data: gcpRecords[kind].schema.parse(data) });

const role = (name: string, path = '/'): SnapshotRecord => {
  const arn = `arn:aws:iam::${account}:role${path}${name}`;
  return {
    record: 'aws.role',
    scope: account,
    id: arn,
    data: {
      Arn: arn,
      RoleName: name,
      Path: path,
      RoleId: `AROA${name.toUpperCase()}`,
      CreateDate: '2024-01-01T00:00:00.000Z',
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] },
      RolePolicyList: [],
      AttachedManagedPolicies: [],
      InstanceProfileList: [],
      Tags: [],
    },
  };
};

interface Asked {
  readonly member?: string;
  readonly provider?: Partial<GcpRecordInput<'gcp.pool-provider'>>;
}

/** Which roles become the account: by name, with what that rests on. */
const wholePool = `principalSet://iam.googleapis.com/${pool}/*`;
const taken = ({ member = wholePool, provider = {} }: Asked) => {
  const google = interpretGcp(
    [
      record('gcp.project', 'shop', { projectId: 'shop', projectNumber: '100' }),
      record('gcp.service-account', admin, { email: admin, uniqueId: '42', projectId: 'shop' }),
      record('gcp.iam-policy', 'policy', {
        resource: `//iam.googleapis.com/projects/shop/serviceAccounts/${admin}`,
        bindings: [{ role: 'roles/iam.workloadIdentityUser', members: [member] }],
      }),
      record('gcp.pool-provider', `${pool}/providers/p`, {
        name: `${pool}/providers/p`,
        aws: { accountId: account },
        ...provider,
      }),
    ],
    options,
  );
  const estate = joinEstates([interpretAws([role('deploy', '/ci/'), role('web')], options), google]);
  const goal = estate.identities.findIndex(({ id }) => id === admin);
  const reach = reachOf(estate, defaultSettings);
  return ['deploy', 'web'].flatMap((name) => {
    const from = estate.identities.findIndex(
      ({ id, provider: of }) => of === 'aws' && id.endsWith(`/${name}`),
    );
    const steps = reach.pathsToAny({ identities: [goal], scopes: [] })(from);
    const assumes = steps.flatMap((step) => step.assumes);
    return steps.length === 0 ? [] : [[name, ...assumes].join(': ')];
  });
};

const session = `arn:aws:sts::${account}:assumed-role`;
const set = (attribute: string, value: string) =>
  `principalSet://iam.googleapis.com/${pool}/${attribute}/${value}`;
const bare = "assertion.arn.extract('assumed-role/{role}/')";

describe('roles of AWS become an account of Google Cloud', () => {
  test.each<readonly [string, Asked, readonly string[]]>([
    ['the whole pool: every role of the account', {}, ['deploy', 'web']],
    ['another account of AWS: none', { provider: { aws: { accountId: '999900001111' } } }, []],
    [
      'the role that Google maps by itself',
      { member: set('attribute.aws_role', `${session}/deploy`) },
      ['deploy'],
    ],
    ['a role that is not there', { member: set('attribute.aws_role', `${session}/gone`) }, []],
    [
      'its bare name, mapped',
      {
        member: set('attribute.role', 'web'),
        provider: { attributeMapping: { 'google.subject': 'assertion.arn', 'attribute.role': bare } },
      },
      ['web'],
    ],
    ['an attribute that nothing maps', { member: set('attribute.role', 'web') }, []],
    [
      'a session by its name',
      { member: `principal://iam.googleapis.com/${pool}/subject/${session}/web/job` },
      ['web: a session is called job'],
    ],
    [
      'the condition of the provider, by the beginning',
      { provider: { attributeCondition: `assertion.arn.startsWith('${session}/deploy/')` } },
      ['deploy'],
    ],
    [
      'the condition, by the mapped role',
      { provider: { attributeCondition: `attribute.aws_role == '${session}/web'` } },
      ['web'],
    ],
    [
      'the condition, by the account',
      { provider: { attributeCondition: "assertion.account == '999900001111'" } },
      [],
    ],
    [
      'a condition that nobody can compare is said',
      {
        member: set('attribute.aws_role', `${session}/web`),
        provider: { attributeCondition: "assertion.arn.matches('(?i)role')" },
      },
      ["web: the token meets all of assertion.arn.matches('(?i)role')"],
    ],
    ['a provider that is switched off', { provider: { disabled: true } }, []],
  ])('%s', (_, asked, answer) => {
    expect(taken(asked)).toEqual(answer);
  });
});
