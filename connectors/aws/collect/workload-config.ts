import type { ConfigurationRecorder } from '@aws-sdk/client-config-service';
import { itemPolicyTypes } from '../import/item-policy.ts';
import { tagsIn, workloadOf } from '../import/workload-item.ts';
import { workloadRoles } from '../import/workload-roles.ts';
import { foundIn, policyIn } from './found.ts';
import { readPages, type Tally, tryReading } from './source.ts';
import type { RawWorkload, Region, RegionReading } from './workload-region.ts';

/** What AWS Config knows of a region. */
export interface ConfigAnswer {
  readonly workloads: readonly RawWorkload[];
  /** Policies of resources, before their schema is applied. */
  readonly policies: readonly Readonly<Record<string, unknown>>[];
  /** Types of which Config shows all there are. */
  readonly types: ReadonlySet<string>;
  readonly readings: readonly RegionReading[];
}

const types = [...new Set([...Object.keys(workloadRoles), ...itemPolicyTypes])].sort();

const known: ReadonlySet<string> = new Set(types);

/** One query for all types, and for the policies of those that have one: no call more. https://docs.aws.amazon.com/config/latest/APIReference/API_SelectResourceConfig.html */
export const workloadQuery = `SELECT arn, accountId, awsRegion, resourceType, resourceId, resourceName, configuration, supplementaryConfiguration, tags WHERE resourceType IN (${types.map((type) => `'${type}'`).join(', ')})`;

/**
 * Whether the recorder notes changes of the type as they happen. What is recorded once a day may be a day behind.
 * https://docs.aws.amazon.com/config/latest/APIReference/API_RecordingGroup.html
 */
export const recordsAtOnce = (
  { recordingGroup: group, recordingMode: mode }: ConfigurationRecorder,
  type: string,
): boolean => {
  const isType = (one: string): boolean => one === type;
  const excluded = group?.exclusionByResourceTypes?.resourceTypes?.some(isType) ?? false;
  const strategy = group?.recordingStrategy?.useOnly;
  const all =
    group?.allSupported === true ||
    strategy === 'ALL_SUPPORTED_RESOURCE_TYPES' ||
    strategy === 'EXCLUSION_BY_RESOURCE_TYPES';
  const recorded = (all && !excluded) || (group?.resourceTypes?.some(isType) ?? false);
  const own = mode?.recordingModeOverrides?.find(({ resourceTypes }) => resourceTypes?.some(isType));
  return recorded && (own ?? mode)?.recordingFrequency !== 'DAILY';
};

const parsed = (text: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return;
    throw error;
  }
};

/** Asks Config, where it records. Nothing of a result is kept but the fields of `workloadRoles`, tags, and policies. */
export const askConfig = async (region: Region): Promise<ConfigAnswer> => {
  const sdk = await import('@aws-sdk/client-config-service');
  return region.withClient(
    'config',
    (config) => new sdk.ConfigServiceClient(config),
    async (client) => {
      const readings: RegionReading[] = [];
      const reading = async <Answer>(
        source: string,
        ask: (tally: Tally) => Promise<Answer>,
      ): Promise<Answer | undefined> => {
        let answer: Answer | undefined;
        const tally: Tally = { pages: 0, entries: 0, malformed: 0 };
        const { status, detail } = await tryReading(source, tally, async (own) => {
          answer = await ask(own);
          return undefined;
        });
        readings.push({ source, region: region.name, status, detail });
        return status === 'complete' ? answer : undefined;
      };
      const skip = (source: string, detail: string): void => {
        readings.push({ source, region: region.name, status: 'skipped', detail });
      };
      const none = (): ConfigAnswer => ({ workloads: [], policies: [], types: new Set(), readings });

      const statusCall = 'config:DescribeConfigurationRecorderStatus';
      const queryCall = 'config:SelectResourceConfig';
      const recordersCall = 'config:DescribeConfigurationRecorders';
      const described = await reading(recordersCall, () =>
        client.send(new sdk.DescribeConfigurationRecordersCommand({}), region.request),
      );
      const recorders = described?.ConfigurationRecorders ?? [];
      if (recorders.length === 0) {
        const why =
          described === undefined ? `${recordersCall} was not answered` : 'AWS Config does not record';
        for (const source of [statusCall, queryCall]) skip(source, `not asked: ${why}`);
        return none();
      }
      const states = await reading(statusCall, () =>
        client.send(new sdk.DescribeConfigurationRecorderStatusCommand({}), region.request),
      );
      const running = recorders.filter(({ name }) =>
        states?.ConfigurationRecordersStatus?.some(
          (state) => state.name === name && state.recording === true && state.lastStatus !== 'Failure',
        ),
      );
      if (running.length === 0) {
        skip(
          queryCall,
          `not asked: ${states === undefined ? `${statusCall} was not answered` : 'AWS Config does not record'}`,
        );
        return none();
      }

      const workloads: RawWorkload[] = [];
      const policies: Readonly<Record<string, unknown>>[] = [];
      const shown = new Set<string>();
      const whole = await reading(queryCall, async (tally) => {
        const pages = readPages(
          tally,
          (NextToken) =>
            client.send(
              new sdk.SelectResourceConfigCommand({ Expression: workloadQuery, Limit: 100, NextToken }),
              region.request,
            ),
          ({ NextToken }) => NextToken || undefined,
        );
        for await (const { Results = [] } of pages) {
          for (const text of Results) {
            const item = parsed(text);
            const type = String(item?.resourceType);
            if (item === undefined || !known.has(type) || typeof item.arn !== 'string') {
              tally.malformed += 1;
              continue;
            }
            tally.entries += 1;
            const policy = policyIn(item);
            if (policy !== undefined) policies.push(policy);
            shown.add(type);
            if (!Object.hasOwn(workloadRoles, type)) continue;
            const workload = workloadOf(
              {
                arn: item.arn,
                account: region.account,
                resourceType: type,
                name: String(item.resourceName ?? item.resourceId ?? item.arn),
                region: region.name,
                configuration: item.configuration,
                found: foundIn(item),
                tags: tagsIn(item.tags),
              },
              workloadRoles[type]!,
            );
            if (workload !== undefined) workloads.push(workload);
          }
        }
        return true;
      });
      // Which types Config knows differs by region; a type that it shows is one of them.
      const all = [...shown].filter((type) => running.some((recorder) => recordsAtOnce(recorder, type)));
      return { workloads, policies, types: new Set(whole === undefined ? [] : all), readings };
    },
  );
};
