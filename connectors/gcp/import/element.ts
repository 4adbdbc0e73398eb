import { isObject, recordMaker } from '../../../src/exports/checked.ts';
import type { JsonRemedies } from '../../../src/exports/json-elements.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { type GcpRecordKind, gcpRecords, wholeEstate } from '../facts/records.ts';

export const remedies: JsonRemedies = {
  remake: 'Make the export again and give the file as the tool wrote it (JSON).',
  damaged: 'Give the file as the tool wrote it (JSON); if it was edited, make the export again.',
};

/** Members whose content is the user's own and stays as it is. */
const verbatim: ReadonlySet<string> = new Set(['labels', 'attributeMapping']);

const { checkData } = recordMaker(gcpRecords, { verbatim, damaged: remedies.damaged });

export type Element = Readonly<Record<string, unknown>>;

/** A record without its place in the file. */
export interface Made {
  readonly kind: GcpRecordKind;
  readonly id: string;
  readonly data: Element;
  /** What was supposed to make it, one clause. */
  readonly supposed?: string | undefined;
}

/** A record of a parsed element; throws `InputError` with the field that is not as Google writes it. */
export const recordOf = ({ kind, id, data }: Made, place: () => string): SnapshotRecord => ({
  record: kind,
  scope: wholeEstate,
  id,
  data: checkData(kind, data, place),
});

export const text = (value: unknown): string => (typeof value === 'string' ? value : '');
/** Full names of IAM without the service before them: `projects/P/roles/R`. */
export const ownName = (name: unknown): string =>
  text(name).replace(
    /^\/\/(?:iam|cloudresourcemanager|apikeys|privilegedaccessmanager|aiplatform)\.googleapis\.com\//,
    '',
  );

export const object = (value: unknown): Element => (isObject(value) ? value : {});
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Texts at a path; lists on the way are gone through. */
export const at = (value: unknown, path: readonly string[]): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap((each) => at(each, path));
  const [name, ...rest] = path;
  if (name === undefined) return typeof value === 'string' && value !== '' ? [value] : [];
  return isObject(value) && Object.hasOwn(value, name) ? at(value[name], rest) : [];
};
