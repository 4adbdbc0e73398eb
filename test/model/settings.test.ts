import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defaultSettings } from '../../src/model/settings.ts';
import { settingsSchema } from '../../src/model/settings-schema.ts';

describe('defaults', () => {
  test('are what docs/configuration.md promises, value by value', () => {
    expect(defaultSettings).toEqual({
      version: 1,
      thresholds: {
        unusedIdentityDays: 90,
        neverUsedIdentityDays: 30,
        unusedCredentialDays: 45,
        secretAgeDays: 90,
        longestGrantDays: 30,
        longestSessionSeconds: 3600,
        privilegedBlastRadius: 20,
        workloadsPerIdentity: 2,
      },
      environments: {
        scopes: {},
        tagKeys: ['environment', 'env', 'stage'],
        words: {
          production: ['production', 'prod', 'prd', 'live'],
          staging: ['staging', 'stage', 'stg', 'preprod', 'uat'],
          development: ['development', 'develop', 'dev'],
          test: ['test', 'testing', 'qa'],
          sandbox: ['sandbox', 'sbx', 'playground'],
          shared: ['shared', 'common'],
        },
      },
      weights: {
        scopes: {},
        environment: {
          production: 4,
          staging: 2,
          shared: 3,
          development: 1,
          test: 1,
          sandbox: 0.5,
          unknown: 2,
        },
        sensitivity: { identity: 16, secrets: 24, data: 4, compute: 3, rest: 0.1 },
      },
      exceptions: {
        longestDays: { critical: 14, high: 30, medium: 90, low: 180, info: 180 },
        expiresSoonDays: 14,
      },
      deadlines: {},
      owners: [],
      ownerTagKeys: ['owner', 'team', 'contact', 'managed-by-team', 'owner-email'],
      breakGlass: {
        tagKeys: ['break-glass', 'breakglass'],
        names: ['*break-glass*', '*breakglass*', '*emergency*'],
      },
      trustedScopes: [],
      humanNames: [],
      machineNames: [],
      gate: {
        level: 'read',
        blastRadiusGrowth: 5,
        humans: false,
        policy: 'standard',
        onIndeterminate: 'fail',
        needs: ['inventory', 'grants', 'trusts', 'credentials'],
        editedBaseline: 'error',
        ignoreUnread: [],
      },
      rules: {},
    });
  });

  test('of a rule that is named: it is on, with its own severity', () => {
    expect(settingsSchema.parse({ rules: { 'no-owner': {} } }).rules).toEqual({
      'no-owner': { enabled: true },
    });
  });
});

describe('values', () => {
  const days = [
    'thresholds.unusedIdentityDays',
    'thresholds.neverUsedIdentityDays',
    'thresholds.unusedCredentialDays',
    'thresholds.secretAgeDays',
    'thresholds.longestGrantDays',
    'exceptions.longestDays.critical',
    'exceptions.longestDays.high',
    'exceptions.longestDays.medium',
    'exceptions.longestDays.low',
    'exceptions.longestDays.info',
    'exceptions.expiresSoonDays',
  ];
  const weights = [
    'weights.scopes.111122223333',
    ...['production', 'staging', 'shared', 'development', 'test', 'sandbox', 'unknown'].map(
      (each) => `weights.environment.${each}`,
    ),
    ...['identity', 'secrets', 'data', 'compute', 'rest'].map((each) => `weights.sensitivity.${each}`),
  ];
  const texts = [
    'environments.words.production.0',
    'environments.words.staging.0',
    'environments.words.development.0',
    'environments.words.test.0',
    'environments.words.sandbox.0',
    'environments.words.shared.0',
    'environments.tagKeys.0',
    'ownerTagKeys.0',
    'breakGlass.tagKeys.0',
    'trustedScopes.0',
  ];
  const patterns = ['humanNames.0', 'machineNames.0', 'breakGlass.names.0'];

  /** `a.b.0` and a value as the object that holds it there. */
  const at = (path: string, value: unknown): unknown =>
    path.split('.').reduceRight<unknown>((inner, key) => (key === '0' ? [inner] : { [key]: inner }), value);

  const accepted: readonly (readonly [path: string, value: unknown])[] = [
    ['version', 1],
    ...days.flatMap((path) => [[path, 1] as const, [path, 36_500] as const]),
    ...weights.map((path) => [path, 0.01] as const),
    ...texts.map((path) => [path, 'word'] as const),
    ...patterns.flatMap((path) => [[path, 'x'] as const, [path, 'x'.repeat(256)] as const]),
    ['thresholds.longestSessionSeconds', 900],
    ['thresholds.longestSessionSeconds', 43_200],
    ['thresholds.privilegedBlastRadius', 0],
    ['thresholds.privilegedBlastRadius', 100],
    ['thresholds.workloadsPerIdentity', 2],
    ...['production', 'staging', 'development', 'test', 'sandbox', 'shared'].map(
      (environment) => ['environments.scopes.111122223333', environment] as const,
    ),
    ...['view', 'read', 'write', 'control'].map((level) => ['gate.level', level] as const),
    ['gate.blastRadiusGrowth', 0],
    ['gate.blastRadiusGrowth', 100],
    ['gate.humans', true],
    ...['fail', 'warn', 'pass'].map((each) => ['gate.onIndeterminate', each] as const),
    ...['standard', 'strict', 'control'].map((each) => ['gate.policy', each] as const),
    ['gate.needs.0', 'inventory'],
    ...['error', 'warn'].map((each) => ['gate.editedBaseline', each] as const),
    ['rules.no-owner.enabled', false],
    ['rules.no-owner.severity', 'critical'],
    ...['critical', 'high', 'medium', 'low', 'info'].map((each) => [`deadlines.${each}`, 36_500] as const),
    ['owners.0', { pattern: 'x', owner: 'y'.repeat(256) }],
    ['gate.ignoreUnread.0', 'x'],
  ];

  test.each(accepted)('%s may be %j', (path, value) => {
    expect(settingsSchema.safeParse(at(path, value)).success).toBe(true);
  });

  const refused: readonly (readonly [path: string, value: unknown])[] = [
    ['version', 2],
    ...days.flatMap((path) => [[path, 0] as const, [path, 36_501] as const, [path, 1.5] as const]),
    ...weights.map((path) => [path, 0] as const),
    ...texts.map((path) => [path, 7] as const),
    ...patterns.flatMap((path) => [[path, ''] as const, [path, 'x'.repeat(257)] as const]),
    ['thresholds.longestSessionSeconds', 899],
    ['thresholds.longestSessionSeconds', 43_201],
    ['thresholds.longestSessionSeconds', 1000.5],
    ['thresholds.privilegedBlastRadius', -1],
    ['thresholds.privilegedBlastRadius', 101],
    ['thresholds.workloadsPerIdentity', 1],
    ['thresholds.workloadsPerIdentity', 2.5],
    ['environments.scopes.111122223333', 'unknown'],
    ['gate.level', 'none'],
    ['gate.blastRadiusGrowth', -1],
    ['gate.blastRadiusGrowth', 101],
    ['gate.humans', 'yes'],
    ['gate.onIndeterminate', 'skip'],
    ['gate.policy', 'lenient'],
    ['gate.needs', []],
    ['gate.needs.0', 'everything'],
    ['gate.editedBaseline', 'pass'],
    ['rules.no-owner.enabled', 'no'],
    ['rules.no-owner.severity', 'fatal'],
    ['deadlines.high', 0],
    ['owners.0', { pattern: '', owner: 'y' }],
    ['owners.0', { pattern: 'x', owner: '' }],
    ['owners.0', { pattern: 'x', owner: 'y'.repeat(257) }],
    ['gate.ignoreUnread.0', ''],
  ];

  test.each(refused)('%s may not be %j', (path, value) => {
    expect(settingsSchema.safeParse(at(path, value)).success).toBe(false);
  });

  test.each([
    'x',
    'thresholds.x',
    'environments.x',
    'environments.words.x',
    'weights.x',
    'weights.environment.x',
    'weights.sensitivity.x',
    'exceptions.x',
    'exceptions.longestDays.x',
    'breakGlass.x',
    'deadlines.x',
    'gate.x',
    'rules.no-owner.x',
  ])('a key that nobody knows is refused: %s', (path) => {
    expect(settingsSchema.safeParse(at(path, 1)).error?.issues[0]?.code).toBe('unrecognized_keys');
  });
});

test('every key that `nhi-audit config init` prints is explained in a sentence', () => {
  const described: string[] = [];
  const visit = (schema: unknown, path: string): void => {
    const { description, properties } = schema as {
      readonly description?: string;
      readonly properties?: Readonly<Record<string, unknown>>;
    };
    if (description !== undefined) {
      described.push(path);
      if (path !== '') expect(description, path).toMatch(/^[A-Z`].*[.]$/);
    }
    for (const [key, inner] of Object.entries(properties ?? {}))
      visit(inner, path === '' ? key : `${path}.${key}`);
  };
  visit(z.toJSONSchema(settingsSchema, { io: 'input' }), '');
  const keys = Object.entries(defaultSettings).flatMap(([key, value]) =>
    ['thresholds', 'breakGlass', 'gate'].includes(key)
      ? [key, ...Object.keys(value).map((inner) => `${key}.${inner}`)]
      : [key],
  );
  expect(described).toEqual(
    expect.arrayContaining(['', ...keys, 'exceptions.longestDays', 'environments.words']),
  );
});
