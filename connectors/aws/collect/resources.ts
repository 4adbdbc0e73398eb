import { eachAtMost } from '../../../src/collection/concurrency.ts';
import { answerFault } from '../../../src/collection/failure.ts';
import { isObject } from '../../../src/exports/checked.ts';
import type { CoverageStatus } from '../../../src/model/coverage.ts';
import type { FoundInSettings } from '../import/setting-literals.ts';
import { type DescribeLimit, describeEach } from './region-reading.ts';
import { type ResourceKind, resourceKinds } from './resource-kinds.ts';
import type { Question, Resource } from './resource-question.ts';
import { evenShares } from './resource-shares.ts';
import { accountBlock, settledBy } from './resource-sharing.ts';
import type { PutRecord, Region, RegionReading } from './workload-region.ts';

/** Calls that may be spent in an account on what is asked for one by one: policies, user data. */
export const defaultResourceBudget = 2000;

/** Lists and resources asked about at once, each with a client of its own. */
const atOnce = 8;

/** What is known of a region before its resources are asked for. */
export interface RegionKnown {
  readonly region: Region;
  /** How far the lists of workloads came. */
  readonly readings: readonly RegionReading[];
  /** ARNs of its workloads, by type. */
  readonly workloads: ReadonlyMap<string, readonly string[]>;
  /** Policies that AWS Config shows, by ARN. `current`: as they are now, so that nobody has to be asked. */
  readonly policies: ReadonlyMap<string, { readonly data: unknown; readonly current: boolean }>;
}

export interface ResourceReading {
  readonly readings: readonly RegionReading[];
  /** What was found in settings that no list shows, by ARN of the resource. */
  readonly found: ReadonlyMap<string, FoundInSettings>;
}

interface Listed {
  readonly resources: readonly Resource[];
  readonly reading: RegionReading;
}

const listOf = async (
  { list, lists }: ResourceKind,
  { region, readings, workloads }: RegionKnown,
  resourceType: string,
  put: PutRecord,
): Promise<Listed> => {
  const resources: Resource[] = [];
  if (list !== undefined) {
    const shown = new Set(workloads.get(resourceType));
    // What AWS Config showed stands already.
    const putNew: PutRecord = async (kind, raw) =>
      (isObject(raw) && kind === 'aws.workload' && shown.has(String(raw.Arn))) || put(kind, raw);
    const reading = await list(region, (resource) => resources.push(resource), putNew);
    return { resources, reading };
  }
  const reading = readings.find(({ source }) => source === lists) ?? {
    source: lists,
    region: region.name,
    status: 'skipped',
    detail: 'not asked',
  };
  return { resources: (workloads.get(resourceType) ?? []).map((arn) => ({ arn, name: arn })), reading };
};

/** What is asked of a kind in a region. */
interface Group extends Listed {
  readonly kind: ResourceKind;
  readonly question: Question;
  readonly known: RegionKnown;
}

const questionsOf = ({ asks, open, more = [] }: ResourceKind): readonly Question[] =>
  asks === undefined || open === undefined ? more : [{ asks, open }, ...more];

const byArn = (a: Resource, b: Resource): number => (a.arn < b.arn ? -1 : a.arn > b.arn ? 1 : 0);

/** Of a list that is one for all regions, each region's own; what tells none is asked for at home. */
const perRegion = (
  { resources, reading }: Listed,
  regions: readonly RegionKnown[],
  home: string,
): readonly (Listed & { readonly known: RegionKnown })[] =>
  regions.map((known) => ({
    known,
    reading: { ...reading, region: known.region.name },
    resources: resources.filter(({ region = home }) => region === known.region.name),
  }));

/**
 * Policies of resources and what else only a question for each of them shows. First everything is listed; then the calls
 * that may be spent are divided evenly among kinds and regions, so that a thousand queues leave something for the keys.
 */
export const readResources = async (
  regions: readonly RegionKnown[],
  /** The region that answers for all. */
  home: RegionKnown,
  budget: number,
  put: PutRecord,
): Promise<ResourceReading> => {
  const lists = resourceKinds.flatMap((kind) =>
    (kind.global === true ? [home] : regions).map((known) => ({ kind, known })),
  );
  const listed = await eachAtMost(atOnce, lists, async ({ kind, known }) => ({
    kind,
    known,
    ...(await listOf(kind, known, kind.resourceType, put)),
  }));
  const ofAccount = await readAccountBlock(home.region, put);
  const groups = listed
    .flatMap(({ kind, known, ...own }): readonly Group[] => {
      const questions = questionsOf(kind).filter(({ asks }) => !ofAccount.settled.has(asks));
      const places = kind.global === true ? perRegion(own, regions, home.region.name) : [{ known, ...own }];
      return questions.flatMap((question) => places.map((place) => ({ kind, question, ...place })));
    })
    .map(({ resources, ...group }) => {
      // AWS Config shows policies only.
      const isKnown = ({ arn }: Resource): boolean =>
        group.question.asks === group.kind.asks && group.known.policies.get(arn)?.current === true;
      return { ...group, resources: resources.filter((each) => !isKnown(each)).sort(byArn) };
    });
  const shares = evenShares(
    groups.map(({ resources }) => resources.length),
    budget,
  );
  const answered = new Set<string>();
  const found = new Map<string, FoundInSettings>();
  const asked = await eachAtMost(
    atOnce,
    groups.map((group, index) => ({ ...group, most: shares[index]! })),
    ({ kind, question, known: { region }, resources, reading, most }) => {
      const limit: DescribeLimit = {
        size: 1,
        most,
        beyond: `which is their part of the budget of ${budget} calls (--aws-resource-budget)`,
      };
      if (resources.length === 0)
        return describeEach(region, question.asks, resources, reading, limit, noAnswer);
      return question.open(region, (ask) =>
        describeEach(region, question.asks, resources, reading, limit, async ([resource]) => {
          const { arn } = resource!;
          const answer = await ask(resource!);
          if (question.asks === kind.asks) answered.add(arn);
          for (const [record, data] of answer?.records ?? [])
            if (!(await put(record, data)))
              throw answerFault(`an answer about ${arn} has not the documented form`);
          if (answer?.found !== undefined) found.set(arn, answer.found);
          if (answer?.policy === undefined) return;
          const { resourceType: ResourceType } = kind;
          await put('aws.resource-policy', { Arn: arn, ResourceType, PolicyDocument: answer.policy });
        }),
      );
    },
  );
  for (const { policies } of regions)
    for (const [arn, { data }] of policies) if (!answered.has(arn)) await put('aws.resource-policy', data);
  const own = listed.filter(({ kind }) => kind.list !== undefined).map(({ reading }) => reading);
  return { readings: [...own, ofAccount.reading, ...ofAccount.spared, ...asked], found };
};

interface OfAccount {
  readonly reading: RegionReading;
  /** Questions that need no asking of any bucket. */
  readonly settled: ReadonlySet<string>;
  readonly spared: readonly RegionReading[];
}

/** Block Public Access of the whole account comes first: where it is on, no bucket has to be asked. */
const readAccountBlock = async (region: Region, put: PutRecord): Promise<OfAccount> => {
  const { account } = region;
  let settled: ReadonlySet<string> = new Set();
  const limit: DescribeLimit = { size: 1, most: 1, beyond: '' };
  const listed: RegionReading = { source: '', region: region.name, status: 'complete', detail: '' };
  const reading = await accountBlock.open(region, (ask) =>
    describeEach(region, accountBlock.asks, [account], listed, limit, async () => {
      const answer = await ask({ arn: account, name: account });
      for (const [record, data] of answer?.records ?? []) {
        await put(record, data);
        settled = settledBy(data);
      }
    }),
  );
  const spared = [...settled].map(
    (source): RegionReading => ({
      source,
      region: region.name,
      status: 'complete',
      detail: `not asked: the account blocks public access to all buckets (${accountBlock.asks})`,
    }),
  );
  return { reading, settled, spared };
};

const noAnswer = async (): Promise<void> => {};

/** How far the policies of all kinds were read together: complete only where each is. */
export const policiesRead = (
  readings: readonly RegionReading[],
): { readonly status: CoverageStatus; readonly detail: string } => {
  const sources = resourceKinds.flatMap((kind) =>
    kind.resourceType === 'AWS::EC2::Instance' ? [] : questionsOf(kind).map(({ asks }) => asks),
  );
  const own = readings.filter(({ source }) => sources.includes(source));
  const open = sources.filter((asks) =>
    own.some(({ source, status }) => source === asks && status !== 'complete'),
  );
  if (open.length === 0) return { status: 'complete', detail: '' };
  const statuses = new Set(own.map(({ status }) => status));
  const [only] = statuses;
  const status = statuses.size === 1 && only !== undefined ? only : 'partial';
  return { status, detail: `not all were read: see ${open.join(', ')}` };
};
