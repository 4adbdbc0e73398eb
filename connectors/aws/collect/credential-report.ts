import { CsvError, parse } from 'csv-parse/sync';
import { answerFault } from '../../../src/collection/failure.ts';
import type { AwsCredentialReportRow } from '../facts/records.ts';
import { credentialReportRowSchema } from '../facts/records.ts';
import { asApiError, describeFailure } from './failure.ts';
import { isNotReady } from './memory.ts';
import type { AccountSession } from './session.ts';
import type { Reader } from './source.ts';
import { putRecord, readSource, writeCoverage } from './source.ts';

/** Rows by user name, as far as the report could be read. `undefined`: there is no report. */
export type CredentialReport = ReadonlyMap<string, AwsCredentialReportRow>;

export interface Clock {
  readonly now: () => Date;
  /** Waits so many milliseconds; rejects when interrupted. */
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** Waits before asking again, in milliseconds: 1, 2, 4… seconds, about a minute in all. */
export const pollDelays: readonly number[] = [1000, 2000, 4000, 8000, 8000, 8000, 8000, 8000, 8000];

/** Asks AWS to write the report. Where that is refused, a report that somebody else had written may still be there. */
const generate = async (session: AccountSession, reader: Reader): Promise<string | undefined> => {
  const source = 'iam:GenerateCredentialReport';
  try {
    await session.iam.send(new session.sdk.iam.GenerateCredentialReportCommand({}), session.request);
    await writeCoverage(reader, source, 'complete', '');
    return;
  } catch (error) {
    const known = asApiError(error);
    if (known === undefined) throw error;
    const { status, reason } = describeFailure(known, source);
    await writeCoverage(reader, source, status, reason);
    return reason;
  }
};

const fetchReport = async (session: AccountSession, clock: Clock, mayCome: boolean) => {
  const get = () => session.iam.send(new session.sdk.iam.GetCredentialReportCommand({}), session.request);
  for (const delay of mayCome ? pollDelays : []) {
    try {
      return await get();
    } catch (error) {
      if (!isNotReady(error)) throw error;
      await clock.sleep(delay);
    }
  }
  return get();
};

/** A row with too few columns is left to the schema, which refuses it. */
const parseRows = (text: string): readonly Readonly<Record<string, string>>[] => {
  const wrong = 'the report is not the CSV that AWS writes';
  if (!text.startsWith('user,arn,')) throw answerFault(wrong);
  try {
    return parse(text, {
      columns: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    });
  } catch (error) {
    if (error instanceof CsvError) throw answerFault(`${wrong}: ${error.code}`);
    throw error;
  }
};

/** AWS keeps a report for four hours; what happened since is not in it. */
const fresh = 5 * 60_000;

/** Has the credential report written, reads it, and hands its rows on. */
export const readCredentialReport = async (
  session: AccountSession,
  reader: Reader,
  clock: Clock,
): Promise<CredentialReport | undefined> => {
  const refused = await generate(session, reader);
  const source = 'iam:GetCredentialReport';
  const rows = new Map<string, AwsCredentialReportRow>();
  const outcome = await readSource(reader, source, async (tally) => {
    let answer: Awaited<ReturnType<typeof fetchReport>>;
    try {
      answer = await fetchReport(session, clock, refused === undefined);
    } catch (error) {
      if (!isNotReady(error)) throw error;
      return refused === undefined
        ? { status: 'partial', detail: 'AWS did not finish the report within a minute; scan again' }
        : { status: 'denied', detail: `there is no report, and none could be made: ${refused}` };
    }
    const parsed = parseRows(Buffer.from(answer.Content ?? new Uint8Array()).toString('utf8'));
    tally.pages = 1;
    for (const raw of parsed) {
      await putRecord(reader, tally, 'aws.credential-report-row', raw);
      const row = credentialReportRowSchema.safeParse(raw);
      if (row.success) rows.set(row.data.user, row.data);
    }
    const made = answer.GeneratedTime;
    if (made === undefined || clock.now().getTime() - made.getTime() < fresh) return undefined;
    return `as of ${made.toISOString()}: AWS makes one every four hours`;
  });
  return outcome.pages === 0 ? undefined : rows;
};
