import { isObject } from '../exports/checked.ts';
import { ownMember } from '../model/own-member.ts';

/** Members of entries of logs, which may be of any shape: whatever is not as it should be is not there. */
export type Entry = Readonly<Record<string, unknown>>;

/** By its name, or by the same in lower case, as databases write columns (Athena); a column may hold a struct as JSON text. */
export const memberOf = (entry: Entry, name: string): unknown =>
  ownMember(entry, name) ?? ownMember(entry, name.toLowerCase());

export const textOf = (entry: Entry, name: string): string | undefined => {
  const value = memberOf(entry, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // A text that is no JSON is no struct.
    return undefined;
  }
};

export const structOf = (entry: Entry, name: string): Entry | undefined => {
  const value = memberOf(entry, name);
  const struct = typeof value === 'string' && /^\s*\{/.test(value) ? parsed(value) : value;
  return isObject(struct) ? struct : undefined;
};

export const listOf = (entry: Entry, name: string): readonly unknown[] => {
  const value = memberOf(entry, name);
  const list = typeof value === 'string' && /^\s*\[/.test(value) ? parsed(value) : value;
  return Array.isArray(list) ? list : [];
};

/** Years in which logs can have been written. */
const first = Date.parse('2000-01-01T00:00:00Z');
const last = Date.parse('2100-01-01T00:00:00Z');

/** Milliseconds; undefined: it is no time of a log. A time without a zone is UTC, as providers mean it. */
export const timeOf = (value: unknown): number | undefined => {
  const text =
    typeof value === 'string' && /^\d{4}-\d\d-\d\d[T ][\d:.]+$/.test(value)
      ? `${value.replace(' ', 'T')}Z`
      : value;
  const time = typeof text === 'number' ? text : typeof text === 'string' ? Date.parse(text) : Number.NaN;
  return time >= first && time < last ? time : undefined;
};
