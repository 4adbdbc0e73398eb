import { expect, test } from 'vitest';
import { reasonText, sentence } from '../../../src/audit/gate/reason.ts';

test.each([
  ['the baseline is not valid JSON', 'The baseline is not valid JSON'],
  ['what is compared with', 'What is compared with'],
  ['b.json: the baseline is not valid JSON', 'b.json: the baseline is not valid JSON'],
  ['baseline: the baseline is not valid JSON', 'baseline: the baseline is not valid JSON'],
  ['my-app/plan.json is no plan', 'my-app/plan.json is no plan'],
  ['111122223333: not read', '111122223333: not read'],
])('%s', (text, says) => {
  expect(sentence(text)).toBe(says);
});

test('what is to be done stands behind it', () => {
  expect(reasonText({ says: 'b.json: no baseline', remedy: 'Write it again.' })).toBe(
    'b.json: no baseline. Write it again.',
  );
});
