import type { Condition } from '../../src/model/condition.ts';
import type { Cell, Duration, Grant, PrivilegeProfile, ServicePrivilege } from '../../src/model/grant.ts';
import type { LevelRank } from '../../src/model/level.ts';
import { type ActionSet, type ServiceShare, sharesOf } from './actions.ts';
import type { AppliedPolicy, Inventory, Principal } from './inventory.ts';
import type { Guardrails } from './organization.ts';
import { endOf, startOf } from './policy/condition.ts';
import type { PolicyDocument, Statement } from './policy/document.ts';
import { earlier, type Limit } from './policy/evaluate.ts';
import { hasWildcard } from './policy/wildcard.ts';
import { conditionsOf } from './trust.ts';

/**
 * Share of a service's resources that one resource pattern covers. Exact figures would need an inventory of the
 * resources, which an IAM snapshot has not; these stand for "all", "some of a kind" and "one".
 */
const breadthOf = { all: 1, some: 0.25, one: 0.05 } as const;

/** `table/*` is every table; S3 names no kind of resource, so that `labels/*` is one bucket. */
const allOfKind = /^[a-z-]+[/:]\*$/i;
const allOfBucket = /^\*?\/\*$/;

/** What follows the fifth colon: of an ARN the resource. */
const resourceOf = (arn: string): string => {
  let colon = -1;
  for (let k = 0; k < 5; k += 1) {
    colon = arn.indexOf(':', colon + 1);
    if (colon < 0) return '';
  }
  return arn.slice(colon + 1);
};

const patternBreadth = (pattern: string): number => {
  if (pattern === '*') return breadthOf.all;
  if (!hasWildcard(pattern)) return breadthOf.one;
  const resource = resourceOf(pattern);
  if (resource === '' || resource === '*') return breadthOf.all;
  const all = serviceOf(pattern) === 's3' ? allOfBucket : allOfKind;
  return all.test(resource) ? breadthOf.all : breadthOf.some;
};

/** Third part of an ARN. */
const serviceOf = (arn: string): string => {
  const start = arn.indexOf(':', arn.indexOf(':') + 1) + 1;
  return arn.slice(start, arn.indexOf(':', start));
};

const everywhere: ReadonlyMap<string | undefined, number> = new Map([[undefined, breadthOf.all]]);

/** Breadth of a statement in each service; `undefined` key: any service. */
const statementBreadth = (statement: Statement): ReadonlyMap<string | undefined, number> => {
  if (statement.notResource || statement.resources.some(({ text }) => text === '*')) return everywhere;
  const breadth = new Map<string | undefined, number>();
  for (const { text } of statement.resources) {
    const service = serviceOf(text);
    const key = service.includes('*') ? undefined : service;
    breadth.set(key, Math.min(1, (breadth.get(key) ?? 0) + patternBreadth(text)));
  }
  return breadth;
};

const actionSetIds = new WeakMap<ActionSet, number>();
let nextActionSetId = 0;

const actionSetId = (actions: ActionSet): number => {
  let id = actionSetIds.get(actions);
  if (id === undefined) {
    id = nextActionSetId;
    nextActionSetId += 1;
    actionSetIds.set(actions, id);
  }
  return id;
};

/** What decides privileges in some statements: their actions and how much they cover. */
const contentKey = (statements: readonly Statement[]): string => {
  let key = '';
  for (const statement of statements) {
    key += ` ${actionSetId(statement.actions)}:`;
    for (const [service, breadth] of statementBreadth(statement)) key += `${service ?? '*'},${breadth};`;
  }
  return key;
};

/** Services whose actions are about another service's resources. */
const foreignResources: Readonly<Record<string, string>> = {
  sts: 'iam',
  'ec2-instance-connect': 'ec2',
  ssm: 'ec2',
};

/** How much of a service a statement covers. A statement about one service alone means its resources for that one. */
const coveredOf = (
  breadth: ReadonlyMap<string | undefined, number>,
  service: string,
  alone: boolean,
): number | undefined =>
  breadth.get(undefined) ??
  breadth.get(service) ??
  breadth.get(foreignResources[service] ?? service) ??
  (alone ? Math.max(0, ...breadth.values()) || undefined : undefined);

type Bits = Uint32Array;

/** What the limits and denies around a set of policies leave: bits of allowed actions; undefined: everything. */
interface Restriction {
  readonly key: string;
  readonly bits: Bits | undefined;
  /** Share of a service's resources that the limits leave, by index of the service; undefined: all of all. */
  readonly breadth: ReadonlyMap<number, number> | undefined;
  /** When everything ends by itself, because a boundary or a deny says so. */
  readonly until: string | undefined;
}

export const plainDeny = (statement: Statement): boolean =>
  !statement.allow &&
  statement.conditions.length === 0 &&
  statement.resources.some(({ text }) => text === '*') &&
  !statement.notResource;

/** A policy document as it contributes to privileges: remembered, because many principals share it. */
interface Contribution {
  readonly id: number;
  readonly privileges: readonly ServicePrivilege[];
  readonly inForce: readonly ServicePrivilege[];
}

export interface GrantReader {
  readonly grantsOf: (principal: Principal) => readonly Grant[];
  /** Index of the interned profile. */
  readonly profileOf: (principal: Principal) => number;
  readonly profiles: readonly PrivilegeProfile[];
}

export const isEnded = (statement: Statement, now: number): boolean =>
  statement.conditions.some((clause) => {
    const end = endOf(clause);
    const start = startOf(clause);
    return (end !== undefined && Date.parse(end) <= now) || (start !== undefined && Date.parse(start) > now);
  });

const endOfStatement = (statement: Statement): string | undefined =>
  statement.conditions.reduce<string | undefined>((end, clause) => earlier(end, endOf(clause)), undefined);

/** The latest end of a document's allowing statements, or undefined when one has no end. */
const endOfDocument = (document: PolicyDocument): string | undefined => {
  let latest: string | undefined;
  for (const statement of document.statements) {
    if (!statement.allow) continue;
    const end = endOfStatement(statement);
    if (end === undefined) return undefined;
    if (latest === undefined || end > latest) latest = end;
  }
  return latest;
};

const privilegesOf = (
  statements: readonly Statement[],
  restriction: Restriction,
  names: readonly string[],
): ServicePrivilege[] => {
  const strongest = new Map<string, ServicePrivilege>();
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
      const privilege = { service, level, breadth: covered, full: share.full && covered === 1 };
      const key = `${service}/${level}`;
      const known = strongest.get(key);
      if (known === undefined || known.breadth < covered || (!known.full && privilege.full))
        strongest.set(key, privilege);
    }
  }
  return withoutDominated([...strongest.values()]).sort((a, b) => a.service - b.service || b.level - a.level);
};

/** Drops what a stronger and at least as broad privilege in the same service says already. */
const withoutDominated = (list: readonly ServicePrivilege[]): ServicePrivilege[] => {
  const byService = new Map<number, ServicePrivilege[]>();
  for (const privilege of list)
    byService.set(privilege.service, [...(byService.get(privilege.service) ?? []), privilege]);
  return [...byService.values()].flatMap((privileges) =>
    privileges.filter((a) => !privileges.some((b) => b !== a && b.level > a.level && b.breadth >= a.breadth)),
  );
};

const intersect = (a: Bits, b: Bits): Bits => a.map((word, index) => word & b[index]!);

export const createGrantReader = (
  inventory: Inventory,
  guardrails: Guardrails,
  names: readonly string[],
  scopeOf: (account: string) => number,
  now: number,
): GrantReader => {
  const { documents } = inventory.store;
  const restrictions = new Map<string, Restriction>();
  const contributions = new Map<string, Contribution[]>();
  const byContent = new Map<string, Contribution>();
  const conditions = new Map<number, readonly Condition[]>();
  const profiles: PrivilegeProfile[] = [];
  const profileIndex = new Map<string, number>();
  const profileBySet = new Map<string, number>();

  const limitsOf = (principal: Principal): readonly Limit[] => [
    ...(principal.serviceLinked || principal.kind === 'root' ? [] : guardrails.service(principal.account)),
    ...(principal.boundary === undefined
      ? []
      : [{ kind: 'permissions-boundary' as const, name: '', documents: [documents[principal.boundary]!] }]),
  ];

  const denies: boolean[] = [];
  const hasDeny = ({ document }: AppliedPolicy): boolean => {
    denies[document] ??= documents[document]!.statements.some((statement) => !statement.allow);
    return denies[document];
  };

  const restrictionOf = (principal: Principal): Restriction => {
    const limits = limitsOf(principal);
    if (limits.length === 0 && !principal.policies.some(hasDeny)) return unrestricted;
    const own = principal.policies.map(({ document }) => documents[document]!);
    const key = `${principal.account}/${principal.boundary ?? ''}/${principal.serviceLinked}/${setKey(principal)}`;
    let found = restrictions.get(key);
    if (found === undefined) {
      found = { key, ...restrict(own, limits, now, names) };
      restrictions.set(key, found);
    }
    return found;
  };

  // Two memories: by document, and by what a document says. Most inline policies differ only in resource names.
  const contributionOf = (document: number, restriction: Restriction): Contribution => {
    let byDocument = contributions.get(restriction.key);
    if (byDocument === undefined) {
      byDocument = [];
      contributions.set(restriction.key, byDocument);
    }
    let found = byDocument[document];
    if (found === undefined) {
      const { statements } = documents[document]!;
      const allowing = statements.every(isAllow) ? statements : statements.filter(isAllow);
      const inForce = allowing.every(isUnconditional)
        ? allowing
        : allowing.filter((statement) => !isEnded(statement, now));
      const ended = inForce.length === allowing.length ? '' : `in force ${contentKey(inForce)}`;
      const key = `${restriction.key} ${contentKey(allowing)} ${ended}`;
      found = byContent.get(key);
      if (found === undefined) {
        const privileges = privilegesOf(allowing, restriction, names);
        found = {
          id: byContent.size,
          privileges,
          inForce:
            inForce.length === allowing.length ? privileges : privilegesOf(inForce, restriction, names),
        };
        byContent.set(key, found);
      }
      byDocument[document] = found;
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

  const grantOf = (policy: AppliedPolicy, scope: string, restriction: Restriction): Grant => {
    const until = earlier(endOfDocument(documents[policy.document]!), restriction.until);
    const duration: Duration = until === undefined ? 'permanent' : 'time-bound';
    const grant: Writable<Grant> = {
      scope,
      name: policy.name,
      source: policy.source,
      via: policy.via,
      providerManaged: policy.arn?.includes(':iam::aws:policy/') ?? false,
      duration,
      privileges: contributionOf(policy.document, restriction).privileges,
      conditions: conditionsOfDocument(policy.document),
    };
    if (until !== undefined) grant.until = until;
    return grant;
  };

  // Grants of managed policies are shared by all who have them in the same way, within the same limits.
  const sharedGrants = new Map<string, Map<AppliedPolicy, Grant>>();
  const grantFor = (policy: AppliedPolicy, scope: string, restriction: Restriction): Grant => {
    if (policy.shared !== true) return grantOf(policy, scope, restriction);
    const limits = `${scope} ${restriction.key}`;
    let grants = sharedGrants.get(limits);
    if (grants === undefined) {
      grants = new Map();
      sharedGrants.set(limits, grants);
    }
    let grant = grants.get(policy);
    if (grant === undefined) {
      grant = grantOf(policy, scope, restriction);
      grants.set(policy, grant);
    }
    return grant;
  };

  const profileOfParts = (
    parts: readonly Contribution[],
    restriction: Restriction,
    account: string,
  ): number => {
    const ended = restriction.until !== undefined && Date.parse(restriction.until) <= now;
    const privileges = ended ? [] : withoutDominated(parts.flatMap(({ inForce }) => inForce));
    const scope = scopeOf(account);
    const cells = new Map<number, Cell>();
    for (const { service, level, breadth } of privileges) {
      const key = service * levels + level;
      if ((cells.get(key)?.breadth ?? 0) < breadth) cells.set(key, { scope, service, level, breadth });
    }
    const list = [...cells.values()].sort((a, b) => a.service - b.service || b.level - a.level);
    let text = '';
    for (const cell of list) text += `${cell.scope} ${cell.service} ${cell.level} ${cell.breadth};`;
    let index = profileIndex.get(text);
    if (index === undefined) {
      index = profiles.push({ cells: list }) - 1;
      profileIndex.set(text, index);
    }
    return index;
  };

  return {
    profiles,
    grantsOf: (principal) => {
      const restriction = restrictionOf(principal);
      return principal.policies.map((policy) => grantFor(policy, principal.account, restriction));
    },
    profileOf: (principal) => {
      const restriction = restrictionOf(principal);
      const parts = principal.policies.map(({ document }) => contributionOf(document, restriction));
      const set = `${principal.account} ${restriction.until ?? ''} ${idSet(parts)}`;
      let index = profileBySet.get(set);
      if (index === undefined) {
        index = profileOfParts(parts, restriction, principal.account);
        profileBySet.set(set, index);
      }
      return index;
    },
  };
};

/** More than any level's rank. */
const levels = 8;

type Writable<Type> = { -readonly [Member in keyof Type]: Type[Member] };

const isAllow = (statement: Statement): boolean => statement.allow;
const isUnconditional = (statement: Statement): boolean => statement.conditions.length === 0;

/** Ids in order, each once: for nearly all principals two or three. */
const idSet = (parts: readonly Contribution[]): string => {
  if (parts.length === 1) return String(parts[0]!.id);
  const ids = Uint32Array.from(parts, ({ id }) => id).sort();
  let text = '';
  for (let k = 0; k < ids.length; k += 1) if (k === 0 || ids[k] !== ids[k - 1]) text += `${ids[k]},`;
  return text;
};

const none: readonly Condition[] = [];
const unrestricted: Restriction = { key: '', bits: undefined, breadth: undefined, until: undefined };

const setKey = (principal: Principal): string =>
  [...new Set(principal.policies.map(({ document }) => document))].sort((a, b) => a - b).join(',');

/** Share of each service's resources on which one limit allows anything. */
const breadthLeft = (
  documents: readonly PolicyDocument[],
  now: number,
  names: readonly string[],
): ReadonlyMap<number, number> => {
  const left = new Map<number, number>();
  for (const { statements } of documents) {
    for (const statement of statements) {
      if (!statement.allow || isEnded(statement, now)) continue;
      const breadth = statementBreadth(statement);
      const { shares } = statement.actions;
      for (const { service } of shares) {
        const covered = coveredOf(breadth, names[service]!, shares.length === 1) ?? 0;
        left.set(service, Math.min(1, (left.get(service) ?? 0) + covered));
      }
    }
  }
  return left;
};

const narrower = (
  a: ReadonlyMap<number, number>,
  b: ReadonlyMap<number, number>,
): ReadonlyMap<number, number> =>
  new Map([...a].map(([service, share]) => [service, Math.min(share, b.get(service) ?? 0)]));

const restrict = (
  own: readonly PolicyDocument[],
  limits: readonly Limit[],
  now: number,
  names: readonly string[],
): Omit<Restriction, 'key'> => {
  let bits: Bits | undefined;
  let breadth: ReadonlyMap<number, number> | undefined;
  let until: string | undefined;
  const every = [...own, ...limits.flatMap((limit) => limit.documents ?? [])].flatMap(
    ({ statements }) => statements,
  );
  for (const limit of limits) {
    if (limit.documents === undefined) continue;
    const allowed = limit.documents
      .flatMap(({ statements }) => statements)
      .filter((statement) => statement.allow && !isEnded(statement, now))
      .reduce<Bits | undefined>(
        (sum, { actions }) =>
          sum === undefined ? actions.bits.slice() : sum.map((word, k) => word | actions.bits[k]!),
        undefined,
      );
    if (limit.kind === 'permissions-boundary')
      until = earlier(until, limit.documents[0] && endOfDocument(limit.documents[0]));
    const layer = allowed ?? new Uint32Array(every[0]?.actions.bits.length ?? 0);
    bits = bits === undefined ? layer : intersect(bits, layer);
    const left = breadthLeft(limit.documents, now, names);
    breadth = breadth === undefined ? left : narrower(breadth, left);
  }
  for (const statement of every) {
    if (statement.allow) continue;
    if (plainDeny(statement)) {
      const denied = statement.actions.bits;
      bits = bits === undefined ? denied.map((word) => ~word) : bits.map((word, k) => word & ~denied[k]!);
    } else if (statement.actions.everything && statement.conditions.length === 1) {
      until = earlier(until, startOf(statement.conditions[0]!));
    }
  }
  return { bits, breadth, until };
};
