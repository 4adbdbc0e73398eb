import { describe, expect, test } from 'vitest';
import { cli } from '../support/cli.ts';

const demo = ['scan', '--demo', '--no-config', '--format', 'json'];

interface Shown {
  readonly filters: readonly string[];
  readonly identities: readonly { readonly id: string; readonly provider: string; readonly nature: string }[];
  readonly findings: readonly {
    readonly rule: string;
    readonly severity: string;
    readonly identity: string;
    readonly scope: string;
  }[];
}

const shown = async (...flags: readonly string[]): Promise<Shown> => {
  const { code, stdout } = await cli([...demo, ...flags]);
  expect(code).toBe(0);
  return JSON.parse(stdout);
};

describe('what is shown', () => {
  test('all of it without a flag', async () => {
    expect((await shown()).filters).toEqual([]);
  });

  test('findings of a severity and above, with every identity', async () => {
    const [all, { filters, findings, identities }] = [await shown(), await shown('--severity', 'high')];
    expect(filters).toEqual(['--severity high']);
    expect(new Set(findings.map(({ severity }) => severity))).toEqual(new Set(['critical', 'high']));
    expect(identities).toEqual(all.identities);
  });

  test('findings of rules', async () => {
    const { findings } = await shown('--rule', 'long-lived-secret,no-owner');
    expect(new Set(findings.map(({ rule }) => rule))).toEqual(new Set(['long-lived-secret', 'no-owner']));
  });

  test('identities of a provider and a nature, and the findings about them', async () => {
    const { findings, identities } = await shown('--provider', 'github', '--nature', 'machine');
    expect(new Set(identities.map(({ provider, nature }) => `${provider} ${nature}`))).toEqual(
      new Set(['github machine']),
    );
    const ids = new Set(identities.map(({ id }) => id));
    expect(findings.length).toBeGreaterThan(0);
    for (const { identity } of findings)
      expect(ids.has(identity) || identity.startsWith('scope:')).toBe(true);
  });

  test('a scope by its name, with what lies within', async () => {
    const { identities } = await shown('--scope', 'Nordlicht Logistics production');
    expect(identities.length).toBeGreaterThan(0);
    expect(identities.every(({ id }) => id.includes('111122223333'))).toBe(true);
  });

  test('the page for people says what is left out', async () => {
    const { stdout } = await cli(['scan', '--demo', '--no-config', '--severity', 'critical']);
    expect(stdout).toMatch(/Filtered {4}not all is shown: --severity critical leaves out \d+ findings and 0/);
  });
});

describe('--fail-on', () => {
  test.each([
    ['high', 'long-lived-secret', 1],
    ['critical', 'no-owner', 0],
  ])('counts what is shown: %s of %s', async (severity, rule, expected) => {
    const { code } = await cli([...demo, '--fail-on', severity, '--rule', rule]);
    expect(code).toBe(expected);
  });
});

describe('a filter that is wrong', () => {
  test.each([
    ['a rule', ['--rule', 'no-ownr'], 'there is no rule "no-ownr"; did you mean "no-owner"?'],
    [
      'a scope',
      ['--scope', 'Nordlicht Logistics producton'],
      'did you mean "Nordlicht Logistics production"?',
    ],
    ['a provider', ['--provider', 'githb'], 'did you mean "github"?'],
    ['a nature', ['--nature', 'robot'], 'Give one of machine, human, unknown'],
  ])('%s is refused with what is near', async (_, flags, words) => {
    const { code, stderr } = await cli([...demo, ...flags]);
    expect(code).toBe(2);
    expect(stderr).toContain(words);
  });
});
