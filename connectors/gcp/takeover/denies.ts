import type { Circumstances } from '../iam/condition/evaluate.ts';
import { askedOfEach, type Condition, readCondition } from '../iam/condition/index.ts';
import { isAmong, type PermissionPattern, permissionPattern } from '../iam/names.ts';
import type { Arranged } from '../identities/arrange.ts';
import { type Answer, all, type Named, namedIn, not, standsFor } from '../identities/named.ts';
import type { Principal } from '../identities/principals.ts';
import { changeAccessPolicyNeed, liftDenyNeed, unbindAccessPolicyNeeds } from '../techniques/scopes.ts';
import type { Step } from './boundaries.ts';

/** A rule of a deny policy. https://cloud.google.com/iam/docs/deny-overview */
export interface Deny {
  /** Of its policy, as sentences have it: `the deny policy NAME`. */
  readonly name: string;
  /** Ways to take it away, all steps of each. */
  readonly lifts: readonly (readonly Step[])[];
  /** Canonical name of the node that it is attached to. */
  readonly place: string;
  readonly principals: Named;
  readonly exceptPrincipals: Named;
  readonly permissions: readonly PermissionPattern[];
  readonly exceptPermissions: readonly PermissionPattern[];
  readonly condition?: Condition;
}

export const deniesOf = (arranged: Arranged): readonly Deny[] => [
  ...byDenyPolicies(arranged),
  ...byAccessPolicies(arranged),
];

/** Rules of access policies that deny. They have no exceptions but their own. */
const byAccessPolicies = (arranged: Arranged): readonly Deny[] =>
  arranged.accessPolicies.rules.flatMap((rule): readonly Deny[] => {
    const { name, place, home, allows, condition } = rule;
    if (allows) return [];
    return [
      {
        name: `the access policy ${name}`,
        lifts: home === undefined ? [] : accessPolicyLifts(home, place),
        place,
        principals: namedIn(rule.principals, arranged),
        exceptPrincipals: namedIn(rule.exceptPrincipals, arranged),
        permissions: rule.permissions.map(permissionPattern),
        exceptPermissions: rule.exceptPermissions.map(permissionPattern),
        ...(condition === undefined ? {} : { condition }),
      },
    ];
  });

const accessPolicyLifts = (home: string, place: string): readonly (readonly Step[])[] => [
  [[changeAccessPolicyNeed, home]],
  ...unbindAccessPolicyNeeds
    .filter(({ from }) => from.test(place))
    .map(({ needs: [policy, bound] }): readonly Step[] => [
      [policy, home],
      [bound, place],
    ]),
];

const byDenyPolicies = (arranged: Arranged): readonly Deny[] =>
  arranged.inventory.of('gcp.deny-policy').flatMap(({ data }) => {
    const { places, now } = arranged;
    const [, attached] = /^policies\/([^/]+)\/denypolicies\//.exec(data.name) ?? [];
    if (attached === undefined) return [];
    const place = places.nameOf(`//${decoded(attached)}`);
    return (data.rules ?? []).flatMap(({ denyRule }): readonly Deny[] => {
      if (denyRule == null) return [];
      const text = denyRule.denialCondition?.expression?.trim() ?? '';
      return [
        {
          name: `the deny policy ${data.displayName ?? data.name}`,
          lifts: [[[liftDenyNeed, place]]],
          place,
          principals: namedIn(denyRule.deniedPrincipals ?? [], arranged),
          exceptPrincipals: namedIn(denyRule.exceptionPrincipals ?? [], arranged),
          permissions: (denyRule.deniedPermissions ?? []).map(permissionPattern),
          exceptPermissions: (denyRule.exceptionPermissions ?? []).map(permissionPattern),
          ...(text === '' ? {} : { condition: readCondition(text, now) }),
        },
      ];
    });
  });

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    // A name that is not written so names nothing that is known.
    if (error instanceof URIError) return text;
    throw error;
  }
};

/** Rules about somebody, with whether they are: asked once. */
export type DeniesAbout = readonly { readonly deny: Deny; readonly about: Exclude<Answer, 'no'> }[];

export const deniesAbout = (denies: readonly Deny[], principal: Principal, arranged: Arranged): DeniesAbout =>
  denies.flatMap((deny) => {
    const about = all([
      standsFor(deny.principals, principal, arranged),
      not(standsFor(deny.exceptPrincipals, principal, arranged)),
    ]);
    return about === 'no' ? [] : [{ deny, about }];
  });

export interface Denied {
  /** Rules that deny it for certain. */
  readonly surely: readonly Deny[];
  /** What must be so that none of the others does, one clause each. */
  readonly unless: readonly string[];
}

/** @param chain the target, and what holds it @param attributes what those of the target may be */
export const denied = (
  about: DeniesAbout,
  permission: string,
  chain: readonly string[],
  attributes: () => readonly Circumstances['attributes'][],
  time: number,
  tags?: Circumstances['tags'],
): Denied => {
  const surely: Deny[] = [];
  const unless: string[] = [];
  for (const { deny, about: who } of about) {
    if (!chain.includes(deny.place) || !isAmong(permission, deny.permissions)) continue;
    if (isAmong(permission, deny.exceptPermissions)) continue;
    const answer = all([
      who,
      deny.condition === undefined ? 'yes' : askedOfEach(deny.condition, time, attributes(), undefined, tags),
    ]);
    if (answer === 'yes') surely.push(deny);
    else if (answer === 'unknown') unless.push(`${deny.name} does not stop it`);
  }
  return { surely, unless };
};
