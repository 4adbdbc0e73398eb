import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { entitlementLines } from '../../reports/entitlement-lines.ts';
import { whoCanText } from '../../reports/who-can.ts';
import { whoCanJson } from '../../reports/who-can-json.ts';
import type { AccessReport, AccessWay } from '../../src/model/access.ts';
import type { Entitlement } from '../../src/model/entitlement.ts';
import { sketchStep } from '../support/result.ts';
import { hostileTexts, unseenIn, withTexts } from './hostile.ts';
import { ci, deployer, reader, sampleResult } from './sample.ts';

const plain = { width: 80, colour: false, denied: false };

const result = sampleResult();
const index = (id: string): number => result.estate.identities.findIndex((identity) => identity.id === id);

const way = (more: Partial<AccessWay> = {}): AccessWay => ({
  verdict: 'allowed',
  privileges: ['s3:GetObject'],
  resources: ['arn:aws:s3:::logs/x'],
  exceptResources: [],
  duration: 'permanent',
  conditions: [],
  request: [],
  assumes: [],
  allowedBy: [
    { policy: 'deploy', via: 'group builders', statement: 1, source: { record: 'aws.policy', id: 'arn:p' } },
  ],
  ...more,
});

const report: AccessReport = {
  question: { privilege: 's3:GetObject', resource: 'arn:aws:s3:::logs/x' },
  answer: {
    privileges: ['s3:GetObject'],
    identities: [
      {
        identity: index(deployer),
        verdict: 'conditional',
        ways: [
          way({
            verdict: 'conditional',
            duration: 'time-bound',
            until: '2026-07-01T00:00:00.000Z',
            conditions: [
              { class: 'mfa', operator: 'Bool', key: 'aws:MultiFactorAuthPresent', values: ['true'] },
            ],
            assumes: ['the bucket lets it in'],
          }),
          way({ verdict: 'conditional', assumes: ['it rains'] }),
        ],
      },
      { identity: index(ci), verdict: 'denied', ways: [], stoppedBy: { kind: 'no-allow', name: '' } },
      {
        identity: index(reader),
        verdict: 'denied',
        ways: [],
        stoppedBy: { kind: 'deny', name: 'guard, NoReads' },
      },
    ].toSorted((a, b) => a.identity - b.identity) as AccessReport['answer']['identities'],
    scopes: [0],
    notes: ['Policies of resources are not read.'],
  },
  becoming: new Map([[index(ci), [sketchStep({ from: ci, to: deployer })]]]),
  gaps: result.coverage.filter(({ status }) => status !== 'complete'),
};

describe('who can, as text', () => {
  test('reads like this', () => {
    expect([...whoCanText(result, report, plain)].join('')).toMatchInlineSnapshot(`
      "Who can s3:GetObject on arn:aws:s3:::logs/x
      3 identities, as of 2026-01-01T00:00:00.000Z.

      May (0)
        Nobody.

      May, if what the snapshot does not show holds (1)
        identity                                      scope           for how long
        role deployer                                 111111111111    until 2026-07-01
            by      deploy, statement 2 (group builders)
            if      mfa: Bool aws:MultiFactorAuthPresent true
            if      the bucket lets it in
          or                                                          permanent
            by      deploy, statement 2 (group builders)
            if      it rains

      Can become one that may (1)
        - user ci-deploy in 111111111111: assume the role -> role deployer

      May not (1)
             1  denied by guard, NoReads

      note: Policies of resources are not read.
      note: aws organizations:ListAccounts was not read in full (denied):
            AccessDeniedException: grant organizations:ListAccounts to the scanning
            identity
      "
    `);
  });

  test('lists those who may not when asked', () => {
    const text = [...whoCanText(result, report, { ...plain, denied: true })].join('');
    expect(text).toMatch(/role reader in \d+: denied by\s+guard, NoReads/);
    expect(text).not.toMatch(/no policy allows it/);
  });

  test('lists as many as asked, and counts the rest', () => {
    const many = {
      ...report,
      becoming: new Map([0, 1, 2].map((at) => [at, [sketchStep({ from: ci, to: deployer })]])),
    };
    const text = [...whoCanText(result, many, { ...plain, top: 1 })].join('');
    expect(text).toMatch(/Can become one that may \(3\)\n {2}- [^-]+-> [^-]+\n {2}and 2 more/);
  });

  test('colour changes nothing but colour', () => {
    const coloured = [...whoCanText(result, report, { ...plain, colour: true })].join('');
    expect(stripVTControlCharacters(coloured)).toBe([...whoCanText(result, report, plain)].join(''));
  });
});

describe('hostile names', () => {
  test.each(hostileTexts)('%s is harmless', (_, text) => {
    const hostile = withTexts(result, (own) => `${text}${own}`);
    const harmed: AccessReport = {
      ...report,
      question: { privilege: text, resource: text },
      answer: {
        ...report.answer,
        identities: report.answer.identities.map((each) => ({
          ...each,
          ways: each.ways.map((one) => ({
            ...one,
            resources: [text],
            assumes: [text],
            conditions: [{ class: 'other' as const, operator: text, key: text, values: [text] }],
            allowedBy: one.allowedBy.map((statement) => ({ ...statement, policy: text, id: text })),
          })),
        })),
        notes: [text],
      },
    };
    for (const denied of [false, true]) {
      const written = [...whoCanText(hostile, harmed, { ...plain, denied })].join('');
      expect(unseenIn(written.replaceAll('\n', ''))).toEqual([]);
      for (const line of written.split('\n')) expect(line).not.toMatch(/^\s*::[A-Za-z]|##[A-Za-z]*\[/);
      const json = [...whoCanJson(hostile, harmed, denied)].join('');
      expect(unseenIn(json.replaceAll('\n', ''))).toEqual([]);
      expect(JSON.parse(json).privilege).toBe(text);
    }
  });
});

describe('what an identity may do', () => {
  const line = (more: Partial<Entitlement>): Entitlement => ({
    scope: '111111111111',
    service: 's3',
    level: 'read',
    privileges: ['s3:GetObject'],
    resources: ['*'],
    exceptResources: [],
    duration: 'permanent',
    conditions: [],
    sources: [],
    ...more,
  });
  const told = (lines: readonly Entitlement[]): string =>
    [...entitlementLines(result.estate, lines, 100)].join('\n');

  test('the strongest first, then what holds more', () => {
    const text = told([
      line({}),
      line({ service: 'sns', level: 'control', privileges: ['sns:AddPermission'] }),
      line({
        service: 'iam',
        level: 'control',
        privileges: ['iam:*'],
        until: '2026-07-01T00:00:00Z',
        duration: 'time-bound',
      }),
      line({
        level: 'write',
        privileges: ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => `s3:${name}`),
        exceptResources: ['arn:aws:s3:::x'],
        conditions: [{ class: 'mfa', operator: 'Bool', key: 'aws:MultiFactorAuthPresent', values: ['true'] }],
      }),
    ]);
    expect(text).toMatchInlineSnapshot(`
      "  control  iam, time-bound until 2026-07-01: every action
                   on *
        control  sns, permanent: sns:AddPermission
                   on *
        write    s3, permanent: s3:a, s3:b, s3:c, s3:d, s3:e and 2 more
                   on *, except arn:aws:s3:::x
                   if mfa: Bool aws:MultiFactorAuthPresent true
        read     s3, permanent: s3:GetObject
                   on *"
    `);
  });

  test('nothing is said, and what is too long is counted', () => {
    expect(told([])).toBe('  Nothing that the facts show.');
    const many = Array.from({ length: 20 }, (_, at) => line({ service: `service-${at}` }));
    expect(told(many)).toContain('and 5 more (--format json)');
  });
});
