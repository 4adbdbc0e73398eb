import type { RankedIdentity } from '../src/audit/ranking.ts';
import type { BlastRadius } from '../src/model/reach.ts';
import type { Standing } from '../src/model/standing.ts';
import { nothingListed } from './in-force.ts';
import { columns, counted, grouped, type TableColumn, tableLines, wrap } from './layout.ts';
import { gap, note, type Page, percent, severityStyle } from './terminal-page.ts';

/** The table of identities by blast radius. */

/** Both axes in one column. */
const standingLabel: Readonly<Record<Standing, string>> = {
  standing: 'standing',
  'short-lived credential on a standing grant': 'standing, short-lived',
  'unknown credential on a standing grant': 'standing, credential unknown',
  'time-bound': 'time-bound',
  eligible: 'eligible',
  'task-scoped': 'task-scoped',
  none: 'none',
  unknown: 'unknown',
};

export const displayName = ({ identity }: RankedIdentity): string =>
  identity.name === '' ? identity.id : identity.name;

const shape: readonly TableColumn[] = [
  { title: '#', align: 'right', least: 4 },
  { title: 'Blast', align: 'right', least: 6 },
  { title: 'Identity', align: 'left', least: 12 },
  { title: 'Standing', align: 'left', least: 11, givesWay: true },
  { title: 'Admin of', align: 'left', least: 12 },
  { title: 'Steps', align: 'right', least: 5 },
];
/** What is told below a row stands under the identity. */
const indent = ' '.repeat(shape[0]!.least + shape[1]!.least + 2 * gap.length);

/** `prod +2 more; 1 assumed`: scopes under control, and how many more where an assumption holds. */
const adminText = (page: Page, { admin, adminIf }: BlastRadius): string => {
  const assumed = adminIf.length === 0 ? [] : [`${grouped(adminIf.length)} assumed`];
  if (admin.length === 0) return assumed[0] ?? '-';
  const { name, id } = page.result.estate.scopes[admin[0]!]!;
  const first = name === '' ? id : name;
  return [admin.length === 1 ? first : `${first} +${grouped(admin.length - 1)} more`, ...assumed].join('; ');
};

const byId = 'by id';

/** Why one of equal blast radius stands before the next, and where nothing but the id says so, of how many. */
const tieText = (page: Page, listed: readonly RankedIdentity[], position: number): string | undefined => {
  const decided = (at: number): string | undefined => {
    const [ahead, behind] = [listed[at], listed[at + 1]];
    // Those without an open finding stand last whatever their blast radius.
    if (ahead === undefined || behind === undefined) return undefined;
    if ((ahead.worst === undefined) !== (behind.worst === undefined)) return undefined;
    if (ahead.radius.score !== behind.radius.score) return undefined;
    const decision = page.ranking.decision(ahead.index, behind.index);
    return decision === undefined
      ? byId
      : `ranks above the next by ${decision.name}: ${decision.ahead} vs. ${decision.behind}`;
  };
  const own = decided(position);
  if (own !== byId) return own;
  if (decided(position - 1) === byId) return undefined;
  let alike = 1;
  while (decided(position + alike) === byId) alike++;
  return `tied with the next ${alike === 1 ? 'one' : alike}; ordered by id`;
};

/** `role in acme-production`: with the name it tells most identities apart. */
const homeText = (page: Page, { identity: { kind, scope } }: RankedIdentity): string =>
  `${kind} in ${page.scopeNames.get(scope) || scope}`;

/** Those of the list that have their name and home in common with another: only the id tells them apart. */
const namesakes = (page: Page): ReadonlySet<RankedIdentity> =>
  new Set(
    [
      ...Map.groupBy(page.work.listed, (ranked) =>
        JSON.stringify([displayName(ranked), homeText(page, ranked)]),
      ).values(),
    ]
      .filter(({ length }) => length > 1)
      .flat(),
  );

/** Below the row: what it is and where, and the worst that is wrong with it. */
function* homeLines(page: Page, ranked: RankedIdentity, withId: boolean): Generator<string> {
  const { paint, width } = page;
  const room = width - indent.length;
  const { worst, open, identity } = ranked;
  if (withId) for (const line of wrap(identity.id, room)) yield indent + paint('dim', line);
  const home = `${homeText(page, ranked)}: `;
  if (worst === undefined) {
    for (const line of wrap(`${home}no open finding`, room)) yield indent + paint('dim', line);
    return;
  }
  const more = open.length === 1 ? '' : ` +${grouped(open.length - 1)} more`;
  const homeRows = wrap(home, room);
  const last = homeRows.at(-1)!;
  const [first, ...further] = wrap(`${worst.severity} ${worst.rule}${more}`, room);
  const severity = paint(severityStyle[worst.severity], worst.severity) + first!.slice(worst.severity.length);
  // On one line where it fits.
  const joins = further.length === 0 && columns(last) + 1 + columns(first!) <= room;
  for (const line of joins ? homeRows.slice(0, -1) : homeRows) yield indent + paint('dim', line);
  yield indent + (joins ? `${paint('dim', `${last} `)}${severity}` : severity);
  for (const line of further) yield indent + line;
}

export function* rankedLines(page: Page): Generator<string> {
  const { result, work, paint } = page;
  const { listed } = work;
  yield '';
  for (const line of wrap('By blast radius: share of the estate compromised if it leaks', page.width))
    yield paint('bold', line);
  if (listed.length === 0) {
    const says =
      work.people === 0
        ? nothingListed(result, 'No identity')
        : `What reaches something or has an open finding are people (${work.people}): --people lists them.`;
    for (const line of wrap(says, page.width - gap.length)) yield gap + line;
    return;
  }
  const [titles, ...rows] = tableLines(
    shape,
    listed.map((ranked) => [
      String(ranked.rank),
      `${percent(ranked.radius.score)}%`,
      displayName(ranked),
      standingLabel[ranked.standing],
      adminText(page, ranked.radius),
      String(ranked.radius.hops),
    ]),
    page.tableWidth,
    gap,
  );
  for (const line of titles!) yield paint('dim', line);
  const alike = namesakes(page);
  for (const [position, ranked] of listed.entries()) {
    yield* rows[position]!;
    yield* homeLines(page, ranked, alike.has(ranked));
    const tie = tieText(page, listed, position);
    if (tie !== undefined) yield* note(page, indent, tie);
  }
  const rest = result.estate.identities.length - (result.filter?.identities ?? 0) - listed.length;
  if (rest > 0) {
    const people =
      work.people === 0
        ? ''
        : `; ${counted(work.people, 'of them is a person', 'of them are people')}, numbered but listed only with --people`;
    yield* note(
      page,
      indent,
      `${counted(rest, 'more identity', 'more identities')} in identities.csv and report.json${people}`,
    );
  }
  if (listed.some(({ radius }) => radius.adminIf.length > 0))
    yield* note(
      page,
      indent,
      '"assumed": control that rests on something the collected data does not show; explain says on what',
    );
}
