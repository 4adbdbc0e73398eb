import { expect, test } from 'vitest';
import { agesAreMinimums, type Clock, exceptionTime } from '../../src/model/clock.ts';
import { isoTime } from '../../src/model/time.ts';

const collectedAt = '2026-03-01T00:00:00.000Z';
const clock = (basis: Clock['basis'], fileTime?: string): Clock => ({
  time: collectedAt,
  basis,
  fileTime,
  says: '',
});
const later = '2026-04-01T00:00:00.000Z';
const earlier = '2026-02-01T00:00:00.000Z';

test.each<[text: string, clock: Clock | undefined, minimums: boolean, judgedAt: string]>([
  ['no clock is told of', undefined, false, collectedAt],
  ['the newest date, and files that changed later', clock('newest-date', later), true, later],
  ['the newest date, and files that changed earlier', clock('newest-date', earlier), true, collectedAt],
  ['the newest date, and no time of a file', clock('newest-date'), true, collectedAt],
  ['the time is given: a file may be as new as it likes', clock('given', later), false, collectedAt],
  ['the last change of a file', clock('file-time', later), false, collectedAt],
  ['the collection wrote it down', clock('collection', later), false, collectedAt],
])('ages and exceptions, where the clock rests on: %s', (_, told, minimums, judgedAt) => {
  expect(agesAreMinimums(told)).toBe(minimums);
  expect(exceptionTime(collectedAt, told)).toBe(judgedAt);
});

test.each<[milliseconds: number, text: string | undefined]>([
  [0, '1970-01-01T00:00:00.000Z'],
  [Number.NaN, undefined],
  [-62_167_219_200_000, '0000-01-01T00:00:00.000Z'],
  [-62_167_219_200_001, '0000-01-01T00:00:00.000Z'],
  [253_402_300_799_999, '9999-12-31T23:59:59.999Z'],
  [253_402_300_800_000, '9999-12-31T23:59:59.999Z'],
  [Number.POSITIVE_INFINITY, '9999-12-31T23:59:59.999Z'],
])('%d ms is %s', (milliseconds, text) => {
  expect(isoTime(milliseconds)).toBe(text);
});
