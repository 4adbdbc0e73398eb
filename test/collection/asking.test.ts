import { describe, expect, test } from 'vitest';
import { createAsking, type ReadingClient } from '../../src/collection/asking.ts';
import type { Failure } from '../../src/collection/failure.ts';
import { createLedger } from '../../src/collection/ledger.ts';

const call = 'GET /things';
const noRight: Failure = { status: 'denied', reason: 'no right', everywhere: true };
const refused = new Error('refused');

const start = (client: Partial<ReadingClient<string, string>>) => {
  const ledger = createLedger('Example');
  const seen: string[] = [];
  const progress: number[] = [];
  const asking = createAsking<string, string>({
    client: {
      get: async (_call, parameters) => `answer to ${parameters}`,
      pages: async function* () {},
      ...client,
    },
    ledger,
    progress: (_call, count) => progress.push(count),
    whyNot: (_call, parameters) =>
      parameters === '..'
        ? { failure: { status: 'unsupported', reason: 'no address' }, where: '' }
        : undefined,
    failureOf: (error) => (error === refused ? noRight : undefined),
    isEntry: (_call, entry) => entry !== 'wrong',
    onAnswer: (_call, answer) => seen.push(answer),
  });
  return { asking, ledger, seen, progress };
};

const pagesOf = (pages: readonly (readonly unknown[] | Error)[]) =>
  async function* () {
    for (const page of pages) {
      if (page instanceof Error) throw page;
      yield { entries: page, answer: `${page.length} entries` };
    }
  };

test('an answer is given, looked at and counted', async () => {
  const { asking, ledger, seen, progress } = start({});
  expect(await asking.ask(call, 'a')).toBe('answer to a');
  expect(seen).toEqual(['answer to a']);
  expect(progress).toEqual([1]);
  expect(ledger.outcome(call)).toEqual({ status: 'complete', detail: '' });
});

describe('a list', () => {
  test('is all of its pages', async () => {
    const { asking, ledger, progress } = start({ pages: pagesOf([[1, 2], [3]]) });
    expect(await asking.list(call, 'a')).toEqual({ entries: [1, 2, 3], whole: true });
    expect(progress).toEqual([2, 3]);
    expect(ledger.entries(call)).toBe(3);
  });

  test('that breaks off gives what was read, and says so', async () => {
    const { asking, ledger } = start({ pages: pagesOf([[1, 2], refused]) });
    expect(await asking.list(call, 'a', 'here')).toEqual({ entries: [1, 2], whole: false });
    expect(ledger.outcome(call)).toEqual({
      status: 'partial',
      detail: '1 of 2 answered; 2 entries read, then no more: no right (here)',
    });
  });

  test('that is refused gives nothing', async () => {
    const { asking, ledger } = start({ pages: pagesOf([refused]) });
    expect(await asking.list(call, 'a', 'here')).toEqual({ entries: [], whole: false });
    expect(ledger.outcome(call)).toEqual({ status: 'denied', detail: 'no right (here)' });
  });
});

describe('nothing is asked', () => {
  const counting = () => {
    let asked = 0;
    const started = start({
      get: () => {
        asked += 1;
        return Promise.reject(refused);
      },
    });
    return { ...started, asked: () => asked };
  };

  test('that is known to have no answer', async () => {
    const { asking, ledger, asked } = counting();
    expect(await asking.ask(call, '..', 'here')).toBeUndefined();
    expect(asked()).toBe(0);
    expect(ledger.outcome(call)).toEqual({ status: 'unsupported', detail: 'no address' });
  });

  test('that is refused everywhere, after three times', async () => {
    const { asking, asked } = counting();
    for (let n = 0; n < 10; n += 1) await asking.ask(call, `${n}`, `${n}`);
    expect(asked()).toBe(3);
  });

  test('after the credential was refused three times', async () => {
    const { asking, ledger } = start({});
    const expired: Failure = { status: 'denied', reason: 'expired', ends: true };
    for (let n = 0; n < 3; n += 1) ledger.failed(`GET /${n}`, expired, '');
    expect(await asking.ask(call, 'a', 'here')).toBeUndefined();
    expect((await asking.list(call, 'a', 'there')).whole).toBe(false);
    expect(ledger.outcome(call)).toEqual({ status: 'denied', detail: 'expired (here, there)' });
  });
});

test('a fault of ours is thrown on, and not written down as the provider’s', async () => {
  const { asking, ledger } = start({
    get: () => Promise.reject(new TypeError('ours')),
    pages: pagesOf([[1], new TypeError('ours')]),
  });
  await expect(asking.ask(call, 'a')).rejects.toThrow('ours');
  await expect(asking.list(call, 'a')).rejects.toThrow('ours');
  expect(ledger.outcome(call)).toBeUndefined();
});
