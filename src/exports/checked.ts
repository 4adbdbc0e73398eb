import type { z } from 'zod';
import { InputError } from '../model/input-error.ts';
import type { SnapshotRecord } from '../model/snapshot.ts';

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Some tools write `null` where the provider's own leaves the member out; it means the same. */
const withoutNulls = (value: unknown, verbatim: ReadonlySet<string>): unknown => {
  if (Array.isArray(value)) return value.map((member) => withoutNulls(member, verbatim));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, member]) => member !== null || verbatim.has(key))
      .map(([key, member]) => [key, verbatim.has(key) ? member : withoutNulls(member, verbatim)]),
  );
};

const issueOf = (error: z.ZodError): string => {
  const issue = error.issues[0]!;
  const path = issue.path.map(String).join('.');
  return path === '' ? issue.message : `${path}: ${issue.message}`;
};

/** The record kinds of a provider: their schemas, and which member is their id; none where the scope is. */
type RecordTable = Readonly<Record<string, { readonly schema: z.ZodType; readonly id?: string | undefined }>>;

/** How elements of a provider's exports become records of its snapshots. */
export const recordMaker = <Records extends RecordTable>(
  records: Records,
  {
    verbatim,
    damaged,
  }: {
    /** Members whose content is the user's own and stays as it is, whatever is in it. */
    readonly verbatim: ReadonlySet<string>;
    /** What to do about an element that is not as it should be. */
    readonly damaged: string;
  },
) => ({
  /**
   * A record's data from a parsed element: the fields that the kind's schema knows and no others.
   * Throws `InputError` with the field that is not as the provider writes it.
   */
  checkData: <Kind extends keyof Records & string>(
    kind: Kind,
    value: unknown,
    place: () => string,
  ): z.output<Records[Kind]['schema']> => {
    const schema: z.ZodType = records[kind]!.schema;
    let checked = schema.safeParse(value);
    // Only on failure, because it copies the element, and nearly all files have no null.
    if (!checked.success) checked = schema.safeParse(withoutNulls(value, verbatim));
    if (checked.success) return checked.data as z.output<Records[Kind]['schema']>;
    throw new InputError(issueOf(checked.error), place(), damaged);
  },
  toRecord: (
    kind: keyof Records & string,
    scope: string,
    data: Readonly<Record<string, unknown>>,
  ): SnapshotRecord => {
    const field = records[kind]!.id;
    return { record: kind, scope, id: field === undefined ? scope : String(data[field]), data };
  },
});
