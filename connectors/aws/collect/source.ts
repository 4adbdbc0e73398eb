import { answerFault } from '../../../src/collection/failure.ts';
import { pagesOf } from '../../../src/collection/pages.ts';
import type { Coverage, CoverageStatus } from '../../../src/model/coverage.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import type { AwsRecordKind } from '../facts/records.ts';
import { awsRecords } from '../facts/records.ts';
import { awsCall } from './calls.ts';
import { asApiError, describeFailure, isGone } from './failure.ts';

/** Where facts and coverage of one scope go. */
export interface Reader {
  /** Id of the account, or of the organisation. */
  readonly scope: string;
  readonly emit: (item: SnapshotRecord | Coverage) => Promise<void>;
  /** `count`: entries read so far from the source. */
  readonly progress: (source: string, count: number) => void;
}

/** What came of a reading that was not cut off: a remark or nothing where it is whole, else its status. */
export type Said = string | undefined | { readonly status: CoverageStatus; readonly detail: string };

/** How far the reading of one source has come. */
export interface Tally {
  pages: number;
  entries: number;
  /** Entries that did not have the shape of the provider's API; left out. */
  malformed: number;
}

export interface Outcome {
  readonly status: CoverageStatus;
  readonly pages: number;
}

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

export const writeCoverage = (
  reader: Reader,
  source: string,
  status: CoverageStatus,
  detail: string,
  gives: Coverage['gives'] = awsCall(source)?.gives ?? [],
): Promise<void> =>
  reader.emit({
    connector: 'aws',
    scope: reader.scope,
    source,
    status,
    detail,
    gives,
    ...(status === 'partial' ? { cut: true as const } : {}),
  });

/** The record as the snapshot may hold it: fields without a place in the schema, secrets among them, are dropped. */
export const toRecord = (kind: AwsRecordKind, scope: string, raw: unknown): SnapshotRecord | undefined => {
  const { schema, id } = awsRecords[kind];
  const parsed = schema.safeParse(raw);
  if (!parsed.success) return;
  const own = id === undefined ? scope : (parsed.data as Readonly<Record<string, unknown>>)[id];
  return { record: kind, scope, id: String(own), data: parsed.data };
};

export const putRecord = async (
  reader: Reader,
  tally: Tally,
  kind: AwsRecordKind,
  raw: unknown,
): Promise<void> => {
  const record = toRecord(kind, reader.scope, raw);
  if (record === undefined) {
    tally.malformed += 1;
    return;
  }
  tally.entries += 1;
  await reader.emit(record);
};

/** How far a reading came, before it is written down. */
export interface Reading extends Outcome {
  readonly detail: string;
}

/**
 * Reads and tells how far it came: `complete` only when `read` came to its end and every entry was
 * understood. `read` may return a remark for the reader of the report, or a status of its own.
 */
export const tryReading = async (
  source: string,
  tally: Tally,
  read: (tally: Tally) => Promise<Said>,
): Promise<Reading> => {
  const end = (status: CoverageStatus, detail: string): Reading => ({ status, detail, pages: tally.pages });
  try {
    const said = await read(tally);
    const left = `${count(tally.malformed, 'entry', 'entries')} did not have the shape of the AWS API and were left out`;
    if (typeof said === 'object')
      return tally.malformed > 0 && said.status !== 'skipped'
        ? end('partial', `${said.detail}; ${left}`)
        : end(said.status, said.detail);
    return tally.malformed > 0 ? end('partial', left) : end('complete', said ?? '');
  } catch (error) {
    const known = asApiError(error);
    if (known === undefined) throw error;
    const failure = describeFailure(known, source);
    if (tally.pages === 0) return end(failure.status, failure.reason);
    const read = `${count(tally.pages, 'page', 'pages')} with ${count(tally.entries, 'entry', 'entries')} read, then no more`;
    return end('partial', `${read}: ${failure.reason}`);
  }
};

/** Reads one source, and writes down how far it came. */
export const readSource = async (
  reader: Reader,
  source: string,
  read: (tally: Tally) => Promise<Said>,
): Promise<Outcome> => {
  const tally: Tally = { pages: 0, entries: 0, malformed: 0 };
  const outcome = await tryReading(source, tally, read);
  await writeCoverage(reader, source, outcome.status, outcome.detail);
  reader.progress(source, tally.entries);
  return outcome;
};

/** A page's own word on what follows, in IAM's way. */
interface IamPage {
  readonly IsTruncated?: boolean | undefined;
  readonly isTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

const nextMarker = (page: IamPage): string | undefined => {
  if (!(page.IsTruncated ?? page.isTruncated ?? false)) return;
  if (!page.Marker) throw answerFault('more entries are announced, without a marker to ask for them');
  return page.Marker;
};

const nextToken = (page: { readonly NextToken?: string | undefined }): string | undefined =>
  page.NextToken || undefined;

/** The guard knows what a list may cost. */
const countedByGuard = { pages: Number.POSITIVE_INFINITY };

/** All pages of a list, counted. */
export const readPages = async function* <Page>(
  tally: Tally,
  fetch: (marker: string | undefined) => Promise<Page>,
  next: (page: Page) => string | undefined,
): AsyncGenerator<Page> {
  for await (const page of pagesOf(fetch, next, countedByGuard)) {
    yield page;
    tally.pages += 1;
  }
};

export const iamPages = <Page extends IamPage>(
  tally: Tally,
  fetch: (marker: { readonly Marker?: string }) => Promise<Page>,
): AsyncGenerator<Page> =>
  readPages(tally, (marker) => fetch(marker === undefined ? {} : { Marker: marker }), nextMarker);

export const organizationPages = <Page extends { readonly NextToken?: string | undefined }>(
  tally: Tally,
  fetch: (token: { readonly NextToken?: string }) => Promise<Page>,
): AsyncGenerator<Page> =>
  readPages(tally, (token) => fetch(token === undefined ? {} : { NextToken: token }), nextToken);

/** So many refusals with no answer between them, and the rest is not asked. */
const refusalsUntilStop = 3;

/** Of several things that were listed a moment ago not one is there: somebody else answers, or for another account. */
const ofGone = (gone: number, all: number): Said =>
  gone === all && all >= refusalsUntilStop
    ? {
        status: 'partial',
        detail: `none of the ${all} that were listed exists any more, which is not plausible: check the endpoint and the account`,
      }
    : `${gone} of ${all} were deleted meanwhile`;

/**
 * Asks one question for each of many things. A thing that is gone meanwhile is passed over; the first refusals end
 * it, when nothing was answered before; later failures are counted.
 */
export const askEach = async <Thing>(
  things: readonly Thing[],
  call: string,
  ask: (thing: Thing) => Promise<void>,
): Promise<Said> => {
  let answered = 0;
  let failed = 0;
  let gone = 0;
  let last: { readonly status: CoverageStatus; readonly reason: string } | undefined;
  const askOne = async (thing: Thing): Promise<void> => {
    if (answered === 0 && failed >= refusalsUntilStop) return;
    try {
      await ask(thing);
      answered += 1;
    } catch (error) {
      if (isGone(error, call)) {
        answered += 1;
        gone += 1;
        return;
      }
      const known = asApiError(error);
      if (known === undefined) throw error;
      failed += 1;
      last = describeFailure(known, call);
    }
  };
  // One by one until the first answer, so that a refused call is refused a few times, not thousands.
  let at = 0;
  while (at < things.length && answered === 0 && failed < refusalsUntilStop) await askOne(things[at++]!);
  if (answered > 0) await Promise.all(things.slice(at).map(askOne));
  if (last === undefined) return gone === 0 ? undefined : ofGone(gone, things.length);
  if (answered === 0) return { status: last.status, detail: last.reason };
  return {
    status: 'partial',
    detail: `${answered} of ${things.length} answered; for the others: ${last.reason}`,
  };
};

/** Names of the account's users, and whether these are all. */
export interface Users {
  readonly names: readonly string[];
  readonly whole: boolean;
}

/** `askEach` for users: where not all users are known, the answer is not whole either. */
export const askUsers = async (
  users: Users,
  call: string,
  ask: (user: string) => Promise<void>,
): Promise<Said> => {
  const said = await askEach(users.names, call, ask);
  if (said !== undefined || users.whole) return said;
  return {
    status: 'partial',
    detail: `asked for the ${users.names.length} users of those pages of iam:GetAccountAuthorizationDetails that could be read`,
  };
};
