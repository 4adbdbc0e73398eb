import { describe, expect, test } from 'vitest';
import { failingTemplates, judgeTemplates } from '../../../../support/template.ts';

interface Sketch {
  readonly statements?: string;
  readonly more?: string;
  readonly role?: string;
  /** Attributes beside `Properties`. */
  readonly beside?: string;
  readonly trust?: string;
  readonly top?: string;
}

const parameters = `
Parameters:
  Where: { Type: String }
  Stage: { Type: String, Default: dev }
  Size: { Type: String, AllowedValues: [small, large] }
  Path: { Type: 'AWS::SSM::Parameter::Value<String>', Default: /a }
Mappings:
  Regions: { eu-west-1: { Bucket: 'arn:aws:s3:::eu/*' }, us-east-1: { Bucket: 'arn:aws:s3:::us/*' } }
  Stages: { dev: { Bucket: 'arn:aws:s3:::dev/*' }, prod: { Bucket: 'arn:aws:s3:::prod/*' } }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsLarge: !Equals [!Ref Size, large]
  IsUs: !Equals [!Ref AWS::Region, us-east-1]
  IsBoth: !And [!Condition IsProd, !Condition IsLarge]
  IsNever: !Equals [a, b]
`;
const app = ({ statements = '', more = '', role = '', beside = '', trust, top = '' }: Sketch): string => `
${top}
${parameters}
Resources:
  Role:
    Type: AWS::IAM::Role
${beside}
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - { Effect: Allow, Action: sts:AssumeRole, Principal: { Service: lambda.amazonaws.com } }
${trust === undefined ? '' : `          - ${trust}`}
      Policies: [{ PolicyName: p, PolicyDocument: { Statement: [${statements}] } }]
${role}
${more}
`;
const allow = (action: string, resource: string): string =>
  `{ Effect: Allow, Action: '${action}', Resource: ${resource} }`;
const deny = (action: string, resource: string): string =>
  `{ Effect: Deny, Action: '${action}', Resource: ${resource} }`;
const known = allow('s3:GetObject', 'arn:aws:s3:::a/*');
const open = allow('s3:GetObject', '!Ref Where');
const admin = allow('*', "'*'");
const lambdaTrust =
  '{ Statement: [{ Effect: Allow, Action: sts:AssumeRole, Principal: { Service: x.amazonaws.com } }] }';
const policy = (statement: string, beside = ''): string =>
  `  Policy: { Type: AWS::IAM::Policy, ${beside} Properties: { PolicyName: q, Roles: [!Ref Role], PolicyDocument: { Statement: [${statement}] } } }`;
const stack = (properties: string, type = 'AWS::CloudFormation::Stack'): string =>
  app({ more: `  Nested: { Type: '${type}', Properties: ${properties} }` });
const loop = (list: string, action: string): string =>
  `Transform: AWS::LanguageExtensions\n${app({
    more: `  Fn::ForEach::Roles: [Name, ${list}, { 'Role\${Name}': { Type: AWS::IAM::Policy, Properties: { PolicyDocument: { Statement: [${allow(action, "'*'")}] } } } }]`,
  })}`;
const boundary = (value: string): string => `      PermissionsBoundary: ${value}`;
const account = '{ Effect: Allow, Action: sts:AssumeRole, Principal: { AWS: 999988887777 } }';
const sam = (properties: string, more = ''): string => `
Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Runtime: nodejs22.x } }
Resources:
  Work: { Type: AWS::Serverless::Function, Properties: { Handler: a.b, ${properties} } }
${more}
`;

/** What a careful reviewer would say: classes that fail; none: it passes. */
const cases: readonly (readonly [
  says: string,
  base: string | undefined,
  head: string,
  fails: readonly string[],
])[] = [
  // A statement that nobody can tell hides neither itself nor the others.
  ['an open statement stays', app({ statements: open }), app({ statements: open }), []],
  [
    'an open statement stays beside one that goes',
    app({ statements: `${open}, ${known}` }),
    app({ statements: open }),
    [],
  ],
  ['an open statement goes', app({ statements: open }), app({}), []],
  [
    'an administrator beside an open statement',
    app({ statements: open }),
    app({ statements: `${open}, ${admin}` }),
    ['new-standing-grant'],
  ],
  [
    'a place below a parameter becomes the parameter',
    app({ statements: allow('s3:GetObject', '!Sub "arn:aws:s3:::a/${Where}"') }),
    app({ statements: open }),
    ['indeterminate'],
  ],
  [
    'an open action changes',
    app({ statements: open }),
    app({ statements: allow('s3:*', '!Ref Where') }),
    ['indeterminate'],
  ],
  [
    'another role is tagged, open statements stay',
    app({ statements: open }),
    app({ statements: open, role: '      Tags: [{ Key: a, Value: b }]' }),
    [],
  ],
  [
    'an open denial goes',
    app({ statements: `${allow('s3:*', "'*'")}, ${deny('s3:PutObject', '!Ref Where')}` }),
    app({ statements: allow('s3:*', "'*'") }),
    ['indeterminate'],
  ],
  [
    'an open denial comes',
    app({ statements: allow('s3:*', "'*'") }),
    app({ statements: `${allow('s3:*', "'*'")}, ${deny('s3:PutObject', '!Ref Where')}` }),
    [],
  ],
  [
    'a role with an open denial goes',
    `${app({ statements: known })}  Other: { Type: AWS::IAM::Role, Properties: { AssumeRolePolicyDocument: ${lambdaTrust}, Policies: [{ PolicyName: p, PolicyDocument: { Statement: [${deny('s3:*', '!Ref Where')}] } }] } }`,
    app({ statements: known }),
    [],
  ],
  [
    'an open party is trusted',
    app({ statements: known }),
    app({
      statements: known,
      trust: '{ Effect: Allow, Action: sts:AssumeRole, Principal: { AWS: !Ref Where } }',
    }),
    ['indeterminate'],
  ],
  [
    'a known party beside an open one',
    app({
      statements: known,
      trust: '{ Effect: Allow, Action: sts:AssumeRole, Principal: { AWS: !Ref Where } }',
    }),
    app({
      statements: known,
      trust: `{ Effect: Allow, Action: sts:AssumeRole, Principal: { AWS: !Ref Where } }\n          - ${account}`,
    }),
    ['trust-widened'],
  ],
  [
    'an account that is written as a number',
    app({ statements: known }),
    app({ statements: known, trust: account }),
    ['trust-widened'],
  ],
  [
    'an open boundary stays while the role changes',
    app({ statements: known, role: boundary('!Ref Where') }),
    app({ statements: known, role: `${boundary('!Ref Where')}\n      Description: x` }),
    [],
  ],
  [
    'an open boundary becomes another',
    app({ statements: known, role: boundary('!Ref Where') }),
    app({ statements: known, role: boundary('!Ref Path') }),
    ['indeterminate'],
  ],
  [
    'a value of the parameter store by its path',
    app({ statements: allow('s3:GetObject', '!Ref Path') }),
    app({ statements: allow('s3:GetObject', '!Ref Path') }).replace('Default: /a', 'Default: /b'),
    ['indeterminate'],
  ],
  [
    'a secret of the stack',
    app({ statements: known }),
    app({ statements: allow('s3:GetObject', "'{{resolve:ssm:/a}}'") }),
    ['indeterminate'],
  ],
  [
    'what a resource of others says',
    app({ statements: known }),
    app({
      statements: `${known}, ${allow('s3:PutObject', '!GetAtt Other.Arn')}`,
      more: '  Other: { Type: Custom::Lookup, Properties: { ServiceToken: x } }',
    }),
    ['indeterminate'],
  ],
  [
    'what a resource of AWS is called',
    app({ statements: known }),
    app({
      statements: `${known}, ${allow('dynamodb:PutItem', '!GetAtt Table.Arn')}`,
      more: '  Table: { Type: AWS::DynamoDB::Table }',
    }),
    ['new-standing-grant'],
  ],
  [
    'a table by its name and by reference',
    app({
      statements: allow(
        'dynamodb:PutItem',
        '!Sub "arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/t"',
      ),
      more: '  Table: { Type: AWS::DynamoDB::Table, Properties: { TableName: t } }',
    }),
    app({
      statements: allow('dynamodb:PutItem', '!GetAtt Table.Arn'),
      more: '  Table: { Type: AWS::DynamoDB::Table, Properties: { TableName: t } }',
    }),
    [],
  ],

  // Conditions: both ways count.
  [
    'a policy only where a parameter says so',
    app({ statements: known }),
    app({ statements: known, more: policy(admin, 'Condition: IsProd,') }),
    ['new-standing-grant'],
  ],
  [
    'the same, there before',
    app({ statements: known, more: policy(admin, 'Condition: IsProd,') }),
    app({ statements: known, more: policy(admin, 'Condition: IsProd,') }),
    [],
  ],
  [
    'a statement only where a parameter says so',
    app({ statements: known }),
    app({ statements: `${known}, !If [IsProd, ${admin}, !Ref AWS::NoValue]` }),
    ['new-standing-grant'],
  ],
  [
    'a wider place only where a parameter says so',
    app({ statements: known }),
    app({ statements: allow('s3:GetObject', "!If [IsProd, '*', 'arn:aws:s3:::a/*']") }),
    ['scope-widened'],
  ],
  [
    'a wider place in a region',
    app({ statements: known }),
    app({ statements: allow('s3:GetObject', "!If [IsUs, '*', 'arn:aws:s3:::a/*']") }),
    ['scope-widened'],
  ],
  [
    'places by region',
    app({ statements: allow('s3:GetObject', "['arn:aws:s3:::eu/*', 'arn:aws:s3:::us/*']") }),
    app({ statements: allow('s3:GetObject', '!FindInMap [Regions, !Ref AWS::Region, Bucket]') }),
    [],
  ],
  [
    'a parameter may be one of two',
    app({ statements: allow('s3:GetObject', "'arn:aws:s3:::small/*'") }),
    app({ statements: allow('s3:GetObject', '!Sub "arn:aws:s3:::${Size}/*"') }),
    ['scope-widened'],
  ],
  [
    'a row for another stage is wider',
    app({ statements: allow('s3:GetObject', '!FindInMap [Stages, !Ref Stage, Bucket]') }),
    app({ statements: allow('s3:GetObject', '!FindInMap [Stages, !Ref Stage, Bucket]') }).replace(
      'prod/*',
      '*',
    ),
    ['scope-widened'],
  ],
  [
    'a condition is taken off',
    app({ statements: admin, beside: '    Condition: IsProd' }),
    app({ statements: admin }),
    ['new-standing-grant'],
  ],
  [
    'a condition is put on',
    app({ statements: admin }),
    app({ statements: admin, beside: '    Condition: IsProd' }),
    [],
  ],
  [
    'the default turns a condition',
    app({ more: policy(admin, 'Condition: IsProd,') }),
    app({ more: policy(admin, 'Condition: IsProd,') }).replace('Default: dev', 'Default: prod'),
    ['new-standing-grant'],
  ],
  [
    'a condition that never holds',
    app({ statements: known }),
    app({ statements: known, more: policy(admin, 'Condition: IsNever,') }),
    [],
  ],
  [
    'two conditions, of which one nobody can tell',
    app({ statements: known }),
    app({ statements: known, more: policy(admin, 'Condition: IsBoth,') }),
    ['new-standing-grant'],
  ],
  [
    'the way that is not the default widens',
    app({ statements: `!If [IsProd, ${known}, ${known}]` }),
    app({ statements: `!If [IsProd, ${admin}, ${known}]` }),
    ['new-standing-grant'],
  ],
  [
    'the way that is not the default narrows',
    app({ statements: `!If [IsProd, ${admin}, ${known}]` }),
    app({ statements: `!If [IsProd, ${known}, ${known}]` }),
    [],
  ],
  [
    'two policies of one name, one each way',
    app({ statements: known }),
    app({
      more: `  P: { Type: AWS::IAM::Role, Properties: { AssumeRolePolicyDocument: ${lambdaTrust}, Policies: !If [IsProd, [{ PolicyName: p, PolicyDocument: { Statement: [${admin}] } }], [{ PolicyName: p, PolicyDocument: { Statement: [${known}] } }]] } }`,
      statements: known,
    }),
    ['new-standing-grant'],
  ],
  [
    'a denial only where a parameter says so',
    app({ statements: `${allow('s3:*', "'*'")}, ${deny('s3:Put*', "'*'")}` }),
    app({
      statements: `${allow('s3:*', "'*'")}, !If [IsProd, ${deny('s3:Put*', "'*'")}, !Ref AWS::NoValue]`,
    }),
    ['privilege-widened'],
  ],
  [
    'a boundary only where a parameter says so',
    app({ statements: admin, role: boundary('arn:aws:iam::aws:policy/ReadOnlyAccess') }),
    app({
      statements: admin,
      role: boundary('!If [IsProd, arn:aws:iam::aws:policy/ReadOnlyAccess, !Ref AWS::NoValue]'),
    }),
    ['new-standing-grant'],
  ],
  [
    'an attached policy only where a parameter says so',
    app({ statements: known }),
    app({
      statements: known,
      role: '      ManagedPolicyArns: [!If [IsProd, arn:aws:iam::aws:policy/AdministratorAccess, !Ref AWS::NoValue]]',
    }),
    ['new-standing-grant'],
  ],

  // What is written elsewhere counts when it changes.
  ['a nested stack stays', stack('{ TemplateURL: x, Tags: [] }'), stack('{ TemplateURL: x }'), []],
  [
    'a nested stack of another template',
    stack('{ TemplateURL: x }'),
    stack('{ TemplateURL: y }'),
    ['indeterminate'],
  ],
  [
    'a nested stack with another parameter',
    stack('{ TemplateURL: x, Parameters: { A: a } }'),
    stack("{ TemplateURL: x, Parameters: { A: '*' } }"),
    ['indeterminate'],
  ],
  [
    'stacks in other accounts',
    app({}),
    stack('{ TemplateURL: x }', 'AWS::CloudFormation::StackSet'),
    ['indeterminate'],
  ],
  ['a module', app({}), stack('{}', 'Company::IAM::Role::MODULE'), ['indeterminate']],
  [
    'a connector of the transform',
    app({}),
    stack('{ Permissions: [Write] }', 'AWS::Serverless::Connector'),
    ['indeterminate'],
  ],
  ['a loop stays', loop('[a]', 's3:GetObject'), loop('[a]', 's3:GetObject'), []],
  [
    'a loop goes round once more',
    loop('[a]', 's3:GetObject'),
    loop('[a, b]', 's3:GetObject'),
    ['indeterminate'],
  ],
  ['what a loop makes may do more', loop('[a]', 's3:GetObject'), loop('[a]', 's3:*'), ['indeterminate']],
  [
    'a macro stays, and so does the template',
    app({ top: 'Transform: Company::Macro' }),
    app({ top: 'Transform: Company::Macro' }),
    [],
  ],
  [
    'a macro stays, and the template changes',
    app({ top: 'Transform: Company::Macro' }),
    app({ top: 'Transform: Company::Macro', more: '  Other: { Type: AWS::SNS::Topic }' }),
    ['indeterminate'],
  ],
  [
    'a part of a role is included',
    app({}),
    app({ role: '      Fn::Transform: { Name: AWS::Include, Parameters: { Location: s3://x } }' }),
    ['indeterminate'],
  ],
  [
    'a permission set',
    app({}),
    stack('{ InstanceArn: x, Name: a, InlinePolicy: {} }', 'AWS::SSO::PermissionSet'),
    ['indeterminate'],
  ],

  // The role of a function that the transform makes.
  [
    'a policy for the role of a function, by its name',
    sam(''),
    sam(
      '',
      `  More: { Type: AWS::IAM::Policy, Properties: { PolicyName: q, Roles: [!Ref WorkRole], PolicyDocument: { Statement: [${admin}] } } }`,
    ),
    ['new-standing-grant'],
  ],
  [
    'a trust of its own',
    sam(''),
    sam(
      `AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Action: sts:AssumeRole, Principal: { Service: lambda.amazonaws.com } }, ${account}] }`,
    ),
    ['trust-widened'],
  ],
  ['an administrator by name', sam(''), sam('Policies: AdministratorAccess'), ['new-standing-grant']],
  [
    'a policy template stays while the function changes',
    sam('Policies: [{ S3CrudPolicy: { BucketName: a } }]'),
    sam('Policies: [{ S3CrudPolicy: { BucketName: a } }], Timeout: 9'),
    [],
  ],
  [
    'a policy template is for another bucket',
    sam('Policies: [{ S3CrudPolicy: { BucketName: a } }]'),
    sam('Policies: [{ S3CrudPolicy: { BucketName: b } }]'),
    ['indeterminate'],
  ],
  [
    'a state machine with a policy',
    sam(''),
    sam(
      '',
      `  Flow: { Type: AWS::Serverless::StateMachine, Properties: { Policies: [{ Statement: [${admin}] }] } }`,
    ),
    ['new-standing-grant'],
  ],
];

describe('what a template leaves open', () => {
  test.each(cases)('%s', (_, base, head, expected) => {
    expect(failingTemplates(base, head)).toEqual(expected);
  });

  test('no case fails where nothing changes', () => {
    for (const [says, , head] of cases) expect([says, ...failingTemplates(head, head)]).toEqual([says]);
  });
});

test('what both ways add is told once', () => {
  const { changes } = judgeTemplates(
    app({}),
    app({ statements: `${admin}, !If [IsProd, ${admin}, !Ref AWS::NoValue]` }),
  );
  expect(changes.filter(({ fails }) => fails)).toHaveLength(1);
});

test('what has its name from a parameter is one in both ways', () => {
  const named = (statements: string): string =>
    app({ statements, role: '      RoleName: !If [IsProd, prod-ci, dev-ci]' });
  const { changes } = judgeTemplates(
    named(known),
    named(`${known}, !If [IsProd, ${admin}, !Ref AWS::NoValue]`),
  );
  expect(new Set(changes.map(({ who }) => who))).toEqual(new Set(['arn:aws:iam::000000000000:role/dev-ci']));
});

test('an open value is named as it is written', () => {
  const [change] = judgeTemplates(app({}), app({ statements: open })).changes;
  expect(change).toMatchObject({
    class: 'indeterminate',
    what: expect.stringContaining('parameter Where') as unknown,
  });
});
