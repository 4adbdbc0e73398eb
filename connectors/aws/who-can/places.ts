import { type Context, substitute } from '../policy/condition.ts';
import type { PolicyDocument } from '../policy/document.ts';
import { type PolicyLayers, statementsFor } from '../policy/evaluate.ts';
import { covers } from '../policy/pattern.ts';
import { commonExample, compileWildcard, unescapeLiterals } from '../policy/wildcard.ts';

/** A name that no policy mentions. */
const unmentioned = 'nhi-audit-any';

const filled = (pattern: string): string => pattern.replaceAll('*', unmentioned).replaceAll('?', 'x');

/** More patterns than this in the policies of one identity are not paired with each other. */
const mostPaired = 24;

const patternsOf = (
  documents: readonly PolicyDocument[],
  action: string,
  context: Context | undefined,
): string[] => [
  ...new Set(
    documents.flatMap((document) =>
      statementsFor(document, action).flatMap(({ resources, variables }) =>
        resources.flatMap(({ text, variable }) =>
          variable && variables ? (patternFor(text, context) ?? []) : [text],
        ),
      ),
    ),
  ),
];

/** A pattern with the values that its variables have for one identity; `undefined`: one has none, so nothing matches. */
export const patternFor = (text: string, context: Context | undefined): string | undefined =>
  context === undefined ? text.replaceAll(/\$\{[^}]*\}/g, '*') : substitute(text, context)?.text;

/**
 * Single resources within two patterns on which the policies may decide differently: one that no policy names, and one
 * for each pattern, or two of them, that they do name.
 */
export const placesIn = (
  held: string,
  wanted: string,
  layers: PolicyLayers,
  action: string,
  /** Of the identity that asks. Absent: variables may have any value. */
  context?: Context,
): readonly string[] => {
  const [inHeld, inWanted] = [compileWildcard(held), compileWildcard(wanted)];
  const documents = [...layers.identity, ...layers.limits.flatMap((limit) => limit.documents ?? [])];
  const places = new Set<string>();
  const add = (place: string | undefined): void => {
    if (place === undefined) return;
    const text = unescapeLiterals(place);
    if (inHeld(text) && inWanted(text)) places.add(text);
  };
  if (covers(wanted, held)) add(filled(held));
  if (covers(held, wanted)) add(filled(wanted));
  const both = commonExample(held, wanted);
  add(both);
  const patterns = patternsOf(documents, action, context);
  for (const [index, pattern] of patterns.entries()) {
    add(filled(pattern));
    for (const other of [held, wanted]) add(commonExample(pattern, other));
    if (patterns.length > mostPaired) continue;
    for (const other of patterns.slice(index + 1)) add(commonExample(pattern, other));
  }
  return [...places];
};
