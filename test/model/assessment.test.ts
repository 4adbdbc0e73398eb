import { expect, test } from 'vitest';
import { assessmentsByScope } from '../../src/model/assessment.ts';
import type { Assessment } from '../../src/model/rule.ts';
import { sketchEstate } from '../support/estate.ts';

const of = (rule: string, scope: string, status: Assessment['status']): Assessment => ({
  rule,
  scope,
  status,
  reason: '',
});

test('what is said of a rule in a scope is its own, else that of the nearest scope above it', () => {
  const { scopes } = sketchEstate({
    scopes: [
      { id: 'top' },
      { id: 'middle', parent: 'top' },
      { id: 'low', parent: 'middle' },
      { id: 'apart' },
    ],
  });
  const find = assessmentsByScope(
    [of('a', 'top', 'assessed'), of('b', 'top', 'partial'), of('b', 'middle', 'not-assessed')],
    scopes,
  );
  expect(find('a', 'low')?.scope).toBe('top');
  expect(find('b', 'low')?.status).toBe('not-assessed');
  expect(find('b', 'top')?.status).toBe('partial');
  expect(find('a', 'apart')).toBeUndefined();
  expect(find('c', 'low')).toBeUndefined();
});

test('scopes that hold each other in a circle end', () => {
  const { scopes } = sketchEstate({
    scopes: [
      { id: 'x', parent: 'y' },
      { id: 'y', parent: 'x' },
    ],
  });
  expect(assessmentsByScope([of('a', 'y', 'assessed')], scopes)('a', 'x')?.scope).toBe('y');
  expect(assessmentsByScope([], scopes)('a', 'x')).toBeUndefined();
});
