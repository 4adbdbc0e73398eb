import { posix } from 'node:path';

/** Which file imports which, and where that goes in a circle. */

interface Import {
  readonly specifier: string;
  readonly offset: number;
  readonly dynamic: boolean;
  readonly typeOnly: boolean;
}

const importPatterns: readonly { readonly pattern: RegExp; readonly dynamic: boolean }[] = [
  // import … from '…', export … from '…', import '…'
  { pattern: /^(?:import|export)\b(?:[^'";]*?\bfrom)?\s*['"]([^'"\n]+)['"]/gm, dynamic: false },
  { pattern: /\bimport\(\s*['"]([^'"\n]+)['"]\s*\)/g, dynamic: true },
];

export const importsOf = (text: string): readonly Import[] =>
  importPatterns.flatMap(({ pattern, dynamic }) =>
    [...text.matchAll(pattern)].map((match) => ({
      specifier: match[1]!,
      offset: match.index,
      dynamic,
      typeOnly: /^(?:import|export)\s+type\b/.test(match[0]),
    })),
  );

/** The file that a relative import means. Paths are from the project's root, with forward slashes. */
export const importedFile = (path: string, specifier: string): string =>
  posix.normalize(posix.join(posix.dirname(path), specifier));

/** Nodes (files, or folders) and what each imports, both sorted. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

const sortedGraph = (edges: Iterable<readonly [string, Iterable<string>]>): ImportGraph =>
  new Map(
    [...edges].sort(([a], [b]) => (a < b ? -1 : 1)).map(([from, to]) => [from, [...new Set(to)].sort()]),
  );

/**
 * All imports among the given files, those of types and the dynamic ones too.
 * @param files text by path
 */
export const importGraph = (files: ReadonlyMap<string, string>): ImportGraph =>
  sortedGraph(
    [...files].map(([path, text]) => [
      path,
      importsOf(text)
        .filter(({ specifier }) => specifier.startsWith('.'))
        .map(({ specifier }) => importedFile(path, specifier))
        .filter((target) => files.has(target)),
    ]),
  );

/**
 * The same between folders; what a folder imports of itself is left out.
 * @param folderOf undefined: the file is in none of them
 */
export const folderGraph = (
  graph: ImportGraph,
  folderOf: (path: string) => string | undefined = posix.dirname,
): ImportGraph => {
  const folders = new Map<string, string[]>();
  for (const [path, targets] of graph) {
    const folder = folderOf(path);
    if (folder === undefined) continue;
    const imported = folders.get(folder) ?? [];
    folders.set(folder, imported);
    for (const target of targets) {
      const other = folderOf(target);
      if (other !== undefined && other !== folder) imported.push(other);
    }
  }
  return sortedGraph(folders);
};

/** `connectors/aws/facts`: folders of one connector are floors. What stands beside them puts them together. */
export const floorOf = (path: string): string | undefined =>
  /^connectors\/[^/]+\/[^/]+(?=\/)/.exec(path)?.[0];

/** Sets of nodes that import each other, directly or not (strongly connected components, by Tarjan's algorithm). */
const componentsOf = (graph: ImportGraph): readonly (readonly string[])[] => {
  const found: string[][] = [];
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const visit = (node: string): void => {
    order.set(node, order.size);
    lowest.set(node, order.get(node)!);
    open.push(node);
    isOpen.add(node);
    for (const target of graph.get(node) ?? []) {
      if (!order.has(target)) visit(target);
      if (isOpen.has(target)) lowest.set(node, Math.min(lowest.get(node)!, lowest.get(target)!));
    }
    if (lowest.get(node) !== order.get(node)) return;
    const component = open.splice(open.indexOf(node));
    for (const each of component) isOpen.delete(each);
    found.push(component);
  };
  for (const node of graph.keys()) if (!order.has(node)) visit(node);
  return found;
};

/** The shortest way from a node back to itself. */
const wayRound = (graph: ImportGraph, start: string, within: ReadonlySet<string>): readonly string[] => {
  const reachedFrom = new Map<string, string>();
  const queue = [start];
  for (const node of queue) {
    for (const target of graph.get(node) ?? []) {
      if (target === start) {
        const way: string[] = [start];
        for (let at = node; at !== start; at = reachedFrom.get(at)!) way.unshift(at);
        return [start, ...way];
      }
      if (!within.has(target) || reachedFrom.has(target)) continue;
      reachedFrom.set(target, node);
      queue.push(target);
    }
  }
  return [start];
};

export interface Circle {
  /** All that import each other, sorted. */
  readonly members: readonly string[];
  /** One way round, from the first member back to it. */
  readonly way: readonly string[];
}

export const circlesIn = (graph: ImportGraph): readonly Circle[] =>
  componentsOf(graph)
    .map((component) => component.toSorted())
    .filter(([first, ...others]) => others.length > 0 || graph.get(first!)?.includes(first!) === true)
    .sort(([a], [b]) => (a! < b! ? -1 : 1))
    .map((members) => ({ members, way: wayRound(graph, members[0]!, new Set(members)) }));

/** For Graphviz: `npm run --silent layers -- --dot | dot -Tsvg > imports.svg`. */
export const dotOf = (graph: ImportGraph): string =>
  [
    'digraph imports {',
    '  rankdir=TB;',
    '  node [shape=box];',
    ...[...graph.keys()].map((node) => `  ${JSON.stringify(node)};`),
    ...[...graph].flatMap(([from, targets]) =>
      targets.map((to) => `  ${JSON.stringify(from)} -> ${JSON.stringify(to)};`),
    ),
    '}',
    '',
  ].join('\n');
