import { existsSync, mkdtempSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  type Answers,
  noAnswers,
  openAnswers,
  type Question,
  type Shape,
  shaped,
  type Thread,
} from '../../src/collection/answers.ts';

describe('of an answer is kept what its shape has a place for', () => {
  const value = {
    name: 'f',
    environment: { TOKEN: 'secret' },
    tags: [{ key: 'a', value: 1, more: 2 }, null, 'x'],
    none: undefined,
  };
  test.each<[string, Shape, unknown]>([
    ['all', true, value],
    ['one member', { name: true }, { name: 'f' }],
    [
      'members of the elements of a list',
      { tags: { key: true } },
      { tags: [{ key: 'a' }, undefined, undefined] },
    ],
    ['none that is not there', { nothing: true, none: true }, {}],
    ['none of an object in the place of text', { environment: { other: true } }, { environment: {} }],
    ['none that every object has', { constructor: true } as never as Shape, {}],
    ['nothing of text in the place of an object', { name: { inner: true } }, { name: undefined }],
  ])('%s', (_, shape, kept) => expect(shaped(shape, value)).toEqual(kept));
});

const path = (): string => join(mkdtempSync(join(tmpdir(), 'nhi-answers-')), 'journal.ndjson');
const open = (file: string): Answers =>
  openAnswers({
    path: file,
    kind: { schema: 'example/v1', title: 'Example', differs: 'another caller' },
    of: 'me',
    now: '2026-04-01T00:00:00.000Z',
  });

interface Told {
  readonly final?: boolean;
  readonly thread?: Thread;
  readonly passing?: boolean;
}

const question = <Answer>(key: string, ask: () => Promise<Answer>, told: Told = {}): Question<Answer> => ({
  key,
  ask,
  isFinal: () => told.final ?? true,
  threadOf: () => told.thread,
  refusalOf: (error) =>
    told.passing === true || !(error instanceof Error)
      ? undefined
      : { name: error.name, message: error.message },
  errorOf: ({ name, message }) => Object.assign(new Error(message), { name }),
});
const notAsked = (): Promise<never> => Promise.reject(new Error('was asked'));
const denied = (): Promise<never> => Promise.reject(Object.assign(new Error('no'), { name: 'Denied' }));

describe('an answer', () => {
  test('is asked for once; times and bytes come back as they were', async () => {
    const file = path();
    const answer = {
      at: new Date('2026-01-02T03:04:05.678Z'),
      bytes: new Uint8Array([0, 255, 7]),
      list: [{ at: new Date(0) }, 'x', null, 3, false],
    };
    expect(await open(file).get(question('a', async () => answer))).toBe(answer);
    expect(await open(file).get(question('a', notAsked))).toEqual(answer);
    expect(await noAnswers.get(question('a', async () => 1))).toBe(1);
  });

  test('that is not the last word is asked for again', async () => {
    const file = path();
    await open(file).get(question('a', async () => 'running', { final: false }));
    expect(await open(file).get(question('a', async () => 'done'))).toBe('done');
  });

  test('that is a refusal is the same refusal again', async () => {
    const file = path();
    await expect(open(file).get(question('a', denied))).rejects.toThrow('no');
    await expect(open(file).get(question('a', notAsked))).rejects.toMatchObject({
      name: 'Denied',
      message: 'no',
    });
  });

  test('that is a failure which may pass is asked for again', async () => {
    const file = path();
    await expect(open(file).get(question('a', denied, { passing: true }))).rejects.toThrow('no');
    expect(await open(file).get(question('a', async () => 'now'))).toBe('now');
  });

  test('the end of the collection ends the journal', async () => {
    const file = path();
    const answers = open(file);
    await answers.get(question('a', async () => 1));
    answers.discard();
    expect(existsSync(file)).toBe(false);
  });
});

describe('answers that lead to each other', () => {
  const page = (number: number, goesOn: boolean, list = 'list') =>
    [`${list} ${number}`, { thread: { id: list, goesOn } }] as const;
  const write = async (file: string, pages: readonly (readonly [string, Told])[]): Promise<void> => {
    const answers = open(file);
    for (const [key, told] of pages) await answers.get(question(key, async () => key, told));
  };
  const age = (file: string): void => {
    const then = new Date(Date.now() - 3600_000);
    utimesSync(file, then, then);
  };
  const askedAgain = async (file: string, keys: readonly string[]): Promise<readonly string[]> => {
    const asked: string[] = [];
    const answers = open(file);
    for (const key of keys) {
      await answers.get(
        question(key, async () => {
          asked.push(key);
          return key;
        }),
      );
    }
    return asked;
  };

  test('and were broken off just now are gone on with', async () => {
    const file = path();
    await write(file, [page(1, true), page(2, true)]);
    expect(await askedAgain(file, ['list 1', 'list 2', 'list 3'])).toEqual(['list 3']);
  });

  test('and were broken off long ago begin anew; those that came to their end do not', async () => {
    const file = path();
    await write(file, [page(1, true), page(1, true, 'whole'), page(2, true), page(2, false, 'whole')]);
    age(file);
    expect(await askedAgain(file, ['list 1', 'list 2', 'whole 1', 'whole 2'])).toEqual(['list 1', 'list 2']);
  });
});
