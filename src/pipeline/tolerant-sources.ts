import { type Coverage, inputKinds, unreadFile } from '../model/coverage.ts';
import { InputError } from '../model/input-error.ts';
import type { SnapshotRecord } from '../model/snapshot.ts';
import type { Source } from './facts.ts';

type Entry = SnapshotRecord | Coverage;

/** A file that is one of several sources. */
export interface NamedSource {
  readonly name: string;
  /** @throws InputError */
  readonly open: () => Source;
}

/** Files with nothing in them bring no time: whatever another source says is later. */
const startOfTime = '0000-01-01T00:00:00.000Z';

/** What to do, in one line: a list of all kinds of files is for who gives that file alone. */
const adviceOf = (name: string, remedy: string): string =>
  remedy.includes('\n')
    ? `\`nhi-audit scan ${name}\` alone lists the kinds of files that can be read`
    : remedy;

const gapOf = (name: string, { message, where, remedy }: InputError, some: boolean): Coverage => ({
  connector: unreadFile,
  scope: '*',
  source: name,
  status: some ? 'partial' : 'denied',
  detail: `${where === name ? message : `${message} (${where})`}. ${adviceOf(name, remedy)}`,
  gives: inputKinds,
});

/**
 * Files beside other sources: one that cannot be read is a gap in what is known, and the others are read. Where none can, there
 * is nothing to report: the error of the first is thrown.
 * @param others how many more sources there are
 * @throws InputError
 */
export const tolerantSources = (files: readonly NamedSource[], others: number): readonly Source[] => {
  if (files.length + others < 2) return files.map(({ open }) => open());
  let [left, sound] = [files.length, others];
  let first: InputError | undefined;
  const broken = (error: unknown): InputError => {
    if (!(error instanceof InputError)) throw error;
    first ??= error;
    left -= 1;
    if (left === 0 && sound === 0) throw first;
    return error;
  };
  function* guarded(name: string, entries: Iterable<Entry>): Generator<Entry> {
    let some = false;
    try {
      for (const entry of entries) {
        some = true;
        yield entry;
      }
    } catch (error) {
      yield gapOf(name, broken(error), some);
      return;
    }
    sound += 1;
    left -= 1;
  }
  const reading = ({ name }: NamedSource, source: Source): Source => ({
    ...source,
    entries: async () => {
      let each: Awaited<ReturnType<Source['entries']>>;
      try {
        each = await source.entries();
      } catch (error) {
        return [gapOf(name, broken(error), false)];
      }
      return Symbol.iterator in each ? guarded(name, each) : each;
    },
  });
  return files.map((file) => {
    try {
      return reading(file, file.open());
    } catch (error) {
      const gap = gapOf(file.name, broken(error), false);
      return { collectedAt: startOfTime, entries: () => [gap] };
    }
  });
};
