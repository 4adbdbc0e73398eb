import type { Coverage, InputKind } from '../../../src/model/coverage.ts';
import type { GateInput, GateResult, GateState } from '../../../src/model/gate.ts';
import { defaultSettings, type Settings } from '../../../src/model/settings.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { audit } from '../../../src/pipeline/audit.ts';
import { gateStateOf, type RunGate, runGate } from '../../../src/pipeline/gate.ts';
import { account, now } from '../../support/aws-sketch.ts';
import { interpretations } from '../../support/providers.ts';

/** States of small AWS accounts, through the real interpreter. */

const all: readonly InputKind[] = ['inventory', 'grants', 'trusts', 'credentials', 'guardrails', 'workloads'];

export interface StateOptions {
  readonly at?: string;
  /** By scope id: what was read in full; default: everything in the one account. */
  readonly read?: Readonly<Record<string, readonly InputKind[]>>;
  readonly settings?: Settings;
}

export const resultOf = (records: readonly SnapshotRecord[], options: StateOptions = {}) => {
  const coverage = Object.entries(options.read ?? { [account]: all }).map(
    ([scope, gives]): Coverage => ({
      connector: 'aws',
      scope,
      source: 'test',
      status: 'complete',
      detail: '',
      gives,
    }),
  );
  return audit(
    { collectedAt: options.at ?? now, records, coverage, interpretations },
    options.settings ?? defaultSettings,
  );
};

export const state = (records: readonly SnapshotRecord[], options: StateOptions = {}): GateState =>
  gateStateOf(resultOf(records, options));

export const inputOf = (before: GateState, after: GateState, more: Partial<GateInput> = {}): GateInput => ({
  before,
  after,
  renamed: new Map(),
  indeterminate: [],
  locationOf: () => undefined,
  since: () => before.collectedAt,
  exceptions: [],
  ...more,
});

export const gateOn = (
  input: GateInput,
  settings: Settings = defaultSettings,
  more: Partial<RunGate> = {},
): GateResult =>
  runGate({
    input,
    settings,
    labels: { mode: 'live', before: 'before', after: 'after' },
    interpretations,
    ...more,
  });

/** `class who` of what fails, then of what is listed and passes, each sorted. */
export const told = ({ changes }: GateResult) => {
  const names = (fails: boolean): readonly string[] =>
    changes
      .filter((change) => change.fails === fails)
      .map((change) => `${change.class} ${change.who.slice(change.who.lastIndexOf('/') + 1)}`)
      .sort();
  return { fails: names(true), passes: names(false) };
};
