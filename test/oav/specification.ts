import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Microsoft's descriptions that the project has (`test/fixtures/schemas/azure`, where their sources stand), as a folder of
 * OpenAPI 2.0 documents such as `oav` reads. What they were cut from is put around them again: the address, its parameters, what an
 * error looks like. https://github.com/Azure/azure-rest-api-specs (MIT)
 */
type Json = Readonly<Record<string, unknown>>;

interface Description {
  readonly operations: Readonly<
    Record<string, { readonly answer: string; readonly query: readonly string[] }>
  >;
  readonly definitions: Readonly<Record<string, Json>>;
}

/** By version: what is asked of it. Role definitions are asked by one in which permissions have conditions. */
const versions: readonly (readonly [file: string, version: string, kinds: readonly string[]])[] = [
  ['authorization.json', '2022-04-01', ['roleAssignments', 'denyAssignments']],
  ['authorization.json', '2022-05-01-preview', ['roleDefinitions']],
  [
    'pim.json',
    '2020-10-01',
    [
      'roleAssignmentScheduleInstances',
      'roleEligibilityScheduleInstances',
      'roleManagementPolicyAssignments',
    ],
  ],
];

/** Ends of addresses of which a description is in the project. */
export const described: readonly string[] = ['resources', ...versions.flatMap(([, , kinds]) => kinds)];

const query = (name: string, required: boolean): Json => ({ name, in: 'query', type: 'string', required });
const optional: Readonly<Record<string, string>> = {
  $filter: '$filter',
  FilterParameter: '$filter',
  RoleAssignmentFilterParameter: '$filter',
  TenantIdQueryParameter: 'tenantId',
  PaginationSkipToken: '$skipToken',
};

const errorSchema: Json = {
  type: 'object',
  properties: {
    error: { type: 'object', properties: { code: { type: 'string' }, message: { type: 'string' } } },
  },
};
const text: Json = { type: 'string' };
/** What 2022-05-01-preview has besides 2022-04-01, of which the project holds the description. */
const sincePreview: Readonly<Record<string, Json>> = {
  Permission: { condition: text, conditionVersion: text },
  RoleDefinitionProperties: Object.fromEntries(
    ['createdOn', 'updatedOn', 'createdBy', 'updatedBy'].map((name) => [name, text]),
  ),
};

const rule = 'RoleManagementPolicyRule';
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * References of a document of its own; and kinds of rules, which the project's form tells apart by `if` and `then`, as OpenAPI
 * has them: each names the value of its discriminator.
 */
const written = (value: unknown, name = ''): unknown => {
  if (Array.isArray(value)) return value.map((each) => written(each));
  if (typeof value === 'string') return value.replace('azure#/$defs/', '#/definitions/');
  if (!isObject(value)) return value;
  if (Array.isArray(value.allOf) && value.allOf.some((each) => isObject(each) && 'if' in each))
    return written(value.allOf[0]);
  const isKind = name.startsWith('RoleManagementPolicy') && name.endsWith('Rule') && name !== rule;
  return {
    ...Object.fromEntries(Object.entries(value).map(([key, each]) => [key, written(each)])),
    ...(isKind ? { 'x-ms-discriminator-value': name } : {}),
  };
};

const widened = (name: string, definition: Json, version: string): Json =>
  version === '2022-05-01-preview' && Object.hasOwn(sincePreview, name)
    ? { ...definition, properties: { ...(definition.properties as Json), ...sincePreview[name] } }
    : definition;

const documentOf = ({ operations, definitions }: Description, version: string, kind: string): Json => ({
  swagger: '2.0',
  info: { title: `Microsoft.Authorization ${kind}`, version },
  host: 'management.azure.com',
  schemes: ['https'],
  consumes: ['application/json'],
  produces: ['application/json'],
  paths: {
    [`/{scope}/providers/Microsoft.Authorization/${kind}`]: {
      get: {
        operationId: `${kind}_ListForScope`,
        parameters: [
          { name: 'scope', in: 'path', type: 'string', required: true, 'x-ms-skip-url-encoding': true },
          query('api-version', true),
          ...operations[kind]!.query.flatMap((name) =>
            Object.hasOwn(optional, name) ? [query(optional[name]!, false)] : [],
          ),
        ],
        responses: {
          200: { description: 'OK', schema: { $ref: `#/definitions/${operations[kind]!.answer}` } },
          default: { description: 'Error', schema: { $ref: '#/definitions/ErrorAnswer' } },
        },
        'x-ms-pageable': { nextLinkName: 'nextLink' },
      },
    },
  },
  definitions: {
    ...Object.fromEntries(
      Object.entries(definitions).map(([name, definition]) => [
        name,
        written(widened(name, definition, version), name),
      ]),
    ),
    ErrorAnswer: errorSchema,
  },
});

/** @returns the folder for `LiveValidator`'s `directory` */
export const writeSpecification = (folder: string): string => {
  const read = (file: string): Description =>
    JSON.parse(readFileSync(new URL(`../fixtures/schemas/azure/${file}`, import.meta.url), 'utf8'));
  // Each names types of the other.
  const definitions = Object.assign({}, ...versions.map(([file]) => read(file).definitions));
  for (const [file, version, kinds] of versions) {
    const description = { ...read(file), definitions };
    const into = join(
      folder,
      'specification/authorization/resource-manager/Microsoft.Authorization',
      version,
    );
    mkdirSync(into, { recursive: true });
    for (const kind of kinds)
      writeFileSync(
        join(into, `${kind}.json`),
        JSON.stringify(documentOf(description, version, kind), undefined, 1),
      );
  }
  // Kept as an OpenAPI document. Rows come as an array of objects, which the description has as one.
  const graph = read('resource-graph.json') as unknown as Json;
  const text = JSON.stringify(graph).replace('"data":{"type":"object"}', '"data":{}');
  const into = join(
    folder,
    'specification/resourcegraph/resource-manager/Microsoft.ResourceGraph/2022-10-01',
  );
  mkdirSync(into, { recursive: true });
  writeFileSync(join(into, 'resourcegraph.json'), text);
  return join(folder, 'specification');
};
