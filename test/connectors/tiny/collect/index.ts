import type { Coverage } from '../../../../src/model/coverage.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import { factsOf } from '../facts.ts';
import { tinyCalls } from './calls.ts';

export async function* collectTiny(
  url: string,
  onCall: ((call: string) => void) | undefined,
): AsyncGenerator<SnapshotRecord | Coverage> {
  for (const { id, path } of tinyCalls) {
    onCall?.(id);
    yield* factsOf(await (await fetch(`${url}${path}`)).text());
  }
}
