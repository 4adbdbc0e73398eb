import type { z } from 'zod';
import { InputError } from '../../../src/model/input-error.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { type AwsRecordKind, awsRecords } from '../facts/records.ts';
import { damaged } from './json-lists.ts';

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Members whose content is the user's own and stays as it is. */
const documentKeys: ReadonlySet<string> = new Set(['PolicyDocument', 'AssumeRolePolicyDocument', 'Document']);

/** Some tools write `null` where the AWS CLI leaves the member out; it means the same. */
const withoutNulls = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, member]) => member !== null || documentKeys.has(key))
      .map(([key, member]) => [key, documentKeys.has(key) ? member : withoutNulls(member)]),
  );
};

const issueOf = (error: z.ZodError): string => {
  const issue = error.issues[0]!;
  const path = issue.path.map(String).join('.');
  return path === '' ? issue.message : `${path}: ${issue.message}`;
};

/**
 * A record's data from a parsed element: the fields that the kind's schema knows and no others.
 * Throws `InputError` with the field that is not as AWS writes it.
 */
export const checkData = <Kind extends AwsRecordKind>(
  kind: Kind,
  value: unknown,
  place: () => string,
): z.output<(typeof awsRecords)[Kind]['schema']> => {
  const schema: z.ZodType = awsRecords[kind].schema;
  let checked = schema.safeParse(value);
  // Only on failure, because it copies the element, and nearly all files have no null.
  if (!checked.success) checked = schema.safeParse(withoutNulls(value));
  if (checked.success) return checked.data as z.output<(typeof awsRecords)[Kind]['schema']>;
  throw new InputError(`${issueOf(checked.error)}`, place(), damaged);
};

export const toRecord = (
  kind: AwsRecordKind,
  scope: string,
  data: Readonly<Record<string, unknown>>,
): SnapshotRecord => {
  const field = awsRecords[kind].id;
  return { record: kind, scope, id: field === undefined ? scope : String(data[field]), data };
};
