import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** One argument that a resource takes, at any depth. */
export interface Argument {
  readonly name: string;
  /** Of the resource itself, and it must be given. */
  readonly required: boolean;
}

/** Resource type to its arguments. */
export type Schema = ReadonlyMap<string, readonly Argument[]>;

const documented = /#(\w+) \w+#\w+\}/;
const member = /^ {4}readonly \w+(\??):/;

/** Arguments in the declarations of one resource of a `@cdktf/provider-…` package: interfaces, whose comments name them as Terraform does. */
const argumentsIn = (text: string): readonly Argument[] => {
  const found: Argument[] = [];
  let top = false;
  let name: string | undefined;
  for (const line of text.split('\n')) {
    if (line.startsWith('export interface ')) top = line.includes('TerraformMetaArguments');
    name = documented.exec(line)?.[1] ?? name;
    const [, optional] = member.exec(line) ?? [];
    if (optional === undefined || name === undefined) continue;
    found.push({ name, required: top && optional === '' });
    name = undefined;
  }
  return found;
};

/** @param folder where the package was unpacked */
export const terraformSchema = (folder: string): { readonly version: string; readonly types: Schema } => {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly cdktf: { readonly provider: { readonly name: string; readonly version: string } };
  };
  const { name, version } = manifest.cdktf.provider;
  const types = new Map<string, Argument[]>();
  const byFolder = Map.groupBy(globSync(join(folder, 'lib/*/*.d.ts')).sort(), dirname);
  for (const [place, files] of byFolder) {
    if (basename(place) === 'provider') continue;
    const text = files.map((file) => readFileSync(file, 'utf8')).join('\n');
    // Data sources have a type as well, and change nothing.
    if (!/ extends cdktf\.TerraformResource \{/.test(text)) continue;
    const type = /tfResourceType = "([^"]+)"/.exec(text)?.[1];
    if (type === undefined) throw new Error(`no resource type in ${place}`);
    types.set(type, [...argumentsIn(text)]);
  }
  return { version: `${name.slice(name.indexOf('/') + 1)} ${version}`, types };
};

interface Described {
  readonly $id: string;
  readonly cloudFormationType?: string;
  readonly properties: Readonly<Record<string, { readonly type: unknown; readonly required?: boolean }>>;
}

/** @param folder where `@aws-cdk/aws-service-spec` was unpacked */
export const cloudFormationSchema = (
  folder: string,
): { readonly version: string; readonly types: Schema } => {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  const { schema } = JSON.parse(gunzipSync(readFileSync(join(folder, 'db.json.gz'))).toString('utf8')) as {
    readonly schema: {
      readonly resource: { readonly entities: readonly Described[] };
      readonly typeDefinition: { readonly entities: readonly Described[] };
    };
  };
  const definitions = new Map(schema.typeDefinition.entities.map((each) => [each.$id, each]));
  const nestedIn = (type: unknown, seen: Set<string>): readonly Argument[] =>
    [...JSON.stringify(type).matchAll(/"\$ref":"(\d+)"/g)].flatMap(([, id]) => {
      const definition = definitions.get(id!);
      if (definition === undefined || seen.has(id!)) return [];
      seen.add(id!);
      return Object.entries(definition.properties).flatMap(([name, inner]) => [
        { name, required: false },
        ...nestedIn(inner.type, seen),
      ]);
    });
  const types = schema.resource.entities.map(({ cloudFormationType, properties }): [string, Argument[]] => {
    const seen = new Set<string>();
    return [
      cloudFormationType!,
      Object.entries(properties).flatMap(([name, { type, required }]) => [
        { name, required: required === true },
        ...nestedIn(type, seen),
      ]),
    ];
  });
  return { version, types: new Map(types) };
};
