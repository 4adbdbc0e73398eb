import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { typesOf as awsTypes } from '../../connectors/aws/plan/unread-types.ts';
import { typesOf as azureTypes } from '../../connectors/azure/plan/unread-types.ts';
import { typesOf as gcpTypes } from '../../connectors/gcp/plan/unread-types.ts';
import { typesOf as githubTypes } from '../../connectors/github/plan/unread-types.ts';
import { connectors } from '../../connectors/index.ts';
import type { Plan } from '../../src/plan/planned-resource.ts';
import type { UnreadSort } from '../../src/plan/type-table.ts';
import { lawRuns } from '../support/law-runs.ts';
import type { SketchedChange } from '../support/plan.ts';
import { judgePlan } from '../support/plan-verdict.ts';
import { planKnowledge } from '../support/providers.ts';

const sortOf = (type: string, kind: Plan['kind'] = 'terraform'): string => {
  const provider = type.includes('::') ? 'aws' : type.slice(0, type.indexOf('_'));
  const reader = planKnowledge.readers.find(({ terraform }) => terraform.includes(provider));
  return reader!.sortOf(type, kind);
};

const tables = [
  ['Terraform, AWS', awsTypes('terraform'), 1500],
  ['CloudFormation', awsTypes('cloudformation'), 1800],
  ['Terraform, Azure and Entra', azureTypes(), 1150],
  ['Terraform, Google Cloud', gcpTypes(), 1200],
  ['Terraform, GitHub', githubTypes(), 80],
] as const;

describe('every resource type is sorted', () => {
  test.each(tables)('%s', (_, { types, source }, atLeast) => {
    expect(source).toMatch(/^@[a-z-]+\/[a-z-]+: .*\d+\.\d+\.\d+/);
    expect(types.size).toBeGreaterThan(atLeast);
    const sorts: readonly string[] = ['read', 'workload', 'foreign', 'grants', 'may', 'limits', 'cannot'];
    const unsorted = [...types.keys()].filter(
      (type) => !sorts.includes(sortOf(type, type.includes('::') ? 'cloudformation' : 'terraform')),
    );
    expect(unsorted).toEqual([]);
  });

  test('what a reader reads of Terraform is in the list of its provider, but for types that came later', () => {
    const known = new Set(tables.flatMap(([, { types }]) => [...types.keys()]));
    const gone = planKnowledge.readers
      .flatMap(({ types }) => Object.keys(types))
      .filter((type) => !known.has(type));
    expect(gone.sort()).toEqual([
      'azapi_resource',
      // No package has a list of the types of Azure DevOps.
      'azuredevops_check_approval',
      'azuredevops_check_branch_control',
      'azuredevops_serviceendpoint_azurerm',
      'github_actions_default_workflow_repository_permissions',
      'github_actions_organization_workflow_permissions',
      'github_dependabot_organization_secret_repository',
      'google_iam_folder_access_policy',
      'google_iam_organization_access_policy',
      'google_iam_project_access_policy',
    ]);
  });

  const spots: readonly (readonly [type: string, sort: 'read' | 'grants' | 'may' | 'limits' | 'cannot'])[] = [
    ['aws_iam_role', 'read'],
    ['aws_glue_resource_policy', 'grants'],
    ['aws_ram_resource_share', 'grants'],
    ['aws_vpc_endpoint_policy', 'limits'],
    ['aws_instance', 'may'],
    ['aws_vpc', 'cannot'],
    ['aws_cloudwatch_log_group', 'cannot'],
    ['aws_subnet', 'cannot'],
    ['aws_ecr_lifecycle_policy', 'cannot'],
    ['aws_autoscaling_policy', 'cannot'],
    ['aws_identitystore_group_membership', 'read'],
    ['aws_quicksight_group_membership', 'grants'],
    ['aws_cloudformation_stack_set', 'grants'],
    ['azurerm_role_assignment', 'read'],
    ['azurerm_cosmosdb_sql_role_assignment', 'grants'],
    ['azurerm_lighthouse_assignment', 'grants'],
    ['azurerm_eventhub_authorization_rule', 'grants'],
    ['azurerm_virtual_network', 'cannot'],
    ['azuread_conditional_access_policy', 'read'],
    ['azurerm_management_lock', 'limits'],
    ['google_project_iam_member', 'read'],
    ['google_storage_bucket_iam_binding', 'read'],
    ['google_bigquery_dataset_access', 'grants'],
    ['google_storage_bucket_acl', 'grants'],
    ['google_compute_network', 'cannot'],
    ['google_binary_authorization_policy', 'limits'],
    ['github_repository_deploy_key', 'read'],
    ['github_organization_security_manager', 'read'],
    ['github_user_gpg_key', 'grants'],
    ['github_issue_label', 'cannot'],
    ['AWS::IAM::Role', 'read'],
    ['AWS::EC2::VPC', 'cannot'],
    ['AWS::RAM::ResourceShare', 'grants'],
    ['AWS::Kinesis::ResourcePolicy', 'grants'],
    ['AWS::EC2::Instance', 'may'],
    ['AWS::CDK::Metadata', 'cannot'],
  ];
  test.each(spots)('%s: %s', (type, sort) => {
    expect(sortOf(type, type.includes('::') ? 'cloudformation' : 'terraform')).toBe(sort);
  });

  test('a type that no list has is told as that, and one of another registry is another’s', () => {
    expect(sortOf('aws_not_yet_invented')).toBe('unknown');
    expect(sortOf('AWS::Not::YetInvented', 'cloudformation')).toBe('unknown');
    const aws = planKnowledge.readers.find(({ provider }) => provider === 'aws')!;
    expect(aws.sortOf('Vendor::Thing::Grant', 'cloudformation')).toBe('foreign');
    expect(aws.sortOf('constructor', 'terraform')).toBe('unknown');
  });
});

const made = (address: string, after: object): SketchedChange => ({
  address,
  after: after as Readonly<Record<string, unknown>>,
});
const changed = (address: string, before: object, after: object): SketchedChange => ({
  ...made(address, after),
  before: before as Readonly<Record<string, unknown>>,
});
const gone = (address: string, before: object): SketchedChange => ({
  address,
  before: before as Readonly<Record<string, unknown>>,
});

const everyAction = JSON.stringify({
  Statement: [{ Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'glue:*', Resource: '*' }],
});
const spaced = JSON.stringify(JSON.parse(everyAction), null, 2);
const role = {
  name: 'runner',
  arn: 'arn:aws:iam::111122223333:role/runner',
  assume_role_policy: JSON.stringify({
    Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  }),
};
const binding = (subject: object, ref: string) => ({
  metadata: [{ name: 'b' }],
  role_ref: [{ api_group: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: ref }],
  subject: [subject],
});
const account = { kind: 'ServiceAccount', name: 'admin', namespace: 'x' };

/** What comes of a plan of one change: `fails`, `listed` below what is not read, or `silent`. */
const cases: readonly (readonly [says: string, changes: readonly SketchedChange[], comes: string])[] = [
  ['a policy of a catalogue', [made('aws_glue_resource_policy.p', { policy: everyAction })], 'fails'],
  [
    'the same with spaces',
    [changed('aws_glue_resource_policy.p', { policy: everyAction }, { policy: spaced })],
    'listed',
  ],
  [
    'another text',
    [changed('aws_glue_resource_policy.p', { policy: '{}' }, { policy: everyAction })],
    'fails',
  ],
  ['it goes', [gone('aws_glue_resource_policy.p', { policy: everyAction })], 'silent'],
  ['a share', [made('aws_ram_resource_share.s', { name: 's', allow_external_principals: true })], 'fails'],
  [
    'tags of a share',
    [
      changed(
        'aws_ram_resource_share.s',
        { name: 's', allow_external_principals: true, tags: null },
        { name: 's', allow_external_principals: true, tags: { a: 'b' } },
      ),
    ],
    'listed',
  ],
  ['an instance that runs as nobody', [made('aws_instance.i', { ami: 'ami-1' })], 'listed'],
  [
    'an instance that runs as somebody whom the plan does not show',
    [made('aws_instance.i', { ami: 'ami-1', iam_instance_profile: 'admin' })],
    'fails',
  ],
  [
    'a state machine that runs as a role of the plan',
    [made('aws_iam_role.runner', role), made('aws_sfn_state_machine.m', { role_arn: role.arn })],
    'listed',
  ],
  [
    'one that runs as another role',
    [
      made('aws_iam_role.runner', role),
      made('aws_sfn_state_machine.m', { role_arn: 'arn:aws:iam::111122223333:role/admin' }),
    ],
    'fails',
  ],
  [
    'one that runs as a role that only its service can use',
    [
      made('aws_autoscaling_group.g', {
        service_linked_role_arn:
          'arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling',
      }),
    ],
    'listed',
  ],
  ['a network', [made('aws_vpc.v', { cidr_block: '10.0.0.0/16' })], 'silent'],
  ['a type that is newer than the list', [made('aws_not_yet_invented.x', { name: 'x' })], 'fails'],
  [
    'what an endpoint lets through comes',
    [made('aws_vpc_endpoint_policy.p', { policy: everyAction })],
    'listed',
  ],
  [
    'what an endpoint lets through goes',
    [gone('aws_vpc_endpoint_policy.p', { policy: everyAction })],
    'fails',
  ],
  ['a key of a hub', [made('azurerm_eventhub_authorization_rule.r', { name: 'r', manage: true })], 'fails'],
  [
    'a key of a hub may manage it',
    [
      changed(
        'azurerm_eventhub_authorization_rule.r',
        { name: 'r', send: true, manage: false },
        { name: 'r', send: true, manage: true },
      ),
    ],
    'fails',
  ],
  [
    'access to a data set',
    [made('google_bigquery_dataset_access.a', { dataset_id: 'd', role: 'READER' })],
    'fails',
  ],
  [
    'a role binding to cluster-admin',
    [made('kubernetes_cluster_role_binding.b', binding(account, 'cluster-admin'))],
    'fails',
  ],
  ['a role binding to view', [made('kubernetes_cluster_role_binding.b', binding(account, 'view'))], 'listed'],
  [
    'a role binding for everyone',
    [
      made(
        'kubernetes_cluster_role_binding.b',
        binding({ kind: 'Group', name: 'system:unauthenticated' }, 'view'),
      ),
    ],
    'fails',
  ],
  [
    'a cluster role with everything',
    [made('kubernetes_cluster_role.r', { rule: [{ api_groups: ['*'], resources: ['*'], verbs: ['*'] }] })],
    'fails',
  ],
  [
    'a role for pods',
    [made('kubernetes_role.r', { rule: [{ api_groups: [''], resources: ['pods'], verbs: ['get'] }] })],
    'listed',
  ],
  [
    'an ingress of every host',
    [made('kubernetes_ingress_v1.i', { spec: [{ rule: [{ host: '*', http: [{ path: [{}] }] }] }] })],
    'silent',
  ],
  [
    'a manifest of a binding',
    [
      made('kubernetes_manifest.m', {
        manifest: { kind: 'ClusterRoleBinding', roleRef: { kind: 'ClusterRole', name: 'cluster-admin' } },
      }),
    ],
    'fails',
  ],
  [
    'a manifest of settings',
    [made('kubernetes_manifest.m', { manifest: { kind: 'ConfigMap', data: { user: 'admin' } } })],
    'listed',
  ],
  [
    'a text of YAML',
    [
      made('kubectl_manifest.m', {
        yaml_body: 'kind: ClusterRoleBinding\nroleRef:\n  kind: ClusterRole\n  name: cluster-admin\n',
      }),
    ],
    'fails',
  ],
  [
    'a chart',
    [
      made('helm_release.h', {
        chart: 'c',
        values: ['adminUser: admin\n'],
        set: [{ name: 'host', value: '*' }],
      }),
    ],
    'listed',
  ],
  [
    'a policy of Vault for all paths',
    [made('vault_policy.p', { name: 'p', policy: 'path "*" { capabilities = ["create", "update"] }' })],
    'fails',
  ],
  [
    'a policy of Vault for one path',
    [made('vault_policy.p', { name: 'p', policy: 'path "kv/app" { capabilities = ["read"] }' })],
    'listed',
  ],
  [
    'an administrator of Okta',
    [made('okta_user_admin_roles.a', { user_id: 'u', admin_roles: ['SUPER_ADMIN'] })],
    'fails',
  ],
  ['a role of a database', [made('postgresql_role.r', { name: 'r', superuser: true })], 'fails'],
  ['a random text', [made('random_password.p', { length: 16 })], 'silent'],
];

const outcome = (changes: readonly SketchedChange[]): string => {
  const { verdict, unread, changes: found, reason } = judgePlan(changes);
  if (verdict === 'fail') return found.some(({ class: kind }) => kind === 'not-read') ? 'fails' : reason;
  return (unread?.listed.length ?? 0) > 0 ? 'listed' : 'silent';
};

describe('what is not evaluated', () => {
  test.each(cases)('%s', (_, changes, comes) => {
    expect(outcome(changes)).toBe(comes);
  });

  test('says what it is, what of it, and what shows', () => {
    const { changes, unread } = judgePlan([
      made('kubernetes_cluster_role_binding.b', binding(account, 'cluster-admin')),
    ]);
    expect(changes).toMatchObject([
      {
        class: 'not-read',
        who: 'kubernetes_cluster_role_binding.b',
        what: 'A resource of the type kubernetes_cluster_role_binding is made, with role_ref, subject: it says who may do what, and nothing here evaluates resources of its provider. It shows the role cluster-admin.',
        location: { file: 'plan.json', address: 'kubernetes_cluster_role_binding.b' },
      },
    ]);
    expect(unread!.listed).toMatchObject([{ fails: true, fingerprint: changes[0]!.fingerprint }]);
  });
});

const unread = (sort: UnreadSort): boolean => sort === 'grants' || sort === 'may' || sort === 'unknown';
const third = connectors.flatMap(({ id }) =>
  tables.flatMap(([, { types }]) =>
    [...types.keys()].filter(
      (type) =>
        !type.includes('::') &&
        planKnowledge.readers.some(
          ({ provider, terraform, sortOf: own }) =>
            provider === id &&
            terraform.includes(type.slice(0, type.indexOf('_'))) &&
            unread(own(type, 'terraform') as UnreadSort),
        ),
    ),
  ),
);

test('one resource of the third kind that is made is never a silent pass', () => {
  expect(third.length).toBeGreaterThan(500);
  const argument = fc.record({
    name: fc.string(),
    policy: fc.option(fc.json()),
    role_arn: fc.option(fc.string()),
    tags: fc.dictionary(fc.string(), fc.string()),
  });
  fc.assert(
    fc.property(fc.constantFrom(...third), argument, (type, after) => {
      const result = judgePlan([made(`${type}.x`, after)]);
      const listed = result.unread?.listed ?? [];
      expect(listed.map((each) => each.type)).toEqual([type]);
      expect(result.reason).toMatch(/not-read|not evaluated/);
    }),
    { numRuns: lawRuns(12, 60) },
  );
});
