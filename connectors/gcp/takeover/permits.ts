import type { EdgeDetails } from '../../../src/takeover/edge-details.ts';
import { assuming, together } from '../../../src/takeover/edge-details.ts';
import { askedOfEach, asksTags } from '../iam/condition/index.ts';
import { predefinedRole } from '../iam/predefined-roles.ts';
import type { Role } from '../iam/role.ts';
import type { Arranged } from '../identities/arrange.ts';
import type { Binding } from '../identities/bindings.ts';
import { controlPermissions } from '../techniques/index.ts';
import { tagsNeed, useTagNeed } from '../techniques/scopes.ts';
import type { Need } from '../techniques/types.ts';
import { attributesOf } from './attributes.ts';
import { type Boundary, beyond, type Lift, notStopped, putAside as puttingAside } from './boundaries.ts';
import { type DeniesAbout, type Deny, denied } from './denies.ts';
import { tagsOf } from './tags.ts';

/** What somebody has of power, by itself and through groups, and the deny rules that are about it. */
export interface Holder {
  readonly bindings: readonly Binding[];
  readonly denies: DeniesAbout;
  readonly boundaries: readonly Boundary[];
}

interface Placed {
  readonly binding: Binding;
  /** Of all that the holder has. */
  readonly index: number;
}

/** Bindings of a holder that give a permission, by their place: some hold roles in thousands of projects. */
const placed = new WeakMap<readonly Binding[], Map<string, ReadonlyMap<string, readonly Placed[]>>>();

const bindingsGiving = (
  { bindings }: Holder,
  permission: string,
  chain: readonly string[],
): readonly Binding[] => {
  let known = placed.get(bindings);
  if (known === undefined) {
    known = new Map();
    placed.set(bindings, known);
  }
  let byPlace = known.get(permission);
  if (byPlace === undefined) {
    byPlace = Map.groupBy(
      bindings.flatMap((binding, index) => (binding.role.has(permission) ? [{ binding, index }] : [])),
      ({ binding }) => binding.place,
    );
    known.set(permission, byPlace);
  }
  if (byPlace.size === 0) return none;
  const found = chain.flatMap((place) => byPlace.get(place) ?? []);
  return (found.length < 2 ? found : found.sort((a, b) => a.index - b.index)).map(({ binding }) => binding);
};
const none: readonly Binding[] = [];

/** Where somebody has anything, each place once: through many groups it may have many roles on one. */
export const placesHeld = ({ bindings }: Pick<Holder, 'bindings'>): ReadonlySet<string> =>
  new Set(bindings.map(({ place }) => place));

/** The step itself, what makes it possible, or that boundaries are put aside for it: nothing is prepared for a preparation. */
type Doing = 'step' | 'prepare' | 'put-aside';

/** What a step rests on; undefined: it is not permitted. */
export type Permits = (holder: Holder, needs: readonly Need[], target: string) => EdgeDetails | undefined;

/** Whether granting these roles only leaves a way to more. */
const grantsMore = (roles: readonly string[]): boolean =>
  roles.some((name) => {
    const role = predefinedRole(name);
    // Of a role of one's own nobody knows here what it will permit.
    return role === undefined || [...controlPermissions].some((permission) => role.has(permission));
  });

const short = (text: string): string => (text.length <= 160 ? text : `${text.slice(0, 157)}…`);

const wordsOf = ({ name, title }: Role): string => (name.startsWith('roles/') ? name : title);

/** How somebody takes out of its way what stops it from using a permission; undefined: it may not. Empty: nothing does. */
export type Lifts = (holder: Holder, permission: string, target: string) => readonly Lift[] | undefined;

export const permitsOf = (arranged: Arranged): Permits => permittingOf(arranged).permits;

/** By which of several permissions something is done; the one is asked of the resource and what holds it. */
type Any = (holder: Holder, need: Need, target: string, doing: Doing) => EdgeDetails | undefined;

/** Takes away first what stops somebody. */
interface Lifting {
  readonly aside: (holder: Holder) => Lift | undefined;
  /** @param isFree boundaries are put aside before */
  readonly lift: (holder: Holder, deny: Deny, isFree: boolean) => Lift | undefined;
}

const liftingBy = ({ places }: Arranged, any: Any): Lifting => {
  /** How a holder puts its boundaries aside, found once. */
  const asides = new WeakMap<Holder, { readonly lift: Lift | undefined }>();
  return {
    aside: (holder) => {
      let known = asides.get(holder);
      if (known === undefined) {
        const may = (need: Need, place: string): EdgeDetails | undefined =>
          any(holder, need, place, 'put-aside');
        known = { lift: puttingAside(holder.boundaries, may, places.chainOf) };
        asides.set(holder, known);
      }
      return known.lift;
    },
    lift: (holder, { name, lifts }, isFree) => {
      for (const steps of lifts) {
        const found = steps.map(([need, place]) =>
          any(holder, need, place, isFree ? 'put-aside' : 'prepare'),
        );
        if (found.includes(undefined)) continue;
        return {
          does: `take ${name} away`,
          told: `it takes ${name} away first`,
          details: (found as readonly EdgeDetails[]).reduce(together),
        };
      }
      return undefined;
    },
  };
};

/** What a use of a permission rests on for what denies and bounds the holder; undefined: that stops it. */
const hinderedBy =
  ({ places }: Arranged, { aside, lift }: Lifting) =>
  (
    holder: Holder,
    permission: string,
    chain: readonly string[],
    stops: ReturnType<typeof denied>,
    doing: Doing,
  ): EdgeDetails | undefined => {
    const outside = doing === 'put-aside' ? undefined : beyond(holder.boundaries, chain, permission);
    const putAside = outside === undefined || doing !== 'step' ? undefined : aside(holder);
    if (outside?.surely === true && putAside === undefined) return undefined;
    let before: EdgeDetails =
      outside === undefined
        ? {}
        : putAside === undefined
          ? { assumes: [notStopped(outside)] }
          : assuming(putAside.details, [putAside.told]);
    for (const deny of stops.surely) {
      if (places.supposed(chain, deny.place).length > 0) {
        before = assuming(before, [`${deny.name} does not hold there`]);
        continue;
      }
      const lifted = doing === 'step' ? lift(holder, deny, putAside !== undefined) : undefined;
      if (lifted === undefined) return undefined;
      before = together(before, assuming(lifted.details, [lifted.told]));
    }
    return before;
  };

type Attributes = () => ReturnType<typeof attributesOf>;

/** What a binding's condition says at a resource, and whether the holder meets it by a tag that it puts there. */
const conditionsBy = (
  arranged: Arranged,
  tags: ReturnType<typeof tagsOf>,
  any: Any,
): ((
  holder: Holder,
  binding: Binding,
  permission: string,
  chain: readonly string[],
  attributes: Attributes,
  doing: Doing,
) => { readonly answer: ReturnType<typeof askedOfEach>; readonly binds: boolean }) => {
  const time = Date.parse(arranged.now);
  /** Whether somebody may put a tag on a resource or on what holds it. */
  const mayTag = (holder: Holder, chain: readonly string[]): boolean =>
    chain.some((place) =>
      tagsNeed.some(
        ({ of, permission }) => of.test(place) && any(holder, [permission], place, 'prepare') !== undefined,
      ),
    );
  return (holder, { condition }, permission, chain, attributes, doing) => {
    if (condition === undefined) return { answer: 'yes', binds: false };
    const carried = tags.on(chain);
    const grants = permission.endsWith('.setIamPolicy') ? grantsMore : undefined;
    const asking = (given: typeof carried) => askedOfEach(condition, time, attributes(), grants, given);
    const plain = asking(carried);
    const binds =
      plain !== 'yes' &&
      carried !== undefined &&
      doing === 'step' &&
      asksTags(condition) &&
      mayTag(holder, chain) &&
      asking(tags.bound(chain, (value) => any(holder, useTagNeed, value, 'prepare') !== undefined)) === 'yes';
    return { answer: binds ? 'yes' : plain, binds };
  };
};

export const permittingOf = (arranged: Arranged): { readonly permits: Permits; readonly lifts: Lifts } => {
  const { places, now } = arranged;
  const time = Date.parse(now);
  const tags = tagsOf(arranged);
  const any: Any = (holder, need, target, doing) => {
    let best: EdgeDetails | undefined;
    for (const permission of need) {
      const found = one(holder, permission, target, doing);
      if (found !== undefined && (best === undefined || isBetter(found, best))) best = found;
    }
    return best;
  };
  const lifting = liftingBy(arranged, any);
  const hindered = hinderedBy(arranged, lifting);
  const conditionAt = conditionsBy(arranged, tags, any);
  const one = (holder: Holder, permission: string, target: string, doing: Doing): EdgeDetails | undefined => {
    const chain = places.chainOf(target);
    const giving = bindingsGiving(holder, permission, chain);
    if (giving.length === 0) return undefined;
    const attributes: Attributes = () => attributesOf(permission, target, places);
    const stops = denied(holder.denies, permission, chain, attributes, time, tags.on(chain));
    const before = hindered(holder, permission, chain, stops, doing);
    if (before === undefined) return undefined;
    let best: EdgeDetails | undefined;
    for (const binding of giving) {
      const { role, place, condition, term, askedUntil, source } = binding;
      const { answer, binds } = conditionAt(holder, binding, permission, chain, attributes, doing);
      if (answer === 'no') continue;
      const assumes = [
        ...stops.unless,
        ...places.supposed(chain, place),
        ...(binds ? ['it puts the tag that the condition asks for there first'] : []),
        ...(answer === 'unknown'
          ? [`the condition of ${wordsOf(role)} lets it: ${short(condition!.text)}`]
          : []),
        ...(term.duration === 'eligible' ? [`it is granted ${wordsOf(role)}, which it may ask for`] : []),
      ];
      const found: EdgeDetails = {
        assumes,
        evidence: [{ ...source, says: `${wordsOf(role)} on ${place}` }],
        ...((term.until ?? askedUntil) === undefined ? {} : { until: term.until ?? askedUntil }),
      };
      if (best === undefined || isBetter(found, best)) best = found;
    }
    return best === undefined ? undefined : together(before, best);
  };
  const lifts: Lifts = (holder, permission, target) => {
    const chain = places.chainOf(target);
    const attributes: Attributes = () => attributesOf(permission, target, places);
    const stops = denied(holder.denies, permission, chain, attributes, time, tags.on(chain));
    const outside = beyond(holder.boundaries, chain, permission);
    const put = outside?.surely === true ? lifting.aside(holder) : undefined;
    if (outside?.surely === true && put === undefined) return undefined;
    const found: Lift[] = put === undefined ? [] : [put];
    for (const deny of stops.surely) {
      const taken = lifting.lift(holder, deny, put !== undefined);
      if (taken === undefined) return undefined;
      // Rules of one policy go with it.
      if (!found.some(({ does }) => does === taken.does)) found.push(taken);
    }
    return found;
  };
  const permits: Permits = (holder, needs, target) => {
    let whole: EdgeDetails = {};
    for (const need of needs) {
      const found = any(holder, need, target, 'step');
      if (found === undefined) return undefined;
      whole = together(whole, found);
    }
    return { ...whole, evidence: distinct(whole.evidence ?? []) };
  };
  return { permits, lifts };
};

const distinct = (evidence: NonNullable<EdgeDetails['evidence']>): NonNullable<EdgeDetails['evidence']> => [
  ...new Map(evidence.map((each) => [JSON.stringify(each), each])).values(),
];

/** Rests on less, or lasts longer. */
const isBetter = (one: EdgeDetails, other: EdgeDetails): boolean => {
  const [a, b] = [one.assumes!.length, other.assumes!.length];
  if (a !== b) return a < b;
  return other.until !== undefined && (one.until === undefined || one.until > other.until);
};
