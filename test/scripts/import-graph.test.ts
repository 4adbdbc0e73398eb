import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { circlesIn, dotOf, floorOf, folderGraph, importGraph } from '../../scripts/import-graph.ts';

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

describe('which folders of a connector import each other', () => {
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
      'a folder inside a floor is of the floor',
      {
        'connectors/p/plan/index.ts': "import { b } from './types/b.ts';",
        'connectors/p/plan/types/b.ts': "import { c } from '../c.ts';",
        'connectors/p/plan/c.ts': '',
      },
      [],
    ],
    [
      'what puts the floors together is no floor',
      {
        'connectors/p/interpret.ts': "import { a } from './facts/a.ts';",
        'connectors/p/facts/a.ts': "import { b } from '../b.ts';",
        'connectors/p/b.ts': '',
      },
      [],
    ],
    [
      'other folders may stand beside each other',
      { 'src/a/x.ts': "import '../b/y.ts';", 'src/b/y.ts': '', 'src/b/z.ts': "import '../a/x.ts';" },
      [],
    ],
  ];
  test.each(cases)('%s', (_, files, ways) => {
    const floors = folderGraph(graphOf(files), floorOf);
    expect(circlesIn(floors).map(({ way }) => way.join(' → '))).toEqual(ways);
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
