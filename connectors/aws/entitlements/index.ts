import { hash } from 'node:crypto';
import type { Entitlement } from '../../../src/model/entitlement.ts';
import type { FactRef, StatementRef } from '../../../src/model/evidence.ts';
import type { Inventory, Principal } from '../facts/inventory.ts';
import type { Guardrails } from '../facts/organization.ts';
import type { Statement } from '../policy/document.ts';
import { type Line, linesOfPieces } from './lines.ts';
import { conditionKey, denied, limited, piecesOf } from './pieces.ts';
import { type KnownLimit, limitsOf, plainDeny } from './restriction.ts';

/**
 * What a principal may really do, line by line:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 * The allowing statements, cut down by what every limit (boundary, organisation policies) allows as well, then by denies.
 * A deny under conditions becomes a condition `Unless`: what it denies is allowed only outside of them.
 */

/** A policy that is attached and whose text nobody has: it could say anything. */
const unreadLine = (account: string, arn: string, source: FactRef): Entitlement => ({
  scope: account,
  service: '*',
  level: 'control',
  privileges: [`policy ${arn}`],
  resources: ['*'],
  exceptResources: [],
  duration: 'unknown',
  conditions: [],
  sources: [source],
});

const lineOrder = ({ service, privileges, resources, until, conditions }: Entitlement): string =>
  JSON.stringify([service, privileges, resources, until ?? '', conditions.map(conditionKey)]);

/** Whole denies first: what they take away need not be cut by the others. */
const denyKey = (deny: Statement): string =>
  JSON.stringify([
    plainDeny(deny) ? 0 : 1,
    deny.notResource,
    deny.resources.map(({ text }) => text).sort(),
    hash('sha256', deny.actions.bits, 'hex'),
  ]);

const documentKey = (principal: Principal, limits: readonly KnownLimit[]): string =>
  JSON.stringify([
    principal.account,
    principal.boundary ?? '',
    limits.length,
    principal.serviceLinked,
    [...new Set(principal.policies.map(({ document }) => document))].sort((a, b) => a - b),
  ]);

export interface Entitlements {
  readonly of: (principal: Principal) => readonly Entitlement[];
  /** The same without what was not read, with the statements of the store. */
  readonly linesOf: (principal: Principal) => readonly Line[];
}

/** What principals may really do; the same set of policies is worked out once. */
export const createEntitlements = (
  inventory: Inventory,
  guardrails: Guardrails,
  names: readonly string[],
  now: number,
): Entitlements => {
  const { documents } = inventory.store;
  const known = new Map<string, readonly Line[]>();

  const work = (principal: Principal, limits: readonly KnownLimit[]): readonly Line[] => {
    const own = [...new Set(principal.policies.map(({ document }) => document))].map(
      (document) => documents[document]!,
    );
    let pieces = own.flatMap((document) => piecesOf(document, now));
    for (const limit of limits) {
      const allowed = limit.documents.flatMap((document) => piecesOf(document, now));
      pieces = pieces.flatMap((piece) => limited(piece, allowed));
    }
    const denies = [...own, ...limits.flatMap((limit) => limit.documents)]
      .flatMap(({ statements }) => statements)
      .filter(({ allow }) => !allow)
      // In an order of their own: patterns that overlap in part are told by the one that comes first.
      .map((deny) => ({ deny, key: denyKey(deny) }))
      .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    for (const { deny } of denies) pieces = pieces.flatMap((piece) => denied(piece, deny, now));
    return linesOfPieces(pieces, names);
  };

  const linesOf = (principal: Principal): readonly Line[] => {
    const limits = limitsOf(principal, guardrails, documents);
    const key = documentKey(principal, limits);
    let lines = known.get(key);
    if (lines === undefined) {
      lines = work(principal, limits);
      known.set(key, lines);
    }
    return lines;
  };

  const of = (principal: Principal): readonly Entitlement[] => {
    const sourceOf = ({ document, statement }: StatementRef): FactRef => {
      const policy = principal.policies.find((each) => each.document === document)!;
      const { source } = policy;
      if (policy.elsewhere === true) return source;
      const place = documents[document]!.single ? '/Statement' : `/Statement/${statement}`;
      return { ...source, pointer: `${source.pointer ?? ''}${place}` };
    };
    const distinct = (refs: readonly StatementRef[]): FactRef[] =>
      [...new Map(refs.map((ref) => [`${ref.document}/${ref.statement}`, ref])).values()].map(sourceOf);
    return [
      ...linesOf(principal).map(({ by, ...line }) => ({
        scope: principal.account,
        ...line,
        sources: distinct(by),
      })),
      ...(principal.unread === true
        ? [
            unreadLine(principal.account, '(all that it has)', {
              record: 'aws.credential-report-row',
              id: principal.arn,
            }),
          ]
        : []),
      ...principal.missing.map((arn) =>
        unreadLine(principal.account, arn, { record: `aws.${principal.kind}`, id: principal.arn }),
      ),
    ].sort((a, b) => (lineOrder(a) < lineOrder(b) ? -1 : 1));
  };
  return { of, linesOf };
};
