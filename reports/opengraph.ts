import { rank } from '../src/audit/ranking.ts';
import { letsIdentity } from '../src/model/filter.ts';
import { scopeAsEnd } from '../src/model/finding.ts';
import type { AuditResult } from '../src/model/report.ts';
import { membershipTechnique } from '../src/model/takeover.ts';
import { jsonText } from './inert-text.ts';
import { inPieces } from './pieces.ts';
import type { ReportFormat } from './report-format.ts';

/**
 * Nodes and edges for BloodHound's OpenGraph, as its documentation asks for them:
 * https://bloodhound.specterops.io/opengraph/developer/schema
 * Names of properties are in small letters, values are primitive or lists of one primitive type; kinds hold letters, digits
 * and `_` alone.
 */
const sourceKind = 'NhiAudit';

/** `write-permission` → `NhiWritePermission`. */
const kindOf = (words: string): string =>
  `Nhi${words
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')}`;

type Property = string | number | boolean | readonly string[];

const node = (
  id: string,
  kinds: readonly string[],
  properties: Readonly<Record<string, Property | undefined>>,
): string =>
  jsonText({
    id,
    kinds: [...kinds, sourceKind],
    properties: Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined)),
  });

function* nodes(result: AuditResult): Generator<string> {
  const { estate, reach } = result;
  const scopeId = (scope: number): string => estate.scopes[scope]!.id;
  for (const { identity, radius, standing, open, worst, exposure, rank: place, index } of rank(
    result,
  ).identities()) {
    yield node(identity.id, [kindOf(identity.kind), 'NhiIdentity'], {
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
    });
  }
  for (const [place, { kind, label }] of estate.takeover.groups.entries())
    yield node(groupId(place), ['NhiGroup'], { name: label || groupId(place), members: kind });
  for (const { id, name, provider, kind, environment } of estate.scopes)
    yield node(scopeAsEnd(id), [kindOf(kind), 'NhiScope'], { name: name || id, provider, environment });
}

const groupId = (place: number): string => `group:${place}`;

function* edges(result: AuditResult): Generator<string> {
  const { estate, filter } = result;
  const { identities, scopes, takeover } = estate;
  const { groups, from, to, technique, reason, techniques, reasons } = takeover;
  const firstScope = identities.length + groups.length;
  const isShown = (index: number): boolean =>
    index >= identities.length || filter === undefined || letsIdentity(filter.filter, identities[index]!);
  const idOf = (index: number): string =>
    index < identities.length
      ? identities[index]!.id
      : index < firstScope
        ? groupId(index - identities.length)
        : scopeAsEnd(scopes[index - firstScope]!.id);
  for (let edge = 0; edge < from.length; edge++) {
    if (!isShown(from[edge]!) || !isShown(to[edge]!)) continue;
    const { id, mechanism, does } = techniques[technique[edge]!]!;
    const { assumes } = reasons[reason[edge]!]!;
    yield jsonText({
      start: { value: idOf(from[edge]!), match_by: 'id' },
      end: { value: idOf(to[edge]!), match_by: 'id' },
      kind: kindOf(id === membershipTechnique ? id : mechanism),
      properties: { technique: id, does, proven: assumes.length === 0, assumes },
    });
  }
}

function* joined(lines: Iterable<string>): Generator<string> {
  let first = true;
  for (const line of lines) {
    yield `${first ? '' : ','}\n${line}`;
    first = false;
  }
}

function* document(result: AuditResult): Generator<string> {
  yield `{"metadata":{"source_kind":${jsonText(sourceKind)}},"graph":{"nodes":[`;
  yield* joined(nodes(result));
  yield '\n],"edges":[';
  yield* joined(edges(result));
  yield '\n]}}\n';
}

/** The takeover graph with this tool's verdicts, for programs that search graphs. */
export const opengraphFormat: ReportFormat = {
  id: 'opengraph',
  title: "nodes and edges for BloodHound's OpenGraph",
  files: (result) => [{ name: 'opengraph.json', text: inPieces(() => document(result)) }],
};
