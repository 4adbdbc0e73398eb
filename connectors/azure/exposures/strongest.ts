import type { Draft } from '../identities/drafts.ts';

/** The highest level of what is held now, not only eligible. */
export const strongest = ({ grants }: Draft): number =>
  Math.max(
    0,
    ...grants.flatMap(({ rights, duration }) =>
      duration === 'eligible' ? [] : rights.map(({ level }) => level),
    ),
  );
