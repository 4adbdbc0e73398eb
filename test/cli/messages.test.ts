import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cli, temporaryFolder } from '../support/cli.ts';

/** What is wrong with a file is said by place and kind; the value itself may be a secret in the wrong place. */
const secret = 'hunter2-and-nothing-else';
const folder = temporaryFolder();
const role = (fields: object): string =>
  JSON.stringify({ UserDetailList: [], GroupDetailList: [], Policies: [], RoleDetailList: [fields] });

const doors: readonly (readonly [what: string, name: string, text: string, args: readonly string[]])[] = [
  [
    'a number of the configuration',
    'a.yaml',
    `thresholds: { unusedIdentityDays: ${secret} }`,
    ['scan', '--demo', '--config'],
  ],
  [
    'a choice of the configuration',
    'b.yaml',
    `rules: { no-owner: { severity: ${secret} } }`,
    ['scan', '--demo', '--config'],
  ],
  ['YAML that is none', 'c.yaml', `a: [${secret}\nb: }`, ['scan', '--demo', '--config']],
  ['exceptions that are no list', 'd.yaml', `exceptions: ${secret}`, ['scan', '--demo', '--exceptions']],

  [
    'whom notices go to',
    'e.yaml',
    `targets: { a: { type: slack, urlFrom: ${secret} } }`,
    ['scan', '--demo', '--notify'],
  ],
  [
    'an address of a notice',
    'f.yaml',
    `link: ${secret}\ntargets: { a: { type: slack, urlFrom: NHI_AUDIT_NOTIFY_A } }`,
    ['scan', '--demo', '--notify'],
  ],
  [
    'a time of a fleet',
    'g.yaml',
    `version: 1\nstore: file:///x\nevery: ${secret}\nsources: [{ name: a, provider: aws }]`,
    ['fleet', 'status', '--fleet'],
  ],
  ['a member of an export', 'h.json', role({ RoleName: ['a', secret], Arn: secret }), ['scan']],
  ['JSON that is none', 'i.json', `{"RoleDetailList":[{"RoleName":"${secret}"`, ['scan']],
  [
    'a list of the Azure CLI',
    'j.json',
    JSON.stringify([{ roleDefinitionId: 1, principalId: { a: secret }, scope: [secret] }]),
    ['scan'],
  ],
  [
    'a list of gcloud',
    'k.json',
    JSON.stringify([{ email: { a: secret }, uniqueId: [secret], projectId: 1 }]),
    ['scan'],
  ],
  ['a snapshot', 'l.ndjson', `{"record":"header","schema":"${secret}"}\n`, ['analyze']],
  ['a plan', 'm.json', `{"format_version":"${secret}","resource_changes":"${secret}"}`, ['gate', '--plan']],
  ['a template', 'n.json', `{"Resources":{"R":{"Type":{"a":"${secret}"}}}}`, ['gate', '--template']],
  ['a baseline', 'o.json', `{"schema":"${secret}"}`, ['gate', '--demo', '--baseline']],
];

test.each(doors)('%s: told with its place, and without its value', async (_, name, text, args) => {
  writeFileSync(join(folder, name), text);
  const { code, stdout, stderr } = await cli([...args, name], { cwd: folder });
  expect([2, 3], stderr).toContain(code);
  expect(stderr.toLowerCase()).toContain(name);
  expect(`${stdout}${stderr}`).not.toContain(secret);
  expect(stderr).not.toContain('unexpected error');
});
