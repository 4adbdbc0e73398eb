import { unreadFile } from '../../model/coverage.ts';
import type { Facts } from '../../pipeline/facts.ts';
import type { Prepared } from './mode.ts';

/** A file that could not be read beside others that could: whatever it holds, there is no verdict without it. */
export const withoutVerdict = ({
  coverage,
}: Pick<Facts, 'coverage'>): Extract<Prepared, { readonly ok: false }> | undefined => {
  const unread = coverage.find(({ connector }) => connector === unreadFile);
  return unread === undefined
    ? undefined
    : {
        ok: false,
        says: `the file ${unread.source} cannot be read: ${unread.detail}`,
        remedy: 'Make the file again, or leave it out.',
      };
};
