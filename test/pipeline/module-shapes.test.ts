import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { judgePlan } from '../support/plan-verdict.ts';
import { moduleShapes } from './module-shapes.ts';

describe('modules as teams write them, under standard', () => {
  test.each(moduleShapes)('$title: $verdict', ({ changes, verdict }) => {
    const result = judgePlan(changes);
    expect(result.verdict, result.reason).toBe(verdict);
  });

  test.each(moduleShapes)('$title: what passes is listed', ({ changes }) => {
    expect(judgePlan(changes).changes.length).toBeGreaterThan(0);
  });
});

test('there are twenty, of both kinds', () => {
  expect(moduleShapes).toHaveLength(20);
  expect(new Set(moduleShapes.map(({ verdict }) => verdict)).size).toBe(2);
});

test('docs/gate.md shows them, before and after', () => {
  const page = readFileSync('docs/gate.md', 'utf8');
  for (const { title, changes, verdict, because } of moduleShapes) {
    const before = judgePlan(changes, {}, undefined, { policy: 'strict' }).verdict;
    expect(page).toContain(`| ${title} | ${before} | ${verdict} | ${because} |`);
  }
});
