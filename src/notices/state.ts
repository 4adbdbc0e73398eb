import { createHash } from 'node:crypto';
import { isOpen } from '../audit/order.ts';
import type { Coverage } from '../model/coverage.ts';
import { type Severity, scopeOfEnd } from '../model/finding.ts';
import type { GateChange, GateResult } from '../model/gate.ts';
import type { InForce } from '../model/in-force.ts';
import type { NoticeKind } from '../model/notify-schema.ts';
import type { AuditResult } from '../model/report.ts';
import { withParents } from '../model/scope.ts';
import { isWithoutEnd } from '../model/standing.ts';

/** One thing worth telling of when it was not there before. */
export interface NoticeItem {
  readonly kind: NoticeKind;
  /** The same as long as it is the same thing: SHA-256 (hex, 32 digits) over the kind and the ids. */
  readonly key: string;
  readonly severity: Severity;
  /** Absent: nobody is known. */
  readonly owner?: string;
  /** Scope id; `*`: cannot be told. */
  readonly scope: string;
  /** Fingerprint, identity id, id of the exception, source of the coverage, mode of the gate. */
  readonly id: string;
  readonly title: string;
  /** For `details: full` alone. */
  readonly says: readonly string[];
}

/** What there is to tell of at one time. Two of them are all that {@link changes} compares. */
export interface NoticeState {
  /** ISO 8601, UTC. */
  readonly collectedAt: string;
  /** What was looked for: of other kinds nothing is known. */
  readonly kinds: readonly NoticeKind[];
  /** Ids of the scopes that were looked into. */
  readonly scopes: readonly string[];
  /** Of these, those of which something was not read: what is missing there is not gone. `*`: all. */
  readonly unread: readonly string[];
  readonly items: readonly NoticeItem[];
  /** What it was judged by. Absent: nothing is known of it. */
  readonly inForce?: InForce | undefined;
}

/** Of a finding as of all else here: what the ids are joined by cannot stand in them unescaped. */
const keyOf = (kind: NoticeKind, ...ids: readonly string[]): string =>
  createHash('sha256')
    .update(JSON.stringify([kind, ...ids]))
    .digest('hex')
    .slice(0, 32);

const needed: ReadonlySet<string> = new Set(['inventory', 'grants', 'trusts']);

const isLost = ({ status }: Coverage): boolean => status === 'denied' || status === 'partial';

const withOwner = (owner: string | undefined): Pick<NoticeItem, 'owner'> =>
  owner === undefined ? {} : { owner };

function* pathItems(result: AuditResult): Generator<NoticeItem> {
  const { estate, findings } = result;
  const owners = new Map<string, string | undefined>([
    ...estate.scopes.map(({ id, owner }) => [`scope:${id}`, owner] as const),
    ...estate.identities.map(({ id, owner }) => [id, owner] as const),
  ]);
  for (const finding of findings) {
    if (finding.severity !== 'critical' || finding.path.length === 0 || !isOpen(finding)) continue;
    yield {
      kind: 'critical-path',
      key: keyOf('critical-path', finding.fingerprint),
      severity: finding.severity,
      ...withOwner(owners.get(finding.identity)),
      scope: finding.scope,
      id: finding.fingerprint,
      title: `${finding.title} (${scopeOfEnd(finding.identity) ?? finding.identity})`,
      says: [...finding.path.map(({ from, to, by }) => `${from} → ${to}: ${by}`), `Fix: ${finding.fix}`],
    };
  }
}

function* administratorItems({ estate, reach, standings }: AuditResult): Generator<NoticeItem> {
  for (const [index, identity] of estate.identities.entries()) {
    const { admin, score } = reach.radius(index);
    if (admin.length === 0 || identity.providerOwned || !isWithoutEnd(standings[index]!)) continue;
    const places = admin.map((scope) => estate.scopes[scope]!.id);
    yield {
      kind: 'standing-administrator',
      key: keyOf('standing-administrator', identity.provider, identity.id),
      severity: 'high',
      ...withOwner(identity.owner),
      scope: identity.scope,
      id: identity.id,
      title: `${identity.name} controls ${places.length === 1 ? places[0] : `${places.length} scopes`} permanently`,
      says: [`Scopes: ${places.slice(0, 20).join(', ')}`, `Blast radius: ${score}`],
    };
  }
}

function* exceptionItems({ exceptions = [] }: AuditResult): Generator<NoticeItem> {
  for (const { id, status, exception, problems } of exceptions) {
    if (status !== 'expires-soon' || exception === undefined) continue;
    yield {
      kind: 'exception-ending',
      // One that is prolonged ends another time.
      key: keyOf('exception-ending', id, exception.expires),
      severity: 'medium',
      owner: exception.owner,
      scope: '*',
      id,
      title: `Exception ${id} ends on ${exception.expires}`,
      says: problems,
    };
  }
}

function* coverageItems({ coverage }: AuditResult): Generator<NoticeItem> {
  for (const each of coverage) {
    if (!isLost(each)) continue;
    const { connector, scope, source, status, detail } = each;
    yield {
      kind: 'coverage-lost',
      key: keyOf('coverage-lost', connector, scope, source),
      severity: 'high',
      scope,
      id: source,
      title: `${source} in ${scope} could not be read${status === 'partial' ? ' in full' : ''}`,
      says: [detail],
    };
  }
}

/** What was not read of an organisation was not read of its accounts. */
const unreadIn = ({ coverage, estate }: AuditResult): readonly string[] => {
  const gaps = new Set(
    coverage
      .filter((each) => each.status !== 'complete' && each.gives.some((kind) => needed.has(kind)))
      .map(({ scope }) => scope),
  );
  if (gaps.has('*')) return ['*'];
  const chain = withParents(estate.scopes);
  return estate.scopes.map(({ id }) => id).filter((id) => [...chain(id)].some((each) => gaps.has(each)));
};

/** What a scan has to tell of. Pure. */
export const noticeStateOf = (result: AuditResult): NoticeState => ({
  collectedAt: result.estate.collectedAt,
  kinds: ['critical-path', 'standing-administrator', 'exception-ending', 'coverage-lost'],
  scopes: result.estate.scopes.map(({ id }) => id),
  unread: unreadIn(result),
  items: [
    ...pathItems(result),
    ...administratorItems(result),
    ...exceptionItems(result),
    ...coverageItems(result),
  ],
  inForce: result.inForce,
});

const changeText = ({ class: kind, who, what }: GateChange): string => `${kind}: ${who}: ${what}`;

/** What a gate on the live estate has to tell of: that it failed, and by which changes. Pure. */
export const gateNoticeStateOf = (result: GateResult, now: string): NoticeState => {
  const failing = result.changes.filter(({ fails }) => fails);
  const item: NoticeItem = {
    kind: 'gate-failed',
    key: keyOf('gate-failed', result.mode, ...failing.map(({ fingerprint }) => fingerprint).toSorted()),
    severity: 'high',
    scope: '*',
    id: result.mode,
    title: `The gate failed: ${failing.length} changes`,
    says: [result.reason, ...failing.slice(0, 50).map(changeText)],
  };
  return {
    collectedAt: now,
    kinds: result.verdict === 'not-evaluated' ? [] : ['gate-failed'],
    scopes: [],
    unread: [],
    items: result.verdict === 'fail' ? [item] : [],
    inForce: result.inForce,
  };
};
