import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../../../../src/model/input-error.ts';
import { lawRuns } from '../../../../support/law-runs.ts';
import { failingTemplates as failing, judgeTemplates as judge } from '../../../../support/template.ts';

interface Written {
  readonly id?: string;
  readonly role?: string;
  readonly policy?: string;
  readonly trust?: string;
  readonly more?: string;
  readonly top?: string;
}
const lambda = '{ Service: lambda.amazonaws.com }';
/** A role with one inline policy: `policy` is the statement's rest. */
const template = ({
  id = 'Role',
  role = '',
  policy,
  trust = `Principal: ${lambda}`,
  more = '',
  top = '',
}: Written): string => `
AWSTemplateFormatVersion: 2010-09-09
${top}
Resources:
  ${id}:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: 2012-10-17
        Statement: [{ Effect: Allow, Action: sts:AssumeRole, ${trust} }]
${role}
${
  policy === undefined
    ? ''
    : `      Policies:
        - PolicyName: p
          PolicyDocument:
            Version: 2012-10-17
            Statement: [{ Effect: Allow, ${policy} }]`
}
${more}
`;
const admin = 'Action: "*", Resource: "*"';
const reads = 'Action: s3:GetObject, Resource: "arn:aws:s3:::a/*"';
const puts = 'Action: s3:PutObject, Resource: "arn:aws:s3:::a/*"';
const bucket = (resource: string): string =>
  template({
    policy: `Action: s3:GetObject, Resource: ${resource}`,
    more: '  Bucket: { Type: AWS::S3::Bucket, Properties: { BucketName: a } }',
  });
const user = (more: string): string => `
Resources:
  User: { Type: AWS::IAM::User, Properties: { UserName: ci, Policies: [{ PolicyName: p, PolicyDocument: { Statement: [{ Effect: Allow, ${puts} }] } }] } }
${more}
`;
const sam = (policies: string): string => `
Transform: AWS::Serverless-2016-10-31
Resources:
  Function:
    Type: AWS::Serverless::Function
    Properties: { Handler: a.b, Runtime: nodejs22.x, Policies: ${policies} }
`;
const parameter = (properties: string): string => `Parameters: { What: { Type: String, ${properties} } }`;

const cases: readonly (readonly [
  says: string,
  base: string | undefined,
  head: string,
  fails: readonly string[],
])[] = [
  ['nothing changes', template({ policy: admin }), template({ policy: admin }), []],
  ['all is new', undefined, template({ policy: admin }), ['new-standing-grant']],
  ['a role without a grant is new', undefined, template({}), []],
  ['a grant is added', template({}), template({ policy: reads }), ['new-standing-grant']],
  ['a grant goes', template({ policy: admin }), template({}), []],
  [
    'reading becomes writing',
    template({ policy: reads }),
    template({ policy: 'Action: [s3:GetObject, s3:PutObject], Resource: "arn:aws:s3:::a/*"' }),
    ['privilege-widened'],
  ],
  [
    'one bucket becomes all',
    template({ policy: reads }),
    template({ policy: 'Action: s3:GetObject, Resource: "*"' }),
    ['scope-widened'],
  ],
  [
    'all buckets become one',
    template({ policy: 'Action: s3:GetObject, Resource: "*"' }),
    template({ policy: reads }),
    [],
  ],
  [
    'the same in JSON',
    template({ policy: reads }),
    JSON.stringify({
      Resources: {
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: {
            AssumeRolePolicyDocument: {
              Version: '2012-10-17',
              Statement: [
                { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } },
              ],
            },
            Policies: [
              {
                PolicyName: 'p',
                PolicyDocument: {
                  Version: '2012-10-17',
                  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::a/*' }],
                },
              },
            ],
          },
        },
      },
    }),
    [],
  ],
  [
    'an inline policy becomes a resource of its own',
    template({ policy: reads }),
    template({
      more: `  Policy: { Type: AWS::IAM::Policy, Properties: { PolicyName: q, Roles: [!Ref Role], PolicyDocument: { Statement: [{ Effect: Allow, ${reads} }] } } }`,
    }),
    [],
  ],
  [
    'an inline policy becomes a managed one',
    template({ policy: reads }),
    template({
      role: '      ManagedPolicyArns: [!Ref Managed]',
      more: `  Managed: { Type: AWS::IAM::ManagedPolicy, Properties: { PolicyDocument: { Statement: [{ Effect: Allow, ${reads} }] } } }`,
    }),
    [],
  ],
  [
    'a managed policy names its roles',
    template({}),
    template({
      more: `  Managed: { Type: AWS::IAM::ManagedPolicy, Properties: { Roles: [!Ref Role], PolicyDocument: { Statement: [{ Effect: Allow, ${puts} }] } } }`,
    }),
    ['new-standing-grant'],
  ],
  [
    'administrator by a policy of AWS',
    template({}),
    template({
      role: '      ManagedPolicyArns: [!Sub "arn:${AWS::Partition}:iam::aws:policy/AdministratorAccess"]',
    }),
    ['new-standing-grant'],
  ],
  [
    'the logical id changes, the name stays',
    template({ role: '      RoleName: ci', policy: reads }),
    template({ id: 'Other', role: '      RoleName: ci', policy: reads }),
    [],
  ],
  [
    'the name changes, the logical id stays',
    template({ role: '      RoleName: ci', policy: reads }),
    template({ role: '      RoleName: build', policy: reads }),
    [],
  ],
  ['another way to write a bucket', bucket('"arn:aws:s3:::a/*"'), bucket('!Sub "${Bucket.Arn}/*"'), []],
  [
    'a bucket by join',
    bucket('!Sub "arn:aws:s3:::${Bucket}/*"'),
    bucket('!Join ["", [!GetAtt Bucket.Arn, "/*"]]'),
    [],
  ],
  [
    'a parameter with a default',
    template({ policy: reads }),
    template({
      top: parameter('Default: "arn:aws:s3:::a/*"'),
      policy: 'Action: s3:GetObject, Resource: !Ref What',
    }),
    [],
  ],
  [
    'a parameter without a default',
    template({ policy: reads }),
    template({ top: parameter('MinLength: 1'), policy: 'Action: s3:GetObject, Resource: !Ref What' }),
    ['indeterminate'],
  ],
  [
    'a parameter without a default that was there before',
    template({ top: parameter('MinLength: 1'), policy: 'Action: s3:GetObject, Resource: !Ref What' }),
    template({ top: parameter('MinLength: 1'), policy: 'Action: s3:GetObject, Resource: !Ref What' }),
    [],
  ],
  [
    'an imported value',
    template({ policy: reads }),
    template({ policy: 'Action: s3:GetObject, Resource: !ImportValue arn' }),
    ['indeterminate'],
  ],
  [
    'a mapping',
    template({ policy: reads }),
    template({
      top: 'Mappings: { M: { a: { b: "arn:aws:s3:::a/*" } } }',
      policy: 'Action: s3:GetObject, Resource: !FindInMap [M, a, b]',
    }),
    [],
  ],
  [
    'a condition that does not hold',
    template({}),
    template({
      top: 'Conditions: { Prod: !Equals [a, b] }',
      role: '      ManagedPolicyArns: !If [Prod, [arn:aws:iam::aws:policy/AdministratorAccess], !Ref AWS::NoValue]',
    }),
    [],
  ],
  [
    'a condition that holds',
    template({}),
    template({
      top: 'Conditions: { Prod: !Not [!Equals [a, b]] }',
      role: '      ManagedPolicyArns: !If [Prod, [arn:aws:iam::aws:policy/AdministratorAccess], !Ref AWS::NoValue]',
    }),
    ['new-standing-grant'],
  ],
  [
    'a condition that nobody can tell',
    template({}),
    template({
      top: `${parameter('MinLength: 1')}\nConditions: { Prod: !Equals [!Ref What, b] }`,
      role: '      ManagedPolicyArns: !If [Prod, [arn:aws:iam::aws:policy/AdministratorAccess], !Ref AWS::NoValue]',
    }),
    // The wider of both.
    ['new-standing-grant'],
  ],
  [
    'a resource whose condition does not hold',
    template({}),
    template({
      top: 'Conditions: { Prod: !Equals [a, b] }',
      more: `  Policy: { Type: AWS::IAM::Policy, Condition: Prod, Properties: { PolicyName: q, Roles: [!Ref Role], PolicyDocument: { Statement: [{ Effect: Allow, ${admin} }] } } }`,
    }),
    [],
  ],
  [
    'another account is trusted',
    template({ policy: puts }),
    template({ policy: puts, trust: 'Principal: { AWS: "arn:aws:iam::999988887777:root" }' }),
    ['trust-widened'],
  ],
  [
    'the own account is trusted in two ways of writing',
    template({ policy: puts, trust: 'Principal: { AWS: !Sub "arn:aws:iam::${AWS::AccountId}:root" }' }),
    template({
      policy: puts,
      trust: 'Principal: { AWS: !Join [":", ["arn:aws:iam:", !Ref AWS::AccountId, root]] }',
    }),
    [],
  ],
  [
    'a boundary goes',
    template({
      role: '      PermissionsBoundary: !Ref Boundary',
      policy: admin,
      more: `  Boundary: { Type: AWS::IAM::ManagedPolicy, Properties: { PolicyDocument: { Statement: [{ Effect: Allow, ${reads} }] } } }`,
    }),
    template({
      policy: admin,
      more: `  Boundary: { Type: AWS::IAM::ManagedPolicy, Properties: { PolicyDocument: { Statement: [{ Effect: Allow, ${reads} }] } } }`,
    }),
    ['new-standing-grant'],
  ],
  [
    'a grant that ends within the policy',
    template({}),
    template({ policy: `${puts}, Condition: { DateLessThan: { "aws:CurrentTime": 2026-11-05T00:00:00Z } }` }),
    [],
  ],
  [
    'the end of a grant is removed',
    template({ policy: `${puts}, Condition: { DateLessThan: { "aws:CurrentTime": 2026-11-05T00:00:00Z } }` }),
    template({ policy: puts }),
    ['permanence-worsened'],
  ],
  [
    'an access key',
    user(''),
    user('  Key: { Type: AWS::IAM::AccessKey, Properties: { UserName: !Ref User } }'),
    ['credential-added'],
  ],
  [
    'a function with a policy',
    sam('[]'),
    sam('[{ Statement: [{ Effect: Allow, Action: "s3:*", Resource: "*" }] }]'),
    ['new-standing-grant'],
  ],
  [
    'a function with a policy template',
    sam('[]'),
    sam('[{ S3CrudPolicy: { BucketName: a } }]'),
    ['indeterminate'],
  ],
  ['a macro', template({}), template({ top: 'Transform: Company::Macro' }), ['indeterminate']],
  [
    'a nested stack',
    template({}),
    template({
      more: '  Nested: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: "https://s3/x" } }',
    }),
    ['indeterminate'],
  ],
  [
    'tags and descriptions',
    template({ policy: admin }),
    template({ policy: admin, role: '      Description: x\n      Tags: [{ Key: a, Value: b }]' }),
    [],
  ],
];

describe('verdicts of a careful reviewer on CloudFormation templates', () => {
  test.each(cases)('%s', (_, base, head, expected) => {
    expect(failing(base, head)).toEqual(expected);
  });
});

test('who, since which change, and where it is written', () => {
  const [change] = judge(template({}), template({ policy: admin })).changes;
  expect(change).toMatchObject({
    who: 'arn:aws:iam::000000000000:role/{Role}',
    since: 'Role/Policies/p (create)',
    location: { file: 'app.yaml', line: 5, address: 'Role' },
  });
});

describe('what is no template', () => {
  test.each([
    ['no YAML', 'Resources: [', /no YAML/],
    ['no resources', 'Parameters: {}', /no `Resources`/],
    ['a resource without a type', 'Resources: { A: {} }', /no `Type`/],
    ['a list', '[]', /no `Resources`/],
    ['endless nesting', `Resources: ${'['.repeat(300)}${']'.repeat(300)}`, /nested deeper/],
    [
      'aliases without end',
      `a: &a [x]\nb: &b [${'*a,'.repeat(99)}]\nc: &c [${'*b,'.repeat(99)}]\nd: &d [${'*c,'.repeat(99)}]\nResources: [*d, *d]`,
      /aliases/,
    ],
  ])('%s', (_, text, says) => {
    expect(() => judge(undefined, text)).toThrow(InputError);
    expect(() => judge(undefined, text)).toThrow(says);
  });

  test('conditions and names that lead to themselves end', () => {
    const circular = template({
      top: 'Conditions: { A: !Condition B, B: !Condition A }',
      role: '      RoleName: !GetAtt Role.RoleId\n      ManagedPolicyArns: !If [A, [x], []]',
    });
    expect(failing(template({}), circular)).toEqual(['new-standing-grant']);
  });
});

describe('whatever a template says', () => {
  const name = fc.constantFrom(
    'A',
    'B',
    'P',
    'C',
    'AWS::AccountId',
    'AWS::NoValue',
    'A.Arn',
    '${A.Arn}/${P}',
    '',
  );
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      name,
      fc.jsonValue({ maxDepth: 1 }),
      fc.array(tie('value'), { maxLength: 3 }),
      fc
        .tuple(
          fc.constantFrom(
            'Ref',
            'Fn::GetAtt',
            'Fn::Sub',
            'Fn::Join',
            'Fn::If',
            'Fn::Select',
            'Fn::Split',
            'Fn::FindInMap',
            'Fn::ImportValue',
            'Fn::Equals',
            'Fn::Transform',
            'Fn::Unheard',
          ),
          tie('value'),
        )
        .map(([key, inner]) => ({ [key]: inner })),
      fc.dictionary(
        fc.constantFrom(
          'Policies',
          'PolicyDocument',
          'Statement',
          'Roles',
          'RoleName',
          'Effect',
          'Action',
          'Resource',
        ),
        tie('value'),
        { maxKeys: 3 },
      ),
    ),
  }));
  const type = fc.constantFrom(
    'AWS::IAM::Role',
    'AWS::IAM::Policy',
    'AWS::IAM::ManagedPolicy',
    'AWS::IAM::User',
    'AWS::IAM::AccessKey',
    'AWS::Serverless::Function',
    'AWS::CloudFormation::Stack',
    'AWS::S3::Bucket',
  );
  const resource = fc
    .tuple(
      type,
      fc.dictionary(
        fc.constantFrom(
          'RoleName',
          'Policies',
          'ManagedPolicyArns',
          'AssumeRolePolicyDocument',
          'Roles',
          'Users',
          'PolicyDocument',
          'Path',
          'Tags',
          'UserName',
          'Role',
        ),
        value,
        { maxKeys: 4 },
      ),
    )
    .map(([Type, Properties]) => ({ Type, Properties }));
  const whole = fc.tuple(resource, resource, value).map(([A, B, condition]) =>
    JSON.stringify({
      Parameters: { P: { Type: 'String', Default: 'x' } },
      Conditions: { C: condition },
      Resources: { A, B },
    }),
  );

  test('there is a verdict, and nothing is new where nothing changes', () => {
    fc.assert(
      fc.property(whole, whole, (base, head) => {
        judge(base, head);
        expect(failing(head, head)).toEqual([]);
      }),
      { numRuns: lawRuns(40, 200) },
    );
  });
});
