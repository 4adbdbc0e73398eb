import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import {
  circlesIn,
  dotOf,
  folderGraph,
  importGraph,
  importsOf,
  siblingGraphs,
} from '../../scripts/import-graph.ts';

const graphOf = (files: Readonly<Record<string, string>>) => importGraph(new Map(Object.entries(files)));

describe('which files import each other', () => {
  const cases: readonly [name: string, files: Readonly<Record<string, string>>, ways: readonly string[]][] = [
    ['nothing goes round', { 'a.ts': "import { b } from './b.ts';", 'b.ts': '' }, []],
    [
      'two files',
      { 'a.ts': "import { b } from './b.ts';", 'b.ts': "import { a } from './a.ts';" },
      ['a.ts → b.ts → a.ts'],
    ],
    [
      'by a type alone',
      { 'a.ts': "import { b } from './b.ts';", 'b.ts': "import type { A } from './a.ts';" },
      ['a.ts → b.ts → a.ts'],
    ],
    [
      'by an export of what another has',
      { 'a.ts': "export { b } from './b.ts';", 'b.ts': "export type { A } from './a.ts';" },
      ['a.ts → b.ts → a.ts'],
    ],
    [
      'by a dynamic import',
      { 'a.ts': "const b = await import('./b.ts');", 'b.ts': "import { a } from './a.ts';" },
      ['a.ts → b.ts → a.ts'],
    ],
    ['a file that imports itself', { 'a.ts': "import { a } from './a.ts';" }, ['a.ts → a.ts']],
    [
      'over folders and over a third file',
      {
        'x/a.ts': "import { b } from '../y/b.ts';",
        'y/b.ts': "import { c } from './c.ts';",
        'y/c.ts': "import { a } from '../x/a.ts';",
      },
      ['x/a.ts → y/b.ts → y/c.ts → x/a.ts'],
    ],
    [
      'two circles',
      {
        'a.ts': "import { b } from './b.ts';\nimport { c } from './c.ts';",
        'b.ts': "import { a } from './a.ts';",
        'c.ts': "import { d } from './d.ts';",
        'd.ts': "import { c } from './c.ts';",
      },
      ['a.ts → b.ts → a.ts', 'c.ts → d.ts → c.ts'],
    ],
    [
      'the shortest way round is shown',
      {
        'a.ts': "import { b } from './b.ts';",
        'b.ts': "import { c } from './c.ts';\nimport { a } from './a.ts';",
        'c.ts': "import { a } from './a.ts';",
      },
      ['a.ts → b.ts → a.ts'],
    ],
    ['packages and files of other rooms do not count', { 'a.ts': "import 'a.ts';\nimport '../a.ts';" }, []],
  ];
  test.each(cases)('%s', (_, files, ways) => {
    expect(circlesIn(graphOf(files)).map(({ way }) => way.join(' → '))).toEqual(ways);
  });

  test('all members are named, those off the shortest way too', () => {
    const files = {
      'a.ts': "import { b } from './b.ts';",
      'b.ts': "import { c } from './c.ts';\nimport { a } from './a.ts';",
      'c.ts': "import { a } from './a.ts';",
      'd.ts': "import { a } from './a.ts';",
    };
    expect(circlesIn(graphOf(files)).map(({ members }) => members)).toEqual([['a.ts', 'b.ts', 'c.ts']]);
  });
});

describe('what of a module is an import', () => {
  const found: readonly [name: string, text: string, specifiers: readonly (string | undefined)[]][] = [
    ['indented', "  import { a } from './a.ts';", ['./a.ts']],
    ['over several lines', "import {\n  a,\n  b,\n}\n  from\n  './a.ts';", ['./a.ts']],
    ['for what it does', "import './a.ts';", ['./a.ts']],
    ['a type', "import type { A } from './a.ts';", ['./a.ts']],
    ['a default that is called type', "import type from './a.ts';", ['./a.ts']],
    ['a type where it is needed', "let a: import('./a.ts').A;", ['./a.ts']],
    ['handed on', "export { a } from './a.ts'; export * from './b.ts';", ['./a.ts', './b.ts']],
    ['a template', 'await import(`./a.ts`);', ['./a.ts']],
    ['with a comment', "await import(/* lazily */ './a.ts');", ['./a.ts']],
    ['behind another', "import { a } from './a.ts'; import { b } from './b.ts';", ['./a.ts', './b.ts']],
    ['within JSX', "const a = <p>{import('./a.ts')}</p>;", ['./a.ts']],
    ['required at once', "createRequire(import.meta.url)('pg');", ['pg']],
    ['required under a name', "const load = createRequire(import.meta.url);\nload('pg');", ['pg']],
    ['required', "require('pg');", ['pg']],
    ['of Node, later', "process.getBuiltinModule('node:net');", ['node:net']],
    ['worked out', 'await import(name);', [undefined]],
    ['put together', 'await import(`./${name}.ts`);', [undefined]],
  ];
  test.each(found)('%s', (_, text, specifiers) => {
    expect(importsOf(text).map(({ specifier }) => specifier)).toEqual(specifiers);
  });

  const none: readonly [name: string, text: string][] = [
    ['a comment', "// import { a } from './a.ts';\n/* import './b.ts' */"],
    ['a text', `const text = "import './a.ts'";`],
    ['a template', "const text = `import { a } from './a.ts';`;"],
    ['a pattern', "const pattern = /import '.*'/;"],
    ['an export of its own', "const a = 1; export { a }; export default 'a.ts';"],
    ['another function', "load('./a.ts'); a.require('pg');"],
  ];
  test.each(none)('and what is none: %s', (_, text) => {
    expect(importsOf(text)).toEqual([]);
  });

  test('of types, while it runs, and where', () => {
    expect(importsOf("import { type A } from 'a';\nexport type { B } from 'b';\nawait import('c');")).toEqual(
      [
        { specifier: 'a', offset: 0, dynamic: false, typeOnly: false },
        { specifier: 'b', offset: 28, dynamic: false, typeOnly: true },
        { specifier: 'c', offset: 62, dynamic: true, typeOnly: false },
      ],
    );
  });

  test('a module that cannot be read is said', () => {
    expect(() => importsOf("import { from './a.ts';")).toThrow('cannot be read');
  });

  test('long ones that no pattern could be asked about', () => {
    const text = `import ${'{ a }, '.repeat(20_000)}`;
    expect(() => importsOf(text)).toThrow('cannot be read');
    expect(importsOf(`export const a = ${'(1 + '.repeat(200)}1${')'.repeat(200)};`)).toEqual([]);
  });
});

describe('what stands side by side and imports each other', () => {
  const cases: readonly [name: string, files: Readonly<Record<string, string>>, ways: readonly string[]][] = [
    [
      'by two pairs of files that are in no circle',
      {
        'connectors/p/facts/a.ts': "import { b } from '../takeover/b.ts';",
        'connectors/p/takeover/b.ts': '',
        'connectors/p/takeover/c.ts': "import type { D } from '../facts/d.ts';",
        'connectors/p/facts/d.ts': '',
      },
      ['connectors/p/facts → connectors/p/takeover → connectors/p/facts'],
    ],
    [
      'a file beside the folder that imports it, and is imported by the folder',
      {
        'connectors/p/plan/index.ts': "import { b } from './types/b.ts';",
        'connectors/p/plan/types/b.ts': "import { c } from '../c.ts';",
        'connectors/p/plan/types/d.ts': '',
        'connectors/p/plan/c.ts': "import { d } from './types/d.ts';",
      },
      ['connectors/p/plan/c.ts → connectors/p/plan/types → connectors/p/plan/c.ts'],
    ],
    [
      'an index, the folder in it, and what both need',
      {
        'connectors/p/plan/index.ts': "import { b } from './types/b.ts';",
        'connectors/p/plan/types/b.ts': "import { c } from '../c.ts';",
        'connectors/p/plan/c.ts': '',
      },
      [],
    ],
    [
      'what puts the floors together',
      {
        'connectors/p/interpret.ts': "import { a } from './facts/a.ts';",
        'connectors/p/facts/a.ts': "import { b } from '../b.ts';",
        'connectors/p/b.ts': '',
      },
      [],
    ],
    [
      'rooms',
      { 'src/a/x.ts': "import '../b/y.ts';", 'src/b/y.ts': '', 'src/b/z.ts': "import '../a/x.ts';" },
      ['src/a → src/b → src/a'],
    ],
    [
      'a room below and one above what stands beside both',
      {
        'src/a/x.ts': '',
        'rules/y.ts': "import '../src/a/x.ts';",
        'src/b/z.ts': "import '../../rules/y.ts';",
      },
      [],
    ],
    [
      'a room and what stands beside all of them',
      {
        'src/a/x.ts': "import '../../rules/y.ts';",
        'rules/y.ts': '',
        'rules/z.ts': "import '../src/a/x.ts';",
      },
      ['rules → src/a → rules'],
    ],
  ];
  test.each(cases)('%s', (_, files, ways) => {
    const circles = siblingGraphs(graphOf(files)).flatMap(circlesIn);
    expect([...new Set(circles.map(({ way }) => way.join(' → ')))]).toEqual(ways);
  });
});

describe('for Graphviz', () => {
  const files = {
    'x/b.ts': "import { a } from './a.ts';\nimport { c } from '../y/c.ts';",
    'x/a.ts': "import { c } from '../y/c.ts';",
    'y/c.ts': '',
  };

  test('files', () => {
    expect(dotOf(graphOf(files)).match(/"[^;]*/g)).toEqual([
      '"x/a.ts"',
      '"x/b.ts"',
      '"y/c.ts"',
      '"x/a.ts" -> "y/c.ts"',
      '"x/b.ts" -> "x/a.ts"',
      '"x/b.ts" -> "y/c.ts"',
    ]);
  });

  test('folders, each arrow once and none to itself', () => {
    expect(dotOf(folderGraph(graphOf(files))).match(/"[^;]*/g)).toEqual(['"x"', '"y"', '"x" -> "y"']);
  });

  test('of the project, by the command', () => {
    const run = spawnSync(process.execPath, ['scripts/check-layers.ts', '--dot', 'folders'], {
      encoding: 'utf8',
    });
    expect(run.stderr).toBe('');
    expect(run.stdout).toContain('"src/audit" -> "src/model";');
    expect(run.stdout).not.toMatch(/"src\/model" ->/);
  });
});
