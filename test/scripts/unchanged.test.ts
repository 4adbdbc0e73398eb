import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cases } from '../../scripts/unchanged/cases.ts';
import { compareFolders, type Hidden } from '../../scripts/unchanged/compare.ts';
import { compareTrees } from '../../scripts/unchanged/compare-trees.ts';
import { treeAt } from '../../scripts/unchanged/trees.ts';
import { openWorkshop } from '../../scripts/unchanged/workshop.ts';
import { temporaryFolder } from '../support/cli.ts';

type Files = Readonly<Record<string, string>>;

const folderOf = (files: Files, mode = 0o600): string => {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    chmodSync(path, mode);
  }
  return folder;
};

describe('two folders', () => {
  const long = 'x'.repeat(10_000);
  const differing: readonly [name: string, base: Files, current: Files, says: string][] = [
    ['another byte', { a: 'one\ntwo\n' }, { a: 'one\n2\n' }, '\n-two\n+2'],
    ['another end of the last line', { a: 'one\n' }, { a: 'one' }, 'No newline at end of file'],
    ['a byte far inside of a long line', { a: `${long}a` }, { a: `${long}b` }, 'at character 10000'],
    ['a file of the base only', { a: '', b: '' }, { a: '' }, 'is written by the base only'],
    ['a file below, of the current tree only', {}, { 'a/b': '' }, 'is written by the current tree only'],
  ];
  test.each(differing)('differ by %s', (_, base, current, says) => {
    const { differences } = compareFolders(folderOf(base), folderOf(current));
    expect(differences.map((difference) => difference.says)).toEqual([expect.stringContaining(says)]);
  });

  test('do not differ by their own names, where a program says in which of them it runs', () => {
    const [base, current] = [folderOf({}), folderOf({})];
    const write = (folder: string, named: string): void =>
      writeFileSync(join(folder, 'a'), `in ${named}/files\n`);
    write(base, base);
    write(current, current);
    expect(compareFolders(base, current).differences).toEqual([]);
    write(current, `${current}/further`);
    expect(compareFolders(base, current).differences).toHaveLength(1);
  });

  test('differ by who may read a file', () => {
    const { differences } = compareFolders(folderOf({ a: '' }), folderOf({ a: '' }, 0o644));
    expect(differences).toEqual([{ file: 'a', says: 'mode 600 became 644' }]);
  });

  test('are equal where all bytes are', () => {
    const files = { a: 'one\n', 'b/c': 'two\n' };
    expect(compareFolders(folderOf(files), folderOf(files))).toEqual({
      files: 2,
      bytes: 8,
      differences: [],
    });
  });

  test('are equal where the rest is what may differ, in the files where it may', () => {
    const hidden: Hidden = { files: /\.stderr$/, without: (text) => text.replaceAll(/\d+/g, 'N') };
    const [base, current] = [
      folderOf({ 'a.stderr': 'a 1', b: '1' }),
      folderOf({ 'a.stderr': 'a 2', b: '2' }),
    ];
    const { differences } = compareFolders(base, current, [hidden]);
    expect(differences.map(({ file }) => file)).toEqual(['b']);
  });
});

describe('two trees', () => {
  const program = (text: string): string => `
    import { writeFileSync } from 'node:fs';
    const args = process.argv.slice(2);
    console.log(args.join(' '), new Date().toISOString(), 'found', '${text}');
    console.error('done');
    writeFileSync('report.txt', args[0] === 'scan' ? '${text}' : '');
    process.exitCode = args[0] === 'gate' ? 1 : 0;`;
  const treeOf = (side: 'base' | 'current', text: string) =>
    treeAt(
      side,
      folderOf({
        'package.json': JSON.stringify({ type: 'module', scripts: { 'nhi-audit': 'node main.js' } }),
        'main.js': program(text),
      }),
    );
  const compare = async (text: string) => {
    const workshop = openWorkshop(folderOf({ 'inputs/a': '' }));
    const said: string[] = [];
    const trees = [treeOf('base', 'nothing'), treeOf('current', text)] as const;
    const both = [
      { name: 'gate', lines: ['gate in/a'] },
      { name: 'scan', lines: ['rules', 'scan in/a --out out'] },
    ];
    const differing = await compareTrees(trees, both, workshop, (line) => said.push(line));
    return { differing, said: said.join('\n') };
  };

  test('that print and write the same are equal, with how much was compared', async () => {
    const { differing, said } = await compare('nothing');
    expect(said).toContain('11 outputs of 2 cases equal');
    expect(differing).toBe(0);
  });

  test('that do not are found, with the case, the file, the command and the lines', async () => {
    const { differing, said } = await compare('something');
    expect(said).toContain('DIFFERS');
    expect(said).toContain('--- scan: 2.stdout, nhi-audit scan in/a --out out');
    expect(said).toContain('--- scan: files/report.txt');
    expect(said).toContain('\n-nothing\n');
    expect(said).toContain('\n+something\n');
    expect(said).toContain('4 of 11 outputs of 2 cases differ');
    expect(differing).toBe(4);
  });

  test('where one has no program are refused', () => {
    expect(() => treeAt('base', folderOf({ 'package.json': '{}' }))).toThrow('no script "nhi-audit"');
  });
});

test('every case has a name of its own and a line', () => {
  expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  for (const { lines } of cases) expect(lines).not.toEqual([]);
});
