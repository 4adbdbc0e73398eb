import { describe, expect, test } from 'vitest';
import { isEither } from '../../../../../connectors/aws/plan/template/either.ts';
import { InputError } from '../../../../../src/model/input-error.ts';
import { isComputed } from '../../../../../src/plan/planned-resource.ts';
import { plansOf } from '../../../../support/template.ts';

const top = `
Parameters:
  Plain: { Type: String, Default: app }
  Number: { Type: Number, Default: 3 }
  List: { Type: CommaDelimitedList, Default: 'a, b,c' }
  Open: { Type: String }
  Hidden: { Type: String, Default: x, NoEcho: true }
  OneOf: { Type: String, AllowedValues: [s, m] }
  Stored: { Type: 'AWS::SSM::Parameter::Value<String>', Default: /path }
Mappings: { Map: { a: { x: ax, y: [1, 2] }, b: { x: bx } } }
Conditions:
  Yes: !Equals [!Ref Plain, app]
  No: !Not [!Condition Yes]
  Both: !And [!Condition Yes, !Condition No]
  One: !Or [!Condition Yes, !Equals [!Ref Open, x]]
  Unsure: !Equals [!Ref Open, x]
Resources:
  Queue: { Type: AWS::SQS::Queue, Properties: { QueueName: q } }
  Made: { Type: AWS::SQS::Queue }
  Role: { Type: AWS::IAM::Role, Properties: { RoleName: ci, Path: /ops/ } }
  Endpoint: { Type: AWS::EC2::VPCEndpoint }
  Lookup: { Type: Custom::Lookup }
  Subject: { Type: AWS::SNS::Topic, Properties: { Value: `;
const computedMark = 'computed';
const shown = (value: unknown): unknown => {
  if (isComputed(value)) return computedMark;
  if (isEither(value)) return { either: value.either.map(shown) };
  if (Array.isArray(value)) return value.map(shown);
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shown(each)]))
    : value;
};
const evaluated = (expression: string): unknown => {
  const [plan] = plansOf(undefined, `${top}${expression} } }\n`);
  return shown(plan.resources.find(({ address }) => address === 'Subject')!.after!.Value);
};

const account = '{AWS::AccountId}';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html */
const values: readonly (readonly [expression: string, value: unknown])[] = [
  ['!Ref Plain', 'app'],
  ['!Ref Number', '3'],
  ['!Ref List', ['a', 'b', 'c']],
  ['!Ref Open', computedMark],
  ['!Ref Hidden', computedMark],
  ['!Ref Stored', computedMark],
  ['!Ref OneOf', { either: ['s', 'm'] }],
  ['!Ref AWS::AccountId', account],
  ['!Ref AWS::Partition', 'aws'],
  ['!Ref AWS::URLSuffix', 'amazonaws.com'],
  ['!Ref AWS::NoValue', undefined],
  ['!Ref Nowhere', computedMark],
  ['!Ref Role', 'ci'],
  ['!Ref Endpoint', '{Endpoint}'],
  ['!Ref Lookup', computedMark],
  ['!GetAtt Role.Arn', `arn:aws:iam::${account}:role/ops/ci`],
  ['!GetAtt [Role, Arn]', `arn:aws:iam::${account}:role/ops/ci`],
  ['{ "Fn::GetAtt": [Role, Arn] }', `arn:aws:iam::${account}:role/ops/ci`],
  ['{ "Fn::GetAtt": Role.Arn }', `arn:aws:iam::${account}:role/ops/ci`],
  ['!GetAtt Queue.Arn', `arn:aws:sqs:{AWS::Region}:${account}:q`],
  ['!GetAtt Made.Arn', `arn:aws:sqs:{AWS::Region}:${account}:{Made}`],
  ['!GetAtt Made.QueueUrl', '{Made.QueueUrl}'],
  ['!GetAtt Lookup.Arn', computedMark],
  ['!Sub "${Plain}-${AWS::AccountId}-${!Plain}"', `app-${account}-\${Plain}`],
  ['!Sub "${Queue.Arn}/*"', `arn:aws:sqs:{AWS::Region}:${account}:q/*`],
  ['!Sub ["${a}${Plain}", { a: !Ref Number }]', '3app'],
  ['!Sub ["${a}", { a: "${Plain}" }]', '${Plain}'],
  ['!Sub "${Open}"', computedMark],
  ['!Sub "x-${OneOf}"', { either: ['x-s', 'x-m'] }],
  ['!Join ["-", [a, !Ref Plain, !Ref Number]]', 'a-app-3'],
  ['!Join ["-", !Ref List]', 'a-b-c'],
  ['!Join ["-", [a, !Ref Open]]', computedMark],
  ['!Split ["-", a-b]', ['a', 'b']],
  ['!Select [1, !Split ["-", a-b]]', 'b'],
  ['!Select ["0", !Ref List]', 'a'],
  ['!Select [7, !Ref List]', computedMark],
  ['!Select [4, !Split [":", !GetAtt Role.Arn]]', computedMark],
  ['!FindInMap [Map, a, x]', 'ax'],
  ['!FindInMap [Map, a, y]', [1, 2]],
  ['!FindInMap [Map, !Ref Open, x]', { either: ['ax', 'bx'] }],
  ['!FindInMap [Map, !Ref AWS::Region, x]', { either: ['ax', 'bx'] }],
  ['!FindInMap [Map, c, x]', computedMark],
  ['!FindInMap [Map, c, x, { DefaultValue: d }]', 'd'],
  ['!If [Yes, a, b]', 'a'],
  ['!If [No, a, b]', 'b'],
  ['!If [Both, a, b]', 'b'],
  ['!If [One, a, b]', 'a'],
  ['!If [Unsure, a, b]', { either: ['a', 'b'] }],
  ['!If [Unsure, a, a]', 'a'],
  ['!If [Nowhere, a, b]', { either: ['a', 'b'] }],
  ['[a, !If [No, b, !Ref AWS::NoValue]]', ['a']],
  ['!ImportValue x', computedMark],
  ['!Base64 x', computedMark],
  ['!Cidr [10.0.0.0/16, 2]', computedMark],
  ['!GetAZs ""', computedMark],
  ['!Transform { Name: AWS::Include }', computedMark],
  ['"{{resolve:secretsmanager:a}}"', computedMark],
  ['{ "Fn::ToJsonString": { a: !Ref Plain } }', '{"a":"app"}'],
  ['012345678901', '012345678901'],
  ['2012-10-17', '2012-10-17'],
  ['yes', 'yes'],
];

describe('values of a template', () => {
  test.each(values)('%s', (expression, expected) => {
    expect(evaluated(expression)).toEqual(expected);
  });

  test('JSON and YAML give the same', () => {
    const yaml = plansOf(undefined, `${top}!Sub "\${Queue.Arn}" } }\n`)[0].resources;
    const [json] = plansOf(
      undefined,
      JSON.stringify({
        Resources: {
          Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'q' } },
          Subject: { Type: 'AWS::SNS::Topic', Properties: { Value: { 'Fn::Sub': '${Queue.Arn}' } } },
        },
      }),
    );
    expect(json.resources.at(-1)!.after).toEqual(yaml.at(-1)!.after);
  });

  test('a resource stands at its line in JSON too', () => {
    const text = JSON.stringify({ Resources: { A: { Type: 'AWS::SNS::Topic' } } }, null, 1);
    expect(plansOf(undefined, text)[0].resources[0]!.location.line).toBe(3);
  });
});

describe('hostile templates end', () => {
  const role = (value: string): string =>
    `Parameters: { P: { Type: String } }\nResources: { R: { Type: AWS::IAM::Role, Properties: { RoleName: ${value} } } }`;
  const wrapped = (times: number, before: string, core: string, after: string): string =>
    `${before.repeat(times)}${core}${after.repeat(times)}`;

  test.each([
    ['nesting past the stack', `Resources: ${'['.repeat(100_000)}`],
    ['nested mappings past the stack', `{"Resources":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`],
    [
      'aliases of aliases',
      `a: &a [x]\nb: &b [${'*a,'.repeat(900)}]\nResources: { R: [${'*b,'.repeat(900)}] }`,
    ],
  ])('%s is refused', (_, text) => {
    expect(() => plansOf(undefined, text)).toThrow(InputError);
  });

  test.each([
    ['open values within open values', role(wrapped(60, '!Join ["", [', '!Ref P', ']]'))],
    ['conditions within conditions', role(wrapped(60, '!If [No, a, ', '!Ref P', ']'))],
    ['both ways of many', role(`!Join ['', [${'!If [No, a, b],'.repeat(40)}]]`)],
    [
      'a prototype',
      'Resources: { __proto__: { Type: AWS::IAM::Role }, constructor: { Type: AWS::IAM::Role } }',
    ],
    ['a name of itself', role('!Sub "${R.Arn}"')],
    [
      'names in a circle',
      'Resources: { A: { Type: AWS::S3::Bucket, Properties: { BucketName: !Ref B } }, B: { Type: AWS::S3::Bucket, Properties: { BucketName: !Ref A } } }',
    ],
  ])('%s is read', (_, text) => {
    expect(plansOf(text, text)[0].resources.length).toBeGreaterThan(0);
  });
});
