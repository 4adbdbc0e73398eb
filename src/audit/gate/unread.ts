import { byText } from '../../model/by-text.ts';
import type { GateChange, JudgedUnread, UnreadChange, UnreadEffect, UnreadResult } from '../../model/gate.ts';
import type { Draft } from './draft.ts';
import { listed, short } from './wording.ts';

/** What a change touches and nobody evaluates: sorted into what counts, what is only listed, and what the user takes out. */
export interface SortedUnread {
  readonly counting: readonly UnreadChange[];
  readonly onlyListed: readonly UnreadChange[];
  readonly ignored: UnreadResult['ignored'];
}

const placed = ({ type, address }: UnreadChange): string => `${type}\0${address}`;

const inOrder = (all: readonly UnreadChange[]): readonly UnreadChange[] =>
  // One resource may come out in several ways: the one that may give something is told.
  [
    ...Map.groupBy(all, placed)
      .values()
      .map((same) => same.find(({ effect }) => effect === 'may-give') ?? same[0]!),
  ].sort((a, b) => byText(placed(a), placed(b)));

/** @param ignoring resource types */
export const sortUnread = (all: readonly UnreadChange[], ignoring: readonly string[]): SortedUnread => {
  const taken = new Set(ignoring);
  const distinct = inOrder(all);
  const kept = distinct.filter(({ type }) => !taken.has(type));
  return {
    counting: kept.filter(({ effect }) => effect === 'may-give'),
    onlyListed: kept.filter(({ effect }) => effect !== 'may-give'),
    ignored: [...Map.groupBy(distinct, ({ type }) => type)]
      .filter(([type]) => taken.has(type))
      .map(([type, same]) => ({ type, count: same.length })),
  };
};

const verbs = { create: 'is made', update: 'changes', delete: 'goes' } as const;

/** What one that counts is told as. */
export const unreadDraft = ({ address, type, change, why, fields, shows }: UnreadChange): Draft => {
  const what = shows === undefined ? '' : ` It shows ${short(shows)}.`;
  const which = fields.length === 0 ? '' : `, with ${listed(fields)}`;
  return {
    class: 'not-read',
    about: 'unknown',
    who: address,
    scope: '',
    key: [JSON.stringify([type, change, fields])],
    what: `A resource of the type ${short(type)} ${verbs[change]}${which}: ${short(why)}.${what}`,
    where: short(address),
    mayGive: true,
  };
};

const passes: Readonly<Record<Exclude<UnreadEffect, 'may-give'>, string>> = {
  'sets-nothing': 'Passes: none of the arguments that may give privileges is set or changes.',
  'known-identity': 'Passes: it runs as an identity of this plan, which is judged where it stands.',
  'shows-nothing': 'Passes: nothing in it is plainly open to everyone, unlimited or an administrator’s.',
};

const passing = (unread: UnreadChange): readonly JudgedUnread[] =>
  unread.effect === 'may-give' ? [] : [{ ...unread, fails: false, verdict: passes[unread.effect] }];

/** @param changes those that counted, exceptions applied */
export const unreadResult = (
  { counting, onlyListed, ignored }: SortedUnread,
  changes: readonly GateChange[],
  fingerprintOf: (draft: Draft) => string,
): UnreadResult | undefined => {
  if (counting.length + onlyListed.length + ignored.length === 0) return undefined;
  const byFingerprint = new Map(changes.map((change) => [change.fingerprint, change]));
  const told = counting.flatMap((unread): readonly JudgedUnread[] => {
    const fingerprint = fingerprintOf(unreadDraft(unread));
    const change = byFingerprint.get(fingerprint);
    return change === undefined
      ? []
      : [{ ...unread, fails: change.fails, verdict: change.verdict, fingerprint }];
  });
  return {
    listed: [...told, ...onlyListed.flatMap(passing)].sort(
      (a, b) => Number(b.fails) - Number(a.fails) || byText(placed(a), placed(b)),
    ),
    ignored,
  };
};
