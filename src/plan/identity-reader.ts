import { byText } from '../model/by-text.ts';
import type {
  Indeterminate,
  StateCredential,
  StateIdentity,
  StateResource,
  StateTrust,
} from '../model/gate.ts';
import { levelRank } from '../model/level.ts';
import { addTo } from '../model/many.ts';
import type { Provider } from '../model/scope.ts';
import { isIdentityOfPlan } from './own-identity.ts';
import {
  type ChangeAbout,
  type ChangedResource,
  isChanged,
  type Origin,
  type Plan,
  type PlanContext,
  type PlannedResource,
  type PlanReader,
  type PlanReading,
  type PlanSide,
  type Side,
  type Values,
} from './planned-resource.ts';
import { type Text, textOf, textsOf } from './text.ts';
import type { TypeTable } from './type-table.ts';

/**
 * A reader for providers whose plans show grant, scope, condition and end by themselves: a table from resource type to the
 * grants, trusts and credentials that it writes down. What they lead to is worked out where a connector interprets facts.
 */

export type Line = StateIdentity['entitlements'][number];

/** Whom a resource is about. */
export interface Who {
  readonly id: string;
  /** Kind of identity in the provider's word. */
  readonly kind: string;
  readonly scope: string;
  readonly name: string;
  readonly nature?: 'machine' | 'human';
}

/** Nothing that bears on an identity. */
export const none: TypeReading = { facts: [] };

/** Runs on a text that must be known; else nobody can tell whom or what it is about. */
export const given = (text: Text, what: string, read: (text: string) => TypeReading): TypeReading => {
  if (text.is === 'known') return read(text.text);
  const why = text.is === 'computed' ? text.why : 'it is not set';
  return { facts: [], unknown: [{ what, why, privileged: true }] };
};

export const joined = (parts: readonly TypeReading[]): TypeReading => ({
  facts: parts.flatMap(({ facts }) => facts),
  unknown: parts.flatMap(({ unknown = [] }) => unknown),
  resources: parts.flatMap(({ resources = [] }) => resources),
});

/** One thing that a resource says of an identity. */
export interface IdentityFact {
  readonly who: Who;
  readonly line?: Line;
  readonly trust?: StateTrust;
  readonly credential?: StateCredential;
}

/** What cannot be told of a resource. */
export interface Unknown {
  readonly who?: Who;
  readonly what: string;
  readonly why: string;
  /** Whether it may give privileges. */
  readonly privileged: boolean;
}

export interface TypeReading {
  readonly facts: readonly IdentityFact[];
  /** Resources that let others in by themselves. Absent: none. */
  readonly resources?: readonly Omit<StateResource, 'provider'>[];
  readonly unknown?: readonly Unknown[];
}

/** One side of the plan as a type sees it. */
export interface ReaderView {
  readonly side: Side;
  readonly plan: Plan;
  readonly valuesOf: (resource: PlannedResource) => Values | undefined;
  /** A value as text, computed ones from what they are made of. */
  readonly text: (value: unknown) => Text;
  readonly texts: (value: unknown) => readonly Text[];
}

export interface IdentityType {
  /** What is read from it, for the documentation. */
  readonly gives: string;
  readonly read: (resource: PlannedResource, values: Values, view: ReaderView) => TypeReading;
  /**
   * What holds on the side where the resource is not there: a guard that comes or goes.
   * @param values of the other side
   */
  readonly absent?: (resource: PlannedResource, values: Values, view: ReaderView) => TypeReading;
  /** The identity that the resource itself makes: followed through renames. */
  readonly identity?: (resource: PlannedResource, values: Values, view: ReaderView) => Who | undefined;
}

export interface IdentityReaderOptions {
  readonly provider: Provider;
  readonly types: Readonly<Record<string, IdentityType>>;
  /** Types that are not in the table by name: `google_*_iam_member`. */
  readonly otherType?: (type: string) => IdentityType | undefined;
  /** The same for the documentation, a sentence. */
  readonly otherTypes?: string;
  /** What an attribute of another resource will be; absent: what stands there, or a stand-in that stays the same. */
  readonly attributeOf?: (origin: Origin, view: ReaderView) => string | undefined;
  /** How types are sorted that are in neither of the two. */
  readonly unreadTypes: () => TypeTable;
  /** Texts that name identities which only the provider can use. */
  readonly providerOwned?: RegExp;
  /** Sees all resources of its providers first: what the scope is called. */
  readonly prepare?: (plan: Plan) => Plan;
}

/** Stands for a name that is known only after apply: the same from plan to plan. */
export const standIn = (address: string): string => `{${address}}`;

export const line = (parts: Partial<Line> & Pick<Line, 'scope' | 'service' | 'level'>): Line => ({
  privileges: [],
  resources: ['*'],
  exceptResources: [],
  duration: 'permanent',
  conditions: [],
  ...parts,
});

const distinct = <T>(items: readonly T[]): readonly T[] => {
  const found = new Map(items.map((item) => [JSON.stringify(item), item]));
  return [...found].sort(([a], [b]) => byText(a, b)).map(([, item]) => item);
};

const standingOf = (
  lines: readonly Line[],
  credentials: readonly StateCredential[],
): StateIdentity['standing'] => {
  if (lines.length === 0) return 'none';
  if (lines.some(({ duration }) => duration === 'permanent'))
    return credentials.length > 0 ? 'standing' : 'short-lived credential on a standing grant';
  return lines.every(({ duration }) => duration === 'eligible') ? 'eligible' : 'time-bound';
};

const identitiesOf = (provider: Provider, facts: readonly IdentityFact[]): readonly StateIdentity[] =>
  [...Map.groupBy(facts, ({ who }) => who.id)]
    .map(([id, same]): StateIdentity => {
      const entitlements = distinct(same.flatMap(({ line: one }) => one ?? []));
      const credentials = distinct(same.flatMap(({ credential }) => credential ?? []));
      // The resource that makes it knows it best: its fact names the nature.
      const { kind, scope, name, nature } = (same.find(({ who }) => who.nature !== undefined) ?? same[0]!)
        .who;
      return {
        id,
        provider,
        kind,
        scope,
        name,
        ...(nature === undefined ? {} : { nature }),
        standing: standingOf(entitlements, credentials),
        privileged: entitlements.some(({ level }) => levelRank[level] >= levelRank.control),
        entitlements,
        trusts: distinct(same.flatMap(({ trust }) => trust ?? [])),
        credentials,
        blastRadius: 0,
        admin: [],
        adminIf: [],
        reachKnown: false,
        seenInPart: true,
      };
    })
    .sort((a, b) => byText(a.id, b.id));

const aboutOf = ({ line: grant, trust, credential }: IdentityFact): readonly ChangeAbout[] => [
  ...(grant === undefined ? [] : ['grant' as const]),
  ...(trust === undefined ? [] : ['trust' as const]),
  ...(credential === undefined ? [] : ['credential' as const]),
];

/** What stood behind a guard that is elsewhere on this side, or not there at all. */
const leftAlone = (
  type: IdentityType,
  resource: PlannedResource,
  { facts }: TypeReading,
  others: Values | undefined,
  view: ReaderView,
): TypeReading | undefined => {
  const alone = others === undefined ? undefined : type.absent?.(resource, others, view);
  if (alone === undefined || resource[view.side] === undefined) return alone;
  const guarded = new Set(facts.map(({ who }) => who.id));
  return { facts: alone.facts.filter(({ who }) => !guarded.has(who.id)) };
};

interface SideReading {
  readonly byResource: ReadonlyMap<PlannedResource, TypeReading>;
  readonly side: PlanSide;
}

export const identityReader = (options: IdentityReaderOptions): PlanReader => {
  const { provider, types, otherType, otherTypes, prepare = (plan) => plan } = options;
  const typeOf = (type: string): IdentityType | undefined =>
    Object.hasOwn(types, type) ? types[type] : otherType?.(type);

  const viewOf = (plan: Plan, side: Side): ReaderView => {
    const attributeOf = (origin: Origin): string | undefined => {
      const { resource, attribute } = origin;
      const value = resource[side]?.[attribute];
      if (typeof value === 'string' && value !== '') return value;
      return (
        options.attributeOf?.(origin, view) ??
        (resource.mode === 'managed' ? standIn(resource.address) : undefined)
      );
    };
    const view: ReaderView = {
      side,
      plan,
      valuesOf: (resource) => resource[side],
      text: (value) => textOf(value, attributeOf),
      texts: (value) => textsOf(value, attributeOf),
    };
    return view;
  };

  const readSide = (plan: Plan, resources: readonly PlannedResource[], side: Side): SideReading => {
    const view = viewOf(plan, side);
    const other: Side = side === 'before' ? 'after' : 'before';
    const byResource = new Map<PlannedResource, TypeReading>();
    for (const resource of resources) {
      const type = typeOf(resource.type)!;
      const values = resource[side];
      const reading = values === undefined ? none : type.read(resource, values, view);
      const left = leftAlone(type, resource, reading, resource[other], view);
      if (values !== undefined || left !== undefined)
        byResource.set(resource, joined([reading, ...(left === undefined ? [] : [left])]));
    }
    const facts = [...byResource.values()].flatMap((reading) => reading.facts);
    const opened = [...byResource.values()].flatMap((reading) =>
      (reading.resources ?? []).map((each): StateResource => ({ ...each, provider })),
    );
    return {
      byResource,
      side: { records: [], identities: identitiesOf(provider, facts), resources: opened },
    };
  };

  const read = (given: Plan, { terraform }: PlanContext): PlanReading => {
    const plan = prepare(given);
    const resources = plan.resources.filter(
      (resource) =>
        resource.mode === 'managed' &&
        terraform.includes(resource.provider) &&
        typeOf(resource.type) !== undefined &&
        (resource.before ?? resource.after) !== undefined,
    );
    const before = readSide(plan, resources, 'before');
    const after = readSide(plan, resources, 'after');
    const changed = resources.filter(isChanged);

    const changedBy = new Map<string, ChangedResource[]>();
    for (const resource of changed) {
      const facts = [before, after].flatMap(({ byResource }) => byResource.get(resource)?.facts ?? []);
      for (const { id } of [before, after].flatMap(
        ({ byResource }) => byResource.get(resource)?.resources ?? [],
      ))
        addTo(changedBy, id, { resource, about: ['trust'] });
      for (const [id, same] of Map.groupBy(facts, ({ who }) => who.id)) {
        const entry = { resource, about: [...new Set(same.flatMap(aboutOf))] };
        addTo(changedBy, id, entry);
      }
    }

    const renamed = new Map<string, string>();
    for (const resource of resources) {
      const { identity } = typeOf(resource.type)!;
      if (identity === undefined || resource.before === undefined || resource.after === undefined) continue;
      const old = identity(resource, resource.before, viewOf(plan, 'before'));
      const now = identity(resource, resource.after, viewOf(plan, 'after'));
      if (old !== undefined && now !== undefined && old.id !== now.id) renamed.set(now.id, old.id);
    }

    // Whom the plan does not make was there before, whatever it held and holds elsewhere.
    const made = new Set(
      resources.flatMap((resource) =>
        resource.before === undefined
          ? (typeOf(resource.type)!.identity?.(resource, resource.after!, viewOf(plan, 'after'))?.id ?? [])
          : [],
      ),
    );
    const known = new Set(before.side.identities.map(({ id }) => id));
    const elsewhere = after.side.identities
      .filter(({ id }) => !known.has(id) && !made.has(id) && !renamed.has(id))
      .map(
        (identity): StateIdentity => ({
          ...identity,
          standing: 'none',
          privileged: false,
          entitlements: [],
          trusts: [],
          credentials: [],
        }),
      );

    const indeterminate = changed.flatMap((resource) =>
      (after.byResource.get(resource)?.unknown ?? []).map(
        ({ who, what, why, privileged }): Indeterminate => ({
          identity: who?.id ?? resource.address,
          what,
          why,
          privileged,
          location: resource.location,
        }),
      ),
    );
    return {
      before: { ...before.side, identities: [...before.side.identities, ...elsewhere] },
      after: after.side,
      renamed,
      indeterminate,
      changedBy,
    };
  };

  const makesIdentity = (type: string): boolean => typeOf(type)?.identity !== undefined;
  return {
    provider,
    sortOf: (type) =>
      typeOf(type) === undefined ? (options.unreadTypes().types.get(type) ?? 'unknown') : 'read',
    isOwnIdentity: (value, plan) => isIdentityOfPlan(value, plan, makesIdentity, options.providerOwned),
    ...(otherTypes === undefined ? {} : { otherTypes }),
    types: Object.fromEntries(Object.entries(types).map(([type, { gives }]) => [type, gives])),
    read,
  };
};
