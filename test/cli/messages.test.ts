import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cli, temporaryFolder } from '../support/cli.ts';
import { givenLawRuns } from '../support/law-runs.ts';
import { filesIn, unpackedFile } from '../support/unpacked.ts';

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

/** Addresses hold passwords and tokens: each in its place, of a service that is away. */
const dead = '127.0.0.1:9';
const addresses: readonly (readonly [
  what: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  file?: readonly [name: string, text: string],
])[] = [
  ['a history', ['scan', 'account.json', '--history', `postgres://u:${secret}@${dead}/x`], {}],
  ['a history that is read', ['history', 'list', '--history', `postgres://u:${secret}@${dead}/x`], {}],
  ['a history by a parameter', ['trend', '--history', `postgres://${dead}/x?user=u&password=${secret}`], {}],
  ['a history of another kind', ['trend', '--history', `mysql://u:${secret}@${dead}/x`], {}],
  ['an input', ['scan', `https://u:${secret}@${dead}/account.json`], {}],
  ['a flag that there is not', ['scan', '--demo', `--github-token=${secret}`], {}],
  ['a folder', ['scan', 'account.json', '--lake', `s3://AKIA:${secret}@b/x`], {}],
  ['an external id', ['scan', '--aws-role-arn', `arn:aws:iam::111122223333:user/x,${secret}`], {}],
  [
    'a proxy',
    ['scan', '--github', 'acme'],
    { GITHUB_TOKEN: `ghp_${'a1B2'.repeat(9)}`, HTTPS_PROXY: `http://u:${secret}@${dead}` },
  ],
  [
    'a proxy that is none',
    ['scan', '--github', 'acme'],
    { GITHUB_TOKEN: 'x', HTTPS_PROXY: `socks5://u:${secret}@h` },
  ],
  [
    'an endpoint of AWS',
    ['scan', '--aws'],
    {
      AWS_ENDPOINT_URL: `http://u:${secret}@${dead}`,
      AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: secret,
      AWS_SESSION_TOKEN: secret,
      AWS_REGION: 'eu-west-1',
      AWS_MAX_ATTEMPTS: '1',
    },
  ],
  [
    'an endpoint of Google Cloud',
    ['scan', '--gcp', '--gcp-endpoint', `https://u:${secret}@{name}.example`],
    {},
  ],
  [
    'a collector of metrics',
    ['scan', 'account.json', '--metrics', 'm.prom'],
    {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://u:${secret}@${dead}/?token=${secret}`,
      OTEL_EXPORTER_OTLP_HEADERS: `authorization=Bearer ${secret}`,
    },
  ],
  [
    'a database of a fleet',
    ['fleet', 'status'],
    { NHI_AUDIT_FLEET_DATABASE: `postgres://u:${secret}@${dead}/x` },
    [
      'nhi-audit.fleet.yaml',
      'version: 1\nstore: file:///x\nsources: [{ name: a, provider: aws, targets: [x], each: { aws-role-arn: "arn:aws:iam::{target}:role/r" } }]\n',
    ],
  ],
  [
    'a store of a fleet',
    ['fleet', 'status'],
    { NHI_AUDIT_FLEET_DATABASE: `postgres://u:${secret}@${dead}/x` },
    [
      'nhi-audit.fleet.yaml',
      `version: 1\nstore: s3://AKIA:${secret}@b/x?secret=${secret}\nsources: [{ name: a, provider: aws, targets: [x], each: { aws-role-arn: "arn:aws:iam::{target}:role/r" } }]\n`,
    ],
  ],
  [
    'whom to tell',
    ['gate', 'account.json', '--against', 'none.json', '--notify', 'n.yaml', '--verbose'],
    {
      NHI_AUDIT_NOTIFY_A: `https://${dead}/services/T0/B0/${secret}`,
      NHI_AUDIT_NOTIFY_M: `smtps://u:${secret}@${dead}`,
      NHI_AUDIT_NOTIFY_S: `whsec_${Buffer.from(secret).toString('base64')}`,
      NHI_AUDIT_NOTIFY_T: secret,
    },
    [
      'n.yaml',
      `targets:
  a: { type: slack, urlFrom: NHI_AUDIT_NOTIFY_A }
  b: { type: teams, urlFrom: NHI_AUDIT_NOTIFY_A }
  c: { type: webhook, urlFrom: NHI_AUDIT_NOTIFY_A, secretFrom: NHI_AUDIT_NOTIFY_S }
  d: { type: email, urlFrom: NHI_AUDIT_NOTIFY_M, from: a@b.example, to: [c@d.example] }
  e: { type: github-issue, repository: acme/audit, tokenFrom: NHI_AUDIT_NOTIFY_T, createIssues: true, urlFrom: NHI_AUDIT_NOTIFY_A }
`,
    ],
  ],
];

/** What waits for a service that is away takes seconds. */
const waits: ReadonlySet<string> = new Set(['whom to tell', 'a proxy', 'a history']);

const tried = addresses.filter(([what]) => givenLawRuns !== undefined || !waits.has(what));

test.each(tried.map((row) => [row[0], row] as const))(
  '%s keeps its password to itself, also where it is away',
  async (_, [, args, env, file]) => {
    const cwd = temporaryFolder();
    const admin = {
      RoleName: 'admin',
      RoleId: 'AROA',
      Path: '/',
      Arn: 'arn:aws:iam::111122223333:role/admin',
      CreateDate: '2024-01-01T00:00:00Z',
      AssumeRolePolicyDocument: {},
      AttachedManagedPolicies: [
        { PolicyName: 'AdministratorAccess', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
      ],
    };
    for (const [name, roles] of [
      ['account.json', [admin]],
      ['none.json', []],
    ] as const)
      writeFileSync(
        join(cwd, name),
        JSON.stringify({ UserDetailList: [], GroupDetailList: [], Policies: [], RoleDetailList: roles }),
      );
    if (file !== undefined) writeFileSync(join(cwd, file[0]), file[1]);
    const { stdout, stderr } = await cli(args, { cwd, env });
    expect(`${stdout}${stderr}`).not.toContain(secret);
    const written = filesIn(cwd).filter((path) => path !== file?.[0]);
    for (const path of written) {
      expect(await unpackedFile(join(cwd, path)), path).not.toContain(secret);
      // A path that was named is where it was named.
      if (!args.some((arg) => arg.startsWith('s3:'))) expect(path).not.toContain(secret);
    }
  },
);
