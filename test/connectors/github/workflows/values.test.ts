import { describe, expect, test } from 'vitest';
import { expressionOf } from '../../../../connectors/github/workflows/expression-tree.ts';
import { matrixOf } from '../../../../connectors/github/workflows/matrix.ts';
import {
  type Lookup,
  shownText,
  unknown,
  type Value,
  valuesOfText,
} from '../../../../connectors/github/workflows/values.ts';

const known = (value: string): Value => ({ is: 'known', value });
const lookup: Lookup = (context, name) =>
  context === 'env'
    ? [known(name === 'role' ? 'deploy' : '')]
    : context === 'matrix'
      ? [known('a'), known('b')]
      : [unknown(`${context}.${name}`, 'only a run tells it')];
const shown = (text: string): readonly string[] => valuesOfText(text, lookup).map(shownText);

describe('what an expression comes to', () => {
  test.each<[says: string, text: string, values: readonly string[]]>([
    ['a text without one', 'plain', ['plain']],
    ['one that is never closed', 'a ${{ env.role', ['a ${{ env.role']],
    ['a variable', '${{ env.ROLE }}', ['deploy']],
    ['in brackets, in another case', "${{ ENV['Role'] }}", ['deploy']],
    ['within a text', 'arn:x:role/${{ env.role }}', ['arn:x:role/deploy']],
    ['each value of several', 'r-${{ matrix.r }}', ['r-a', 'r-b']],
    ['what a run tells', '${{ vars.ROLE }}', ['${{ vars.role }}']],
    ['a text around it', 'arn:${{ vars.ACCOUNT }}:x', ['arn:${{ vars.account }}:x']],
    [
      'one or the other, as a run decides',
      "${{ github.ref == 'refs/heads/main' && 'prod' || 'dev' }}",
      ['prod', 'dev'],
    ],
    ['as it is decided already', "${{ env.role == 'DEPLOY' && 'prod' || 'dev' }}", ['prod']],
    ['a fallback', "${{ vars.ROLE || 'admin' }}", ['${{ vars.role }}', 'admin']],
    ['nothing where nothing is given', "${{ env.none || 'admin' }}", ['admin']],
    ['format', "${{ format('arn:{0}:{{{1}}}', env.role, 2) }}", ['arn:deploy:{2}']],
    ['JSON', '${{ fromJSON(\'{"a":{"Role":"x"}}\').A.role }}', ['x']],
    ['a list', '${{ join(fromJSON(\'["x","y"]\'), \'-\') }}', ['x-y']],
    ['a function that a run decides', "${{ contains(github.ref, 'x') && 'p' || 'q' }}", ['p', 'q']],
    ['case', "${{ case(github.ref == 'a', 'x', true, 'y', 'z') }}", ['x', 'y']],
    ['a quoted end', "${{ '}}' }}", ['}}']],
    ['no expression', '${{ a b }}', ['${{ a b }}']],
    ['a name from another one', '${{ github[vars.X] }}', ['${{ github[vars.x] }}']],
  ])('%s', (_, text, values) => {
    expect(shown(text)).toEqual(values);
  });

  test('one that is too long or too deep is none', () => {
    expect(expressionOf(`${'('.repeat(500)}1${')'.repeat(500)}`)).toBeUndefined();
    expect(expressionOf(Array(2000).fill('a').join('||'))).toBeUndefined();
    expect(expressionOf(Array(100).fill('a').join('||'))).toBeDefined();
  });
});

describe('what a matrix makes', () => {
  const rows = (matrix: unknown) =>
    matrixOf({ matrix }, lookup).rows.map((row) =>
      [...row].map(([name, value]) => `${name}=${shownText(value)}`).join(' '),
    );

  test.each<[says: string, matrix: unknown, rows: readonly string[]]>([
    ['nothing', undefined, ['']],
    ['each of a list', { os: ['a', 'b'] }, ['os=a', 'os=b']],
    ['every pair', { x: [1, 2], y: ['p'] }, ['x=1 y=p', 'x=2 y=p']],
    [
      'all but what is excluded',
      { x: [1, 2], y: ['p', 'q'], exclude: [{ x: 1, y: 'p' }, { x: 2 }] },
      ['x=1 y=q'],
    ],
    ['what is added to those that fit', { x: [1, 2], include: [{ x: 1, r: 'one' }] }, ['x=1 r=one', 'x=2']],
    ['what is added to all', { x: [1, 2], include: [{ r: 'any' }] }, ['x=1 r=any', 'x=2 r=any']],
    ['what fits none', { x: [1], include: [{ x: 3, r: 'new' }] }, ['x=1', 'x=3 r=new']],
    ['additions alone', { include: [{ r: 'a' }, { r: 'b' }] }, ['r=a', 'r=b']],
    ['a list that is written as JSON', { r: '${{ fromJSON(\'["a","b"]\') }}' }, ['r=a', 'r=b']],
    ['a value that a run tells', { r: ['a', '${{ vars.R }}'] }, ['r=a', 'r=${{ vars.r }}']],
  ])('%s', (_, matrix, expected) => {
    expect(rows(matrix)).toEqual(expected);
  });

  test('one that only a run tells is open', () => {
    const { rows: all, open } = matrixOf({ matrix: '${{ fromJSON(vars.ALL) }}' }, lookup);
    expect(all).toHaveLength(1);
    expect(shownText(open!)).toBe('${{ fromjson(vars.all) }}');
  });
});
