import type { Connector, Interpretation } from '../../connectors/connector.ts';
import { connectors } from '../../connectors/index.ts';
import type { Coverage } from '../model/coverage.ts';
import { inputKinds } from '../model/coverage.ts';
import type { GateInput, GateState, StateIdentity } from '../model/gate.ts';
import type { Settings } from '../model/settings.ts';
import type { SnapshotRecord } from '../model/snapshot.ts';
import {
  type ChangeAbout,
  changeName,
  isChanged,
  type Plan,
  type PlannedResource,
  type PlanReader,
  type PlanReading,
  type PlanSide,
} from '../plan/planned-resource.ts';
import { unreadChangesOf } from '../plan/unread-changes.ts';
import { auditSide } from './audit.ts';
import { gateStateOf } from './gate.ts';
import { withHolders } from './holders.ts';
import { interpretationsOf, providerOf } from './interpretations.ts';

/** The estate that a plan changes, where a snapshot of it is given. */
export interface PlanGround {
  readonly records: readonly SnapshotRecord[];
  readonly coverage: readonly Coverage[];
  /** Accounts that the user says the plan is for: see `PlanContext`. Absent: none. */
  readonly accounts?: readonly string[];
}

/** What reads plans of one provider, and which resources are its. */
interface OpenPlanReader extends PlanReader {
  readonly terraform: readonly string[];
}

/** The same, of a connector. */
export const openPlanReader = async ({
  terraform,
  load,
}: NonNullable<Connector['plan']>): Promise<OpenPlanReader> => ({ ...(await load()), terraform });

/** What is needed to read plans. */
export interface PlanKnowledge {
  readonly readers: readonly OpenPlanReader[];
  /** What the facts mean that the readers give, and those of the estate. */
  readonly interpretations: readonly Interpretation[];
}

/** Of the providers of whom something is in the plans, or in the estate around them. */
export const planKnowledgeOf = async (
  plans: readonly Plan[],
  { records }: PlanGround = { records: [], coverage: [] },
): Promise<PlanKnowledge> => {
  const named = new Set(plans.flatMap(({ resources }) => resources.map(({ provider }) => provider)));
  const held = new Set(records.map(providerOf));
  const needed = connectors.flatMap(({ id, plan }) =>
    plan !== undefined && (held.has(id) || plan.terraform.some((name) => named.has(name)))
      ? [{ id, plan }]
      : [],
  );
  return {
    readers: await Promise.all(needed.map(({ plan }) => openPlanReader(plan))),
    interpretations: await interpretationsOf([...held, ...needed.map(({ id }) => id)]),
  };
};

const mostNamed = 3;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A plan shows all that it manages, and what it shows is all that is compared. */
const planCoverage = (scopes: readonly string[], { kind, source }: Plan): readonly Coverage[] =>
  [...new Set(scopes)].map((scope) => ({
    connector: kind,
    scope,
    source,
    status: 'complete',
    detail: '',
    gives: inputKinds,
  }));

/** What readers say of identities beside their records. */
type Beside = Required<Pick<PlanReading, 'unseen' | 'standIns'>>;

const asPlanned = (
  identity: StateIdentity,
  { credentials, trusts }: PlanSide,
  { unseen, standIns }: Beside,
): StateIdentity => {
  const standIn = standIns.get(identity.id);
  const id = standIn?.id ?? identity.id;
  const hidden = unseen.get(id);
  return {
    ...identity,
    ...(standIn === undefined ? {} : { id, kind: standIn.kind, name: standIn.name, standsFor: standIn.says }),
    // That it may have some that nobody listed is so before and after.
    credentials: [
      ...identity.credentials.filter(({ kind }) => kind !== 'unknown'),
      ...(credentials?.get(identity.id) ?? []),
    ],
    ...(trusts?.has(identity.id) ? { trusts: [...identity.trusts, ...trusts.get(identity.id)!] } : {}),
    ...(hidden === undefined
      ? {}
      : { unseen: hidden, ...(identity.blastRadius === 0 ? { reachKnown: false as const } : {}) }),
  };
};

const merged = <K, V>(maps: readonly (ReadonlyMap<K, V> | undefined)[]): ReadonlyMap<K, V> =>
  new Map(maps.flatMap((map) => [...(map ?? [])]));

const stateOfSide = (
  side: PlanSide,
  beside: Beside,
  /** Ids of scopes that a plan alone shows, on either side. */
  scopes: readonly string[],
  /** Those of records, on either side: where all of one goes, it is not that nobody looked. */
  recorded: readonly string[],
  plan: Plan,
  ground: PlanGround,
  interpretations: readonly Interpretation[],
  settings: Settings,
): GateState => {
  const collectedAt = plan.madeAt;
  const coverage = [...ground.coverage, ...planCoverage(recorded, plan)];
  const state = gateStateOf(
    auditSide({ collectedAt, records: side.records, coverage, interpretations }, settings),
  );
  const identities = state.identities.map((identity) => asPlanned(identity, side, beside));
  return {
    ...state,
    identities: [...identities, ...side.identities].sort((a, b) => compare(a.id, b.id)),
    resources: [...(side.resources ?? [])].sort((a, b) => compare(a.id, b.id)),
    complete: [...new Set([...state.complete, ...scopes])].sort(compare),
  };
};

/** Whether a resource names one of the privileges in some text of its own, in whatever case. */
const names = ({ after }: PlannedResource, privileges: readonly string[]): boolean => {
  const text = JSON.stringify(after)?.toLowerCase() ?? '';
  return privileges.some((privilege) => text.includes(privilege.toLowerCase()));
};

/**
 * A plan as the gate compares it: the states before and after, by the ordinary interpretation of each provider. Pure.
 */
export const planGateInput = (
  plan: Plan,
  settings: Settings,
  { readers, interpretations }: PlanKnowledge,
  ground: PlanGround = { records: [], coverage: [] },
): GateInput => {
  const now = Date.parse(plan.madeAt);
  const readings = readers.map(({ read, terraform }) =>
    read(plan, { records: ground.records, accounts: ground.accounts ?? [], terraform, now }),
  );
  const others = ground.records.filter(
    (record) => !readers.some(({ provider }) => providerOf(record) === provider),
  );
  const scopes = readings.flatMap(({ before, after }) =>
    [...before.identities, ...after.identities].map(({ scope }) => scope),
  );
  const recorded = readings.flatMap(({ before, after }) =>
    [before, after].flatMap((side) => side.scopes ?? side.records.map(({ scope }) => scope)),
  );
  const beside: Beside = {
    unseen: merged(readings.map(({ unseen: hidden }) => hidden)),
    standIns: merged(readings.map(({ standIns }) => standIns)),
  };
  const sideOf = (side: 'before' | 'after'): GateState =>
    stateOfSide(
      {
        records: [...others, ...readings.flatMap((reading) => reading[side].records)],
        identities: readings.flatMap((reading) => reading[side].identities),
        credentials: merged(readings.map((reading) => reading[side].credentials)),
        trusts: merged(readings.map((reading) => reading[side].trusts)),
        resources: readings.flatMap((reading) => reading[side].resources ?? []),
      },
      beside,
      scopes,
      recorded,
      plan,
      ground,
      interpretations,
      settings,
    );
  const cannotJudge = readings.flatMap((reading) => reading.cannotJudge ?? [])[0];
  const changedBy = (identity: string) =>
    readings.flatMap((reading) => reading.changedBy.get(identity) ?? []);
  const [first] = plan.resources.filter(isChanged);
  /** The resource that says it, before the one that makes the identity, before one that only goes. */
  const placeOf = (identity: string, about: ChangeAbout | undefined, privileges: readonly string[] = []) => {
    const all = changedBy(identity);
    const standing = all.filter(({ resource }) => resource.after !== undefined);
    const saying = standing.filter((each) => about !== undefined && each.about.includes(about));
    const named = saying.length > 1 ? saying.find(({ resource }) => names(resource, privileges)) : undefined;
    return (named ?? saying[0] ?? standing[0] ?? all[0])?.resource ?? first;
  };
  const [before, after] = withHolders(
    { state: sideOf('before'), records: [...others, ...readings.flatMap((each) => each.before.records)] },
    { state: sideOf('after'), records: [...others, ...readings.flatMap((each) => each.after.records)] },
    interpretations,
    settings,
    ground.records.length > 0,
  );
  return {
    before,
    after,
    renamed: new Map(readings.flatMap(({ renamed }) => [...renamed])),
    indeterminate: [...plan.indeterminate, ...readings.flatMap(({ indeterminate }) => indeterminate)],
    unread: unreadChangesOf(plan, readers),
    locationOf: (...asked) => placeOf(...asked)?.location,
    since: (identity) => {
      const resources = changedBy(identity);
      const named = resources.slice(0, mostNamed).map(({ resource }) => changeName(resource));
      const more = resources.length - named.length;
      if (named.length === 0) return 'other changes of this plan';
      return more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ');
    },
    exceptions: [],
    ...(cannotJudge === undefined ? {} : { cannotJudge }),
  };
};

/** Plans of one change in the ways in which it may come out: the first is judged, and of the others what they add. */
export const plansGateInput = (
  [plan, ...others]: readonly [Plan, ...Plan[]],
  settings: Settings,
  knowledge: PlanKnowledge,
  ground?: PlanGround,
): GateInput => ({
  ...planGateInput(plan, settings, knowledge, ground),
  otherwise: others.map((each) => planGateInput(each, settings, knowledge, ground)),
});
