import type { NoticeKind } from '../model/notify-schema.ts';
import type { Database, Engine, Write } from './database.ts';
import { insertRows } from './rows.ts';
import { storableText } from './storable.ts';

/** What notices know, kept where all machines that scan find it. */

export interface KnownNotice {
  readonly kind: NoticeKind;
  /** The same as long as it is the same thing. */
  readonly key: string;
  readonly scope: string;
}

export interface KnownNotices {
  /** What was looked for so far. */
  readonly kinds: readonly NoticeKind[];
  readonly items: readonly KnownNotice[];
}

/** A scan that is looked at. */
export interface NoticeLook {
  readonly series: string;
  readonly collectedAt: string;
  /** Ids of its outermost scopes. */
  readonly roots: readonly string[];
  /** Ids of the scopes that it tried to read, and of which nothing is there. */
  readonly tried: readonly string[];
}

/**
 * The series whose looks count. A scan that lost the whole of some scopes is of another series by what is left of it; what was known
 * of all of them is what its changes are told against, the loss among them.
 */
const lookedSeries = async (db: Database | Write, { series, roots, tried }: NoticeLook): Promise<string> => {
  if (tried.length === 0) return series;
  const [own, lost] = [new Set(roots), new Set(tried)];
  const looks = await db
    .selectFrom('notice_looks')
    .innerJoin('series', 'series.id', 'notice_looks.series')
    .select(['series.id', 'series.roots', 'notice_looks.looked_at'])
    .execute();
  const wider = looks.filter(({ id, roots: text }) => {
    const all = new Set(JSON.parse(text) as readonly string[]);
    return id !== series && own.isSubsetOf(all) && all.difference(own).isSubsetOf(lost);
  });
  return wider.toSorted((a, b) => (a.looked_at < b.looked_at ? 1 : -1))[0]?.id ?? series;
};

/** What a look came to. */
export interface NoticeDecision {
  readonly known: KnownNotices;
  /** Name of the digest that tells what is new; absent: nothing is. */
  readonly digest?: string;
}

/**
 * What is to be told, and what is known from now on: decided by one machine at a time, and kept whole or not at all.
 * @param decide gets what the last look of the same series knew (undefined: none looked), and the keys that other series know
 * @returns false: a later scan of the series was looked at before, so that this one has no news
 */
export const lookForNotices = (
  engine: Engine,
  { series: own, collectedAt, roots, tried }: NoticeLook,
  decide: (known: KnownNotices | undefined, others: readonly string[]) => NoticeDecision,
): Promise<boolean> =>
  engine.alone(async (db) => {
    const series = await lookedSeries(db, { series: own, collectedAt, roots, tried });
    const look = await db
      .selectFrom('notice_looks')
      .selectAll()
      .where('series', '=', series)
      .executeTakeFirst();
    if (look !== undefined && collectedAt < look.looked_at) return false;
    const rows = await db.selectFrom('notice_items').selectAll().execute();
    const items = rows
      .filter((row) => row.series === series)
      .map(({ kind, key, scope }): KnownNotice => ({ kind, key, scope }));
    const others = rows.filter((row) => row.series !== series).map(({ key }) => key);
    const before =
      look === undefined ? undefined : { kinds: JSON.parse(look.kinds) as readonly NoticeKind[], items };
    const { known, digest } = decide(before, others);
    await db.deleteFrom('notice_looks').where('series', '=', series).execute();
    await db.deleteFrom('notice_items').where('series', '=', series).execute();
    await db
      .insertInto('notice_looks')
      .values({ series, looked_at: collectedAt, kinds: JSON.stringify(known.kinds) })
      .execute();
    await insertRows(
      db,
      'notice_items',
      ['series', 'key', 'kind', 'scope'],
      known.items.map(({ kind, key, scope }) => [series, key, kind, storableText(scope)]),
    );
    if (digest !== undefined)
      await db.insertInto('notice_digests').values({ name: digest, collected_at: collectedAt }).execute();
    return true;
  });

/** Whether a digest counts: what it tells was taken for told. */
export const holdsDigest = async ({ db }: Engine, name: string): Promise<boolean> =>
  (await db.selectFrom('notice_digests').select('name').where('name', '=', name).executeTakeFirst()) !==
  undefined;
