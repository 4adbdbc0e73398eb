import { posix } from 'node:path';
import { parseSync, Visitor } from 'rolldown/utils';

/** Which file imports which, and where that goes in a circle. */

export interface Import {
  /** Undefined: it is worked out when the program runs. */
  readonly specifier: string | undefined;
  /** Of the statement or the call, in UTF-16 units. */
  readonly offset: number;
  readonly dynamic: boolean;
  readonly typeOnly: boolean;
}

type Visited = ConstructorParameters<typeof Visitor>[0];
type Called = Parameters<NonNullable<Visited['CallExpression']>>[0];
type Argument = Called['arguments'][number];

/** A text, or a template that nothing is put into. */
const textOf = (node: Argument | undefined): string | undefined => {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0)
    return node.quasis[0]?.value.cooked ?? undefined;
  return undefined;
};

/** `require(…)` by whatever name: what `createRequire` made, at once or under a name; `process.getBuiltinModule(…)`. */
const loads = ({ callee }: Called, requires: ReadonlySet<string>): boolean => {
  if (callee.type === 'CallExpression')
    return callee.callee.type === 'Identifier' && callee.callee.name === 'createRequire';
  if (callee.type === 'Identifier') return requires.has(callee.name);
  return (
    callee.type === 'MemberExpression' &&
    callee.property.type === 'Identifier' &&
    callee.property.name === 'getBuiltinModule'
  );
};

type Program = ReturnType<typeof parseSync>['program'];

/** Imports that are no statements: made while the module runs, required, of types where they are needed. */
const importsWithin = (program: Program): readonly Import[] => {
  const found: Import[] = [];
  const requires = new Set(['require']);
  const visitor = new Visitor({
    ImportExpression: ({ start, source }) => {
      found.push({ specifier: textOf(source), offset: start, dynamic: true, typeOnly: false });
    },
    TSImportType: ({ start, source }) => {
      found.push({ specifier: source.value, offset: start, dynamic: false, typeOnly: true });
    },
    VariableDeclarator: ({ id, init }) => {
      const isMade =
        init?.type === 'CallExpression' &&
        init.callee.type === 'Identifier' &&
        init.callee.name === 'createRequire';
      if (isMade && id.type === 'Identifier') requires.add(id.name);
    },
    CallExpression: (call) => {
      if (loads(call, requires))
        found.push({
          specifier: textOf(call.arguments[0]),
          offset: call.start,
          dynamic: true,
          typeOnly: false,
        });
    },
  });
  visitor.visit(program);
  return found;
};

/** Without one of these words there is nothing but statements, and no need of the tree, which takes five times as long. */
const within = /\bimport\s*(?:\(|\/)|require|getBuiltinModule/i;

/** `import type { A }`, and not `import { type A }`, which is an import of nothing and loads the module. */
const ofTypes = /^(?:import|export)\s+type\s*(?:[{*]|[\w$]+\s+from\b)/;

/**
 * All imports of a module, by the parser: of types and values, what it hands on, those made while it runs, and what it requires.
 * @param text of TypeScript, with or without JSX
 */
export const importsOf = (text: string): readonly Import[] => {
  const known = readBefore.get(text) ?? readImports(text);
  readBefore.set(text, known);
  return known;
};

/** A check asks of every file more than once. */
const readBefore = new Map<string, readonly Import[]>();

const readImports = (text: string): readonly Import[] => {
  const parsed = (lang: string) => parseSync(`module.${lang}`, text, { sourceType: 'module' });
  // What is TypeScript may be no JSX, `<T>(value)`, and the other way round.
  const plain = parsed('ts');
  const result = plain.errors.length === 0 ? plain : parsed('tsx');
  if (result.errors.length > 0) throw new Error(`cannot be read: ${result.errors[0]!.message}`);
  const { staticImports, staticExports } = result.module;
  const statements = [
    ...staticImports.map(({ start, moduleRequest }) => ({ start, specifier: moduleRequest.value })),
    ...staticExports.flatMap(({ start, entries }) =>
      entries
        .slice(0, 1)
        .flatMap(({ moduleRequest }) => (moduleRequest ? [{ start, specifier: moduleRequest.value }] : [])),
    ),
  ];
  return [
    ...statements.map(({ start, specifier }) => ({
      specifier,
      offset: start,
      dynamic: false,
      typeOnly: ofTypes.test(text.slice(start, start + 200)),
    })),
    ...(within.test(text) ? importsWithin(result.program) : []),
  ];
};

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
        .flatMap(({ specifier }) => (specifier?.startsWith('.') ? [importedFile(path, specifier)] : []))
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

/** At the top the rooms of `src/` stand beside `connectors/`, `rules/` and `reports/`. */
const roomOf = (path: string): string => /^(?:src\/[^/]+|[^/]+)/.exec(path)![0];

/**
 * What stands in one folder, files and folders with all that is in them, and what each imports of the others: for every folder.
 * A folder's index may import the folders in it and these the index's types; two that stand side by side may not do so.
 */
export const siblingGraphs = (graph: ImportGraph): readonly ImportGraph[] => {
  const folders = new Set<string>();
  for (const path of graph.keys())
    for (let folder = posix.dirname(path); folder !== '.'; folder = posix.dirname(folder))
      folders.add(folder);
  const within = (folder: string) => (path: string) =>
    path.startsWith(`${folder}/`) ? path.split('/', folder.split('/').length + 1).join('/') : undefined;
  return [roomOf, ...[...folders].sort().map(within)].map((nodeOf) => folderGraph(graph, nodeOf));
};

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
