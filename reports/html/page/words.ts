/** How numbers and times are said. */

export const grouped = (count: number): string => count.toLocaleString('en-GB');

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${grouped(count)} ${count === 1 ? one : many}`;

/** One decimal; what is above nothing never reads as 0. */
export const percent = (share: number): string => {
  if (share > 0 && share < 0.05) return '<0.1 %';
  return `${Number.isInteger(share) ? share : share.toFixed(1)} %`;
};

/** Days as people say them; -1: never. */
export const daysAgo = (days: number | null): string => {
  if (days === null) return 'not known';
  if (days === -1) return 'never';
  if (days === 0) return 'that day';
  return `${counted(days, 'day')} ago`;
};

/** `3 years`, `5 months`, `12 days`. */
export const ageOf = (days: number | null): string => {
  if (days === null || days < 0) return 'not known';
  if (days >= 730) return `${(days / 365).toFixed(days % 365 === 0 ? 0 : 1)} years`;
  if (days >= 60) return `${Math.floor(days / 30)} months`;
  return counted(days, 'day');
};

/** The words of the field, each where it stands first. */
export const terms = {
  'blast radius':
    'The share of the estate that is compromised if the identity leaks: what it may do itself, and all that it can become, weighed by what is kept there. 100 % is everything.',
  standing:
    'Privileges that are there all the time, whether or not anybody works with them: a grant without expiry. Either the credential lasts as well, or a short-lived one is issued on a grant that lasts.',
  exposure:
    'How easily somebody could get hold of the identity, 0 to 100: credentials that last, parties outside that are trusted, others that can become it, code of others that runs with it. What is not known counts half.',
  proven:
    'Every step is shown by the collected data. Other steps rest on something that the data does not show, and say what.',
  'full control': 'Can change permissions there, or take over whoever can: there is nothing it could not do.',
  'choke point':
    'A step that the ways of many identities to full control share. Without it they control nothing any more.',
  level:
    'How strong a privilege is: view (see that something is there), read (its content), write (change it), control (change who may do what).',
  nature: 'Whether a machine or a person works with the identity, with the reason it was told by.',
  'grant duration': 'How long the privileges last: permanently, until a date, or only when activated.',
  'credential lifetime':
    'How long what proves the identity works: until somebody ends it, until a date, or minutes to hours.',
  coverage:
    'What was read, and what could not be. A rule that lacks an input is not judged: that nothing was found there says nothing.',
  'is reachable from a standing identity':
    'The share of the estate that at least one identity with standing privileges could compromise, by itself or through others: all of them together, each part counted once.',
  'full control by standing identities':
    'How many identities with standing privileges reach full control of something. The share stays where it is until the last of those that reach it all is gone: this figure shows what the changes before it did.',
  'sum of blast radii':
    'The blast radii of all identities with standing privileges, added up: what the plan lowers first.',
  'largest blast radius': 'The share that the single worst identity compromises; people left out.',
} as const;
export type TermName = keyof typeof terms;
