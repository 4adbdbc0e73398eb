import type { FactRef } from '../../../src/model/evidence.ts';
import type { Duration } from '../../../src/model/grant.ts';
import { isoTime } from '../../../src/model/time.ts';
import { type Fact, type GcpInventory, sourceOf } from '../facts/inventory.ts';
import { spanOf } from '../iam/condition/evaluate.ts';
import { type Condition, readCondition } from '../iam/condition/index.ts';
import type { Role, Roles } from '../iam/role.ts';
import { type Member, memberOf } from './members.ts';
import type { Places } from './places.ts';
import { type Products, productsOf } from './products.ts';

/** For how long something is held. */
export interface Term {
  readonly duration: Duration;
  /** ISO 8601. */
  readonly until?: string;
}

/** A role that somebody has on a resource and on what lies below. */
export interface Binding {
  readonly member: Member;
  /** As written. */
  readonly written: string;
  readonly role: Role;
  /** Canonical name. */
  readonly place: string;
  /** Absent: none, or one that holds now and for which the clock alone decides. */
  readonly condition?: Condition;
  /** Who of those that the member stands for does not have it, as deny policies write principals. Absent: all do. */
  readonly except?: readonly string[];
  readonly term: Term;
  /** When it would end if it were asked for now, ISO 8601. Absent: nobody has to ask. */
  readonly askedUntil?: string;
  readonly source: FactRef;
}

/** A binding that Privileged Access Manager made for a while. */
const activated = /^created by:? pam/i;

const termOf = (condition: Condition | undefined, title: string | null | undefined): Term => {
  if (condition?.until === undefined) return { duration: 'permanent' };
  return {
    duration: activated.test(title ?? '') ? 'activated' : 'time-bound',
    until: condition.until,
  };
};

/** What somebody had by a binding that a policy still has, and whose time is over. */
export interface Ended extends Pick<Binding, 'member' | 'role' | 'place' | 'source'> {
  /** ISO 8601. */
  readonly until: string;
}

/** Bindings of all policies that hold now or may; one whose time is over is none, and told by itself. */
export const bindingsOf = (
  inventory: GcpInventory,
  places: Places,
  roles: Roles,
  now: string,
): {
  readonly bindings: readonly Binding[];
  readonly ended: readonly Ended[];
  readonly products: Products;
} => {
  const conditions = new Map<string, Condition>();
  const read = (text: string): Condition => {
    const known = conditions.get(text) ?? readCondition(text, now);
    conditions.set(text, known);
    return known;
  };
  const found: Binding[] = [];
  const ended: Ended[] = [];
  for (const fact of inventory.of('gcp.iam-policy')) {
    const place = places.nameOf(fact.data.resource);
    (fact.data.bindings ?? []).forEach(({ role, members, condition: written }, index) => {
      const text = written?.expression?.trim() ?? '';
      const condition = text === '' ? undefined : read(text);
      const held = roles.of(role);
      const source = { ...sourceOf(fact), pointer: `/bindings/${index}` };
      if (condition?.now === 'no') {
        const until = condition.ended;
        for (const each of until === undefined ? [] : (members ?? []))
          ended.push({ member: memberOf(each), role: held, place, until: until!, source });
        return;
      }
      for (const each of members ?? [])
        found.push({
          member: memberOf(each),
          written: each,
          role: held,
          place,
          ...(condition === undefined || condition.timeOnly ? {} : { condition }),
          term: termOf(condition, written?.title),
          source,
        });
    });
  }
  const products = productsOf(found.length);
  return {
    bindings: [
      ...found,
      ...granted(inventory, places, roles, read, now, found),
      ...eligible(inventory, places, roles, read, now, products),
    ],
    ended,
    products,
  };
};

/**
 * What somebody asked for and has, until it ends. Policies show it as well, in bindings with a condition that names the manager.
 * https://cloud.google.com/iam/docs/pam-request-temporary-elevated-access
 */
const granted = (
  inventory: GcpInventory,
  places: Places,
  roles: Roles,
  read: (text: string) => Condition,
  now: string,
  shown: readonly Binding[],
): readonly Binding[] => {
  const known = new Set(
    shown.flatMap(({ term, written, role, place }) =>
      term.duration === 'activated' ? [`${written} ${role.name} ${place}`.toLowerCase()] : [],
    ),
  );
  return inventory.of('gcp.grant').flatMap((fact): readonly Binding[] => {
    const { state, requester, accessGrantTime, accessRemoveTime, requestedDuration, resource, roleBindings } =
      fact.data;
    if (state !== 'ACTIVE' || requester == null || resource == null) return [];
    const span = spanOf(requestedDuration ?? '') ?? longestGrant;
    const end = accessRemoveTime ?? isoTime(Date.parse(accessGrantTime ?? now) + span)!;
    if (end <= now) return [];
    const written = requester.includes(':')
      ? requester
      : `${requester.endsWith('.gserviceaccount.com') ? 'serviceAccount' : 'user'}:${requester}`;
    const place = places.nameOf(resource);
    return (roleBindings ?? []).flatMap(({ role, conditionExpression }): readonly Binding[] => {
      const text = conditionExpression?.trim() ?? '';
      const condition = text === '' ? undefined : read(text);
      if (condition?.now === 'no' || known.has(`${written} ${role} ${place}`.toLowerCase())) return [];
      return [
        {
          member: memberOf(written),
          written,
          role: roles.of(role),
          place,
          ...(condition === undefined || condition.timeOnly ? {} : { condition }),
          term: { duration: 'activated', until: end },
          source: sourceOf(fact),
        },
      ];
    });
  });
};

/** Of an entitlement that does not say how long. https://cloud.google.com/iam/docs/pam-create-entitlements */
const longestGrant = 86_400_000;

/** What somebody may ask for. https://cloud.google.com/iam/docs/pam-overview */
const eligible = (
  inventory: GcpInventory,
  places: Places,
  roles: Roles,
  read: (text: string) => Condition,
  now: string,
  products: Products,
): readonly Binding[] =>
  inventory.of('gcp.entitlement').flatMap((fact): readonly Binding[] => {
    const { privilegedAccess, eligibleUsers, maxRequestDuration } = fact.data;
    const asking = (eligibleUsers ?? []).reduce((sum, { principals }) => sum + (principals?.length ?? 0), 0);
    const asked = privilegedAccess?.gcpIamAccess?.roleBindings?.length ?? 0;
    if (!products.take(asking * asked, fact.data.name)) return [];
    const askedUntil = isoTime(Date.parse(now) + (spanOf(maxRequestDuration ?? '') ?? longestGrant))!;
    const access = privilegedAccess?.gcpIamAccess;
    const place = places.nameOf(access?.resource ?? entitlementPlace(fact));
    return (access?.roleBindings ?? []).flatMap(({ role, conditionExpression }) => {
      const condition =
        conditionExpression == null || conditionExpression === '' ? undefined : read(conditionExpression);
      return (eligibleUsers ?? []).flatMap(({ principals }) =>
        (principals ?? []).map(
          (each): Binding => ({
            member: memberOf(each),
            written: each,
            role: roles.of(role),
            place,
            ...(condition === undefined ? {} : { condition }),
            term: { duration: 'eligible' },
            askedUntil,
            source: sourceOf(fact),
          }),
        ),
      );
    });
  });

const entitlementPlace = ({ data }: Fact<'gcp.entitlement'>): string =>
  data.name.replace(/\/locations\/.*$/, '');

/** Members that stand for whoever has a basic role on a project, as those who have it. */
export const withoutConvenience = (
  bindings: readonly Binding[],
  places: Places,
  products: Products,
): readonly Binding[] => {
  const basic = Map.groupBy(
    bindings.filter(({ role }) => /^roles\/(?:owner|editor|viewer)$/.test(role.name)),
    ({ role, place }) => `${role.name} ${place}`,
  );
  return bindings.flatMap((binding): readonly Binding[] => {
    const { member } = binding;
    if (member.is !== 'convenience') return [binding];
    const holders = basic.get(`${member.role} projects/${places.naming.projectId(member.project)}`) ?? [];
    if (!products.take(holders.length, binding.place)) return [];
    return holders
      .filter((holder) => holder.term.duration !== 'eligible' && holder.member.is !== 'convenience')
      .map((holder) => ({
        ...binding,
        member: holder.member,
        written: holder.written,
        ...(holder.condition === undefined || binding.condition !== undefined
          ? {}
          : { condition: holder.condition }),
        term: holder.term.until === undefined ? binding.term : holder.term,
      }));
  });
};
