import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadSettings } from '../../src/cli/settings-file.ts';
import { settingsText } from '../../src/cli/settings-template.ts';
import { parseSettings } from '../../src/cli/settings-text.ts';
import { InputError } from '../../src/model/input-error.ts';
import { defaultSettings } from '../../src/model/settings.ts';

const parse = (text: string) => parseSettings(text, 'nhi-audit.yaml', ['standing-administrator']);

const refusal = (run: () => unknown): { what: string; where: string } => {
  try {
    run();
  } catch (error) {
    if (error instanceof InputError) return { what: error.message, where: error.where };
    throw error;
  }
  throw new Error('was accepted');
};

describe('what a configuration may hold', () => {
  test('an empty file is the defaults', () => {
    expect(parse('')).toEqual(defaultSettings);
    expect(parse('# nothing\n')).toEqual(defaultSettings);
  });

  test('one changed key leaves all others as they were', () => {
    const settings = parse('thresholds:\n  secretAgeDays: 30\nweights:\n  environment:\n    production: 9\n');
    expect(settings).toEqual({
      ...defaultSettings,
      thresholds: { ...defaultSettings.thresholds, secretAgeDays: 30 },
      weights: {
        ...defaultSettings.weights,
        environment: { ...defaultSettings.weights.environment, production: 9 },
      },
    });
  });

  test('account ids keep their leading zeros, as keys and in lists, quoted or not', () => {
    const settings = parse(
      'environments:\n  scopes:\n    012345678901: production\ntrustedScopes: [001234567890, 111122223333, "000000000001"]\n',
    );
    expect(settings.environments.scopes).toEqual({ '012345678901': 'production' });
    expect(settings.trustedScopes).toEqual(['001234567890', '111122223333', '000000000001']);
  });

  test('the file that `config init` writes is the defaults, and explains every key', () => {
    const text = settingsText(defaultSettings, true);
    expect(parse(text)).toEqual(defaultSettings);
    for (const key of Object.keys(defaultSettings.thresholds)) {
      expect(text).toMatch(new RegExp(`^ *# \\S.*\\n *${key}: `, 'm'));
    }
    expect(text).toMatchSnapshot();
  });
});

describe('what is refused, and where it says so', () => {
  const cases: readonly [name: string, text: string, where: string, what: string][] = [
    [
      'a value of the wrong type',
      'version: 1\nthresholds:\n  secretAgeDays: soon\n',
      'nhi-audit.yaml:3',
      'thresholds.secretAgeDays',
    ],
    [
      'a misspelt key',
      'thresholds:\n  unusedDays: 3\n',
      'nhi-audit.yaml:2',
      'thresholds.unusedDays: unknown key',
    ],
    ['a misspelt section', '\n\nthreshold: {}\n', 'nhi-audit.yaml:3', 'threshold: unknown key'],
    [
      'an environment that is none',
      'environments:\n  scopes:\n    "1": prod\n',
      'nhi-audit.yaml:3',
      'environments.scopes.1',
    ],
    [
      'a rule that does not exist',
      'rules:\n  standing-admin: { enabled: false }\n',
      'nhi-audit.yaml:2',
      'no such rule',
    ],
    ['a wrong item of a list', 'trustedScopes:\n  - a\n  - [b]\n', 'nhi-audit.yaml:3', 'trustedScopes.1'],
    ['a key given twice', 'version: 1\nversion: 1\n', 'nhi-audit.yaml:2', 'Map keys must be unique'],
    ['broken YAML', 'thresholds: {\n', 'nhi-audit.yaml:2', 'Not valid YAML'],
    ['a list instead of keys', '- 1\n', 'nhi-audit.yaml:1', 'expected object'],
    ['a newer version of the format', 'version: 2\n', 'nhi-audit.yaml:1', 'version'],
    ['an inherited property name', 'rules:\n  constructor: {}\n', 'nhi-audit.yaml:2', 'no such rule'],
  ];
  test.each(cases)('%s', (_, text, where, what) => {
    const refused = refusal(() => parse(text));
    expect(refused.where).toBe(where);
    expect(refused.what).toContain(what);
  });

  test('several problems are told at once, in the order of the file', () => {
    const { what } = refusal(() => parse('humanNames: 3\nthresholds:\n  secretAgeDays: 0\n  typo: 1\n'));
    expect(what.split('\n').map((line) => line.trim().split(':')[0])).toEqual([
      '3 problems',
      'line 1',
      'line 3',
      'line 4',
    ]);
  });
});

describe('where the configuration comes from', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nhi-audit-settings-'));
  test('without a file the defaults hold', async () => {
    expect(await loadSettings(undefined, folder, [])).toEqual({ settings: defaultSettings });
  });
  test('a file that was asked for must exist', async () => {
    const { message } = await loadSettings(join(folder, 'no.yaml'), folder, []).catch((error) => error);
    expect(message).toBe('No such file');
  });
  test('nhi-audit.yaml in the working directory is found', async () => {
    writeFileSync(join(folder, 'nhi-audit.yaml'), 'humanNames: [jane.*]\n');
    expect((await loadSettings(undefined, folder, [])).settings.humanNames).toEqual(['jane.*']);
  });
  test('a folder is no configuration', async () => {
    await expect(loadSettings(folder, folder, [])).rejects.toThrow('this is a folder');
  });
});
