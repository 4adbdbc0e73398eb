import { expect, test } from 'vitest';
import { gateFormats } from '../../../reports/gate/index.ts';
import { itemsOf, namesOf } from '../../../reports/gate/items.ts';
import { sampleGate } from '../gate-sample.ts';

const sample = sampleGate();
const many = {
  ...sample,
  changes: Array.from({ length: 12 }, (_, index) => ({
    ...sample.changes[0]!,
    fingerprint: `f${index}`,
    who: `role-${index}`,
    group: 'g',
  })),
};

test('a group is one item with the names of all', () => {
  const items = itemsOf([...many.changes, sample.changes[1]!]);
  expect(items.map(({ all }) => all.length)).toEqual([12, 1]);
  expect(namesOf(items[0]!)).toEqual([
    ...Array.from({ length: 10 }, (_, index) => `role-${index}`),
    '2 more',
  ]);
});

const textOf = (id: string): string =>
  gateFormats
    .find((format) => format.id === id)!
    .files(many, { width: 100, colour: false })
    .flatMap(({ text }) => [...text])
    .join('');

test.each([
  ['terminal', /What fails: 1 change\n[\s\S]*at 12 identities[\s\S]*role-0[\s\S]*role-9, 2\s+more/],
  ['markdown', /12 identities[\s\S]*`role-0`[\s\S]*`role-9`, 2 more|12 identities[\s\S]*role-9/],
  ['annotations', /role-0, role-1[\s\S]*2 more/],
])('%s tells them as one', (id, says) => {
  const text = textOf(id);
  expect(text).toMatch(says);
  expect(text.split('role-3').length).toBe(2);
});

test('for programs each stays a change, with the id of the group', () => {
  expect(JSON.parse(textOf('json')).changes.map(({ group }: { group: string }) => group)).toEqual(
    many.changes.map(() => 'g'),
  );
});
