import { importedFile, importsOf } from './import-graph.ts';

/**
 * Which room may import which, from the design: cli → pipeline → (connectors, rules, reports, audit, reach, snapshot)
 * → model. A file belongs to the room with the longest matching prefix; within its own room it may import anything.
 */
interface Room {
  readonly prefix: string;
  readonly mayImport: readonly string[];
  /** Packages of others, and parts of Node's library, that the room may use. */
  readonly packages: readonly string[];
}

/** What every provider is built on. */
const connectorParts = [
  'src/model/',
  'src/snapshot/',
  'src/plan/',
  'src/identities/',
  'src/takeover/',
  'src/collection/',
  'src/exports/',
  'src/redaction/',
  'src/yaml/',
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
  { prefix: 'src/plan/', mayImport: ['src/model/', 'src/yaml/'], packages: ['zod', 'yaml'] },
  { prefix: 'src/identities/', mayImport: ['src/model/'], packages: [] },
  { prefix: 'src/takeover/', mayImport: ['src/model/'], packages: [] },
  { prefix: 'src/exports/', mayImport: ['src/model/'], packages: ['zod', 'csv-parse', 'fflate', 'node:'] },
  { prefix: 'src/redaction/', mayImport: ['src/model/'], packages: [] },
  {
    prefix: 'src/collection/',
    mayImport: ['src/model/', 'src/redaction/'],
    packages: ['zod', 'p-limit', 'node:'],
  },
  { prefix: 'src/reach/', mayImport: ['src/model/'], packages: [] },
  { prefix: 'src/audit/', mayImport: ['src/model/'], packages: ['node:crypto'] },
  { prefix: 'rules/', mayImport: ['src/model/'], packages: [] },
  {
    prefix: 'reports/',
    mayImport: ['src/model/', 'src/audit/'],
    packages: ['csv-stringify', 'string-width', 'node:crypto', 'node:util'],
  },
  // Packs reports and facts; below the pipeline, above both.
  {
    prefix: 'src/evidence/',
    mayImport: ['src/model/', 'src/snapshot/', 'reports/'],
    packages: ['zod', 'node:'],
  },
  // The index may name every provider; a provider names no other.
  { prefix: 'connectors/index.ts', mayImport: ['connectors/', ...connectorParts], packages: [] },
  { prefix: 'connectors/plans.ts', mayImport: ['connectors/', ...connectorParts], packages: [] },
  { prefix: 'connectors/aws/', mayImport: connectorParts, packages: connectorPackages },
  {
    prefix: 'connectors/aws/collect/',
    mayImport: [...connectorParts, 'connectors/aws/'],
    packages: ['@aws-sdk/', '@smithy/', 'zod', 'csv-parse', 'node:'],
  },
  { prefix: 'connectors/github/', mayImport: connectorParts, packages: connectorPackages },
  {
    prefix: 'connectors/github/collect/',
    mayImport: [...connectorParts, 'connectors/github/'],
    packages: ['@octokit/', 'zod', 'node:'],
  },
  { prefix: 'connectors/azure/', mayImport: connectorParts, packages: [] },
  { prefix: 'connectors/gcp/', mayImport: connectorParts, packages: [] },
  {
    prefix: 'src/pipeline/',
    mayImport: ['src/', 'connectors/', 'rules/', 'reports/'],
    packages: ['node:'],
  },
  {
    prefix: 'src/cli/',
    mayImport: ['src/', 'connectors/', 'rules/', 'reports/'],
    packages: ['commander', 'yaml', 'zod', 'node:'],
  },
  { prefix: 'src/index.ts', mayImport: ['src/', 'connectors/', 'rules/', 'reports/'], packages: [] },
];

/** The one way from below into a room that loads an SDK is a dynamic import. */
const onlyDynamic = [
  {
    room: 'connectors/aws/collect/',
    except: new Set([
      'connectors/aws/collect/calls.ts',
      'connectors/aws/collect/journal.ts',
      'connectors/aws/collect/permissions.ts',
    ]),
  },
  {
    room: 'connectors/github/collect/',
    except: new Set([
      'connectors/github/collect/calls.ts',
      'connectors/github/collect/environment.ts',
      'connectors/github/collect/journal.ts',
      'connectors/github/collect/permissions.ts',
    ]),
  },
];

const above: Readonly<Record<string, readonly string[]>> = {
  'src/pipeline/': ['src/cli/', 'src/index.ts'],
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
  rooms.filter(({ prefix }) => path.startsWith(prefix)).sort((a, b) => b.prefix.length - a.prefix.length)[0];

const problemOf = (
  path: string,
  room: Room,
  { specifier, dynamic, typeOnly }: ReturnType<typeof importsOf>[number],
): string | undefined => {
  if (!specifier.startsWith('.')) {
    const allowed = room.packages.some(
      (name) =>
        specifier === name ||
        specifier.startsWith(name.endsWith('/') || name.endsWith(':') ? name : `${name}/`),
    );
    return allowed ? undefined : `${room.prefix} does not use ${specifier}`;
  }
  const target = importedFile(path, specifier);
  const targetRoom = roomOf(target);
  if (targetRoom === undefined) return `imports ${target}, which is in no room of the design`;
  const own = targetRoom === room;
  const blocked = (above[room.prefix] ?? []).some((prefix) => target.startsWith(prefix));
  if (!own && (blocked || !room.mayImport.some((prefix) => target.startsWith(prefix)))) {
    return `${room.prefix} must not import ${target}`;
  }
  const heavy = onlyDynamic.find(({ room: prefix }) => target.startsWith(prefix) && !path.startsWith(prefix));
  if (heavy !== undefined && !dynamic && !typeOnly && !heavy.except.has(target)) {
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
