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
  [
    'a key of the configuration that is a mapping',
    'p.yaml',
    `{ { password: ${secret} }: 1 }`,
    ['scan', '--demo', '--config'],
  ],
  ['a key that is a list', 'q.yaml', `rules: { [${secret}]: 1 }`, ['scan', '--demo', '--config']],
  ['a key that is an alias', 'r.yaml', `x: &x ${secret}\n*x : 1`, ['scan', '--demo', '--config']],
  ['an alias that is none', 's.yaml', `a: *${secret}`, ['scan', '--demo', '--config']],
  ['a text that begins as a block', 't.yaml', `a: |${secret}`, ['scan', '--demo', '--config']],
  ['a tag that is none', 'u.yaml', `a: !x!${secret} y`, ['scan', '--demo', '--config']],
  ['a version of YAML', 'v.yaml', `%YAML ${secret}\n---\na: 1`, ['scan', '--demo', '--config']],
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

const entry = {
  id: 'a',
  reason: 'b',
  owner: 'c',
  approver: 'd',
  created: '2026-01-01',
  expires: '2026-12-31',
};
const covers = { fingerprint: '0'.repeat(32) };

test.each<[string, object]>([
  ['a day', { expires: secret }],
  ['days', { reviewEveryDays: secret }],
  ['an id', { id: `${secret} x` }],
  ['a fingerprint', { covers: { fingerprint: secret } }],
  ['a rule', { covers: { identity: 'x', rule: secret } }],
  ['a list', { scopes: secret }],
])('%s of an exception: told without its value', async (_, fields) => {
  const text = JSON.stringify({ version: 1, exceptions: [{ ...entry, covers, ...fields }] });
  writeFileSync(join(folder, 'exceptions.yaml'), text);
  const { code, stdout, stderr } = await cli(['exceptions', 'check', '--exceptions', 'exceptions.yaml'], {
    cwd: folder,
  });
  expect(code).not.toBe(0);
  expect(`${stdout}${stderr}`).toMatch(/is no|is not made|is to be|no such rule/);
  expect(`${stdout}${stderr}`).not.toContain(secret);
});

test.each(doors)('%s: told with its place, and without its value', async (_, name, text, args) => {
  writeFileSync(join(folder, name), text);
  const { code, stdout, stderr } = await cli([...args, name], { cwd: folder });
  expect([2, 3], stderr).toContain(code);
  expect(stderr.toLowerCase()).toContain(name);
  expect(`${stdout}${stderr}`).not.toContain(secret);
  expect(stderr).not.toContain('unexpected error');
});

test('a provider of a fleet that there is not: told with its source, and without its value', async () => {
  const text = `version: 1\nstore: file:///x\nsources: [{ name: a, provider: ${secret} }]`;
  writeFileSync(join(folder, 'w.yaml'), text);
  const { code, stderr } = await cli(['fleet', 'status', '--fleet', 'w.yaml'], { cwd: folder });
  expect([code, stderr]).toEqual([2, expect.stringContaining('source a, provider')]);
  expect(stderr).not.toContain(secret);
});
