import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import { cli, temporaryFolder } from '../support/cli.ts';

/** Inputs that once got a wrong answer, through the whole program: what the right answer is, and no more than that. */

const cases = resolve('test/fixtures/cases');
const clock = ['--collected-at', '2026-12-01T00:00:00Z'];

interface Told {
  readonly identities: readonly {
    readonly id: string;
    readonly name: string;
    readonly credentials: readonly { readonly kind: string; readonly lastUsedAt: string | null }[];
    readonly blastRadius: {
      readonly score: number;
      readonly admin: readonly string[];
      readonly adminIf: readonly { readonly assumes: readonly string[] }[];
    };
  }[];
  readonly findings: readonly Finding[];
}

const scan = async (files: readonly string[]): Promise<Told> => {
  const paths = files.map((file) => join(cases, file));
  const { code, stdout, stderr } = await cli(['scan', ...paths, '--format', 'json', ...clock]);
  expect({ code, stderr: /unexpected/.test(stderr) }).toEqual({ code: 0, stderr: false });
  return JSON.parse(stdout);
};

/** Rules and severities of an identity, without those that every one has that nobody owns or uses. */
const about = ({ findings }: Told, end: string): readonly string[] =>
  findings
    .filter(({ identity }) => identity.endsWith(end))
    .filter(({ rule }) => !/^(?:no-owner|never-used-identity|unused-privileged-identity)$/.test(rule))
    .map(({ rule, severity }) => `${severity} ${rule}`)
    .sort();

const account = '111111111111';

describe('AWS', () => {
  test('a policy of a bucket in an account whose identities were not read is no end', async () => {
    const files = ['account.json', 'config.json'].map(
      (file) => `aws/crash-config-policy-of-unread-account/${file}`,
    );
    expect((await scan(files)).identities.map(({ name }) => name)).toContain('reader');
    const who = await cli(['who-can', 's3:GetObject', ...files.map((file) => join(cases, file))]);
    expect(who.code).toBe(0);
  });

  test.each<[input: string, name: string, control: 'proven' | 'none' | RegExp, more?: string]>([
    ['agentcore-browser', 'surfer', /metadata service/],
    ['incomplete-arn-deny', 'fenced', 'none'],
    ['ecs-start-task-override', 'runner', /a cluster with a container instance exist/],
    ['ecs-run-task-override-works', 'runner', /a cluster for it exist/],
    ['launch-template-other-profile', 'tuner', /\$Default or \$Latest/, 'config.json'],
    ['launch-template-other-profile', 'tuner', /./],
    ['stack-set-administration-role-is-not-taken', 'stacker', 'none'],
    ['session-key-without-mfa', 'dated', /aws:TokenIssueTime/],
    ['login-profile-exists', 'maker', /no console password yet/],
    ['login-profile-exists', 'maker', 'none', 'csv'],
    ['glue-job-known', 'etl', 'proven', 'config.json'],
    ['glue-job-known', 'etl', /Glue job/],
    ['tag-condition-liftable', 'op', 'proven', 'config.json'],
  ])('%s: %s controls the account: %s', async (input, name, control, more) => {
    const files = [`aws/${input}.json`, ...(more === undefined ? [] : [`aws/${input}.${more}`])];
    const { blastRadius } = (await scan(files)).identities.find((each) => each.name === name)!;
    expect(blastRadius.admin).toEqual(control === 'proven' ? [account] : []);
    const assumed = blastRadius.adminIf.flatMap(({ assumes }) => assumes);
    if (control instanceof RegExp) expect(assumed.join('; ')).toMatch(control);
    else expect(assumed).toEqual([]);
  });

  test.each([
    ['own-policy-within-boundary', 'builder', 11],
    ['join-group-short-of-admin', 'clerk', 7],
  ])(
    '%s: what %s can give itself short of control counts, and who-can tells of it',
    async (input, name, least) => {
      const told = await scan([`aws/${input}.json`]);
      const { blastRadius } = told.identities.find((each) => each.name === name)!;
      expect(blastRadius.admin).toEqual([]);
      expect(blastRadius.score).toBeGreaterThan(least);
      const file = join(cases, `aws/${input}.json`);
      const { stdout } = await cli(['who-can', 'secretsmanager:GetSecretValue', file, '--format', 'json']);
      const asked = JSON.parse(stdout).identities.find(({ id }: { id: string }) =>
        id.endsWith(`user/${name}`),
      );
      expect(asked.verdict).toBe('denied');
      expect(asked.path.length).toBeGreaterThan(0);
      expect(asked.path.flatMap(({ assumes }: { assumes: readonly string[] }) => assumes)).toEqual([]);
    },
  );

  test.each([
    ['trust-external-id-wildcard', 'role/vendor', 'medium external-trust-without-condition'],
    ['trust-github-claims-understood', 'role/release', undefined],
    ['trust-principal-arn-understood', 'role/deploy', undefined],
  ])('%s: of %s is told: %s', async (input, end, trust) => {
    const told = about(await scan([`aws/${input}.json`]), end).filter((rule) => rule.includes('trust'));
    expect(told).toEqual(trust === undefined ? [] : [trust]);
  });
});

describe('GitHub', () => {
  const high = ['high untrusted-code-runs-as-identity'];
  test.each<[folder: string, told: readonly string[]]>([
    ['self-reference', []],
    ['composite-injection', high],
    ['inline-injection', high],
    ['injection-index-style', high],
    ['injection-whole-event', high],
    ['injection-through-env', high],
    ['no-injection-boolean', ['medium untrusted-code-runs-as-identity']],
    ['write-all-push', ['medium token-wider-than-needed']],
    ['all-secrets', ['medium all-secrets-handed-over']],
    ['app-token-all-repos', ['medium issued-token-not-narrowed']],
    ['npm-token', ['medium static-key-instead-of-federation']],
    ['pr-self-hosted', ['medium host-open-to-outsiders']],
    ['reusable-no-caller', []],
  ])('%s: %j', async (folder, told) => {
    expect(about(await scan([`github/${folder}`]), 'x.yml')).toEqual(told);
  });
});

describe('the field', () => {
  const whoCan = async (...asked: readonly string[]) => {
    const file = join(cases, 'field/a02-deny-notaction-region/account.json');
    const { code, stdout } = await cli(['who-can', ...asked, file]);
    expect(code).toBe(0);
    return stdout.split('\nMay, if')[0]!;
  };

  test('a deny of other regions says nothing of IAM, and decides by the region of the ARN', async () => {
    const iam = await whoCan('iam:CreateUser');
    expect(iam).toContain('role regional-admin');
    expect(iam).not.toContain('Unless');
    const elsewhere = await whoCan(
      'ec2:RunInstances',
      '--on',
      'arn:aws:ec2:us-east-1:111122223333:instance/*',
    );
    expect(elsewhere).toContain('May (0)');
    const here = await whoCan(
      'ec2:RunInstances',
      '--on',
      'arn:aws:ec2:eu-central-1:111122223333:instance/i-0abc',
    );
    expect(here).toContain('May (1)');
    expect(await whoCan('s3:GetObject')).toContain('Unless StringNotEquals aws:RequestedRegion eu-central-1');
  });

  const open = 'external-trust-without-condition';
  test.each<[folder: string, told: Readonly<Record<string, readonly string[]>>]>([
    ['a04-orgpaths', { 'org-tool': [], 'acct-tool': [], 'any-path': [`critical ${open}`] }],
    [
      'a13-cognito',
      {
        noaud: ['critical federated-trust-too-wide'],
        guest: ['medium federated-trust-too-wide'],
        signedin: [],
      },
    ],
    [
      'a15-externalid-star',
      { 'vendor-ok': [], 'vendor-star': [`medium ${open}`], 'vendor-null': [`medium ${open}`] },
    ],
  ])('%s', async (folder, expected) => {
    const told = await scan([`field/${folder}/account.json`]);
    const trusts = (end: string) => about(told, `role/${end}`).filter((rule) => rule.includes('trust'));
    expect(Object.fromEntries(Object.keys(expected).map((name) => [name, trusts(name)]))).toEqual(expected);
  });

  test('an odd credential report alone lists its users with what is known of their credentials', async () => {
    const told = await scan(['field/i04-credential-report-odd/report.csv']);
    const uses = Object.fromEntries(
      told.identities.map(({ name, credentials }) => [
        name,
        credentials.map(({ kind, lastUsedAt }) => `${kind} ${lastUsedAt?.slice(0, 10)}`).sort(),
      ]),
    );
    expect(uses).toEqual({
      root: ['console-password 2019-05-01'],
      newbie: ['console-password never'],
      oldkey: ['access-key never'],
      expired: ['access-key never', 'console-password 2023-01-01'],
    });
    for (const name of ['oldkey', 'expired'])
      expect(about(told, `user/${name}`)).toEqual(
        expect.arrayContaining(['medium long-lived-secret', 'medium unused-credential']),
      );
  });

  const folder = temporaryFolder();
  test.each([
    ['with the mark that Excel needs', ['--csv-bom'], '\uFEFF"rank"'],
    ['without', [], '"rank"'],
  ])('names in CSV start no formula, keep zeroes and letters, %s', async (name, flags, begins) => {
    const out = join(folder, name.replaceAll(' ', '-'));
    const file = join(cases, 'field/o03-csv-excel/account.json');
    expect((await cli(['scan', file, '--out', out, ...flags])).code).toBe(0);
    const text = readFileSync(join(out, 'identities.csv'), 'utf8');
    expect(text.startsWith(begins)).toBe(true);
    const rows: readonly Record<string, string>[] = parse(text, { bom: true, columns: true });
    const names = rows.map(({ identity_name }) => identity_name);
    expect(names).toEqual(expect.arrayContaining(["'=2+3", "'-minus+plus"]));
    expect(rows.map(({ identity_scope }) => identity_scope)).toContain('012345678901');
    expect(rows.some(({ owner }) => owner === 'Jürgen 日本 Ωmega')).toBe(true);
    expect(rows.flatMap(Object.values).filter((cell) => /^[=+@\-\t\r]./.test(cell))).toEqual([]);
  });
});
