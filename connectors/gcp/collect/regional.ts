import { carrier } from '../import/carriers.ts';
import { type Element, type Made, text } from '../import/element.ts';
import type { Project } from './inventory.ts';
import type { Step } from './place.ts';

/** What runs as an account and only its own region tells of. */

interface RegionalCall {
  readonly call: string;
  readonly assetType: string;
  /** Full name of the resource, without the host. */
  readonly nameOf: (entry: Element, project: string, region: string) => string;
}

interface Service {
  readonly api: string;
  /** The list of places that are asked, and the member that names one. */
  readonly places: readonly [call: string, member: 'name' | 'locationId'];
  /** How calls name the place. */
  readonly as: 'region' | 'location';
  readonly calls: readonly RegionalCall[];
}

const own = ({ name }: Element): string => text(name);
const regions = ['compute.regions.list', 'name'] as const;

const services: readonly Service[] = [
  {
    api: 'dataproc.googleapis.com',
    places: regions,
    as: 'region',
    calls: [
      {
        call: 'dataproc.projects.regions.clusters.list',
        assetType: 'dataproc.googleapis.com/Cluster',
        nameOf: ({ clusterName }, project, region) =>
          `projects/${project}/regions/${region}/clusters/${text(clusterName)}`,
      },
    ],
  },
  {
    api: 'composer.googleapis.com',
    places: regions,
    as: 'region',
    calls: [
      {
        call: 'composer.projects.locations.environments.list',
        assetType: 'composer.googleapis.com/Environment',
        nameOf: own,
      },
    ],
  },
  {
    api: 'aiplatform.googleapis.com',
    places: ['aiplatform.projects.locations.list', 'locationId'],
    as: 'location',
    calls: (
      [
        ['endpoints', 'Endpoint'],
        ['schedules', 'Schedule'],
        ['pipelineJobs', 'PipelineJob'],
        ['customJobs', 'CustomJob'],
      ] as const
    ).map(([what, type]) => ({
      call: `aiplatform.projects.locations.${what}.list`,
      assetType: `aiplatform.googleapis.com/${type}`,
      nameOf: own,
    })),
  },
];

export const regionalDue: readonly string[] = [
  ...new Set(services.flatMap(({ places: [places], calls }) => [places, ...calls.map(({ call }) => call)])),
];

/** Google's form of the name of a region; `global` has none of these. */
const isRegion = (written: string): boolean => /^[a-z][a-z0-9-]{0,62}$/.test(written) && written !== 'global';

/** @param enabled APIs of the project; undefined: nobody tells, and asking each region of each service is too much */
export const readRegional = async (
  step: Step,
  { id, number }: Project,
  enabled: ReadonlySet<string> | undefined,
): Promise<void> => {
  const known = new Map<string, readonly string[]>();
  const regionsBy = async ([call, member]: Service['places']): Promise<readonly string[]> => {
    let found = known.get(call);
    if (found === undefined) {
      const { entries } = await step.list(call, { project: id }, id);
      found = [...new Set(entries.map((entry) => text((entry as Element)[member])).filter(isRegion))].sort();
      known.set(call, found);
    }
    return found;
  };
  for (const { api, places, as, calls } of services) {
    if (enabled === undefined) {
      for (const { call } of calls)
        step.remark(call, `not asked of ${id}: nobody tells whether ${api} is enabled`, true);
      continue;
    }
    if (!enabled.has(api)) continue;
    for (const region of await regionsBy(places))
      for (const { call, assetType, nameOf } of calls) {
        const { entries } = await step.list(call, { project: id, [as]: region }, `${id} ${region}`);
        step.put(
          call,
          entries.flatMap((entry): readonly Made[] =>
            carrier(`//${api}/${nameOf(entry as Element, id, region)}`, assetType, entry as Element, [
              `projects/${number ?? id}`,
            ]),
          ),
        );
      }
  }
};
