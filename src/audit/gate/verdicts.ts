import type { ChangeClass, ChangeLocation, GateInput, StateIdentity, StateReach } from '../../model/gate.ts';
import { levelRank } from '../../model/level.ts';
import type { Settings } from '../../model/settings.ts';
import { credentialDrafts } from './credentials.ts';
import type { Draft } from './draft.ts';
import { type Comparison, grantDrafts } from './grants.ts';
import { type growthBetween, growthDraft } from './growth.ts';
import { holdsNothing, latentDraft } from './latent.ts';
import { durationOf } from './lines.ts';
import { failsBy, passesBy } from './policy.ts';
import type { Pair } from './renames.ts';
import { isClosed, isOpenToEveryone, trustDrafts } from './trusts.ts';
import { sortUnread, unreadDraft } from './unread.ts';
import { isOfUnknownWeight, mayHoldMore, unknownWeight } from './unseen.ts';

/** Whether a change fails, and why: of each kind of draft, exceptions aside. */

export type GateSettings = Pick<Settings, 'gate' | 'thresholds'>;

/** A draft and whether it would fail, exceptions aside. */
export interface Judged {
  readonly draft: Draft;
  readonly identity?: StateIdentity | undefined;
  readonly was?: StateReach | undefined;
  readonly fails: boolean;
  readonly verdict: string;
  /** What falls, if not what an identity holds. */
  readonly falls?: string;
  /** Where it is written, if not where the identity is. */
  readonly location?: ChangeLocation | undefined;
}

/** What people sign in with. Every other credential is used by programs, whoever owns it. */
const humanCredentials: ReadonlySet<string> = new Set(['console-password']);

/** Whether a change of it can give anybody anything at a level that counts. */
const holdsAnything = (identity: StateIdentity, comparison: Comparison, { gate }: GateSettings): boolean => {
  const { blastRadius, admin, adminIf } = identity.lasting ?? identity;
  return (
    blastRadius > 0 ||
    admin.length > 0 ||
    adminIf.length > 0 ||
    identity.entitlements.some(
      (line) =>
        levelRank[line.level] >= levelRank[gate.level] && durationOf(line, comparison.after) !== 'ended',
    )
  );
};

const isHuman = ({ before, after }: Pair): boolean =>
  after.nature === 'human' && (before === undefined || before.nature === 'human');

type Reason = (
  draft: Draft,
  pair: Pair,
  comparison: Comparison,
  settings: GateSettings,
) => string | undefined;

/** Why a change does not fail; the first that holds. */
const passes: readonly Reason[] = [
  ({ class: kind }) =>
    kind === 'time-bound-grant'
      ? 'Passes: it expires within the policy, or must be activated first.'
      : undefined,
  (_, { after }) =>
    after.providerOwned === true
      ? 'Passes: the provider made the identity for itself, and nobody else can use or change it.'
      : undefined,
  ({ about, of }, pair, _, { gate }) =>
    isHuman(pair) && !gate.humans && !(about === 'credential' && !humanCredentials.has(of ?? ''))
      ? 'Passes: a person uses this identity, and the gate is about others (gate.humans).'
      : undefined,
  ({ level }, _, __, { gate }) =>
    level !== undefined && levelRank[level] < levelRank[gate.level]
      ? `Passes: its level is ${level}, and only ${gate.level} and above fail (gate.level).`
      : undefined,
  // Of one that was there before, and of which only a change is seen, nobody knows what else it holds.
  ({ about, class: kind }, { before, after }, comparison, settings) =>
    (about === 'trust' || about === 'credential') &&
    !mayHoldMore({ before, after }) &&
    kind !== 'latent-privilege' &&
    !holdsAnything(after, comparison, settings)
      ? `Passes: the identity holds nothing at the level ${settings.gate.level} or above (gate.level).`
      : undefined,
];

const failure: Readonly<Partial<Record<ChangeClass, string>>> = {
  'latent-privilege': 'Fails: one more step, and it is in force.',
  'new-standing-grant': 'Fails: the privilege is new and lasts.',
  'permanence-worsened': 'Fails: it lasts longer than before, and longer than the policy allows.',
  'privilege-widened': 'Fails: the identity may do more, and it lasts.',
  'scope-widened': 'Fails: the identity reaches more, and it lasts.',
  'trust-widened': 'Fails: somebody may become this identity who could not before.',
  'credential-added': 'Fails: the credential works until somebody revokes it.',
  'blast-radius-grown': 'Fails: more is compromised if it leaks.',
};

/** Whether an identity controls something, itself or by what it leads to. */
const controls = ({ entitlements, admin, adminIf }: StateIdentity): boolean =>
  admin.length > 0 || adminIf.length > 0 || entitlements.some(({ level }) => level === 'control');

/** What a policy says of its weight: undefined where it fails. */
const passesByPolicy = (draft: Draft, { after }: Pair, { gate }: GateSettings): string | undefined => {
  const { weight } = draft;
  return weight === undefined || failsBy(gate.policy, weight, controls(after))
    ? undefined
    : passesBy(gate.policy, weight);
};

/**
 * What changed at one identity. Where it was there and nobody could become it, all that it holds is new to those who now can.
 */
const ownDrafts = (
  { before, after }: Pair,
  comparison: Comparison,
  settings: GateSettings,
): readonly Draft[] => {
  const { gate } = settings;
  const isStrict = gate.policy === 'strict';
  const opens =
    !isStrict &&
    before !== undefined &&
    comparison.enteredByTrust(after) &&
    before.credentials.length === 0 &&
    isClosed(before) &&
    !isClosed(after);
  const older = opens ? { ...before, entitlements: [] } : before;
  const isOpen = !isStrict && (comparison.isEverybody(after) || isOpenToEveryone(after));
  const grants = grantDrafts(older, after, comparison, gate).map((draft) => heavier(draft, isOpen));
  const trusts = trustDrafts(before, after, comparison).filter(
    (draft) => before !== undefined || isTold(draft, after, isStrict),
  );
  return [...grants, ...trusts, ...credentialDrafts(before, after, comparison.after)];
};

/**
 * Whether a trust that comes with its identity is told beside what the identity holds: not where it is in one of the estate.
 * Under `strict` all that it holds fails, and only one that holds nothing is left to tell.
 */
const isTold = ({ weight, of }: Draft, after: StateIdentity, isStrict: boolean): boolean =>
  isStrict ? weight === 'everyone' && of !== 'start' && holdsNothing(after) : weight !== 'inside';

/** What everybody can use is never too little. */
const heavier = (draft: Draft, isOpen: boolean): Draft =>
  draft.class !== 'time-bound-grant' && draft.weight !== 'control' && isOpen
    ? { ...draft, weight: 'entered-by-everyone' }
    : draft;

export const judgePair = (
  pair: Pair,
  comparison: Comparison,
  settings: GateSettings,
  growth: ReturnType<typeof growthBetween>,
): readonly Judged[] => {
  const { before, after } = pair;
  const judge = (written: Draft): Judged => {
    const draft = latentDraft(written, pair, comparison, settings);
    const judged = { draft, identity: after, was: before };
    const reason = passes.flatMap((pass) => pass(draft, pair, comparison, settings) ?? [])[0];
    if (reason !== undefined) return { ...judged, fails: false, verdict: reason };
    if (isOfUnknownWeight(draft, pair) && !holdsAnything(after, comparison, settings))
      return { ...judged, ...unknownWeight(pair, settings) };
    const light = passesByPolicy(draft, pair, settings);
    return { ...judged, fails: light === undefined, verdict: light ?? failure[draft.class]! };
  };
  const own = ownDrafts(pair, comparison, settings).map(judge);
  if (own.some(({ fails }) => fails)) return own;
  return [...own, ...growthDraft(pair, growth(pair), settings.gate.blastRadiusGrowth).map(judge)];
};

const indeterminateVerdicts: Readonly<
  Record<Settings['gate']['onIndeterminate'], { readonly fails: boolean; readonly says: string }>
> = {
  fail: {
    fails: true,
    says: 'Fails: it may give privileges, and nobody can tell (--on-indeterminate fail).',
  },
  warn: { fails: false, says: 'Warning: nobody can tell (--on-indeterminate warn).' },
  pass: { fails: false, says: 'Passes: nobody can tell (--on-indeterminate pass).' },
};

/** A group or policy is nobody: only its weight counts, and its level. */
export const judgeHolder = (draft: Draft, { gate }: GateSettings): Judged => {
  const isLow = draft.level !== undefined && levelRank[draft.level] < levelRank[gate.level];
  const fails = !isLow && draft.weight !== undefined && failsBy(gate.policy, draft.weight, true);
  return {
    draft,
    fails,
    verdict: fails ? failure['latent-privilege']! : passesBy(gate.policy, draft.weight ?? 'latent'),
  };
};

export const judgeUnknown = (draft: Draft, input: GateInput, { gate }: GateSettings): Judged => {
  const { fails, says } = indeterminateVerdicts[gate.onIndeterminate];
  const identity = input.after.identities.find(({ id }) => id === draft.who);
  const location = input.indeterminate.find((item) => item.identity === draft.who)?.location;
  return draft.mayGive === true
    ? { draft, identity, location, fails, verdict: says }
    : { draft, identity, location, fails: false, verdict: 'Passes: it gives no privileges.' };
};

/** Who is let in by a resource itself: no identity gains anything, and whoever is let in may be anybody. */
export const judgeAccess = (draft: Draft, { gate }: GateSettings): Judged => {
  const falls = 'Whoever is let in gets what the resource holds or does.';
  if (draft.class === 'time-bound-grant')
    return { draft, falls, fails: false, verdict: 'Passes: it expires within the policy.' };
  // Everyone is let in by no degree.
  const isWeak = draft.level !== undefined && levelRank[draft.level] < levelRank[gate.level];
  if (isWeak && draft.mayGive !== true) {
    const verdict = `Passes: its level is ${draft.level}, and only ${gate.level} and above fail (gate.level).`;
    return { draft, falls, fails: false, verdict };
  }
  const weight = draft.weight ?? 'outsider';
  return failsBy(gate.policy, weight, draft.level === 'control')
    ? { draft, falls, fails: true, verdict: 'Fails: somebody may use the resource who could not before.' }
    : { draft, falls, fails: false, verdict: passesBy(gate.policy, weight) };
};

/** What is not evaluated counts as what nobody can tell. */
export const judgeUnread = (input: GateInput, { gate }: GateSettings): readonly Judged[] => {
  const { fails, says } = indeterminateVerdicts[gate.onIndeterminate];
  const { counting } = sortUnread(input.unread ?? [], gate.ignoreUnread);
  return counting.map((unread) => {
    // Where only control fails, so does only what is plain to see.
    const passes = gate.policy === 'control' && unread.shows === undefined;
    return {
      draft: unreadDraft(unread),
      location: unread.location,
      fails: fails && !passes,
      verdict: fails && passes ? 'Passes: nothing in it shows control (gate.policy control).' : says,
    };
  });
};
