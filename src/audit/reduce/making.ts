import type { FactRef } from '../../model/evidence.ts';
import type { Identity } from '../../model/identity.ts';
import type {
  ChangeRisk,
  ChangeTable,
  ChangeWorld,
  PlannedChange,
  Proposal,
  RecordEdit,
} from '../../model/reduce.ts';
import { endTime } from '../../model/remedy.ts';
import type { Provider } from '../../model/scope.ts';
import { keyOfRecord, type Overlay } from './overlay.ts';
import type { Candidate } from './proposals.ts';
import { riskOf } from './risk.ts';
import type { Simulation } from './standing.ts';
import { usedBy } from './used-by.ts';
import { saysOf } from './words.ts';

/** How changes are made, whoever's they are. */
export interface Making {
  readonly tables: ReadonlyMap<Provider, ChangeTable>;
  /** What is known around a proposal of an estate and its facts. */
  readonly worldOf: (simulation: Simulation, facts: Overlay) => ChangeWorld;
  /** Days after which a use does not count. */
  readonly unusedDays: number;
  /** What was used within these days is kept. Absent: it is told and not kept. */
  readonly keepUsedWithinDays?: number | undefined;
}

/** A proposal, and what it changes. */
export interface Made {
  readonly proposal: Proposal;
  readonly edits: readonly RecordEdit[];
  readonly risk: ChangeRisk;
  /** How many have what it takes away. */
  readonly holders: number;
}

/** What came of a candidate. `kept`: it is not to be made, and why, and what it is. Undefined: nobody knows how. */
export type Outcome =
  | { readonly made: readonly Made[] }
  | { readonly kept: string; readonly proposal: Proposal };

const day = 86_400_000;

const riskOfProposal = (
  proposal: Proposal,
  holders: readonly number[],
  { estate }: Simulation,
  days: number,
): ChangeRisk =>
  riskOf(
    proposal,
    holders.map((index) => estate.identities[index]!),
    estate.services,
    estate.collectedAt,
    days,
  );

/** In the place of what is used: what was used. Undefined: nobody knows what that is. */
const replaced = (identity: Identity, now: string, days: number): Proposal | undefined => {
  const used = usedBy(identity, new Date(Date.parse(now) - days * day).toISOString());
  return used === undefined ? undefined : { kind: 'narrow-to-used', identity, used };
};

const takes: ReadonlySet<Proposal['kind']> = new Set([
  'withdraw-grant',
  'withdraw-from-group',
  'withdraw-statement',
  'end-credential',
  'end-identity',
  'make-time-bound',
]);

/** A person activates what is eligible; a machine has to be taught to ask first. */
const takesAway = ({ kind, identity }: Proposal): boolean =>
  takes.has(kind) || (kind === 'make-eligible' && identity.nature.is !== 'human');

/** The same proposals without what is used, where that is to be kept. */
const keeping = (
  candidate: Candidate,
  simulation: Simulation,
  days: number,
): readonly Proposal[] | Extract<Outcome, { readonly kept: string }> => {
  const { collectedAt } = simulation.estate;
  const proposals: Proposal[] = [];
  for (const proposal of candidate.proposals) {
    const risk = riskOfProposal(proposal, candidate.holders, simulation, days);
    if (!takesAway(proposal) || risk.is === 'unused') proposals.push(proposal);
    else {
      const instead =
        proposal.kind === 'withdraw-grant' ? replaced(proposal.identity, collectedAt, days) : undefined;
      if (instead === undefined) return { kept: risk.says, proposal };
      proposals.push(instead);
    }
  }
  // All grants of one are replaced at once.
  const narrowed = proposals.find(({ kind }) => kind === 'narrow-to-used');
  return narrowed === undefined ? proposals : [narrowed];
};

/** What the facts that are touched become. */
const resultOf = (edits: readonly RecordEdit[], facts: Overlay): string => {
  const after = facts.with(edits);
  return JSON.stringify(
    edits.map((edit) => [keyOfRecord(edit), after.of(edit.record, edit.id)?.data]).sort(),
  );
};

/** A step that goes with a whole grant is that grant withdrawn, and is judged as that: what was used may be in it. */
const plainly = (
  proposal: Proposal,
  world: ChangeWorld,
  facts: Overlay,
  table: ChangeTable | undefined,
): Proposal => {
  if (table === undefined || proposal.kind !== 'cut-step') return proposal;
  const edits = table.edits(proposal, world);
  if (edits === undefined) return proposal;
  const { identity } = proposal;
  const places = new Set(edits.map(keyOfRecord));
  let result: string | undefined;
  for (const grant of identity.grants) {
    if (!places.has(keyOfRecord(grant.source))) continue;
    const withdrawal: Proposal = { kind: 'withdraw-grant', identity, grant };
    const whole = table.edits(withdrawal, world);
    result ??= resultOf(edits, facts);
    if (whole !== undefined && resultOf(whole, facts) === result) return withdrawal;
  }
  return proposal;
};

export const makeCandidate = (
  candidate: Candidate,
  simulation: Simulation,
  facts: Overlay,
  { tables, worldOf, unusedDays, keepUsedWithinDays }: Making,
): Outcome | undefined => {
  const days = keepUsedWithinDays ?? unusedDays;
  const world = worldOf(simulation, facts);
  const proposals = candidate.proposals.map((proposal) =>
    plainly(proposal, world, facts, tables.get(proposal.identity.provider)),
  );
  const wanted =
    keepUsedWithinDays === undefined
      ? proposals
      : keeping({ ...candidate, proposals }, simulation, keepUsedWithinDays);
  if ('kept' in wanted) return wanted;
  const made: Made[] = [];
  for (const proposal of wanted) {
    const edits = tables.get(proposal.identity.provider)?.edits(proposal, world);
    if (edits === undefined || edits.length === 0) return undefined;
    const risk = riskOfProposal(proposal, candidate.holders, simulation, days);
    made.push({ proposal, edits, risk, holders: candidate.holders.length });
  }
  return { made };
};

const joined = (parts: readonly (readonly string[])[]): readonly string[] => [...new Set(parts.flat())];

/** The end by which a change was worked out, in texts for whoever makes the change on another day. */
const atEndTime = <Written>(proposal: Proposal, written: Written): Written =>
  proposal.kind === 'make-time-bound'
    ? (JSON.parse(JSON.stringify(written).replaceAll(proposal.until, endTime)) as Written)
    : written;

/** A change as the plan holds it: from the difference of facts to commands, and back. */
export const plannedChange = (
  { proposal, edits, risk, holders }: Made,
  before: Overlay,
  table: ChangeTable,
): PlannedChange => {
  const after = before.with(edits);
  const { identity } = proposal;
  const touched = [...new Map(edits.map((edit) => [keyOfRecord(edit), edit])).values()];
  const there = touched.map(({ record, id }) =>
    atEndTime(proposal, table.written(before.of(record, id), after.of(record, id))),
  );
  // What was done last is undone first.
  const back = touched
    .toReversed()
    .map(({ record, id }) => atEndTime(proposal, table.written(after.of(record, id), before.of(record, id))));
  return {
    kind: proposal.kind,
    provider: identity.provider,
    says: saysOf(proposal),
    identity: identity.id,
    scope: identity.scope,
    environment: identity.environment,
    ...(identity.owner === undefined ? {} : { owner: identity.owner }),
    holders,
    facts: touched
      .map(({ record, id }): FactRef => ({ record, id }))
      .sort((a, b) => (keyOfRecord(a) < keyOfRecord(b) ? -1 : 1)),
    risk,
    commands: joined([...there.map(({ first }) => first), ...there.map(({ commands }) => commands)]),
    undo: joined([...back.map(({ first }) => first), ...back.map(({ commands }) => commands)]),
    documents: there.flatMap(({ documents }) => documents),
  };
};
