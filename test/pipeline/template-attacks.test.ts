import { expect, test } from 'vitest';
import { defaultSettings } from '../../src/model/settings.ts';
import { runGate } from '../../src/pipeline/gate.ts';
import { plansGateInput } from '../../src/pipeline/plan-gate.ts';
import { interpretations, planKnowledge } from '../support/providers.ts';
import { plansOf } from '../support/template.ts';

/** What somebody writes into a template who wants a privilege to get past the gate, and what teams write every day. */

const judge = (base: string | undefined, head: string) =>
  runGate({
    input: plansGateInput(plansOf(base, head), defaultSettings, planKnowledge),
    settings: defaultSettings,
    labels: { mode: 'cloudformation', before: 'before', after: 'after' },
    interpretations,
  });

const role = (more = '', trust = 'Service: lambda.amazonaws.com') => `
  R:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Action: sts:AssumeRole, Principal: { ${trust} } }] }
${more}`;
const adm = '      ManagedPolicyArns: [arn:aws:iam::aws:policy/AdministratorAccess]';
const R = 'Resources:\n';
type Row = readonly [verdict: string, says: string, base: string | undefined, head: string];
const cases: readonly Row[] = [
  [
    'fail',
    'foreach role',
    undefined,
    `Transform: AWS::LanguageExtensions\nResources:\n  Fn::ForEach::X:\n    - N\n    - [a, b]\n    - R\${N}:\n        Type: AWS::IAM::Role\n        Properties:\n          ManagedPolicyArns: [arn:aws:iam::aws:policy/AdministratorAccess]\n          AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Action: sts:AssumeRole, Principal: '*' }] }\n`,
  ],
  [
    'fail',
    'fn if policies',
    undefined,
    `Parameters: { E: { Type: String, Default: dev } }\nConditions: { P: !Equals [!Ref E, prod] }\n${R}${role('      ManagedPolicyArns: !If [P, [arn:aws:iam::aws:policy/AdministratorAccess], !Ref AWS::NoValue]')}`,
  ],
  [
    'fail',
    'fn if in statement',
    undefined,
    `Parameters: { E: { Type: String, Default: dev } }\nConditions: { P: !Equals [!Ref E, prod] }\n${R}${role("      Policies: [{ PolicyName: p, PolicyDocument: { Statement: [ !If [P, { Effect: Allow, Action: '*', Resource: '*' }, !Ref AWS::NoValue] ] } }]")}`,
  ],
  [
    'fail',
    'fn if in trust',
    undefined,
    `Parameters: { E: { Type: String, Default: dev } }\nConditions: { P: !Equals [!Ref E, prod] }\n${R}${role(adm, "AWS: !If [P, '*', 111122223333]")}`,
  ],
  [
    'fail',
    'sub action',
    undefined,
    `Parameters: { S: { Type: String, Default: iam } }\n${R}${role("      Policies: [{ PolicyName: p, PolicyDocument: { Statement: [ { Effect: Allow, Action: !Sub '${S}:*', Resource: '*' } ] } }]")}`,
  ],
  [
    'fail',
    'deletion policy retain removed admin deny',
    `${R}${role(adm)}\n  D: { Type: AWS::IAM::RolePolicy, Properties: { RoleName: !Ref R, PolicyName: d, PolicyDocument: { Statement: [{ Effect: Deny, Action: 'iam:*', Resource: '*' }] } } }`,
    `${R}${role(adm)}`,
  ],
  [
    'pass',
    'deletion policy retain only',
    `${R}${role(adm)}`,
    `${R}${role(adm).replace('    Type:', '    DeletionPolicy: Retain\n    UpdateReplacePolicy: Retain\n    Type:')}`,
  ],
  [
    'fail',
    'lambda perm *',
    undefined,
    `${R}  P: { Type: AWS::Lambda::Permission, Properties: { FunctionName: f, Action: lambda:InvokeFunction, Principal: '*' } }`,
  ],
  [
    'fail',
    'lambda url',
    undefined,
    `${R}  P: { Type: AWS::Lambda::Url, Properties: { TargetFunctionArn: f, AuthType: NONE } }`,
  ],
  [
    'fail',
    'sam url',
    undefined,
    `Transform: AWS::Serverless-2016-10-31\n${R}  P: { Type: AWS::Serverless::Function, Properties: { Handler: a.b, Runtime: nodejs22.x, InlineCode: x, FunctionUrlConfig: { AuthType: NONE } } }`,
  ],
  [
    'fail',
    'sam policies',
    undefined,
    `Transform: AWS::Serverless-2016-10-31\n${R}  P: { Type: AWS::Serverless::Function, Properties: { Handler: a.b, Runtime: nodejs22.x, InlineCode: x, Policies: AdministratorAccess } }`,
  ],
  [
    'fail',
    'sam globals policies',
    undefined,
    `Transform: AWS::Serverless-2016-10-31\nGlobals: { Function: { Policies: [AdministratorAccess] } }\n${R}  P: { Type: AWS::Serverless::Function, Properties: { Handler: a.b, Runtime: nodejs22.x, InlineCode: x } }`,
  ],
  [
    'fail',
    'sam role outside',
    undefined,
    `Transform: AWS::Serverless-2016-10-31\n${R}  P: { Type: AWS::Serverless::Function, Properties: { Handler: a.b, Role: 'arn:aws:iam::111122223333:role/Admin' } }`,
  ],
  [
    'fail',
    'sam globals role outside',
    undefined,
    `Transform: AWS::Serverless-2016-10-31\nGlobals: { Function: { Role: 'arn:aws:iam::111122223333:role/Admin' } }\n${R}  P: { Type: AWS::Serverless::Function, Properties: { Handler: a.b } }`,
  ],
  [
    'fail',
    'lambda role outside',
    undefined,
    `${R}  P: { Type: AWS::Lambda::Function, Properties: { Role: 'arn:aws:iam::111122223333:role/Admin', Code: { ZipFile: x }, Handler: a.b, Runtime: nodejs22.x } }`,
  ],
  [
    'pass',
    'lambda role own',
    undefined,
    `${R}${role()}\n  P: { Type: AWS::Lambda::Function, Properties: { Role: !GetAtt R.Arn, Code: { ZipFile: x }, Handler: a.b, Runtime: nodejs22.x } }`,
  ],
  [
    'pass',
    'lambda role own if',
    undefined,
    `Parameters: { E: { Type: String, Default: dev } }\nConditions: { P: !Equals [!Ref E, prod] }\n${R}${role()}\n  P: { Type: AWS::Lambda::Function, Properties: { Role: !If [P, !GetAtt R.Arn, !GetAtt R.Arn], Code: { ZipFile: x }, Handler: a.b, Runtime: nodejs22.x } }`,
  ],
  [
    'fail',
    'lambda role param',
    undefined,
    `Parameters: { A: { Type: String } }\n${R}  P: { Type: AWS::Lambda::Function, Properties: { Role: !Ref A, Code: { ZipFile: x }, Handler: a.b, Runtime: nodejs22.x } }`,
  ],
  [
    'fail',
    'param default changed',
    `Parameters: { A: { Type: String, Default: s3:GetObject } }\n${R}${role("      Policies: [{ PolicyName: p, PolicyDocument: { Statement: [ { Effect: Allow, Action: !Ref A, Resource: 'arn:aws:s3:::b/*' } ] } }]")}`,
    `Parameters: { A: { Type: String, Default: '*' } }\n${R}${role("      Policies: [{ PolicyName: p, PolicyDocument: { Statement: [ { Effect: Allow, Action: !Ref A, Resource: '*' } ] } }]")}`,
  ],
  [
    'fail',
    'mapping changed',
    `Mappings: { M: { a: { x: s3:GetObject } } }\n${R}${role("      Policies: [{ PolicyName: p, PolicyDocument: { Statement: [ { Effect: Allow, Action: !FindInMap [M, a, x], Resource: '*' } ] } }]")}`,
    `Mappings: { M: { a: { x: '*' } } }\n${R}${role("      Policies: [{ PolicyName: p, PolicyDocument: { Statement: [ { Effect: Allow, Action: !FindInMap [M, a, x], Resource: '*' } ] } }]")}`,
  ],
  [
    'fail',
    'nested url',
    undefined,
    `${R}  N: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: https://s3.amazonaws.com/x/y.yaml } }`,
  ],
  [
    'fail',
    'custom resource',
    undefined,
    `${R}  N: { Type: Custom::MakeAdmin, Properties: { ServiceToken: 'arn:aws:lambda:eu-central-1:111122223333:function:x', Policy: { Statement: [{ Effect: Allow, Action: '*', Resource: '*' }] } } }`,
  ],
  [
    'fail',
    'third party type',
    undefined,
    `${R}  N: { Type: 'Okta::User::Admin::MODULE', Properties: { Role: SUPER_ADMIN } }`,
  ],
  [
    'fail',
    'user + key + login',
    undefined,
    `${R}  U: { Type: AWS::IAM::User, Properties: { UserName: x, LoginProfile: { Password: y }, ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] } }`,
  ],
  ['fail', 'key outside', undefined, `${R}  U: { Type: AWS::IAM::AccessKey, Properties: { UserName: bob } }`],
  [
    'fail',
    'bucket policy',
    undefined,
    `${R}  U: { Type: AWS::S3::BucketPolicy, Properties: { Bucket: b, PolicyDocument: { Statement: [{ Effect: Allow, Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' }] } } }`,
  ],
  [
    'fail',
    'bucket acl',
    undefined,
    `${R}  U: { Type: AWS::S3::Bucket, Properties: { AccessControl: PublicRead } }`,
  ],
  [
    'fail',
    'ecr',
    undefined,
    `${R}  U: { Type: AWS::ECR::Repository, Properties: { RepositoryName: r, RepositoryPolicyText: { Statement: [{ Effect: Allow, Principal: { AWS: '999988887777' }, Action: ['ecr:PutImage'] }] } } }`,
  ],
  [
    'fail',
    'sns',
    undefined,
    `${R}  U: { Type: AWS::SNS::TopicPolicy, Properties: { Topics: [t], PolicyDocument: { Statement: [{ Effect: Allow, Principal: '*', Action: 'sns:Publish', Resource: '*' }] } } }`,
  ],
  [
    'fail',
    'sso ',
    undefined,
    `${R}  U: { Type: AWS::SSO::PermissionSet, Properties: { Name: x, InstanceArn: y, ManagedPolicies: ['arn:aws:iam::aws:policy/AdministratorAccess'] } }`,
  ],
  [
    'fail',
    'eks access',
    undefined,
    `${R}  U: { Type: AWS::EKS::AccessEntry, Properties: { ClusterName: x, PrincipalArn: y } }`,
  ],
  [
    'fail',
    'eks cluster bootstrap',
    undefined,
    `${R}  U: { Type: AWS::EKS::Cluster, Properties: { Name: x, RoleArn: 'arn:aws:iam::1:role/x', ResourcesVpcConfig: {} } }`,
  ],
  [
    'fail',
    'oidc',
    undefined,
    `${R}${role(adm, "Federated: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com'").replace('sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity')}`,
  ],
  [
    'fail',
    'instance profile outside',
    undefined,
    `${R}  U: { Type: AWS::IAM::InstanceProfile, Properties: { Roles: [AdminRole] } }`,
  ],
  [
    'fail',
    'ec2 profile outside',
    undefined,
    `${R}  U: { Type: AWS::EC2::Instance, Properties: { IamInstanceProfile: AdminProfile, ImageId: x } }`,
  ],
  [
    'fail',
    'top Transform include',
    undefined,
    `Transform: { Name: AWS::Include, Parameters: { Location: 's3://x/y' } }\n${R}  T: { Type: AWS::SNS::Topic }`,
  ],
  ...(
    [
      [
        'a policy whose statements are named in another case',
        '{ statement: [{ Effect: Allow, Action: "*", Resource: "*" }] }',
      ],
      ['a policy that is a number', '7'],
      ['a policy that is a list', '[{ Statement: [] }]'],
    ] as const
  ).flatMap(([says, document]): readonly Row[] => [
    [
      'fail',
      says,
      `${R}${role()}`,
      `${R}${role(`      Policies: [{ PolicyName: x, PolicyDocument: ${document} }]`)}`,
    ],
    [
      'fail',
      `${says}, managed`,
      `${R}${role()}`,
      `${R}${role()}\n  P: { Type: AWS::IAM::ManagedPolicy, Properties: { Roles: [!Ref R], PolicyDocument: ${document} } }`,
    ],
  ]),
  [
    'fail',
    'a trust policy whose statements are named in another case',
    `${R}${role()}`,
    `${R}${role('', "AWS: '*'").replace('{ Statement:', '{ statement:')}`,
  ],
  [
    'fail',
    'a policy of a bucket whose statements are named in another case',
    `${R}${role()}`,
    `${R}${role()}\n  B: { Type: AWS::S3::BucketPolicy, Properties: { Bucket: b, PolicyDocument: { statement: [{ Effect: Allow, Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::b/*' }] } } }`,
  ],
  [
    'pass',
    'a policy without a statement',
    `${R}${role()}`,
    `${R}${role('      Policies: [{ PolicyName: x, PolicyDocument: { Statement: [] } }]')}`,
  ],
  [
    'fail',
    'yaml anchor merge',
    undefined,
    `${R}  R:\n    Type: AWS::IAM::Role\n    Properties: &p\n      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Action: sts:AssumeRole, Principal: { AWS: '*' } }] }\n      ManagedPolicyArns: [arn:aws:iam::aws:policy/AdministratorAccess]\n  S:\n    Type: AWS::IAM::Role\n    Properties: *p\n`,
  ],
  [
    'pass',
    'tags',
    `${R}${role(`${adm}\n      Tags: [{Key: a, Value: b}]`)}`,
    `${R}${role(`${adm}\n      Tags: [{Key: a, Value: c}]\n      Description: x`)}`,
  ],
  [
    'pass',
    'plain resources',
    undefined,
    `${R}  T: { Type: AWS::SNS::Topic }\n  Q: { Type: AWS::SQS::Queue }\n  D: { Type: AWS::DynamoDB::Table, Properties: {} }\n  L: { Type: AWS::Logs::LogGroup }\n  B: { Type: AWS::S3::Bucket, Properties: { BucketEncryption: {} } }\n  K: { Type: AWS::KMS::Key, Properties: { KeyPolicy: { Statement: [{ Effect: Allow, Principal: { AWS: !Sub 'arn:\${AWS::Partition}:iam::\${AWS::AccountId}:root' }, Action: 'kms:*', Resource: '*' }] } } }`,
  ],
  [
    'fail',
    'json template w/ logical rename + widening',
    `${R}${role()}`,
    `${R}${role(adm).replace('  R:', '  R2:')}`,
  ],
];
test.each(cases)('%s: %s', (verdict, _, base, head) => {
  const judged = judge(base, head);
  expect(judged.verdict, judged.reason).toBe(verdict);
});
