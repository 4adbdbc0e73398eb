import { chokePoints } from '../src/audit/choke-points.ts';
import type { RankedIdentity } from '../src/audit/ranking.ts';
import { type PathStep, scopeOfEnd } from '../src/model/finding.ts';
import type { AuditResult } from '../src/model/report.ts';
import { bounded } from './inert-text.ts';
import { namesOf } from './terminal-changes.ts';

/** Paths, and steps of them, that one picture holds: a person still follows it. */
const bounds = { paths: 5, steps: 40 } as const;
/** Characters of a label: of who somebody is, and of what is done. */
const longest = { name: 60, step: 110 } as const;

/**
 * Text in a label of a flowchart. All but plain letters, digits, and what joins them goes by its number, which Mermaid puts back after
 * it has looked for its own grammar, Markdown and addresses: https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters
 * Two things are looked for later, and shown as what cannot be seen is: icons (`fa:fa-user`), and the marks by which Mermaid keeps
 * numbers meanwhile. A label cannot be empty.
 */
export const mermaidText = (text: string, most: number): string => {
  const shown = bounded(text, most)
    .replace(/(?<=fa[a-z]?):(?=fa-)/g, '\\u003a')
    .replace(/\ufb02(?=\u00b0)/g, '\\ufb02')
    .replace(/\u00b6(?=\u00df)/g, '\\u00b6');
  if (shown.trim() === '') return '-';
  return shown.replace(
    /(?<![A-Za-z0-9])[-/]|[-/](?![A-Za-z0-9])|(?<=^|\s) | $|[^A-Za-z0-9 /-]/gu,
    (character) => `#${character.codePointAt(0)};`,
  );
};

const stepKey = ({ from, to, technique }: Pick<PathStep, 'from' | 'to' | 'technique'>): string =>
  JSON.stringify([from, to, technique]);

/** Different paths of the worst, whole ones, as long as they fit. */
const stepsOf = (result: AuditResult, identities: Iterable<RankedIdentity>): readonly PathStep[] => {
  const steps = new Map<string, PathStep>();
  let paths = 0;
  for (const { index } of identities) {
    if (paths === bounds.paths) break;
    const path = result.reach.path(index).filter((step) => !steps.has(stepKey(step)));
    if (path.length === 0 || steps.size + path.length > bounds.steps) continue;
    for (const step of path) steps.set(stepKey(step), step);
    paths++;
  }
  return [...steps.values()];
};

/**
 * The paths of the worst identities as a flowchart, line by line; nothing, where none of them needs one. Dashed is assumed, thick a
 * choke point. https://mermaid.js.org/syntax/flowchart.html
 */
export const mermaidPaths = (
  result: AuditResult,
  identities: Iterable<RankedIdentity>,
): readonly string[] => {
  const steps = stepsOf(result, identities);
  if (steps.length === 0) return [];
  const ends = [...new Set(steps.flatMap(({ from, to }) => [from, to]))];
  const places = new Map(ends.map((end, place) => [end, place]));
  const names = namesOf(result, new Set(ends));
  const chokes = new Set(chokePoints(result).map(({ step }) => stepKey(step)));
  const nodeLine = (end: string): string => {
    const name = names.get(end) ?? end;
    return scopeOfEnd(end) === undefined
      ? `  n${places.get(end)}["${mermaidText(name, longest.name)}"]`
      : `  n${places.get(end)}{{"full control of ${mermaidText(name, longest.name)}"}}`;
  };
  const arrowOf = (step: PathStep): string =>
    step.assumes.length > 0 ? '-.->' : chokes.has(stepKey(step)) ? '==>' : '-->';
  return [
    'flowchart LR',
    ...ends.map(nodeLine),
    ...steps.map(
      (step) =>
        `  n${places.get(step.from)} ${arrowOf(step)}|"${mermaidText(step.by, longest.step)}"| n${places.get(step.to)}`,
    ),
  ];
};
