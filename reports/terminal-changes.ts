import { firstChokePoints } from '../src/audit/choke-points.ts';
import { firstGroups } from '../src/audit/groups.ts';
import { scopeAsEnd } from '../src/model/finding.ts';
import type { ChokePoint } from '../src/model/reach.ts';
import type { AuditResult } from '../src/model/report.ts';
import { counted, grouped, hanging, left, shorten } from './layout.ts';
import { gap, note, type Page, percent, severityStyle } from './terminal-page.ts';

/** "What to end first": steps and changes, of which the summary shows a few. */

const listedGroups = 5;
const listedChokePoints = 3;

/** Names of those that findings are about: of an identity, or of a scope with all that lives in it. */
export const namesOf = (
  { estate }: AuditResult,
  wanted: ReadonlySet<string>,
): ReadonlyMap<string, string> => {
  const names = new Map<string, string>();
  for (const { id, name } of estate.identities) if (wanted.has(id)) names.set(id, name === '' ? id : name);
  for (const { id, name } of estate.scopes) {
    const end = scopeAsEnd(id);
    if (wanted.has(end)) names.set(end, name === '' ? id : name);
  }
  return names;
};

/** Steps without which the most lose all their ways to control. */
function* chokeLines(page: Page): Generator<string> {
  const points = firstChokePoints(page.result, listedChokePoints);
  if (points.length === 0) return;
  const ends = new Set(points.flatMap(({ step }) => [step.from, step.to]));
  const names = namesOf(page.result, ends);
  yield* note(page, gap, 'Choke points: steps that most paths to full control share');
  for (const { step, origins, identities, identitiesProven } of points) {
    const from = names.get(step.from) ?? step.from;
    const others = origins === 1 ? '' : ` and ${counted(origins - 1, 'other')}`;
    yield* hanging(
      `${gap}cut       `,
      `${shorten(from, 200)}${others}: ${shorten(step.by, 400)} (${shorten(names.get(step.to) ?? step.to, 200)})`,
      page.width,
    );
    const assumed = step.assumes.length === 0 ? '' : `; assumes: ${step.assumes.join(' and ')}`;
    yield* note(
      page,
      ' '.repeat(gap.length + 8 + gap.length),
      `${cutWords({ identities, identitiesProven })}${shorten(assumed, 200)}`,
    );
  }
}

/** What is left without the step: of all ways, and of the proven ones where that is more. */
export const cutWords = ({
  identities,
  identitiesProven,
}: Pick<ChokePoint, 'identities' | 'identitiesProven'>): string =>
  [
    ...(identities === 0
      ? []
      : [
          `removing it leaves ${counted(identities, 'identity', 'identities')} without full control of anything`,
        ]),
    ...(identitiesProven <= identities
      ? []
      : [
          identities === 0
            ? `removing it leaves ${counted(identitiesProven, 'identity', 'identities')} without a proven path to full control`
            : `${grouped(identitiesProven)} without a proven path to it`,
        ]),
  ].join(', ');

/** What one change ends, in the order of findings.csv: the table above ranks identities, this says what to change. */
export function* groupLines(page: Page): Generator<string> {
  const { result, ranking, width, paint } = page;
  const { listed, rest } = firstGroups(ranking.groups, listedGroups);
  if (listed.length === 0) return;
  const names = namesOf(result, new Set(listed.map(({ worst }) => worst.identity)));
  yield '';
  yield paint('bold', 'What to end first');
  yield* chokeLines(page);
  yield* note(
    page,
    gap,
    'One change each, in the order of findings.csv: by blast radius, then by the tie-breakers of docs/ranking.md',
  );
  for (const { title, worst, open, rules, identities } of listed) {
    const severity = left(worst.severity, 8);
    const name = shorten(names.get(worst.identity) ?? worst.identity, 200);
    const whole = `${name} (${percent(worst.blastRadius)}%): ${shorten(worst.title, 400)}`;
    const [first, ...further] = hanging(
      `${gap}${severity}${gap}`,
      open.length === 1 ? whole : shorten(title, 400),
      width,
    );
    yield `${gap}${paint(severityStyle[worst.severity], severity)}${first!.slice(gap.length + severity.length)}`;
    yield* further;
    const indent = ' '.repeat(gap.length + severity.length + gap.length);
    if (open.length > 1) yield* hanging(`${indent}Worst: `, whole, width);
    // The sentence only: commands and policies must not be broken at a column, `explain` prints them whole.
    yield* hanging(`${indent}Fix: `, shorten(worst.fix.split('\n', 1)[0]!, 600), width);
    const ends =
      open.length === 1
        ? ''
        : `; ends ${counted(open.length, 'finding')} of ${counted(identities, 'identity', 'identities')}`;
    yield* note(page, indent, `${rules.join(', ')}, confidence ${worst.confidence}${ends}`);
  }
  if (rest.groups > 0) {
    const left = `${counted(rest.findings, 'finding')} with ${counted(rest.groups, 'more change')}`;
    yield* note(page, gap, `${left} in findings.csv and report.json`);
  }
}
