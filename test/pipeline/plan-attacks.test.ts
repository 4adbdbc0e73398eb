import { describe, expect, test } from 'vitest';
import { planText, type SketchedChange } from '../support/plan.ts';
import { judgePlan, kept } from '../support/plan-verdict.ts';

/**
 * What somebody writes who wants a privilege to get past the gate, and what teams write every day: each of the first fails
 * under the default, each of the second passes.
 */

const A = '111122223333';
type Values = Readonly<Record<string, unknown>>;
const doc = (...statements: readonly object[]): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({ Effect: 'Allow', ...statement })),
  });
const admin = doc({ Action: '*', Resource: '*' });
const trust = (principal: unknown, condition?: object, action = 'sts:AssumeRole'): string =>
  doc({ Principal: principal, Action: action, ...(condition === undefined ? {} : { Condition: condition }) });
const lam = trust({ Service: 'lambda.amazonaws.com' });
const role = (name: string, assumed: string, more: object = {}) => ({
  name,
  path: '/',
  arn: `arn:aws:iam::${A}:role/${name}`,
  assume_role_policy: assumed,
  inline_policy: [],
  managed_policy_arns: [],
  ...more,
});
/** What is attached to it, its state does not show. */
const trustOnly = (assumed: string) => ({
  name: 'r',
  path: '/',
  arn: `arn:aws:iam::${A}:role/r`,
  assume_role_policy: assumed,
});
const mk = (address: string, after: object, unknown?: object, expressions?: object): SketchedChange => ({
  address,
  after: after as Values,
  ...(unknown === undefined ? {} : { unknown: unknown as Values }),
  ...(expressions === undefined ? {} : { expressions: expressions as Values }),
});
const up = (
  address: string,
  before: object,
  after: object,
  more: Partial<SketchedChange> = {},
): SketchedChange => ({ address, before: before as Values, after: after as Values, ...more });
const del = (address: string, before: object): SketchedChange => ({ address, before: before as Values });
const ADM = 'arn:aws:iam::aws:policy/AdministratorAccess';
const repl = { actions: ['create', 'delete'] };
/** To a resource of which the plan tells nothing. */
const ref = { references: ['random_pet.x.id', 'random_pet.x'] };

type Row = readonly [says: string, changes: readonly SketchedChange[]];

const attacks: readonly Row[] = [
  [
    'a trust policy whose statements are named in another case',
    [mk('aws_iam_role.r', role('r', trust({ AWS: '*' }).replace('Statement', 'statement')))],
  ],
  [
    'a document put together from one whose statements are named in another case, which the provider takes',
    [
      kept('aws_iam_role.r', role('r', lam)),
      {
        address: 'data.aws_iam_policy_document.d',
        actions: ['read'],
        after: { source_policy_documents: [admin.replace('Statement', 'statement')], statement: [] },
        unknown: { json: true, id: true },
        expressions: {
          source_policy_documents: { constant_value: [admin.replace('Statement', 'statement')] },
        },
      },
      mk(
        'aws_iam_role_policy.p',
        { name: 'p', role: 'r' },
        { policy: true },
        { policy: { references: ['data.aws_iam_policy_document.d.json', 'data.aws_iam_policy_document.d'] } },
      ),
    ],
  ],
  [
    'user attachments exclusive admin',
    [mk('aws_iam_user_policy_attachments_exclusive.x', { user_name: 'bob', policy_arns: [ADM] })],
  ],
  [
    'role with unknown trust',
    [
      mk('aws_iam_role.r', { name: 'r', path: '/' }, { assume_role_policy: true, arn: true }),
      mk('aws_iam_role_policy_attachment.a', { role: 'r', policy_arn: ADM }),
    ],
  ],
  [
    'existing admin role: trust becomes unknown',
    [
      up(
        'aws_iam_role.r',
        role('r', lam),
        { ...role('r', lam), assume_role_policy: undefined },
        { unknown: { assume_role_policy: true } },
      ),
      kept('aws_iam_role_policy_attachment.a', { role: 'r', policy_arn: ADM }),
    ],
  ],
  [
    'existing role, nothing known of what it holds: trust widened to *',
    [up('aws_iam_role.r', role('r', lam), role('r', trust('*')))],
  ],
  [
    'replace create_before_destroy, new admin',
    [
      up(
        'aws_iam_policy.p',
        {
          name: 'p',
          path: '/',
          arn: `arn:aws:iam::${A}:policy/p`,
          policy: doc({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' }),
          attachment_count: 3,
        },
        { name: 'p2', path: '/', policy: admin },
        { ...repl, unknown: { arn: true, attachment_count: true } },
      ),
      kept('aws_iam_role.r', role('r', lam)),
      up(
        'aws_iam_role_policy_attachment.a',
        { role: 'r', policy_arn: `arn:aws:iam::${A}:policy/p` },
        { role: 'r' },
        {
          ...repl,
          unknown: { policy_arn: true },
          expressions: { role: {}, policy_arn: { references: ['aws_iam_policy.p.arn', 'aws_iam_policy.p'] } },
        },
      ),
    ],
  ],
  [
    'permission set with admin',
    [
      mk('aws_ssoadmin_managed_policy_attachment.a', {
        instance_arn: 'arn:aws:sso:::instance/ssoins-1',
        permission_set_arn: 'arn:aws:sso:::permissionSet/ssoins-1/ps-1',
        managed_policy_arn: ADM,
      }),
    ],
  ],
  [
    'permission set assignment',
    [
      mk('aws_ssoadmin_account_assignment.a', {
        instance_arn: 'arn',
        permission_set_arn: 'ps',
        principal_id: 'u',
        principal_type: 'USER',
        target_id: A,
        target_type: 'AWS_ACCOUNT',
      }),
    ],
  ],
  [
    'permission set inline policy gone (deny?)',
    [
      up(
        'aws_ssoadmin_permission_set_inline_policy.a',
        { inline_policy: JSON.stringify({ Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] }) },
        { inline_policy: admin },
      ),
    ],
  ],
  [
    'eks access entry',
    [
      mk('aws_eks_access_entry.a', {
        cluster_name: 'c',
        principal_arn: 'arn:aws:iam::999988887777:role/x',
        kubernetes_groups: ['system:masters'],
        type: 'STANDARD',
      }),
    ],
  ],
  [
    'eks access policy',
    [
      mk('aws_eks_access_policy_association.a', {
        cluster_name: 'c',
        principal_arn: 'arn:aws:iam::1:role/x',
        policy_arn: 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy',
      }),
    ],
  ],
  [
    'lambda permission *',
    [mk('aws_lambda_permission.a', { function_name: 'f', action: 'lambda:InvokeFunction', principal: '*' })],
  ],
  [
    'lambda permission *, function unknown',
    [
      mk(
        'aws_lambda_permission.a',
        { action: 'lambda:InvokeFunction', principal: '*' },
        { function_name: true },
      ),
    ],
  ],
  [
    'lambda permission s3 without source',
    [
      mk('aws_lambda_permission.a', {
        function_name: 'f',
        action: 'lambda:InvokeFunction',
        principal: 's3.amazonaws.com',
      }),
    ],
  ],
  ['lambda url NONE', [mk('aws_lambda_function_url.a', { function_name: 'f', authorization_type: 'NONE' })]],
  ['s3 acl public-read', [mk('aws_s3_bucket_acl.a', { bucket: 'b', acl: 'public-read' })]],
  [
    's3 acl grant AuthenticatedUsers',
    [
      mk('aws_s3_bucket_acl.a', {
        bucket: 'b',
        access_control_policy: [
          {
            grant: [
              {
                grantee: [
                  { type: 'Group', uri: 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers' },
                ],
                permission: 'READ',
              },
            ],
            owner: [{ id: 'x' }],
          },
        ],
      }),
    ],
  ],
  [
    'public access block gone',
    [
      del('aws_s3_bucket_public_access_block.a', {
        bucket: 'b',
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      }),
    ],
  ],
  [
    'account public access block off',
    [
      up(
        'aws_s3_account_public_access_block.a',
        { block_public_acls: true, block_public_policy: true },
        { block_public_acls: false, block_public_policy: true },
      ),
    ],
  ],
  [
    'bucket policy *',
    [
      mk('aws_s3_bucket_policy.a', {
        bucket: 'b',
        policy: doc({ Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' }),
      }),
    ],
  ],
  [
    'bucket policy deny removed (TLS) with allow kept public by vpce condition',
    [
      up(
        'aws_s3_bucket_policy.a',
        {
          bucket: 'b',
          policy: JSON.stringify({
            Statement: [
              {
                Effect: 'Deny',
                Principal: '*',
                Action: 's3:*',
                Resource: '*',
                Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } },
              },
              { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' },
            ],
          }),
        },
        {
          bucket: 'b',
          policy: doc({ Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' }),
        },
      ),
    ],
  ],
  [
    's3 access point policy',
    [
      mk('aws_s3control_access_point_policy.a', {
        access_point_arn: 'x',
        policy: doc({ Principal: '*', Action: 's3:*', Resource: '*' }),
      }),
    ],
  ],
  [
    's3 access point with policy',
    [
      mk('aws_s3_access_point.a', {
        bucket: 'b',
        name: 'p',
        policy: doc({ Principal: '*', Action: 's3:*', Resource: '*' }),
      }),
    ],
  ],
  [
    'kms grant to role outside',
    [
      mk('aws_kms_grant.a', {
        key_id: 'k',
        grantee_principal: 'arn:aws:iam::999988887777:role/x',
        operations: ['Decrypt'],
      }),
    ],
  ],
  [
    'secret policy *',
    [
      mk('aws_secretsmanager_secret_policy.a', {
        secret_arn: 'x',
        policy: doc({ Principal: '*', Action: 'secretsmanager:GetSecretValue', Resource: '*' }),
      }),
    ],
  ],
  [
    'sns * ',
    [
      mk('aws_sns_topic_policy.a', {
        arn: 'arn:aws:sns:eu-central-1:111122223333:t',
        policy: doc({ Principal: '*', Action: 'sns:*', Resource: '*' }),
      }),
    ],
  ],
  [
    'role by unknown name gets Admin',
    [mk('aws_iam_role_policy_attachment.a', { policy_arn: ADM }, { role: true })],
  ],
  ['user policy unknown user', [mk('aws_iam_user_policy.a', { name: 'p', policy: admin }, { user: true })]],
  ['access key unknown user', [mk('aws_iam_access_key.a', { status: 'Active' }, { user: true })]],
  [
    'access key inactive -> Active',
    [
      up(
        'aws_iam_access_key.a',
        { user: 'bob', status: 'Inactive', id: 'AKIA1' },
        { user: 'bob', status: 'Active', id: 'AKIA1' },
      ),
    ],
  ],
  [
    'access key replaced',
    [
      up(
        'aws_iam_access_key.a',
        { user: 'bob', status: 'Active', id: 'AKIA1' },
        { user: 'alice', status: 'Active' },
        { actions: ['delete', 'create'], unknown: { id: true } },
      ),
    ],
  ],
  [
    'ec2 instance profile outside',
    [mk('aws_instance.a', { ami: 'x', iam_instance_profile: 'AdminProfile' })],
  ],
  [
    'launch template profile outside',
    [mk('aws_launch_template.a', { iam_instance_profile: [{ name: 'AdminProfile' }] })],
  ],
  [
    'lambda with outside role',
    [mk('aws_lambda_function.a', { function_name: 'f', role: `arn:aws:iam::${A}:role/AdminRole` })],
  ],
  [
    'ecs task with outside role',
    [
      mk('aws_ecs_task_definition.a', {
        family: 'f',
        task_role_arn: `arn:aws:iam::${A}:role/AdminRole`,
        container_definitions: '[]',
      }),
    ],
  ],
  [
    'codebuild outside role',
    [mk('aws_codebuild_project.a', { name: 'f', service_role: `arn:aws:iam::${A}:role/AdminRole` })],
  ],
  [
    'cfn stack with IAM body',
    [
      mk('aws_cloudformation_stack.a', {
        name: 's',
        template_body: 'Resources: {U: {Type: "AWS::IAM::User", Properties: {ManagedPolicyArns: [x]}}}',
        capabilities: ['CAPABILITY_IAM'],
      }),
    ],
  ],
  [
    'cloudcontrol resource',
    [
      mk('aws_cloudcontrolapi_resource.a', {
        type_name: 'AWS::IAM::Role',
        desired_state: '{"ManagedPolicyArns":["x"]}',
      }),
    ],
  ],
  [
    'awscc iam role',
    [
      mk('awscc_iam_role.a', {
        role_name: 'x',
        managed_policy_arns: [ADM],
        assume_role_policy_document: trust('*'),
      }),
    ],
  ],
  [
    'saml provider change',
    [
      up(
        'aws_iam_saml_provider.a',
        { name: 's', saml_metadata_document: 'a', arn: 'arn:aws:iam::1:saml-provider/s' },
        { name: 's', saml_metadata_document: 'b', arn: 'arn:aws:iam::1:saml-provider/s' },
      ),
    ],
  ],
  [
    'org policy detach',
    [del('aws_organizations_policy_attachment.a', { policy_id: 'p-1', target_id: 'ou-1' })],
  ],
  [
    'org policy content',
    [up('aws_organizations_policy.a', { content: 'x', name: 'p' }, { content: 'y', name: 'p' })],
  ],
  [
    'org resource policy',
    [
      mk('aws_organizations_resource_policy.a', {
        content: doc({ Principal: { AWS: '999988887777' }, Action: 'organizations:*', Resource: '*' }),
      }),
    ],
  ],
  [
    'vpc endpoint policy',
    [up('aws_vpc_endpoint.a', { service_name: 's3', policy: 'x' }, { service_name: 's3', policy: 'y' })],
  ],
  [
    'ebs snapshot share',
    [mk('aws_snapshot_create_volume_permission.a', { account_id: '999988887777', snapshot_id: 's' })],
  ],
  [
    'ami launch permission',
    [mk('aws_ami_launch_permission.a', { account_id: '999988887777', image_id: 's', group: 'all' })],
  ],
  ['redshift/rds public snapshot', [mk('aws_db_snapshot_copy.a', { shared_accounts: ['all'] })]],
  [
    'rds snapshot shared',
    [
      mk('aws_db_snapshot.a', {
        shared_accounts: ['all'],
        db_instance_identifier: 'x',
        db_snapshot_identifier: 'y',
      }),
    ],
  ],
  [
    'ecr replication/pull-through',
    [
      mk('aws_ecr_repository_policy.a', {
        repository: 'r',
        policy: doc({ Principal: { AWS: 'arn:aws:iam::999988887777:root' }, Action: 'ecr:*' }),
      }),
    ],
  ],
  [
    'ssm document share',
    [
      up(
        'aws_ssm_document.a',
        { name: 'd', permissions: {} },
        { name: 'd', permissions: { type: 'Share', account_ids: 'All' } },
      ),
    ],
  ],
  [
    'transfer user',
    [mk('aws_transfer_user.a', { server_id: 's', user_name: 'u', role: `arn:aws:iam::${A}:role/AdminRole` })],
  ],
  ['transfer ssh key', [mk('aws_transfer_ssh_key.a', { server_id: 's', user_name: 'u', body: 'ssh-rsa' })]],
  ['appsync api key', [mk('aws_appsync_api_key.a', { api_id: 'x', expires: '2030-01-01T00:00:00Z' })]],
  ['lightsail bucket access key', [mk('aws_lightsail_bucket_access_key.a', { bucket_name: 'x' })]],
  [
    'identitystore membership',
    [mk('aws_identitystore_group_membership.a', { group_id: 'x', member_id: 'y', identity_store_id: 'z' })],
  ],
  ['identitystore user', [mk('aws_identitystore_user.a', { user_name: 'x', identity_store_id: 'z' })]],
  [
    'ssoadmin application access',
    [mk('aws_ssoadmin_trusted_token_issuer.a', { name: 'x', trusted_token_issuer_type: 'OIDC_JWT' })],
  ],
  [
    'rolesanywhere profile',
    [mk('aws_rolesanywhere_profile.a', { name: 'x', role_arns: [`arn:aws:iam::${A}:role/AdminRole`] })],
  ],
  [
    'pod identity',
    [
      mk('aws_eks_pod_identity_association.a', {
        cluster_name: 'x',
        role_arn: `arn:aws:iam::${A}:role/AdminRole`,
        namespace: 'n',
        service_account: 's',
      }),
    ],
  ],
  [
    'cognito identity pool unauth',
    [
      up(
        'aws_cognito_identity_pool.a',
        { identity_pool_name: 'x', allow_unauthenticated_identities: false },
        { identity_pool_name: 'x', allow_unauthenticated_identities: true },
      ),
    ],
  ],
  [
    'rds iam auth/ redshift cluster roles',
    [
      mk('aws_redshift_cluster_iam_roles.a', {
        cluster_identifier: 'c',
        iam_role_arns: [`arn:aws:iam::${A}:role/AdminRole`],
      }),
    ],
  ],
  [
    'iam user force? new user with boundary removed',
    [
      up(
        'aws_iam_user.u',
        {
          name: 'u',
          path: '/',
          arn: `arn:aws:iam::${A}:user/u`,
          permissions_boundary: `arn:aws:iam::${A}:policy/b`,
        },
        { name: 'u', path: '/', arn: `arn:aws:iam::${A}:user/u` },
      ),
    ],
  ],
  [
    'iam group membership replaced',
    [
      up(
        'aws_iam_group_membership.m',
        { name: 'm', group: 'Administrators', users: ['a'] },
        { name: 'm', group: 'Administrators', users: ['a', 'b'] },
      ),
    ],
  ],
  [
    'deny policy detached from existing role w/ admin',
    [
      kept('aws_iam_role.r', role('r', lam)),
      kept('aws_iam_role_policy_attachment.a', { role: 'r', policy_arn: ADM }),
      del('aws_iam_role_policy_attachment.d', { role: 'r', policy_arn: `arn:aws:iam::${A}:policy/deny` }),
    ],
  ],
  [
    'deny policy detached from outside role',
    [del('aws_iam_role_policy_attachment.d', { role: 'r', policy_arn: `arn:aws:iam::${A}:policy/deny` })],
  ],
  [
    'deny inline gone outside user',
    [
      del('aws_iam_user_policy.d', {
        user: 'r',
        name: 'd',
        policy: JSON.stringify({ Statement: [{ Effect: 'Deny', Action: 'iam:*', Resource: '*' }] }),
      }),
    ],
  ],
  [
    'az ra unknown role definition id',
    [
      mk(
        'azurerm_role_assignment.a',
        { scope: '/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590', principal_id: 'p' },
        { role_definition_id: true },
      ),
    ],
  ],
  [
    'az ra Owner',
    [
      mk('azurerm_role_assignment.a', {
        scope: '/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590',
        principal_id: 'p',
        role_definition_name: 'Owner',
      }),
    ],
  ],
  [
    'az ra by id Owner',
    [
      mk('azurerm_role_assignment.a', {
        scope: '/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590',
        principal_id: 'p',
        role_definition_id:
          '/subscriptions/x/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
      }),
    ],
  ],
  [
    'az ra unknown scope Owner',
    [mk('azurerm_role_assignment.a', { principal_id: 'p', role_definition_name: 'Owner' }, { scope: true })],
  ],
  [
    'az ra custom role id unknown',
    [
      mk('azurerm_role_assignment.a', {
        scope: '/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590',
        principal_id: 'p',
        role_definition_id:
          '/subscriptions/x/providers/Microsoft.Authorization/roleDefinitions/11111111-1111-1111-1111-111111111111',
      }),
    ],
  ],
  [
    'az User Access Administrator on rg',
    [
      mk('azurerm_role_assignment.a', {
        scope: '/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590/resourceGroups/x',
        principal_id: 'p',
        role_definition_name: 'User Access Administrator',
      }),
    ],
  ],
  [
    'az role def widened',
    [
      up(
        'azurerm_role_definition.a',
        {
          name: 'x',
          scope: '/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590',
          permissions: [{ actions: ['Microsoft.Compute/virtualMachines/read'] }],
          role_definition_id: 'r',
        },
        {
          name: 'x',
          scope: '/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590',
          permissions: [{ actions: ['*'] }],
          role_definition_id: 'r',
        },
      ),
    ],
  ],
  [
    'az role def widened not_actions gone',
    [
      up(
        'azurerm_role_definition.a',
        {
          name: 'x',
          scope: '/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590',
          permissions: [{ actions: ['*'], not_actions: ['Microsoft.Authorization/*'] }],
          role_definition_id: 'r',
        },
        {
          name: 'x',
          scope: '/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590',
          permissions: [{ actions: ['*'] }],
          role_definition_id: 'r',
        },
      ),
    ],
  ],
  [
    'azuread app role assign',
    [
      mk('azuread_app_role_assignment.a', {
        principal_object_id: 'p',
        resource_object_id: 'r',
        app_role_id: '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8',
      }),
    ],
  ],
  [
    'azuread app role unknown',
    [
      mk(
        'azuread_app_role_assignment.a',
        { principal_object_id: 'p', resource_object_id: 'r' },
        { app_role_id: true },
      ),
    ],
  ],
  [
    'azuread app required_resource_access + password',
    [
      mk('azuread_application_password.a', {
        application_id: '/applications/x',
        end_date: '2099-01-01T00:00:00Z',
      }),
    ],
  ],
  [
    'azuread sp password of unknown',
    [mk('azuread_service_principal_password.a', {}, { service_principal_id: true })],
  ],
  [
    'azuread owner of app',
    [mk('azuread_application_owner.a', { application_id: '/applications/x', owner_object_id: 'u' })],
  ],
  ['azuread group member', [mk('azuread_group_member.a', { group_object_id: 'x', member_object_id: 'u' })]],
  [
    'azuread group dynamic rule',
    [
      up(
        'azuread_group.a',
        { display_name: 'g', object_id: 'g', dynamic_membership: [{ enabled: true, rule: 'a' }] },
        { display_name: 'g', object_id: 'g', dynamic_membership: [{ enabled: true, rule: 'b' }] },
      ),
    ],
  ],
  [
    'azuread ca policy off',
    [
      up(
        'azuread_conditional_access_policy.a',
        { display_name: 'x', state: 'enabled' },
        { display_name: 'x', state: 'disabled' },
      ),
    ],
  ],
  [
    'azuread admin consent fed cred',
    [
      mk('azuread_application_federated_identity_credential.a', {
        application_id: '/applications/x',
        issuer: 'https://token.actions.githubusercontent.com',
        subject: 'repo:acme/app:ref:refs/heads/main',
        audiences: ['api://AzureADTokenExchange'],
      }),
    ],
  ],
  [
    'azuread flexible fed',
    [
      mk('azuread_application_flexible_federated_identity_credential.a', {
        application_id: '/applications/x',
        issuer: 'https://token.actions.githubusercontent.com',
        claims_matching_expression: "claims['sub'] matches 'repo:acme/*'",
        audience: 'x',
      }),
    ],
  ],
  [
    'azapi role assignment',
    [
      mk('azapi_resource.a', {
        type: 'Microsoft.Authorization/roleAssignments@2022-04-01',
        body: {
          properties: {
            roleDefinitionId:
              '/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
            principalId: 'x',
          },
        },
      }),
    ],
  ],
  [
    'arm template deployment',
    [
      mk('azurerm_resource_group_template_deployment.a', {
        name: 'x',
        template_content: '{"resources":[{"type":"Microsoft.Authorization/roleAssignments"}]}',
      }),
    ],
  ],
  [
    'azurerm sql admin',
    [
      mk('azurerm_mssql_server.a', {
        name: 'x',
        azuread_administrator: [{ login_username: 'bob', object_id: 'x' }],
      }),
    ],
  ],
  [
    'aks admin groups',
    [
      up(
        'azurerm_kubernetes_cluster.a',
        { name: 'x', azure_active_directory_role_based_access_control: [{ admin_group_object_ids: [] }] },
        { name: 'x', azure_active_directory_role_based_access_control: [{ admin_group_object_ids: ['g'] }] },
      ),
    ],
  ],
  [
    'vm with outside identity',
    [
      mk('azurerm_linux_virtual_machine.a', {
        name: 'x',
        identity: [
          {
            type: 'UserAssigned',
            identity_ids: [
              '/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590/resourceGroups/x/providers/Microsoft.ManagedIdentity/userAssignedIdentities/admin',
            ],
          },
        ],
      }),
    ],
  ],
  [
    'g project iam policy unknown',
    [mk('google_project_iam_policy.a', { project: 'p' }, { policy_data: true })],
  ],
  [
    'g sa iam tokencreator',
    [
      mk('google_service_account_iam_member.a', {
        service_account_id: 'projects/p/serviceAccounts/x@p.iam.gserviceaccount.com',
        role: 'roles/iam.serviceAccountTokenCreator',
        member: 'user:x@y.z',
      }),
    ],
  ],
  [
    'g sa iam wi user',
    [
      mk('google_service_account_iam_member.a', {
        service_account_id: 'projects/p/serviceAccounts/x@p.iam.gserviceaccount.com',
        role: 'roles/iam.workloadIdentityUser',
        member: 'principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/*',
      }),
    ],
  ],
  [
    'g member role unknown',
    [mk('google_project_iam_member.a', { project: 'p', member: 'user:x@y.z' }, { role: true })],
  ],
  [
    'g member member unknown owner',
    [mk('google_project_iam_member.a', { project: 'p', role: 'roles/owner' }, { member: true })],
  ],
  [
    'g allUsers bucket',
    [
      mk('google_storage_bucket_iam_member.a', {
        bucket: 'p',
        role: 'roles/storage.objectViewer',
        member: 'allUsers',
      }),
    ],
  ],
  [
    'g run allUsers',
    [
      mk('google_cloud_run_v2_service_iam_member.a', {
        name: 'p',
        location: 'x',
        role: 'roles/run.invoker',
        member: 'allUsers',
      }),
    ],
  ],
  [
    'g sa key outside',
    [
      mk('google_service_account_key.a', {
        service_account_id: 'projects/p/serviceAccounts/x@p.iam.gserviceaccount.com',
      }),
    ],
  ],
  [
    'g default project iam audit? org policy',
    [del('google_org_policy_policy.a', { name: 'p', parent: 'x' })],
  ],
  [
    'g old org policy',
    [
      del('google_project_organization_policy.a', {
        project: 'p',
        constraint: 'iam.disableServiceAccountKeyCreation',
        boolean_policy: [{ enforced: true }],
      }),
    ],
  ],
  [
    'g compute with outside sa',
    [
      mk('google_compute_instance.a', {
        name: 'x',
        service_account: [{ email: 'x@p.iam.gserviceaccount.com', scopes: ['cloud-platform'] }],
      }),
    ],
  ],
  [
    'g compute with default sa',
    [
      mk(
        'google_compute_instance.a',
        { name: 'x', service_account: [{ scopes: ['cloud-platform'] }] },
        { service_account: [{ email: true }] },
      ),
    ],
  ],
  [
    'g run service outside sa',
    [
      mk('google_cloud_run_v2_service.a', {
        name: 'x',
        template: [{ service_account: 'x@p.iam.gserviceaccount.com' }],
      }),
    ],
  ],
  [
    'g project metadata ssh keys',
    [up('google_compute_project_metadata.a', { metadata: {} }, { metadata: { 'ssh-keys': 'bob:ssh-rsa' } })],
  ],
  [
    'g project metadata item ssh keys',
    [mk('google_compute_project_metadata_item.a', { key: 'ssh-keys', value: 'bob:ssh-rsa' })],
  ],
  [
    'g custom role widened',
    [
      up(
        'google_project_iam_custom_role.a',
        { project: 'p', role_id: 'r', permissions: ['a.b.get'] },
        { project: 'p', role_id: 'r', permissions: ['a.b.get', 'resourcemanager.projects.setIamPolicy'] },
      ),
    ],
  ],
  [
    'g provider attr condition gone',
    [
      up(
        'google_iam_workload_identity_pool_provider.a',
        {
          project: 'p',
          workload_identity_pool_id: 'pool',
          workload_identity_pool_provider_id: 'x',
          attribute_condition: "assertion.repository=='a/b'",
          attribute_mapping: { 'google.subject': 'assertion.sub' },
          oidc: [{ issuer_uri: 'https://token.actions.githubusercontent.com' }],
        },
        {
          project: 'p',
          workload_identity_pool_id: 'pool',
          workload_identity_pool_provider_id: 'x',
          attribute_mapping: { 'google.subject': 'assertion.sub' },
          oidc: [{ issuer_uri: 'https://token.actions.githubusercontent.com' }],
        },
      ),
    ],
  ],
  [
    'g project default service accounts',
    [
      mk('google_project_default_service_accounts.a', {
        project: 'p',
        action: 'DEPRIVILEGE',
        restore_policy: 'REVERT',
      }),
    ],
  ],
  [
    'gh ruleset gone',
    [
      del('github_repository_ruleset.a', {
        name: 'r',
        repository: 'x',
        target: 'branch',
        enforcement: 'active',
        rules: [{ pull_request: [{ required_approving_review_count: 1 }] }],
        conditions: [{ ref_name: [{ include: ['~ALL'], exclude: [] }] }],
      }),
    ],
  ],
  [
    'gh ruleset evaluate',
    [
      up(
        'github_repository_ruleset.a',
        {
          name: 'r',
          repository: 'x',
          target: 'branch',
          enforcement: 'active',
          rules: [{ pull_request: [{ required_approving_review_count: 1 }] }],
        },
        {
          name: 'r',
          repository: 'x',
          target: 'branch',
          enforcement: 'evaluate',
          rules: [{ pull_request: [{ required_approving_review_count: 1 }] }],
        },
      ),
    ],
  ],
  [
    'gh ruleset bypass',
    [
      up(
        'github_repository_ruleset.a',
        {
          name: 'r',
          repository: 'x',
          target: 'branch',
          enforcement: 'active',
          bypass_actors: [],
          rules: [{ pull_request: [{ required_approving_review_count: 1 }] }],
        },
        {
          name: 'r',
          repository: 'x',
          target: 'branch',
          enforcement: 'active',
          bypass_actors: [{ actor_id: 5, actor_type: 'RepositoryRole', bypass_mode: 'always' }],
          rules: [{ pull_request: [{ required_approving_review_count: 1 }] }],
        },
      ),
    ],
  ],
  [
    'gh ruleset replaced count 0',
    [
      up(
        'github_repository_ruleset.a',
        {
          name: 'r',
          repository: 'x',
          target: 'branch',
          enforcement: 'active',
          rules: [{ pull_request: [{ required_approving_review_count: 2 }] }],
        },
        {
          name: 'r',
          repository: 'x',
          target: 'branch',
          enforcement: 'active',
          rules: [{ pull_request: [{ required_approving_review_count: 0 }] }],
        },
      ),
    ],
  ],
  [
    'gh deploy key unknown read_only',
    [
      mk(
        'github_repository_deploy_key.a',
        { repository: 'x', title: 't', key: 'ssh-rsa' },
        { read_only: true },
      ),
    ],
  ],
  ['gh team admin', [mk('github_team_repository.a', { team_id: '1', repository: 'x', permission: 'admin' })]],
  [
    'gh team perm unknown',
    [mk('github_team_repository.a', { team_id: '1', repository: 'x' }, { permission: true })],
  ],
  [
    'gh repo file workflow',
    [
      mk('github_repository_file.a', {
        repository: 'x',
        file: '.github/workflows/x.yml',
        content: 'on: push',
      }),
    ],
  ],
  ['gh secret change', [mk('github_actions_secret.a', { repository: 'x', secret_name: 'AWS_KEY' })]],
  [
    'gh env reviewers gone',
    [
      up(
        'github_repository_environment.a',
        { repository: 'x', environment: 'prod', reviewers: [{ users: [1], teams: [] }] },
        { repository: 'x', environment: 'prod', reviewers: [] },
      ),
    ],
  ],
  ['gh membership admin', [mk('github_membership.a', { username: 'x', role: 'admin' })]],
  [
    'k8s cluster-admin',
    [
      mk('kubernetes_cluster_role_binding_v1.a', {
        role_ref: [{ name: 'cluster-admin', kind: 'ClusterRole' }],
        subject: [{ kind: 'User', name: 'x' }],
      }),
    ],
  ],
  [
    'k8s role wildcard',
    [mk('kubernetes_cluster_role.a', { rule: [{ api_groups: ['*'], resources: ['*'], verbs: ['*'] }] })],
  ],
  [
    'vault policy',
    [mk('vault_policy.a', { name: 'x', policy: 'path "*" { capabilities = ["create","sudo"] }' })],
  ],
  ['okta admin', [mk('okta_user_admin_roles.a', { user_id: 'x', admin_roles: ['SUPER_ADMIN'] })]],
  ['snowflake', [mk('snowflake_grant_account_role.a', { role_name: 'ACCOUNTADMIN', user_name: 'x' })]],
  ['gitlab', [mk('gitlab_project_access_token.a', { access_level: 'owner', scopes: ['api'], project: 'x' })]],
  ['aws provider under own source', [mk('aws_new_privilege_thing.a', { name: 'x' })]],
  [
    'existing role (nothing shown), foreign',
    [up('aws_iam_role.r', trustOnly(lam), trustOnly(trust({ AWS: 'arn:aws:iam::999988887777:root' })))],
  ],
  [
    'existing role (nothing shown), dev role',
    [up('aws_iam_role.r', trustOnly(lam), trustOnly(trust({ AWS: `arn:aws:iam::${A}:role/dev` })))],
  ],
  [
    'lambda permission principal unknown',
    [
      mk(
        'aws_lambda_permission.a',
        { function_name: 'f', action: 'lambda:InvokeFunction' },
        { principal: true },
        { principal: ref, function_name: {}, action: {} },
      ),
    ],
  ],
  [
    'bucket policy unknown',
    [mk('aws_s3_bucket_policy.a', { bucket: 'b' }, { policy: true }, { bucket: {}, policy: ref })],
  ],
  [
    'kms grant unknown grantee',
    [
      mk(
        'aws_kms_grant.a',
        { key_id: 'k', operations: ['Decrypt'] },
        { grantee_principal: true },
        { grantee_principal: ref },
      ),
    ],
  ],
  [
    'role policy unknown',
    [
      kept('aws_iam_role.r', role('r', lam)),
      mk('aws_iam_role_policy.p', { role: 'r', name: 'p' }, { policy: true }, { role: {}, policy: ref }),
    ],
  ],
  [
    'ecr foreign',
    [
      mk('aws_ecr_repository_policy.a', {
        repository: 'r',
        policy: doc({ Principal: { AWS: 'arn:aws:iam::999988887777:root' }, Action: 'ecr:*' }),
      }),
    ],
  ],
  [
    'ecr foreign pull',
    [
      mk('aws_ecr_repository_policy.a', {
        repository: 'r',
        policy: doc({
          Principal: { AWS: 'arn:aws:iam::999988887777:root' },
          Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        }),
      }),
    ],
  ],
  [
    'ecr *',
    [
      mk('aws_ecr_repository_policy.a', {
        repository: 'r',
        policy: doc({ Principal: '*', Action: ['ecr:PutImage'] }),
      }),
    ],
  ],
  [
    'ecr * on kept repo with arn',
    [
      kept('aws_ecr_repository.r', { name: 'r', arn: `arn:aws:ecr:eu-central-1:${A}:repository/r` }),
      mk('aws_ecr_repository_policy.a', {
        repository: 'r',
        policy: doc({ Principal: { AWS: '999988887777' }, Action: ['ecr:PutImage'] }),
      }),
    ],
  ],
  [
    'g owner sa',
    [
      mk('google_project_iam_policy.a', {
        project: 'p',
        policy_data: JSON.stringify({
          bindings: [{ role: 'roles/owner', members: ['serviceAccount:x@p.iam.gserviceaccount.com'] }],
        }),
      }),
    ],
  ],
  [
    'g owner domain',
    [mk('google_project_iam_member.a', { project: 'p', role: 'roles/owner', member: 'domain:y.z' })],
  ],
  ['user login profile replaced', [mk('aws_iam_user_login_profile.l', { user: 'bob' }, { password: true })]],
  [
    'role attach unknown policy',
    [
      kept('aws_iam_role.r', role('r', lam)),
      mk(
        'aws_iam_role_policy_attachment.a',
        { role: 'r' },
        { policy_arn: true },
        { role: {}, policy_arn: ref },
      ),
    ],
  ],
  [
    'module resource unknown',
    [mk('module.a.aws_iam_role_policy_attachment.a', { role: 'r' }, { policy_arn: true })],
  ],
  [
    'sensitive trust',
    [
      up(
        'aws_iam_role.r',
        role('r', lam),
        { ...role('r', lam), assume_role_policy: null },
        { unknown: { assume_role_policy: true }, expressions: { assume_role_policy: ref } },
      ),
    ],
  ],
  [
    'role NotAction',
    [
      kept('aws_iam_role.r', role('r', lam)),
      mk('aws_iam_role_policy.p', {
        role: 'r',
        name: 'p',
        policy: doc({ NotAction: 'iam:*', Resource: '*' }),
      }),
    ],
  ],
  [
    'role NotResource',
    [
      kept('aws_iam_role.r', role('r', lam)),
      mk('aws_iam_role_policy.p', {
        role: 'r',
        name: 'p',
        policy: doc({ Action: 's3:*', NotResource: 'arn:aws:s3:::x' }),
      }),
    ],
  ],
  [
    'passrole + lambda',
    [
      kept('aws_iam_role.r', role('r', lam)),
      mk('aws_iam_role_policy.p', {
        role: 'r',
        name: 'p',
        policy: doc({
          Action: ['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'],
          Resource: '*',
        }),
      }),
    ],
  ],
  [
    'passrole alone *',
    [
      kept('aws_iam_role.r', role('r', lam)),
      mk('aws_iam_role_policy.p', {
        role: 'r',
        name: 'p',
        policy: doc({ Action: ['iam:PassRole'], Resource: '*' }),
      }),
    ],
  ],
  [
    'assume * ',
    [
      kept('aws_iam_role.r', role('r', lam)),
      mk('aws_iam_role_policy.p', {
        role: 'r',
        name: 'p',
        policy: doc({ Action: ['sts:AssumeRole'], Resource: '*' }),
      }),
    ],
  ],
  [
    'assume named admin role elsewhere',
    [
      kept('aws_iam_role.r', role('r', lam)),
      mk('aws_iam_role_policy.p', {
        role: 'r',
        name: 'p',
        policy: doc({ Action: ['sts:AssumeRole'], Resource: `arn:aws:iam::${A}:role/AdminRole` }),
      }),
    ],
  ],
  [
    'CreateAccessKey named user',
    [
      kept('aws_iam_role.r', role('r', lam)),
      mk('aws_iam_role_policy.p', {
        role: 'r',
        name: 'p',
        policy: doc({ Action: ['iam:CreateAccessKey'], Resource: `arn:aws:iam::${A}:user/admin` }),
      }),
    ],
  ],
  [
    'PutRolePolicy named',
    [
      kept('aws_iam_role.r', role('r', lam)),
      mk('aws_iam_role_policy.p', {
        role: 'r',
        name: 'p',
        policy: doc({ Action: ['iam:PutRolePolicy'], Resource: `arn:aws:iam::${A}:role/r` }),
      }),
    ],
  ],
  [
    'UpdateAssumeRolePolicy named',
    [
      kept('aws_iam_role.r', role('r', lam)),
      mk('aws_iam_role_policy.p', {
        role: 'r',
        name: 'p',
        policy: doc({ Action: ['iam:UpdateAssumeRolePolicy'], Resource: `arn:aws:iam::${A}:role/AdminRole` }),
      }),
    ],
  ],
  [
    'ssm SendCommand *',
    [
      kept('aws_iam_role.r', role('r', lam)),
      mk('aws_iam_role_policy.p', {
        role: 'r',
        name: 'p',
        policy: doc({ Action: ['ssm:SendCommand'], Resource: '*' }),
      }),
    ],
  ],
  [
    's3:Get* on star bucket',
    [
      kept('aws_iam_role.r', role('r', lam)),
      mk('aws_iam_role_policy.p', {
        role: 'r',
        name: 'p',
        policy: doc({ Action: ['s3:GetObject'], Resource: 'arn:aws:s3:::*/*' }),
      }),
    ],
  ],
  [
    'date condition far',
    [
      kept('aws_iam_role.r', role('r', lam)),
      mk('aws_iam_role_policy.p', {
        role: 'r',
        name: 'p',
        policy: doc({
          Action: '*',
          Resource: '*',
          Condition: { DateLessThan: { 'aws:CurrentTime': '2099-01-01T00:00:00Z' } },
        }),
      }),
    ],
  ],
  [
    'date condition IfExists / wrong op',
    [
      kept('aws_iam_role.r', role('r', lam)),
      mk('aws_iam_role_policy.p', {
        role: 'r',
        name: 'p',
        policy: doc({
          Action: '*',
          Resource: '*',
          Condition: { DateGreaterThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } },
        }),
      }),
    ],
  ],
  [
    'date condition on TokenIssueTime',
    [
      kept('aws_iam_role.r', role('r', lam)),
      mk('aws_iam_role_policy.p', {
        role: 'r',
        name: 'p',
        policy: doc({
          Action: '*',
          Resource: '*',
          Condition: { DateLessThan: { 'aws:TokenIssueTime': '2026-11-02T00:00:00Z' } },
        }),
      }),
    ],
  ],
  [
    'condition on date string like',
    [
      kept('aws_iam_role.r', role('r', lam)),
      mk('aws_iam_role_policy.p', {
        role: 'r',
        name: 'p',
        policy: doc({ Action: '*', Resource: '*', Condition: { StringLike: { 'aws:CurrentTime': '*' } } }),
      }),
    ],
  ],
  [
    'oidc sub wildcard with org only',
    [
      mk(
        'aws_iam_role.r',
        role(
          'r',
          trust(
            { Federated: `arn:aws:iam::${A}:oidc-provider/token.actions.githubusercontent.com` },
            { StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:*' } },
            'sts:AssumeRoleWithWebIdentity',
          ),
        ),
      ),
      mk('aws_iam_role_policy.p', {
        role: 'r',
        name: 'p',
        policy: doc({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' }),
      }),
    ],
  ],
  [
    'oidc no sub',
    [
      mk(
        'aws_iam_role.r',
        role(
          'r',
          trust(
            { Federated: `arn:aws:iam::${A}:oidc-provider/token.actions.githubusercontent.com` },
            { StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' } },
            'sts:AssumeRoleWithWebIdentity',
          ),
        ),
      ),
      mk('aws_iam_role_policy.p', {
        role: 'r',
        name: 'p',
        policy: doc({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' }),
      }),
    ],
  ],
  [
    'trust NotPrincipal',
    [
      mk(
        'aws_iam_role.r',
        role(
          'r',
          JSON.stringify({
            Statement: [
              { Effect: 'Allow', NotPrincipal: { AWS: 'arn:aws:iam::1:root' }, Action: 'sts:AssumeRole' },
            ],
          }),
        ),
      ),
      mk('aws_iam_role_policy.p', {
        role: 'r',
        name: 'p',
        policy: doc({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' }),
      }),
    ],
  ],
  [
    'trust malformed json',
    [
      mk('aws_iam_role.r', role('r', '{not json')),
      mk('aws_iam_role_policy.p', { role: 'r', name: 'p', policy: admin }),
    ],
  ],
  [
    'policy malformed json',
    [
      kept('aws_iam_role.r', role('r', lam)),
      mk('aws_iam_role_policy.p', { role: 'r', name: 'p', policy: '{nope' }),
    ],
  ],
  [
    'policy lower-case keys',
    [
      kept('aws_iam_role.r', role('r', lam)),
      mk('aws_iam_role_policy.p', {
        role: 'r',
        name: 'p',
        policy: '{"version":"2012-10-17","statement":[{"effect":"Allow","action":"*","resource":"*"}]}',
      }),
    ],
  ],
  [
    'policy action unicode case',
    [
      kept('aws_iam_role.r', role('r', lam)),
      mk('aws_iam_role_policy.p', {
        role: 'r',
        name: 'p',
        policy: doc({ Action: 'IAM:pUt*', Resource: '*' }),
      }),
    ],
  ],
  [
    'policy action ??? wildcard',
    [
      kept('aws_iam_role.r', role('r', lam)),
      mk('aws_iam_role_policy.p', { role: 'r', name: 'p', policy: doc({ Action: '???:*', Resource: '*' }) }),
    ],
  ],
  [
    'instance profile swap role',
    [up('aws_iam_instance_profile.p', { name: 'p', role: 'a' }, { name: 'p', role: 'AdminRole' })],
  ],
  [
    'new instance profile with outside role',
    [mk('aws_iam_instance_profile.p', { name: 'p', role: 'AdminRole' })],
  ],
  [
    'lambda outside role swapped',
    [
      up(
        'aws_lambda_function.f',
        { function_name: 'f', role: `arn:aws:iam::${A}:role/x` },
        { function_name: 'f', role: `arn:aws:iam::${A}:role/AdminRole` },
      ),
    ],
  ],
  [
    'sagemaker',
    [mk('aws_sagemaker_notebook_instance.f', { name: 'f', role_arn: `arn:aws:iam::${A}:role/x` })],
  ],
  ['glue', [mk('aws_glue_job.f', { name: 'f', role_arn: `arn:aws:iam::${A}:role/x` })]],
  [
    'sfn outside',
    [mk('aws_sfn_state_machine.f', { name: 'f', role_arn: `arn:aws:iam::${A}:role/x`, definition: '{}' })],
  ],
  [
    'group rule',
    [
      up(
        'azuread_group.a',
        { display_name: 'g', object_id: 'g', dynamic_membership: [{ enabled: true, rule: 'a' }] },
        { display_name: 'g', object_id: 'g', dynamic_membership: [{ enabled: true, rule: 'b' }] },
      ),
    ],
  ],
  [
    'cfn stack',
    [mk('aws_cloudformation_stack.a', { name: 's', template_body: 'x', capabilities: ['CAPABILITY_IAM'] })],
  ],
  [
    'cfn stack body change',
    [
      up(
        'aws_cloudformation_stack.a',
        { name: 's', template_body: 'x', iam_role_arn: 'arn:aws:iam::1:role/x' },
        { name: 's', template_body: 'y', iam_role_arn: 'arn:aws:iam::1:role/x' },
      ),
    ],
  ],
  [
    'stack set body change',
    [
      up(
        'aws_cloudformation_stack_set.a',
        { name: 's', template_body: 'x', administration_role_arn: 'arn:aws:iam::1:role/x' },
        { name: 's', template_body: 'y', administration_role_arn: 'arn:aws:iam::1:role/x' },
      ),
    ],
  ],
  [
    'managed policy broken',
    [
      kept('aws_iam_role.r', role('r', lam)),
      mk('aws_iam_policy.p', {
        name: 'p',
        path: '/',
        arn: `arn:aws:iam::${A}:policy/p`,
        policy: '{"statement":[{"effect":"Allow","action":"*","resource":"*"}]}',
      }),
      mk('aws_iam_role_policy_attachment.a', { role: 'r', policy_arn: `arn:aws:iam::${A}:policy/p` }),
    ],
  ],
  [
    'a private repository becomes public',
    [
      up(
        'github_repository.a',
        { name: 'app', visibility: 'private' },
        { name: 'app', visibility: 'public' },
      ),
    ],
  ],
];

const everyday: readonly Row[] = [
  [
    'people look after their own keys',
    [
      mk('aws_iam_user.u', { name: 'bob', path: '/' }),
      mk('aws_iam_user_policy.p', {
        user: 'bob',
        name: 'self',
        policy: doc({
          Action: ['iam:ChangePassword', 'iam:CreateAccessKey'],
          Resource: 'arn:aws:iam::*:user/${aws:username}',
        }),
      }),
    ],
  ],
  ['a public repository is made', [mk('github_repository.a', { name: 'app', visibility: 'public' })]],
  [
    'a public repository is described, and called otherwise',
    [
      up(
        'github_repository.a',
        { name: 'app', visibility: 'public', description: 'a' },
        { name: 'tool', visibility: 'public', description: 'b' },
      ),
    ],
  ],
  [
    'a public repository becomes private',
    [
      up(
        'github_repository.a',
        { name: 'app', visibility: 'public' },
        { name: 'app', visibility: 'private' },
      ),
    ],
  ],
  [
    'lambda permission events with source',
    [
      mk('aws_lambda_permission.a', {
        function_name: 'f',
        action: 'lambda:InvokeFunction',
        principal: 'events.amazonaws.com',
        source_arn: `arn:aws:events:eu-central-1:${A}:rule/x`,
      }),
      kept('aws_iam_role.r', role('r', lam)),
    ],
  ],
  [
    'lambda permission events with source arn computed',
    [
      mk('aws_cloudwatch_event_rule.r', { name: 'x', schedule_expression: 'rate(1 day)' }, { arn: true }),
      mk(
        'aws_lambda_permission.a',
        { function_name: 'f', action: 'lambda:InvokeFunction', principal: 'events.amazonaws.com' },
        { source_arn: true },
        {
          function_name: {},
          action: {},
          principal: {},
          source_arn: { references: ['aws_cloudwatch_event_rule.r.arn', 'aws_cloudwatch_event_rule.r'] },
        },
      ),
    ],
  ],
  [
    'moved role',
    [
      {
        address: 'module.x.aws_iam_role.r',
        was: 'aws_iam_role.r',
        before: role('r', lam),
        after: role('r', lam),
        actions: ['no-op'],
      },
      {
        address: 'module.x.aws_iam_role_policy_attachment.a',
        was: 'aws_iam_role_policy_attachment.a',
        before: { role: 'r', policy_arn: ADM },
        after: { role: 'r', policy_arn: ADM },
        actions: ['no-op'],
      },
    ],
  ],
  [
    'tags on admin role',
    [
      up('aws_iam_role.r', role('r', lam, { tags: { a: '1' } }), role('r', lam, { tags: { a: '2' } })),
      kept('aws_iam_role_policy_attachment.a', { role: 'r', policy_arn: ADM }),
    ],
  ],
  [
    'description on admin role',
    [
      up('aws_iam_role.r', role('r', lam, { description: '1' }), role('r', lam, { description: '2' })),
      kept('aws_iam_role_policy_attachment.a', { role: 'r', policy_arn: ADM }),
    ],
  ],
  [
    'tags on user with outside groups',
    [
      up(
        'aws_iam_user.u',
        { name: 'u', path: '/', arn: `arn:aws:iam::${A}:user/u`, tags: {} },
        { name: 'u', path: '/', arn: `arn:aws:iam::${A}:user/u`, tags: { a: 'b' } },
      ),
    ],
  ],
  [
    'shared policy description',
    [
      up(
        'aws_iam_policy.p',
        {
          name: 'p',
          path: '/',
          arn: `arn:aws:iam::${A}:policy/p`,
          policy: admin,
          attachment_count: 7,
          tags: {},
        },
        {
          name: 'p',
          path: '/',
          arn: `arn:aws:iam::${A}:policy/p`,
          policy: admin,
          attachment_count: 7,
          tags: { x: 'y' },
        },
      ),
    ],
  ],
  [
    'shared policy narrowed',
    [
      up(
        'aws_iam_policy.p',
        { name: 'p', path: '/', arn: `arn:aws:iam::${A}:policy/p`, policy: admin, attachment_count: 7 },
        {
          name: 'p',
          path: '/',
          arn: `arn:aws:iam::${A}:policy/p`,
          policy: doc({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' }),
          attachment_count: 7,
        },
      ),
    ],
  ],
  [
    'lambda version bump',
    [
      up(
        'aws_lambda_function.f',
        { function_name: 'f', role: `arn:aws:iam::${A}:role/AdminRole`, s3_key: 'v1', tags: {} },
        { function_name: 'f', role: `arn:aws:iam::${A}:role/AdminRole`, s3_key: 'v2', tags: { a: 'b' } },
        { unknown: { version: true, qualified_arn: true, last_modified: true } },
      ),
    ],
  ],
  [
    'ecs task revision bump outside role',
    [
      up(
        'aws_ecs_task_definition.a',
        {
          family: 'f',
          arn: 'arn:1',
          task_role_arn: `arn:aws:iam::${A}:role/AdminRole`,
          execution_role_arn: `arn:aws:iam::${A}:role/Exec`,
          container_definitions: '[{"image":"a:1"}]',
        },
        {
          family: 'f',
          task_role_arn: `arn:aws:iam::${A}:role/AdminRole`,
          execution_role_arn: `arn:aws:iam::${A}:role/Exec`,
          container_definitions: '[{"image":"a:2"}]',
        },
        { actions: ['delete', 'create'], unknown: { arn: true, revision: true, id: true } },
      ),
    ],
  ],
  [
    'instance type bump outside profile',
    [
      up(
        'aws_instance.a',
        { ami: 'a', instance_type: 't3', iam_instance_profile: 'P' },
        { ami: 'b', instance_type: 't3', iam_instance_profile: 'P' },
        { actions: ['delete', 'create'], unknown: { id: true, arn: true } },
      ),
    ],
  ],
  [
    'eks cluster version',
    [
      up(
        'aws_eks_cluster.a',
        { name: 'c', version: '1.29', role_arn: `arn:aws:iam::${A}:role/x` },
        { name: 'c', version: '1.30', role_arn: `arn:aws:iam::${A}:role/x` },
        { unknown: { platform_version: true } },
      ),
    ],
  ],
  [
    'new bucket with sse and block',
    [
      mk(
        'aws_s3_bucket.b',
        { bucket: 'b', tags: {} },
        { arn: true, id: true, policy: true, acl: true, grant: true },
      ),
      mk('aws_s3_bucket_public_access_block.b', {
        bucket: 'b',
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      }),
    ],
  ],
  ['new sqs queue', [mk('aws_sqs_queue.q', { name: 'q' }, { arn: true, id: true, policy: true, url: true })]],
  [
    'new sns topic',
    [mk('aws_sns_topic.q', { name: 'q' }, { arn: true, id: true, policy: true, owner: true })],
  ],
  [
    'new kms key default',
    [
      mk(
        'aws_kms_key.k',
        { description: 'k', enable_key_rotation: true },
        { arn: true, id: true, policy: true, key_id: true },
      ),
    ],
  ],
  [
    'new ecs cluster, rds, sg, vpc',
    [
      mk('aws_ecs_cluster.c', { name: 'c' }),
      mk(
        'aws_db_instance.d',
        { identifier: 'd', username: 'u', iam_database_authentication_enabled: false },
        { arn: true, monitoring_role_arn: true },
      ),
      mk('aws_security_group.s', { name: 's' }),
      mk('aws_lb.l', { name: 'l' }),
      mk('aws_route53_record.r', { name: 'r' }),
      mk('aws_cloudwatch_log_group.l', { name: 'l' }),
      mk('aws_dynamodb_table.t', { name: 't' }),
      mk('aws_elasticache_cluster.e', { cluster_id: 'x' }),
      mk('aws_acm_certificate.c', { domain_name: 'x' }),
      mk('aws_autoscaling_group.a', { name: 'x' }, { service_linked_role_arn: true }),
    ],
  ],
  [
    'asg/ecs service/rds tags',
    [
      up(
        'aws_ecs_service.s',
        {
          name: 's',
          iam_role: '/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS',
          task_definition: 'a:1',
        },
        {
          name: 's',
          iam_role: '/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS',
          task_definition: 'a:2',
        },
      ),
    ],
  ],
  [
    'oidc provider tags',
    [
      up(
        'aws_iam_openid_connect_provider.a',
        { url: 'https://x.example', client_id_list: ['sts.amazonaws.com'], thumbprint_list: ['a'], tags: {} },
        {
          url: 'https://x.example',
          client_id_list: ['sts.amazonaws.com'],
          thumbprint_list: ['a'],
          tags: { a: 'b' },
        },
      ),
    ],
  ],
  [
    'instance profile new for plan role',
    [
      mk('aws_iam_role.r', role('r', trust({ Service: 'ec2.amazonaws.com' }))),
      mk('aws_iam_instance_profile.p', { name: 'p', role: 'r' }, { arn: true }),
      mk('aws_instance.i', { ami: 'a', iam_instance_profile: 'p' }),
    ],
  ],
  [
    'org tags',
    [
      up(
        'aws_organizations_policy.a',
        { content: 'x', name: 'p', tags: {} },
        { content: 'x', name: 'p', tags: { a: 'b' } },
      ),
    ],
  ],
  ['service linked role', [mk('aws_iam_service_linked_role.a', { aws_service_name: 'es.amazonaws.com' })]],
  [
    'secret new + version',
    [
      mk('aws_secretsmanager_secret.s', { name: 's' }, { arn: true, policy: true }),
      mk('aws_secretsmanager_secret_version.v', { secret_string: 'x' }, { secret_id: true }),
    ],
  ],
  [
    'rds instance existing monitoring role unchanged',
    [
      up(
        'aws_db_instance.d',
        { identifier: 'd', engine_version: '14', monitoring_role_arn: `arn:aws:iam::${A}:role/rds` },
        { identifier: 'd', engine_version: '15', monitoring_role_arn: `arn:aws:iam::${A}:role/rds` },
      ),
    ],
  ],
  [
    'new storage account',
    [
      mk(
        'azurerm_storage_account.a',
        { name: 'x', allow_nested_items_to_be_public: false, account_tier: 'Standard' },
        { id: true },
      ),
    ],
  ],
  [
    'new key vault rbac',
    [
      mk(
        'azurerm_key_vault.a',
        { name: 'x', enable_rbac_authorization: true, access_policy: [] },
        { id: true },
      ),
    ],
  ],
  [
    'aks version bump',
    [
      up(
        'azurerm_kubernetes_cluster.a',
        {
          name: 'x',
          kubernetes_version: '1',
          identity: [{ type: 'SystemAssigned', principal_id: 'p' }],
          azure_active_directory_role_based_access_control: [{ admin_group_object_ids: ['g'] }],
        },
        {
          name: 'x',
          kubernetes_version: '2',
          identity: [{ type: 'SystemAssigned', principal_id: 'p' }],
          azure_active_directory_role_based_access_control: [{ admin_group_object_ids: ['g'] }],
        },
      ),
    ],
  ],
  [
    'tags of app',
    [
      up(
        'azuread_application.a',
        { display_name: 'x', client_id: 'c', object_id: 'o', tags: [] },
        { display_name: 'x', client_id: 'c', object_id: 'o', tags: ['a'] },
      ),
    ],
  ],
  [
    'g labels',
    [
      up(
        'google_compute_instance.a',
        { name: 'x', labels: {}, service_account: [{ email: 'x@p.iam.gserviceaccount.com' }] },
        { name: 'x', labels: { a: 'b' }, service_account: [{ email: 'x@p.iam.gserviceaccount.com' }] },
        { unknown: { effective_labels: true, terraform_labels: true } },
      ),
    ],
  ],
  [
    'g new bucket',
    [
      mk('google_storage_bucket.a', { name: 'x', uniform_bucket_level_access: true }),
      mk('google_compute_network.n', { name: 'x' }),
      mk('google_project_service.s', { service: 'iam.googleapis.com' }),
    ],
  ],
  [
    'g sa description',
    [
      up(
        'google_service_account.a',
        { account_id: 'a', email: 'a@p.iam.gserviceaccount.com', description: '' },
        { account_id: 'a', email: 'a@p.iam.gserviceaccount.com', description: 'x' },
      ),
    ],
  ],
  [
    'gh repo desc',
    [
      up(
        'github_repository.a',
        { name: 'x', visibility: 'private', description: '' },
        { name: 'x', visibility: 'private', description: 'b' },
      ),
    ],
  ],
  ['gh label', [mk('github_issue_label.a', { name: 'x', repository: 'x', color: 'f' })]],
  [
    'gh branch protection stronger',
    [
      mk('github_branch_protection.a', {
        repository_id: 'x',
        pattern: 'main',
        required_pull_request_reviews: [{ required_approving_review_count: 2 }],
      }),
    ],
  ],
  [
    'null_resource/ random',
    [mk('null_resource.a', { triggers: {} }), mk('random_password.a', { length: 3 })],
  ],
  [
    'vm system identity real',
    [
      mk(
        'azurerm_linux_virtual_machine.a',
        { name: 'x', identity: [{ type: 'SystemAssigned', identity_ids: null }] },
        { identity: [{ principal_id: true, tenant_id: true }] },
        { name: {}, identity: [{ type: { constant_value: 'SystemAssigned' } }] },
      ),
    ],
  ],
  [
    'web app system identity real',
    [
      mk(
        'azurerm_linux_web_app.a',
        { name: 'x', identity: [{ type: 'SystemAssigned', identity_ids: null }] },
        { identity: [{ principal_id: true, tenant_id: true }] },
        { name: {}, identity: [{ type: { constant_value: 'SystemAssigned' } }] },
      ),
    ],
  ],
  [
    'lambda module conditional role',
    [
      mk('aws_iam_role.r', { name: 'r', path: '/', assume_role_policy: lam }, { arn: true }),
      mk(
        'aws_lambda_function.f',
        { function_name: 'f' },
        { role: true },
        {
          function_name: {},
          role: {
            references: [
              'var.create_role',
              'aws_iam_role.r[0].arn',
              'aws_iam_role.r[0]',
              'aws_iam_role.r',
              'var.lambda_role',
            ],
          },
        },
      ),
    ],
  ],
  [
    'lambda own role',
    [
      mk('aws_iam_role.r', role('r', lam)),
      mk('aws_lambda_function.f', { function_name: 'f', role: `arn:aws:iam::${A}:role/r` }),
    ],
  ],
  [
    'ecs both own',
    [
      mk('aws_iam_role.r', role('r', lam)),
      mk('aws_ecs_task_definition.f', {
        family: 'f',
        task_role_arn: `arn:aws:iam::${A}:role/r`,
        execution_role_arn: `arn:aws:iam::${A}:role/r`,
      }),
    ],
  ],
  [
    'group desc',
    [
      up(
        'azuread_group.a',
        {
          display_name: 'g',
          object_id: 'g',
          description: 'a',
          dynamic_membership: [{ enabled: true, rule: 'a' }],
        },
        {
          display_name: 'g',
          object_id: 'g',
          description: 'b',
          dynamic_membership: [{ enabled: true, rule: 'a' }],
        },
      ),
    ],
  ],
  [
    'org tags again',
    [
      up(
        'aws_organizations_policy.a',
        { content: 'x', name: 'p', tags: {} },
        { content: 'x', name: 'p', tags: { a: 'b' } },
      ),
    ],
  ],
  [
    'cfn stack tags',
    [
      up(
        'aws_cloudformation_stack.a',
        { name: 's', template_body: 'x', tags: {} },
        { name: 's', template_body: 'x', tags: { a: 'b' } },
      ),
    ],
  ],
  [
    'cr service linked',
    [
      kept('aws_iam_role.r', role('r', lam)),
      mk('aws_iam_role_policy.p', {
        role: 'r',
        name: 'p',
        policy: doc({
          Action: ['iam:CreateServiceLinkedRole'],
          Resource:
            'arn:aws:iam::*:role/aws-service-role/elasticloadbalancing.amazonaws.com/AWSServiceRoleForElasticLoadBalancing',
        }),
      }),
    ],
  ],
];

describe('what must not get past the gate', () => {
  test.each(attacks)('%s', (_, changes) => {
    const { verdict, reason } = judgePlan(changes);
    expect(verdict, reason).toBe('fail');
  });
});

describe('what Terraform puts off', () => {
  const put = (change: SketchedChange): object => {
    const [entry] = JSON.parse(planText([change])).resource_changes;
    return {
      deferred_changes: [{ reason: 'instance_count_unknown', resource_change: entry }],
      complete: false,
    };
  };
  const before = kept('aws_iam_role.r', role('r', lam));

  test.each<[string, SketchedChange]>([
    [
      'a policy of full control, for nobody knows how many',
      mk(
        'aws_iam_role_policy.p["*"]',
        { name: 'p', policy: admin },
        { role: true },
        { role: ref, policy: { constant_value: admin } },
      ),
    ],
    [
      'a policy that nobody knows yet',
      mk('aws_iam_role_policy.p', { name: 'p', role: 'r' }, { policy: true }, { policy: ref }),
    ],
    ['a key of a user', mk('aws_iam_access_key.k', { user: 'u', status: 'Active' })],
  ])('%s', (_, change) => {
    const { verdict, reason } = judgePlan([before], put(change));
    expect(verdict, reason).toBe('fail');
  });

  test.each<[string, object]>([
    ['what the plan itself says is left out', { complete: false }],
    [
      'an action that is carried out with it',
      {
        action_invocations: [
          {
            address: 'action.aws_lambda_invoke.a',
            type: 'aws_lambda_invoke',
            name: 'a',
            provider_name: 'registry.terraform.io/hashicorp/aws',
            config_values: { function_name: 'f', payload: '{}' },
          },
        ],
      },
    ],
    [
      'an action that is put off, of which nothing is known',
      {
        complete: false,
        deferred_action_invocations: [
          {
            reason: 'deferred_prereq',
            action_invocation: {
              address: 'action.aws_new_thing.a',
              type: 'aws_new_thing',
              provider_name: 'registry.terraform.io/hashicorp/aws',
              config_unknown: true,
            },
          },
        ],
      },
    ],
  ])('%s', (_, more) => {
    const { verdict, reason } = judgePlan([before], more);
    expect(verdict, reason).toBe('fail');
  });

  test('a plan that is whole, and tells so, passes as ever', () => {
    expect(judgePlan([before], { complete: true, action_invocations: [] }).verdict).toBe('pass');
  });

  test('what gives nobody anything may be put off', () => {
    const change = mk('aws_sqs_queue.q', { name: 'q' }, { arn: true });
    expect(judgePlan([before], put(change)).verdict).toBe('pass');
  });
});

describe('what teams change every day', () => {
  test.each(everyday)('%s', (_, changes) => {
    const { verdict, reason } = judgePlan(changes);
    expect(verdict, reason).toBe('pass');
  });
});
