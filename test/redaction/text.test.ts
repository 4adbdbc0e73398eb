import { describe, expect, it } from 'vitest';
import { publicAddress } from '../../src/redaction/address.ts';
import { redactText } from '../../src/redaction/text.ts';
import { redactYaml } from '../../src/redaction/yaml-text.ts';
import { givenLawRuns } from '../support/law-runs.ts';

// Put together here, so that no scanner takes this file for a leak.
const token = `ghp_${'a1B2'.repeat(9)}`;
const random = 'wJalrXUtnFEMI/K7MDENGbPxRfiCYzzQ9kLmT4aV';

describe('what looks like a secret is blanked', () => {
  it.each([
    ['a token of GitHub', `run: curl -H "Authorization: token ${token}"`],
    ['a literal under a name that promises a secret', 'env:\n  DB_PASSWORD: hunter2-is-long'],
    ['a literal in quotes', 'env:\n  API_KEY: "abcd-efgh"'],
    ['a secret access key by its form', `run: aws configure set x ${random}`],
    ['a user and password in an address', 'run: git clone https://bot:sEcr3t@example.com/x.git'],
    ['a private key', 'key: |\n  -----BEGIN RSA PRIVATE KEY-----\n  abc\n  -----END RSA PRIVATE KEY-----'],
    ['a flag of a command', 'run: deploy --token abc123DEF456'],
  ])('%s', (_name, text) => {
    for (const [left, found] of [
      [redactText(text).text, redactText(text).hits.length],
      [redactYaml(text).text, redactYaml(text).found.length],
    ] as const) {
      expect(found).toBeGreaterThan(0);
      expect(left).not.toMatch(/hunter2|abcd-efgh|sEcr3t|abc123DEF456|a1B2a1B2|wJalr/);
    }
  });

  it.each([
    ['a reference', 'env:\n  DB_PASSWORD: ${{ secrets.DB_PASSWORD }}'],
    ['the name of a variable', 'server-password: MAVEN_PASSWORD # env'],
    ['a permission', 'permissions:\n  id-token: write'],
    ['an inherited secret', 'secrets: inherit'],
    ['a pinned action', 'uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683'],
    ['an image by its digest', `container: x@sha256:${'0a1b2c3d'.repeat(8)}`],
    ['a role', 'role-to-assume: arn:aws:iam::111122223333:role/Deploy-Production-From-GitHub-Actions'],
    ['the id of an access key', 'aws-access-key-id: AKIAIOSFODNN7EXAMPLE'],
    ['a variable of the shell', 'run: docker login --password "$TOKEN"'],
    [
      'a whole provider',
      'workload_identity_provider: projects/123/locations/global/workloadIdentityPools/gh/providers/gh',
    ],
  ])('not %s', (_name, text) => {
    expect(redactText(text)).toEqual({ text, hits: [] });
    expect(redactYaml(text)).toEqual({ text, found: [] });
  });
});

describe('an address loses what may be a credential', () => {
  it.each([
    ['https://ci.example.com/hook', 'https://ci.example.com/hook', false],
    ['https://ci.example.com/hook?token=x', 'https://ci.example.com/hook', true],
    ['https://a:b@ci.example.com/hook', 'https://ci.example.com/hook', true],
    ['https://hooks.slack.com/services/T0/B0/abc', 'https://hooks.slack.com/', true],
    ['no address', '', false],
  ])('%s', (given, url, held) => {
    expect(publicAddress(given)).toEqual({ url, held });
  });
});

const size = givenLawRuns === undefined ? 50_000 : 200_000;

describe('a hostile text takes no longer than any other', () => {
  it.each([
    ['a.', 'dots'],
    ['-eyJ', 'starts of tokens'],
    ['a-', 'hyphens'],
    ['token-', 'names'],
    ['a://x:', 'addresses'],
    ['-----BEGIN PRIVATE KEY-----', 'keys'],
    [' ', 'spaces'],
    ['secret=', 'assignments'],
    ['aB3/', 'runs'],
    ['"name":"', 'members'],
    ['"value":"a', 'values'],
    ['{"token":{', 'members in members'],
    ['<pass>', 'elements'],
    ['machine a ', 'machines'],
    ['a:1:', 'colons'],
    ['login: ab ', 'logins'],
    ['AAAaA', 'capitals'],
    ['sk-', 'keys'],
    ['password for a ', 'sentences'],
    ['create user a password ', 'statements of SQL'],
    ['Private-Lines: 2\nAAAA\n', 'keys of PuTTY'],
    ['--a=', 'flags'],
    [`"a='b`, 'quotes'],
    ['-glrt-t', 'runners'],
    ['-pat.A', 'tokens of parts'],
    ['1234567890:AA', 'bots'],
    [`-A3-${'A'.repeat(8)}`, 'groups'],
    ['auth=', 'authorizations'],
    ['a_b.c', 'names in code'],
    ['password=/a', 'paths'],
  ])('of %s', (piece) => {
    const text = piece.repeat(Math.floor(size / piece.length));
    // What takes longer than its size asks for ends with the test's own time.
    expect(redactText(text).text.length).toBeLessThanOrEqual(text.length + 100);
    expect(redactYaml(text).text.length).toBeLessThanOrEqual(text.length + 100);
  });
});
