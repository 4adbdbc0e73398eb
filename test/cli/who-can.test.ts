import { describe, expect, test } from 'vitest';
import { cli, temporaryFolder } from '../support/cli.ts';

const folder = temporaryFolder();
const run = (...args: readonly string[]) => cli(['who-can', ...args], { cwd: folder });

interface Answer {
  readonly schema: string;
  readonly privileges: readonly string[];
  readonly identities: readonly {
    readonly id: string;
    readonly verdict: string;
    readonly path: readonly { readonly to: string }[] | null;
    readonly ways: readonly { readonly resources: readonly string[] }[];
    readonly stoppedBy: { readonly kind: string } | null;
  }[];
  readonly denied: readonly { readonly kind: string; readonly count: number }[];
  readonly coverage: readonly { readonly status: string }[];
}

const json = async (...args: readonly string[]): Promise<Answer> => {
  const { code, stdout } = await run(...args, '--demo', '--format', 'json');
  expect(code).toBe(0);
  return JSON.parse(stdout);
};

const breakGlass = 'arn:aws:iam::111122223333:role/break-glass-admin';

describe('exit codes', () => {
  test.each<readonly [string, readonly string[], number, RegExp]>([
    ['an answer', ['iam:PassRole', '--demo'], 0, /^$/],
    [
      'an answer of nobody',
      ['sts:AssumeRole', '--on', 'arn:aws:iam::999999999999:role/x', '--demo'],
      0,
      /^$/,
    ],
    ['an unknown action', ['s3:Getobjct', '--demo'], 2, /Did you mean one of these\?\n {2}s3:GetObject/],
    ['a malformed resource', ['s3:GetObject', '--on', 'logs/x', '--demo'], 2, /Give an ARN/],
    ['no source', ['s3:GetObject'], 2, /nothing to scan was given/],
    ['no action', [], 2, /missing required argument 'action'/],
    ['a format that is none', ['s3:GetObject', '--demo', '--format', 'csv'], 2, /terminal, json/],
  ])('%s', async (_, args, code, says) => {
    const { code: ended, stdout, stderr } = await run(...args);
    expect(stderr).toMatch(says);
    expect(ended).toBe(code);
    expect(stdout === '').toBe(code !== 0);
  });
});

describe('the sample estate', () => {
  test('who may, who can become one that may, who may not', async () => {
    const { stdout } = await run('sts:AssumeRole', '--on', breakGlass, '--demo');
    expect(stdout).toMatch(/^May, if what the snapshot does not show holds \(1\)$/m);
    expect(stdout).toMatch(/^ {2}user break-glass /m);
    expect(stdout).toMatch(/if +mfa: Bool aws:MultiFactorAuthPresent true/);
    expect(stdout).toMatch(/^Can become one that may \(\d+\)$/m);
    expect(stdout).toMatch(/^note: /m);
  });

  test('as JSON everybody is in one place', async () => {
    const counted = await json(
      'secretsmanager:Get*',
      '--on',
      'arn:aws:secretsmanager:*:111122223333:secret:*',
    );
    expect(counted.schema).toBe('nhi-audit/who-can/v1');
    expect(counted.privileges).toContain('secretsmanager:GetSecretValue');
    expect(counted.identities.some(({ verdict, ways }) => verdict === 'allowed' && ways.length > 0)).toBe(
      true,
    );
    const becoming = counted.identities.filter(({ path }) => path !== null);
    expect(becoming.length).toBeGreaterThan(0);
    expect(becoming.every(({ verdict, ways }) => verdict === 'denied' && ways.length === 0)).toBe(true);
    expect(counted.coverage.every(({ status }) => status !== 'complete')).toBe(true);

    const listed = await json(
      'secretsmanager:Get*',
      '--on',
      'arn:aws:secretsmanager:*:111122223333:secret:*',
      '--denied',
    );
    const total = counted.denied.reduce((sum, { count }) => sum + count, 0);
    expect(listed.identities.length - counted.identities.length).toBe(total);
    expect(total).toBeGreaterThan(0);
  });

  test('two runs give the same bytes', async () => {
    const [one, other] = await Promise.all([json('s3:*Object'), json('s3:*Object')]);
    expect(one).toEqual(other);
  });

  test('explain tells the same by service, level and resources, and in full as JSON', async () => {
    const { stdout } = await cli(['explain', 'ci-terraform', '--demo']);
    expect(stdout).toMatch(/^What it may do, after denies and limits \(\d+\)$/m);
    expect(stdout).toMatch(/^ {2}control +iam, permanent: iam:CreatePolicyVersion/m);
    const full = JSON.parse((await cli(['explain', 'ci-terraform', '--demo', '--format', 'json'])).stdout);
    expect(full.schema).toBe('nhi-audit/explain/v1');
    expect(full.identity.name).toBe('ci-terraform');
    expect(full.entitlements[0]).toMatchObject({ service: 'iam', level: 'control', duration: 'permanent' });
  });
});
