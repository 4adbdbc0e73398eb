import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cli, temporaryFolder } from '../support/cli.ts';

const folder = temporaryFolder();
const write = (path: string, text: string): void => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const parent = (path: string): string =>
  `Resources: { Data: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ${path} } } }\n`;
const child = (action: string): string => `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Action: sts:AssumeRole, Principal: { Service: x.amazonaws.com } }] }
      Policies: [{ PolicyName: p, PolicyDocument: { Statement: [{ Effect: Allow, Action: '${action}', Resource: '*' }] } }]
`;
for (const [name, action] of [
  ['base', 's3:GetObject'],
  ['head', 's3:*'],
] as const) {
  write(`${name}/app.yaml`, parent('./stacks/data.yaml'));
  write(`${name}/stacks/data.yaml`, child(action));
}
write('outside/app/app.yaml', parent('../data.yaml'));
write('outside/data.yaml', child('s3:*'));
write('linked/app.yaml', parent('data.yaml'));
symlinkSync(join(folder, 'outside/data.yaml'), join(folder, 'linked/data.yaml'));
write('broken/app.yaml', 'Resources:\n  Role:\n    Type: [\n');
write('inside/app.yaml', parent('data.yaml'));
write('inside/data.yaml', 'Parameters: {}\n');

describe('gate on templates from the command line', () => {
  const judge = async (head: string, base?: string) => {
    const ran = await cli(
      ['gate', '--template', head, ...(base === undefined ? [] : ['--base-template', base])],
      { cwd: folder },
    );
    return { code: ran.code, says: ran.stdout + ran.stderr };
  };

  test.each([
    ['a nested template that may do more', 'head/app.yaml', 'base/app.yaml', 1, /stacks\/data\.yaml/],
    ['a nested template that may do less', 'base/app.yaml', 'head/app.yaml', 0, /PASS/],
    ['a nested template outside of the folder', 'outside/app/app.yaml', undefined, 1, /indeterminate/],
    ['a nested template that is a link to the outside', 'linked/app.yaml', undefined, 1, /indeterminate/],
    ['YAML that is cut, with its line', 'broken/app.yaml', undefined, 2, /broken\/app\.yaml, line \d/],
    ['a nested template that is none', 'inside/app.yaml', undefined, 2, /inside\/data\.yaml/],
  ] as const)('%s', async (_, head, base, code, expected) => {
    const ran = await judge(head, base);
    expect(ran.says).toMatch(expected);
    expect(ran.code).toBe(code);
  });
});
