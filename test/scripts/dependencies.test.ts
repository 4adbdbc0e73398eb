import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const described: {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
} = JSON.parse(read('package.json'));
const declared = {
  required: Object.keys(described.dependencies),
  optional: Object.keys(described.optionalDependencies),
};

const [, section = ''] = read('CONTRIBUTING.md').split('\n## Dependencies\n');
const own = section.split('\n## ', 1)[0]!;
const listed = (kind: string): readonly string[] => {
  const [, table = ''] = own.split(`\n| ${kind} | what for |\n|---|---|\n`);
  return table
    .split('\n\n', 1)[0]!
    .split('\n')
    .flatMap((row) => /^\| `([^`]+)` \| .{10,} \|$/.exec(row)?.[1] ?? []);
};

test.each(['required', 'optional'] as const)('each %s package says what it is for', (kind) => {
  expect(listed(kind)).toEqual(declared[kind]);
});

test('their numbers are told as they are', () => {
  const [required, optional] = [declared.required.length, declared.optional.length];
  expect(required).toBeLessThanOrEqual(14);
  expect(own).toContain(`${required} packages are required and ${optional} are optional`);
  expect(own.replaceAll('\n', ' ')).toContain(`34 were wanted, and ${required + optional} they are`);
});

test('each is used by what is published', () => {
  const code = globSync('{src,connectors,reports,rules}/**/*.ts', { cwd: root })
    .map((path) => read(path))
    .join('\n');
  const used = (name: string): boolean => code.includes(`'${name}'`) || code.includes(`'${name}/`);
  // The peer of another.
  expect([...declared.required, ...declared.optional].filter((name) => !used(name))).toEqual([
    '@bufbuild/protobuf',
  ]);
});
