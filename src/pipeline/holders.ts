import type { FoundHolder, HolderReader, Interpretation } from '../../connectors/connector.ts';
import { byText } from '../model/by-text.ts';
import type { GateState, StateHolder } from '../model/gate.ts';
import type { Provider } from '../model/scope.ts';
import type { Settings } from '../model/settings.ts';
import type { SnapshotRecord } from '../model/snapshot.ts';
import { audit } from './audit.ts';
import { providerOf } from './interpretations.ts';

/** A state, and the records that it was made of. */
export interface RecordedState {
  readonly state: GateState;
  readonly records: readonly SnapshotRecord[];
}

/** What somebody might do who had a holder and nothing else. */
const readHolders = (
  provider: Provider,
  { find, held }: HolderReader,
  records: readonly SnapshotRecord[],
  wanted: ReadonlySet<string>,
  collectedAt: string,
  interpretations: readonly Interpretation[],
  settings: Settings,
): readonly StateHolder[] => {
  const holders = find(records).filter(({ id }) => wanted.has(id));
  if (holders.length === 0) return [];
  const probe = held(records, holders);
  const { estate } = audit({ collectedAt, records: probe.records, coverage: [], interpretations }, settings);
  const indexOf = new Map(estate.identities.map(({ id }, index) => [id, index]));
  return holders.map(({ id, kind, scope, name, missing }): StateHolder => {
    const index = indexOf.get(probe.by.get(id)!);
    const lines = index === undefined ? [] : (estate.entitlements?.(index) ?? []);
    return {
      id,
      provider,
      kind,
      scope,
      name,
      entitlements: lines.map(({ sources: _, ...line }) => line),
      ...(missing === undefined ? {} : { missing }),
    };
  });
};

/**
 * A state with all of its groups and policies, whoever has them: what is compared with it later may find nobody left in one.
 * Of a provider without such a reader it has none.
 */
export const withAllHolders = (
  { state, records }: RecordedState,
  interpretations: readonly Interpretation[],
  settings: Settings,
): GateState => {
  const found = interpretations.flatMap(({ id: provider, holders }) => {
    if (holders === undefined) return [];
    const own = records.filter((record) => providerOf(record) === provider);
    const wanted = new Set(holders.find(own).map(({ id }) => id));
    return readHolders(provider, holders, own, wanted, state.collectedAt, interpretations, settings);
  });
  return { ...state, holders: found.sort((a, b) => byText(a.id, b.id)) };
};

/**
 * Two states with the groups and policies that nobody has in the later one.
 * @param isWhole whether the records show everybody who might have them; else only those count that are new
 */
export const withHolders = (
  before: RecordedState,
  after: RecordedState,
  interpretations: readonly Interpretation[],
  settings: Settings,
  isWhole: boolean,
): readonly [before: GateState, after: GateState] => {
  const found: { readonly before: StateHolder[]; readonly after: StateHolder[] } = { before: [], after: [] };
  for (const { id: provider, holders } of interpretations) {
    if (holders === undefined) continue;
    const recordsOf = ({ records }: RecordedState): readonly SnapshotRecord[] =>
      records.filter((record) => providerOf(record) === provider);
    const [was, is] = [recordsOf(before), recordsOf(after)];
    const there = new Set(was.map(({ id }) => id));
    const isNews = ({ id, missing }: FoundHolder): boolean =>
      missing !== undefined && (isWhole || !there.has(id));
    const wanted = new Set(
      holders
        .find(is)
        .filter(isNews)
        .map(({ id }) => id),
    );
    if (wanted.size === 0) continue;
    for (const [side, records, { state }] of [
      ['before', was, before],
      ['after', is, after],
    ] as const) {
      found[side].push(
        ...readHolders(provider, holders, records, wanted, state.collectedAt, interpretations, settings),
      );
    }
  }
  const sorted = (list: readonly StateHolder[]): readonly StateHolder[] =>
    list.toSorted((a, b) => byText(a.id, b.id));
  if (found.after.length === 0) return [before.state, after.state];
  return [
    { ...before.state, holders: sorted(found.before) },
    { ...after.state, holders: sorted(found.after) },
  ];
};
