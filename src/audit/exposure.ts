import { restrictingConditions } from '../model/condition.ts';
import type { InputKind } from '../model/coverage.ts';
import type { Credential } from '../model/credential.ts';
import type { Estate } from '../model/estate.ts';
import type { ExposureKind } from '../model/exposure.ts';
import type { ExposurePart, ExposurePartId, ExposureScore } from '../model/exposure-score.ts';
import { exposurePartIds } from '../model/exposure-score.ts';
import type { Identity } from '../model/identity.ts';
import type { Reach } from '../model/reach.ts';
import type { Settings } from '../model/settings.ts';
import type { Trust } from '../model/trust.ts';
import { hasUnseenCredentials, readIn } from './read-inputs.ts';

/**
 * How easily an attacker can compromise an identity: a sum of points for neutral facts, 0 to 100. It breaks ties between identities
 * of which the same falls. Documented with all points in `docs/ranking.md`.
 *
 * Each fact is so, is not so, or is not known. What is not known counts half, and is named: an identity of which little is
 * known stands in the middle, neither on top nor at the end. Where nothing at all is known there is no number.
 */
export const exposureLimits: Readonly<Record<ExposurePartId, number>> = {
  credential: 40,
  outside: 30,
  reach: 15,
  code: 15,
};

type Answer = 'yes' | 'no' | 'unknown';

/** What a fact is asked about. */
interface Subject {
  readonly identity: Identity;
  /** Usable, and works until somebody ends it or its date comes. */
  readonly lasting: readonly Credential[];
  /** Trusts by which somebody can become it who is not its holder. */
  readonly waysIn: readonly Trust[];
  /** Number of other identities that can become it. */
  readonly becomableBy: () => number;
  readonly isPublic: boolean;
  readonly isStored: Answer;
  /** Whether an input was read in full where the identity lives. */
  readonly isRead: (input: InputKind) => boolean;
  readonly isOpenToOthers: (trust: Trust) => boolean;
  readonly settings: Settings;
  readonly now: number;
}

/** One row of the table: a fact and what it is worth. */
export interface ExposureFact {
  readonly part: ExposurePartId;
  readonly points: number;
  /** As a clause about the identity: `has a credential that lasts`. */
  readonly says: string;
  /** Says more of the first fact of its side: not known where that is not, and not named then. */
  readonly refines?: true;
  readonly of: (subject: Subject) => Answer;
}

const answer = (is: boolean): Answer => (is ? 'yes' : 'no');
/** Found, else known not to be so only where the input was read in full. */
const orUnread = (found: boolean, isRead: boolean): Answer => (found ? 'yes' : isRead ? 'no' : 'unknown');

const day = 86_400_000;
const daysSince = (time: string, now: number): number => Math.floor((now - Date.parse(time)) / day);

/** Of several credentials one is enough, and one that is not known leaves it open. */
const anyOf = (credentials: readonly Credential[], of: (credential: Credential) => Answer): Answer => {
  const answers = credentials.map(of);
  return answers.includes('yes') ? 'yes' : answers.includes('unknown') ? 'unknown' : 'no';
};

const isOld = ({ createdAt }: Credential, { now, settings }: Subject): Answer =>
  createdAt === undefined ? 'unknown' : answer(daysSince(createdAt, now) > settings.thresholds.secretAgeDays);

const isUnused = ({ lastUsedAt, createdAt }: Credential, { now, settings }: Subject): Answer => {
  const since = lastUsedAt === 'never' ? createdAt : lastUsedAt;
  return since === undefined
    ? 'unknown'
    : answer(daysSince(since, now) >= settings.thresholds.unusedCredentialDays);
};

/** A subject names callers of an issuer as well. */
const isRestricted = ({ conditions }: Trust): boolean =>
  conditions.some(
    (condition) => restrictingConditions.has(condition.class) || condition.class === 'federated-subject',
  );

/** Who is meant, where conditions name the callers. */
const isForeign = ({ party, external, scope, only }: Trust, settings: Settings): Answer => {
  if (party !== 'identity' && party !== 'scope' && only === undefined) return 'no';
  const callers = only ?? [{ external, scope }];
  const outside = callers.filter((caller) => !settings.trustedScopes.includes(caller.scope ?? ''));
  if (outside.some((caller) => caller.external === 'yes')) return 'yes';
  return outside.some((caller) => caller.external === 'unknown') ? 'unknown' : 'no';
};

const anyTrust = ({ waysIn, isRead }: Subject, of: (trust: Trust) => Answer): Answer => {
  const answers = waysIn.map(of);
  if (answers.includes('yes')) return 'yes';
  return answers.includes('unknown') || !isRead('trusts') ? 'unknown' : 'no';
};

const has =
  (kind: ExposureKind) =>
  ({ identity, isRead }: Subject): Answer =>
    orUnread(
      identity.exposures?.some((exposure) => exposure.kind === kind) === true,
      isRead('configuration'),
    );

const hasMany =
  (least: number) =>
  ({ becomableBy, isRead }: Subject): Answer =>
    becomableBy() >= least ? 'yes' : orUnread(false, isRead('grants') && isRead('trusts'));

export const exposureFacts: readonly ExposureFact[] = [
  {
    part: 'credential',
    points: 20,
    says: 'has a credential that lasts',
    of: ({ identity, lasting, isRead }) =>
      lasting.length > 0
        ? 'yes'
        : hasUnseenCredentials(identity, isRead) ||
            identity.credentials.some(({ lifetime }) => lifetime === 'unknown')
          ? 'unknown'
          : 'no',
  },
  {
    part: 'credential',
    points: 5,
    refines: true,
    says: 'a lasting credential is older than `thresholds.secretAgeDays`',
    of: (subject) => anyOf(subject.lasting, (credential) => isOld(credential, subject)),
  },
  {
    part: 'credential',
    points: 5,
    refines: true,
    says: 'a lasting credential is not used (`thresholds.unusedCredentialDays`)',
    of: (subject) => anyOf(subject.lasting, (credential) => isUnused(credential, subject)),
  },
  {
    part: 'credential',
    points: 5,
    refines: true,
    says: 'a lasting credential is shared by workloads (`thresholds.workloadsPerIdentity`)',
    of: ({ identity: { workloads }, lasting, settings }) =>
      lasting.length === 0
        ? 'no'
        : workloads === undefined
          ? 'unknown'
          : answer(workloads.length >= settings.thresholds.workloadsPerIdentity),
  },
  {
    part: 'credential',
    points: 10,
    refines: true,
    says: 'a lasting credential is plausibly stored as a secret of a pipeline',
    of: ({ lasting, isStored }) => (lasting.length === 0 ? 'no' : isStored),
  },
  {
    part: 'credential',
    points: 10,
    refines: true,
    says: 'a password works without a second factor',
    of: ({ lasting }) =>
      anyOf(
        lasting.filter(({ kind }) => kind === 'console-password'),
        ({ secondFactor }) => (secondFactor === undefined ? 'unknown' : answer(!secondFactor)),
      ),
  },
  {
    part: 'outside',
    points: 30,
    says: 'everyone can become it',
    of: (subject) =>
      anyTrust(subject, (trust) =>
        answer(trust.party === 'everyone' && trust.only === undefined && !isRestricted(trust)),
      ),
  },
  {
    part: 'outside',
    points: 20,
    says: 'a party outside of the estate can become it without a condition',
    of: (subject) =>
      anyTrust(subject, (trust) => (isRestricted(trust) ? 'no' : isForeign(trust, subject.settings))),
  },
  {
    part: 'outside',
    points: 5,
    says: 'a party outside of the estate can become it under a condition',
    of: (subject) =>
      anyTrust(subject, (trust) => (isRestricted(trust) ? isForeign(trust, subject.settings) : 'no')),
  },
  {
    part: 'outside',
    points: 25,
    says: 'an issuer that others use as well is trusted without a subject',
    of: (subject) =>
      anyTrust(subject, (trust) => answer(trust.party === 'federated' && subject.isOpenToOthers(trust))),
  },
  {
    part: 'outside',
    points: 5,
    says: 'a service that acts for anybody’s resource is trusted',
    of: (subject) => anyTrust(subject, ({ openEnds = [] }) => answer(openEnds.length > 0)),
  },
  {
    part: 'outside',
    points: 10,
    says: 'it works in a public repository',
    of: ({ isPublic, isRead }) => orUnread(isPublic, isRead('inventory')),
  },
  { part: 'reach', points: 5, says: '1 other identity or more can become it', of: hasMany(1) },
  { part: 'reach', points: 3, refines: true, says: '5 others or more', of: hasMany(5) },
  { part: 'reach', points: 3, refines: true, says: '20 others or more', of: hasMany(20) },
  { part: 'reach', points: 2, refines: true, says: '100 others or more', of: hasMany(100) },
  { part: 'reach', points: 2, refines: true, says: '1,000 others or more', of: hasMany(1000) },
  { part: 'code', points: 15, says: 'code of outsiders runs with it', of: has('untrusted-code') },
  {
    part: 'code',
    points: 10,
    says: 'it runs on a host that takes work from outsiders',
    of: has('open-host'),
  },
  {
    part: 'code',
    points: 5,
    says: 'code of others runs with it by a name that can be moved',
    of: has('unpinned-code'),
  },
];

/** What refines a fact that is not known is not asked: it is not known either, and not named. */
const hidden = 'hidden';

/** One for each row of {@link exposureFacts}. */
type Answers = readonly (Answer | typeof hidden)[];

const answersTo = (subject: Subject): Answers => {
  let part: ExposurePartId | undefined;
  let first: Answer | undefined;
  return exposureFacts.map((fact) => {
    if (fact.part !== part) first = undefined;
    part = fact.part;
    if (fact.refines === true && first === 'unknown') return hidden;
    const is = fact.of(subject);
    first ??= is;
    return is;
  });
};

/** What is not known takes half of the room that what is known leaves: of nothing known half of all. */
const partOf = (part: ExposurePartId, answers: Answers): ExposurePart => {
  const most = exposureLimits[part];
  const known: string[] = [];
  const unknown: string[] = [];
  let sum = 0;
  let open = 0;
  for (const [index, { part: of, points, says }] of exposureFacts.entries()) {
    if (of !== part) continue;
    const is = answers[index]!;
    if (is === 'yes') sum += points;
    if (is === 'unknown' || is === hidden) open += points;
    if (is === 'yes') known.push(says);
    if (is === 'unknown') unknown.push(says);
  }
  const points = Math.min(sum, most);
  return { part, points: points + Math.min(open, most - points) / 2, most, known, unknown };
};

const scoreOf = (answers: Answers): ExposureScore => {
  const parts = exposurePartIds.map((part) => partOf(part, answers));
  const isKnown = answers.some((is) => is === 'yes' || is === 'no');
  if (!isKnown) return { parts };
  return { score: Math.round(parts.reduce((sum, { points }) => sum + points, 0)), parts };
};

const isUsable = ({ status }: Credential): boolean => status === 'active' || status === 'unknown';

const isWayIn = ({ mechanism, conditions }: Trust): boolean =>
  mechanism !== 'hold' &&
  mechanism !== 'start' &&
  !conditions.some((condition) => condition.class === 'never' || condition.class === 'expired');

/** Technique of steps to an identity whose key somebody else stores. */
const storedKeyTechnique = 'stored-key';

/** Identities (index) whose key is plausibly stored elsewhere, by the steps that say so. */
const storedIn = ({ takeover, identities }: Estate): ReadonlySet<number> => {
  const isStoredKey = takeover.techniques.map(({ id }) => id === storedKeyTechnique);
  const stored = new Set<number>();
  for (let edge = 0; edge < takeover.to.length; edge++) {
    if (isStoredKey[takeover.technique[edge]!] && takeover.to[edge]! < identities.length)
      stored.add(takeover.to[edge]!);
  }
  return stored;
};

/**
 * Exposure by identity (index), worked out when asked. Pure; the clock is `estate.collectedAt`.
 * @param isOpenToOthers whether a federated trust lets in whoever gets a token of an issuer that others use as well
 */
export const exposuresOf = (
  estate: Estate,
  reach: Pick<Reach, 'becomableBy'>,
  settings: Settings,
  isOpenToOthers: (trust: Trust) => boolean,
): ((identity: number) => ExposureScore) => {
  const now = Date.parse(estate.collectedAt);
  const isReadIn = readIn(estate);
  const stored = storedIn(estate);
  const anyStored = (estate.storedKeys ?? []).length > 0;
  const open = new Set(estate.scopes.filter((scope) => scope.public === true).map(({ id }) => id));
  const answersOf = (index: number): Answers => {
    const identity = estate.identities[index]!;
    return answersTo({
      identity,
      lasting: identity.credentials.filter(
        (credential) =>
          isUsable(credential) && (credential.lifetime === 'static' || credential.lifetime === 'expiring'),
      ),
      waysIn: identity.trusts.filter(isWayIn),
      becomableBy: () => reach.becomableBy(index),
      isPublic: open.has(identity.scope),
      isStored: orUnread(stored.has(index), anyStored),
      isRead: isReadIn(identity.scope),
      isOpenToOthers,
      settings,
      now,
    });
  };

  // Every list and every report asks: once for each identity, and a few dozen scores serve a million of them.
  const byAnswers = new Map<string, ExposureScore>();
  const byIdentity = new Array<ExposureScore | undefined>(estate.identities.length);
  return (index) => {
    let score = byIdentity[index];
    if (score === undefined) {
      const answers = answersOf(index);
      const key = answers.join();
      score = byAnswers.get(key) ?? scoreOf(answers);
      byAnswers.set(key, score);
      byIdentity[index] = score;
    }
    return score;
  };
};
