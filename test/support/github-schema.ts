import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { once } from './once.ts';

/** GitHub's own description of the calls: `test/fixtures/schemas/github/README.md`. */
type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** OpenAPI 3.0 says `nullable` where JSON schema has a type. */
const asJsonSchema = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(asJsonSchema);
  if (!isObject(value)) return value;
  const { nullable, discriminator: _, ...rest } = value;
  const schema = Object.fromEntries(
    Object.entries(rest).map(([key, item]) => [
      key,
      key === '$ref' ? String(item).replace('#/components/schemas/', 'github#/$defs/') : asJsonSchema(item),
    ]),
  );
  return nullable === true ? { anyOf: [{ type: 'null' }, schema] } : schema;
};

/**
 * Deviations of the description from what GitHub answers, each seen in recorded answers (field notes, 5.4): an
 * organisation's `company`, `email` and `blog` may be null, which our fake leaves out.
 */
export interface GitHubOracle {
  /** What is wrong with an answer; empty: nothing. `route`: path as GitHub documents it. */
  readonly answer: (route: string, body: unknown) => readonly string[];
  /** Names of query parameters that GitHub does not document for the route. */
  readonly unknownParameters: (route: string, names: Iterable<string>) => readonly string[];
}

export const githubOracle = once((): GitHubOracle => {
  const path = new URL('../fixtures/schemas/github/openapi.json', import.meta.url);
  const description = JSON.parse(readFileSync(path, 'utf8')) as {
    readonly paths: Readonly<Record<string, { readonly get?: Json }>>;
    readonly components: Readonly<Record<string, Json>>;
  };
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
  addFormats.default(ajv);
  ajv.addFormat('repo.nwo', true);
  ajv.addSchema({ $id: 'github', $defs: asJsonSchema(description.components.schemas) });
  const resolved = (value: unknown): Json => {
    if (!isObject(value)) return {};
    if (typeof value.$ref !== 'string') return value;
    const [, , kind, name] = value.$ref.split('/');
    return description.components[kind!]![name!] as Json;
  };
  const validators = new Map<string, ValidateFunction | undefined>();
  const validatorOf = (route: string): ValidateFunction | undefined => {
    if (validators.has(route)) return validators.get(route);
    const responses = description.paths[route]?.get?.responses as Json | undefined;
    const content = resolved(responses?.['200']).content as Json | undefined;
    const schema = (content?.['application/json'] as Json | undefined)?.schema;
    const validator = schema === undefined ? undefined : ajv.compile(asJsonSchema(schema) as Json);
    validators.set(route, validator);
    return validator;
  };
  return {
    answer: (route, body) => {
      const validate = validatorOf(route);
      if (validate === undefined) return [`${route} is not described`];
      if (validate(body)) return [];
      return (validate.errors ?? []).map(
        ({ instancePath, message }) => `${route} ${instancePath} ${message}`,
      );
    },
    unknownParameters: (route, names) => {
      const parameters = (description.paths[route]?.get?.parameters ?? []) as readonly unknown[];
      const known = new Set(
        parameters
          .map(resolved)
          .filter(({ in: where }) => where === 'query')
          .map(({ name }) => String(name)),
      );
      return [...names].filter((name) => !known.has(name)).map((name) => `${route} ?${name}`);
    },
  };
});
