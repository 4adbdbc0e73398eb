/**
 * Makes `test/fixtures/schemas/ocsf/ocsf-1.6.0.json`, a JSON schema of the two event classes that `reports/ocsf.ts`
 * writes, from the export of the OCSF schema server: `node scripts/make-ocsf-schema.ts <export>`.
 * Where the export comes from: `test/fixtures/schemas/README.md`.
 */
import { readFileSync, writeFileSync } from 'node:fs';

interface Attribute {
  readonly type: string;
  readonly object_type?: string;
  readonly is_array?: boolean;
  readonly requirement?: 'required' | 'recommended' | 'optional';
  readonly profile?: string | null;
  readonly enum?: Readonly<Record<string, unknown>>;
}

interface Definition {
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly constraints?: { readonly at_least_one?: readonly string[]; readonly just_one?: readonly string[] };
}

interface ScalarType {
  readonly type?: string;
  readonly regex?: string;
  readonly max_len?: number;
  readonly range?: readonly [number, number];
}

interface ServerExport {
  readonly version: string;
  readonly classes: Readonly<Record<string, Definition>>;
  readonly objects: Readonly<Record<string, Definition>>;
  readonly types: Readonly<Record<string, ScalarType>>;
}

const classes = ['iam_analysis_finding', 'compliance_finding'];
/** Profiles that the events name in `metadata.profiles`. */
const profiles = new Set(['cloud']);

const jsonTypes: Readonly<Record<string, string>> = {
  boolean_t: 'boolean',
  integer_t: 'integer',
  long_t: 'integer',
  float_t: 'number',
  string_t: 'string',
};

const [, , path] = process.argv;
if (path === undefined) throw new Error('Name the file of the export');
const exported = JSON.parse(readFileSync(path, 'utf8')) as ServerExport;

const nameOf = (object: string): string => object.replaceAll('/', '_');

const valueSchema = (attribute: Attribute, reach: (object: string) => void): object => {
  if (attribute.type === 'json_t') return {};
  if (attribute.type === 'object_t') {
    reach(attribute.object_type!);
    return { $ref: `#/$defs/${nameOf(attribute.object_type!)}` };
  }
  const scalar = exported.types[attribute.type]!;
  const type = jsonTypes[scalar.type ?? attribute.type];
  if (type === undefined) throw new Error(`Unknown type ${attribute.type}`);
  const values = Object.keys(attribute.enum ?? {});
  return {
    type,
    ...(values.length === 0 ? {} : { enum: type === 'integer' ? values.map(Number) : values }),
    ...(scalar.max_len === undefined ? {} : { maxLength: scalar.max_len }),
    ...(scalar.range === undefined ? {} : { minimum: scalar.range[0], maximum: scalar.range[1] }),
    ...(scalar.regex === undefined ? {} : { pattern: scalar.regex }),
  };
};

const objectSchema = ({ attributes, constraints }: Definition, reach: (object: string) => void): object => {
  const held = Object.entries(attributes)
    .filter(([, { profile }]) => profile === undefined || profile === null || profiles.has(profile))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  // The one object without attributes takes anything: `unmapped`.
  if (held.length === 0) return { type: 'object' };
  const required = held.filter(([, { requirement }]) => requirement === 'required').map(([name]) => name);
  const { at_least_one: any, just_one: one } = constraints ?? {};
  return {
    type: 'object',
    properties: Object.fromEntries(
      held.map(([name, attribute]) => {
        const schema = valueSchema(attribute, reach);
        return [name, attribute.is_array === true ? { type: 'array', items: schema } : schema];
      }),
    ),
    additionalProperties: false,
    ...(required.length === 0 ? {} : { required }),
    ...(any === undefined ? {} : { anyOf: any.map((name) => ({ required: [name] })) }),
    ...(one === undefined ? {} : { oneOf: one.map((name) => ({ required: [name] })) }),
  };
};

const definitions = new Map<string, object>();
const waiting: string[] = [];
const reach = (object: string): void => {
  waiting.push(object);
};
const classDefinitions = classes.map((name) => [name, objectSchema(exported.classes[name]!, reach)] as const);
for (let object = waiting.pop(); object !== undefined; object = waiting.pop()) {
  if (definitions.has(nameOf(object))) continue;
  definitions.set(nameOf(object), {});
  definitions.set(nameOf(object), objectSchema(exported.objects[object]!, reach));
}

const lines = [...classDefinitions, ...[...definitions].sort(([a], [b]) => (a < b ? -1 : 1))].map(
  ([name, schema]) => `${JSON.stringify(name)}: ${JSON.stringify(schema)}`,
);
const target = new URL(`../test/fixtures/schemas/ocsf/ocsf-${exported.version}.json`, import.meta.url);
writeFileSync(
  target,
  `{
"$schema": "https://json-schema.org/draft/2020-12/schema",
"$comment": "Made by scripts/make-ocsf-schema.ts from the OCSF ${exported.version} schema, Apache-2.0",
"$defs": {
${lines.join(',\n')}
}
}
`,
);
