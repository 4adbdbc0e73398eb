import { expect, test } from 'vitest';
import { environmentOfScope } from '../../src/identities/scope-environment.ts';
import { defaultSettings, type Settings } from '../../src/model/settings.ts';

const settings: Settings = {
  ...defaultSettings,
  environments: { ...defaultSettings.environments, scopes: { named: 'sandbox' } },
};
type Clues = Parameters<typeof environmentOfScope>[2];

const cases: readonly [name: string, id: string, clues: Clues, expected: readonly unknown[]][] = [
  ['nothing tells', 'other', [['tag', undefined]], ['unknown', undefined]],
  [
    'the first clue that tells one',
    'other',
    [
      ['tag', undefined],
      ['name payments', 'production'],
      ['alias', 'test'],
    ],
    ['production', 'name payments'],
  ],
  ['the configuration before all clues', 'named', [['tag', 'production']], ['sandbox', 'configuration']],
];
test.each(cases)('%s', (_, id, clues, expected) => {
  const { environment, environmentReason } = environmentOfScope(id, settings, clues);
  expect([environment, environmentReason]).toEqual(expected);
});
