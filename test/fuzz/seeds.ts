import { readFileSync } from 'node:fs';
import { settingsText } from '../../src/cli/settings-template.ts';
import { defaultSettings } from '../../src/model/settings.ts';

/** Sound inputs, small, so that many changes of them can be tried. */

const policy = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'a',
      Effect: 'Allow',
      Action: ['iam:PassRole', 'lambda:*'],
      Resource: 'arn:aws:iam::111122223333:role/*',
    },
    {
      Effect: 'Deny',
      NotAction: 's3:Get?*',
      NotResource: ['arn:aws:s3:::b/${aws:username}/*'],
      Condition: {
        StringLike: { 'aws:PrincipalTag/team': ['a*', "${aws:PrincipalTag/x, 'y'}"] },
        DateLessThan: { 'aws:CurrentTime': '2026-12-31T00:00:00Z' },
        IpAddressIfExists: { 'aws:SourceIp': ['10.0.0.0/8', '2001:db8::/32'] },
        'ForAnyValue:StringEquals': { 'aws:TagKeys': ['a', 'b'] },
        Bool: { 'aws:MultiFactorAuthPresent': 'true' },
        NumericLessThan: { 's3:max-keys': '10' },
      },
    },
  ],
};
const trust = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: {
        AWS: ['arn:aws:iam::444455556666:root'],
        Federated: 'token.actions.githubusercontent.com',
      },
      Action: ['sts:AssumeRoleWithWebIdentity', 'sts:AssumeRole'],
      Condition: {
        StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:acme/*:ref:refs/heads/main' },
      },
    },
  ],
};

const account = JSON.stringify({
  UserDetailList: [
    {
      Path: '/',
      UserName: 'ci',
      UserId: 'AIDAEXAMPLE',
      Arn: 'arn:aws:iam::111122223333:user/ci',
      CreateDate: '2023-01-01T00:00:00+00:00',
      UserPolicyList: [{ PolicyName: 'p', PolicyDocument: policy }],
      GroupList: ['g'],
      AttachedManagedPolicies: [
        { PolicyName: 'AdministratorAccess', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
      ],
      Tags: [{ Key: 'owner', Value: 'a@b.example' }],
    },
  ],
  GroupDetailList: [
    {
      Path: '/',
      GroupName: 'g',
      GroupId: 'AGPAEXAMPLE',
      Arn: 'arn:aws:iam::111122223333:group/g',
      CreateDate: '2023-01-01T00:00:00+00:00',
      GroupPolicyList: [],
      AttachedManagedPolicies: [],
    },
  ],
  RoleDetailList: [
    {
      Path: '/',
      RoleName: 'deploy',
      RoleId: 'AROAEXAMPLE',
      Arn: 'arn:aws:iam::111122223333:role/deploy',
      CreateDate: '2023-01-01T00:00:00+00:00',
      AssumeRolePolicyDocument: trust,
      InstanceProfileList: [],
      RolePolicyList: [{ PolicyName: 'inline', PolicyDocument: policy }],
      AttachedManagedPolicies: [],
      PermissionsBoundary: {
        PermissionsBoundaryType: 'Policy',
        PermissionsBoundaryArn: 'arn:aws:iam::111122223333:policy/limit',
      },
      RoleLastUsed: { LastUsedDate: '2026-01-01T00:00:00+00:00', Region: 'eu-central-1' },
      Tags: [],
    },
  ],
  Policies: [
    {
      PolicyName: 'limit',
      PolicyId: 'ANPAEXAMPLE',
      Arn: 'arn:aws:iam::111122223333:policy/limit',
      Path: '/',
      DefaultVersionId: 'v1',
      AttachmentCount: 1,
      PermissionsBoundaryUsageCount: 1,
      IsAttachable: true,
      CreateDate: '2023-01-01T00:00:00+00:00',
      UpdateDate: '2023-01-01T00:00:00+00:00',
      PolicyVersionList: [
        {
          Document: policy,
          VersionId: 'v1',
          IsDefaultVersion: true,
          CreateDate: '2023-01-01T00:00:00+00:00',
        },
      ],
    },
  ],
});

const report = `user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated
<root_account>,arn:aws:iam::111122223333:root,2020-01-01T00:00:00+00:00,not_supported,2025-01-01T00:00:00+00:00,not_supported,not_supported,true,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A
ci,arn:aws:iam::111122223333:user/ci,2023-01-01T00:00:00+00:00,true,no_information,2024-01-01T00:00:00+00:00,N/A,false,true,2023-01-01T00:00:00+00:00,2026-01-01T00:00:00+00:00,us-east-1,"s3, it says",false,N/A,N/A,N/A,N/A,false,N/A,false,N/A
`;

const change = (type: string, name: string, after: object, unknown: object = {}): object => ({
  address: `${type}.${name}`,
  mode: 'managed',
  type,
  name,
  provider_name: 'registry.terraform.io/hashicorp/aws',
  change: { actions: ['create'], before: null, after, after_unknown: unknown },
});
const plan = JSON.stringify({
  format_version: '1.2',
  terraform_version: '1.11.4',
  timestamp: '2026-11-01T00:00:00Z',
  planned_values: { root_module: {} },
  resource_changes: [
    change('aws_iam_role', 'r', { name: 'r', assume_role_policy: JSON.stringify(trust), tags: { a: 'b' } }),
    change('aws_iam_role_policy', 'p', { role: 'r', policy: JSON.stringify(policy) }, { policy: true }),
    change('aws_iam_access_key', 'k', { user: 'ci', status: 'Active' }, { id: true }),
    change('google_project_iam_member', 'm', {
      project: 'x',
      role: 'roles/owner',
      member: 'serviceAccount:a@x.iam.gserviceaccount.com',
    }),
    change('azurerm_role_assignment', 'a', {
      scope: '/subscriptions/x',
      role_definition_name: 'Owner',
      principal_id: 'p',
    }),
    change('github_repository_deploy_key', 'd', {
      repository: 'x',
      key: 'ssh-ed25519 AAAA',
      read_only: false,
    }),
  ],
  configuration: {
    root_module: {
      resources: [
        {
          address: 'aws_iam_role_policy.p',
          type: 'aws_iam_role_policy',
          name: 'p',
          expressions: { role: { references: ['aws_iam_role.r.name', 'aws_iam_role.r'] } },
        },
      ],
    },
  },
});

const template = JSON.stringify({
  Parameters: { P: { Type: 'String', AllowedValues: ['a', 'b'] }, Q: { Type: 'String', Default: 'x' } },
  Mappings: { M: { a: { k: 'v' } } },
  Conditions: { C: { 'Fn::Equals': [{ Ref: 'P' }, 'a'] } },
  Resources: {
    R: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: { 'Fn::Sub': '${P}-${AWS::Region}' },
        AssumeRolePolicyDocument: trust,
        Policies: [{ PolicyName: 'p', PolicyDocument: { 'Fn::If': ['C', policy, { Ref: 'AWS::NoValue' }] } }],
      },
    },
    U: {
      Type: 'AWS::IAM::User',
      Condition: 'C',
      Properties: { Groups: [{ 'Fn::FindInMap': ['M', { Ref: 'P' }, 'k'] }] },
    },
    K: { Type: 'AWS::IAM::AccessKey', DependsOn: 'U', Properties: { UserName: { Ref: 'U' } } },
    S: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'x.yaml' } },
  },
});
const templateYaml = `Parameters:
  P: { Type: String, Default: x }
Resources:
  R: &r
    Type: AWS::IAM::User
    Properties:
      UserName: !Sub '\${P}-user'
      Path: !Join ['', ['/', !Ref P, '/']]
      Tags: &tags [{ Key: a, Value: !If [C, 1, 2] }]
  S:
    <<: *r
    Type: AWS::IAM::User
    Properties: { UserName: !GetAtt R.Arn, Tags: *tags }
`;

const workflow = `name: ci
on:
  push: { branches: [main] }
  pull_request_target:
permissions: { contents: read, id-token: write }
env: { A: "\${{ secrets.A }}" }
jobs:
  build:
    runs-on: [self-hosted, linux]
    environment: production
    strategy: { matrix: { os: [a, b] } }
    steps:
      - uses: actions/checkout@v4
        with: { ref: "\${{ github.event.pull_request.head.sha }}" }
      - run: |
          echo "\${{ github.event.issue.title }}"
          curl -u user:password https://x
      - uses: aws-actions/configure-aws-credentials@v4
        with: { role-to-assume: arn:aws:iam::111122223333:role/deploy }
  call:
    uses: ./.github/workflows/other.yml
    secrets: inherit
`;

const exceptions = `version: 1
exceptions:
  - id: reader
    covers: { identity: arn:aws:iam::111122223333:user/ci, rule: no-owner }
    reason: "It is read-only."
    owner: a@b.example
    approver: c@d.example
    created: 2026-01-01
    expires: 2026-02-01
    compensatingControls: [network]
  - id: other
    covers: { fingerprint: 0123456789abcdef0123456789abcdef }
    reason: x
`;

/** Parts of a YAML text that stand by themselves: of short texts many more can be tried, and each part is as odd as the whole. */
const blocksOf = (text: string): readonly string[] =>
  text
    .split(/\n(?=[^\s#])/)
    .map((block) => block.replaceAll(/^\s*#.*\n/gm, ''))
    .filter((block) => block.includes(':'));
const job = (lines: string): string => `on: push\njobs:\n  a:\n    runs-on: x\n    ${lines}\n`;
const shortWorkflows = [
  job('steps: [{ run: "echo ${{ secrets.A }}" }]'),
  job('steps:\n      - uses: actions/checkout@v4\n        with: { ref: "${{ github.head_ref }}" }'),
  job('permissions: { id-token: write }\n    environment: { name: prod }\n    steps: []'),
  'on:\n  pull_request_target:\n  workflow_dispatch: { inputs: { a: { default: x } } }\npermissions: read-all\njobs: {}\n',
  'on: [push]\njobs:\n  c:\n    uses: ./.github/workflows/o.yml\n    secrets: inherit\n',
];
const shortExceptions = [
  'exceptions:\n  - id: a\n    covers: { rule: no-owner }\n    reason: x\n    owner: a\n    created: 2026-01-01\n    expires: 2026-02-01\n',
  'version: 1\nexceptions: []\n',
];
const shortTemplates = [
  'Resources:\n  R: { Type: AWS::IAM::User, Properties: { UserName: !Sub "${A}-${AWS::Region}" } }\n',
  'Parameters: { A: { Type: String, Default: x } }\nResources:\n  R: { Type: AWS::IAM::User, Condition: C }\nConditions: { C: !Equals [!Ref A, x] }\n',
  '{"Resources":{"R":{"Type":"AWS::IAM::Group","Properties":{"GroupName":{"Fn::Join":["-",["a",{"Ref":"AWS::AccountId"}]]}}}}}',
];

/** Of the sample estate, the first lines of it: the rest is more of the same. */
const baseline = (): string => {
  const path = new URL('../../connectors/aws/demo/nhi-audit.baseline.json', import.meta.url);
  return readFileSync(path, 'utf8').slice(0, 6_000);
};

export const seeds = {
  policy: [JSON.stringify(policy), JSON.stringify(trust)],
  account: [account],
  report: [report],
  csv: ['a,b\n1,2\n', '"a""b",c,"d\n"\n1,2,3\n', 'a,b\r\n"x",y\r\n', '\ufeffa,b,\n,,\n'],
  plan: [plan],
  template: [template, templateYaml, ...shortTemplates],
  workflow: [workflow, ...shortWorkflows],
  settings: [
    settingsText(defaultSettings, true),
    ...blocksOf(settingsText(defaultSettings, true)),
    'thresholds:\n  unusedIdentityDays: 30\nrules:\n  no-owner: { enabled: false, severity: low }\nowners: [{ pattern: "*-ci", owner: team }]\n',
    'rules: { no-owner: { enabled: false } }\nweights: { scopes: { 0123456789012: 3 } }\nhumanNames: &a [x]\nmachineNames: *a\n',
  ],
  exceptions: [exceptions, ...shortExceptions],
  baseline,
  lists: [
    '{"AccessKeyMetadata":[{"UserName":"ci","AccessKeyId":"AKIAEXAMPLE","Status":"Active","CreateDate":"2023-01-01T00:00:00+00:00"}],"IsTruncated":false}',
    '{"UserId":"AIDA:x","Account":"111122223333","Arn":"arn:aws:sts::111122223333:assumed-role/r/x"}',
    '{"Results":["{\\"resourceType\\":\\"AWS::Lambda::Function\\",\\"arn\\":\\"arn:aws:lambda:us-east-1:111122223333:function:f\\",\\"configuration\\":{\\"role\\":\\"arn:aws:iam::111122223333:role/deploy\\"}}"]}',
  ],
} as const;
