import type { Database } from '../../src/history/database.ts';
import type { Observation } from '../../src/history/observation.ts';

/** The same as src/history, in the plainest way: every scan of every finding, one after the other. */

export interface PlainLife {
  readonly fingerprint: string;
  readonly state: string;
  readonly severity: string;
  readonly title: string;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly openSince: string;
  readonly fixedAt: string | null;
}

export interface Plain {
  readonly lives: readonly PlainLife[];
  /** `scan state severity` → how many. */
  readonly figures: Readonly<Record<string, number>>;
  /** What every scan of the store says of every subject, put together again from the spells. */
  readonly said: readonly string[];
}

const inOrder = (observations: readonly Observation[]): readonly Observation[] =>
  [...new Map(observations.map((each) => [each.id, each])).values()].sort((a, b) =>
    `${a.collectedAt} ${a.id}` < `${b.collectedAt} ${b.id}` ? -1 : 1,
  );

/** One finding after each scan. */
const walk = (fingerprint: string, scans: readonly Observation[]): readonly (PlainLife | undefined)[] => {
  let life: PlainLife | undefined;
  const covered = new Set<string>();
  let rests: readonly string[] = [];
  return scans.map((scan) => {
    const found = scan.sayings.finding.find(({ key }) => key === fingerprint);
    const at = scan.collectedAt;
    if (found !== undefined) {
      const [status, severity, crossed] = found.values.map(String);
      const began = life === undefined || life.state === 'fixed' ? at : life.openSince;
      const open = life === undefined ? 'new' : life.state === 'fixed' ? 'reopened' : 'open';
      life = {
        fingerprint,
        state: status === 'accepted' ? 'accepted' : open,
        severity: severity!,
        title: String(found.described[0]),
        firstSeen: life?.firstSeen ?? at,
        lastSeen: at,
        openSince: began,
        fixedAt: null,
      };
      covered.add(scan.series);
      rests = JSON.parse(crossed!);
      return life;
    }
    if (life === undefined || life.state === 'fixed') return life;
    const [rule, identity, scope] = subjectOf(fingerprint, scans);
    const has = (id: string): boolean => scan.sayings.scope.some(({ key }) => key === id);
    const isJudged = (id: string): boolean =>
      scan.sayings.judgement.find(({ fixed }) => fixed[0] === rule && fixed[1] === id)?.values[0] ===
      'assessed';
    const isKnown = scan.sayings.identity.every(
      ({ fixed, values }) => fixed[1] !== identity || !JSON.parse(String(values[5])).includes(rule),
    );
    if (!has(scope)) {
      const tried = scan.sayings.judgement.some(({ fixed }) => fixed[0] === rule && fixed[1] === scope);
      if (covered.has(scan.series) || tried) life = { ...life, state: 'unseen' };
      return life;
    }
    const couldHaveFound = isKnown && [scope, ...rests].every((id) => has(id) && isJudged(id));
    life = couldHaveFound ? { ...life, state: 'fixed', fixedAt: at } : { ...life, state: 'unseen' };
    return life;
  });
};

const subjectOf = (fingerprint: string, scans: readonly Observation[]): readonly [string, string, string] => {
  for (const { sayings } of scans)
    for (const { key, fixed } of sayings.finding)
      if (key === fingerprint) return [String(fixed[0]), String(fixed[1]), String(fixed[2])];
  throw new Error('no such finding');
};

const fingerprintsOf = (scans: readonly Observation[]): readonly string[] =>
  [...new Set(scans.flatMap(({ sayings }) => sayings.finding.map(({ key }) => key)))].sort();

export const expectedLives = (observations: readonly Observation[]): readonly PlainLife[] => {
  const scans = inOrder(observations);
  return fingerprintsOf(scans).map((fingerprint) => walk(fingerprint, scans).at(-1)!);
};

export const expectedFigures = (observations: readonly Observation[]): Readonly<Record<string, number>> => {
  const scans = inOrder(observations);
  const walks = fingerprintsOf(scans).map((fingerprint) => walk(fingerprint, scans));
  const figures: Record<string, number> = {};
  for (const [index, { id }] of scans.entries()) {
    for (const each of walks) {
      const life = each[index];
      if (life === undefined) continue;
      const key = `${id} ${life.state} ${life.severity}`;
      figures[key] = (figures[key] ?? 0) + 1;
    }
  }
  return Object.fromEntries(Object.entries(figures).sort());
};

const spellTables = [
  ['finding_spells', 'finding', 'findings', 'fingerprint'],
  ['identity_spells', 'identity', 'identities', 'key'],
  ['scope_spells', 'scope', 'scopes', 'id'],
  ['source_spells', 'source', 'sources', 'key'],
  ['judgement_spells', 'judgement', 'judgements', 'key'],
] as const;

/** What a store holds, without its own numbers. */
export const keptState = async (db: Database): Promise<Plain> => {
  const scans = (await db.selectFrom('scans').selectAll().execute()).sort((a, b) =>
    `${a.collected_at} ${a.id}` < `${b.collected_at} ${b.id}` ? -1 : 1,
  );
  const idOf = new Map(scans.map(({ no, id }) => [no, id]));
  const said: string[] = scans.map(({ no: _, series: __, ...scan }) => JSON.stringify(scan));
  for (const [spells, subject, table, key] of spellTables) {
    const subjects = new Map(
      ((await db.selectFrom(table).selectAll().execute()) as readonly Record<string, unknown>[]).map(
        (row) => [row.no, row[key]],
      ),
    );
    for (const row of (await db.selectFrom(spells).selectAll().execute()) as readonly Record<
      string,
      unknown
    >[]) {
      const { [subject]: no, series: _, from_scan, until_scan, ...values } = row;
      said.push(
        JSON.stringify([
          spells,
          subjects.get(no),
          idOf.get(Number(from_scan)),
          idOf.get(Number(until_scan)),
          values,
        ]),
      );
    }
  }
  for (const { scan, finding, state, age } of await db.selectFrom('transitions').selectAll().execute())
    said.push(JSON.stringify(['transition', idOf.get(scan), await fingerprintAt(db, finding), state, age]));
  const lives = (await db.selectFrom('findings').selectAll().execute()).map((row) => ({
    fingerprint: row.fingerprint,
    state: row.state,
    severity: row.severity,
    title: row.title,
    firstSeen: row.first_seen,
    lastSeen: row.last_seen,
    openSince: row.open_since,
    fixedAt: row.fixed_at,
  }));
  const figures = (await db.selectFrom('figures').selectAll().execute()).map(
    ({ scan, state, severity, findings }) => [`${idOf.get(scan)} ${state} ${severity}`, findings] as const,
  );
  return {
    lives: lives.sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1)),
    figures: Object.fromEntries(figures.sort(([a], [b]) => (a < b ? -1 : 1))),
    said: said.sort(),
  };
};

const fingerprintAt = async (db: Database, no: number): Promise<string> =>
  (await db.selectFrom('findings').select('fingerprint').where('no', '=', no).executeTakeFirstOrThrow())
    .fingerprint;
