import { chokePoints } from '../../src/audit/choke-points.ts';
import { rank } from '../../src/audit/ranking.ts';
import { byText } from '../../src/model/by-text.ts';
import { type PathStep, scopeOfEnd } from '../../src/model/finding.ts';
import type { AuditResult } from '../../src/model/report.ts';
import { evidenceText } from '../wording.ts';
import type { GraphData, GraphEdge, GraphNode, ScopeGraph } from './page-data.ts';

/** What one picture holds at most: a person still follows it. */
const mostNodes = 120;
/** Paths that a picture is made of, and pictures. */
const mostPaths = 2_000;
const mostScopes = 40;
const listedMembers = 12;

const stepKey = ({ from, to, technique }: Pick<PathStep, 'from' | 'to' | 'technique'>): string =>
  JSON.stringify([from, to, technique]);

interface Stretch {
  readonly step: PathStep;
  through: number;
}

/** Steps of all paths, each once, with how many of them go through it. */
const stretches = (paths: readonly (readonly PathStep[])[]): readonly Stretch[] => {
  const known = new Map<string, Stretch>();
  for (const step of paths.flat()) {
    const key = stepKey(step);
    const before = known.get(key);
    if (before === undefined) known.set(key, { step, through: 1 });
    else before.through++;
  }
  return [...known.values()];
};

/**
 * Those who only begin paths, and whose first step is the same, are one node. Its key tells of nobody: the same for
 * all who belong to it.
 */
const groupKeys = (
  paths: readonly (readonly PathStep[])[],
  kindOf: (id: string) => string,
): ReadonlyMap<string, string> => {
  const inner = new Set(paths.flatMap((path) => path.map(({ to }) => to)));
  const keys = new Map<string, string>();
  for (const [first] of paths) {
    if (first === undefined || inner.has(first.from)) continue;
    const { from, to, technique, assumes } = first;
    keys.set(from, JSON.stringify([kindOf(from), to, technique, assumes.length > 0]));
  }
  return keys;
};

/** Paths to one end as a picture: groups of origins, the ways that most take first, and how much is left out. */
const picture = (
  paths: readonly (readonly PathStep[])[],
  kindOf: (id: string) => string,
  isChoke: (step: PathStep) => boolean,
): Pick<ScopeGraph, 'nodes' | 'edges'> & { readonly drawn: number } => {
  const keys = groupKeys(paths, kindOf);
  const members = Map.groupBy(keys.keys(), (id) => keys.get(id)!);
  const nodes: GraphNode[] = [];
  const places = new Map<string, number>();
  const nodeOf = (id: string): number => {
    const key = keys.get(id) ?? id;
    const known = places.get(key);
    if (known !== undefined) return known;
    const all = members.get(key) ?? [id];
    places.set(key, nodes.length);
    nodes.push({ id: all[0]!, kind: kindOf(id), count: all.length, members: all.slice(0, listedMembers) });
    return nodes.length - 1;
  };
  // Whole paths, those first that bring the fewest new nodes for the most identities: order of the ranking.
  const needs = (path: readonly PathStep[]): number =>
    new Set(
      path
        .flatMap(({ from, to }) => [keys.get(from) ?? from, keys.get(to) ?? to])
        .filter((key) => !places.has(key)),
    ).size;
  const drawn = paths.filter((path) => {
    if (nodes.length + needs(path) > mostNodes) return false;
    for (const { from, to } of path) {
      nodeOf(from);
      nodeOf(to);
    }
    return true;
  });
  const edges = new Map<string, GraphEdge & { through: number }>();
  for (const { step, through } of stretches(drawn)) {
    const from = nodeOf(step.from);
    const to = nodeOf(step.to);
    const key = stepKey({ from: String(from), to: String(to), technique: step.technique });
    const before = edges.get(key);
    if (before !== undefined) before.through += through;
    else
      edges.set(key, {
        from,
        to,
        by: step.by,
        technique: step.technique,
        through,
        assumes: step.assumes,
        evidence: step.evidence.map(evidenceText),
        choke: isChoke(step),
      });
  }
  return { nodes, edges: [...edges.values()], drawn: drawn.length };
};

/** Ways into each scope that somebody controls, the weightiest scopes first: by how many identities do. */
export const scopeGraphs = (result: AuditResult): GraphData => {
  const { estate, reach } = result;
  const ranking = rank(result);
  const kinds = new Map(estate.identities.map(({ id, provider, kind }) => [id, `${provider} ${kind}`]));
  const kindOf = (id: string): string => (scopeOfEnd(id) === undefined ? (kinds.get(id) ?? '') : 'scope');
  const chokes = new Set(chokePoints(result).map(({ step }) => stepKey(step)));
  const proven = new Uint32Array(estate.scopes.length);
  const assumed = new Uint32Array(estate.scopes.length);
  const shown: number[] = [];
  for (const { index, radius } of ranking.identities()) {
    if (radius.admin.length > 0 || radius.adminIf.length > 0) shown.push(index);
    for (const scope of radius.admin) proven[scope]!++;
    for (const { scope } of radius.adminIf) assumed[scope]!++;
  }
  const wanted = estate.scopes
    .map((_, scope) => scope)
    .filter((scope) => proven[scope]! + assumed[scope]! > 0)
    .sort(
      (a, b) =>
        proven[b]! + assumed[b]! - proven[a]! - assumed[a]! ||
        byText(estate.scopes[a]!.id, estate.scopes[b]!.id),
    );
  const drawn = wanted.slice(0, mostScopes).map((scope): ScopeGraph => {
    const pathOf = reach.pathsToAny({ identities: [], scopes: [scope] });
    const paths: (readonly PathStep[])[] = [];
    for (const index of shown) {
      if (paths.length >= mostPaths) break;
      const path = pathOf(index);
      if (path.length > 0) paths.push(path);
    }
    const { nodes, edges, drawn: count } = picture(paths, kindOf, (step) => chokes.has(stepKey(step)));
    const all = proven[scope]! + assumed[scope]!;
    return {
      scope: estate.scopes[scope]!.id,
      proven: proven[scope]!,
      assumed: assumed[scope]!,
      nodes,
      edges,
      left: Math.max(0, all - count),
    };
  });
  return {
    scopes: drawn.filter(({ nodes }) => nodes.length > 0),
    left: Math.max(0, wanted.length - mostScopes),
  };
};
