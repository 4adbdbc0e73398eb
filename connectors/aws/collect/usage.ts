import type { ServiceLastAccessed } from '@aws-sdk/client-iam';
import { eachAtMost } from '../../../src/collection/concurrency.ts';
import { answerFault, type Failure } from '../../../src/collection/failure.ts';
import type { Clock } from './credential-report.ts';
import { pollDelays } from './credential-report.ts';
import { asApiError, describeFailure } from './failure.ts';
import type { AccountSession } from './session.ts';
import type { Reader } from './source.ts';
import { putRecord, writeCoverage } from './source.ts';

/** Calls that may still be made, shared by all accounts. Attempts that the SDK repeats are not counted. */
export interface Budget {
  left: number;
}

const generating = 'iam:GenerateServiceLastAccessedDetails';
const getting = 'iam:GetServiceLastAccessedDetails';

/** Identities to read, most important first. `whole`: chosen from all of the account's. */
export interface Chosen {
  readonly arns: readonly string[];
  readonly whole: boolean;
}

/** One to start the job and one to read it. */
const callsEach = 2;

const jobsAtOnce = 4;

/** Marks that a budget ran out in the middle of one identity. */
const outOfBudget = Symbol('out of budget');

/**
 * Which services each of these identities last used when, most important identity first, until the budget is used up.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GenerateServiceLastAccessedDetails.html
 */
export const readUsage = async (
  session: AccountSession,
  reader: Reader,
  clock: Clock,
  { arns, whole: allKnown }: Chosen,
  budget: Budget,
): Promise<void> => {
  const { iam, sdk, request } = session;
  const tally = { pages: 0, entries: 0, malformed: 0 };
  let asked = 0;
  const failures = new Map<string, Failure>();

  const spend = (): void => {
    if (budget.left < 1) throw outOfBudget;
    budget.left -= 1;
  };

  const start = async (Arn: string): Promise<string> => {
    const command = new sdk.iam.GenerateServiceLastAccessedDetailsCommand({
      Arn,
      Granularity: 'ACTION_LEVEL',
    });
    const { JobId } = await iam.send(command, request);
    if (JobId === undefined) throw answerFault('no job id was given');
    return JobId;
  };

  /** Waits for the job; `undefined` where it failed or did not end in time. */
  const finish = async (JobId: string) => {
    const services: ServiceLastAccessed[] = [];
    const seen = new Set<string>();
    let Marker: string | undefined;
    const [firstDelay = 0, ...delays] = pollDelays;
    // A job takes a second or more: to ask at once would waste a call.
    await clock.sleep(firstDelay);
    let paid = true;
    for (;;) {
      if (!paid) spend();
      paid = false;
      const page = await iam.send(
        new sdk.iam.GetServiceLastAccessedDetailsCommand({
          JobId,
          MaxItems: 1000,
          ...(Marker === undefined ? {} : { Marker }),
        }),
        request,
      );
      if (page.JobStatus === 'FAILED')
        throw answerFault(`the job failed: ${page.Error?.Code ?? 'no reason given'}`);
      if (page.JobStatus !== 'COMPLETED') {
        const delay = delays.shift();
        if (delay === undefined) throw answerFault('AWS did not finish the job within a minute');
        await clock.sleep(delay);
        continue;
      }
      services.push(...(page.ServicesLastAccessed ?? []));
      if (page.IsTruncated !== true) return { services, JobCompletionDate: page.JobCompletionDate };
      if (!page.Marker || seen.has(page.Marker)) throw answerFault('the pages lead nowhere');
      Marker = page.Marker;
      seen.add(Marker);
    }
  };

  const attempt = async <T>(call: string, run: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await run();
    } catch (error) {
      if (error === outOfBudget) return;
      const known = asApiError(error);
      if (known === undefined) throw error;
      failures.set(call, describeFailure(known, call));
      return;
    }
  };

  const readOne = async (Arn: string): Promise<void> => {
    // Refused from the start: the same refusal for each identity is no use.
    if (budget.left < callsEach || (failures.size > 0 && tally.entries === 0)) return;
    // For the job and the first look at it; each further look is paid for by itself.
    budget.left -= callsEach;
    asked += 1;
    const job = await attempt(generating, () => start(Arn));
    const done = job === undefined ? undefined : await attempt(getting, () => finish(job));
    if (done === undefined) return;
    const { services: ServicesLastAccessed, JobCompletionDate } = done;
    await putRecord(reader, tally, 'aws.service-last-accessed', {
      Arn,
      JobCompletionDate,
      ServicesLastAccessed,
    });
    reader.progress(getting, tally.entries);
  };

  // The first one alone, to see whether it is answered; then several, because most of the time is waiting.
  const [first, ...others] = arns;
  if (first !== undefined) await readOne(first);
  await eachAtMost(jobsAtOnce, others, readOne);

  const read = tally.entries === arns.length;
  const whole = read && allKnown;
  const started = failures.get(generating);
  const status = whole ? 'complete' : tally.entries > 0 || read ? 'partial' : undefined;
  const figures = `${tally.entries} of ${arns.length} privileged identities read`;
  await writeCoverage(
    reader,
    generating,
    started === undefined ? 'complete' : (status ?? started.status),
    started?.reason ?? '',
  );
  const failure = failures.get(getting) ?? started;
  const reason =
    failure?.reason ??
    (tally.malformed > 0
      ? `${tally.malformed} ${tally.malformed === 1 ? 'answer' : 'answers'} did not have the shape of the AWS API`
      : undefined) ??
    (read
      ? 'chosen from those identities of the account that could be read'
      : 'the call budget was used up; raise it to read more');
  await writeCoverage(
    reader,
    getting,
    status ?? failure?.status ?? 'partial',
    whole ? figures : `${figures}, ${asked} asked for: ${reason}`,
  );
};
