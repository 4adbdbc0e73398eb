import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Failure } from '../../src/collection/failure.ts';
import { openJournal } from '../../src/collection/journal.ts';
import { createLedger } from '../../src/collection/ledger.ts';
import { keptStep, type StepEntry, type StepNotes } from '../../src/collection/step.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';

const call = 'GET /things';
const record = (id: string): SnapshotRecord => ({ record: 'example.thing', scope: 's', id, data: { id } });
const path = (): string => join(mkdtempSync(join(tmpdir(), 'nhi-step-')), 'journal.ndjson');

/** One attempt of a collection of one step. */
const attempt = async (file: string, work: (notes: StepNotes) => Promise<unknown>) => {
  const ledger = createLedger('Example');
  const emitted: string[] = [];
  const value = await keptStep(
    {
      ledger,
      journal: openJournal<StepEntry>({
        path: file,
        kind: { schema: 'example/v1', title: 'Example', differs: '' },
        of: 1,
        now: '2026-04-01T00:00:00.000Z',
      }),
      emit: async ({ id }) => {
        emitted.push(id);
      },
      checked: (each) => (each.id === 'spoilt' ? undefined : each),
    },
    'things',
    work,
  );
  return { value, emitted, outcome: ledger.outcome(call), entries: ledger.entries(call) };
};
const never = (): Promise<never> => Promise.reject(new Error('was asked'));

test('a step that came to its end is told again as it was: records, ledger and value', async () => {
  const file = path();
  const first = await attempt(file, async ({ ledger, put }) => {
    put(record('a'));
    put(record('b'));
    ledger.answered(call, 2);
    ledger.malformed(call);
    ledger.failed(call, { status: 'denied', reason: 'no' }, 'c');
    ledger.skipped(call, 'not all');
    ledger.remark(call, 'old', false);
    return { next: 3 };
  });
  expect(first.emitted).toEqual(['a', 'b']);
  expect(await attempt(file, never)).toEqual(first);
});

test.each<[string, Failure, boolean]>([
  ['a lost connection', { status: 'partial', reason: 'lost' }, true],
  ['a refused credential', { status: 'denied', reason: 'expired', ends: true }, true],
  ['a missing permission', { status: 'denied', reason: 'no' }, false],
])('a step with %s is asked for again: %s', async (_, failure, again) => {
  const file = path();
  await attempt(file, async ({ ledger }) => ledger.failed(call, failure, ''));
  let asked = false;
  await attempt(file, async () => {
    asked = true;
  });
  expect(asked).toBe(again);
});

test('a step that was interrupted leaves nothing, and a spoilt record is left out', async () => {
  const file = path();
  await expect(
    attempt(file, async ({ put }) => {
      put(record('a'));
      throw new Error('interrupted');
    }),
  ).rejects.toThrow('interrupted');
  await attempt(file, async ({ put }) => {
    put(record('spoilt'));
    put(record('good'));
  });
  expect((await attempt(file, never)).emitted).toEqual(['good']);
});
