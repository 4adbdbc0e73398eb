import { setImmediate as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { collecting, type Item } from '../../src/collection/collecting.ts';
import { eachAtMost } from '../../src/collection/concurrency.ts';
import { pagesOf } from '../../src/collection/pages.ts';

const item = (id: number): Item => ({ record: 'example.thing', scope: 's', id: String(id), data: {} });

const idsOf = async (items: AsyncIterable<Item>): Promise<readonly string[]> => {
  const ids: string[] = [];
  for await (const each of items) if ('record' in each) ids.push(each.id);
  return ids;
};

describe('a collection', () => {
  test('gives what comes, as it comes, and its failure after that', async () => {
    const given: string[] = [];
    const items = collecting({}, async ({ emit }) => {
      await emit(item(1));
      await emit(item(2));
      throw new Error('broken');
    });
    const read = (async () => {
      for await (const each of items) if ('record' in each) given.push(each.id);
    })();
    await expect(read).rejects.toThrow('broken');
    expect(given).toEqual(['1', '2']);
  });

  test('that nobody reads any more asks for nothing more', async () => {
    let emitted = 0;
    const items = collecting({}, async ({ emit, signal }) => {
      while (!signal.aborted) {
        await emit(item(emitted));
        emitted += 1;
        await pause();
      }
    });
    for await (const _ of items) break;
    const then = emitted;
    for (let n = 0; n < 5; n += 1) await pause();
    expect(emitted).toBe(then);
  });

  test('that is interrupted throws the reason, and its waits end', async () => {
    const stop = new AbortController();
    const items = collecting({ signal: stop.signal }, async ({ sleep }) => {
      stop.abort(new Error('enough'));
      await sleep(3600_000);
    });
    await expect(idsOf(items)).rejects.toThrow('enough');
  });

  test('that was interrupted before it began does nothing', async () => {
    let ran = false;
    const items = collecting({ signal: AbortSignal.abort(new Error('too late')) }, async () => {
      ran = true;
    });
    await expect(idsOf(items)).rejects.toThrow('too late');
    expect(ran).toBe(false);
  });
});

test('no more than so many run at once, and results keep their order', async () => {
  let running = 0;
  let most = 0;
  const results = await eachAtMost(3, [5, 1, 4, 2, 3, 0, 6], async (n) => {
    running += 1;
    most = Math.max(most, running);
    for (let turn = 0; turn < n; turn += 1) await pause();
    running -= 1;
    return n * 10;
  });
  expect(results).toEqual([50, 10, 40, 20, 30, 0, 60]);
  expect(most).toBe(3);
});

describe('the pages of a list', () => {
  const pages = (markers: readonly (string | undefined)[]) => {
    const asked: (string | undefined)[] = [];
    const all = pagesOf(
      async (marker) => {
        asked.push(marker);
        return { next: markers[asked.length - 1] };
      },
      ({ next }) => next,
      { pages: 5 },
    );
    return { all, asked };
  };

  test('are asked for by the marker of the one before', async () => {
    const { all, asked } = pages(['a', 'b', undefined]);
    for await (const _ of all);
    expect(asked).toEqual([undefined, 'a', 'b']);
  });

  test('end in a failure where a marker comes back', async () => {
    const { all, asked } = pages(['a', 'b', 'a', 'b']);
    await expect(
      (async () => {
        for await (const _ of all);
      })(),
    ).rejects.toThrow('the same marker came twice');
    expect(asked.length).toBe(3);
  });

  test('end in a failure past the bound', async () => {
    const { all, asked } = pages(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    await expect(
      (async () => {
        for await (const _ of all);
      })(),
    ).rejects.toThrow('the list has more than 5 pages');
    expect(asked.length).toBe(5);
  });
});
