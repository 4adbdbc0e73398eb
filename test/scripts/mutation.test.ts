import { describe, expect, test } from 'vitest';
import { type MutationReport, scoreOf } from '../../scripts/mutation/score.ts';

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
    expect(score).toMatchObject({ total: 2, killed: 1, percent: 100, survivors: [], outdated: [] });
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
});
