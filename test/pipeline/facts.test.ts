import { describe, expect, test } from 'vitest';
import type { Coverage } from '../../src/model/coverage.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import { couldRead } from '../../src/pipeline/facts.ts';

const entry = (status: Coverage['status'], gives: Coverage['gives']): Coverage => ({
  connector: 'aws',
  scope: '*',
  source: 'test',
  status,
  detail: status === 'complete' ? '' : 'a reason',
  gives,
});

const fact: SnapshotRecord = { record: 'aws.user', scope: '1', id: 'a', data: {} };
const caller: SnapshotRecord = { record: 'aws.caller', scope: '1', id: 'a', data: {} };

describe('whether anything could be read', () => {
  test.each([
    ['nothing was asked', [], [], false],
    [
      'everything was denied or skipped',
      [entry('denied', ['inventory']), entry('skipped', ['grants'])],
      [],
      false,
    ],
    [
      'only who asked is known',
      [entry('complete', ['scanner']), entry('denied', ['inventory'])],
      [caller],
      false,
    ],
    ['not even who asked is known whole', [entry('partial', ['scanner'])], [], false],
    ['a call that no rule rests on', [entry('complete', [])], [fact], false],
    ['a part of the inventory, and something of it', [entry('partial', ['inventory'])], [fact], true],
    ['a connection that failed: partial, and no answer', [entry('partial', ['inventory'])], [], false],
    ['the same, and who asked', [entry('partial', ['inventory'])], [caller], false],
    ['a credential report alone', [entry('complete', ['credentials', 'credential-use'])], [], true],
  ] as const)('%s', (_, coverage, records, expected) => {
    expect(couldRead({ coverage, records })).toBe(expected);
  });
});
