import { askEach, readPages, type Tally, tryReading } from './source.ts';
import type { Region, RegionReading } from './workload-region.ts';

/** Things that are described one by one in a region, at most: what has more is left partial. */
const mostDescribed = 100;

export interface PagesOf<Page> {
  readonly ask: (token: string | undefined) => Promise<Page>;
  readonly next: (page: Page) => string | undefined;
  /** `malformed`: for each entry that has not the shape of the API. */
  readonly take: (page: Page, malformed: () => void) => void | Promise<void>;
}

/** All pages of a list of one region. */
export const readAll = async <Page>(
  region: Region,
  source: string,
  { ask, next, take }: PagesOf<Page>,
): Promise<RegionReading> => {
  const tally: Tally = { pages: 0, entries: 0, malformed: 0 };
  const malformed = (): void => {
    tally.malformed += 1;
  };
  const { status, detail } = await tryReading(source, tally, async () => {
    for await (const page of readPages(tally, ask, (page: Page) => next(page) || undefined))
      await take(page, malformed);
    return undefined;
  });
  return { source, region: region.name, status, detail };
};

/** How many may be described. */
export interface DescribeLimit {
  /** In one call. */
  readonly size: number;
  /** In all. */
  readonly most: number;
  /** Which are left out where there are more, and how to have them. */
  readonly beyond: string;
}

export const inPieces = (size: number): DescribeLimit => ({
  size,
  most: mostDescribed * size,
  beyond: 'the newest first',
});

/**
 * What only a second call tells, asked for in pieces. Where not all names are known, or more than may be asked for, the
 * answer is not whole either.
 */
export const describeEach = async <Name>(
  region: Region,
  source: string,
  names: readonly Name[],
  listed: RegionReading,
  { size, most, beyond }: DescribeLimit,
  ask: (names: readonly Name[]) => Promise<void>,
): Promise<RegionReading> => {
  const end = (status: RegionReading['status'], detail: string): RegionReading => ({
    source,
    region: region.name,
    status,
    detail,
  });
  if (listed.status !== 'complete' && names.length === 0) {
    return end('skipped', `not asked: what there is to ask for could not be listed (see ${listed.source})`);
  }
  const asked = names.slice(0, most);
  const pieces = Array.from({ length: Math.ceil(asked.length / size) }, (_, index) =>
    asked.slice(index * size, (index + 1) * size),
  );
  const tally: Tally = { pages: 0, entries: 0, malformed: 0 };
  const { status, detail } = await tryReading(source, tally, () => askEach(pieces, source, ask));
  const left =
    asked.length < names.length ? [`${asked.length} of ${names.length} were asked for, ${beyond}`] : [];
  if (status !== 'complete') return end(status, [...left, detail].join('; '));
  if (left.length > 0) return end('partial', left.join(''));
  if (listed.status !== 'complete')
    return end('partial', `asked for what ${listed.source} listed before it was cut off`);
  return end('complete', detail);
};
