import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Ajv, type ValidateFunction } from 'ajv';

/** What Google's own descriptions say of a request and of what is answered. */

interface Method {
  readonly id: string;
  readonly httpMethod: string;
  readonly path: string;
  readonly parameters: readonly string[];
  readonly request?: string;
  readonly response: string;
}
interface Document {
  readonly name: string;
  readonly methods: readonly Method[];
  readonly schemas: Readonly<Record<string, unknown>>;
}

const folder = new URL('../fixtures/gcp/', import.meta.url);
const documents: readonly Document[] = [
  JSON.parse(gunzipSync(readFileSync(new URL('discovery.json.gz', folder))).toString()),
  JSON.parse(readFileSync(new URL('from-protos.json', folder), 'utf8')),
].flatMap(({ documents: all }) => all);

/** Discovery's types as JSON Schema: numbers of 64 bits are texts, `any` is anything; members that are not described are wrong. */
const schemaOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(schemaOf);
  if (typeof value !== 'object' || value === null) return value;
  const {
    $ref,
    type,
    properties,
    additionalProperties,
    items,
    enum: choice,
  } = value as Readonly<Record<string, unknown>>;
  if (typeof $ref === 'string') return { $ref: `#/$defs/${$ref}` };
  if (type === 'any' || type === undefined) return {};
  return {
    type,
    ...(choice === undefined ? {} : { enum: choice }),
    ...(items === undefined ? {} : { items: schemaOf(items) }),
    ...(typeof properties === 'object' && properties !== null
      ? {
          properties: Object.fromEntries(
            Object.entries(properties).map(([name, inner]) => [name, schemaOf(inner)]),
          ),
          additionalProperties: false,
        }
      : {}),
    ...(typeof additionalProperties === 'object'
      ? { additionalProperties: schemaOf(additionalProperties) }
      : {}),
  };
};

const ajv = new Ajv({ strict: false, allErrors: false, validateFormats: false });
const validators = new Map<string, ValidateFunction>();
const idOf = (document: string): string => `https://descriptions.test/${document}`;
for (const { name, schemas } of documents)
  ajv.addSchema({
    $id: idOf(name),
    $defs: Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, schemaOf(schema)])),
  });

export interface Described {
  /** `cloudasset.assets.list` */
  readonly id: string;
  readonly api: string;
  readonly version: string;
  readonly parts: readonly string[];
  readonly parameters: ReadonlySet<string>;
  /** What is wrong with an answer; `undefined`: nothing. */
  readonly wrong: (answer: unknown) => string | undefined;
}

interface Route extends Described {
  readonly method: string;
  readonly pattern: RegExp;
}

const escaped = (text: string): string => text.replace(/[.*+?^$()|[\]\\]/g, '\\$&');

const routes: readonly Route[] = documents.flatMap(({ name, methods }) => {
  const [api = '', version = ''] = name.split('.');
  return methods.map((method): Route => {
    const address = `${idOf(name)}#/$defs/${method.response}`;
    return {
      id: method.id,
      api,
      version,
      method: method.httpMethod,
      parameters: new Set(method.parameters),
      parts: [],
      pattern: new RegExp(`^${escaped(method.path).replace(/\{[^}]+\}/g, '([^/]+?)')}$`),
      wrong: (answer) => {
        let validate = validators.get(address);
        if (validate === undefined) {
          validate = ajv.compile({ $ref: address });
          validators.set(address, validate);
        }
        return validate(answer) ? undefined : ajv.errorsText(validate.errors);
      },
    };
  });
});

/** The method that a request is, with what stands in its path; `undefined`: Google knows none. */
export const describedBy = (method: string, api: string, path: string): Described | undefined => {
  for (const route of routes) {
    if (route.method !== method || route.api !== api) continue;
    const found = route.pattern.exec(path);
    if (found !== null) return { ...route, parts: found.slice(1).map(decodeURIComponent) };
  }
  return undefined;
};
