import { inputKinds } from '../../src/model/coverage.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import { snapshotText } from '../../src/snapshot/write.ts';

/** An input that costs much, in any size. */
export interface Worst {
  readonly name: string;
  readonly size: number;
  readonly file: string;
  readonly text: (size: number) => string;
  readonly args: (file: string, folder: string) => readonly string[];
}

export const many = <Item>(size: number, item: (index: number) => Item): Item[] =>
  Array.from({ length: size }, (_, index) => item(index));

export const scan = (file: string): readonly string[] => ['scan', file];

const madeAt = '2026-09-01T00:00:00.000Z';

/** Facts of a provider, as a snapshot: they may be of any kind, and all was read. */
export const ofRecords = (
  connector: 'azure' | 'gcp',
  scope: string,
  name: string,
  size: number,
  records: (size: number) => readonly SnapshotRecord[],
): Worst => ({
  name: `${connector}: ${name}`,
  size,
  file: 'facts.ndjson',
  text: (n) =>
    [
      ...snapshotText(
        { tool: { name: 'nhi-audit', version: '0.0.0-bench' }, collectedAt: madeAt },
        {
          records: records(n),
          coverage: [
            { connector, scope, source: 'bench', status: 'complete', detail: '', gives: inputKinds },
          ],
        },
        madeAt,
      ),
    ].join(''),
  args: scan,
});
