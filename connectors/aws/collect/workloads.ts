import { eachAtMost } from '../../../src/collection/concurrency.ts';
import type { CoverageStatus } from '../../../src/model/coverage.ts';
import { ownMember } from '../../../src/model/own-member.ts';
import { workloadSources } from '../facts/workloads.ts';
import type { FoundInSettings } from '../import/setting-literals.ts';
import { awsCalls, callId } from './calls.ts';
import { defaultResourceBudget, policiesRead, type RegionKnown, readResources } from './resources.ts';
import type { AccountSession } from './session.ts';
import type { Reader, Tally } from './source.ts';
import { putRecord, tryReading, writeCoverage } from './source.ts';
import { askConfig } from './workload-config.ts';
import { workloadLists } from './workload-lists.ts';
import { type RawWorkload, type Region, type RegionReading, regionOf } from './workload-region.ts';

export interface WorkloadOptions {
  /** Only these. Default: all that are enabled in the account. */
  readonly regions?: readonly string[];
  /** Calls that may be spent on what is asked for one by one, in each account. Default: 2,000. */
  readonly resourceBudget?: number;
}

const regionsCall = 'ec2:DescribeRegions';
const firstCall = 'config:SelectResourceConfig';
const regionsAtOnce = 4;
const byConfig = 'AWS Config answered';

interface Regions {
  readonly names: readonly string[];
  /** Why these are not all regions of the account; `undefined`: they are. */
  readonly gap: string | undefined;
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRegions.html */
const findRegions = async (
  session: AccountSession,
  reader: Reader,
  wanted: readonly string[] | undefined,
): Promise<Regions> => {
  const home = await session.iam.config.region();
  const sdk = await import('@aws-sdk/client-ec2');
  let enabled: readonly string[] = [];
  const tally: Tally = { pages: 0, entries: 0, malformed: 0 };
  const { status, detail } = await tryReading(regionsCall, tally, () =>
    regionOf(session, home).withClient(
      'ec2',
      (config) => new sdk.EC2Client(config),
      async (client) => {
        const { Regions = [] } = await client.send(new sdk.DescribeRegionsCommand({}), session.request);
        enabled = Regions.flatMap(({ RegionName }) => RegionName ?? []).sort();
        if (enabled.length === 0) return { status: 'partial', detail: 'AWS named no region' };
        return enabled.length === Regions.length
          ? undefined
          : { status: 'partial', detail: 'AWS listed a region without a name, which was left out' };
      },
    ),
  );
  await writeCoverage(reader, regionsCall, status, detail);
  if (status !== 'complete') {
    return {
      names: wanted ?? [home],
      gap: `which regions are enabled is not known: ${regionsCall} ${status}`,
    };
  }
  if (wanted === undefined) return { names: enabled, gap: undefined };
  const names = enabled.filter((name) => wanted.includes(name));
  const gap =
    names.length < enabled.length
      ? `${names.length} of ${enabled.length} enabled regions were asked for (--aws-region)`
      : undefined;
  return { names, gap };
};

const mostNamed = 6;
const listed = (names: readonly string[]): string =>
  names.length > mostNamed
    ? `${names.slice(0, mostNamed).join(', ')} and ${names.length - mostNamed} more`
    : names.join(', ');

/** One entry for a call in all regions: complete only where it is complete in each. */
const summary = (
  readings: readonly RegionReading[],
  gap: string | undefined,
): { readonly status: CoverageStatus; readonly detail: string } => {
  const byReason = Map.groupBy(readings, ({ status, detail }) => `${status}\n${detail}`);
  const statuses = new Set(readings.map(({ status }) => status));
  const reasons = [...byReason.values()].flatMap((alike) => {
    const { status, detail } = alike[0]!;
    const where = listed(alike.map(({ region }) => region).sort());
    return status === 'complete' && detail === '' ? [] : [`${where}: ${detail}`];
  });
  const [only] = statuses;
  const status = statuses.size === 1 && only !== undefined ? only : 'partial';
  const read = readings.filter((reading) => reading.status === 'complete').length;
  const figures = `${read} of ${readings.length} ${readings.length === 1 ? 'region' : 'regions'} read`;
  return {
    status: status === 'complete' && gap !== undefined ? 'partial' : status,
    detail: [...(gap === undefined ? [] : [gap]), figures, ...reasons.sort()].join('; '),
  };
};

/** What of the instances waits for their user data. */
const instanceType = 'AWS::EC2::Instance';

interface RegionRead extends RegionKnown {
  readonly instances: readonly RawWorkload[];
}

const readRegion = async (
  session: AccountSession,
  name: string,
  put: (workloads: readonly RawWorkload[]) => Promise<void>,
): Promise<RegionRead> => {
  const region = regionOf(session, name);
  const config = await askConfig(region);
  const lists = workloadLists.filter(({ resourceType }) => !config.types.has(resourceType));
  const asked = new Set(lists.map(({ resourceType }) => resourceType));
  const workloads = new Map<string, string[]>();
  const instances: RawWorkload[] = [];
  const keep = async (found: readonly RawWorkload[]): Promise<void> => {
    for (const { Arn, ResourceType } of found) {
      const known = workloads.get(String(ResourceType));
      if (known === undefined) workloads.set(String(ResourceType), [String(Arn)]);
      else known.push(String(Arn));
    }
    instances.push(...found.filter(({ ResourceType }) => ResourceType === instanceType));
    await put(found.filter(({ ResourceType }) => ResourceType !== instanceType));
  };
  // What a list gives as well is left to the list: it is newer.
  await keep(config.workloads.filter(({ ResourceType }) => !asked.has(String(ResourceType))));
  const readings = await Promise.all(
    lists.map(async ({ read }) => {
      const found: RawWorkload[] = [];
      const own = await read(region, (workload) => {
        if (workload !== undefined) found.push(workload);
      });
      const named = found.filter(({ Arn }) => Arn !== '');
      await keep(named);
      const last = own.at(-1)!;
      if (named.length === found.length || last.status !== 'complete') return own;
      const detail = `${found.length - named.length} entries without a name were left out`;
      return [...own.slice(0, -1), { ...last, status: 'partial' as const, detail }];
    }),
  );
  const answered = workloadLists
    .filter(({ resourceType }) => config.types.has(resourceType))
    .map(({ resourceType }): RegionReading => {
      const source = ownMember(workloadSources, resourceType) ?? firstCall;
      return { source, region: name, status: 'complete', detail: byConfig };
    });
  return {
    region,
    instances,
    workloads,
    policies: new Map(
      config.policies.map((data) => [
        String(data.Arn),
        { data, current: config.types.has(String(data.ResourceType)) },
      ]),
    ),
    readings: [...config.readings, ...readings.flat(), ...answered],
  };
};

/** Says that workloads were not read, and why. */
export const skipWorkloads = (reader: Reader, why: string): Promise<void> =>
  writeCoverage(reader, firstCall, 'skipped', why);

/** With what their user data showed; one without a role is told of only for that. */
const withUserData = (
  instances: readonly RawWorkload[],
  found: ReadonlyMap<string, FoundInSettings>,
): readonly RawWorkload[] =>
  instances.flatMap((instance) => {
    const own = { ...instance, ...found.get(String(instance.Arn)) };
    const { RoleArns, InstanceProfileArn, Literals } = own as {
      readonly RoleArns?: readonly unknown[];
      readonly InstanceProfileArn?: unknown;
      readonly Literals?: readonly unknown[];
    };
    return RoleArns?.length || InstanceProfileArn !== undefined || Literals?.length ? [own] : [];
  });

/**
 * What runs as which role in the account, and the policies of resources, region by region. A region that refuses leaves the
 * others as they are.
 */
export const readWorkloads = async (
  session: AccountSession,
  reader: Reader,
  options: WorkloadOptions,
): Promise<void> => {
  const { names, gap } = await findRegions(session, reader, options.regions);
  if (names.length === 0) return skipWorkloads(reader, 'none of the regions asked for is enabled here');
  const tally: Tally = { pages: 0, entries: 0, malformed: 0 };
  const put = async (workloads: readonly RawWorkload[]): Promise<void> => {
    for (const workload of workloads) await putRecord(reader, tally, 'aws.workload', workload);
    reader.progress(firstCall, tally.entries);
  };
  const regions = await eachAtMost(regionsAtOnce, names, (name) => readRegion(session, name, put));
  const home = await session.iam.config.region();
  const resources = await readResources(
    regions,
    regions.find(({ region }) => region.name === home) ?? noneOf(regionOf(session, home)),
    options.resourceBudget ?? defaultResourceBudget,
    async (kind, raw) => {
      const own: Tally = { pages: 0, entries: 0, malformed: 0 };
      await putRecord(reader, own, kind, raw);
      tally.entries += own.entries;
      reader.progress(policiesSource, tally.entries);
      return own.malformed === 0;
    },
  );
  for (const { instances } of regions) await put(withUserData(instances, resources.found));
  const readings = [...regions.flatMap((region) => region.readings), ...resources.readings];
  const bySource = Map.groupBy(readings, ({ source }) => source);
  for (const call of awsCalls) {
    const source = callId(call);
    if (call.part !== 'workloads' || source === regionsCall) continue;
    const own = bySource.get(source);
    const { status, detail } =
      own === undefined
        ? { status: 'skipped' as const, detail: `not asked: ${byConfig} in all regions` }
        : summary(own, gap);
    await writeCoverage(reader, source, status, detail);
  }
  const { status, detail } = policiesRead(resources.readings);
  const whole = status === 'complete' && gap === undefined;
  await writeCoverage(
    reader,
    policiesSource,
    whole || status !== 'complete' ? status : 'partial',
    [detail, gap ?? ''].filter((text) => text !== '').join('; '),
    ['resource-policies'],
  );
};

/** Not a call: what all that ask for policies came to. */
const policiesSource = 'policies of resources';

const noneOf = (region: Region): RegionKnown => ({
  region,
  readings: [],
  workloads: new Map(),
  policies: new Map(),
});
