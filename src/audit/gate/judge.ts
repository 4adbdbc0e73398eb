import { hash } from 'node:crypto';
import { byText } from '../../model/by-text.ts';
import type { Cause } from '../../model/cause.ts';
import type { JudgedException } from '../../model/exception.ts';
import { severityRank } from '../../model/finding.ts';
import {
  changeClasses,
  type GateChange,
  type GateInput,
  type GateResult,
  type StateIdentity,
} from '../../model/gate.ts';
import type { IdentityUser, Instead } from '../../model/remedy.ts';
import type { Provider } from '../../model/scope.ts';
import { groupByCause } from '../causes.ts';
import { acceptances, type Coverable, hasEnded } from '../exceptions.ts';
import { classes } from './classes.ts';
import { lostCredentials } from './credentials.ts';
import type { Draft } from './draft.ts';
import {
  type Comparison,
  type Expand,
  lostLines,
  type SensitivityOf,
  type WeightKnowledge,
} from './grants.ts';
import { growthBetween } from './growth.ts';
import { insteadOf } from './instead.ts';
import { holderDrafts } from './latent.ts';
import { reasonText } from './reason.ts';
import { type Pair, pairingOf } from './renames.ts';
import { resourceDrafts } from './resource-access.ts';
import { lostTrusts } from './trusts.ts';
import { unknownDrafts } from './unknowns.ts';
import { sortUnread, unreadResult } from './unread.ts';
import {
  type GateSettings,
  type Judged,
  judgeAccess,
  judgeHolder,
  judgePair,
  judgeUnknown,
  judgeUnread,
} from './verdicts.ts';
import { counted, fallsText, listed } from './wording.ts';

/** What a result says beside the changes. */
export type GateLabels = Pick<GateResult, 'tool' | 'mode' | 'before' | 'after'>;

/** Judges exceptions together with the changes, which only the gate knows. */
export interface ExceptionJudge {
  readonly judge: (changes: readonly Coverable[]) => readonly JudgedException[];
  /** Findings of the estate after the change: an ended exception for one of them fails the gate. */
  readonly findings: readonly Coverable[];
}

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

/** How many identities one change is about, where these are more than changes. */
const atIdentities = (changes: readonly GateChange[], told: number): string => {
  const failing = changes.filter(({ fails }) => fails);
  return failing.length === told
    ? ''
    : `, at ${counted(new Set(failing.map(({ who }) => who)).size, 'identity', 'identities')}`;
};

const causeOf = ({ class: kind, what, since, fails, verdict, instead, location }: GateChange): Cause => ({
  kind: 'setting',
  key: [
    kind,
    what,
    since,
    String(fails),
    verdict,
    instead,
    `${location?.file ?? ''}:${location?.line ?? ''}`,
  ],
  label: since,
});

/** What one change of a policy does to several identities is one item; they stand side by side. */
const grouped = (changes: readonly GateChange[]): readonly GateChange[] =>
  groupByCause(
    changes.map((change) => ({ change, fingerprint: change.fingerprint, cause: causeOf(change) })),
  ).flatMap(({ id, members }) =>
    members.map(({ change }) => (members.length === 1 ? change : { ...change, group: id })),
  );

const verdictOf = (
  { before, after, cannotJudge }: GateInput,
  changes: readonly GateChange[],
  /** Resources that are not evaluated. */
  notRead: number,
): Pick<GateResult, 'verdict' | 'reason'> => {
  if (cannotJudge !== undefined) return { verdict: 'not-evaluated', reason: reasonText(cannotJudge) };
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
  const failing = [
    ...new Map(
      changes.filter(({ fails }) => fails).map((change) => [change.group ?? change.fingerprint, change]),
    ).values(),
  ];
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
    reason: `${counted(failing.length, 'change fails', 'changes fail')}: ${tally.join(', ')}${atIdentities(changes, failing.length)}.`,
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
  readonly bundle: Comparison['bundle'];
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
    bundle: () => [],
    sensitivityOf: () => 'rest',
    concerns: () => 'rest',
    namesResources: (_, pattern) => pattern !== '*',
    becomesOthers: () => false,
    isEverybody: () => false,
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
  const changes = grouped(
    [...withExceptions(found, known), ...endedExceptions(known, found, exceptions.findings, input)].sort(
      inOrder,
    ),
  );
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
