import { setImmediate as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createChannel } from '../../src/collection/channel.ts';

describe('the channel', () => {
  test('hands on all items of each writer, in order, whatever its capacity', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 8 }),
        fc.array(fc.array(fc.integer(), { maxLength: 20 }), { maxLength: 5 }),
        async (capacity, writers) => {
          const channel = createChannel<readonly [number, number]>(capacity, new AbortController().signal);
          const writing = Promise.all(
            writers.map(async (items, writer) => {
              for (const item of items) await channel.put([writer, item]);
            }),
          ).then(channel.close);
          const read: (readonly [number, number])[] = [];
          for await (const item of channel) read.push(item);
          await writing;
          const byWriter = writers.map((_, writer) =>
            read.filter(([from]) => from === writer).map(([, item]) => item),
          );
          expect(byWriter).toEqual(writers);
        },
      ),
    );
  });

  test('makes a writer wait while it is full', async () => {
    const channel = createChannel<number>(1, new AbortController().signal);
    await channel.put(1);
    let written = false;
    const second = channel.put(2).then(() => {
      written = true;
    });
    await pause();
    expect(written).toBe(false);
    const reader = channel[Symbol.asyncIterator]();
    await reader.next();
    const next = reader.next();
    await second;
    expect((await next).value).toBe(2);
  });

  test('gives what was written before an error, then the error', async () => {
    const channel = createChannel<number>(4, new AbortController().signal);
    await channel.put(1);
    channel.fail(new Error('lost'));
    const reader = channel[Symbol.asyncIterator]();
    expect((await reader.next()).value).toBe(1);
    await expect(reader.next()).rejects.toThrow('lost');
  });

  test('an interruption wakes reader and writer', async () => {
    const stop = new AbortController();
    const channel = createChannel<number>(1, stop.signal);
    await channel.put(1);
    const waiting = channel.put(2);
    stop.abort(new Error('stop'));
    await expect(waiting).rejects.toThrow('stop');
    await expect(channel[Symbol.asyncIterator]().next()).rejects.toThrow('stop');
  });
});
