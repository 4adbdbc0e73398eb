import { expect, test } from 'vitest';
import { observationOf } from '../../src/history/observation.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { audit } from '../../src/pipeline/audit.ts';
import { interpretations } from '../support/providers.ts';

test('a rule that lacks only what nobody is shown was judged, and one that lacks what was denied was not', () => {
  const result = audit(
    { collectedAt: '2026-01-01T00:00:00.000Z', records: [], coverage: [], interpretations },
    defaultSettings,
  );
  const partial = { scope: 'a', status: 'partial', reason: 'why' } as const;
  const { sayings } = observationOf({
    ...result,
    assessments: [
      { ...partial, rule: 'denied' },
      { ...partial, rule: 'shown-to-nobody', allThatIsShown: true },
    ],
  });
  expect(sayings.judgement.map(({ fixed, values }) => [fixed[0], values[0]])).toEqual([
    ['denied', 'partial'],
    ['shown-to-nobody', 'assessed'],
  ]);
});
