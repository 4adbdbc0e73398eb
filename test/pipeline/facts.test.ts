import { describe, expect, test } from 'vitest';
import type { Coverage } from '../../src/model/coverage.ts';
import { couldRead } from '../../src/pipeline/facts.ts';

const entry = (status: Coverage['status'], gives: Coverage['gives']): Coverage => ({
  connector: 'aws',
  scope: '*',
  source: 'test',
  status,
  detail: status === 'complete' ? '' : 'a reason',
  gives,
});

describe('whether anything could be read', () => {
  test.each([
    ['nothing was asked', [], false],
    [
      'everything was denied or skipped',
      [entry('denied', ['inventory']), entry('skipped', ['grants'])],
      false,
    ],
    ['only who asked is known', [entry('complete', ['scanner']), entry('denied', ['inventory'])], false],
    ['not even who asked is known whole', [entry('partial', ['scanner'])], false],
    ['a call that no rule rests on', [entry('complete', [])], false],
    ['a part of the inventory', [entry('partial', ['inventory'])], true],
    ['a credential report alone', [entry('complete', ['credentials', 'credential-use'])], true],
  ] as const)('%s', (_, coverage, expected) => {
    expect(couldRead(coverage)).toBe(expected);
  });
});
