import { describe, expect, test } from 'vitest';
import type { Failure } from '../../src/collection/failure.ts';
import { createLedger, type Ledger } from '../../src/collection/ledger.ts';

const call = 'GET /things';
const denied: Failure = { status: 'denied', reason: 'no right' };
const everywhere: Failure = { ...denied, everywhere: true };
const expired: Failure = { status: 'denied', reason: 'expired', everywhere: true, ends: true };
const lost: Failure = { status: 'partial', reason: 'lost' };

const refusedIn = (ledger: Ledger, places: readonly string[]): void => {
  for (const where of places) ledger.failed(call, denied, where);
};

const outcomeOf = (tell: (ledger: Ledger) => void) => {
  const ledger = createLedger('Example');
  tell(ledger);
  return ledger.outcome(call);
};

describe('one line for a call that is made in many places', () => {
  test.each<[string, (ledger: Ledger) => void, object | undefined]>([
    ['never made: no line', () => {}, undefined],
    ['answered', (ledger) => ledger.answered(call, 3), { status: 'complete', detail: '' }],
    [
      'refused everywhere it was asked: names the places',
      (ledger) => refusedIn(ledger, ['b', 'a']),
      { status: 'denied', detail: 'no right (a, b)' },
    ],
    [
      'refused in many places: names three',
      (ledger) => refusedIn(ledger, ['d', 'c', 'b', 'a', 'e']),
      { status: 'denied', detail: 'no right (a, b, c and 2 more)' },
    ],
    [
      'answered here, refused there',
      (ledger) => {
        ledger.answered(call, 1);
        ledger.failed(call, denied, 'a');
      },
      { status: 'partial', detail: '1 of 2 answered; no right (a)' },
    ],
    [
      'refused in two ways: the more frequent one first',
      (ledger) => {
        ledger.failed(call, lost, 'a');
        ledger.failed(call, denied, 'b');
        ledger.failed(call, denied, 'c');
      },
      { status: 'partial', detail: 'no right (b, c); lost (a)' },
    ],
    [
      'left out on purpose',
      (ledger) => ledger.skipped(call, 'not asked for'),
      { status: 'skipped', detail: 'not asked for' },
    ],
    [
      'answered with entries of another shape',
      (ledger) => {
        ledger.answered(call, 2);
        ledger.malformed(call);
      },
      {
        status: 'partial',
        detail: '1 entry did not have the shape of the Example API and were left out',
      },
    ],
    [
      'answered, with something to know',
      (ledger) => {
        ledger.answered(call, 1);
        ledger.remark(call, 'as of yesterday', false);
      },
      { status: 'complete', detail: 'as of yesterday' },
    ],
    [
      'answered, with something missing, told twice',
      (ledger) => {
        ledger.answered(call, 1);
        ledger.remark(call, 'the first 100', true);
        ledger.remark(call, 'the first 100', false);
      },
      { status: 'partial', detail: 'the first 100' },
    ],
  ])('%s', (_, tell, outcome) => expect(outcomeOf(tell)).toEqual(outcome));
});

describe('what is known to be refused is not asked for any further', () => {
  test('after three refusals that would be the same everywhere, and no answer', () => {
    const ledger = createLedger('Example');
    for (const where of ['a', 'b']) ledger.failed(call, everywhere, where);
    expect(ledger.hopeless(call)).toBe(false);
    ledger.failed(call, everywhere, 'c');
    expect(ledger.hopeless(call)).toBe(true);
    expect(ledger.outcome(call)?.detail).toContain('so the rest was not asked for');
    expect(ledger.hopeless('GET /others')).toBe(false);
    ledger.answered(call, 1);
    expect(ledger.hopeless(call)).toBe(false);
  });

  test('of which refusals that hang on the place are none', () => {
    const ledger = createLedger('Example');
    for (const where of ['a', 'b', 'c', 'd']) ledger.failed(call, denied, where);
    expect(ledger.hopeless(call)).toBe(false);
  });

  test('nor anything, after the credential was refused three times in a row', () => {
    const ledger = createLedger('Example');
    ledger.failed(call, expired, '');
    ledger.failed('GET /others', expired, '');
    ledger.answered(call, 1);
    ledger.failed(call, expired, '');
    ledger.failed(call, expired, '');
    expect(ledger.ended()).toBeUndefined();
    ledger.failed('GET /others', expired, '');
    expect(ledger.ended()).toEqual(expired);
  });
});
