import { rank } from '../src/audit/ranking.ts';
import { letsIdentity } from '../src/model/filter.ts';
import { scopeAsEnd } from '../src/model/finding.ts';
import type { AuditResult } from '../src/model/report.ts';
import { membershipTechnique } from '../src/model/takeover.ts';
import { type TakeoverOrder, takeoverOrder } from './takeover-order.ts';

/** The takeover graph with this tool's verdicts, as formats for programs that search graphs have it. */

export interface TakeoverNode {
  readonly id: string;
  readonly is: 'identity' | 'group' | 'scope';
  /** `role`, `account`; of a group: who is in it. */
  readonly kind: string;
  /** Names in small letters. Undefined: not known. */
  readonly properties: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
}

export interface TakeoverEdge {
  /** Ids of nodes. */
  readonly from: string;
  readonly to: string;
  /** What is done: a mechanism, or that one belongs to a group. */
  readonly kind: string;
  readonly technique: string;
  readonly does: string;
  /** Empty: proven. */
  readonly assumes: readonly string[];
}

const groupId = (place: number): string => `group:${place}`;

export interface ShownTakeover {
  /** Identities in the order of the ranking, then groups, then the full control of scopes. */
  readonly nodes: () => Generator<TakeoverNode>;
  /** Steps between nodes that are shown. */
  readonly edges: () => Generator<TakeoverEdge>;
}

export const shownTakeover = (result: AuditResult): ShownTakeover => {
  const order = takeoverOrder(result.estate);
  return { nodes: () => takeoverNodes(result, order), edges: () => takeoverEdges(result, order) };
};

function* takeoverNodes(result: AuditResult, { groups }: TakeoverOrder): Generator<TakeoverNode> {
  const { estate, reach } = result;
  const scopeId = (scope: number): string => estate.scopes[scope]!.id;
  for (const { identity, radius, standing, open, worst, exposure, rank: place, index } of rank(
    result,
  ).identities()) {
    yield {
      id: identity.id,
      is: 'identity',
      kind: identity.kind,
      properties: {
        name: identity.name || identity.id,
        provider: identity.provider,
        nature: identity.nature.is,
        scope: identity.scope,
        owner: identity.owner,
        environment: identity.environment,
        standing,
        rank: place,
        blastradius: radius.score,
        blastradiusproven: radius.proven,
        controls: radius.admin.map(scopeId),
        exposure: exposure().score,
        becomableby: reach.becomableBy(index),
        openfindings: open.length,
        worstfinding: worst?.rule,
        severity: worst?.severity,
      },
    };
  }
  for (const [place, group] of groups.entries()) {
    const { kind, label } = estate.takeover.groups[group]!;
    const id = groupId(place);
    yield { id, is: 'group', kind, properties: { name: label || id, members: kind } };
  }
  for (const { id, name, provider, kind, environment } of estate.scopes)
    yield { id: scopeAsEnd(id), is: 'scope', kind, properties: { name: name || id, provider, environment } };
}

function* takeoverEdges({ estate, filter }: AuditResult, order: TakeoverOrder): Generator<TakeoverEdge> {
  const { identities, scopes, takeover } = estate;
  const { groups, from, to, technique, reason, techniques, reasons } = takeover;
  const firstScope = identities.length + groups.length;
  const placeOf = new Uint32Array(groups.length);
  for (const [place, group] of order.groups.entries()) placeOf[group] = place;
  const isShown = (index: number): boolean =>
    index >= identities.length || filter === undefined || letsIdentity(filter.filter, identities[index]!);
  const idOf = (index: number): string =>
    index < identities.length
      ? identities[index]!.id
      : index < firstScope
        ? groupId(placeOf[index - identities.length]!)
        : scopeAsEnd(scopes[index - firstScope]!.id);
  for (const edge of order.edges) {
    if (!isShown(from[edge]!) || !isShown(to[edge]!)) continue;
    const { id, mechanism, does } = techniques[technique[edge]!]!;
    const { assumes } = reasons[reason[edge]!]!;
    yield {
      from: idOf(from[edge]!),
      to: idOf(to[edge]!),
      kind: id === membershipTechnique ? id : mechanism,
      technique: id,
      does,
      assumes,
    };
  }
}
