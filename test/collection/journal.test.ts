import { appendFileSync, existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type JournalKind, journalStartOf, openJournal } from '../../src/collection/journal.ts';

const kind: JournalKind = { schema: 'example/journal/v1', title: 'Example', differs: 'another caller' };
const now = '2026-04-01T00:00:00.000Z';
const fresh = (): string => join(mkdtempSync(join(tmpdir(), 'nhi-journal-')), 'journal.ndjson');

interface Entry {
  readonly text: string;
}
const open = (path: string, more: { readonly of?: unknown; readonly now?: string } = {}) =>
  openJournal<Entry>({ path, kind, of: 'me', now, ...more });

const written = (): string => {
  const path = fresh();
  const journal = open(path);
  journal.write('a', { text: 'first, with a line\nbreak and ü' });
  journal.write('b', { text: 'second' });
  return path;
};

describe('a journal', () => {
  test('gives back what was written, in the same run and in the next one', () => {
    const path = fresh();
    const journal = open(path);
    journal.write('a', { text: 'ä\n' });
    expect(journal.entry('a')).toEqual({ text: 'ä\n' });
    expect(journal.entry('b')).toBeUndefined();
    const next = open(path, { now: '2026-04-02T00:00:00.000Z' });
    expect(next.collectedAt).toBe(now);
    expect(next.entry('a')).toEqual({ text: 'ä\n' });
    next.write('b', { text: 'later' });
    expect(open(path).entry('b')).toEqual({ text: 'later' });
  });

  test('is read by its owner only, and goes at the end', () => {
    const path = written();
    expect(statSync(path).mode & 0o077).toBe(0);
    open(path).discard();
    expect(existsSync(path)).toBe(false);
  });

  test('of which an entry was forgotten takes a new one', () => {
    const journal = open(written());
    journal.forget(['a']);
    expect(journal.entry('a')).toBeUndefined();
    journal.write('a', { text: 'again' });
    expect(journal.entry('a')).toEqual({ text: 'again' });
  });

  test('tells of what is there, in its order', () => {
    const told: string[] = [];
    openJournal<Entry>({ path: written(), kind, of: 'me', now, onEntry: (key) => told.push(key) });
    expect(told).toEqual(['a', 'b']);
  });

  test('with entries larger than the pieces it is read in', () => {
    const path = fresh();
    const large = 'é'.repeat(1_500_000);
    const journal = open(path);
    journal.write('large', { text: large });
    journal.write('small', { text: 'x' });
    const next = open(path);
    expect(next.entry('large')?.text.length).toBe(large.length);
    expect(next.entry('small')).toEqual({ text: 'x' });
  });

  test('tells when it was begun, and nothing where there is none', () => {
    expect(journalStartOf(written(), kind)).toBe(now);
    expect(journalStartOf(fresh(), kind)).toBeUndefined();
    expect(journalStartOf(written(), { ...kind, schema: 'example/journal/v2' })).toBeUndefined();
  });
});

describe('an interruption in the middle of a line', () => {
  test.each([1, 5, 20])('loses that entry and no other: %i bytes less', (bytes) => {
    const path = written();
    const whole = readFileSync(path);
    writeFileSync(path, whole.subarray(0, -bytes));
    const journal = open(path);
    expect(journal.entry('a')).toBeDefined();
    expect(journal.entry('b')).toBeUndefined();
    journal.write('c', { text: 'third' });
    expect(open(path).entry('c')).toEqual({ text: 'third' });
    expect(readFileSync(path, 'utf8').trimEnd().split('\n').length).toBe(3);
  });
});

describe('a journal is refused', () => {
  const spoilt = (spoil: (text: string) => string): string => {
    const path = written();
    writeFileSync(path, spoil(readFileSync(path, 'utf8')));
    return path;
  };
  test.each<[string, () => unknown, RegExp]>([
    ['of another collection', () => open(written(), { of: 'you' }), /another collection: another caller/],
    ['that is too old', () => open(written(), { now: '2026-04-09T00:00:00Z' }), /more than seven days old/],
    ['that is no journal', () => open(spoilt(() => 'notes\n')), /not the journal of an interrupted Example/],
    ['that is empty', () => open(spoilt(() => '')), /not the journal of an interrupted Example/],
    ['cut off in its head', () => open(spoilt((text) => text.slice(0, 30))), /not the journal/],
    [
      'with a line that is none',
      () => open(spoilt((text) => text.replace('{"key":"a"', '{"key"'))),
      /line 2 of the journal is damaged/,
    ],
    [
      'with a line without a key',
      () => open(spoilt((text) => text.replace('"key":"b"', '"yek":"b"'))),
      /line 3 of the journal is damaged/,
    ],
  ])('%s', (_, act, says) => expect(act).toThrow(says));

  test('and left as it was', () => {
    const path = written();
    const before = readFileSync(path, 'utf8');
    expect(() => open(path, { of: 'you' })).toThrow();
    expect(readFileSync(path, 'utf8')).toBe(before);
  });
});

test('a journal that cannot be written is told with its place, not taken for a lost connection', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'nhi-journal-')), 'nowhere', 'journal.ndjson');
  expect(() => open(path)).toThrow(/the journal cannot be written: ENOENT/);
  try {
    open(path);
  } catch (error) {
    expect(error).not.toHaveProperty('code');
  }
});

test('what was added behind the end by another program is damage', () => {
  const path = written();
  appendFileSync(path, 'x\n{"key":"c","text":"y"}\n');
  expect(() => open(path)).toThrow(/line 4/);
});
