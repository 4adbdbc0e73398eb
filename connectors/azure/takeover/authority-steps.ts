import type { Arranged } from '../identities/arrange.ts';
import type { AzureScopes } from '../identities/scopes.ts';
import { kindOfScope, rootScope, subscriptionOf } from '../rbac/scope.ts';
import {
  assignBlueprint,
  assignBlueprints,
  assignRole,
  assignRoles,
  changeRole,
  defineRoles,
  delegateToOthers,
  lighthouse,
  manageStackDenies,
  ownScope,
  removeDenies,
  removeDeny,
  removeLock,
  removeLocks,
} from '../techniques/identities.ts';
import type { Authorities, Authority, AuthorityStep, Holding } from './authority.ts';
import type { AuthorityBook } from './authority-book.ts';
import type { Deny } from './denies.ts';
import { roleChangesOf } from './role-changes.ts';
import { hasPower, isWithin, powerText } from './role-powers.ts';

/** The service ended then. https://learn.microsoft.com/azure/governance/blueprints/overview */
const endOfBlueprints = '2026-07-11T00:00:00.000Z';
const ownerRole = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';
const contributorRole = 'b24988ac-6180-42a0-ab88-20f7382dd24c';

export const isOwner = (role: string): boolean => role === ownerRole;

/** Whether it is all there is: nothing taken back, no condition, no deny, and no lock but those that it takes away itself. */
const isEverything = ({ role, condition, denies, scope }: Authority): boolean =>
  condition === undefined &&
  denies.every((deny) => deny.is === 'lock' && !scope.startsWith(`${deny.scope}/`)) &&
  role.entries.some(
    (entry) => entry.condition === undefined && entry.actions.includes('*') && entry.notActions.length === 0,
  );

export interface StepsInput {
  readonly arranged: Arranged;
  readonly scopes: AzureScopes;
  readonly permits: Authorities['permits'];
  readonly book: AuthorityBook;
  /** Complete when a step is asked for. */
  readonly holdings: readonly Holding[];
}

/** What whoever controls a place has. */
export const controlOrOwner =
  ({ arranged, scopes, book }: StepsInput) =>
  (held: Authority, place: string): AuthorityStep['to'] => {
    const kind = kindOfScope(place);
    if (kind === 'root' || kind === 'management-group' || kind === 'subscription')
      return { controls: scopes.idOf(place, held.tenant) };
    return book.of(arranged.roles.get(ownerRole)!, place, held.tenant, undefined, held.about);
  };

/** What assigning a role to itself rests on, within the condition of the authority. */
const assigningOf =
  ({ permits }: StepsInput, held: Authority) =>
  (role: string): readonly string[] | undefined => {
    const { self } = held;
    const who =
      self === undefined
        ? {}
        : { principal: self.id, ...(self.type === undefined ? {} : { principalType: self.type }) };
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

const delegations = (input: StepsInput, held: Authority): readonly AuthorityStep[] => {
  const { arranged, permits, book } = input;
  const steps: AuthorityStep[] = [];
  const assigning = assigningOf(input, held);
  const whole = assigning(ownerRole);
  if (whole !== undefined) {
    const to = controlOrOwner(input)(held, held.scope);
    steps.push({ from: held, to, technique: assignRole, assumes: whole });
    if (whole.length === 0) return steps;
  }
  if (permits(held, assignRoles, held.scope) === undefined) return steps;
  // Of the roles that may be given, those that no other one of them outdoes.
  const given = [...arranged.roles.values()]
    .filter((role) => !isOwner(role.id) && hasPower(role))
    .flatMap((role) => {
      const assumes = assigning(role.id);
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
      to: book.of(one.role, held.scope, held.tenant, undefined, held.about),
      technique: { ...assignRole, does: `assign itself ${one.role.name} there` },
      assumes: one.assumes,
    });
  }
  return steps;
};

/** All that it can remove of what denies it anything, in one step. */
const liftDenies = ({ permits, book }: StepsInput, held: Authority): readonly AuthorityStep[] => {
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
  if (left.length === held.about.length) return [];
  const { role, scope, tenant, condition, self } = held;
  return [
    {
      from: held,
      to: book.of(role, scope, tenant, condition, left, self),
      technique: lifted.size === 1 && lifted.has('lock') ? removeLock : removeDeny,
      assumes: [...assumes],
    },
  ];
};

/** By redefining the custom role that it is itself, and by services that give roles in its place. */
const throughServices = (input: StepsInput, held: Authority): readonly AuthorityStep[] => {
  const { arranged, scopes, permits, book } = input;
  const { scope, role } = held;
  const steps: AuthorityStep[] = [];
  const owner = (): AuthorityStep['to'] => controlOrOwner(input)(held, scope);
  const redefines = permits(held, defineRoles, scope);
  if (
    redefines !== undefined &&
    !role.builtIn &&
    role.assignableScopes.length > 0 &&
    role.assignableScopes.every((place) => scopes.tree.covers(scope, place))
  )
    steps.push({ from: held, to: owner(), technique: changeRole, assumes: redefines });
  const blueprints = permits(held, assignBlueprints, scope);
  if (
    arranged.now < endOfBlueprints &&
    blueprints !== undefined &&
    subscriptionOf(scope) !== undefined &&
    kindOfScope(scope) === 'subscription'
  )
    steps.push({
      from: held,
      to: owner(),
      technique: assignBlueprint,
      assumes: [...blueprints, 'the service of blueprints may assign roles there'],
    });
  const contributor = arranged.roles.get(contributorRole);
  const others = permits(held, delegateToOthers, scope);
  if (
    others !== undefined &&
    contributor !== undefined &&
    !isWithin(powerText(contributor), powerText(role)) &&
    scope !== rootScope
  )
    steps.push({
      from: held,
      to: book.of(contributor, scope, held.tenant, undefined, held.about),
      technique: lighthouse,
      assumes: [...others, 'it controls a principal of another tenant'],
    });
  return steps;
};

/** What an authority leads to by itself. */
export const authoritySteps = (input: StepsInput): ((held: Authority) => readonly AuthorityStep[]) => {
  const control = controlOrOwner(input);
  const roleChanges = roleChangesOf({ ...input, tree: input.scopes.tree, controlOrOwner: control });
  return (held) => {
    if (isEverything(held)) {
      const to = control(held, held.scope);
      return 'controls' in to ? [{ from: held, to, technique: ownScope, assumes: [] }] : [];
    }
    return [
      ...liftDenies(input, held),
      ...delegations(input, held),
      ...roleChanges(held),
      ...throughServices(input, held),
    ];
  };
};
