import { loweredBy } from '../audit/reduce/effect.ts';
import { keyOfRecord, overlayOf } from '../audit/reduce/overlay.ts';
import { residualOf } from '../audit/reduce/standing.ts';
import { wantedChange } from '../audit/reduce/wanted.ts';
import { saysOf } from '../audit/reduce/words.ts';
import type { GateResult, GateState } from '../model/gate.ts';
import { InputError } from '../model/input-error.ts';
import type { RadiusChange, Residual } from '../model/reduce.ts';
import type { Settings } from '../model/settings.ts';
import { audit } from './audit.ts';
import type { Facts } from './facts.ts';
import { gateStateOf, runGate } from './gate.ts';
import { interpretationsOf, providerOf } from './interpretations.ts';
import { changeTablesOf, simulatorOf, worldOfSimulation } from './reduce.ts';

/** What would be, in the gate's words and in those of a plan. */
export interface WhatIf {
  readonly says: readonly string[];
  readonly before: Residual;
  readonly after: Residual;
  readonly lowers: number;
  readonly lowered: readonly RadiusChange[];
  readonly gate: GateResult;
}

export interface WhatIfOptions {
  /** Identities, credentials, `GRANT@IDENTITY`. */
  readonly without: readonly string[];
  /** Facts that come in addition, or in the place of those of the same id. */
  readonly with?: Pick<Facts, 'records' | 'coverage'> & { readonly says: string };
  readonly people?: boolean;
}

/** What was not read is the same on both sides, where all that changes is known: it hides nothing of the change. */
const asWhole = ({ inputs: _, ...state }: GateState): GateState => ({
  ...state,
  complete: [...new Set(state.identities.map(({ scope }) => scope))].sort(),
  gaps: [],
});

/**
 * The same simulation for a question of one's own. The clock is that of the facts.
 * @throws InputError when something is named that is not there, or cannot be simulated
 */
export const whatIf = async (facts: Facts, settings: Settings, options: WhatIfOptions): Promise<WhatIf> => {
  const people = options.people === true;
  const simulate = simulatorOf(facts, settings, people);
  const base = overlayOf(facts.records);
  const before = simulate(base);
  const tables = await changeTablesOf(facts.interpretations.map(({ id }) => id));
  const world = worldOfSimulation(facts)(before, base);
  const proposals = options.without.map((text) => ({ text, wanted: wantedChange(before, text) }));
  const edits = proposals.flatMap(({ text, wanted }) =>
    wanted.flatMap((proposal) => {
      const made = tables.get(proposal.identity.provider)?.edits(proposal, world);
      if (made !== undefined && made.length > 0) return made;
      throw new InputError(
        'nobody knows how this looks in the facts',
        text,
        'Change the export itself, and give it with --with.',
      );
    }),
  );
  const further = options.with?.records ?? [];
  const replaced = new Set(further.map(keyOfRecord));
  const records = [
    ...[...base.with(edits).records()].filter((record) => !replaced.has(keyOfRecord(record))),
    ...further,
  ];
  const interpretations = await interpretationsOf(records.map(providerOf));
  const changed: Facts = {
    ...facts,
    records,
    coverage: [...facts.coverage, ...(options.with?.coverage ?? [])],
    interpretations,
  };
  const after = simulatorOf(changed, settings, people)(overlayOf(records));
  const says = [
    ...proposals.flatMap(({ wanted }) => wanted.map(saysOf)),
    ...(options.with === undefined ? [] : [`With ${options.with.says}.`]),
  ];
  const isWhole = options.with === undefined;
  const [was, is] = [facts, changed].map((each) => {
    const state = gateStateOf(audit(each, settings));
    return isWhole ? asWhole(state) : state;
  });
  return {
    says,
    before: residualOf(before, 0),
    after: residualOf(after, says.length),
    ...loweredBy(before, after),
    gate: runGate({
      input: {
        before: was!,
        after: is!,
        renamed: new Map(),
        indeterminate: [],
        locationOf: () => undefined,
        since: () => 'the change that is asked about',
        exceptions: [],
      },
      settings,
      labels: { mode: 'what-if', before: 'the facts as they are', after: 'the facts as they would be' },
      interpretations,
    }),
  };
};
