import { hash } from 'node:crypto';
import { byText } from '../../model/by-text.ts';
import type { GateState, StateIdentity } from '../../model/gate.ts';
import { lineKey } from './lines.ts';

/** A new identity and the one of before that it stands for. */
export type Renames = ReadonlyMap<string, string>;

const renamedText =
  (renamed: Renames) =>
  (text: string): string =>
    renamed.get(text) ?? text;

/** An identity after the change in the names of before: its own, and those that its trusts and resources mention. */
const inOldNames = (identity: StateIdentity, renamed: Renames): StateIdentity => {
  if (renamed.size === 0) return identity;
  const name = renamedText(renamed);
  return {
    ...identity,
    entitlements: identity.entitlements.map((line) => ({
      ...line,
      resources: line.resources.map(name).sort(byText),
      exceptResources: line.exceptResources.map(name).sort(byText),
    })),
    trusts: identity.trusts.map((trust) => ({ ...trust, principal: name(trust.principal) })),
  };
};

const self = '<self>';

/** What an identity is, whatever it is called: its privileges and whom it trusts. */
const digestOf = (identity: StateIdentity): string => {
  const { entitlements, trusts } = inOldNames(identity, new Map([[identity.id, self]]));
  const parts = [
    entitlements.map(lineKey).sort(byText),
    trusts
      .map(({ mechanism, party, principal, conditions }) =>
        JSON.stringify([
          mechanism,
          party,
          principal,
          conditions.map(({ operator, key, values }) => [operator, key, values]),
        ]),
      )
      .sort(byText),
  ];
  return hash('sha256', JSON.stringify(parts), 'hex');
};

const groupKey = (identity: StateIdentity): string =>
  JSON.stringify([identity.scope, identity.provider, identity.kind, digestOf(identity)]);

/** Of several that are alike, the one that reaches most first: who stands for whom then hides no growth. */
const byReach = (a: StateIdentity, b: StateIdentity): number =>
  b.blastRadius - a.blastRadius || byText(a.id, b.id);

const renamesAmong = (gone: readonly StateIdentity[], come: readonly StateIdentity[]): Renames => {
  const [before, after] = [Map.groupBy(gone, groupKey), Map.groupBy(come, groupKey)];
  const found = new Map<string, string>();
  for (const [key, identities] of after) {
    const candidates = before.get(key) ?? [];
    // More than there were: nobody can say which of them is new.
    if (candidates.length !== identities.length) continue;
    const olds = candidates.toSorted(byReach);
    for (const [index, identity] of identities.toSorted(byReach).entries()) {
      found.set(identity.id, olds[index]!.id);
    }
  }
  return found;
};

/**
 * Renames and re-creations: those that are known, and those that show themselves, because as many identities of a scope
 * and kind vanished as came with the same privileges and trusts. A rename can show another: a role that trusted the
 * old name and trusts the new one.
 */
export const renamesOf = (before: GateState, after: GateState, known: Renames): Renames => {
  const ids = new Set(before.identities.map(({ id }) => id));
  const now = new Set(after.identities.map(({ id }) => id));
  const renamed = new Map([...known].filter(([id, old]) => now.has(id) && ids.has(old) && id !== old));
  for (;;) {
    const taken = new Set(renamed.values());
    const gone = before.identities.filter(({ id }) => !now.has(id) && !taken.has(id));
    const come = after.identities
      .filter(({ id }) => !ids.has(id) && !renamed.has(id))
      .map((identity) => inOldNames(identity, renamed));
    const found = renamesAmong(gone, come);
    if (found.size === 0) return renamed;
    for (const [id, old] of found) renamed.set(id, old);
  }
};

/** Each identity after the change with what it was before, in the names of before. `before` absent: it is new. */
export interface Pair {
  readonly before: StateIdentity | undefined;
  readonly after: StateIdentity;
}

export interface Pairing {
  readonly pairs: readonly Pair[];
  /** Identities of before that nobody stands for. */
  readonly gone: readonly StateIdentity[];
}

export const pairingOf = (before: GateState, after: GateState, known: Renames): Pairing => {
  const renamed = renamesOf(before, after, known);
  const older = new Map(before.identities.map((identity) => [identity.id, identity]));
  const found = after.identities.map((identity): Pair => {
    const old = older.get(renamed.get(identity.id) ?? identity.id);
    return { before: old, after: inOldNames(identity, renamed) };
  });
  const standing = new Set(found.map((pair) => pair.before?.id));
  return { pairs: found, gone: before.identities.filter(({ id }) => !standing.has(id)) };
};
