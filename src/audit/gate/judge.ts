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
import type { Instead } from '../../model/remedy.ts';
import type { Provider } from '../../model/scope.ts';
import type { Settings } from '../../model/settings.ts';
import { acceptances, type Coverable, hasEnded } from '../exceptions.ts';
import { classes } from './classes.ts';
import { credentialDrafts, lostCredentials } from './credentials.ts';
import type { Draft } from './draft.ts';
import { type Comparison, type Expand, grantDrafts, lostLines, type SensitivityOf } from './grants.ts';
import { growthBetween, growthDraft } from './growth.ts';
import { insteadOf } from './instead.ts';
import { durationOf } from './lines.ts';
import { type Pair, pairingOf } from './renames.ts';
import { resourceDrafts } from './resource-access.ts';
import { lostTrusts, trustDrafts } from './trusts.ts';
import { unknownDrafts } from './unknowns.ts';
import { sortUnread, unreadDraft, unreadResult } from './unread.ts';
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
  ({ about }, { before, after }, comparison, settings) =>
    (about === 'trust' || about === 'credential') &&
    !(before !== undefined && after.seenInPart === true) &&
    !holdsAnything(after, comparison, settings)
      ? `Passes: the identity holds nothing at the level ${settings.gate.level} or above (gate.level).`
      : undefined,
];

const failure: Readonly<Partial<Record<ChangeClass, string>>> = {
  'new-standing-grant': 'Fails: the privilege is new and lasts.',
  'permanence-worsened': 'Fails: it lasts longer than before, and longer than the policy allows.',
  'privilege-widened': 'Fails: the identity may do more, and it lasts.',
  'scope-widened': 'Fails: the identity reaches more, and it lasts.',
  'trust-widened': 'Fails: somebody may become this identity who could not before.',
  'credential-added': 'Fails: the credential works until somebody revokes it.',
  'blast-radius-grown': 'Fails: more falls if it leaks.',
};

const judgePair = (
  pair: Pair,
  comparison: Comparison,
  settings: GateSettings,
  growth: ReturnType<typeof growthBetween>,
): readonly Judged[] => {
  const { before, after } = pair;
  const judge = (draft: Draft): Judged => {
    const reason = passes.flatMap((pass) => pass(draft, pair, comparison, settings) ?? [])[0];
    return {
      draft,
      identity: after,
      was: before,
      fails: reason === undefined,
      verdict: reason ?? failure[draft.class]!,
    };
  };
  const own = [
    ...grantDrafts(before, after, comparison, settings.gate.level),
    ...(before === undefined ? [] : trustDrafts(before, after, comparison)),
    ...credentialDrafts(before, after, comparison.after),
  ].map(judge);
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
  return isWeak && draft.mayGive !== true
    ? {
        draft,
        falls,
        fails: false,
        verdict: `Passes: its level is ${draft.level}, and only ${gate.level} and above fail (gate.level).`,
      }
    : { draft, falls, fails: true, verdict: 'Fails: somebody may use the resource who could not before.' };
};

/** What is not evaluated counts as what nobody can tell. */
const judgeUnread = (input: GateInput, { gate }: GateSettings): readonly Judged[] => {
  const { fails, says } = indeterminateVerdicts[gate.onIndeterminate];
  const { counting } = sortUnread(input.unread ?? [], gate.ignoreUnread);
  return counting.map((unread) => ({
    draft: unreadDraft(unread),
    location: unread.location,
    fails,
    verdict: says,
  }));
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
    what: draft.what,
    where: draft.where,
    scope: draft.scope,
    since: input.since(draft.who),
    falls: falls ?? fallsText(was, identity),
    blastRadius: { before: was?.blastRadius ?? 0, after: identity?.blastRadius ?? 0 },
    instead: insteadOf(about, own, identity?.kind),
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
  { before, after }: GateInput,
  changes: readonly GateChange[],
  /** Resources that are not evaluated. */
  notRead: number,
): Pick<GateResult, 'verdict' | 'reason'> => {
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
export interface ProviderKnowledge {
  readonly instead: (provider: Provider) => readonly Instead[];
  readonly expand: Expand;
  readonly sensitivityOf: SensitivityOf;
}

/** Two states compared: what is added, exceptions aside, and how much goes. */
const compare = (
  input: GateInput,
  settings: GateSettings,
  { instead, expand, sensitivityOf }: ProviderKnowledge,
): { readonly added: readonly GateChange[]; readonly narrowed: number } => {
  const { before, after } = input;
  const { longestGrantDays } = settings.thresholds;
  const comparison: Comparison = {
    before: { now: Date.parse(before.collectedAt), longestGrantDays },
    after: { now: Date.parse(after.collectedAt), longestGrantDays },
    expand,
    sensitivityOf,
  };
  const { pairs, gone } = pairingOf(before, after, input.renamed);
  const growth = growthBetween(before, after);
  const judged = [
    ...pairs.flatMap((pair) => judgePair(pair, comparison, settings, growth)),
    ...unknownDrafts(input).map((draft) => judgeUnknown(draft, input, settings)),
    ...resourceDrafts(before, after, comparison).map((draft) => judgeAccess(draft, settings)),
    ...judgeUnread(input, settings),
  ];
  return {
    added: judged.map((each) =>
      changeOf(each, input, each.identity === undefined ? [] : instead(each.identity.provider)),
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
    expand: () => [],
    sensitivityOf: () => 'rest',
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
