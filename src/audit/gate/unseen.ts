import type { Settings } from '../../model/settings.ts';
import type { Draft } from './draft.ts';
import type { Pair } from './renames.ts';
import { short } from './wording.ts';

/** Identities of whose privileges a part is not seen: a new credential or trust of theirs may open anything. */

/** Of one that was there before, and of which only a change is seen, nobody knows what else it holds. */
export const mayHoldMore = ({ before, after }: Pair): boolean =>
  after.unseen !== undefined || (before !== undefined && after.seenInPart === true);

export const isOfUnknownWeight = ({ about }: Draft, pair: Pair): boolean =>
  (about === 'credential' || about === 'trust') && mayHoldMore(pair);

const ends: Readonly<
  Record<Settings['gate']['onIndeterminate'], { readonly fails: boolean; readonly says: string }>
> = {
  fail: { fails: true, says: 'Fails' },
  warn: { fails: false, says: 'Warning' },
  pass: { fails: false, says: 'Passes' },
};

export const unknownWeight = (
  { after }: Pair,
  { gate }: Pick<Settings, 'gate'>,
): { readonly fails: boolean; readonly verdict: string } => {
  const { fails, says } = ends[gate.onIndeterminate];
  const what = short(after.unseen ?? 'what else it holds');
  return {
    fails,
    verdict: `${says}: nobody can tell ${what}, and this opens it (--on-indeterminate ${gate.onIndeterminate}).`,
  };
};
