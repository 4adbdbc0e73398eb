import type {
  AccessReport,
  AccessWay,
  AllowingStatement,
  IdentityAccess,
  Obstacle,
} from '../src/model/access.ts';
import type { Condition } from '../src/model/condition.ts';
import type { PathStep } from '../src/model/finding.ts';
import { scopeOfEnd } from '../src/model/finding.ts';
import type { AuditResult } from '../src/model/report.ts';
import { coverageGaps } from './completeness.ts';
import { inForceLines } from './in-force-terminal.ts';
import type { Paint } from './layout.ts';
import { counted, grouped, hanging, layoutWidth, left, painter } from './layout.ts';
import { inPieces } from './pieces.ts';
import type { TextOptions } from './report-format.ts';
import { isListed, stoppedBy } from './who-can-json.ts';
import { conditionText } from './wording.ts';

const defaultTop = 20;
const listedWays = 3;
const listedValues = 4;
const longestWord = 400;

interface Page {
  readonly result: AuditResult;
  readonly report: AccessReport;
  readonly width: number;
  readonly paint: Paint;
  readonly top: number;
  /** Whether the question left open what is told for each identity. */
  readonly manyPrivileges: boolean;
  readonly manyResources: boolean;
}

const shortList = (values: readonly string[], most = listedValues): string =>
  values.length <= most
    ? values.join(', ')
    : `${values.slice(0, most).join(', ')} and ${grouped(values.length - most)} more`;

/** From 1, as people count. */
const statementText = ({ policy, statement, id, via }: AllowingStatement): string => {
  const place = `${policy}, ${id === undefined ? `statement ${statement + 1}` : `statement ${id}`}`;
  return via.startsWith('group ') ? `${place} (${via})` : place;
};

const bySource = (way: AccessWay): string =>
  way.allowedBy.length === 0 ? 'the trust policy alone' : shortList(way.allowedBy.map(statementText), 2);

/** A class that says nothing is left out. */
const termText = (condition: Condition): string => conditionText(condition).replace(/^other: /, '');

const durationText = ({ duration, until }: AccessWay): string =>
  until === undefined ? duration : `until ${until.slice(0, 10)}`;

const scopeWidth = 14;
const durationWidth = 16;

const row = (page: Page, identity: string, scope: string, duration: string): string => {
  const free = page.width - 2 - scopeWidth - durationWidth - 2 * 2;
  return `  ${left(identity, free)}  ${left(scope, scopeWidth)}  ${left(duration, durationWidth)}`;
};

function* termLines(page: Page, way: AccessWay): Generator<string> {
  const line = (lead: string, text: string): string[] =>
    hanging(`      ${lead.padEnd(8)}`, text, page.width, longestWord);
  yield* line('by', bySource(way));
  if (page.manyPrivileges) yield* line('may', shortList(way.privileges));
  if (page.manyResources) {
    const except = way.exceptResources.length === 0 ? '' : ` except ${shortList(way.exceptResources)}`;
    yield* line('on', `${shortList(way.resources)}${except}`);
  }
  for (const condition of way.conditions) yield* line('if', termText(condition));
  for (const assumption of way.assumes) yield* line('if', assumption);
  for (const condition of way.request) yield* line('asking', termText(condition));
}

function* identityLines(page: Page, { identity, ways }: IdentityAccess): Generator<string> {
  const { kind, name, id, scope, providerOwned } = page.result.estate.identities[identity]!;
  const own = providerOwned ? ' (held by the provider)' : '';
  const [first, ...others] = ways;
  yield row(page, `${kind} ${name === '' ? id : name}${own}`, scope, durationText(first!));
  yield* termLines(page, first!);
  for (const way of others.slice(0, listedWays - 1)) {
    yield row(page, '  or', '', durationText(way));
    yield* termLines(page, way);
  }
  const more = others.length - (listedWays - 1);
  if (more > 0) yield `    and ${counted(more, 'other way')} (--format json has them)`;
}

function* list<T>(page: Page, items: readonly T[], lines: (item: T) => Iterable<string>): Generator<string> {
  for (const each of items.slice(0, page.top)) yield* lines(each);
  const more = items.length - page.top;
  if (more > 0) yield `  and ${grouped(more)} more (--top, --format json)`;
}

const title = (page: Page, text: string): string[] => ['', page.paint('bold', text)];

function* allowedLines(page: Page, verdict: 'allowed' | 'conditional'): Generator<string> {
  const having = page.report.answer.identities.filter((each) => each.verdict === verdict);
  const what = verdict === 'allowed' ? 'May' : 'May, if what the snapshot does not show holds';
  yield* title(page, `${what} (${grouped(having.length)})`);
  if (having.length === 0) {
    yield '  Nobody.';
    return;
  }
  yield page.paint('dim', row(page, 'identity', 'scope', 'for how long').trimEnd());
  yield* list(page, having, (each) => identityLines(page, each));
}

const named = (page: Page, id: string): string => {
  const scope = scopeOfEnd(id);
  if (scope !== undefined) {
    const found = page.result.estate.scopes.find((each) => each.id === scope);
    const name = found === undefined || found.name === scope ? scope : `${found.name} (${scope})`;
    return `full control of ${name}`;
  }
  const identity = page.result.estate.identities.find((each) => each.id === id);
  return identity === undefined || identity.name === '' ? id : `${identity.kind} ${identity.name}`;
};

const stepText = (page: Page, { to, by, assumes }: PathStep): string =>
  `${by}${assumes.length === 0 ? '' : ` (if ${assumes.join(' and ')})`} -> ${named(page, to)}`;

function* becomingLines(page: Page): Generator<string> {
  const { becoming } = page.report;
  const { identities } = page.result.estate;
  const origins = [...becoming].sort(([a, one], [b, other]) => one.length - other.length || a - b);
  yield* title(page, `Can become one that may (${grouped(origins.length)})`);
  if (origins.length === 0) yield '  Nobody.';
  yield* list(page, origins, ([index, path]) => {
    const { kind, name, id, scope } = identities[index]!;
    const who = `${kind} ${name === '' ? id : name} in ${scope}: `;
    return hanging(
      '  - ',
      `${who}${path.map((step) => stepText(page, step)).join('; ')}`,
      page.width,
      longestWord,
    );
  });
}

const obstacleTexts: Readonly<Record<Obstacle['kind'], string>> = {
  'no-allow': 'no policy allows it',
  deny: 'denied by',
  'permissions-boundary': 'stopped by the permissions boundary',
  'access-policy': 'denied by the access policy',
  'principal-access-boundary': 'stopped by the principal access boundary',
  'service-control-policy': 'stopped by a service control policy at',
  'resource-control-policy': 'stopped by a resource control policy at',
  'session-policy': 'stopped by the session policy',
  'trust-policy': 'not let in by the trust policy of',
  'other-account': 'the resource is in another account, which cannot share it:',
};

const obstacleText = ({ kind, name }: Obstacle): string => `${obstacleTexts[kind]} ${name}`.trimEnd();

function* deniedLines(page: Page, withDenied: boolean): Generator<string> {
  const { report, result } = page;
  const counts = stoppedBy(report);
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  yield* title(page, `May not (${grouped(total)})`);
  if (total === 0) yield '  Nobody.';
  if (!withDenied) {
    yield* list(page, counts, (each) =>
      hanging(`  ${grouped(each.count).padStart(6)}  `, obstacleText(each), page.width, longestWord),
    );
    return;
  }
  for (const each of report.answer.identities) {
    if (isListed(report, each) || each.stoppedBy === undefined) continue;
    const { kind, name, id, scope } = result.estate.identities[each.identity]!;
    const who = `${kind} ${name === '' ? id : name} in ${scope}`;
    yield* hanging('  - ', `${who}: ${obstacleText(each.stoppedBy)}`, page.width, longestWord);
  }
}

function* unknownLines(page: Page): Generator<string> {
  const unread = page.report.answer.identities.filter(({ verdict }) => verdict === 'unknown');
  if (unread.length === 0) return;
  yield* title(page, `Cannot be told: a policy is not in the snapshot (${grouped(unread.length)})`);
  yield* list(page, unread, ({ identity, unread: policies }) => {
    const { kind, name, scope } = page.result.estate.identities[identity]!;
    return hanging(
      '  - ',
      `${kind} ${name} in ${scope}: ${shortList(policies ?? [])}`,
      page.width,
      longestWord,
    );
  });
}

function* noteLines(page: Page): Generator<string> {
  const { report, result } = page;
  const gaps = coverageGaps({ ...result, coverage: report.gaps });
  const notes = [...report.answer.notes, ...gaps];
  if (notes.length === 0) return;
  yield '';
  for (const note of notes) yield* hanging('note: ', note, page.width, longestWord);
}

export interface WhoCanTextOptions extends TextOptions {
  /** Whether those are listed who may not and can become nobody who may; else they are counted. */
  readonly denied: boolean;
}

function* pageLines(page: Page, { denied }: WhoCanTextOptions): Generator<string> {
  const { report, result, paint, width } = page;
  const { question, answer } = report;
  const where = question.resource === undefined ? 'any resource' : question.resource;
  const [heading = '', ...rest] = hanging(
    '',
    `Who can ${question.privilege} on ${where}`,
    width,
    longestWord,
  );
  yield paint('bold', heading);
  yield* rest;
  if (page.manyPrivileges) {
    yield* hanging(
      '',
      `${grouped(answer.privileges.length)} privileges match: ${shortList(answer.privileges)}.`,
      width,
    );
  }
  const count = counted(answer.identities.length, 'identity', 'identities');
  yield `${count}, as of ${result.estate.collectedAt}.`;
  yield* allowedLines(page, 'allowed');
  yield* allowedLines(page, 'conditional');
  yield* becomingLines(page);
  yield* unknownLines(page);
  yield* deniedLines(page, denied);
  yield* noteLines(page);
  yield* inForceLines(result, { width, paint, more: 'the JSON' });
}

/** An answer for people, for `nhi-audit who-can`. */
export const whoCanText = (
  result: AuditResult,
  report: AccessReport,
  options: WhoCanTextOptions,
): Iterable<string> => {
  const { question, answer } = report;
  const page: Page = {
    result,
    report,
    width: layoutWidth(options.width),
    paint: painter(options.colour),
    top: options.top ?? defaultTop,
    manyPrivileges: answer.privileges.length > 1,
    manyResources:
      question.resource === undefined ||
      answer.identities.some(({ ways }) =>
        ways.some(({ resources }) => resources.some((resource) => resource !== question.resource)),
      ),
  };
  return inPieces(function* () {
    for (const line of pageLines(page, options)) yield `${line.trimEnd()}\n`;
  });
};
