import type { Coverage } from '../model/coverage.ts';
import type { BlindSpot, NamedCall } from './calls.ts';
import type { Ledger } from './ledger.ts';

export interface CoverageTable<Part extends string> {
  readonly connector: string;
  readonly calls: readonly NamedCall<Part>[];
  /**
   * The list that leads to a call, which is made for each of its entries. Without entries such a call is never made;
   * that it has nothing to give is known only where the list was read whole. `undefined`: the call stands by itself.
   */
  readonly leadOf: (call: NamedCall<Part>) => string | undefined;
  /** Why a part of the calls was not asked for. `null`: nothing is said of it here. */
  readonly leftOut: (part: Part) => string | null | undefined;
  readonly blindSpots: readonly BlindSpot[];
}

type Outcome = Pick<Coverage, 'status' | 'detail'>;

/** No line may be missing: what nobody spoke of was not read. */
const unasked: Outcome = {
  status: 'partial',
  detail: 'it was not asked for, and the reason is not known: scan again, and report it if it stays so',
};

const outcomeOf = <Part extends string>(
  table: CoverageTable<Part>,
  ledger: Ledger,
  call: NamedCall<Part>,
): Outcome | undefined => {
  const outcome = ledger.outcome(call.id);
  const lead = table.leadOf(call);
  if (lead === undefined) return outcome;
  const list = table.calls.find(({ id }) => id === lead);
  // A list that was asked for nowhere is whole as well, where what leads to it is.
  const led = list === undefined ? undefined : outcomeOf(table, ledger, list);
  const whole = led?.status === 'complete';
  const unread = `${lead} could not be read in full, and only what it lists can be asked about`;
  if (outcome === undefined) {
    if (!whole) return { status: 'skipped', detail: unread };
    return call.gives.length === 0 ? undefined : { status: 'complete', detail: '' };
  }
  if (outcome.status !== 'complete' || whole) return outcome;
  return { status: 'partial', detail: outcome.detail === '' ? unread : `${outcome.detail}; ${unread}` };
};

/** Coverage of one scope: a line for each call that was made, or should have been, and for each blind spot. */
export const coverageBy = <Part extends string>(
  table: CoverageTable<Part>,
  scope: string,
  ledger: Ledger,
): readonly Coverage[] => {
  const line = (source: string, { status, detail }: Outcome, gives: Coverage['gives']): Coverage => ({
    connector: table.connector,
    scope,
    source,
    status,
    detail,
    gives,
    ...(status === 'partial' ? { cut: true as const } : {}),
  });
  return [
    ...table.calls.flatMap((call): readonly Coverage[] => {
      const why = table.leftOut(call.part);
      if (why === null) return [];
      if (why !== undefined) {
        const skipped = { status: 'skipped', detail: why } as const;
        return call.gives.length === 0 ? [] : [line(call.id, skipped, call.gives)];
      }
      const outcome = outcomeOf(table, ledger, call) ?? (call.gives.length === 0 ? undefined : unasked);
      return outcome === undefined ? [] : [line(call.id, outcome, call.gives)];
    }),
    ...table.blindSpots.map(({ source, detail }) => line(source, { status: 'unsupported', detail }, [])),
  ];
};
