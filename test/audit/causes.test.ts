import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { groupByCause } from '../../src/audit/causes.ts';
import type { Cause } from '../../src/model/cause.ts';

const cause = (...key: readonly string[]): Cause => ({
  kind: 'policy',
  key,
  label: `policy ${key.join(' ')}`,
});
const item = (fingerprint: string, of?: Cause) => ({
  fingerprint,
  ...(of === undefined ? {} : { cause: of }),
});

describe('things by the one change that ends them', () => {
  test('what has one cause is one group, in the order of first members', () => {
    const items = [item('1', cause('p')), item('2', cause('q')), item('3', cause('p')), item('4')];
    expect(groupByCause(items).map(({ members }) => members.map(({ fingerprint }) => fingerprint))).toEqual([
      ['1', '3'],
      ['2'],
      ['4'],
    ]);
  });

  test('ten roles that gain by one changed policy are one change with ten names', () => {
    // Whatever has a fingerprint can be grouped, a change of the gate as well as a finding.
    const changes = Array.from({ length: 10 }, (_, n) => ({
      ...item(`change ${n}`, cause('deploy-all')),
      who: `role-${n}`,
    }));
    const groups = groupByCause(changes);
    expect(groups).toHaveLength(1);
    expect(groups[0]?.members.map(({ who }) => who)).toEqual(changes.map(({ who }) => who));
    expect(groups[0]?.cause?.label).toBe('policy deploy-all');
  });

  test.each([
    ['another kind', { ...cause('p'), kind: 'trust' as const }],
    ['another key', cause('p', '')],
    ['a key that only looks the same when joined', cause('p"', '"')],
  ])('%s is another change', (_, other) => {
    expect(groupByCause([item('1', cause('p')), item('2', other)])).toHaveLength(2);
  });

  test('the label is only shown: a policy that is renamed in a report stays one change', () => {
    const renamed = { ...cause('p'), label: 'another name' };
    const [group, ...more] = groupByCause([item('1', cause('p')), item('2', renamed)]);
    expect(more).toEqual([]);
    expect(group?.id).toBe(groupByCause([item('9', renamed)])[0]?.id);
  });

  test('two things without a cause never fall together, whatever their kind says', () => {
    const own: Cause = { kind: 'own', key: [], label: 'x' };
    const groups = groupByCause([item('1', own), item('2', own), item('3')]);
    expect(groups.map(({ cause: of }) => of)).toEqual([undefined, undefined, undefined]);
  });

  test('ids are the same in every version: baselines and tickets hold them', () => {
    expect(groupByCause([item('1'), item('2', cause('p', 'q'))]).map(({ id }) => id)).toEqual([
      '6c3434d84aa0ef37dd75db072936ab08',
      '4418fd00296acbf01cb08f5634eb2524',
    ]);
  });

  const drawn = fc.uniqueArray(
    fc.record({
      fingerprint: fc.string({ maxLength: 4 }),
      cause: fc.option(fc.array(fc.constantFrom('a', 'b', '__proto__'), { maxLength: 2 }), {
        nil: undefined,
      }),
    }),
    { selector: ({ fingerprint }) => fingerprint },
  );
  const made = (items: readonly { fingerprint: string; cause: string[] | undefined }[]) =>
    items.map(({ fingerprint, cause: key }) => item(fingerprint, key && cause(...key)));

  test('members partition what was given, and no id is given twice', () => {
    fc.assert(
      fc.property(drawn, (items) => {
        const groups = groupByCause(made(items));
        const members = groups.flatMap((group) => group.members.map(({ fingerprint }) => fingerprint));
        expect(members.toSorted()).toEqual(items.map(({ fingerprint }) => fingerprint).sort());
        expect(new Set(groups.map(({ id }) => id)).size).toBe(groups.length);
        for (const { members: some } of groups) expect(some.length).toBeGreaterThan(0);
      }),
    );
  });

  test('ids and members do not depend on the order of the input', () => {
    const shape = (items: Parameters<typeof made>[0]) =>
      groupByCause(made(items))
        .map(({ id, members }) => [id, ...members.map(({ fingerprint }) => fingerprint).sort()].join('|'))
        .sort();
    fc.assert(
      fc.property(drawn, (items) => {
        expect(shape(items.toReversed())).toEqual(shape(items));
      }),
    );
  });
});
