import { hash } from 'node:crypto';
import { byText } from '../../model/by-text.ts';
import type { JudgedException } from '../../model/exception.ts';
import { severityRank } from '../../model/finding.ts';
import {
  type ChangeClass,
  type ChangeLocation,
  changeClasses,
  type GateChange,
  type GateInput,
  type GateResult,
  type StateIdentity,
  type StateReach,
} from '../../model/gate.ts';
import { levelRank } from '../../model/level.ts';
import type { IdentityUser, Instead } from '../../model/remedy.ts';
import type { Provider } from '../../model/scope.ts';
import type { Settings } from '../../model/settings.ts';
import { acceptances, type Coverable, hasEnded } from '../exceptions.ts';
import { classes } from './classes.ts';
import { credentialDrafts, lostCredentials } from './credentials.ts';
import type { Draft } from './draft.ts';
import {
  type Comparison,
  type Expand,
  grantDrafts,
  lostLines,
  type SensitivityOf,
  type WeightKnowledge,
} from './grants.ts';
import { growthBetween, growthDraft } from './growth.ts';
import { insteadOf } from './instead.ts';
import { holderDrafts, holdsNothing, latentDraft } from './latent.ts';
import { durationOf } from './lines.ts';
import { failsBy, passesBy } from './policy.ts';
import { type Pair, pairingOf } from './renames.ts';
import { resourceDrafts } from './resource-access.ts';
import { isClosed, isOpenToEveryone, lostTrusts, trustDrafts } from './trusts.ts';

import { unknownDrafts } from './unknowns.ts';
import { sortUnread, unreadDraft, unreadResult } from './unread.ts';
import { isOfUnknownWeight, mayHoldMore, unknownWeight } from './unseen.ts';
import { counted, fallsText, listed } from './wording.ts';

export type GateSettings = Pick<Settings, 'gate' | 'thresholds'>;

/** What a result says beside the changes. */
export type GateLabels = Pick<GateResult, 'tool' | 'mode' | 'before' | 'after'>;

/** Judges exceptions together with the changes, which only the gate knows. */
export interface ExceptionJudge {
  readonly judge: (changes: readonly Coverable[]) => readonly JudgedException[];
  /** Findings of the estate after the change: an ended exception for one of them fails the gate. */
  readonly findings: readonly Coverable[];
}

/** A draft and whether it would fail, exceptions aside. */
interface Judged {
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
      ? 'Passes: it ends by itself within the policy, or must be activated first.'
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
  'blast-radius-grown': 'Fails: more falls if it leaks.',
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
  const grants = grantDrafts(older, after, comparison, gate).map((draft) => heavier(draft, after, isStrict));
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
const heavier = (draft: Draft, after: StateIdentity, isStrict: boolean): Draft =>
  !isStrict && draft.class !== 'time-bound-grant' && draft.weight !== 'control' && isOpenToEveryone(after)
    ? { ...draft, weight: 'entered-by-everyone' }
    : draft;

const judgePair = (
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
const judgeHolder = (draft: Draft, { gate }: GateSettings): Judged => {
  const isLow = draft.level !== undefined && levelRank[draft.level] < levelRank[gate.level];
  const fails = !isLow && draft.weight !== undefined && failsBy(gate.policy, draft.weight, true);
  return {
    draft,
    fails,
    verdict: fails ? failure['latent-privilege']! : passesBy(gate.policy, draft.weight ?? 'latent'),
  };
};

const judgeUnknown = (draft: Draft, input: GateInput, { gate }: GateSettings): Judged => {
  const { fails, says } = indeterminateVerdicts[gate.onIndeterminate];
  const identity = input.after.identities.find(({ id }) => id === draft.who);
  const location = input.indeterminate.find((item) => item.identity === draft.who)?.location;
  return draft.mayGive === true
    ? { draft, identity, location, fails, verdict: says }
    : { draft, identity, location, fails: false, verdict: 'Passes: it gives no privileges.' };
};

/** Who is let in by a resource itself: no identity gains anything, and whoever is let in may be anybody. */
const judgeAccess = (draft: Draft, { gate }: GateSettings): Judged => {
  const falls = 'What the resource holds or does falls to whoever is let in.';
  if (draft.class === 'time-bound-grant')
    return { draft, falls, fails: false, verdict: 'Passes: it ends by itself within the policy.' };
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
const judgeUnread = (input: GateInput, { gate }: GateSettings): readonly Judged[] => {
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

const fingerprintOf = ({ class: kind, who, scope, key }: Draft): string =>
  hash('sha256', JSON.stringify(['gate', kind, who, scope, key]), 'hex').slice(0, 32);

/** Changes of which a file may show the very place. */
const placeable: Partial<Record<Draft['about'], Parameters<GateInput['locationOf']>[1]>> = {
  grant: 'grant',
  trust: 'trust',
  credential: 'credential',
};

const changeOf = (
  { draft, identity, was, fails, verdict, falls, location }: Judged,
  input: GateInput,
  /** Alternatives of the provider's own. */
  own: readonly Instead[],
  user?: IdentityUser,
): GateChange => {
  const { title: _, severity, whenPrivileged } = classes[draft.class];
  const place = location ?? input.locationOf(draft.who, placeable[draft.about], draft.privileges);
  const about = { class: draft.class, about: draft.about, of: draft.of };
  return {
    class: draft.class,
    fingerprint: fingerprintOf(draft),
    severity: identity?.privileged === true || draft.mayGive === true ? whenPrivileged : severity,
    fails,
    verdict,
    who: draft.who,
    ...(identity === undefined ? {} : { provider: identity.provider, kind: identity.kind }),
    what: identity?.standsFor === undefined ? draft.what : `${draft.what} ${identity.standsFor}`,
    where: draft.where,
    scope: draft.scope,
    since: input.since(draft.who),
    falls: falls ?? fallsText(was, identity),
    blastRadius: { before: was?.blastRadius ?? 0, after: identity?.blastRadius ?? 0 },
    instead: insteadOf(about, own, identity?.kind, user),
    ...(place === undefined ? {} : { location: place }),
  };
};

/** A change as exceptions see it: by its class, and by the rules whose findings are the same matter. */
const coverablesOf = ({ class: kind, fingerprint, who, scope, severity }: GateChange): readonly Coverable[] =>
  [`gate:${kind}`, ...classes[kind].sameAs].map((rule) => ({
    fingerprint,
    rule,
    identity: who,
    scope,
    severity,
  }));

/** Exceptions that ended while what they accepted is still found: each is a change of its own. */
const endedExceptions = (
  judged: readonly JudgedException[],
  changes: readonly GateChange[],
  findings: readonly Coverable[],
  input: GateInput,
): readonly GateChange[] => {
  const known = new Set(changes.map(({ fingerprint }) => fingerprint));
  const byFingerprint = new Map(findings.map((finding) => [finding.fingerprint, finding]));
  return judged.filter(hasEnded).flatMap(({ id, covered, problems, location }): readonly GateChange[] => {
    const open = covered.filter((fingerprint) => !known.has(fingerprint));
    if (open.length === 0) return [];
    const finding = open.flatMap((fingerprint) => byFingerprint.get(fingerprint) ?? [])[0];
    const who = finding?.identity ?? id;
    const identity = input.after.identities.find((item) => item.id === who);
    const draft: Draft = {
      class: 'exception-expired',
      about: 'exception',
      who,
      scope: finding?.scope ?? '',
      key: [id],
      what: `The exception ${id} no longer holds, and what it accepted is still there: ${listed(problems)}.`,
      where: `${finding?.scope ?? ''}${finding === undefined ? '' : `: ${finding.rule}`}`,
    };
    const verdict = 'Fails: an exception that ended accepts nothing.';
    const change = changeOf({ draft, identity, was: identity, fails: true, verdict }, input, []);
    return [{ ...change, location: { file: location.file, line: location.line } }];
  });
};

/** Exceptions in force accept a change, and it stays in the list; one that ended is named where it would have. */
const withExceptions = (
  changes: readonly GateChange[],
  judged: readonly JudgedException[],
): readonly GateChange[] => {
  const acceptanceOf = acceptances(judged);
  return changes.map((change): GateChange => {
    const { status, exception } = acceptanceOf(change.fingerprint);
    if (!change.fails || exception === undefined) return change;
    return status === 'accepted'
      ? { ...change, fails: false, exception, verdict: `Accepted by the exception ${exception}.` }
      : { ...change, verdict: `${change.verdict} The exception ${exception} no longer holds.` };
  });
};

const inOrder = (a: GateChange, b: GateChange): number =>
  Number(b.fails) - Number(a.fails) ||
  b.blastRadius.after - a.blastRadius.after ||
  severityRank(b.severity) - severityRank(a.severity) ||
  changeClasses.indexOf(a.class) - changeClasses.indexOf(b.class) ||
  byText(a.fingerprint, b.fingerprint);

/** One of each fingerprint: the same computed value may be met twice. */
const distinct = (changes: readonly GateChange[]): readonly GateChange[] => [
  ...new Map(changes.map((change) => [change.fingerprint, change])).values(),
];

const verdictOf = (
  { before, after, cannotJudge }: GateInput,
  changes: readonly GateChange[],
  /** Resources that are not evaluated. */
  notRead: number,
): Pick<GateResult, 'verdict' | 'reason'> => {
  if (cannotJudge !== undefined) {
    const { says, remedy } = cannotJudge;
    return { verdict: 'not-evaluated', reason: `${says.charAt(0).toUpperCase()}${says.slice(1)}. ${remedy}` };
  }
  if (before.gaps.length > 0) {
    return {
      verdict: 'not-evaluated',
      reason: `What is compared with was not read in full, so nothing can be called new: ${listed(before.gaps, 2)}.`,
    };
  }
  // Who could be seen is judged, and the rest is indeterminate; where nobody could, there is nothing to judge.
  if (after.complete.length === 0 && after.identities.length === 0 && after.gaps.length > 0) {
    return { verdict: 'not-evaluated', reason: `No scope could be read: ${listed(after.gaps, 2)}.` };
  }
  const failing = changes.filter(({ fails }) => fails);
  if (failing.length === 0) {
    const unknown = changes.filter(({ class: kind }) => kind === 'indeterminate').length;
    const rest = [
      ...(changes.length === 0 ? [] : [`${counted(changes.length, 'change')} listed`]),
      ...(unknown === 0 ? [] : [`of ${unknown} nobody can tell`]),
      ...(notRead === 0 ? [] : [`${counted(notRead, 'resource is', 'resources are')} not evaluated`]),
    ];
    const also = rest.length === 0 ? '' : ` (${rest.join('; ')})`;
    return { verdict: 'pass', reason: `No new permanent privilege${also}.` };
  }
  const tally = changeClasses.flatMap((kind) => {
    const count = failing.filter((change) => change.class === kind).length;
    return count === 0 ? [] : [`${kind} ${count}`];
  });
  return {
    verdict: 'fail',
    reason: `${counted(failing.length, 'change fails', 'changes fail')}: ${tally.join(', ')}.`,
  };
};

const narrowedBetween = (pair: Pair, comparison: Comparison): number =>
  pair.before === undefined
    ? 0
    : lostLines(pair.before, pair.after, comparison) +
      lostTrusts(pair.before, pair.after, comparison) +
      lostCredentials(pair.before, pair.after);

/** What the comparison asks the providers. */
export interface ProviderKnowledge extends WeightKnowledge {
  readonly instead: (provider: Provider) => readonly Instead[];
  readonly usedBy: (identity: StateIdentity) => IdentityUser | undefined;
  readonly expand: Expand;
  readonly sensitivityOf: SensitivityOf;
}

/** Two states compared: what is added, exceptions aside, and how much goes. */
const compare = (
  input: GateInput,
  settings: GateSettings,
  { instead, usedBy, ...knowledge }: ProviderKnowledge,
): { readonly added: readonly GateChange[]; readonly narrowed: number } => {
  const { before, after } = input;
  const { longestGrantDays } = settings.thresholds;
  const comparison: Comparison = {
    identities: new Map(after.identities.map((identity) => [identity.id, identity])),
    before: { now: Date.parse(before.collectedAt), longestGrantDays },
    after: { now: Date.parse(after.collectedAt), longestGrantDays },
    ...knowledge,
  };
  const { pairs, gone } = pairingOf(before, after, input.renamed);
  const growth = growthBetween(before, after);
  const judged = [
    ...pairs.flatMap((pair) => judgePair(pair, comparison, settings, growth)),
    ...holderDrafts(before, after, comparison, settings.gate).map((draft) => judgeHolder(draft, settings)),
    ...unknownDrafts(input).map((draft) => judgeUnknown(draft, input, settings)),
    ...resourceDrafts(before, after, comparison).map((draft) => judgeAccess(draft, settings)),
    ...judgeUnread(input, settings),
  ];
  return {
    added: judged.map((each) =>
      changeOf(
        each,
        input,
        each.identity === undefined ? [] : instead(each.identity.provider),
        each.identity === undefined ? undefined : usedBy(each.identity),
      ),
    ),
    narrowed:
      pairs.reduce((sum, pair) => sum + narrowedBetween(pair, comparison), 0) +
      gone.reduce(
        (sum, { entitlements, trusts, credentials }) =>
          sum + entitlements.length + trusts.length + credentials.length,
        0,
      ),
  };
};

/**
 * What the later state adds to the earlier one, and whether that fails. Pure: the comparison are those of the states, and
 * neither the order of anything nor how policies are split, named or merged makes a difference.
 */
export const judgeChanges = (
  input: GateInput,
  settings: GateSettings,
  labels: GateLabels,
  exceptions: ExceptionJudge = { judge: () => input.exceptions, findings: [] },
  knowledge: ProviderKnowledge = {
    instead: () => [],
    usedBy: () => undefined,
    expand: () => [],
    sensitivityOf: () => 'rest',
    concerns: () => 'rest',
    namesResources: (_, pattern) => pattern !== '*',
    becomesOthers: () => false,
    enteredByTrust: () => false,
  },
): GateResult => {
  const { before, after, otherwise = [] } = input;
  const { added, narrowed } = compare(input, settings, knowledge);
  const found = distinct([
    ...otherwise.flatMap((other) => compare(other, settings, knowledge).added),
    ...added,
  ]);
  const known = exceptions.judge(found.flatMap(coverablesOf));
  const changes = [
    ...withExceptions(found, known),
    ...endedExceptions(known, found, exceptions.findings, input),
  ].sort(inOrder);
  const touched = [input, ...otherwise].flatMap((each) => each.unread ?? []);
  const unread = unreadResult(sortUnread(touched, settings.gate.ignoreUnread), changes, fingerprintOf);
  return {
    ...labels,
    ...verdictOf(input, changes, unread?.listed.length ?? 0),
    changes,
    narrowed,
    gaps: [...new Set([...before.gaps, ...after.gaps])].sort(byText),
    ...(unread === undefined ? {} : { unread }),
    exceptions: known,
  };
};
