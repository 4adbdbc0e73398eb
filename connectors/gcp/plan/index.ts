import type { Indeterminate } from '../../../src/model/gate.ts';
import { ownMember } from '../../../src/model/own-member.ts';
import {
  behind,
  changeNotes,
  type FactReading,
  picturesOf,
  readSides,
} from '../../../src/plan/fact-types.ts';
import { isIdentityOfPlan } from '../../../src/plan/own-identity.ts';
import {
  type ChangedResource,
  isChanged,
  type Plan,
  type PlanContext,
  type PlannedResource,
  type PlanReader,
  type PlanReading,
  type PlanSide,
  type Side,
} from '../../../src/plan/planned-resource.ts';
import { createInventoryReader } from '../facts/inventory.ts';
import { projectOfEmail } from '../iam/names.ts';
import { predefinedRole } from '../iam/predefined-roles.ts';
import { memberOf } from '../identities/members.ts';
import { placesOf } from '../identities/places.ts';
import { directoryScope, scopeIdOf } from '../identities/scopes.ts';
import { aboutOf, bearers, dataOf, type Fact, factsOfRecord, keyOf, ownerOf, recordsOf } from './facts.ts';
import { viewOf } from './names.ts';
import { keyed, outsideOf, shownBy } from './outside.ts';
import { accessTypes, iamType } from './types/access.ts';
import { contextOf } from './types/context.ts';
import { identityTypes } from './types/identities.ts';
import type { PlanType } from './types/reading.ts';
import { typesOf } from './unread-types.ts';

/** Terraform's google and google-beta providers: what a plan changes of the facts of an organisation. */

const types: Readonly<Record<string, PlanType>> = { ...accessTypes, ...identityTypes };

const iamName = /^google_(.+)_iam_(member|binding|policy)$/;

const typeOf = (type: string): PlanType | undefined => {
  const known = ownMember(types, type);
  if (known !== undefined) return known;
  const [, kind, form] = iamName.exec(type) ?? [];
  return kind === undefined ? undefined : iamType(kind, form!);
};

/** Whom `group ADDRESS`, `role NAME` and `pool NAME` stand for: everybody behind them. */
const behindIn = (
  facts: Iterable<Fact>,
  nameOf: (name: string) => string,
): ((id: string) => readonly string[]) => {
  const direct = new Map<string, Set<string>>();
  const put = (of: string, id: string): void => {
    direct.set(of, (direct.get(of) ?? new Set()).add(id));
  };
  for (const fact of facts) {
    const membership = dataOf(fact, 'gcp.membership');
    if (membership !== undefined) {
      const [group, member] = [membership.group.toLowerCase(), membership.member.toLowerCase()];
      put(`group ${group}`, member);
      // A member may be a group.
      put(`group ${group}`, `group ${member}`);
    }
    if (fact.is !== 'binding') continue;
    const member = memberOf(fact.member);
    for (const id of bearers(fact).filter((each) => each !== ownerOf(fact))) put(`role ${fact.role}`, id);
    if (member.is !== 'federated') continue;
    put(`pool ${nameOf(member.pool)}`, ownerOf(fact) ?? member.id);
  }
  const reached = behind(direct);
  return (id) => [id, ...reached(id)].filter((each) => !/^(?:group|role|pool) /.test(each));
};

const askForSnapshot = 'give a snapshot of the organisation with --snapshot';

type Views = Readonly<Record<Side, ReturnType<typeof viewOf>>>;

/** The id of the identity that a resource is, on one side of the plan. */
const identitiesOf =
  (views: Views) =>
  (resource: PlannedResource, side: Side): string | undefined => {
    const values = resource[side];
    return values === undefined
      ? undefined
      : typeOf(resource.type)?.identity?.(resource, values, views[side]);
  };

/** Ids that a resource has now, with those that it had. */
const renamedIn = (
  resources: readonly PlannedResource[],
  identityOf: ReturnType<typeof identitiesOf>,
): ReadonlyMap<string, string> => {
  const renamed = new Map<string, string>();
  for (const resource of resources) {
    const [old, now] = [identityOf(resource, 'before'), identityOf(resource, 'after')];
    if (old !== undefined && now !== undefined && old !== now) renamed.set(now, old);
  }
  return renamed;
};

/** Scopes that facts are of and that the estate does not have. */
const furtherScopes = (
  facts: readonly Fact[],
  projects: readonly string[],
  nodes: readonly string[],
): readonly string[] => {
  const known = new Set(nodes.map(scopeIdOf));
  return [
    ...new Set([
      directoryScope,
      ...projects,
      ...facts.flatMap((fact) => {
        const living = bearers(fact).flatMap((id) => projectOfEmail(id) ?? []);
        return [...(fact.is === 'binding' ? [fact.node ?? []].flat().map(scopeIdOf) : []), ...living];
      }),
    ]),
  ].filter((id) => !known.has(id));
};

/** What is needed to say of whom something is not known. */
interface Saying {
  /** Everybody behind an id. */
  readonly everybodyIn: (id: string) => readonly string[];
  /** As it is called in the report. */
  readonly called: (id: string) => string;
  readonly placeOf: (id: string) => Pick<Indeterminate, 'location'>;
}

/** What the plan does not tell of a resource. */
const untoldOf = (
  resource: PlannedResource,
  unknown: NonNullable<FactReading<Fact>['unknown']>,
  hasEstate: boolean,
  { everybodyIn, called }: Saying,
): readonly Indeterminate[] =>
  unknown
    .filter(({ toldByEstate }) => toldByEstate !== true || !hasEstate)
    .flatMap(({ who, what, why }) => {
      const about = who === undefined ? [resource.address] : everybodyIn(who).map(called);
      return [...new Set(about.length === 0 ? [resource.address] : about)].map((identity) => ({
        identity,
        what,
        why,
        privileged: true,
        location: resource.location,
      }));
    });

/** Roles that the plan gives and does not define. */
const unreadRole = (
  fact: Fact,
  defined: ReadonlySet<string>,
  { everybodyIn, called, placeOf }: Saying,
): readonly Indeterminate[] => {
  if (fact.is !== 'binding' || defined.has(fact.role) || predefinedRole(fact.role) !== undefined) return [];
  return [...new Set(bearers(fact).flatMap(everybodyIn))]
    .filter((id) => id !== ownerOf(fact))
    .map((id) => ({
      identity: called(id),
      what: `what the role ${fact.role} permits`,
      why: `its definition is not in the plan: ${askForSnapshot}`,
      privileged: true,
      ...placeOf(id),
    }));
};

/** Groups of which nothing but the plan's new member is known. */
const enteredGroup = (
  fact: Fact,
  closedGroups: ReadonlySet<string>,
  { called, placeOf }: Saying,
): readonly Indeterminate[] => {
  const membership = dataOf(fact, 'gcp.membership');
  if (membership === undefined || !closedGroups.has(membership.group)) return [];
  const who = membership.member.toLowerCase();
  return [
    {
      identity: called(who),
      what: `what the group ${membership.group} gives`,
      why: `what it holds is not in the plan: ${askForSnapshot}`,
      privileged: true,
      ...placeOf(who),
    },
  ];
};

/** Identities that the plan makes. */
const madeIn = (
  resources: readonly PlannedResource[],
  identityOf: ReturnType<typeof identitiesOf>,
): ReadonlySet<string> =>
  new Set(
    resources.flatMap((resource) =>
      resource.before === undefined ? (identityOf(resource, 'after') ?? []) : [],
    ),
  );

/** Projects that resources are of. */
const projectsIn = (resources: readonly PlannedResource[], views: Views): readonly string[] =>
  resources.flatMap((resource) =>
    (['before', 'after'] as const).flatMap((side) =>
      resource[side] === undefined ? [] : [views[side].projectOf(resource, resource[side])],
    ),
  );

/** What changes about whom, by which resource. */
const changesOf = (
  resources: readonly PlannedResource[],
  readings: Readonly<Record<Side, ReadonlyMap<PlannedResource, { readonly facts: readonly Fact[] }>>>,
  everybody: (fact: Fact) => readonly (readonly [id: string, called: string])[],
): PlanReading['changedBy'] => {
  const notes = changeNotes();
  for (const resource of resources.filter(isChanged))
    for (const side of ['before', 'after'] as const)
      for (const fact of readings[side].get(resource)!.facts)
        for (const [id, called] of everybody(fact)) notes.note(called, resource, aboutOf(fact, id));
  return notes.changedBy();
};

const read = (plan: Plan, { records, terraform }: PlanContext): PlanReading => {
  const own = records.filter(({ record }) => record.startsWith('gcp.'));
  const inventory = createInventoryReader();
  const resources = plan.resources.filter(
    ({ provider, mode }) => mode === 'managed' && terraform.includes(provider),
  );
  for (const record of own) inventory.add(record);
  const places = placesOf(inventory.finish());
  const { nameOf } = places;
  const inEstate = places.nodes.flatMap((node) =>
    node.startsWith('projects/') ? [node.slice('projects/'.length)] : [],
  );
  const views: Views = {
    before: viewOf(plan, 'before', places, inEstate),
    after: viewOf(plan, 'after', places, inEstate),
  };
  const readings = readSides(resources, views, typeOf, contextOf);

  const key = (fact: Fact): string => keyOf(fact, nameOf);
  const base = keyed(
    own.flatMap((record) => factsOfRecord(record, nameOf)),
    nameOf,
  );
  const { before, after } = picturesOf(base, readings, key);
  const identityOf = identitiesOf(views);
  const made = madeIn(resources, identityOf);
  const projects = new Set([...inEstate, ...projectsIn(resources, views)]);
  const outside = outsideOf({ base, before, after, made, projects, nameOf });
  for (const fact of outside.facts) {
    const isMade = bearers(fact).some(
      (id) => made.has(id) || made.has(`group ${/^\{members of (.*)\}$/.exec(id)?.[1] ?? ''}`),
    );
    if (!isMade) before.set(key(fact), fact);
    after.set(key(fact), fact);
  }
  const facts = [...before.values(), ...after.values()];
  const scopes = furtherScopes(
    facts,
    [...projects].filter((id) => !inEstate.includes(id)),
    places.nodes,
  );
  const called = (id: string): string => outside.standIns.get(id)?.id ?? id;
  const everybodyIn = behindIn(facts, nameOf);
  const changedBy = changesOf(resources, readings, (fact) =>
    [...new Set(bearers(fact).flatMap(everybodyIn))].map((id) => [id, called(id)]),
  );
  const saying: Saying = {
    everybodyIn,
    called,
    placeOf: (id) => {
      const resource: ChangedResource['resource'] | undefined = changedBy.get(called(id))?.[0]?.resource;
      return resource === undefined ? {} : { location: resource.location };
    },
  };
  const untold = resources
    .filter(isChanged)
    .flatMap((resource) =>
      untoldOf(resource, readings.after.get(resource)?.unknown ?? [], own.length > 0, saying),
    );
  const defined = new Set([...after.values()].flatMap((fact) => dataOf(fact, 'gcp.role')?.name ?? []));
  const added = [...after].flatMap(([each, fact]) => (before.has(each) ? [] : [fact]));
  const known = shownBy(base.values());
  const shown = [...shownBy(before.values())].filter((id) => !known.has(id) && !made.has(id));
  const sideOf = (side: ReadonlyMap<string, Fact>): PlanSide => ({
    records: recordsOf(side.values(), nameOf),
    identities: [],
    scopes,
  });
  return {
    before: sideOf(before),
    after: sideOf(after),
    renamed: renamedIn(resources, identityOf),
    indeterminate: [
      ...untold,
      ...added.flatMap((fact) => unreadRole(fact, defined, saying)),
      ...added.flatMap((fact) => enteredGroup(fact, outside.closedGroups, saying)),
    ],
    unseen: new Map(shown.map((id) => [called(id), 'what else it holds'])),
    standIns: outside.standIns,
    changedBy,
  };
};

const makesIdentity = (type: string): boolean => typeOf(type)?.identity !== undefined;

/** https://registry.terraform.io/providers/hashicorp/google/latest/docs */
export const gcpPlan: PlanReader = {
  provider: 'gcp',
  sortOf: (type) => (typeOf(type) === undefined ? (typesOf().types.get(type) ?? 'unknown') : 'read'),
  isOwnIdentity: (value, plan) => isIdentityOfPlan(value, plan, makesIdentity),
  types: Object.fromEntries(Object.entries(types).map(([type, { gives }]) => [type, gives])),
  otherTypes: 'And every other `google_*_iam_member`, `google_*_iam_binding` and `google_*_iam_policy`.',
  read,
};
