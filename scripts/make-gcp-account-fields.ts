/**
 * Writes `test/fixtures/gcp/account-fields.json`: permissions whose call takes the address of a service account, by Google's
 * descriptions of its APIs (`google-api-python-client` of PyPI, Apache-2.0) and the permissions of its predefined roles:
 *
 *     node scripts/make-gcp-account-fields.ts googleapiclient/discovery_cache/documents VERSION
 *
 * A call and its permission are told to belong together by their names: `run.services.create`.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { knownPermissions } from '../connectors/gcp/iam/predefined-roles.ts';

interface Property {
  readonly $ref?: string;
  readonly readOnly?: boolean;
  readonly description?: string;
  readonly items?: Property;
  readonly properties?: Readonly<Record<string, Property>>;
  readonly additionalProperties?: Property;
}
interface Resource {
  readonly methods?: Readonly<
    Record<string, { readonly httpMethod: string; readonly request?: { readonly $ref: string } }>
  >;
  readonly resources?: Readonly<Record<string, Resource>>;
}

const [folder, version] = process.argv.slice(2);
if (folder === undefined || version === undefined)
  throw new Error('usage: make-gcp-account-fields.ts FOLDER VERSION');

const named =
  /^(?:serviceAccounts?|serviceAccountEmails?|serviceAccountName|serviceAccountConfig|serviceAccountId|.*[a-z]ServiceAccount(?:Email|Name)?)$/;
const deepest = 6;
const verbs: ReadonlyMap<string, string> = new Map([
  ['insert', 'create'],
  ['patch', 'update'],
]);

const calls = new Set<string>();
for (const file of globSync('*.json', { cwd: folder })) {
  const api = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as Resource & {
    readonly name?: string;
    readonly schemas?: Readonly<Record<string, Property>>;
  };
  const takes = (property: Property | undefined, depth: number, above: readonly string[]): boolean => {
    if (property === undefined || depth > deepest) return false;
    const { $ref: ref } = property;
    if (ref !== undefined)
      return !above.includes(ref) && takes(api.schemas?.[ref], depth + 1, [...above, ref]);
    return Object.entries(property.properties ?? {}).some(
      ([name, each]) =>
        each.readOnly !== true &&
        !/output only/i.test(each.description ?? '') &&
        (named.test(name) ||
          takes(each, depth, above) ||
          takes(each.items, depth, above) ||
          takes(each.additionalProperties, depth, above)),
    );
  };
  const walk = (resources: Readonly<Record<string, Resource>> = {}): void => {
    for (const [name, { methods = {}, resources: below }] of Object.entries(resources)) {
      for (const [method, { httpMethod, request }] of Object.entries(methods))
        if (httpMethod !== 'GET' && request !== undefined && takes({ $ref: request.$ref }, 0, []))
          calls.add(`${api.name}.${name}.${verbs.get(method) ?? method}`);
      walk(below);
    }
  };
  walk(api.resources);
}
const permissions = knownPermissions().filter((each) => calls.has(each));
writeFileSync(
  new URL('../test/fixtures/gcp/account-fields.json', import.meta.url),
  `${JSON.stringify({ source: `google-api-python-client ${version}`, licence: 'Apache-2.0', permissions }, null, 2)}\n`,
);
