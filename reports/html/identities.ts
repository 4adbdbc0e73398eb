import { isUnusedIdentity } from '../../src/audit/identity-order.ts';
import type { RankedIdentity } from '../../src/audit/ranking.ts';
import { byText } from '../../src/model/by-text.ts';
import type { Credential } from '../../src/model/credential.ts';
import { type Finding, severityRank } from '../../src/model/finding.ts';
import { greatest } from '../../src/model/many.ts';
import type { AuditResult } from '../../src/model/report.ts';
import { effectiveDuration } from '../../src/model/standing.ts';
import { orderedControls } from '../controls.ts';
import { daysBetween } from '../wording.ts';
import { coded } from './coded.ts';
import { durations, type Found, type IdentityColumns, lifetimes, packedFinding } from './page-data.ts';

const isUsable = ({ status }: Credential): boolean => status === 'active' || status === 'unknown';

const bitsOf = (words: readonly string[], present: Iterable<string>): number => {
  let bits = 0;
  for (const word of present) {
    const place = words.indexOf(word);
    if (place >= 0) bits |= 1 << place;
  }
  return bits;
};

/** Lifetimes of the credentials that work. */
export const lifetimesOf = ({ identity }: Pick<RankedIdentity, 'identity'>): ReadonlySet<string> =>
  new Set(identity.credentials.filter(isUsable).map(({ lifetime }) => lifetime));

/** Durations, by policy, of the grants that give something. */
export const durationsOf = (
  { identity }: Pick<RankedIdentity, 'identity'>,
  { estate, settings }: AuditResult,
): ReadonlySet<string> => {
  const now = Date.parse(estate.collectedAt);
  return new Set(
    identity.grants
      .filter(({ privileges }) => privileges.length > 0)
      .map((grant) => effectiveDuration(grant, now, settings.thresholds.longestGrantDays)),
  );
};

/** The strongest level of each profile, worked out once. */
export const levelsOfProfiles = ({ estate }: AuditResult): readonly number[] =>
  estate.profiles.map(({ cells }) => cells.reduce((most, { level }) => Math.max(most, level), 0));

/** Days before collection; -1: never; null: not known. */
const daysAgo = (time: string | undefined, collectedAt: string): number | null =>
  time === 'never' ? -1 : (daysBetween(time, collectedAt) ?? null);

const oldest = (credentials: readonly Credential[], collectedAt: string): number | null => {
  const ages = credentials
    .filter((each) => isUsable(each) && (each.lifetime === 'static' || each.lifetime === 'expiring'))
    .map(({ createdAt }) => daysBetween(createdAt, collectedAt) ?? -1);
  const most = greatest(ages, -1);
  return most < 0 ? null : most;
};

/** The findings of many identities are found by few rules, each with few sets of controls. */
const finds = (): {
  readonly placeOf: (finding: Finding) => number;
  readonly all: () => readonly Found[];
} => {
  const known = new Map<string, number>();
  const all: Found[] = [];
  return {
    placeOf: ({ rule, owasp, controls }) => {
      const found: Found = { rule, owasp, controls: orderedControls(controls).each };
      const key = JSON.stringify(found);
      const before = known.get(key);
      if (before !== undefined) return before;
      known.set(key, all.length);
      all.push(found);
      return all.length - 1;
    },
    all: () => all,
  };
};

/** Identities as the page has them, and what the numbers of their findings mean. */
export const identityColumns = (
  result: AuditResult,
  rows: readonly RankedIdentity[],
): { readonly columns: IdentityColumns; readonly found: readonly Found[] } => {
  const { estate, reach, settings } = result;
  const { collectedAt } = estate;
  const now = Date.parse(collectedAt);
  const scopes = new Map(estate.scopes.map(({ id }, place) => [id, place]));
  const levels = levelsOfProfiles(result);
  const about = findingsAbout(result);
  const { placeOf, all } = finds();
  const flagsOf = ({ identity }: RankedIdentity): number =>
    [
      identity.agent,
      identity.breakGlass,
      identity.providerOwned,
      isUnusedIdentity(identity, now, settings) === true,
      identity.scanner,
    ].reduce((bits, is, place) => bits | (Number(is) << place), 0);
  const of = <T>(value: (row: RankedIdentity) => T): T[] => rows.map(value);
  const columns: IdentityColumns = {
    id: of(({ identity }) => identity.id),
    name: of(({ identity: { id, name } }) => (name === id ? '' : name)),
    provider: coded(of(({ identity }) => identity.provider)),
    kind: coded(of(({ identity }) => identity.kind)),
    nature: coded(of(({ identity }) => identity.nature.is)),
    environment: coded(of(({ identity }) => identity.environment)),
    standing: coded(of(({ standing }) => standing)),
    owner: coded(of(({ identity }) => identity.owner ?? '')),
    scope: of(({ identity }) => scopes.get(identity.scope) ?? -1),
    radius: of(({ radius }) => radius.score),
    proven: of(({ radius }) => radius.proven),
    exposure: of(({ exposure }) => exposure().score ?? null),
    becomableBy: of(({ index }) => reach.becomableBy(index)),
    becomes: of(({ radius }) => radius.identitiesIf),
    hops: of(({ radius }) => radius.hops),
    controls: of(({ radius }) => radius.admin.length),
    controlsIf: of(({ radius }) => radius.adminIf.length),
    level: of(({ identity }) => levels[identity.profile] ?? 0),
    lastUsed: of(({ identity }) => daysAgo(identity.lastUsedAt, collectedAt)),
    age: of(({ identity }) => daysAgo(identity.createdAt, collectedAt)),
    credentialAge: of(({ identity }) => oldest(identity.credentials, collectedAt)),
    credentials: of(({ identity }) => identity.credentials.length),
    lifetimes: of((row) => bitsOf(lifetimes, lifetimesOf(row))),
    durations: of((row) => bitsOf(durations, durationsOf(row, result))),
    flags: of(flagsOf),
    findings: of(({ findings, identity }) =>
      [...findings, ...(about.get(identity.id) ?? [])].map((finding) =>
        packedFinding(placeOf(finding), severityRank(finding.severity), finding.status === 'accepted'),
      ),
    ),
  };
  return { columns, found: all() };
};

/** Findings of a scope, by the identities that they are about. */
export const findingsAbout = ({ findings }: AuditResult): ReadonlyMap<string, readonly Finding[]> => {
  const about = new Map<string, Finding[]>();
  for (const finding of findings.toSorted((a, b) => byText(a.fingerprint, b.fingerprint))) {
    for (const id of finding.about ?? []) {
      const known = about.get(id);
      if (known === undefined) about.set(id, [finding]);
      else known.push(finding);
    }
  }
  return about;
};
