import type { Beyond } from '../../../src/identities/too-complex.ts';
import type { Fact } from '../facts/inventory.ts';
import { readCondition } from '../iam/condition/index.ts';
import type { Arranged } from './arrange.ts';
import { scopeIdOf } from './scopes.ts';

interface Written {
  /** Canonical name of what it is about; undefined: of nothing that is known. */
  readonly place: string | undefined;
  /** For people, with which binding or rule. */
  readonly where: string;
  readonly text: string | null | undefined;
}

const ofPolicy = ({ data }: Fact<'gcp.iam-policy'>): readonly Written[] =>
  (data.bindings ?? []).map(({ role, condition }, index) => ({
    place: data.resource,
    where: `policy of ${data.resource}: the condition of binding ${index} (${role})`,
    text: condition?.expression,
  }));

const ofGrant = ({ data }: Fact<'gcp.grant'>): readonly Written[] =>
  (data.roleBindings ?? []).map(({ role, conditionExpression }) => ({
    place: data.resource ?? undefined,
    where: `grant ${data.name}: the condition of ${role}`,
    text: conditionExpression,
  }));

const ofEntitlement = ({ data }: Fact<'gcp.entitlement'>): readonly Written[] => {
  const access = data.privilegedAccess?.gcpIamAccess;
  return (access?.roleBindings ?? []).map(({ role, conditionExpression }) => ({
    place: access?.resource ?? undefined,
    where: `entitlement ${data.name}: the condition of ${role}`,
    text: conditionExpression,
  }));
};

const ofDeny = ({ data }: Fact<'gcp.deny-policy'>): readonly Written[] =>
  (data.rules ?? []).map(({ denyRule }, index) => ({
    place: undefined,
    where: `deny policy ${data.name}: the condition of rule ${index}`,
    text: denyRule?.denialCondition?.expression,
  }));

const ofBoundary = ({ data }: Fact<'gcp.policy-binding'>): readonly Written[] => [
  { place: undefined, where: `policy binding ${data.name}: its condition`, text: data.condition?.expression },
];

/** Of so many characters they are within every budget: as most are, these are not read again. */
const alwaysWithin = 128;

/** Conditions of Google Cloud past the budgets of reading them, wherever they stand, by the roots of the estate that hold them. */
export const conditionsBeyond = (
  { inventory, places, now }: Arranged,
  roots: readonly string[],
): readonly Beyond[] => {
  const written: readonly Written[] = [
    ...inventory.of('gcp.iam-policy').flatMap(ofPolicy),
    ...inventory.of('gcp.grant').flatMap(ofGrant),
    ...inventory.of('gcp.entitlement').flatMap(ofEntitlement),
    ...inventory.of('gcp.deny-policy').flatMap(ofDeny),
    ...inventory.of('gcp.policy-binding').flatMap(ofBoundary),
  ];
  const known = new Set(roots);
  const why = new Map<string, string | undefined>();
  return written.flatMap(({ place, where, text }): readonly Beyond[] => {
    const own = text?.trim() ?? '';
    if (own.length <= alwaysWithin) return [];
    if (!why.has(own)) why.set(own, readCondition(own, now).beyond);
    const beyond = why.get(own);
    if (beyond === undefined) return [];
    const chain = place === undefined ? [] : places.chainOf(places.nameOf(place)).map(scopeIdOf);
    const holding = chain.filter((each) => known.has(each));
    return (holding.length === 0 ? roots : holding).map((scope) => ({ scope, what: `${where} ${beyond}` }));
  });
};
