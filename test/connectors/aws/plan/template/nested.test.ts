import { describe, expect, test } from 'vitest';
import { failingTemplates, judgeTemplates, plansOf } from '../../../../support/template.ts';

const parent = (parameters: string, more = '', path = 'child.yaml'): string => `
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: ci
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Action: sts:AssumeRole, Principal: { Service: lambda.amazonaws.com } }] }
  Data: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ${path}, Parameters: ${parameters} } }
${more}
`;
const child = (action: string, more = ''): string => `
Parameters: { Who: { Type: String }, Where: { Type: String, Default: 'arn:aws:s3:::a/*' } }
${more}
Resources:
  Bucket: { Type: AWS::S3::Bucket }
  Policy:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: p
      Roles: [!Ref Who]
      PolicyDocument: { Statement: [{ Effect: Allow, Action: '${action}', Resource: !Ref Where }] }
Outputs: { Arn: { Value: !GetAtt Bucket.Arn }, Any: { Value: '*' } }
`;
const app = (parameters: string, action: string, more = ''): Readonly<Record<string, string>> => ({
  'app.yaml': parent(parameters, more),
  'child.yaml': child(action),
});
const who = '{ Who: !Ref Role }';
const policy = (resource: string): string =>
  `  Own: { Type: AWS::IAM::Policy, Properties: { PolicyName: q, Roles: [!Ref Role], PolicyDocument: { Statement: [{ Effect: Allow, Action: 's3:PutObject', Resource: ${resource} }] } } }`;

const cases: readonly (readonly [
  says: string,
  base: Readonly<Record<string, string>> | undefined,
  head: Readonly<Record<string, string>>,
  fails: readonly string[],
])[] = [
  ['nothing changes', app(who, 's3:GetObject'), app(who, 's3:GetObject'), []],
  ['the nested template may do more', app(who, 's3:GetObject'), app(who, 's3:*'), ['privilege-widened']],
  ['the nested template may do less', app(who, 's3:*'), app(who, 's3:GetObject'), []],
  [
    'a parameter is wider',
    app(who, 's3:GetObject'),
    app("{ Who: !Ref Role, Where: '*' }", 's3:GetObject'),
    ['scope-widened'],
  ],
  [
    'a parameter that nobody can tell',
    app(who, 's3:GetObject'),
    app('{ Who: !Ref Role, Where: !ImportValue x }', 's3:GetObject'),
    ['indeterminate'],
  ],
  [
    'the nested stack is new',
    { 'app.yaml': parent('{}').replace(/ {2}Data:.*\n/, '') },
    app(who, 's3:PutObject'),
    ['new-standing-grant'],
  ],
  [
    'a policy moves into the nested stack',
    { 'app.yaml': parent('{}', policy("'arn:aws:s3:::a/*'")).replace(/ {2}Data:.*\n/, '') },
    app(who, 's3:PutObject'),
    [],
  ],
  [
    'what the nested stack gives out is known',
    app(who, 's3:GetObject', policy('!GetAtt Data.Outputs.Any')),
    app(who, 's3:GetObject', policy("'*'")),
    [],
  ],
  [
    'what it does not give out is not',
    app(who, 's3:GetObject'),
    app(who, 's3:GetObject', policy('!GetAtt Data.Outputs.None')),
    ['indeterminate'],
  ],
  [
    'the template of the nested stack was not given at base',
    { 'app.yaml': parent(who) },
    app(who, 's3:GetObject'),
    ['new-standing-grant'],
  ],
  [
    'a template elsewhere',
    undefined,
    { 'app.yaml': parent('{}', '', 'https://bucket/child.yaml') },
    ['indeterminate'],
  ],
];

describe('nested stacks whose template lies beside', () => {
  test.each(cases)('%s', (_, base, head, expected) => {
    expect(failingTemplates(base, head)).toEqual(expected);
  });

  test('a change is told at its line in the nested template', () => {
    const { changes } = judgeTemplates(app(who, 's3:GetObject'), app(who, 's3:*'));
    expect(changes.find(({ fails }) => fails)).toMatchObject({
      who: 'arn:aws:iam::000000000000:role/ci',
      since: 'Data.Policy/roles/ci (update)',
      location: { file: 'child.yaml', line: 6, address: 'Data.Policy' },
    });
  });

  test('names of two stacks of one template are two', () => {
    const two = {
      ...app(who, 's3:*'),
      'app.yaml': parent(
        who,
        `  Other: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: child.yaml, Parameters: ${who} } }`,
      ),
    };
    const addresses = plansOf(undefined, two)[0].resources.map(({ address }) => address);
    expect(addresses).toEqual([
      'Role',
      'Data',
      'Other',
      'Data.Bucket',
      'Data.Policy',
      'Other.Bucket',
      'Other.Policy',
    ]);
  });

  test('templates that nest themselves end', () => {
    const stack = (id: string): string =>
      `  ${id}: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: app.yaml, Parameters: { A: !GetAtt ${id}.Outputs.A } } }`;
    const text = `Resources:\n${Array.from({ length: 9 }, (_, index) => stack(`S${index}`)).join('\n')}\nOutputs: { A: { Value: a } }`;
    expect(failingTemplates(undefined, { 'app.yaml': text })).toEqual(['indeterminate']);
  });
});
