import type { Credential } from '../model/credential.ts';
import type { Exception, ExceptionCover, ExceptionEntry, JudgedException } from '../model/exception.ts';
import { type Finding, type Severity, severityRank } from '../model/finding.ts';
import type { Identity } from '../model/identity.ts';
import type { Settings } from '../model/settings.ts';

/** What an exception may cover: a finding, or a change that the gate found (rule `gate:<change class>`). */
export type Coverable = Pick<Finding, 'fingerprint' | 'rule' | 'identity' | 'scope' | 'severity'>;

export interface JudgeInput {
  readonly entries: readonly ExceptionEntry[];
  /** All that was found, in any order. */
  readonly found: readonly Coverable[];
  /** For rotation duties, and to tell a pattern that covers everybody. */
  readonly identities: readonly Pick<Identity, 'id' | 'provider' | 'credentials'>[];
  readonly settings: Pick<Settings, 'exceptions'>;
  /** ISO 8601: the only clock. */
  readonly collectedAt: string;
  /**
   * Which kinds of things `found` holds, if there are any: an entry for another kind is not called `unmatched`.
   */
  readonly looksFor: readonly ('rules' | 'gate')[];
}

const dayLength = 86_400_000;
/** Whole days since 1970, UTC. */
const dayOf = (time: string): number => Math.floor(Date.parse(time) / dayLength);
const dateOf = (day: number): string => new Date(day * dayLength).toISOString().slice(0, 10);
const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`);

/** Whether a text fits a pattern in which `*` stands for any run of characters. Linear for any pattern. */
const fits = (pattern: string, text: string): boolean => {
  const [first, ...rest] = pattern.split('*') as [string, ...string[]];
  if (rest.length === 0) return pattern === text;
  const last = rest.pop()!;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length)
    return false;
  const end = text.length - last.length;
  let at = first.length;
  for (const part of rest) {
    const next = text.indexOf(part, at);
    if (next < 0 || next + part.length > end) return false;
    at = next + part.length;
  }
  return true;
};

interface Found {
  readonly byFingerprint: ReadonlyMap<string, readonly Coverable[]>;
  readonly byRule: ReadonlyMap<string, ReadonlyMap<string, readonly Coverable[]>>;
}

const indexed = (found: readonly Coverable[]): Found => ({
  byFingerprint: Map.groupBy(found, ({ fingerprint }) => fingerprint),
  byRule: new Map(
    [...Map.groupBy(found, ({ rule }) => rule)].map(([rule, same]) => [
      rule,
      Map.groupBy(same, ({ identity }) => identity),
    ]),
  ),
});

const coveredBy = (
  cover: ExceptionCover | undefined,
  { byFingerprint, byRule }: Found,
): readonly Coverable[] => {
  if (cover === undefined) return [];
  if ('fingerprint' in cover) return byFingerprint.get(cover.fingerprint) ?? [];
  const identities = byRule.get(cover.rule);
  if (identities === undefined) return [];
  if (!cover.identity.includes('*')) return identities.get(cover.identity) ?? [];
  return [...identities].flatMap(([id, same]) => (fits(cover.identity, id) ? same : []));
};

const gravestOf = (covered: readonly Coverable[]): Severity | undefined =>
  covered.reduce<Severity | undefined>(
    (gravest, { severity }) =>
      gravest === undefined || severityRank(severity) > severityRank(gravest) ? severity : gravest,
    undefined,
  );

/** The name of all identities of a provider, or of all there are: nobody has looked at each of them. */
const isBareWildcard = (cover: ExceptionCover, identities: JudgeInput['identities']): boolean => {
  if ('fingerprint' in cover || !cover.identity.includes('*')) return false;
  if (/^\*+$/.test(cover.identity)) return true;
  return [...Map.groupBy(identities, ({ provider }) => provider).values()].some(
    (same) => same.length > 1 && same.every(({ id }) => fits(cover.identity, id)),
  );
};

/** Why an entry that reads well is none all the same; all that can be said, not the first only. */
const faultsOf = (
  exception: Exception,
  covered: readonly Coverable[],
  { identities, settings, collectedAt }: JudgeInput,
): readonly string[] => {
  const today = dayOf(collectedAt);
  const created = dayOf(exception.created);
  const gravest = gravestOf(covered);
  const { longestDays } = settings.exceptions;
  const longest = gravest === undefined ? Math.max(...Object.values(longestDays)) : longestDays[gravest];
  const life = dayOf(exception.expires) - created;
  const faults: string[] = [];
  if (created > today) {
    faults.push(`created ${exception.created} lies after the facts, which are of ${dateOf(today)}`);
  }
  if (exception.lastReviewed !== undefined && dayOf(exception.lastReviewed) > today) {
    faults.push(`lastReviewed ${exception.lastReviewed} lies after the facts, which are of ${dateOf(today)}`);
  }
  if (life > longest) {
    const what = gravest === undefined ? 'any exception' : `an exception of something ${gravest}`;
    faults.push(`it lasts ${days(life)}, and ${what} may last ${days(longest)}`);
  }
  if (gravest === 'critical' && isBareWildcard(exception.covers, identities)) {
    faults.push('identity is a bare wildcard and covers something critical: name whom it is about');
  }
  return faults;
};

/** Credentials that somebody has to replace. */
const isReplaceable = ({ status, lifetime }: Credential): boolean =>
  (status === 'active' || status === 'unknown') &&
  (lifetime === 'static' || lifetime === 'expiring' || lifetime === 'unknown');

const overdueCredentials = (
  every: number,
  covered: readonly Coverable[],
  credentialsOf: ReadonlyMap<string, readonly Credential[]>,
  today: number,
): readonly string[] =>
  [...new Set(covered.map(({ identity }) => identity))].flatMap((identity) =>
    (credentialsOf.get(identity) ?? []).filter(isReplaceable).flatMap(({ kind, id, createdAt }) => {
      const name = `${kind}${id === kind ? '' : ` ${id}`} of ${identity}`;
      if (createdAt === undefined) {
        return [
          `the age of ${name} is not known: nobody can tell that it was replaced within ${days(every)}`,
        ];
      }
      const age = today - dayOf(createdAt);
      return age > every ? [`${name} is ${days(age)} old and was to be replaced every ${days(every)}`] : [];
    }),
  );

/** Named in full up to here; more are counted. */
const mostNamed = 3;

const statusOf = (
  exception: Exception,
  covered: readonly Coverable[],
  credentialsOf: ReadonlyMap<string, readonly Credential[]>,
  { settings, collectedAt, looksFor }: JudgeInput,
): Pick<JudgedException, 'status' | 'problems'> => {
  const today = dayOf(collectedAt);
  const end = dayOf(exception.expires);
  if (today > end) {
    return { status: 'expired', problems: [`it ended on ${exception.expires}, ${days(today - end)} ago`] };
  }
  if (exception.reviewEveryDays !== undefined) {
    const due = dayOf(exception.lastReviewed ?? exception.created) + exception.reviewEveryDays;
    if (today > due) {
      return {
        status: 'review-overdue',
        problems: [`its review was due on ${dateOf(due)}, ${days(today - due)} ago`],
      };
    }
  }
  if (exception.rotateEveryDays !== undefined) {
    const overdue = overdueCredentials(exception.rotateEveryDays, covered, credentialsOf, today);
    if (overdue.length > 0) {
      const more = overdue.length > mostNamed ? [`and ${overdue.length - mostNamed} more credentials`] : [];
      return { status: 'rotation-overdue', problems: [...overdue.slice(0, mostNamed), ...more] };
    }
  }
  const soon = end - today <= settings.exceptions.expiresSoonDays;
  const warnings = soon ? [`it ends on ${exception.expires}, in ${days(end - today)}`] : [];
  const { covers } = exception;
  const kind = 'rule' in covers && covers.rule.startsWith('gate:') ? 'gate' : 'rules';
  if (covered.length === 0 && looksFor.includes(kind)) {
    return { status: 'unmatched', problems: ['it matches no current finding', ...warnings] };
  }
  return { status: soon ? 'expires-soon' : 'valid', problems: warnings };
};

/** Judges each entry at the clock of the facts, in the order given. Pure. */
export const judgeEntries = (input: JudgeInput): readonly JudgedException[] => {
  const found = indexed(input.found);
  const credentialsOf = new Map(input.identities.map(({ id, credentials }) => [id, credentials]));
  return input.entries.map(({ id, covers, exception, problems, location }): JudgedException => {
    const inScope = (item: Coverable): boolean => exception?.scopes?.includes(item.scope) ?? true;
    const things = coveredBy(covers, found).filter(inScope);
    const covered = [...new Set(things.map(({ fingerprint }) => fingerprint))].sort();
    if (exception === undefined) return { id, status: 'invalid', problems, covered, location };
    const faults = faultsOf(exception, things, input);
    const judged =
      faults.length > 0
        ? { status: 'invalid' as const, problems: faults }
        : statusOf(exception, things, credentialsOf, input);
    return { id, ...judged, exception, covered, location };
  });
};

const inForce: ReadonlySet<JudgedException['status']> = new Set(['valid', 'expires-soon', 'unmatched']);
const ended: ReadonlySet<JudgedException['status']> = new Set([
  'expired',
  'review-overdue',
  'rotation-overdue',
]);

/** Whether what it covers is accepted. */
export const isInForce = ({ status }: Pick<JudgedException, 'status'>): boolean => inForce.has(status);

/** Whether it once accepted what it covers and does so no longer. */
export const hasEnded = ({ status }: Pick<JudgedException, 'status'>): boolean => ended.has(status);

export type Acceptance = Pick<Finding, 'status' | 'exception'>;

const open: Acceptance = { status: 'open' };

/**
 * What the exceptions make of a thing, by its fingerprint. One in force wins over one that has ended; of several the
 * first in the file.
 */
export const acceptances = (judged: readonly JudgedException[]): ((fingerprint: string) => Acceptance) => {
  const known = new Map<string, Acceptance>();
  const note = (exceptions: readonly JudgedException[], status: Finding['status']): void => {
    for (const { id, covered } of exceptions) {
      for (const fingerprint of covered) {
        if (!known.has(fingerprint)) known.set(fingerprint, { status, exception: id });
      }
    }
  };
  note(judged.filter(isInForce), 'accepted');
  note(judged.filter(hasEnded), 'expired-exception');
  return (fingerprint) => known.get(fingerprint) ?? open;
};

/** The findings as the exceptions leave them: none is lost, none is added, and their order stays. */
export const applyExceptions = (
  findings: readonly Finding[],
  judged: readonly JudgedException[],
): readonly Finding[] => {
  const acceptanceOf = acceptances(judged);
  return findings.map((finding) => ({ ...finding, ...acceptanceOf(finding.fingerprint) }));
};
