import { existsSync } from 'node:fs';
import { withoutSecrets } from '../redaction/text.ts';
import { type Journal, type JournalKind, lastWritten, openJournal } from './journal.ts';

/**
 * The journal of a collection whose answers stand alone: each is kept as it comes, and an interrupted collection, which
 * asks the same again, gets it from there. What is kept of an answer is written in a table of shapes: a value that has
 * no place there, a secret for instance, is dropped before anybody sees it.
 */
export type Shape = true | { readonly [member: string]: Shape };

/** The value as far as the shape has a place for it. A list has the shape of its elements. */
export const shaped = (shape: Shape, value: unknown): unknown => {
  if (shape === true) return value;
  if (Array.isArray(value)) return value.map((each) => shaped(shape, each));
  if (typeof value !== 'object' || value === null) return;
  return Object.fromEntries(
    Object.entries(shape).flatMap(([member, inner]) => {
      const own = Object.hasOwn(value, member) ? value[member as keyof typeof value] : undefined;
      return own === undefined ? [] : [[member, shaped(inner, own)]];
    }),
  );
};

/** A refusal that would be the same if it were asked again. */
export interface Refusal {
  readonly name: string;
  readonly message: string;
  readonly http?: number | undefined;
  readonly attempts?: number | undefined;
}

/**
 * Answers of which each leads to the next: pages by their markers, a job and what came of it. One that was broken off
 * is soon not gone on with any more: providers forget markers and jobs. Then it is asked for from its beginning.
 */
export interface Thread {
  readonly id: string;
  /** Another answer follows. */
  readonly goesOn: boolean;
}

interface AnswerEntry {
  readonly answer?: unknown;
  readonly refusal?: Refusal;
  readonly thread?: Thread | undefined;
}

export interface Question<Answer> {
  /** Who asks what, of whom. */
  readonly key: string;
  readonly ask: () => Promise<Answer>;
  /** Whether an answer is the last word: a job that still runs is none. */
  readonly isFinal: (answer: Answer) => boolean;
  readonly threadOf: (answer: Answer | undefined) => Thread | undefined;
  /** `undefined`: the error may pass, and is asked for again. */
  readonly refusalOf: (error: unknown) => Refusal | undefined;
  /** The refusal as the error that it was. */
  readonly errorOf: (refusal: Refusal) => Error;
}

export interface Answers {
  /** The answer of the journal, else that of the provider, which is then kept. */
  readonly get: <Answer>(question: Question<Answer>) => Promise<Answer>;
  /** The collection came to its end. */
  readonly discard: () => void;
}

export const noAnswers: Answers = { get: ({ ask }) => ask(), discard: () => {} };

/** JSON has neither times nor bytes. */
const marks = { time: '$time', bytes: '$bytes' } as const;

const toJson = (value: unknown): unknown => {
  if (value instanceof Date) return { [marks.time]: value.toISOString() };
  if (value instanceof Uint8Array) return { [marks.bytes]: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([member, inner]) => [member, toJson(inner)]));
};

const fromJson = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(fromJson);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [only] = entries;
  if (entries.length === 1 && only !== undefined && typeof only[1] === 'string') {
    if (only[0] === marks.time) return new Date(only[1]);
    if (only[0] === marks.bytes) return new Uint8Array(Buffer.from(only[1], 'base64'));
  }
  return Object.fromEntries(entries.map(([member, inner]) => [member, fromJson(inner)]));
};

const answersIn = (journal: Journal<AnswerEntry>): Answers => ({
  discard: journal.discard,
  get: async <Answer>({ key, ask, isFinal, threadOf, refusalOf, errorOf }: Question<Answer>) => {
    const known = journal.entry(key);
    if (known?.refusal !== undefined) throw errorOf(known.refusal);
    if (known !== undefined) return fromJson(known.answer) as Answer;
    try {
      const answer = await ask();
      if (isFinal(answer)) journal.write(key, { answer: toJson(answer), thread: threadOf(answer) });
      return answer;
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal !== undefined)
        journal.write(key, { refusal: withoutSecrets(refusal), thread: threadOf(undefined) });
      throw error;
    }
  },
});

/** How long markers and jobs are trusted, in milliseconds. */
const trusted = 15 * 60_000;

export interface AnswersOptions {
  readonly path: string;
  readonly kind: JournalKind;
  readonly of: unknown;
  /** Start of the collection. ISO 8601, UTC. */
  readonly now: string;
}

/** @throws InputError as `openJournal` */
export const openAnswers = ({ path, kind, of, now }: AnswersOptions): Answers => {
  const begun = new Map<string, string[]>();
  const isOld = existsSync(path) && Date.now() - lastWritten(path) > trusted;
  const journal = openJournal<AnswerEntry>({
    path,
    kind,
    of,
    now,
    onEntry: (key, { thread }) => {
      if (thread === undefined) return;
      if (thread.goesOn) begun.set(thread.id, [...(begun.get(thread.id) ?? []), key]);
      else begun.delete(thread.id);
    },
  });
  if (isOld) for (const keys of begun.values()) journal.forget(keys);
  return answersIn(journal);
};
