import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { draw, type Mutant } from '../../scripts/mutation/draw.ts';
import { readLivingChanges } from '../../scripts/mutation/living.ts';
import { mutationRooms } from '../../scripts/mutation/rooms.ts';
import { type MutationReport, notDrawn, scoreOf, wilsonInterval } from '../../scripts/mutation/score.ts';

const mutant = (status: string, line: number, replacement: string) => ({
  mutatorName: 'BooleanLiteral',
  replacement,
  status,
  location: { start: { line, column: 3 } },
});

const reportOf = (...mutants: readonly ReturnType<typeof mutant>[]): MutationReport => ({
  files: { 'src/a.ts': { source: 'const a =\n  true;\n', mutants } },
});

const intended = { file: 'src/a.ts', line: 'true;', replacement: 'false', reason: 'nobody can see it' };

describe('score of a room', () => {
  test.each([
    ['a change that a test noticed is killed', [mutant('Killed', 2, 'false')], 100],
    ['one that never ends is killed too', [mutant('Timeout', 2, 'false')], 100],
    ['one that lives counts against it', [mutant('Killed', 1, ''), mutant('Survived', 2, 'false')], 50],
    ['one that no test runs counts against it', [mutant('NoCoverage', 2, 'false')], 0],
    ['one that does not run at all counts neither way', [mutant('RuntimeError', 2, 'false')], 100],
  ] as const)('%s', (_, mutants, percent) => {
    expect(scoreOf(reportOf(...mutants), []).percent).toBe(percent);
  });

  test('what lives is told with its place', () => {
    expect(scoreOf(reportOf(mutant('Survived', 2, 'false')), []).survivors).toEqual([
      {
        file: 'src/a.ts',
        lineNumber: 2,
        line: 'true;',
        mutator: 'BooleanLiteral',
        replacement: 'false',
        isCovered: true,
      },
    ]);
  });

  test('what lives on purpose counts neither way', () => {
    const score = scoreOf(reportOf(mutant('Killed', 1, ''), mutant('Survived', 2, 'false')), [intended]);
    expect(score).toEqual({
      population: 2,
      tried: 2,
      killed: 1,
      listed: 1,
      survivors: [],
      percent: 100,
      interval: [100, 100],
      outdated: [],
    });
  });

  test('a line of the list that nothing living is like is out of date', () => {
    expect(scoreOf(reportOf(mutant('Killed', 2, 'false')), [intended]).outdated).toEqual([intended]);
    expect(scoreOf(reportOf(mutant('Survived', 2, 'null')), [intended]).outdated).toEqual([intended]);
  });

  test('a list of another file is not looked at', () => {
    expect(
      scoreOf(reportOf(mutant('Killed', 2, 'false')), [{ ...intended, file: 'src/b.ts' }]).outdated,
    ).toEqual([]);
  });

  test('one that lives on purpose whatever is put there', () => {
    const { replacement: _, ...whole } = intended;
    const score = scoreOf(reportOf(mutant('Survived', 2, 'false'), mutant('Survived', 2, 'null')), [whole]);
    expect(score).toMatchObject({ listed: 2, survivors: [], outdated: [] });
  });

  test('what was not drawn counts neither way, and its share is told with its uncertainty', () => {
    const left = { ...mutant('CompileError', 2, 'false'), statusReason: notDrawn };
    const score = scoreOf(reportOf(mutant('Killed', 1, ''), mutant('Survived', 1, '0'), left), [intended]);
    expect(score).toMatchObject({ population: 3, tried: 2, killed: 1, percent: 50, outdated: [] });
    expect(score.interval).toEqual(wilsonInterval(1, 2));
  });
});

// By hand, from the formula.
test.each([
  [0, 0, 0, 100],
  [128, 150, 78.8, 90.1],
  [0, 10, 0, 27.8],
  [10, 10, 72.2, 100],
])('%d of %d: from %d to %d percent', (hits, tries, low, high) => {
  const interval = wilsonInterval(hits, tries);
  expect(interval[0]).toBeCloseTo(low, 1);
  expect(interval[1]).toBeCloseTo(high, 1);
});

describe('a sample', () => {
  const mutants = Array.from(
    { length: 40 },
    (_, at): Mutant => ({
      id: `${at}`,
      fileName: `/somewhere/src/${at % 4}.ts`,
      replacement: 'false',
      location: { start: { line: at, column: 0 }, end: { line: at, column: 4 } },
    }),
  );
  const nameOf = (file: string): string => file.replace(/^\/.*\/src/, 'src');
  const drawn = (of: readonly Mutant[], count: number, seed = '1') =>
    [...draw(of, { count, seed }, nameOf)].sort();

  test('has as many as are asked for, or all there are', () => {
    expect(drawn(mutants, 7)).toHaveLength(7);
    expect(drawn(mutants, 100)).toHaveLength(40);
  });

  test('is the same wherever the project lies and in whatever order they come', () => {
    const elsewhere = mutants.map((each) => ({
      ...each,
      fileName: each.fileName.replace('somewhere', 'else'),
    }));
    expect(drawn(elsewhere.toReversed(), 7)).toEqual(drawn(mutants, 7));
  });

  test('is another one with another seed', () => {
    expect(drawn(mutants, 7, '2')).not.toEqual(drawn(mutants, 7));
  });

  test('keeps its members where others go', () => {
    const kept = drawn(mutants, 7);
    const fewer = mutants.filter(({ id }) => kept.includes(id) || Number(id) % 2 === 0);
    expect(drawn(fewer, 7)).toEqual(kept);
  });
});

describe('the tables', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  test.each([...mutationRooms])('room %s: every line names something', (_, { mutate, tests }) => {
    for (const glob of [...mutate, ...tests]) expect(globSync(glob, { cwd: root }), glob).not.toEqual([]);
  });

  test('what lives on purpose stands in the code, under a reason', () => {
    const listed = readLivingChanges(`${root}/test/mutation/living.yaml`);
    const gone = listed.filter(
      ({ file, line }) =>
        !existsSync(`${root}/${file}`) ||
        !readFileSync(`${root}/${file}`, 'utf8')
          .split('\n')
          .some((each) => each.trim() === line),
    );
    expect(gone).toEqual([]);
  });
});
