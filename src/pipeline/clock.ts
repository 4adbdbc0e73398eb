import { type Clock, clockBases, type Dated } from '../model/clock.ts';
import { InputError } from '../model/input-error.ts';

/** As far as the clock needs to know a source, once all of it was read. */
export interface TimedSource {
  /** ISO 8601, UTC. */
  readonly collectedAt: string;
  /** Of files that bring no time of their own: their `collectedAt` is their last change. */
  readonly exported?: { readonly newest: () => Dated | undefined };
  /** Of a snapshot that was made from such files: what its `collectedAt` rests on. */
  readonly clock?: Clock | undefined;
}

/** A copy is seldom older than this when it is read, and an export is never younger than what it holds. */
const farApart = 2 * 86_400_000;

const latest = (times: readonly string[]): string | undefined => times.toSorted().at(-1);

const byTime = (a: Dated, b: Dated): number =>
  a.time < b.time ? -1 : a.time > b.time ? 1 : a.place < b.place ? 1 : a.place > b.place ? -1 : 0;

/** The later of two; where they are equal, the place that sorts first. */
export const newer = (a: Dated | undefined, b: Dated): Dated => (a === undefined || byTime(a, b) < 0 ? b : a);

const ofFiles = (fileTime: string, newest: Dated | undefined): Clock => {
  const known = { fileTime, ...(newest === undefined ? {} : { newest }) };
  if (newest === undefined) {
    return {
      ...known,
      time: fileTime,
      basis: 'file-time',
      says: `last change of the files (${fileTime}): they carry no date of their own to compare it with; --collected-at gives the time of the export`,
    };
  }
  if (Math.abs(Date.parse(fileTime) - Date.parse(newest.time)) > farApart) {
    return {
      ...known,
      time: newest.time,
      basis: 'newest-date',
      says: `newest date inside the files (${newest.place}): their last change (${fileTime}) is more than two days away from it, so ages are minimums; --collected-at gives the time of the export`,
    };
  }
  return {
    ...known,
    time: fileTime,
    basis: 'file-time',
    says: `last change of the files (${fileTime}), within two days of the newest date inside (${newest.time}, ${newest.place})`,
  };
};

const collectionAt = (time: string): Clock => ({
  time,
  basis: 'collection',
  says: `written down when it was collected (${time})`,
});

/** The later one; of equals the one that rests on more, then any fixed order. */
const surer = (a: Clock, b: Clock): boolean => {
  if (a.time !== b.time) return a.time > b.time;
  const [first, second] = [clockBases.indexOf(a.basis), clockBases.indexOf(b.basis)];
  return first === second ? a.says < b.says : first < second;
};

/**
 * The clock of several sources that make one estate, once all were read: what was given; else the newest of what collections
 * wrote down, and of what the files show. At least one source.
 * @param given by `--collected-at`. ISO 8601, UTC
 * @throws InputError when a file holds a date after `given`
 */
export const clockOf = (sources: readonly TimedSource[], given?: string): Clock => {
  const files = sources.filter(({ exported }) => exported !== undefined);
  const newest = sources
    .flatMap(({ exported, clock }) => exported?.newest() ?? clock?.newest ?? [])
    .reduce<Dated | undefined>((known, next) => newer(known, next), undefined);
  const fileTime = latest(files.map(({ collectedAt }) => collectedAt));
  if (given !== undefined) {
    if (newest !== undefined && given < newest.time) {
      throw new InputError(
        `--collected-at ${given} is before ${newest.time}, a date inside the files: the export was made later`,
        newest.place,
        `Give the time of the export, ${newest.time} or later.`,
      );
    }
    // What the disk says of the files is no part of what was given: copies of a file give the same report.
    return { time: given, basis: 'given', says: `given by --collected-at (${given})` };
  }
  const collections = sources
    .filter(({ exported }) => exported === undefined)
    .map(({ collectedAt: time, clock }) => clock ?? collectionAt(time));
  const inFiles = files
    .flatMap(({ exported }) => exported?.newest() ?? [])
    .reduce<Dated | undefined>((before, next) => newer(before, next), undefined);
  const clocks = [...(fileTime === undefined ? [] : [ofFiles(fileTime, inFiles)]), ...collections];
  return clocks.reduce((one, other) => (surer(other, one) ? other : one));
};
