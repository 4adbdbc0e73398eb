/**
 * Makes `test/fixtures/schemas/azure/{authorization,graph}.json` from Microsoft's own descriptions, cut down to what a live scan
 * asks for: `test/fixtures/schemas/azure/README.md`.
 * `node scripts/make-azure-schemas.ts SPECIFICATION-FOLDER GRAPH.csdl[.gz]`
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { XMLParser } from 'fast-xml-parser';
import { graphCalls } from '../connectors/azure/collect/calls/graph.ts';

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const target = new URL('../test/fixtures/schemas/azure/', import.meta.url);
const [, , specification, csdl] = process.argv;
if (specification === undefined || csdl === undefined) throw new Error('give the folder and the file');

const write = (name: string, value: unknown): void =>
  writeFileSync(new URL(name, target), `${JSON.stringify(value, undefined, 1)}\n`);

/** Without prose, and without what only makers of clients read. */
const bare = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(bare);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(
        ([key, inner]) => !(key === 'description' && typeof inner === 'string') && !key.startsWith('x-ms-'),
      )
      .map(([key, inner]) => [
        key,
        key === '$ref' ? String(inner).replace(/^.*#\/definitions\//, 'azure#/$defs/') : bare(inner),
      ]),
  );
};

const folder = join(
  specification,
  'authorization/resource-manager/Microsoft.Authorization/stable/2022-04-01',
);
const read = (name: string): Json => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const definitions: Record<string, unknown> = {};
const operations: Record<string, unknown> = {};
for (const [name, kind, list] of [
  ['authorization-RoleAssignmentsCalls.json', 'roleAssignments', 'RoleAssignmentListResult'],
  ['authorization-RoleDefinitionsCalls.json', 'roleDefinitions', 'RoleDefinitionListResult'],
  ['authorization-DenyAssignmentCalls.json', 'denyAssignments', 'DenyAssignmentListResult'],
] as const) {
  const file = read(name);
  Object.assign(definitions, bare(file.definitions));
  const operation = (file.paths as Json)[`/{scope}/providers/Microsoft.Authorization/${kind}`] as Json;
  const parameters = (operation.get as Json).parameters as readonly Json[];
  operations[kind] = {
    answer: list,
    query: parameters.flatMap((each) =>
      typeof each.$ref === 'string' ? each.$ref.split('/').at(-1) : each.in === 'query' ? each.name : [],
    ),
  };
}
Object.assign(definitions, bare(read('common-types.json').definitions));
write('authorization.json', { operations, definitions });

const text = readFileSync(csdl);
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  isArray: (name) =>
    [
      'Schema',
      'EntityType',
      'ComplexType',
      'Property',
      'NavigationProperty',
      'EntitySet',
      'Singleton',
      'EnumType',
    ].includes(name),
});
const parsed = parser.parse(csdl.endsWith('.gz') ? gunzipSync(text) : text) as Json;
const services = ((parsed['edmx:Edmx'] as Json)['edmx:DataServices'] as Json).Schema as readonly Json[];
const graph = services.find(({ Namespace }) => Namespace === 'microsoft.graph')!;
const listOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? (value as Json[]) : []);
const shortType = (value: unknown): string =>
  String(value)
    .replace(/^Collection\((.*)\)$/, '$1[]')
    .replace(/^(?:graph|microsoft\.graph)\./, '');
const types = new Map(
  [...listOf(graph.EntityType), ...listOf(graph.ComplexType)].map((type) => [String(type.Name), type]),
);
const pairs = (value: unknown): Record<string, string> =>
  Object.fromEntries(listOf(value).map(({ Name, Type }) => [String(Name), shortType(Type)]));
const container = graph.EntityContainer as Json;
const roots: Record<string, string> = {
  ...Object.fromEntries(
    listOf(container.EntitySet).map(({ Name, EntityType }) => [String(Name), `${shortType(EntityType)}[]`]),
  ),
  ...pairs(container.Singleton),
};
/** Types on the way of the paths, and of what comes back. */
const wanted = new Set([
  'agentIdentity',
  'agentIdentityBlueprint',
  'agentIdentityBlueprintPrincipal',
  'agentUser',
  'directoryObject',
  'group',
  'user',
  'servicePrincipal',
  'unifiedRoleManagementPolicyApprovalRule',
  'unifiedRoleManagementPolicyEnablementRule',
  'unifiedRoleManagementPolicyExpirationRule',
  'singleUser',
  'groupMembers',
]);
const usedRoots: Record<string, string> = {};
for (const { path, version } of graphCalls) {
  const segments = path.split(`/${version}/`)[1]?.split('/') ?? [];
  const [first = ''] = segments;
  if (first === '' || version !== 'v1.0') continue;
  let type = roots[first];
  if (type === undefined) throw new Error(`${first} is no root of the schema`);
  usedRoots[first] = type;
  wanted.add(type.replace('[]', ''));
  for (const segment of segments.slice(1)) {
    if (segment.startsWith('{')) continue;
    const cast = /^microsoft\.graph\.(\w+)$/.exec(segment)?.[1];
    let at: string | undefined = type.replace('[]', '');
    let found: string | undefined = cast;
    while (found === undefined && at !== undefined) {
      found = pairs(types.get(at)?.NavigationProperty)[segment];
      at = types.get(at)?.BaseType === undefined ? undefined : shortType(types.get(at)!.BaseType);
    }
    if (found === undefined) throw new Error(`${path}: nothing is called ${segment}`);
    type = found;
    wanted.add(type.replace('[]', ''));
  }
}
const scalar = /^(?:Edm\.|graph\.enum)/;
const cut: Record<string, unknown> = {};
const queue = [...wanted];
const kept = new Set(queue);
/** Of navigation only what is expanded or led along: the rest would bring all of the schema with it. */
const followed = new Set([
  'owners',
  'policy',
  'rules',
  'members',
  'sponsors',
  'appRoleAssignedTo',
  'federatedIdentityCredentials',
  'principal',
]);
const want = (name: string): void => {
  if (!types.has(name) || kept.has(name)) return;
  kept.add(name);
  queue.push(name);
};
for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
  const type = types.get(name);
  if (type === undefined) continue;
  const base = type.BaseType === undefined ? undefined : shortType(type.BaseType);
  const properties = pairs(type.Property);
  const all = pairs(type.NavigationProperty);
  const isRoot = Object.values(usedRoots).includes(name);
  const navigation = Object.fromEntries(
    Object.entries(all).filter(
      ([key, to]) =>
        followed.has(key) || (isRoot && kept.has(to.replace('[]', ''))) || kept.has(to.replace('[]', '')),
    ),
  );
  cut[name] = {
    ...(base === undefined ? {} : { base }),
    ...(type.OpenType === 'true' ? { open: true } : {}),
    properties,
    navigation,
  };
  if (base !== undefined) want(base);
  // A user's and a group's other things are none of ours.
  if (name !== 'user' && name !== 'group')
    for (const to of Object.values(properties)) if (!scalar.test(to)) want(to.replace('[]', ''));
  for (const to of Object.values(navigation)) want(to.replace('[]', ''));
}
write('graph.json', { roots: usedRoots, types: cut });
