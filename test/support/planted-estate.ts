import { writeFileSync } from 'node:fs';
import { awsRecords } from '../../connectors/aws/facts/records.ts';
import { awsIdentifiers } from '../../connectors/aws/facts/redaction.ts';
import { azureRecords } from '../../connectors/azure/facts/records.ts';
import { azureIdentifiers } from '../../connectors/azure/facts/redaction.ts';
import { gcpRecords } from '../../connectors/gcp/facts/records.ts';
import { gcpIdentifiers } from '../../connectors/gcp/facts/redaction.ts';
import { githubRecords } from '../../connectors/github/facts/records.ts';
import { githubIdentifiers } from '../../connectors/github/facts/redaction.ts';
import { type Coverage, inputKinds } from '../../src/model/coverage.ts';
import { type Snapshot, type SnapshotRecord, snapshotSchema } from '../../src/model/snapshot.ts';
import type { FieldTable } from '../../src/redaction/records.ts';
import { snapshotText } from '../../src/snapshot/write.ts';
import { plantedIn } from './canaries.ts';

/** By kind of record: what of it is no text of a person. */
export const identifierTables: Readonly<Record<string, FieldTable>> = {
  ...awsIdentifiers,
  ...azureIdentifiers,
  ...gcpIdentifiers,
  ...githubIdentifiers,
};
const schemas = { ...awsRecords, ...azureRecords, ...gcpRecords, ...githubRecords };
export const recordKinds = Object.entries(schemas);

/**
 * What is called so is an identifier, and redacted nowhere: an output in which it is not found was not searched. Letters and
 * digits, so that no format writes it in another way.
 */
export const seenName = 'seenq7x';

const plantedAccount = '111122223333';
const roleArn = `arn:aws:iam::${plantedAccount}:role/${seenName}`;
const userArn = `arn:aws:iam::${plantedAccount}:user/${seenName}-user`;
const organization = seenName;

const tenant = '7d0c0b51-6d0e-4b0e-9a53-1f2e3d4c5b6a';
const scopes = [
  ['aws.', plantedAccount],
  ['azure.', tenant],
  ['gcp.', 'google-cloud'],
  ['github.', organization],
] as const;
const scopeOf = (record: string): string => scopes.find(([kind]) => record.startsWith(kind))![1];

/** Where every other field is a text, a workflow is one of YAML. */
const workflowOf = (planted: string): string =>
  `on: push\n# ${planted.replaceAll('\n', ' ')}\njobs:\n  a:\n    env: { X: ${JSON.stringify(planted)} }\n    steps:\n      - run: |\n          ${planted.replaceAll('\n', '\n          ')}\n`;

/** One record of each kind, of which every text is the planted one, and every identifier `x`. */
export const recordsWith = (planted: string): readonly SnapshotRecord[] =>
  recordKinds.map(([record, { schema }]) => {
    const data = plantedIn(schema, identifierTables[record]!, planted) as Record<string, unknown>;
    if (record === 'github.workflow') data.text = workflowOf(planted);
    return { record, scope: scopeOf(record), id: 'x', data };
  });

const repository = { id: 1, full_name: `${organization}/${seenName}` };
const subscription = '9e2f1a00-1111-4c11-8a11-000000000001';
const principal = '20000000-0000-4000-8000-000000000011';
const application = '40000000-0000-4000-8000-000000000011';
const owner = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';
const robot = `${seenName}@shop.iam.gserviceaccount.com`;
const everything = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['iam:*', 's3:*'], Resource: '*' }],
};

/** Identities that hold much, each with its identifiers: findings, paths and changes are about them. */
const estate: readonly (readonly [kind: keyof typeof schemas, id: string, data: Record<string, unknown>])[] =
  [
    ['aws.account', plantedAccount, { Id: plantedAccount, Name: `${seenName}-account`, Status: 'ACTIVE' }],
    [
      'aws.role',
      roleArn,
      {
        Path: '/',
        RoleName: seenName,
        RoleId: 'AROASEEN',
        Arn: roleArn,
        CreateDate: '2024-01-01T00:00:00.000Z',
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: {
                Federated: `arn:aws:iam::${plantedAccount}:oidc-provider/token.actions.githubusercontent.com`,
              },
              Action: 'sts:AssumeRoleWithWebIdentity',
              Condition: {
                StringLike: {
                  'token.actions.githubusercontent.com:sub': `repo:${organization}/${seenName}:*`,
                },
                StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
              },
            },
          ],
        },
        AttachedManagedPolicies: [
          { PolicyName: 'AdministratorAccess', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
        ],
        RolePolicyList: [],
        InstanceProfileList: [],
        Tags: [],
      },
    ],
    [
      'aws.user',
      userArn,
      {
        Path: '/',
        UserName: `${seenName}-user`,
        UserId: 'AIDASEEN',
        Arn: userArn,
        CreateDate: '2024-01-01T00:00:00.000Z',
        UserPolicyList: [{ PolicyName: 'all', PolicyDocument: everything }],
        GroupList: [],
        AttachedManagedPolicies: [],
        Tags: [],
      },
    ],
    [
      'aws.access-key',
      'AKIASEENEXAMPLE',
      {
        UserName: `${seenName}-user`,
        AccessKeyId: 'AKIASEENEXAMPLE',
        Status: 'Active',
        CreateDate: '2024-01-01T00:00:00.000Z',
      },
    ],
    ['azure.tenant', tenant, { id: tenant, displayName: `${seenName}-tenant` }],
    [
      'azure.subscription',
      subscription,
      { id: subscription, displayName: `${seenName}-subscription`, state: 'Enabled', tenantId: tenant },
    ],
    [
      'azure.application',
      '30000000-0000-4000-8000-000000000011',
      {
        id: '30000000-0000-4000-8000-000000000011',
        appId: application,
        displayName: `${seenName}-app`,
        passwordCredentials: [
          {
            keyId: '60000000-0000-4000-8000-000000000011',
            startDateTime: '2024-01-01T00:00:00.000Z',
            endDateTime: '2030-01-01T00:00:00.000Z',
          },
        ],
      },
    ],
    [
      'azure.service-principal',
      principal,
      {
        id: principal,
        appId: application,
        displayName: `${seenName}-app`,
        servicePrincipalType: 'Application',
        accountEnabled: true,
        appOwnerOrganizationId: tenant,
      },
    ],
    [
      'azure.role-assignment',
      `/subscriptions/${subscription}/a`,
      {
        id: `/subscriptions/${subscription}/providers/Microsoft.Authorization/roleAssignments/70000000-0000-4000-8000-000000000011`,
        principalId: principal,
        principalType: 'ServicePrincipal',
        roleDefinitionId: `/subscriptions/${subscription}/providers/Microsoft.Authorization/roleDefinitions/${owner}`,
        scope: `/subscriptions/${subscription}`,
      },
    ],
    ['gcp.project', 'shop', { projectId: 'shop', projectNumber: '100', displayName: `${seenName}-project` }],
    [
      'gcp.service-account',
      robot,
      { email: robot, uniqueId: '11', projectId: 'shop', displayName: seenName },
    ],
    [
      'gcp.service-account-key',
      'key',
      {
        name: `projects/shop/serviceAccounts/${robot}/keys/4f0c9e21ab37d5586c1e2b9f0a7d8c6e5b4a3921`,
        keyType: 'USER_MANAGED',
        keyOrigin: 'GOOGLE_PROVIDED',
        validAfterTime: '2024-01-01T00:00:00.000Z',
        validBeforeTime: '9999-12-31T23:59:59.000Z',
      },
    ],
    [
      'gcp.iam-policy',
      '//cloudresourcemanager.googleapis.com/projects/shop',
      {
        resource: '//cloudresourcemanager.googleapis.com/projects/shop',
        ancestors: ['projects/100'],
        bindings: [{ role: 'roles/owner', members: [`serviceAccount:${robot}`] }],
      },
    ],
    [
      'github.organization',
      organization,
      { id: 9, login: organization, created_at: '2021-03-01T09:00:00.000Z', server: 'github.com' },
    ],
    [
      'github.repository',
      repository.full_name,
      {
        ...repository,
        name: seenName,
        owner: { id: 9, login: organization, type: 'Organization' },
        visibility: 'private',
        archived: false,
        fork: false,
        default_branch: 'main',
      },
    ],
    [
      'github.workflow',
      `${repository.full_name}/deploy.yml`,
      {
        repository,
        path: '.github/workflows/deploy.yml',
        ref: 'main',
        blanked: 0,
        text: `on: push\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    permissions: { contents: write, id-token: write }\n    steps:\n      - uses: aws-actions/configure-aws-credentials@v4\n        with: { role-to-assume: '${roleArn}', aws-region: eu-central-1 }\n`,
      },
    ],
    [
      'github.deploy-key',
      '91',
      {
        id: 91,
        repository,
        title: 'x',
        read_only: false,
        verified: true,
        created_at: '2022-05-10T08:30:00.000Z',
      },
    ],
  ];

/** A list of policies' `Condition` has to stay what it is, or nobody is let in: only texts beside it are planted. */
const holds = new Set(['Action', 'Effect', 'Principal', 'Resource', 'Version']);

/** What is there, with the planted text in each field that holds one, and in those that are missing. */
const mixed = (own: unknown, planted: unknown, text: string): unknown => {
  if (Array.isArray(own) && Array.isArray(planted))
    return own.length === 0 && JSON.stringify(planted).includes(JSON.stringify(text))
      ? planted
      : own.map((each) => mixed(each, planted[0], text));
  if (typeof own === 'object' && own !== null && typeof planted === 'object' && planted !== null) {
    const ownMembers = own as Readonly<Record<string, unknown>>;
    const added = Object.entries(planted as Readonly<Record<string, unknown>>).flatMap(([name, value]) =>
      name in ownMembers
        ? [[name, holds.has(name) ? ownMembers[name] : mixed(ownMembers[name], value, text)] as const]
        : JSON.stringify(value).includes(JSON.stringify(text)) && name !== 'Condition'
          ? [[name, value] as const]
          : [],
    );
    return { ...ownMembers, ...Object.fromEntries(added) };
  }
  return planted === text ? text : own;
};

const estateWith = (planted: string): readonly SnapshotRecord[] =>
  estate.map(([record, id, own]) => {
    const data = mixed(
      own,
      plantedIn(schemas[record].schema, identifierTables[record]!, planted),
      planted,
    ) as Record<string, unknown>;
    if (record === 'github.workflow') {
      const step = `      - run: |\n          ${planted.replaceAll('\n', '\n          ')}\n        env: { X: ${JSON.stringify(planted)} }\n`;
      data.text = `${String(data.text)}${step}# ${planted.replaceAll('\n', ' ')}\n`;
    }
    return { record, scope: scopeOf(record), id, data };
  });

/** A whole estate with the text in every field of every record that holds one, as somebody's own hand could have written it. */
const plantedSnapshot = (
  planted: string,
  collectedAt: string,
): Snapshot & { readonly records: readonly SnapshotRecord[] } => ({
  header: {
    record: 'header',
    schema: snapshotSchema,
    tool: { name: 'x', version: '1' },
    collectedAt,
  },
  records: [...recordsWith(planted), ...estateWith(planted)],
  coverage: scopes.flatMap(([kind, of]): readonly Coverage[] => {
    // Where identities live, of Google Cloud the project.
    const scope = kind === 'gcp.' ? 'shop' : of;
    return [
      {
        connector: kind.slice(0, -1),
        scope,
        source: 'everything',
        status: 'complete',
        detail: '',
        gives: inputKinds,
      },
      {
        connector: kind.slice(0, -1),
        scope,
        source: 'what was used',
        status: 'partial',
        detail: `the server said ${planted}`,
        gives: ['credential-use'],
      },
    ];
  }),
});

/** Sealed. @param change of the records, before they are written */
export const writePlanted = (
  path: string,
  planted: string,
  change: (records: readonly SnapshotRecord[]) => readonly SnapshotRecord[] = (records) => records,
  at = '2026-09-01T06:00:00.000Z',
): string => {
  const { header, records, coverage } = plantedSnapshot(planted, at);
  writeFileSync(path, [...snapshotText(header, { records: change(records), coverage }, at)].join(''));
  return path;
};
