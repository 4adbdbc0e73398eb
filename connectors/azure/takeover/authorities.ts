import type { Evidence, FactRef } from '../../../src/model/evidence.ts';
import { keyedTypes } from '../facts/account-keys.ts';
import type { RoleAssignment } from '../facts/assignments.ts';
import { isEligible, type Term, through } from '../facts/term.ts';
import type { Arranged } from '../identities/arrange.ts';
import type { AzureScopes } from '../identities/scopes.ts';
import { lets } from '../rbac/condition/delegation.ts';
import type { Answer } from '../rbac/condition/evaluate.ts';
import { permittingEntries, type Role } from '../rbac/role.ts';
import { kindOfScope, rootScope, subscriptionOf } from '../rbac/scope.ts';
import { writeBlobs } from '../techniques/carriers/apps.ts';
import { pushWays } from '../techniques/carriers/images.ts';
import { carrierTechniques, hosts } from '../techniques/carriers.ts';
import {
  assignBlueprint,
  assignBlueprints,
  assignIdentity,
  assignRole,
  assignRoles,
  changeRole,
  defineRoles,
  delegateToOthers,
  deployFromVault,
  federateIdentity,
  lighthouse,
  makeEligible,
  manageStackDenies,
  ownScope,
  readSecrets,
  removeDenies,
  removeDeny,
  removeLock,
  removeLocks,
  writeActivation,
  writeVaultPolicies,
} from '../techniques/identities.ts';
import type { Need } from '../techniques/types.ts';
import type { Authorities, Authority, AuthorityStep, Holding } from './authority.ts';
import { type Denies, type Deny, denied } from './denies.ts';
import { activationOf } from './nodes.ts';
import { activatedBy, roleChangesOf } from './role-changes.ts';

const ownerRole = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';
/** The service ended then. https://learn.microsoft.com/azure/governance/blueprints/overview */
const endOfBlueprints = '2026-07-11T00:00:00.000Z';
const contributorRole = 'b24988ac-6180-42a0-ab88-20f7382dd24c';

const needsOfPower: readonly Need[] = [
  makeEligible,
  writeActivation,
  ...keyedTypes.map(({ shownBy }) => ({ action: shownBy })),
  ...carrierTechniques.flatMap(({ needs }) => needs),
  ...hosts.flat(),
  writeBlobs,
  readSecrets,
  writeVaultPolicies,
  deployFromVault[0],
  ...pushWays.flatMap(({ needs }) => needs),
  assignRoles,
  defineRoles,
  assignBlueprints,
  delegateToOthers,
  assignIdentity,
  federateIdentity,
];

/** Whether a role permits an action anywhere. */
export const permitsAtAll = (role: Role, { action, plane }: Need): boolean =>
  action.some((each) => permittingEntries(role, each, plane).length > 0);

const powerOf = new WeakMap<Role, string>();

/** Which of the actions of techniques a role permits at all, as a text: equal texts, equal power. */
const powerText = (role: Role): string => {
  let text = powerOf.get(role);
  if (text === undefined) {
    text = needsOfPower.map((need) => (permitsAtAll(role, need) ? '1' : '0')).join('');
    powerOf.set(role, text);
  }
  return text;
};
export const hasPower = (role: Role): boolean => powerText(role).includes('1');

const asksWho = (condition: string | undefined): boolean =>
  condition !== undefined && /roleassignments:principal(id|type)/i.test(condition);

const short = (text: string): string => (text.length <= 160 ? text : `${text.slice(0, 157)}…`);

const both = (a: Answer, b: Answer): Answer =>
  a === 'no' || b === 'no' ? 'no' : a === 'unknown' || b === 'unknown' ? 'unknown' : 'yes';

/** Whether it is all there is: nothing taken back, no condition, no deny, and no lock but those that it takes away itself. */
export const isEverything = ({ role, condition, denies, scope }: Authority): boolean =>
  condition === undefined &&
  denies.every((deny) => deny.is === 'lock' && !scope.startsWith(`${deny.scope}/`)) &&
  role.entries.some(
    (entry) => entry.condition === undefined && entry.actions.includes('*') && entry.notActions.length === 0,
  );

/** Whether the powers of one are all among those of the other. */
const isWithin = (one: string, other: string): boolean =>
  Array.from(one).every((flag, place) => flag === '0' || other[place] === '1');

export const authoritiesOf = (arranged: Arranged, scopes: AzureScopes, denies: Denies): Authorities => {
  const { arm, groups, machines, now, roles, principals } = arranged;
  const { tree } = scopes;
  const all = new Map<string, Authority>();
  const open: Authority[] = [];

  const authority = (
    role: Role,
    scope: string,
    tenant: string,
    condition: string | undefined,
    about: readonly number[],
    self?: Authority['self'],
  ): Authority => {
    const own =
      asksWho(condition) || role.entries.some((entry) => asksWho(entry.condition)) ? self : undefined;
    const key = [role.id, scope, condition ?? '', about.join(','), own?.id ?? ''].join(' ');
    let found = all.get(key);
    if (found === undefined) {
      found = {
        key,
        role,
        scope,
        tenant,
        ...(condition === undefined ? {} : { condition }),
        denies: about.map((place) => denies.list[place]!),
        about,
        ...(own === undefined ? {} : { self: own }),
      };
      all.set(key, found);
      open.push(found);
    }
    return found;
  };

  const permits: Authorities['permits'] = (held, { action, plane = 'management' }, target, delegation) => {
    if (!tree.covers(held.scope, target)) return undefined;
    let best: readonly string[] | undefined;
    for (const each of action) {
      const { surely, perhaps } = denied(held.denies, each, plane, target, tree);
      if (surely) continue;
      for (const entry of permittingEntries(held.role, each, plane)) {
        const answer = both(
          lets(entry.condition, each, now, delegation),
          lets(held.condition, each, now, delegation),
        );
        if (answer === 'no') continue;
        const assumes = [
          ...perhaps,
          ...(answer === 'unknown'
            ? [
                `the condition of ${held.role.name} lets it: ${short(held.condition ?? entry.condition ?? '')}`,
              ]
            : []),
        ];
        if (best === undefined || assumes.length < best.length) best = assumes;
      }
    }
    return best;
  };

  const typeOf = (id: string): string | undefined => {
    if (groups.all.has(id)) return 'Group';
    const kind = principals.all.get(id)?.kind;
    if (kind === undefined || kind === 'principal') return undefined;
    return kind === 'user' || kind === 'agent-user' ? 'User' : 'ServicePrincipal';
  };
  const holdings: Holding[] = [];
  const hold = (assignment: RoleAssignment, holder: string, term: Term): void => {
    const { role, scope, tenant, condition, source } = assignment;
    holdings.push({
      holder,
      authority: authority(role, scope, tenant, condition, denies.of(holder), {
        id: holder,
        type: typeOf(holder),
      }),
      term,
      evidence: evidenceOf(source, role, scope),
    });
  };
  // Where somebody redefines roles a custom one that gives nothing yet counts too.
  const redefined = arm.assignments.some(
    ({ role }) => role.id !== ownerRole && permittingEntries(role, defineRoles.action[0]).length > 0,
  );
  const byHolder = Map.groupBy(arm.assignments, ({ principal }) => principal);
  for (const assignment of arm.assignments) {
    const { role, term, principal } = assignment;
    if (hasPower(role) || term.duration === 'eligible' || (redefined && !role.builtIn))
      hold(assignment, principal, term);
  }
  const sameDenies = (a: string, b: string): boolean => denies.of(a).join(',') === denies.of(b).join(',');
  const apart: Authorities['apart'] = (group, member) =>
    denies.list.length > 0 && !groups.all.has(member) && !sameDenies(group, member);
  if (denies.list.length > 0)
    for (const id of principals.all.keys())
      for (const { group, term } of groups.of(id))
        if (apart(group.id, id))
          for (const assignment of byHolder.get(group.id) ?? []) {
            const whole = through(assignment.term, term);
            if (!isEligible(whole) || !machines.has(id)) hold(assignment, id, whole);
          }

  const steps: AuthorityStep[] = [];
  const controlOrOwner = (held: Authority, place: string): AuthorityStep['to'] => {
    const kind = kindOfScope(place);
    if (kind === 'root' || kind === 'management-group' || kind === 'subscription')
      return { controls: scopes.idOf(place, held.tenant) };
    return authority(roles.get(ownerRole)!, place, held.tenant, undefined, held.about);
  };
  const delegations = (held: Authority): void => {
    const self = held.self;
    const who =
      self === undefined
        ? {}
        : { principal: self.id, ...(self.type === undefined ? {} : { principalType: self.type }) };
    const asked = (role: string): readonly string[] | undefined => {
      const own = permits(held, assignRoles, held.scope, { role, ...who });
      if (own?.length === 0 || self === undefined) return own;
      // Not to itself, but to a principal of its making.
      const other = ['ServicePrincipal', 'User', 'Group']
        .filter((type) => type !== self.type)
        .find((type) => permits(held, assignRoles, held.scope, { role, principalType: type })?.length === 0);
      return other === undefined
        ? own
        : [`it controls a principal of type ${other}, which can be given the role`];
    };
    const whole = asked(ownerRole);
    if (whole !== undefined) {
      steps.push({ from: held, to: controlOrOwner(held, held.scope), technique: assignRole, assumes: whole });
      if (whole.length === 0) return;
    }
    if (permits(held, assignRoles, held.scope) === undefined) return;
    // Of the roles that may be given, those that no other one of them outdoes.
    const given = [...roles.values()]
      .filter((role) => role.id !== ownerRole && hasPower(role))
      .flatMap((role) => {
        const assumes = asked(role.id);
        return assumes === undefined ? [] : [{ role, assumes, power: powerText(role) }];
      });
    for (const one of given) {
      const outdone = given.some(
        (other) =>
          other !== one &&
          other.assumes.length <= one.assumes.length &&
          isWithin(one.power, other.power) &&
          (one.power !== other.power || other.role.id < one.role.id),
      );
      if (outdone) continue;
      steps.push({
        from: held,
        to: authority(one.role, held.scope, held.tenant, undefined, held.about),
        technique: { ...assignRole, does: `assign itself ${one.role.name} there` },
        assumes: one.assumes,
      });
    }
  };
  /** All that it can remove of what denies it anything, in one step. */
  const liftDenies = (held: Authority): void => {
    const left: number[] = [];
    const assumes = new Set<string>();
    const lifted = new Set<Deny['is']>();
    held.about.forEach((place, at) => {
      const { scope, is, name } = held.denies[at]!;
      const directly =
        is === 'protected' ? undefined : permits(held, is === 'lock' ? removeLocks : removeDenies, scope);
      const stack =
        is === 'lock' ? [undefined] : manageStackDenies.map((need) => permits(held, need, held.scope));
      if (directly !== undefined) for (const each of directly) assumes.add(each);
      else if (stack.every((each) => each !== undefined)) {
        for (const each of stack.flat()) assumes.add(each);
        assumes.add(`a deployment stack in its reach made the deny assignment ${name}`);
      } else {
        left.push(place);
        return;
      }
      lifted.add(is);
    });
    if (left.length === held.about.length) return;
    const { role, scope, tenant, condition, self } = held;
    steps.push({
      from: held,
      to: authority(role, scope, tenant, condition, left, self),
      technique: lifted.size === 1 && lifted.has('lock') ? removeLock : removeDeny,
      assumes: [...assumes],
    });
  };
  const roleChanges = roleChangesOf({ arranged, tree, permits, controlOrOwner, holdings });
  const expand = (held: Authority): void => {
    const { scope, role } = held;
    if (isEverything(held)) {
      const to = controlOrOwner(held, scope);
      if ('controls' in to) steps.push({ from: held, to, technique: ownScope, assumes: [] });
      return;
    }
    liftDenies(held);
    delegations(held);
    steps.push(...roleChanges(held));
    const redefines = permits(held, defineRoles, scope);
    if (
      redefines !== undefined &&
      !role.builtIn &&
      role.assignableScopes.length > 0 &&
      role.assignableScopes.every((place) => tree.covers(scope, place))
    )
      steps.push({ from: held, to: controlOrOwner(held, scope), technique: changeRole, assumes: redefines });
    const blueprints = permits(held, assignBlueprints, scope);
    if (
      now < endOfBlueprints &&
      blueprints !== undefined &&
      subscriptionOf(scope) !== undefined &&
      kindOfScope(scope) === 'subscription'
    )
      steps.push({
        from: held,
        to: controlOrOwner(held, scope),
        technique: assignBlueprint,
        assumes: [...blueprints, 'the service of blueprints may assign roles there'],
      });
    const contributor = roles.get(contributorRole);
    const others = permits(held, delegateToOthers, scope);
    if (
      others !== undefined &&
      contributor !== undefined &&
      !isWithin(powerText(contributor), powerText(role)) &&
      scope !== rootScope
    )
      steps.push({
        from: held,
        to: authority(contributor, scope, held.tenant, undefined, held.about),
        technique: lighthouse,
        assumes: [...others, 'it controls a principal of another tenant'],
      });
  };
  for (let next = open.pop(); next !== undefined; next = open.pop()) expand(next);

  const heldBy = Map.groupBy(holdings, ({ holder }) => holder);
  const known = new Map<string, readonly { readonly authority: Authority; readonly term: Term }[]>();
  const of: Authorities['of'] = (principal) => {
    let found = known.get(principal);
    if (found === undefined) {
      found = [
        ...(heldBy.get(principal) ?? []).map(({ authority: own, term }) => ({ authority: own, term })),
        ...groups.of(principal).flatMap(({ group, term }) =>
          apart(group.id, principal)
            ? []
            : (heldBy.get(group.id) ?? []).map((held) => ({
                authority: held.authority,
                term: through(held.term, term),
              })),
        ),
      ].filter(({ term }) => !isEligible(term) || !machines.has(principal));
      known.set(principal, found);
    }
    return found;
  };

  // A role that somebody may redefine, and another of its own that is that role.
  const combined: Authorities['combined'][number][] = [];
  for (const id of principals.all.keys()) {
    const own = of(id);
    if (own.length < 2) continue;
    combined.push(...activatedBy(id, own, permits));
    const customs = own.filter(
      ({ authority: { role } }) => !role.builtIn && role.assignableScopes.length > 0,
    );
    if (customs.length === 0) continue;
    for (const writer of own) {
      const assumes = permits(writer.authority, defineRoles, writer.authority.scope);
      if (assumes === undefined) continue;
      // Whoever gives itself any role needs no change of one.
      if (permits(writer.authority, assignRoles, writer.authority.scope)?.length === 0) continue;
      for (const { authority: held, term } of customs) {
        const { role, scope } = held;
        if (held === writer.authority) continue;
        if (!role.assignableScopes.every((place) => tree.covers(writer.authority.scope, place))) continue;
        const whole = through(term, writer.term);
        combined.push({
          holder: id,
          to: controlOrOwner(held, scope),
          technique: changeRole,
          assumes: [
            ...assumes,
            ...activationOf(whole, term.duration === 'eligible' ? role.name : writer.authority.role.name),
          ],
          ...(whole.until === undefined ? {} : { until: whole.until }),
        });
      }
    }
  }
  for (let next = open.pop(); next !== undefined; next = open.pop()) expand(next);
  return { all: [...all.values()], holdings, steps, combined, permits, of, apart };
};

const evidenceOf = (source: FactRef, role: Role, scope: string): Evidence => ({
  ...source,
  says: `${role.name} on ${scope}`,
});
