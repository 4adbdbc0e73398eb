import fc from 'fast-check';
import { expect, test } from 'vitest';
import { componentsOf } from '../../src/reach/components.ts';
import { pairMap } from '../../src/reach/pair-map.ts';
import type { Rows } from '../../src/reach/rows.ts';
import { classesOfRows, none, rowCount, rowsOfEdges, transpose } from '../../src/reach/rows.ts';

const lists = (rows: Rows): number[][] =>
  Array.from({ length: rowCount(rows) }, (_, row) => [
    ...rows.values.subarray(rows.offsets[row]!, rows.offsets[row + 1]!),
  ]);

const pairs = fc.array(fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 9 })), { maxLength: 40 });
const rowsFrom = (list: readonly (readonly [number, number])[]): Rows =>
  rowsOfEdges(
    10,
    Uint32Array.from(list, ([from]) => from),
    Uint32Array.from(list, ([, to]) => to),
  );

test('rows are sorted and hold each pair once', () => {
  fc.assert(
    fc.property(pairs, (list) => {
      const expected = Array.from({ length: 10 }, (_, row) =>
        [...new Set(list.filter(([from]) => from === row).map(([, to]) => to))].sort((a, b) => a - b),
      );
      expect(lists(rowsFrom(list))).toEqual(expected);
    }),
  );
});

test('a transposed row names the rows that named it, and twice transposed is the same', () => {
  fc.assert(
    fc.property(pairs, (list) => {
      const rows = rowsFrom(list);
      const turned = rowsFrom(list.map(([from, to]) => [to, from] as const));
      expect(lists(transpose(rows))).toEqual(lists(turned));
      expect(lists(transpose(transpose(rows)))).toEqual(lists(rows));
    }),
  );
});

test('rows are of one class exactly when they are equal', () => {
  fc.assert(
    fc.property(pairs, (list) => {
      const rows = rowsFrom(list);
      const { classOf, first } = classesOfRows(rows);
      const texts = lists(rows).map((row) => row.join());
      texts.forEach((text, row) => {
        expect(first[classOf[row]!]).toBe(texts.indexOf(text));
      });
    }),
  );
});

test('a pair map keeps ten thousand pairs apart', () => {
  const map = pairMap();
  expect(map.get(0, 0)).toBe(none);
  for (let n = 0; n < 10_000; n++) map.set(n % 97, Math.floor(n / 97), n);
  for (let n = 0; n < 10_000; n++) {
    if (map.get(n % 97, Math.floor(n / 97)) !== n) throw new Error(`pair ${n} is lost`);
  }
  expect(map.get(97, 0)).toBe(none);
});

test('nodes are of one component exactly when they reach each other, and steps lead to lower components', () => {
  fc.assert(
    fc.property(pairs, (list) => {
      const reaches = Array.from({ length: 10 }, (_, a) => Array.from({ length: 10 }, (_, b) => a === b));
      for (const [from, to] of list) reaches[from]![to] = true;
      for (let k = 0; k < 10; k++)
        for (let a = 0; a < 10; a++)
          for (let b = 0; b < 10; b++) reaches[a]![b] ||= reaches[a]![k]! && reaches[k]![b]!;
      const { of, members, next } = componentsOf(rowsFrom(list));
      for (let a = 0; a < 10; a++) {
        expect(lists(members)[of[a]!]).toContain(a);
        for (let b = 0; b < 10; b++) expect(of[a] === of[b]).toBe(reaches[a]![b]! && reaches[b]![a]!);
      }
      lists(next).forEach((steps, component) => {
        expect(steps.every((step) => step < component)).toBe(true);
      });
    }),
  );
});
