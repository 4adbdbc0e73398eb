import { csvRows } from '../../../src/exports/csv.ts';
import { type JsonRemedies, splitDocuments, splitPages } from '../../../src/exports/json-elements.ts';
import type { SourceFile } from '../../../src/model/connector.ts';
import { InputError } from '../../../src/model/input-error.ts';
import { ownMember } from '../../../src/model/own-member.ts';
import type { UsageEntry } from '../../../src/usage/event.ts';
import { usageFormat } from '../../../src/usage/format.ts';
import { structOf } from '../../../src/usage/members.ts';
import { cloudTrail, usageOfEvent } from '../usage/cloudtrail.ts';
import { valueOfPrinted } from './athena-row.ts';

const remedies: JsonRemedies = {
  remake: 'Fetch the file again from the bucket of the trail.',
  damaged: 'Fetch the file again from the bucket of the trail, as CloudTrail wrote it.',
};
const wanted = { lists: new Set(['Records', 'Events']), values: new Set<string>() };

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** `aws cloudtrail lookup-events` and CloudTrail Lake's `eventJson` have the event as text within. */
const unwrapped = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  for (const member of ['CloudTrailEvent', 'eventJson', 'eventjson', 'eventData', 'eventdata']) {
    const inner = ownMember(value as Readonly<Record<string, unknown>>, member);
    if (typeof inner === 'string') return parsed(inner);
    if (typeof inner === 'object' && inner !== null) return inner;
  }
  return value;
};

const athenaRemedy =
  'Export whole rows of the table: SELECT * FROM … WHERE eventtime > …, and take the .csv that Athena wrote.';

/** Columns without which nobody can say who did what. */
const athenaColumns = ['eventtime', 'eventsource', 'eventname', 'useridentity'];

const checkColumns = (columns: readonly string[], place: string): void => {
  const lower = columns.map((column) => column.toLowerCase());
  const missing = athenaColumns.filter((column) => !lower.includes(column));
  if (missing.length > 0)
    throw new InputError(`there is no column ${missing.join(', ')}`, place, athenaRemedy);
  const twice = lower.find((column, index) => lower.indexOf(column) < index);
  if (twice !== undefined)
    throw new InputError(`the column ${JSON.stringify(twice)} is there twice`, place, athenaRemedy);
};

/** Columns that the tables of Athena have as structs and lists; the others are texts. */
const printed: ReadonlySet<string> = new Set(['useridentity', 'resources', 'tlsdetails']);

/**
 * Rows of a table of CloudTrail as Athena writes them: names in lower case, no value where there is none.
 * https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table.html
 */
function* athenaRows(file: SourceFile): Generator<UsageEntry> {
  for (const { record } of csvRows(file, { checkColumns, remedy: athenaRemedy })) {
    const event = Object.fromEntries(
      Object.entries(record).map(([column, text]) => {
        const name = column.toLowerCase();
        return [name, (printed.has(name) ? valueOfPrinted(text) : undefined) ?? text];
      }),
    );
    const readable = event.useridentity === '' || structOf(event, 'useridentity') !== undefined;
    yield readable ? usageOfEvent(event) : { aside: 'event whose userIdentity cannot be determined' };
  }
}

/**
 * Files that a trail delivers (`{"Records":[…]}`), the answer of `lookup-events`, events one a line as CloudTrail Lake and
 * Athena give them, and the CSV that Athena writes. Digests hold signatures of such files, and no event.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-examples.html
 */
function* entries(file: SourceFile): Generator<UsageEntry> {
  if (
    /^\s*\{[^[{]{0,4000}"(?:digestStartTime|awsAccountId)"[\s\S]*"previousDigest/.test(
      file.head.slice(0, 8192),
    )
  ) {
    yield { aside: 'digest file' };
    return;
  }
  if (/^\s*\{\s*"(?:Records|Events)"\s*:\s*\[/.test(file.head)) {
    for (const piece of splitPages(file, wanted, remedies))
      if (piece.kind === 'element') yield usageOfEvent(unwrapped(piece.value));
    return;
  }
  if (!/^\s*[[{]/.test(file.head)) {
    yield* athenaRows(file);
    return;
  }
  for (const { value } of splitDocuments(file, remedies)) yield usageOfEvent(unwrapped(value));
}

export const cloudTrailEvents = usageFormat({
  provider: 'aws',
  id: 'aws-cloudtrail',
  log: cloudTrail,
  entries,
});
