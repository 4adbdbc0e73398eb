import { describe, expect, test } from 'vitest';
import { judgeTemplates } from '../../../../support/template.ts';

/** What docs/limits.md promises of templates: past it nobody can tell, and below it all is judged. */

const role = (more: string): string => `
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: ci
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Action: sts:AssumeRole, Principal: { Service: lambda.amazonaws.com } }] }
${more}`;
const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at);
const allows = (resources: string): string =>
  `      Policies: [{ PolicyName: p, PolicyDocument: { Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: ${resources} }] } }]`;

/** A list of which each member is one of two, by a condition of its own. */
const choices = (count: number): string => `
Parameters: { E: { Type: String, Default: dev } }
Conditions: { ${numbers(count)
  .map((at) => `C${at}: !Equals [!Ref E, e${at}]`)
  .join(', ')} }
Resources:${role(
  allows(
    `[${numbers(count)
      .map((at) => `!If [C${at}, 'arn:aws:s3:::a${at}/*', 'arn:aws:s3:::b${at}/*']`)
      .join(', ')}]`,
  ),
)}`;

/** A choice within a choice, and so on. */
const levels = (count: number): string => `
Conditions: { C: !Equals [a, a] }
Resources:${role(allows(`${'!If [C, '.repeat(count)}'arn:aws:s3:::a/*'${", 'arn:aws:s3:::b/*']".repeat(count)}`))}`;

const leaf = `Resources:${role(allows("'arn:aws:s3:::a/*'"))}`;
const nesting = (path: string, at = 0): string =>
  `  N${at}: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ${path} } }`;

/** Stacks in one another. */
const deep = (count: number): Readonly<Record<string, string>> =>
  Object.fromEntries([
    ...numbers(count).map((at) => [`s${at}.yaml`, `Resources:\n${nesting(`s${at + 1}.yaml`)}`] as const),
    [`s${count}.yaml`, leaf],
  ]);

/** Stacks beside one another. */
const wide = (count: number): Readonly<Record<string, string>> => ({
  'app.yaml': `Resources:\n${numbers(count)
    .map((at) => nesting('none.yaml', at))
    .join('\n')}`,
  'none.yaml': 'Resources: { Topic: { Type: AWS::SNS::Topic } }',
});

/** Places of what nobody can tell. */
const notTold = (head: string | Readonly<Record<string, string>>): readonly string[] =>
  judgeTemplates(undefined, head)
    .changes.filter((change) => change.class === 'indeterminate')
    .map(({ location }) => `${location?.file}: ${location?.address}`);

describe('past a budget of a template nobody can tell', () => {
  test.each([
    ['ways in which a list comes out', choices(5), choices(6), 'app.yaml: Role'],
    ['levels that a value refers through', levels(80), levels(110), 'app.yaml: Role'],
    ['stacks in one another', deep(8), deep(9), `s8.yaml: ${'N0.'.repeat(8)}N0`],
    ['stacks in all', wide(200), wide(201), 'app.yaml: N200'],
  ])('%s', (_, below, past, place) => {
    expect(notTold(below)).toEqual([]);
    expect(notTold(past)).toEqual([place]);
  });
});
