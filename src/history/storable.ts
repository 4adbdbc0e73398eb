import type { Cell, Saying } from './kinds.ts';
import { kindNames } from './kinds.ts';
import type { Observation } from './observation.ts';

/** What a database does not take for text: Postgres no zero, and neither of them half a character. */
const unstorable = /[\0\p{Surrogate}]/gu;

/** Text as it can be stored, the same each time; whatever cannot be stands there as JSON writes it. */
export const storableText = (text: string): string =>
  text.replace(unstorable, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

const cell = (value: Cell): Cell => (typeof value === 'string' ? storableText(value) : value);

const storableSaying = ({ key, fixed, described, values }: Saying): Saying => ({
  key: storableText(key),
  fixed: fixed.map(cell),
  described: described.map(cell),
  values: values.map(cell),
});

/** Each key once, as before: two that read the same from now on are one. */
const storableSayings = (sayings: readonly Saying[]): readonly Saying[] => {
  const byKey = new Map<string, Saying>();
  for (const saying of sayings.map(storableSaying)) if (!byKey.has(saying.key)) byKey.set(saying.key, saying);
  return [...byKey.values()];
};

/** Names are what others call things: none of them keeps a scan from its history. */
export const storable = (observation: Observation): Observation => ({
  ...observation,
  sayings: Object.fromEntries(
    kindNames.map((kind) => [kind, storableSayings(observation.sayings[kind])]),
  ) as unknown as Observation['sayings'],
});
