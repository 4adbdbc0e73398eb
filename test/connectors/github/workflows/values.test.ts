import { describe, expect, test } from 'vitest';
import { expressionOf } from '../../../../connectors/github/workflows/expression-tree.ts';
import { matrixOf } from '../../../../connectors/github/workflows/matrix.ts';
import {
  type Lookup,
  shownText,
  unknown,
  type Value,
  valuesOfExpressions,
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

  /** https://docs.github.com/en/actions/reference/workflows-and-actions/expressions */
  test.each<[expression: string, ...values: readonly string[]]>([
    // Literals and words.
    ['1', '1'],
    ['-0x1F', 'NaN'],
    ['0x1F', '31'],
    ['0o17', '15'],
    ['.5', '0.5'],
    ['1.', '1'],
    ['1e3', '1000'],
    ['+1.5e-1', '0.15'],
    ["'it''s'", "it's"],
    ['TRUE', 'true'],
    ['false', 'false'],
    ['null', ''],
    ['NaN', 'NaN'],
    ['Infinity', 'Infinity'],
    // Order and brackets.
    ["false && true || 'x'", 'x'],
    ["(false && (true || 'x'))", 'false'],
    ["true || false && 'x'", 'true'],
    ['1 < 2 == true', 'true'],
    ['!true == false', 'true'],
    ['!(1 == 2)', 'true'],
    ['!!1', 'true'],
    // Comparison.
    ["'A' == 'a'", 'true'],
    ["'a' != 'b'", 'true'],
    ["'a' != 'A'", 'false'],
    ["'a' < 'B'", 'true'],
    ["'b' < 'A'", 'false'],
    ["'a' <= 'a'", 'true'],
    ["'b' > 'a'", 'true'],
    ["'a' > 'a'", 'false'],
    ["'a' >= 'A'", 'true'],
    ['2 > 1', 'true'],
    ['1 >= 2', 'false'],
    ['1 <= 1', 'true'],
    ['1 < 1', 'false'],
    ["'' == 0", 'true'],
    ["' ' == 0", 'true'],
    ["'2' == 2", 'true'],
    ["'x' == 0", 'false'],
    ['true == 1', 'true'],
    ['null == 0', 'true'],
    ["null == ''", 'true'],
    ['NaN == NaN', 'false'],
    ["fromJSON('[1]') == fromJSON('[1]')", 'false'],
    ["1 == fromJSON('[1]')", 'false'],
    // Truth.
    ["'' && 'x' || 'y'", 'y'],
    ["0 && 'x' || 'y'", 'y'],
    ["NaN && 'x' || 'y'", 'y'],
    ["null && 'x' || 'y'", 'y'],
    ["'0' && 'x' || 'y'", 'x'],
    ["fromJSON('[]') && 'x' || 'y'", 'x'],
    ["'a' && ''", ''],
    ["'a' || 'b'", 'a'],
    // Members.
    ['fromJSON(\'["x","y"]\')[1]', 'y'],
    ["fromJSON('[\"x\"]')['0']", 'x'],
    ['fromJSON(\'["x"]\')[5]', ''],
    ['fromJSON(\'{"A":1}\').a', '1'],
    ["fromJSON('{\"a\":1}')['A']", '1'],
    ['fromJSON(\'{"a":1}\').b', ''],
    ["'text'.length", ''],
    ['join(fromJSON(\'{"a":1,"b":2}\').*)', '1,2'],
    ["join(fromJSON('[1,2]').*, '+')", '1+2'],
    ["join(fromJSON('[1,2]')[*])", '1,2'],
    ["toJSON('x'.*)", 'null'],
    // Functions.
    ["format('{0}{1}{0}', 'a', 2)", 'a2a'],
    ["format('{{{0}}}', 'a')", '{a}'],
    ["format('{5}', 'a')", ''],
    ['format()', ''],
    ['format(1)', '1'],
    ["join('x')", 'x'],
    ['join(null)', ''],
    ["join(fromJSON('[null,[1]]'))", ',[1]'],
    ['toJSON(fromJSON(\'{"a": [1]}\'))', '{"a":[1]}'],
    ['toJSON()', 'null'],
    ["contains('Hello', 'ELL')", 'true'],
    ["contains('Hello', 'x')", 'false'],
    ['contains(fromJSON(\'["a","b"]\'), \'B\')', 'true'],
    ["contains(fromJSON('[\"a\"]'), 'aa')", 'false'],
    ["startsWith('Hello', 'hE')", 'true'],
    ["startsWith('Hello', 'lo')", 'false'],
    ["endsWith('Hello', 'LO')", 'true'],
    ["endsWith('Hello', 'he')", 'false'],
    ["case(false, 'x', 'y')", 'y'],
    ["case(true, 'x', 'y')", 'x'],
    ["case(false, 'x')", ''],
    ["case('x')", 'x'],
    ['case()', ''],
    // What a run decides, and what it cannot be told.
    ['success()', 'true', 'false'],
    ['always()', 'true', 'false'],
    ['cancelled()', 'true', 'false'],
    ['failure()', 'true', 'false'],
    ["startsWith(github.ref, 'x')", 'true', 'false'],
    ["endsWith(github.ref, 'x')", 'true', 'false'],
    ['!github.ref', 'true', 'false'],
    ["github.ref == 'x'", 'true', 'false'],
    ["contains(matrix.r, 'a')", 'true', 'false'],
    ["hashFiles('a', matrix.r)", "${{ hashfiles('a', 'a' or 'b') }}"],
    ['hashFiles()', '${{ hashfiles() }}'],
    ["fromJSON('{')", "${{ fromjson('{') }}"],
    ["format('{0}', vars.X)", "${{ format('{0}', vars.x) }}"],
    ['fromJSON(vars.X).y', '${{ fromjson(vars.x).y }}'],
    ['fromJSON(vars.X).*', '${{ fromjson(vars.x).* }}'],
    ['fromJSON(\'{"a":1}\')[vars.X]', '${{ {"a":1}[vars.x] }}'],
    ['github.event.inputs.Where', '${{ inputs.where }}'],
    ["github['event']['inputs'].x", '${{ inputs.x }}'],
    ['github.event.input.x', '${{ github.event.input.x }}'],
    ['other.event.inputs.x', '${{ other.event.inputs.x }}'],
    ["vars.A && 'x' || 'y'", 'y', 'x'],
    ['vars.A || vars.B', '${{ vars.a }}', '${{ vars.b }}'],
    ['vars.A && vars.B', '${{ vars.a }}', '${{ vars.b }}'],
    ["format('{0}', 'it''s') == matrix.r", 'false'],
    ["matrix.r == 'a'", 'true', 'false'],
    // No expression.
    ['', '${{  }}'],
    ["'open", "${{ 'open"],
    ['1x', '${{ 1x }}'],
    ['a.', '${{ a. }}'],
    ['a.1', '${{ a.1 }}'],
    ['a[1', '${{ a[1 }}'],
    ['(a', '${{ (a }}'],
    ['f(a', '${{ f(a }}'],
    ['f(a,)', '${{ f(a,) }}'],
    ['a)', '${{ a) }}'],
    ['a == ', '${{ a == }}'],
    ['a = b', '${{ a = b }}'],
    ['a & b', '${{ a & b }}'],
    ["'a' 'b'", "${{ 'a' 'b' }}"],
    ['a[*', '${{ a[* }}'],
    [',', '${{ , }}'],
  ])('%s', (expression, ...values) => {
    expect(shown(`\${{ ${expression} }}`)).toEqual(
      values.length === 1 && values[0] === "${{ 'open" ? ["${{ 'open }}"] : values,
    );
  });

  test('what several things make is each of them, up to a number', () => {
    const many: Lookup = (context) =>
      Array.from({ length: Number(context.slice(1)) }, (_, at) => known(`${at}`));
    const count = (text: string): number => valuesOfText(text, many).length;
    expect([
      count('${{ x64.a }}'),
      count('a${{ x64.a }}'),
      count('a${{ x65.a }}'),
      count('${{ x8.a }}-${{ x8.b }}'),
    ]).toEqual([64, 64, 1, 64]);
    expect([
      count('${{ x9.a }}-${{ x8.b }}'),
      count("${{ format('{0}{1}', x9.a, x8.a) }}"),
      count('${{ x65.a || 1 }}'),
    ]).toEqual([1, 1, 2]);
    expect(valuesOfText('${{ x65.a }}', many)[0]).toMatchObject({
      is: 'unknown',
      why: 'it may be too many things',
    });
    expect(count('${{ x2.a == x2.b }}')).toBe(2);
  });

  test('an unknown thing says where it is kept, what makes it, and whether its caller gives it', () => {
    const of =
      (part: object): Lookup =>
      (_, name) => [
        { ...unknown(`x.${name}`, `kept in ${name}`, name === 'c' ? undefined : `made ${name}`), ...part },
      ];
    expect(valuesOfText('${{ x.b }}-${{ x.a }}-${{ x.c }}', of({}))).toEqual([
      {
        is: 'unknown',
        text: '${{ x.b }}-${{ x.a }}-${{ x.c }}',
        why: 'kept in b',
        made: 'made a\nmade b',
      },
    ]);
    expect(valuesOfText('a${{ x.c }}', of({ ofCaller: true }))).toEqual([
      { is: 'unknown', text: 'a${{ x.c }}', why: 'kept in c', ofCaller: true },
    ]);
    const mixed: Lookup = (_, name) => [
      { ...unknown(`x.${name}`, 'kept'), ...(name === 'a' ? { ofCaller: true as const } : {}) },
    ];
    expect(valuesOfText('${{ x.a }}${{ x.b }}', mixed)).toEqual([
      { is: 'unknown', text: '${{ x.a }}${{ x.b }}', why: 'kept' },
    ]);
    expect(valuesOfText('${{ x.a || 1 }}', mixed)).toEqual([
      { is: 'unknown', text: 'x.a', why: 'kept', ofCaller: true, truthy: true },
      { is: 'known', value: 1 },
    ]);
    expect(valuesOfText('${{ x.a && 1 }}', mixed)[0]).toMatchObject({ truthy: false });
    expect(valuesOfText('${{ a b }}', mixed)).toEqual([
      { is: 'unknown', text: 'a b', why: 'the expression is not understood' },
    ]);
  });

  test('what each expression in a text comes to by itself', () => {
    const each = (text: string): readonly string[] => valuesOfExpressions(text, lookup).map(shownText);
    expect([each('a'), each('a ${{ env.role }} ${{ matrix.r }} ${{ a b }} ${{')]).toEqual([
      [],
      ['deploy', 'a', 'b', '${{ a b }}'],
    ]);
  });

  test('as long and as deep as they may be', () => {
    const isOne = (text: string): boolean => expressionOf(text) !== undefined;
    expect([isOne('1'.padEnd(21_000)), isOne('1'.padEnd(21_001))]).toEqual([true, false]);
    expect([500, 501].map((count) => isOne(Array(count).fill('a').join('||')))).toEqual([true, false]);
    expect([50, 51].map((deep) => isOne(`${'!'.repeat(deep)}a`))).toEqual([true, false]);
    expect([50, 51].map((deep) => isOne(`${'('.repeat(deep)}a${')'.repeat(deep)}`))).toEqual([true, false]);
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
