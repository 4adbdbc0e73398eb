import { type Fact, type GcpInventory, sourceOf } from '../facts/inventory.ts';
import { type Condition, readCondition } from '../iam/condition/index.ts';
import { permissionOfDeny } from '../iam/names.ts';
import type { Role } from '../iam/role.ts';
import type { Binding } from './bindings.ts';
import { memberOf } from './members.ts';
import type { Places } from './places.ts';

/**
 * Access policies of IAM v3: rules that allow or deny, apart from what they are bound to. What is denied wins, and all that is
 * allowed adds up. https://cloud.google.com/iam/docs/reference/rest/v3/projects.locations.accessPolicies
 */
export interface AccessRule {
  /** Of its policy: a display name, else the last part of its name. */
  readonly name: string;
  /** Canonical name of the resource that it is bound to. */
  readonly place: string;
  /** Canonical name of the node that the policy is of. Absent: its name says none. */
  readonly home?: string;
  readonly allows: boolean;
  readonly principals: readonly string[];
  readonly exceptPrincipals: readonly string[];
  readonly permissions: readonly string[];
  readonly exceptPermissions: readonly string[];
  readonly condition?: Condition;
  readonly policy: Fact<'gcp.access-policy'>;
  /** Position in the policy, from 0. */
  readonly index: number;
}

export interface AccessPolicies {
  readonly rules: readonly AccessRule[];
  /** Policies that are bound and were not read, and rules that say neither; sorted. */
  readonly unread: readonly string[];
}

/** As `projects/ID/…`, where the project is known. */
export const policyName = (written: string, places: Places): string =>
  written
    .replace(/^\/\/iam\.googleapis\.com\//, '')
    .replace(/^projects\/([^/]+)/, (_, id: string) => `projects/${places.naming.projectId(id)}`);

const isAccessPolicy = (name: string): boolean => /\/accessPolicies\/[^/]+$/.test(name);

type Written = NonNullable<NonNullable<Fact<'gcp.access-policy'>['data']['details']>['rules']>[number];

/** All conditions of a rule have to hold; each is under the service that it is about. */
const expressionOf = ({ conditions }: Written): string => {
  const texts = Object.values(conditions ?? {}).flatMap((each) => {
    const text = each?.expression?.trim() ?? '';
    return text === '' ? [] : [text];
  });
  return texts.length < 2 ? (texts[0] ?? '') : texts.map((text) => `(${text})`).join(' && ');
};

export const accessPoliciesOf = (inventory: GcpInventory, places: Places, now: string): AccessPolicies => {
  const policies = new Map(
    inventory.of('gcp.access-policy').map((fact) => [policyName(fact.data.name, places), fact]),
  );
  const unread = new Set<string>();
  const rules: AccessRule[] = [];
  const seen = new Set<string>();
  for (const { data } of inventory.of('gcp.policy-binding')) {
    const name = policyName(data.policy ?? '', places);
    if (data.policyKind !== 'ACCESS' && !isAccessPolicy(name)) continue;
    const policy = policies.get(name);
    const written = data.target?.resource;
    if (policy === undefined || written == null) {
      unread.add(name);
      continue;
    }
    const place = places.nameOf(written);
    // The same policy may be bound to a resource more than once.
    if (seen.has(`${name} ${place}`)) continue;
    seen.add(`${name} ${place}`);
    const [, home] = /^((?:projects|folders|organizations)\/[^/]+)\//.exec(name) ?? [];
    (policy.data.details?.rules ?? []).forEach((rule, index) => {
      if (rule.effect !== 'ALLOW' && rule.effect !== 'DENY') {
        unread.add(name);
        return;
      }
      const text = expressionOf(rule);
      rules.push({
        name: policy.data.displayName ?? name.slice(name.lastIndexOf('/') + 1),
        place,
        ...(home === undefined ? {} : { home }),
        allows: rule.effect === 'ALLOW',
        principals: rule.principals ?? [],
        exceptPrincipals: rule.excludedPrincipals ?? [],
        permissions: rule.operation?.permissions ?? [],
        exceptPermissions: rule.operation?.excludedPermissions ?? [],
        ...(text === '' ? {} : { condition: readCondition(text, now) }),
        policy,
        index,
      });
    });
  }
  return { rules, unread: [...unread].sort() };
};

/** What a rule allows, as a role. */
const roleOf = ({ name, policy, permissions, exceptPermissions }: AccessRule): Role => {
  const spared = new Set(exceptPermissions);
  const held = new Set(permissions.filter((each) => !spared.has(each)).map(permissionOfDeny));
  return {
    name: policy.data.name,
    title: `access policy ${name}`,
    predefined: false,
    read: true,
    has: (permission) => held.has(permission),
    permissions: () => [...held].sort(),
  };
};

/** What rules allow, as bindings of policies have it. */
export const allowedByRules = ({ rules }: AccessPolicies): readonly Binding[] =>
  rules.flatMap((rule): readonly Binding[] => {
    if (!rule.allows || rule.condition?.now === 'no') return [];
    const role = roleOf(rule);
    const { condition } = rule;
    return rule.principals.map((written) => ({
      member: memberOf(written),
      written,
      role,
      place: rule.place,
      ...(condition === undefined || condition.timeOnly ? {} : { condition }),
      ...(rule.exceptPrincipals.length === 0 ? {} : { except: rule.exceptPrincipals }),
      term:
        condition?.until === undefined
          ? { duration: 'permanent' }
          : { duration: 'time-bound', until: condition.until },
      source: { ...sourceOf(rule.policy), pointer: `/details/rules/${rule.index}` },
    }));
  });
