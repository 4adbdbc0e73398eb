import { append } from '../../../src/model/many.ts';
import { assetTypes, recordsOfAsset } from '../import/asset.ts';
import { type Element, type Made, object, text } from '../import/element.ts';
import { foundPolicy } from '../import/elements.ts';
import { makeStep, type Place } from './place.ts';

/** A project as later questions name it. */
export interface Project {
  readonly id: string;
  readonly number?: string | undefined;
}

/** What is known of a tree once it was asked for as a whole. */
export interface Tree {
  readonly projects: readonly Project[];
  /** `folders/N`. */
  readonly folders: readonly string[];
  /** Addresses of service accounts. */
  readonly accounts: readonly string[];
  /** Names of access policies that are bound. */
  readonly accessPolicies: readonly string[];
}

/** APIs that only projects can be asked about. */
export const asked = {
  registry: 'agentregistry.googleapis.com',
  identity: 'agentidentity.googleapis.com',
  vertex: 'aiplatform.googleapis.com',
  pam: 'privilegedaccessmanager.googleapis.com',
} as const;

const resources = 'cloudasset.assets.list RESOURCE';
const policies = 'cloudasset.assets.list IAM_POLICY';
const found = 'cloudasset.searchAllIamPolicies';

/**
 * One question for each sort of thing, so that what is kept of an interrupted collection is no whole estate. As an expression:
 * of types that the inventory does not know, or not any more, it has none, where a name would be refused.
 */
const questions: readonly (readonly [key: string, holds: (type: string) => boolean])[] = [
  ['tree', (type) => type.startsWith('cloudresourcemanager.')],
  ['accounts', (type) => type === 'iam.googleapis.com/ServiceAccount'],
  ['keys', (type) => type === 'iam.googleapis.com/ServiceAccountKey'],
  [
    'access',
    (type) =>
      /^(?:iam|apikeys|orgpolicy|privilegedaccessmanager)\./.test(type) &&
      !/ServiceAccount(?:Key)?$/.test(type),
  ],
  [
    'workloads',
    (type) => !/^(?:cloudresourcemanager|iam|apikeys|orgpolicy|privilegedaccessmanager)\./.test(type),
  ],
];

const expressionOf = (types: readonly string[]): string =>
  `(${types.map((type) => type.replaceAll('.', '\\.')).join('|')})`;

/** Google turns its own keys over by itself, and nobody has them: there are two of them for each account. */
const isOfInterest = ({ kind, data }: Made): boolean =>
  !(kind === 'gcp.service-account-key' && data.keyType === 'SYSTEM_MANAGED');

/** Groups that hold something, by address. */
export const groupsIn = (made: readonly Made[]): readonly string[] =>
  made.flatMap(({ kind, data }) =>
    kind !== 'gcp.iam-policy' || !Array.isArray(data.bindings)
      ? []
      : data.bindings.flatMap((binding) => {
          const { members } = object(binding);
          return (Array.isArray(members) ? members : []).flatMap((member) => {
            const [, email] = /^group:([^\s/]+@[^\s/]+)$/.exec(text(member)) ?? [];
            return email === undefined ? [] : [email.toLowerCase()];
          });
        }),
  );

/** The access policy that a policy binding binds; none: it is of another kind. */
export const accessPolicyOf = ({ data }: Pick<Made, 'data'>): readonly string[] => {
  const name = text(data.policy).replace(/^\/\/iam\.googleapis\.com\//, '');
  return /\/accessPolicies\/[^/]+$/.test(name) ? [name] : [];
};

const hiddenCondition = /_withcond_[0-9a-f]+$/;

/** Whether a policy was cut down to what has no conditions. */
export const lostConditions = (made: readonly Made[]): boolean =>
  made.some(
    ({ data }) =>
      Array.isArray(data.bindings) &&
      data.bindings.some((each) => hiddenCondition.test(text(object(each).role))),
  );

/** All resources of the tree; `undefined`: the inventory is refused. */
export const readResources = async (place: Place): Promise<Tree | undefined> => {
  const { node } = place;
  place.due(resources);
  const projects: Project[] = [];
  const folders: string[] = [];
  const accounts: string[] = [];
  const accessPolicies: string[] = [];
  for (const [key, holds] of questions) {
    const told = await makeStep(place, `resources ${key}`, async (step) => {
      const { entries, whole } = await step.list(resources, {
        node,
        assetTypes: expressionOf(assetTypes.filter(holds)),
      });
      const made = entries.flatMap((entry) => recordsOfAsset(entry as Element)).filter(isOfInterest);
      step.put(resources, made);
      const of = (kind: string): readonly Made[] => made.filter((each) => each.kind === kind);
      return {
        refused: !whole && entries.length === 0,
        projects: of('gcp.project').flatMap(({ data }): Project[] =>
          text(data.projectId) === '' || text(data.state) === 'DELETE_REQUESTED'
            ? []
            : [
                {
                  id: text(data.projectId),
                  number: data.projectNumber === undefined ? undefined : String(data.projectNumber),
                },
              ],
        ),
        folders: of('gcp.folder').map(({ id }) => id),
        accounts: of('gcp.service-account').map(({ id }) => id),
        accessPolicies: of('gcp.policy-binding').flatMap(accessPolicyOf),
      };
    });
    if (told.refused && key === 'tree') return;
    append(projects, told.projects);
    append(folders, told.folders);
    append(accounts, told.accounts);
    append(accessPolicies, told.accessPolicies);
  }
  return { projects, folders, accounts, accessPolicies };
};

/** All policies of the tree, and which groups are in them; `undefined`: both ways are refused. */
export const readPolicies = async (place: Place): Promise<readonly string[] | undefined> => {
  const { node } = place;
  for (const [call, make] of [
    [policies, recordsOfAsset],
    [found, (data: Element): readonly Made[] => [foundPolicy(data)]],
  ] as const) {
    place.due(call);
    const told = await makeStep(place, call, async (step) => {
      const { entries, whole } = await step.list(call, { node });
      const made = entries.flatMap((entry) => make(entry as Element));
      step.put(call, made);
      if (lostConditions(made)) step.remark(call, 'conditions were left out of policies', true);
      return { refused: !whole && entries.length === 0, groups: [...new Set(groupsIn(made))] };
    });
    if (!told.refused) return told.groups;
  }
  return;
};

/** `false`: refused. */
export const readOrgPolicies = async (place: Place): Promise<boolean> => {
  const call = 'cloudasset.assets.list ORG_POLICY';
  place.due(call);
  return makeStep(place, call, async (step) => {
    const { entries, whole } = await step.list(call, { node: place.node });
    step.put(
      call,
      entries.flatMap((entry) => recordsOfAsset(entry as Element)),
    );
    return whole || entries.length > 0;
  });
};

/** Projects by the API that is enabled in them; `undefined`: not known. Projects by id and by number. */
export const readEnabled = async (
  place: Place,
): Promise<ReadonlyMap<string, ReadonlySet<string>> | undefined> => {
  const call = 'cloudasset.searchAllResources';
  place.due(call);
  const told = await makeStep(place, call, async (step) => {
    const { entries, whole } = await step.list(call, {
      node: place.node,
      query: `name:(${Object.values(asked).join(' OR ')}) AND state:ENABLED`,
    });
    const names = entries.flatMap((entry) => {
      const [, project, api] =
        /\/projects\/([^/]+)\/services\/([^/]+)$/.exec(text((entry as Element).name)) ?? [];
      return project === undefined || api === undefined ? [] : [[api, project] as const];
    });
    return whole ? names : null;
  });
  if (told === null) return;
  const enabled = new Map<string, Set<string>>();
  for (const [api, project] of told) enabled.set(api, (enabled.get(api) ?? new Set()).add(project));
  return enabled;
};
