import { expect, test } from 'vitest';
import { nothingListed, nothingReached } from '../../reports/in-force.ts';
import type { Filtered } from '../../src/model/report.ts';

const leaving = (identities: number, findings = 18): { readonly filter: Filtered } => ({
  filter: { filter: {}, flags: ['--nature human'], findings, identities },
});

test.each([
  ['without a filter', {}, 'no identity reaches anything'],
  ['with one that leaves out findings alone', leaving(0), 'no identity reaches anything'],
  [
    'where permissions were not read',
    { standings: ['none', 'unknown'] },
    'no identity reaches anything, as far as permissions were read: those of 1 identity were not',
  ],
  [
    'with one that leaves out identities',
    leaving(7),
    'no identity that is shown reaches anything: the filter leaves out 7 identities',
  ],
  [
    'with one that leaves out one',
    leaving(1),
    'no identity that is shown reaches anything: the filter leaves out 1 identity',
  ],
] as const)('the head says what reaches nothing %s', (_, result, expected) => {
  expect(nothingReached(result)).toBe(expected);
});

test('an empty list says what the filter leaves out of it', () => {
  expect(nothingListed({}, 'None')).toBe('None reaches anything, and none has an open finding.');
  expect(nothingListed({ standings: ['unknown', 'unknown'] }, 'None')).toBe(
    'None reaches anything, as far as permissions were read: those of 2 identities were not. None has an open finding.',
  );
  expect(nothingListed(leaving(0, 1), 'None')).toBe(
    'None reaches anything. None has an open finding that is shown: the filter leaves out 1 finding.',
  );
});
