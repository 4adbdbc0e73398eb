import { type Import, importedFile, importsOf } from './import-graph.ts';

/**
 * Which room may import which, from the design: cli → pipeline → (connectors, rules, reports, audit, reach, snapshot)
 * → model. A file belongs to the room with the longest matching prefix; within its own room it may import anything.
 */
interface Room {
  readonly prefix: string;
  readonly mayImport: readonly string[];
  /** Packages of others, and parts of Node's library, that the room may use. */
  readonly packages: readonly string[] | 'all';
}

/** What every provider is built on. */
const connectorParts = [
  'src/model/',
  'src/snapshot/',
  'src/plan/',
  'src/identities/',
  'src/takeover/',
  'src/collection/',
  'src/files/',
  'src/exports/',
  'src/redaction/',
  'src/yaml/',
  'src/usage/',
];

/** Packages that all connectors may use outside of their collection. */
const connectorPackages = [
  'zod',
  'yaml',
  'csv-parse',
  'node:buffer',
  'node:crypto',
  'node:fs',
  // For the form of addresses only: nothing outside of collect/ may open a connection.
  'node:net',
  'node:path',
  'node:url',
];

export const rooms: readonly Room[] = [
  { prefix: 'src/model/', mayImport: [], packages: ['zod'] },
  { prefix: 'src/version.ts', mayImport: [], packages: [] },
  { prefix: 'src/snapshot/', mayImport: ['src/model/'], packages: ['zod', 'node:'] },
  { prefix: 'src/yaml/', mayImport: ['src/model/'], packages: ['yaml'] },
  { prefix: 'src/files/', mayImport: ['src/model/'], packages: ['node:'] },
  {
    prefix: 'src/plan/',
    mayImport: ['src/model/', 'src/files/', 'src/exports/'],
    packages: ['zod', 'node:fs'],
  },
  { prefix: 'src/identities/', mayImport: ['src/model/'], packages: [] },
  { prefix: 'src/takeover/', mayImport: ['src/model/'], packages: [] },
  {
    prefix: 'src/redaction/',
    mayImport: ['src/model/', 'src/yaml/'],
    packages: ['yaml', '@secretlint/secretlint-rule-preset-recommend', 'node:module'],
  },
  {
    prefix: 'src/exports/',
    mayImport: ['src/model/', 'src/files/'],
    packages: ['zod', 'csv-parse', 'fflate', 'node:'],
  },
  {
    prefix: 'src/usage/',
    mayImport: ['src/model/', 'src/redaction/', 'src/exports/'],
    // For the form of addresses.
    packages: ['zod', 'node:net'],
  },
  {
    prefix: 'src/collection/',
    mayImport: ['src/model/', 'src/files/', 'src/redaction/'],
    packages: ['zod', 'p-limit', 'node:'],
  },
  { prefix: 'src/reach/', mayImport: ['src/model/'], packages: [] },
  { prefix: 'src/audit/', mayImport: ['src/model/'], packages: ['node:crypto'] },
  // Key figures for who watches; the one place that knows OpenTelemetry.
  { prefix: 'src/metrics/', mayImport: ['src/model/', 'src/audit/'], packages: ['@opentelemetry/api'] },
  { prefix: 'rules/', mayImport: ['src/model/'], packages: [] },
  {
    prefix: 'reports/',
    mayImport: ['src/model/', 'src/audit/'],
    packages: [
      'csv-stringify',
      'fflate',
      'hyparquet-writer',
      'string-width',
      'node:crypto',
      'node:module',
      'node:util',
    ],
  },
  // Tells others of changes; the one place that writes to somebody, and an edge of its own.
  {
    prefix: 'src/notices/',
    mayImport: ['src/model/', 'src/files/', 'src/audit/', 'reports/'],
    packages: ['zod', 'nodemailer', 'node:'],
  },
  // Runs in the browser: of ours it knows the data that it is given, and the words of the model.
  {
    prefix: 'reports/html/page/',
    mayImport: ['reports/html/page-data.ts', 'reports/inert-text.ts', 'src/model/'],
    packages: ['preact', '@dagrejs/dagre'],
  },
  // Packs reports and facts; below the pipeline, above both.
  {
    prefix: 'src/evidence/',
    mayImport: ['src/model/', 'src/files/', 'src/snapshot/', 'reports/'],
    packages: ['zod', 'node:'],
  },
  // The query builder, and what it speaks to.
  {
    prefix: 'src/history/',
    mayImport: ['src/model/', 'src/files/', 'src/audit/'],
    packages: ['kysely', 'pg', 'node:'],
  },
  // The index may name every provider; a provider names no other.
  { prefix: 'connectors/', mayImport: ['connectors/', ...connectorParts], packages: ['zod'] },
  {
    prefix: 'src/pipeline/',
    mayImport: ['src/', 'connectors/', 'rules/', 'reports/'],
    packages: ['node:'],
  },
  // A pipeline for many targets: queue, store and budgets around the collection of one.
  {
    prefix: 'src/fleet/',
    mayImport: ['src/', 'connectors/', 'reports/'],
    packages: [
      'zod',
      'p-limit',
      'pg-boss',
      '@electric-sql/pglite',
      '@aws-sdk/client-s3',
      '@azure/identity',
      'google-auth-library',
      'node:',
    ],
  },
  {
    prefix: 'src/cli/',
    mayImport: ['src/', 'connectors/', 'rules/', 'reports/'],
    packages: ['commander', 'yaml', 'zod', 'node:'],
  },
  { prefix: 'src/index.ts', mayImport: ['src/', 'connectors/', 'rules/', 'reports/'], packages: [] },
];

/** What one connector alone needs: the parser of its conditions, loaded with the first. */
const ownPackages: Readonly<Record<string, readonly string[]>> = {
  'connectors/gcp/': ['@bufbuild/cel', 'node:module'],
};

/**
 * Every connector has the same rooms: its head, what it knows, and its live collection, which alone may use any package (the
 * provider's SDK), with the door to that.
 */
const connectorRooms = (path: string): readonly Room[] => {
  const folder = /^connectors\/[^/]+\//.exec(path)?.[0];
  if (folder === undefined) return [];
  const own = ['connectors/connector.ts', ...connectorParts];
  return [
    { prefix: folder, mayImport: own, packages: [...connectorPackages, ...(ownPackages[folder] ?? [])] },
    { prefix: `${folder}head.ts`, mayImport: [folder, ...own], packages: [] },
    { prefix: `${folder}live.ts`, mayImport: [folder, ...own], packages: connectorPackages },
    { prefix: `${folder}collect/`, mayImport: [folder, ...own], packages: 'all' },
  ];
};

/** What every command reads: it imports types, and opens doors. Its kinds of files may stand apart: formats need them too. */
const isHead = (path: string): boolean => /^connectors\/[^/]+\/(head|file-kinds)\.ts$/.test(path);

const isCollection = (path: string): boolean => /^connectors\/[^/]+\/collect\//.test(path);

/** Of a live collection, what loads no SDK: tables, what is printed from them, how a credential is found. */
const isLight = (path: string): boolean =>
  /\/collect\/(calls|environment|journal|permissions)\.ts$/.test(path);

const above: Readonly<Record<string, readonly string[]>> = {
  'src/pipeline/': ['src/fleet/', 'src/cli/', 'src/index.ts'],
  'src/fleet/': ['src/cli/', 'src/index.ts'],
  'src/cli/': ['src/index.ts'],
  'src/index.ts': ['src/cli/'],
};

export interface Violation {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly says: string;
}

const roomOf = (path: string): Room | undefined =>
  [...rooms, ...connectorRooms(path)]
    .filter(({ prefix }) => path.startsWith(prefix))
    .sort((a, b) => b.prefix.length - a.prefix.length)[0];

const problemOf = (
  path: string,
  room: Room,
  { specifier, dynamic, typeOnly }: Import,
): string | undefined => {
  if (isHead(path) && !dynamic && !typeOnly && specifier !== './file-kinds.ts')
    return 'a head imports nothing but types';
  if (specifier === undefined) return 'imports what cannot be told before it runs';
  if (!specifier.startsWith('.')) {
    const allowed =
      room.packages === 'all' ||
      room.packages.some(
        (name) =>
          specifier === name ||
          specifier.startsWith(name.endsWith('/') || name.endsWith(':') ? name : `${name}/`),
      );
    return allowed ? undefined : `${room.prefix} does not use ${specifier}`;
  }
  const target = importedFile(path, specifier);
  const targetRoom = roomOf(target);
  if (targetRoom === undefined) return `imports ${target}, which is in no room of the design`;
  const own = targetRoom.prefix === room.prefix;
  const blocked = (above[room.prefix] ?? []).some((prefix) => target.startsWith(prefix));
  if (!own && (blocked || !room.mayImport.some((prefix) => target.startsWith(prefix)))) {
    return `${room.prefix} must not import ${target}`;
  }
  if (isCollection(target) && !isCollection(path) && !dynamic && !typeOnly && !isLight(target)) {
    return `${target} loads an SDK: import it dynamically`;
  }
  return undefined;
};

/**
 * @param path from the project's root, with forward slashes
 * @param text the module's source
 */
export const violationsIn = (path: string, text: string): readonly Violation[] => {
  const room = roomOf(path);
  if (room === undefined) return [{ path, line: 1, says: 'is in no room of the design' }];
  return importsOf(text).flatMap((each) => {
    const says = problemOf(path, room, each);
    return says === undefined ? [] : [{ path, line: text.slice(0, each.offset).split('\n').length, says }];
  });
};
