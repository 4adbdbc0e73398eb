import { strongestPrivileges } from '../../../src/identities/privileges.ts';
import type { Condition } from '../../../src/model/condition.ts';
import type { Duration, Grant, PrivilegeProfile, ServicePrivilege } from '../../../src/model/grant.ts';
import type { LevelRank } from '../../../src/model/level.ts';
import type { AppliedPolicy, Inventory, Principal } from '../facts/inventory.ts';
import type { Guardrails } from '../facts/organization.ts';
import { conditionsOf } from '../identities/conditions.ts';
import { type ServiceShare, sharesOf } from '../policy/actions.ts';
import type { Statement } from '../policy/document.ts';
import { earlier } from '../policy/evaluate.ts';
import { breadthOf, contentKey, coveredOf, statementBreadth } from './breadth.ts';
import { type Contribution, createProfilesOfSets } from './profiles.ts';
import { endOfDocument, intersect, isEnded, limitsOf, type Restriction, restrict } from './restriction.ts';

/** What is remembered of principals within the same limits and denies. */
interface Within extends Restriction {
  readonly key: string;
  /** By document. */
  readonly contributions: Contribution[];
  /** By account: grants of managed policies are shared by all who have them in the same way. */
  readonly sharedGrants: Map<string, Map<AppliedPolicy, Grant>>;
}

const within = (key: string, restriction: Restriction): Within => ({
  ...restriction,
  key,
  contributions: [],
  sharedGrants: new Map(),
});

export interface GrantReader {
  readonly grantsOf: (principal: Principal) => readonly Grant[];
  /** Index of the interned profile. */
  readonly profileOf: (principal: Principal) => number;
  readonly profiles: readonly PrivilegeProfile[];
}

const privilegesOf = (
  statements: readonly Statement[],
  restriction: Restriction,
  names: readonly string[],
): readonly ServicePrivilege[] => {
  const privileges: ServicePrivilege[] = [];
  for (const statement of statements) {
    const breadth = statementBreadth(statement);
    const whole = breadth.has(undefined);
    const shares: readonly ServiceShare[] =
      restriction.bits === undefined
        ? statement.actions.shares
        : sharesOf(intersect(statement.actions.bits, restriction.bits));
    for (const share of shares) {
      const own = coveredOf(breadth, names[share.service]!, statement.actions.shares.length === 1);
      const covered = Math.min(own ?? 0, restriction.breadth?.get(share.service) ?? breadthOf.all);
      if (covered === 0) continue;
      const level: LevelRank = whole ? share.level : share.levelOnResources;
      if (level === 0) continue;
      const { service } = share;
      privileges.push({ service, level, breadth: covered, full: share.full && covered === 1 });
    }
  }
  return strongestPrivileges(privileges);
};

export const createGrantReader = (
  inventory: Inventory,
  guardrails: Guardrails,
  names: readonly string[],
  scopeOf: (account: string) => number,
  now: number,
): GrantReader => {
  const { documents } = inventory.store;
  const restrictions = new Map<string, Within>();
  const unrestricted = within('', { bits: undefined, breadth: undefined, until: undefined });
  const byContent = new Map<string, Contribution>();
  const conditions = new Map<number, readonly Condition[]>();
  const profiles = createProfilesOfSets(scopeOf, names.length, now);

  const denies: boolean[] = [];
  const hasDeny = ({ document }: AppliedPolicy): boolean => {
    denies[document] ??= documents[document]!.statements.some((statement) => !statement.allow);
    return denies[document];
  };

  const withinOf = (principal: Principal): Within => {
    const limits = limitsOf(principal, guardrails, documents);
    if (limits.length === 0 && !principal.policies.some(hasDeny)) return unrestricted;
    const own = principal.policies.map(({ document }) => documents[document]!);
    const key = `${principal.account}/${principal.boundary ?? ''}/${principal.serviceLinked}/${setKey(principal)}`;
    let found = restrictions.get(key);
    if (found === undefined) {
      found = within(key, restrict(own, limits, now, names));
      restrictions.set(key, found);
    }
    return found;
  };

  // Two memories: by document, and by what a document says. Most inline policies differ only in resource names.
  const contributionOf = (document: number, limits: Within): Contribution => {
    let found = limits.contributions[document];
    if (found === undefined) {
      const { statements } = documents[document]!;
      const allowing = statements.every(isAllow) ? statements : statements.filter(isAllow);
      const inForce = allowing.every(isUnconditional)
        ? allowing
        : allowing.filter((statement) => !isEnded(statement, now));
      const ended = inForce.length === allowing.length ? '' : `in force ${contentKey(inForce)}`;
      const key = `${limits.key} ${contentKey(allowing)} ${ended}`;
      found = byContent.get(key);
      if (found === undefined) {
        const privileges = privilegesOf(allowing, limits, names);
        found = {
          id: byContent.size,
          privileges,
          inForce: inForce.length === allowing.length ? privileges : privilegesOf(inForce, limits, names),
        };
        byContent.set(key, found);
      }
      limits.contributions[document] = found;
    }
    return found;
  };

  const conditionsOfDocument = (document: number): readonly Condition[] => {
    if (documents[document]!.statements.every(isUnconditional)) return none;
    let found = conditions.get(document);
    if (found === undefined) {
      const all = documents[document]!.statements.filter(({ allow }) => allow).flatMap((statement) =>
        conditionsOf(statement, now),
      );
      found = [...new Map(all.map((condition) => [JSON.stringify(condition), condition])).values()];
      conditions.set(document, found);
    }
    return found;
  };

  const grantOf = (policy: AppliedPolicy, scope: string, limits: Within): Grant => {
    const until = earlier(endOfDocument(documents[policy.document]!), limits.until);
    const duration: Duration = until === undefined ? 'permanent' : 'time-bound';
    const grant: Writable<Grant> = {
      scope,
      name: policy.name,
      source: policy.source,
      via: policy.via,
      providerManaged: policy.arn?.includes(':iam::aws:policy/') ?? false,
      duration,
      privileges: contributionOf(policy.document, limits).privileges,
      conditions: conditionsOfDocument(policy.document),
    };
    if (until !== undefined) grant.until = until;
    return grant;
  };

  const grantFor = (policy: AppliedPolicy, scope: string, limits: Within): Grant => {
    if (policy.shared !== true) return grantOf(policy, scope, limits);
    let grants = limits.sharedGrants.get(scope);
    if (grants === undefined) {
      grants = new Map();
      limits.sharedGrants.set(scope, grants);
    }
    let grant = grants.get(policy);
    if (grant === undefined) {
      grant = grantOf(policy, scope, limits);
      grants.set(policy, grant);
    }
    return grant;
  };

  return {
    profiles: profiles.list,
    grantsOf: (principal) => {
      if (principal.unread === true) return [unreadGrant(principal)];
      const limits = withinOf(principal);
      return principal.policies.map((policy) => grantFor(policy, principal.account, limits));
    },
    profileOf: (principal) => {
      const limits = withinOf(principal);
      return profiles.of(
        principal.account,
        limits.until,
        principal.policies.map(({ document }) => contributionOf(document, limits)),
      );
    },
  };
};

type Writable<Type> = { -readonly [Member in keyof Type]: Type[Member] };

const isAllow = (statement: Statement): boolean => statement.allow;
const isUnconditional = (statement: Statement): boolean => statement.conditions.length === 0;

const none: readonly Condition[] = [];

const setKey = (principal: Principal): string =>
  [...new Set(principal.policies.map(({ document }) => document))].sort((a, b) => a - b).join(',');

/** Of somebody whose policies were not read nobody knows what it may do, nor for how long. */
const unreadGrant = ({ arn, account }: Principal): Grant => ({
  scope: account,
  name: 'policies that were not read',
  source: { record: 'aws.credential-report-row', id: arn },
  via: 'not known',
  providerManaged: false,
  duration: 'unknown',
  privileges: [],
  conditions: [],
});
