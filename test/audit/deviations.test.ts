import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { deviationsOf, inForceOf, subjects } from '../../src/audit/deviations.ts';
import type { FileInForce } from '../../src/model/in-force.ts';
import { defaultSettings, type Settings } from '../../src/model/settings.ts';
import { settingsSchema } from '../../src/model/settings-schema.ts';

const settings = (own: unknown): Settings => settingsSchema.parse(own);
const deviations = (own: unknown) => deviationsOf(settings(own), rules);
const effectOf = (own: unknown): string => {
  const [first, ...more] = deviations(own);
  expect(more).toEqual([]);
  return first!.effect;
};

test('the defaults deviate in nothing, written out or not', () => {
  expect(deviationsOf(defaultSettings, rules)).toEqual([]);
  expect(deviations({})).toEqual([]);
  expect(deviations({ rules: { 'no-owner': { enabled: true } } })).toEqual([]);
});

test('what is told: key, value, default, effect', () => {
  expect(
    deviations({
      thresholds: { secretAgeDays: 365 },
      trustedScopes: ['999900001111'],
      rules: { 'no-owner': { enabled: false } },
    }),
  ).toEqual([
    { key: 'thresholds.secretAgeDays', kind: 'threshold', value: '365', standard: '90', effect: 'looser' },
    {
      key: 'trustedScopes',
      kind: 'trusted-scopes',
      value: '["999900001111"]',
      standard: '[]',
      effect: 'looser',
    },
    { key: 'rules.no-owner', kind: 'rule-off', value: 'off', standard: 'on', effect: 'looser' },
  ]);
});

const severe = rules.find(({ severity }) => severity === 'high')!.id;

describe('what is looser, and its twin that is stricter', () => {
  test.each<readonly [string, unknown, unknown]>([
    ['a threshold', { thresholds: { secretAgeDays: 91 } }, { thresholds: { secretAgeDays: 89 } }],
    [
      'privilege',
      { thresholds: { privilegedBlastRadius: 21 } },
      { thresholds: { privilegedBlastRadius: 19 } },
    ],
    [
      'the life of an exception',
      { exceptions: { longestDays: { low: 181 } } },
      { exceptions: { longestDays: { low: 179 } } },
    ],
    [
      'the warning before its end',
      { exceptions: { expiresSoonDays: 13 } },
      { exceptions: { expiresSoonDays: 15 } },
    ],
    [
      'tags of owners',
      { ownerTagKeys: [...defaultSettings.ownerTagKeys, 'Name'] },
      { ownerTagKeys: ['owner'] },
    ],
    ['names for emergencies', { breakGlass: { names: ['*'] } }, { breakGlass: { names: [] } }],
    ['the level of the gate', { gate: { level: 'control' } }, { gate: { level: 'view' } }],
    ['the policy of the gate', { gate: { policy: 'control' } }, { gate: { policy: 'strict' } }],
    ['growth', { gate: { blastRadiusGrowth: 100 } }, { gate: { blastRadiusGrowth: 0 } }],
    ['what nobody can tell', { gate: { onIndeterminate: 'pass' } }, { gate: { humans: true } }],
    [
      'what has to be read',
      { gate: { needs: ['inventory'] } },
      { gate: { needs: [...defaultSettings.gate.needs, 'owners'] } },
    ],
    [
      'a severity',
      { rules: { [severe]: { severity: 'low' } } },
      { rules: { [severe]: { severity: 'critical' } } },
    ],
  ])('%s', (_, looser, stricter) => {
    expect(effectOf(looser)).toBe('looser');
    expect(effectOf(stricter)).toBe('stricter');
  });

  test.each<readonly [string, unknown]>([
    ['owners by pattern', { owners: [{ pattern: '*', owner: 'x' }] }],
    ['what is not read and is let pass', { gate: { ignoreUnread: ['aws_*'] } }],
    ['patterns for people', { humanNames: ['*'] }],
    ['patterns for machines', { machineNames: ['*'] }],
    ['a baseline that was edited', { gate: { editedBaseline: 'warn' } }],
  ])('%s', (_, looser) => expect(effectOf(looser)).toBe('looser'));

  test.each<readonly [string, unknown]>([
    ['a weight that is larger', { weights: { scopes: { '111111111111': 1e9 } } }],
    ['a weight that is smaller', { weights: { sensitivity: { secrets: 1 } } }],
    ['an environment', { environments: { scopes: { '111111111111': 'sandbox' } } }],
    ['words for environments', { environments: { words: { production: [] } } }],
  ])('%s depends on the estate', (_, own) => expect(effectOf(own)).toBe('either'));
});

test('a severity of a rule that nobody knows', () => {
  expect(deviationsOf(settings({ rules: { other: { severity: 'low' } } }), [])).toEqual([
    { key: 'rules.other', kind: 'severity', value: 'low', standard: 'unknown', effect: 'stricter' },
  ]);
});

test('rules are told in the order of their ids, and not where they say what is usual', () => {
  const own = { b: { severity: 'low' }, a: { enabled: false }, c: { severity: 'high' } };
  const usual = ['a', 'b', 'c'].map((id) => ({ id, severity: 'high' as const }));
  expect(deviationsOf(settings({ rules: own }), usual).map(({ key, standard }) => [key, standard])).toEqual([
    ['rules.a', 'on'],
    ['rules.b', 'high'],
  ]);
});

test('what each setting is about', () => {
  const kinds = Map.groupBy(subjects, ([, { kind }]) => kind);
  expect(
    Object.fromEntries([...kinds].map(([kind, own]) => [kind, own.map(([key]) => key).join(' ')])),
  ).toEqual({
    threshold: 'thresholds deadlines',
    environments: 'environments',
    weights: 'weights',
    exceptions: 'exceptions.longestDays exceptions.expiresSoonDays',
    owners: 'ownerTagKeys owners',
    names: 'breakGlass humanNames machineNames',
    'trusted-scopes': 'trustedScopes',
    gate: 'gate.level gate.blastRadiusGrowth gate.humans gate.onIndeterminate gate.policy gate.ignoreUnread gate.needs gate.editedBaseline',
  });
});

test('the table speaks of every setting', () => {
  const leaves = (value: unknown, path: string): readonly string[] =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0
      ? Object.entries(value).flatMap(([key, below]) => leaves(below, path === '' ? key : `${path}.${key}`))
      : [path];
  const spoken = [...subjects.keys()];
  const silent = leaves(defaultSettings, '').filter(
    (leaf) =>
      !['version', 'rules'].includes(leaf) &&
      !spoken.some((key) => leaf === key || leaf.startsWith(`${key}.`)),
  );
  expect(silent).toEqual([]);
});

describe('a configuration that loosens counts where nobody named it', () => {
  const file = (foundBy: FileInForce['foundBy']): FileInForce => ({
    role: 'configuration',
    path: 'nhi-audit.yaml',
    sha256: 'a'.repeat(64),
    foundBy,
  });
  const loose = settings({ humanNames: ['*'] });
  const verdict = (own: Settings, files: readonly FileInForce[], allowed = false) =>
    inForceOf({ settings: own, rules, files, allowed }).loosenedUnasked;

  test('found in the working directory', () =>
    expect(verdict(loose, [file('working-directory')])).toBe('open'));
  test('allowed', () => expect(verdict(loose, [file('working-directory')], true)).toBe('allowed'));
  test('named by a flag, or of the base', () => {
    expect(verdict(loose, [file('flag')])).toBe('no');
    expect(verdict(loose, [file('base-ref')])).toBe('no');
  });
  test('one that is stricter', () => {
    expect(verdict(settings({ thresholds: { secretAgeDays: 30 } }), [file('working-directory')])).toBe('no');
  });
  test('exceptions that were found are no configuration: accepting.test.ts judges them by what they accept', () => {
    expect(verdict(defaultSettings, [{ ...file('working-directory'), role: 'exceptions' }])).toBe('no');
  });
});
