import type { Principal } from '../facts/inventory.ts';
import type { Guardrails } from '../facts/organization.ts';
import { endOf, startOf } from '../policy/condition.ts';
import type { PolicyDocument, Statement } from '../policy/document.ts';
import { earlier, type Limit } from '../policy/evaluate.ts';
import { coveredOf, statementBreadth } from './breadth.ts';

export type Bits = Uint32Array;

/** What the limits and denies around a set of policies leave: bits of allowed actions; undefined: everything. */
export interface Restriction {
  readonly bits: Bits | undefined;
  /** Share of a service's resources that the limits leave, by index of the service; undefined: all of all. */
  readonly breadth: ReadonlyMap<number, number> | undefined;
  /** When everything expires, because a boundary or a deny says so. */
  readonly until: string | undefined;
}

/** A limit whose text was read. */
export interface KnownLimit extends Pick<Limit, 'kind'> {
  readonly documents: readonly PolicyDocument[];
}

/** What limits a principal besides its own policies. A limit that was not read takes nothing away that anybody could name. */
export const limitsOf = (
  principal: Principal,
  guardrails: Guardrails,
  documents: readonly PolicyDocument[],
): readonly KnownLimit[] => [
  ...(principal.serviceLinked ? [] : guardrails.service(principal.account)).filter(
    (limit): limit is Limit & KnownLimit => limit.documents !== undefined,
  ),
  ...(principal.boundary === undefined
    ? []
    : [{ kind: 'permissions-boundary' as const, documents: [documents[principal.boundary]!] }]),
];

export const plainDeny = (statement: Statement): boolean =>
  !statement.allow &&
  statement.conditions.length === 0 &&
  statement.resources.some(({ text }) => text === '*') &&
  !statement.notResource;

export const isEnded = (statement: Statement, now: number): boolean =>
  statement.conditions.some((clause) => {
    const end = endOf(clause);
    const start = startOf(clause);
    return (end !== undefined && Date.parse(end) <= now) || (start !== undefined && Date.parse(start) > now);
  });

const endOfStatement = (statement: Statement): string | undefined =>
  statement.conditions.reduce<string | undefined>((end, clause) => earlier(end, endOf(clause)), undefined);

/** The latest end of a document's allowing statements, or undefined when one has no end. */
export const endOfDocument = (document: PolicyDocument): string | undefined => {
  let latest: string | undefined;
  for (const statement of document.statements) {
    if (!statement.allow) continue;
    const end = endOfStatement(statement);
    if (end === undefined) return undefined;
    if (latest === undefined || end > latest) latest = end;
  }
  return latest;
};

export const intersect = (a: Bits, b: Bits): Bits => a.map((word, index) => word & b[index]!);

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

export const restrict = (
  own: readonly PolicyDocument[],
  limits: readonly KnownLimit[],
  now: number,
  names: readonly string[],
): Restriction => {
  let bits: Bits | undefined;
  let breadth: ReadonlyMap<number, number> | undefined;
  let until: string | undefined;
  const every = [...own, ...limits.flatMap(({ documents }) => documents)].flatMap(
    ({ statements }) => statements,
  );
  for (const limit of limits) {
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
