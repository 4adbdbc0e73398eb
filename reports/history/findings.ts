import type {
  HistoryChange,
  HistoryEvent,
  HistoryFinding,
  HistoryIdentity,
  HistoryScan,
} from '../../src/model/history.ts';
import { counted, grouped } from '../layout.ts';
import type { TextOptions } from '../report-format.ts';
import { fact, type HistoryPage, left, minute, pageOf, right, table } from './page.ts';
import { shortId } from './scans.ts';

/** Lines of a list on the terminal; all are in the JSON. */
const mostListed = 50;

/** What a finding is called: past its deadline it is that, whatever else. */
const stateText = ({ state, overdue }: HistoryFinding): string => (overdue ? `${state}, overdue` : state);

function* findingTable(page: HistoryPage, findings: readonly HistoryFinding[]): Generator<string> {
  yield* table(
    page,
    [
      left('severity', 8),
      left('state', 8),
      right('days', 4),
      left('since', 10),
      left('finding', 8),
      left('rule', 10),
      left('identity', 12, true),
    ],
    findings
      .slice(0, mostListed)
      .map((finding) => [
        finding.severity,
        stateText(finding),
        grouped(finding.age),
        finding.openSince.slice(0, 10),
        shortId(finding.fingerprint),
        finding.rule,
        finding.identity,
      ]),
  );
  if (findings.length > mostListed)
    yield page.paint('dim', `${grouped(findings.length - mostListed)} more: --format json`);
}

/** `12 open, 3 fixed` */
const stateCounts = (findings: readonly HistoryFinding[]): string =>
  [...Map.groupBy(findings, ({ state }) => state)]
    .map(([state, same]) => `${grouped(same.length)} ${state}`)
    .join(', ') || 'none';

/** A scan, and what was known of all findings after it; those that were fixed are counted. */
export const scanPage = (
  scan: HistoryScan,
  findings: readonly HistoryFinding[],
  options: TextOptions,
): Iterable<string> =>
  pageOf(options, function* (page) {
    yield page.paint('bold', `scan ${scan.id}`);
    yield* fact(page, 'collected', scan.collectedAt);
    yield* fact(page, 'of', scan.roots.join(', '));
    yield* fact(page, 'by', `nhi-audit ${scan.tool}, configuration ${shortId(scan.configuration)}`);
    yield* fact(page, 'sources', `${scan.sources - scan.gaps} of ${scan.sources} read in full`);
    yield* fact(
      page,
      'identities',
      `${grouped(scan.identities)}; ${grouped(scan.standing)} of ${grouped(scan.privileged)} with privileges standing`,
    );
    yield* fact(page, 'findings', stateCounts(findings));
    const overdue = findings.filter((each) => each.overdue);
    if (overdue.length > 0) yield* fact(page, 'overdue', grouped(overdue.length));
    yield '';
    yield* findingTable(
      page,
      findings.filter(({ state }) => state !== 'fixed'),
    );
  });

const changeText = ({ before, state }: HistoryChange): string =>
  before === undefined ? state : `${before} → ${state}`;

/** What is other after one scan than it was after another. */
export const diffPage = (
  [from, to]: readonly [HistoryScan, HistoryScan],
  changes: readonly HistoryChange[],
  options: TextOptions,
): Iterable<string> =>
  pageOf(options, function* (page) {
    yield page.paint(
      'bold',
      `${shortId(from.id)} (${minute(from.collectedAt)}) → ${shortId(to.id)} (${minute(to.collectedAt)})`,
    );
    yield* fact(page, 'findings', stateCounts(changes));
    if (from.configuration !== to.configuration)
      yield* fact(page, 'note', 'the configuration is another: what it leaves out looks fixed');
    if (from.tool !== to.tool) yield* fact(page, 'note', `nhi-audit ${from.tool} and ${to.tool}`);
    if (JSON.stringify(from.roots) !== JSON.stringify(to.roots))
      yield* fact(page, 'note', 'the two are not of the same scopes');
    if (changes.length === 0) return;
    yield '';
    yield* table(
      page,
      [
        left('severity', 8),
        left('change', 8),
        right('days', 4),
        left('finding', 8),
        left('rule', 10),
        left('identity', 12, true),
      ],
      changes
        .slice(0, mostListed)
        .map((change) => [
          change.severity,
          changeText(change),
          grouped(change.age),
          shortId(change.fingerprint),
          change.rule,
          change.identity,
        ]),
    );
    if (changes.length > mostListed)
      yield page.paint('dim', `${grouped(changes.length - mostListed)} more: --format json`);
  });

/** What became of a finding. */
export const findingPage = (
  finding: HistoryFinding,
  events: readonly HistoryEvent[],
  options: TextOptions,
): Iterable<string> =>
  pageOf(options, function* (page) {
    yield page.paint('bold', `finding ${finding.fingerprint}`);
    for (const [label, text] of [
      ['rule', finding.rule],
      ['title', finding.title],
      ['identity', finding.identity],
      ['scope', finding.scope],
      ['severity', finding.severity],
      ['state', stateText(finding)],
      ['first seen', finding.firstSeen],
      ['last seen', finding.lastSeen],
      ['open since', `${finding.openSince} (${counted(finding.age, 'day')})`],
      ...(finding.due === undefined ? [] : [['due', finding.due]]),
    ] as const)
      yield* fact(page, label!, text!);
    yield '';
    yield* table(
      page,
      [left('collected (UTC)', 16), left('scan', 8), left('state', 8), right('days', 4)],
      events.map(({ at, scan, state, age }) => [minute(at), shortId(scan), state, grouped(age)]),
    );
  });

/** What is known of an identity over time. */
export const identityPage = (told: readonly HistoryIdentity[], options: TextOptions): Iterable<string> =>
  pageOf(options, function* (page) {
    for (const identity of told) {
      yield page.paint('bold', `identity ${identity.id}`);
      yield* fact(page, 'is', `${identity.provider} ${identity.kind} ${identity.name}`);
      yield* fact(page, 'scope', identity.scope);
      yield* fact(page, 'owner', identity.owner ?? 'not known');
      yield '';
      yield* table(
        page,
        [
          left('from (UTC)', 16),
          left('until', 16),
          right('radius', 6),
          right('proven', 6),
          right('exposure', 8),
          right('controls', 8),
          left('standing', 8, true),
        ],
        identity.spells.map(({ from, until, standing, blastRadius, proven, exposure, controls }) => [
          minute(from),
          until === undefined ? 'now' : minute(until),
          `${blastRadius}%`,
          `${proven}%`,
          exposure === undefined ? '-' : String(exposure),
          grouped(controls),
          standing,
        ]),
      );
      yield '';
      if (identity.findings.length > 0) yield* findingTable(page, identity.findings);
    }
  });
