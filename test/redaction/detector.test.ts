import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createDetector, detectedIn, mayDetect } from '../../src/redaction/detector.ts';

const preset = createRequire(import.meta.url).resolve('@secretlint/secretlint-rule-preset-recommend');
const code = readFileSync(preset, 'utf8');
const asked = createDetector();

/** All patterns that stand in the rules, without what looks around and without names of groups: so texts can be drawn of them. */
const patterns = [
  ...code.matchAll(/\b(?:const|let) \w*(?:pattern|Pattern|PATTERN)\w* = \/(.+)\/[a-z]*;$/gm),
].map(([, source = '']) =>
  source
    .replace(/\(\?<?[!=](?:[^()[\]]|\[[^\]]*\])*\)/g, '')
    .replace(/\(\?<\w+>|\\b/g, (found) => (found === '\\b' ? '' : '(')),
);

it('knows the rules of which it knows the marks', () => {
  const rules = [...code.matchAll(/\bid: "@secretlint\/secretlint-rule-([\w-]+)"/g)].map(([, name]) => name);
  expect(rules.toSorted()).toStrictEqual([
    ...[
      '1password',
      'anthropic',
      'aws',
      'basicauth',
      'cloudflare',
      'database-connection-string',
      'databricks',
    ],
    ...[
      'docker',
      'figma',
      'filter-comments',
      'gcp',
      'github',
      'gitlab',
      'grafana',
      'groq',
      'hashicorp-vault',
    ],
    ...['huggingface', 'linear', 'notion', 'npm', 'openai', 'preset-recommend', 'privatekey', 'sendgrid'],
    ...['shopify', 'slack', 'stripe', 'tailscale', 'vercel'],
  ]);
});

/** Of these the rule wants more than the form: a length, and JSON within. */
const packed = Buffer.from(JSON.stringify({ email: 'a'.repeat(92), key: { kty: 'oct' } })).toString('base64');
const written = [`SG.${'a1B'.repeat(7)}c.${'d2E'.repeat(14)}f`, `ops_${packed}`];

it('asks the rules about every text of which they tell something', () => {
  const told = new Set<string>();
  const drawn = patterns.flatMap((source) =>
    fc
      .sample(fc.stringMatching(new RegExp(`^(?:${source})$`)), { numRuns: 4, seed: 7 })
      .map((text) => [source, text] as const),
  );
  for (const [source, text] of [...drawn, ...written.map((text) => [text, text] as const)]) {
    const hits = asked(text);
    if (hits.length === 0) continue;
    told.add(source);
    expect(mayDetect(text), text).toBe(true);
    expect(detectedIn(text)).toStrictEqual(hits);
  }
  expect(written.filter((text) => !told.has(text))).toStrictEqual([]);
  // By `forms.ts`, or never asked about: a text has no file name.
  const left = /^\(A3T|^-----BEGIN|^_authToken|^\(\(\?:https\?\|ftp|^mongodb|mysql|^postgres|^SG|^ops_/;
  expect(patterns.filter((source) => !told.has(source) && !left.test(source))).toStrictEqual([]);
});

it.each(['an ordinary sentence', 'arn:aws:iam::aws:policy/AdministratorAccess', 'IAMSLRCleanupActions', ''])(
  'does not ask them about %j',
  (text) => {
    expect(mayDetect(text)).toBe(false);
    expect(asked(text)).toStrictEqual([]);
  },
);
