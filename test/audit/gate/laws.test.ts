import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GateResult } from '../../../src/model/gate.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import {
  account,
  type DrawnAccount,
  type DrawnStatement,
  drawAccount,
  drawStatement,
  recordsOf,
} from '../../support/aws-estates.ts';
import { allow, arn, user } from '../../support/aws-sketch.ts';
import { lawRuns } from '../../support/law-runs.ts';
import { gateOn, inputOf, state } from './states.ts';

/** What must hold for every account, whatever its policies say. */
const options = {
  at: '2026-01-01T00:00:00.000Z',
  read: { [account]: ['inventory', 'grants', 'trusts', 'credentials', 'guardrails', 'workloads'] },
} as const;

/** The end of 2031 is beyond the policy, that of January within it. */
const withEnd = (records: readonly SnapshotRecord[], soon: boolean): readonly SnapshotRecord[] =>
  soon
    ? (JSON.parse(JSON.stringify(records).replaceAll('2031-01-01', '2026-01-20')) as SnapshotRecord[])
    : records;

const gate = (
  before: readonly SnapshotRecord[],
  after: readonly SnapshotRecord[],
  renamed: ReadonlyMap<string, string> = new Map(),
): GateResult => gateOn(inputOf(state(before, options), state(after, options), { renamed }));

const failing = ({ changes }: GateResult): readonly string[] =>
  changes.filter(({ fails }) => fails).map(({ class: kind, who, what }) => `${kind} ${who}: ${what}`);

/** Statements at one of the principals. */
const changed = (
  drawn: DrawnAccount,
  position: number,
  change: (statements: readonly DrawnStatement[]) => readonly DrawnStatement[],
): DrawnAccount => ({
  ...drawn,
  principals: drawn.principals.map((principal, index) =>
    index === position % drawn.principals.length
      ? { ...principal, statements: change(principal.statements) }
      : principal,
  ),
});

const drawAllow = drawStatement(fc.constant('Allow'));
const drawDeny = drawStatement(fc.constant('Deny'));
const runs = { numRuns: lawRuns(6, 50) };

describe('the gate, whatever the policies say', () => {
  test('nothing is new between a state and itself', () => {
    fc.assert(
      fc.property(drawAccount, fc.boolean(), (drawn, soon) => {
        const records = withEnd(recordsOf(drawn), soon);
        const result = gate(records, records);
        expect(result).toMatchObject({ verdict: 'pass', changes: [], narrowed: 0 });
      }),
      runs,
    );
  });

  test('the order of records, policies and statements never matters', () => {
    const reversed = (records: readonly SnapshotRecord[]): readonly SnapshotRecord[] =>
      records.toReversed().map(({ data, ...record }) => ({
        ...record,
        data: JSON.parse(JSON.stringify(data), (_, value: unknown) =>
          Array.isArray(value) ? value.toReversed() : value,
        ) as unknown,
      }));
    fc.assert(
      fc.property(drawAccount, fc.nat(), drawAllow, (drawn, position, allow) => {
        const before = recordsOf(drawn);
        const after = recordsOf(changed(drawn, position, (statements) => [...statements, allow]));
        expect(gate(reversed(before), reversed(after))).toEqual(gate(before, after));
        expect(gate(before, reversed(before)).changes).toEqual([]);
      }),
      runs,
    );
  });

  test('an allow that is added never turns a fail into a pass', () => {
    fc.assert(
      fc.property(
        drawAccount,
        fc.tuple(fc.nat(), drawAllow),
        fc.tuple(fc.nat(), drawAllow),
        fc.boolean(),
        (drawn, [first, one], [second, two], soon) => {
          const before = withEnd(recordsOf(drawn), soon);
          const more = changed(drawn, first, (statements) => [...statements, one]);
          const most = changed(more, second, (statements) => [...statements, two]);
          if (gate(before, withEnd(recordsOf(more), soon)).verdict !== 'fail') return;
          expect(gate(before, withEnd(recordsOf(most), soon)).verdict).toBe('fail');
        },
      ),
      { numRuns: runs.numRuns * 2 },
    );
  });

  test('an allow that is taken away never fails', () => {
    fc.assert(
      fc.property(drawAccount, fc.nat(), drawAllow, fc.boolean(), (drawn, position, allow, soon) => {
        const more = changed(drawn, position, (statements) => [...statements, allow]);
        expect(failing(gate(withEnd(recordsOf(more), soon), withEnd(recordsOf(drawn), soon)))).toEqual([]);
      }),
      { numRuns: runs.numRuns * 2 },
    );
  });

  test('a grant that ends soon hides none that lasts under a condition', () => {
    const ada = arn.user('ada');
    const mfa = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
    const soon = { DateLessThan: { 'aws:CurrentTime': '2026-01-20T00:00:00Z' } };
    const held = allow('*', `arn:aws:iam::${account}:user/?d*`, mfa);
    const before = [user('ada', { inline: [[held], [allow('*', '*', soon)]] })];
    const after = [user('ada', { inline: [[held]] })];
    const lastingOf = (records: readonly SnapshotRecord[]) =>
      state(records, options).identities.map(({ id, adminIf, lasting }) => ({
        id,
        adminIf: lasting?.adminIf ?? adminIf,
      }));
    expect(lastingOf(before)).toEqual([{ id: ada, adminIf: [account] }]);
    expect(lastingOf(after)).toEqual(lastingOf(before));
    expect(gate(before, after)).toMatchObject({ verdict: 'pass', changes: [] });
  });

  test('a deny that is added never fails', () => {
    fc.assert(
      fc.property(drawAccount, fc.nat(), drawDeny, (drawn, position, deny) => {
        const less = changed(drawn, position, (statements) => [...statements, deny]);
        expect(failing(gate(recordsOf(drawn), recordsOf(less)))).toEqual([]);
      }),
      { numRuns: runs.numRuns * 2 },
    );
  });

  test('a principal that is deleted never fails', () => {
    fc.assert(
      fc.property(drawAccount, fc.nat(), (drawn, position) => {
        const principals = drawn.principals.filter(
          (_, index) => index !== position % drawn.principals.length,
        );
        expect(failing(gate(recordsOf(drawn), recordsOf({ ...drawn, principals })))).toEqual([]);
      }),
      runs,
    );
  });

  test('a rename is nothing new, in either direction', () => {
    const id = (kind: string, name: string) => `arn:aws:iam::${account}:${kind}/${name}`;
    fc.assert(
      fc.property(drawAccount, (drawn) => {
        const kinds = drawn.principals.filter(({ name }) => name === 'web').map(({ kind }) => kind);
        fc.pre(kinds.length > 0);
        const before = recordsOf(drawn);
        const after = JSON.parse(
          kinds.reduce(
            (text, kind) => text.replaceAll(`"${id(kind, 'web')}"`, `"${id(kind, 'wxy')}"`),
            JSON.stringify(before),
          ),
        ) as SnapshotRecord[];
        const known = (from: string, to: string) =>
          new Map(kinds.map((kind) => [id(kind, to), id(kind, from)]));
        expect(failing(gate(before, after, known('web', 'wxy')))).toEqual([]);
        expect(failing(gate(after, before, known('wxy', 'web')))).toEqual([]);
      }),
      runs,
    );
  });
});
