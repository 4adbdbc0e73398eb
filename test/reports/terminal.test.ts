import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import type { TextOptions } from '../../reports/report-format.ts';
import { terminalFormat } from '../../reports/terminal.ts';
import type { AuditResult } from '../../src/model/report.ts';
import { sketchResult, sketchStep } from '../support/result.ts';
import { hostileTexts, unseenIn, withTexts } from './hostile.ts';
import { reordered } from './reordered.ts';
import { sampleResult } from './sample.ts';

const plain: TextOptions = { width: 80, colour: false };
const written = (result: AuditResult, options: TextOptions = plain): string =>
  [...terminalFormat.files(result, options)[0]!.text].join('');
const command = /^ {2}nhi-audit explain /;

describe('the summary', () => {
  test('reads like this at 80 columns', () => {
    expect(written(sampleResult(), { ...plain, sourceArguments: ['my estate.json'] })).toMatchInlineSnapshot(`
      "nhi-audit 0.0.0-test
      data as of 2026-01-01T00:00:00.000Z

      Scopes      2: account 2 (environment: development 1, production 1)
      Identities  3: machine 3
      Findings    4 open: critical 1, high 2, low 1; 1 accepted by an exception; 1 of
                  the open ones with an expired exception
      Standing    2 of 3 identities with privileges (66.7%): 1 with a lasting
                  credential, 1 behind a short-lived one
      Worst       deployer: 80.0% of the estate is compromised if its credential leaks

      By blast radius: share of the estate compromised if it leaks
         #   Blast  Identity      Standing           Admin of                    Steps
         1   80.0%  deployer      standing,          acme-production                 0
                                  short-lived
                    role in acme-production: high standing-administrator
         2   80.0%  ci-deploy     standing           acme-production; 1 assumed      2
                    user in acme-production:
                    critical privilege-escalation-path +1 more
         3   <0.1%  reader        task-scoped        -                               0
                    role in acme-development: low unused-identity
                    "assumed": control that rests on something the collected data does
                    not show; explain says on what

      What to end first
        One change each, in the order of findings.csv: by blast radius, then by the
        tie-breakers of docs/ranking.md
        high      deployer (80.0%): The finding of standing-administrator
                  Fix: Change it.
                  standing-administrator, confidence high
        critical  ci-deploy (80.0%): ci-deploy can give itself full control of
                  acme-production in 2 steps
                  Fix: Take the step away.
                  privilege-escalation-path, confidence high
        high      ci-deploy (80.0%): An access key is 396 days old
                  Fix: Change it.
                  secret-age, confidence high
        low       reader (<0.1%): The finding of unused-identity
                  Fix: Change it.
                  unused-identity, confidence high

      Exceptions: what was accepted, by whom, until when
      Entries     3: invalid 1, expired 1, valid 1
        invalid           entry 3 (nhi-audit.exceptions.yaml:24): expires is missing:
                          every exception has to expire
        expired           quarterly-reader (nhi-audit.exceptions.yaml:12): it ended on
                          2025-12-31, 1 day ago

      Coverage: what this report could see
      Sources     1 of 2 complete; denied 1
        denied        aws organizations:ListAccounts: AccessDeniedException: grant
                      organizations:ListAccounts to the scanning identity
      Rules       1 of 2 rule and scope pairs judged; not-assessed 1
        not-assessed  unused-privilege in 111111111111: service-use:
                      iam:GenerateServiceLastAccessedDetails was skipped

      Next: who can become it, its paths, and how to end them
        nhi-audit explain arn:aws:iam::111111111111:role/deployer 'my estate.json'
      "
    `);
  });

  test('of an estate without identities says so', () => {
    const text = written(sketchResult({}));
    expect(text).toContain('no identity has permissions in force');
    expect(text).toContain('No identity reaches anything, and none has an open finding.');
    expect(text).not.toContain('nhi-audit explain');
  });

  test.each([60, 80, 100, 160])('keeps to %i columns, but for the command to copy', (width) => {
    for (const line of written(sampleResult(), { ...plain, width }).split('\n')) {
      if (!command.test(line)) expect(stringWidth(line)).toBeLessThanOrEqual(width);
    }
  });

  test.each([
    ['narrower than 60', 10, 60],
    ['wider than 160', 1000, 160],
  ])('takes a terminal %s for one of %#', (_, width, laidOut) => {
    expect(written(sampleResult(), { ...plain, width })).toBe(
      written(sampleResult(), { ...plain, width: laidOut }),
    );
  });

  test('in colour is the same text', () => {
    const coloured = written(sampleResult(), { ...plain, colour: true });
    expect(coloured).not.toBe(written(sampleResult()));
    expect(stripVTControlCharacters(coloured)).toBe(written(sampleResult()));
  });

  test('without colour holds no escape character', () => {
    expect(written(sampleResult())).not.toContain('\u001b');
  });

  test('lists ten identities and counts the others', () => {
    const identities = Array.from({ length: 1_234 }, (_, index) => ({ id: `role-${index}` }));
    const reach = Object.fromEntries(identities.map(({ id }, index) => [id, { score: index / 100 }]));
    const text = written(sketchResult({ identities, reach }));
    expect(text.match(/^ +\d+ +\d+\.\d%/gm)?.length).toBe(10);
    expect(text).toContain('1,224 more identities');
    const three = written(sketchResult({ identities, reach }), { ...plain, top: 3 });
    expect(three.match(/^ +\d+ +\d+\.\d%/gm)?.length).toBe(3);
    expect(three).toContain('1,231 more identities');
  });

  test('lists an identity that reaches nothing but has a finding, before others that have none', () => {
    const findings = [{ rule: 'unused-identity', identity: 'z' }];
    const text = written(sketchResult({ identities: [{ id: 'a' }, { id: 'z' }], findings }));
    // Its place in identities.csv; what has nothing open is left out of the list of work.
    expect(text).toMatch(/^ +2 +0\.0% +z /m);
    expect(text).not.toMatch(/^ +1 +0\.0% +a /m);
  });

  test('says what decided where blast radii tie, and counts those that nothing tells apart', () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const text = written(
      sketchResult({
        identities: ids.map((id) => ({ id })),
        reach: Object.fromEntries(
          ids.map((id) => [id, { score: id === 'e' ? 40 : 50, proven: id === 'a' ? 50 : 20 }]),
        ),
        findings: ids.map((identity) => ({ rule: 'x', identity })),
      }),
    );
    expect(text.match(/^ +(?:ranks above|tied).*$/gm)?.map((line) => line.trim())).toEqual([
      'ranks above the next by proven share: 50% vs. 20%',
      'tied with the next 2; ordered by id',
    ]);
  });

  test('lists people when asked to', () => {
    const identities = [{ id: 'mona', nature: { is: 'human', reason: 'x' } as const }, { id: 'ci' }];
    const findings = identities.map(({ id: identity }) => ({ rule: 'x', identity }));
    const result = sketchResult({ identities, findings });
    expect(written(result)).not.toMatch(/^ +\d+ +0\.0% +mona /m);
    expect(written(result)).toMatch(/1 of them is a\s+person, numbered but listed only\s+with --people/);
    expect(written(result, { ...plain, people: true })).toMatch(/^ +\d+ +0\.0% +mona /m);
  });

  test('begins what to end first with the steps that hold the most', () => {
    const point = (from: string, counts: object) => ({
      step: sketchStep({ from, to: 'hub' }),
      origins: 1,
      identities: 1,
      identitiesProven: 1,
      ...counts,
    });
    const text = written(
      sketchResult({
        identities: [{ id: 'hub' }, { id: 'a' }, { id: 'b' }],
        findings: [{ rule: 'x', identity: 'a' }],
        chokePoints: [
          point('a', { origins: 3, identities: 7, identitiesProven: 9 }),
          point('b', { identities: 0, identitiesProven: 2 }),
          // Its own finding says as much.
          point('hub', {}),
        ],
      }),
    );
    expect(text).toContain(
      [
        'What to end first',
        '  Choke points: steps that most paths to full control share',
        '  cut       a and 2 others: assume the role (hub)',
        '            removing it leaves 7 identities without full control of anything, 9',
        '            without a proven path to it',
        '  cut       b: assume the role (hub)',
        '            removing it leaves 2 identities without a proven path to full',
        '            control',
        '  One change each',
      ].join('\n'),
    );
  });

  test('shows what one change ends as one', () => {
    const cause = { kind: 'policy', key: ['p'], label: 'policy deploy-all' } as const;
    const findings = ['a', 'b'].map((identity) => ({ rule: 'x', identity, cause }));
    const text = written(sketchResult({ identities: [{ id: 'a' }, { id: 'b' }], findings }));
    expect(text).toContain(
      '  medium    policy deploy-all: 2 findings of 2 identities\n            Worst: a (0.0%)',
    );
    expect(text).toContain('x, confidence high; ends 2 findings of 2 identities');
  });

  test('shows five changes in the order of findings.csv, and counts the others', () => {
    const rules = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const findings = rules.flatMap((rule, index) => [
      { rule, identity: 'x', severity: index === 6 ? ('critical' as const) : ('low' as const) },
      { rule, identity: 'y', severity: 'info' as const },
    ]);
    const text = written(sketchResult({ identities: [{ id: 'x' }, { id: 'y' }], findings }));
    const shown = [...text.matchAll(/^ +(\w), confidence/gm)].map(([, rule]) => rule);
    expect(shown).toEqual(['g', 'a', 'b', 'c', 'd']);
    expect(text).toContain('9 findings with 9 more changes in findings.csv and report.json');
  });

  test('says the same gap of many scopes once, and counts what it does not list', () => {
    const gap = { connector: 'aws', status: 'denied', gives: [] } as const;
    const coverage = [
      ...Array.from({ length: 40 }, (_, scope) => ({
        ...gap,
        scope: String(scope).padStart(12, '0'),
        source: 'iam:ListUsers',
        detail: 'denied',
      })),
      ...Array.from({ length: 15 }, (_, n) => ({
        ...gap,
        scope: '1',
        source: `iam:Call${n}`,
        detail: 'denied',
      })),
    ];
    const text = written(sketchResult({ coverage }));
    expect(text).toContain('0 of 55 complete; denied 55');
    expect(text).toContain('aws iam:ListUsers in 40 scopes: denied');
    expect(text).toContain('6 more causes in coverage.csv');
  });

  test('a blast radius above nothing never reads as 0', () => {
    const text = written(sketchResult({ identities: [{ id: 'x' }], reach: { x: { score: 0.01 } } }));
    expect(text).toContain('<0.1%');
  });

  test('verdicts that cannot be told are counted apart from the standing ones', () => {
    const text = written(
      sketchResult({
        identities: [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
        standings: { a: 'standing', b: 'unknown', c: 'none' },
      }),
    );
    expect(text.replaceAll(/\s+/g, ' ')).toContain('1 of 2 identities with privileges (50.0%)');
    expect(text).toContain('1 more cannot be told');
  });

  test('accepted findings are counted, and not shown', () => {
    const findings = [{ rule: 'no-owner', identity: 'x', status: 'accepted' as const }];
    const text = written(sketchResult({ identities: [{ id: 'x' }], findings }));
    expect(text).toContain('none open; 1 accepted by an exception');
    expect(text).not.toContain('no-owner');
  });

  test.each([
    ['quotes an id for the shell', 'a b', "nhi-audit explain 'a b'\n"],
    ['does not offer an id that cannot be seen for copying', 'a\u202eb', 'nhi-audit explain <identity>\n'],
  ])('the next step %s', (_, id, expected) => {
    expect(written(sketchResult({ identities: [{ id }] }))).toContain(expected);
  });
});

describe('the table', () => {
  const named = (...identities: readonly { id: string; name?: string; scope?: string }[]): AuditResult =>
    sketchResult({
      identities,
      reach: Object.fromEntries(identities.map(({ id }) => [id, { score: 50 }])),
    });
  const long = (end: string): string => `prod-${'service-'.repeat(12)}${end}`;

  test.each([60, 80, 120, 200])('cuts no name at %i columns', (width) => {
    const shown = written(named({ id: 'a', name: long('reader') }, { id: 'b', name: long('writer') }), {
      ...plain,
      width,
    });
    expect(shown).not.toContain('…');
    const [table] = shown.slice(shown.indexOf(' #')).split('more identities');
    const letters = table!.replaceAll(/standing|unknown|none|\s/g, '');
    expect(letters).toContain(long('reader').slice(0, 10));
    expect(letters).toMatch(/reader/);
    expect(letters).toMatch(/writer/);
  });

  test('takes the columns that there are, and no more than its cells need', () => {
    const result = named({ id: 'a', name: long('x') });
    const titleAt = (width: number): string =>
      written(result, { ...plain, width })
        .split('\n')
        .find((line) => line.startsWith('   #'))!;
    expect(titleAt(80).length).toBeLessThanOrEqual(80);
    expect(titleAt(200).length).toBeGreaterThan(140);
    expect(titleAt(300)).toBe(titleAt(200));
  });

  test('tells identities of the same name and scope apart by their ids', () => {
    const shown = written(named({ id: 'key-1', name: 'deploy' }, { id: 'key-2', name: 'deploy' }));
    expect(shown).toMatch(/deploy[^\n]*\n +key-1\n/);
    expect(shown).toMatch(/deploy[^\n]*\n +key-2\n/);
    const alone = written(named({ id: 'key-1', name: 'deploy' }, { id: 'key-2', name: 'other' }));
    expect(alone).not.toMatch(/^ +key-[12]$/m);
  });
});

describe('hostile text in the summary', () => {
  test.each(hostileTexts)('%s forges no line, leaves nothing unseen and keeps to the width', (_, text) => {
    const shown = written(withTexts(sampleResult(), (own) => `${text}${own}`));
    expect(unseenIn(shown.replaceAll('\n', ''))).toEqual([]);
    expect(shown.match(/^Findings /gm)?.length).toBe(1);
    for (const line of shown.split('\n')) {
      if (command.test(line)) continue;
      expect(stringWidth(line)).toBeLessThanOrEqual(80);
      expect(line.length).toBeLessThanOrEqual(800);
    }
  });
});

test('the summary is the same, byte for byte, whatever the order of what it is given', () => {
  const expected = written(sampleResult());
  fc.assert(fc.property(reordered(sampleResult()), (result) => written(result) === expected));
});

describe('the next step', () => {
  test.each([
    [['--demo'], ' --demo'],
    [['my export.json'], " 'my export.json'"],
    [['-odd'], " '-odd'"],
  ])('%j is a command to copy', (sourceArguments, words) => {
    const last = written(sampleResult(), { ...plain, sourceArguments })
      .trimEnd()
      .split('\n')
      .at(-1);
    expect(last?.endsWith(words)).toBe(true);
  });
});

describe('what keeps rules from being judged', () => {
  const report = 'credential data: not provided; add the credential report (`aws iam x`)';
  const root = 'keys of the root user: not provided; add the credential report (`aws iam x`)';
  const lines = (reasons: Readonly<Record<string, string>>): readonly string[] => {
    const text = written(
      {
        ...sampleResult(),
        coverage: [],
        assessments: Object.entries(reasons).map(([rule, reason]) => ({
          rule,
          scope: 'a',
          status: 'not-assessed',
          reason,
        })),
      },
      { ...plain, width: 160 },
    );
    const [, after = ''] = text.split(/^Rules.*\n/m);
    return after.split('\n').slice(0, after.split('\n').indexOf(''));
  };

  test('the input that most rules miss comes first, whatever they are called; one command is one line', () => {
    expect(
      lines({
        'a-first': 'environment: not known for any identity; name it',
        'b-second': 'policies of resources: not provided; add `--x`',
        'y-other': `${root} | environment: not known for any identity; name it`,
        'z-last': report,
      }),
    ).toEqual([
      '  not provided  keys of the root user; credential data, for 2 rules in a: add the credential report (`aws iam x`)',
      '  not provided  policies of resources, for 1 rule in a: add `--x`',
      '  not-assessed  a-first in a: environment: not known for any identity; name it',
      '  not-assessed  y-other in a: environment: not known for any identity; name it',
    ]);
  });

  test('what nothing is known to provide stays apart, and what was refused is no missing input', () => {
    expect(
      lines({
        a: 'one: not provided',
        b: 'other: not provided',
        c: 'third: iam:X denied: AccessDenied; not provided; add y',
      }),
    ).toEqual([
      '  not provided  one, for 1 rule in a: not provided',
      '  not provided  other, for 1 rule in a: not provided',
      '  not-assessed  c in a: third: iam:X denied: AccessDenied; not provided; add y',
    ]);
  });
});
