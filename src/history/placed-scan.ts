import { byText } from '../model/by-text.ts';
import type { Database, Write } from './database.ts';

/** A scan of the store, as far as its place among the others goes. */
export interface PlacedScan {
  readonly no: number;
  readonly id: string;
  readonly collected_at: string;
  readonly series: number;
}

/** One order for all: by time, and of one time by id. */
export const compareScans = (
  a: Pick<PlacedScan, 'collected_at' | 'id'>,
  b: Pick<PlacedScan, 'collected_at' | 'id'>,
): number => byText(a.collected_at, b.collected_at) || byText(a.id, b.id);

export const readScans = async (db: Database | Write): Promise<readonly PlacedScan[]> =>
  (await db.selectFrom('scans').select(['no', 'id', 'collected_at', 'series']).execute()).sort(compareScans);
