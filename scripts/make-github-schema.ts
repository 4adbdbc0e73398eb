/**
 * Makes `test/fixtures/schemas/github/openapi.json` from GitHub's own OpenAPI description: the calls of our table and
 * what their answers refer to, without examples and prose. `node scripts/make-github-schema.ts <ghec.json>`.
 * Where the description comes from: `test/fixtures/schemas/github/README.md`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { githubCalls } from '../connectors/github/collect/calls.ts';

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const [, , path] = process.argv;
if (path === undefined) throw new Error('Name the file ghec.json');
const described = JSON.parse(readFileSync(path, 'utf8')) as Json;

const prose = new Set([
  'example',
  'examples',
  'description',
  'externalDocs',
  'x-github',
  'x-octokit',
  'summary',
  'tags',
]);

/** Without prose; a property may be called `description`, so that keys of `properties` are kept. */
const bare = (value: unknown, isMap = false): unknown => {
  if (Array.isArray(value)) return value.map((item) => bare(item));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => isMap || !prose.has(key))
      .map(([key, item]) => [key, bare(item, key === 'properties' && !isMap)]),
  );
};

const pointed = (pointer: string): unknown =>
  pointer
    .slice(2)
    .split('/')
    .reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), described);

const components: Record<string, Record<string, unknown>> = {};
const reach = (value: unknown): void => {
  for (const item of Array.isArray(value) ? value : []) reach(item);
  if (!isObject(value)) return;
  const { $ref } = value;
  if (typeof $ref === 'string') {
    const [, , kind, name] = $ref.split('/');
    if (kind === undefined || name === undefined || components[kind]?.[name] !== undefined) return;
    components[kind] ??= {};
    const found = bare(pointed($ref));
    components[kind][name] = found;
    reach(found);
    return;
  }
  for (const item of Object.values(value)) reach(item);
};

const paths: Record<string, Record<string, unknown>> = {};
const missing: string[] = [];
for (const { id } of githubCalls) {
  const [method, route] = id.split(' ');
  if (method === 'graphql') continue;
  const operation = isObject(described.paths)
    ? (described.paths[route!] as Json | undefined)?.[method!.toLowerCase()]
    : undefined;
  if (!isObject(operation)) {
    missing.push(id);
    continue;
  }
  const { responses, operationId, parameters, requestBody } = operation;
  const kept = Object.entries(responses as Json).filter(([status]) => /^(?:20\d|304|403|404)$/.test(status));
  const own = bare({ operationId, parameters, requestBody, responses: Object.fromEntries(kept) });
  // A response must have a description.
  for (const response of Object.values((own as Json).responses as Json)) {
    if (isObject(response) && response.$ref === undefined) Object.assign(response, { description: '' });
  }
  paths[route!] = { ...paths[route!], [method!.toLowerCase()]: own };
  reach(own);
}
for (const response of Object.values(components.responses ?? {})) {
  if (isObject(response)) Object.assign(response, { description: '' });
}
const info = described.info as Json;
const result = {
  openapi: described.openapi,
  info: { title: info.title, version: info.version, license: info.license },
  servers: described.servers,
  paths,
  components,
};
writeFileSync(
  new URL('../test/fixtures/schemas/github/openapi.json', import.meta.url),
  `${JSON.stringify(result)}\n`,
);
process.stdout.write(`${Object.keys(paths).length} paths; not described: ${missing.join(', ') || 'none'}\n`);
