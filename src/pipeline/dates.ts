import type { Dated } from '../model/clock.ts';
import type { OnDate } from '../model/connector.ts';
import type { Coverage } from '../model/coverage.ts';
import { ownMember } from '../model/own-member.ts';
import type { SnapshotRecord } from '../model/snapshot.ts';
import { isoTime } from '../model/time.ts';
import { newer } from './clock.ts';

type Entry = SnapshotRecord | Coverage;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Texts at the end of the path; lists on the way are gone through. */
const textsAt = (value: unknown, path: readonly string[]): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap((each) => textsAt(each, path));
  const [key, ...rest] = path;
  if (key === undefined) return typeof value === 'string' ? [value] : [];
  return isObject(value) ? textsAt(ownMember(value, key), rest) : [];
};

export interface FileDates {
  /** The same entries; dates of the records are noted as they pass. */
  readonly watch: (
    entries: Iterable<Entry>,
    happened: Readonly<Record<string, readonly string[]>> | undefined,
  ) => Iterable<Entry>;
  /** A date beside the records. */
  readonly seen: OnDate;
  /** Of what has passed so far. */
  readonly newest: () => Dated | undefined;
}

/** Notes the newest date of something that has happened, of one file. What is no date (`N/A`) is passed over. */
export const datesIn = (file: string): FileDates => {
  let newest: Dated | undefined;
  const note = (text: string, place: () => string): void => {
    if (!/^\d{4}-/.test(text)) return;
    const time = isoTime(Date.parse(text));
    if (time === undefined || (newest !== undefined && time < newest.time)) return;
    newest = newer(newest, { time, place: place() });
  };
  return {
    seen: (time, place) => note(time, () => place),
    newest: () => newest,
    *watch(entries, happened = {}) {
      const paths = new Map(
        Object.entries(happened).map(([kind, members]) => [
          kind,
          members.map((member) => ({ member, path: member.split('.') })),
        ]),
      );
      for (const entry of entries) {
        if ('record' in entry) {
          for (const { member, path } of paths.get(entry.record) ?? [])
            for (const text of textsAt(entry.data, path))
              note(text, () => `${file}: ${entry.record} ${entry.id}, ${member}`);
        }
        yield entry;
      }
    },
  };
};
