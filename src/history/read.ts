import { byText } from '../model/by-text.ts';
import { type Severity, severityRank } from '../model/finding.ts';
import type {
  Deadlines,
  FindingState,
  HistoryChange,
  HistoryEvent,
  HistoryFinding,
  HistoryIdentity,
  HistoryScan,
} from '../model/history.ts';
import { InputError } from '../model/input-error.ts';
import type { Database } from './database.ts';
import { findingHistory } from './finding-history.ts';
import type { Life } from './life.ts';
import { readLives, replayAll } from './lives.ts';
import { compareScans, readScans } from './placed-scan.ts';

/** What a store says, for people and programs. */

/** All scans, in the order of their times. */
export const historyScans = async (db: Database): Promise<readonly HistoryScan[]> => {
  const rows = await db
    .selectFrom('scans')
    .innerJoin('series', 'series.no', 'scans.series')
    .selectAll('scans')
    .select('series.roots')
    .execute();
  const figures = Map.groupBy(await db.selectFrom('figures').selectAll().execute(), ({ scan }) => scan);
  const fixes = Map.groupBy(
    await db.selectFrom('transitions').select(['scan', 'age']).where('state', '=', 'fixed').execute(),
    ({ scan }) => scan,
  );
  return rows.sort(compareScans).map((row) => {
    const fixed = fixes.get(row.no) ?? [];
    return {
      id: row.id,
      collectedAt: row.collected_at,
      roots: JSON.parse(row.roots) as readonly string[],
      tool: row.tool,
      configuration: row.configuration,
      identities: row.identities,
      privileged: row.privileged,
      standing: row.standing,
      worstBlastRadius: row.worst_blast_radius,
      gaps: row.gaps,
      sources: row.sources,
      figures: (figures.get(row.no) ?? []).map(({ scan: _, ...figure }) => figure),
      fixed: fixed.length,
      fixDays: fixed.reduce((days, { age }) => days + age, 0),
    };
  });
};

/**
 * The scan that is meant: `latest`, the beginning of an id, or of a time (the newest that fits).
 * @throws InputError where there is none
 */
export const scanNamed = <Scan extends { readonly id: string; readonly collectedAt: string }>(
  scans: readonly Scan[],
  name: string,
): Scan => {
  const found =
    name === 'latest'
      ? scans.at(-1)
      : scans.findLast(({ id, collectedAt }) => id.startsWith(name) || collectedAt.startsWith(name));
  if (found !== undefined && name !== '') return found;
  throw new InputError(
    'there is no such scan',
    name,
    'Name it by the beginning of its id or of its time: `nhi-audit history list` shows both.',
  );
};

const described = (
  {
    fingerprint,
    rule,
    identity,
    scope,
    title,
  }: Pick<HistoryFinding, 'fingerprint' | 'rule' | 'identity' | 'scope' | 'title'>,
  life: Life,
  at: string,
  deadlines: Deadlines,
): HistoryFinding => {
  const { severity, lastSeen } = life;
  return {
    fingerprint,
    rule,
    identity,
    scope,
    title,
    severity,
    lastSeen,
    ...findingHistory(life, at, deadlines),
  };
};

const isSeverity = (text: string): text is Severity => severityRank(text as Severity) >= 0;
const gravity = (text: string): number => (isSeverity(text) ? severityRank(text) : -1);

/** The gravest first, then the oldest. */
const sorted = <Finding extends HistoryFinding>(findings: readonly Finding[]): readonly Finding[] =>
  findings.toSorted(
    (a, b) =>
      gravity(b.severity) - gravity(a.severity) ||
      byText(a.openSince, b.openSince) ||
      byText(a.fingerprint, b.fingerprint),
  );

const findingRows = async (db: Database) =>
  new Map(
    (
      await db
        .selectFrom('findings')
        .select(['no', 'fingerprint', 'rule', 'identity', 'scope', 'title'])
        .execute()
    ).map((row) => [row.no, row]),
  );

interface Named {
  readonly id: string;
  readonly collectedAt: string;
}

const livesAfter = async (db: Database, { id }: Named): Promise<ReadonlyMap<number, Life>> => {
  const scans = await readScans(db);
  if (scans.at(-1)?.id === id) return (await readLives(db)).lives;
  const { no } = scans.find((scan) => scan.id === id)!;
  return (await replayAll(db, no)).lives;
};

/** All findings as they were after a scan, the gravest first. */
export const findingsAfter = async (
  db: Database,
  scan: Named,
  deadlines: Deadlines,
): Promise<readonly HistoryFinding[]> => {
  const rows = await findingRows(db);
  const lives = await livesAfter(db, scan);
  return sorted([...lives].map(([no, life]) => described(rows.get(no)!, life, scan.collectedAt, deadlines)));
};

/** What a scan, the newest, did not find any more, the gravest first. */
export const endedAt = async (
  db: Database,
  at: string,
  deadlines: Deadlines,
): Promise<readonly HistoryFinding[]> => {
  const rows = await db
    .selectFrom('findings')
    .select(['fingerprint', 'rule', 'identity', 'scope', 'title', 'life'])
    .where('state', '=', 'fixed')
    .where('fixed_at', '=', at)
    .execute();
  return sorted(rows.map((row) => described(row, JSON.parse(row.life) as Life, at, deadlines)));
};

/** A finding counts as changed where it is open, accepted, unseen or fixed and was not; `new` and `reopened` are open. */
const plain = (state: FindingState | undefined): FindingState | undefined =>
  state === 'new' || state === 'reopened' ? 'open' : state;

/** What is other after one scan than it was after another, the gravest first. */
export const changesBetween = async (
  db: Database,
  from: Named,
  to: Named,
  deadlines: Deadlines,
): Promise<readonly HistoryChange[]> => {
  const rows = await findingRows(db);
  const [before, after] = [await livesAfter(db, from), await livesAfter(db, to)];
  const changes = [...after].flatMap(([no, life]): readonly HistoryChange[] => {
    const was = before.get(no)?.state;
    if (plain(was) === plain(life.state)) return [];
    const finding = described(rows.get(no)!, life, to.collectedAt, deadlines);
    return [{ ...finding, ...(was === undefined ? {} : { before: was }) }];
  });
  return sorted(changes);
};

/** A finding by the beginning of its fingerprint, with what became of it. @throws InputError */
export const findingTold = async (
  db: Database,
  fingerprint: string,
  deadlines: Deadlines,
): Promise<{ readonly finding: HistoryFinding; readonly events: readonly HistoryEvent[] }> => {
  const rows = [...(await findingRows(db)).values()].filter((row) => row.fingerprint.startsWith(fingerprint));
  const [row] = rows;
  if (row === undefined || rows.length > 1 || fingerprint === '')
    throw new InputError(
      row === undefined ? 'there is no such finding in the history' : `${rows.length} findings begin so`,
      fingerprint,
      'Give the fingerprint as a report has it.',
    );
  const scans = await historyScans(db);
  const { lives } = await readLives(db);
  const events = await db
    .selectFrom('transitions')
    .innerJoin('scans', 'scans.no', 'transitions.scan')
    .select(['scans.collected_at', 'scans.id', 'transitions.state', 'transitions.age'])
    .where('transitions.finding', '=', row.no)
    .execute();
  return {
    finding: described(row, lives.get(row.no)!, scans.at(-1)!.collectedAt, deadlines),
    events: events
      .sort(compareScans)
      .map(({ collected_at, id, state, age }) => ({ at: collected_at, scan: id, state, age })),
  };
};

/** What is known of an identity, by its id; of several providers that have one of that id, all. @throws InputError */
export const identityTold = async (
  db: Database,
  id: string,
  deadlines: Deadlines,
): Promise<readonly HistoryIdentity[]> => {
  const rows = await db.selectFrom('identities').selectAll().where('id', '=', id).execute();
  if (rows.length === 0)
    throw new InputError('there is no such identity in the history', id, 'Give its id as a report has it.');
  const scans = new Map(
    (await db.selectFrom('scans').select(['no', 'id', 'collected_at']).execute()).map((scan) => [
      scan.no,
      scan,
    ]),
  );
  const newest = [...scans.values()].sort(compareScans).at(-1)!.collected_at;
  const { lives } = await readLives(db);
  const findings = await db.selectFrom('findings').selectAll().where('identity', '=', id).execute();
  const told: HistoryIdentity[] = [];
  for (const { no, provider, kind, name, scope, owner } of rows) {
    const spells = await db.selectFrom('identity_spells').selectAll().where('identity', '=', no).execute();
    told.push({
      id,
      provider,
      kind,
      name,
      scope,
      ...(owner === null ? {} : { owner }),
      spells: spells
        .sort((a, b) => compareScans(scans.get(a.from_scan)!, scans.get(b.from_scan)!))
        .map(({ from_scan, until_scan, standing, blast_radius, proven, exposure, controls }) => ({
          from: scans.get(from_scan)!.collected_at,
          ...(until_scan === null ? {} : { until: scans.get(until_scan)!.collected_at }),
          standing,
          blastRadius: blast_radius,
          proven,
          ...(exposure === null ? {} : { exposure }),
          controls,
        })),
      findings: sorted(
        findings
          .filter((finding) => finding.scope === scope || rows.length === 1)
          .map((finding) => described(finding, lives.get(finding.no)!, newest, deadlines)),
      ),
    });
  }
  return told;
};
