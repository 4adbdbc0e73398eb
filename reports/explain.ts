import { sortedAssessments } from '../src/audit/order.ts';
import type { RankedIdentity } from '../src/audit/ranking.ts';
import { rank } from '../src/audit/ranking.ts';
import { assessmentsByScope } from '../src/model/assessment.ts';
import { byText } from '../src/model/by-text.ts';
import type { Evidence } from '../src/model/evidence.ts';
import type { ExposurePartId } from '../src/model/exposure-score.ts';
import type { Finding, PathStep } from '../src/model/finding.ts';
import { scopeOfEnd, severityRank } from '../src/model/finding.ts';
import type { Grant } from '../src/model/grant.ts';
import type { Identity } from '../src/model/identity.ts';
import { levelName } from '../src/model/level.ts';
import type { AuditResult } from '../src/model/report.ts';
import { effectiveDuration } from '../src/model/standing.ts';
import type { Trust, TrustedParty } from '../src/model/trust.ts';
import { entitlementLines } from './entitlement-lines.ts';
import { inForceLines } from './in-force-terminal.ts';
import { visible } from './inert-text.ts';
import type { Paint } from './layout.ts';
import { counted, grouped, hanging, layoutWidth, painter, shorten } from './layout.ts';
import { oneStepFrom } from './one-step.ts';
import { inPieces } from './pieces.ts';
import type { TextOptions } from './report-format.ts';
import { percent, severityStyle } from './terminal-page.ts';
import { conditionText, daysBetween, factText, grantParts } from './wording.ts';

/** Longest id that is printed whole: an ARN has 2,048 characters at most, but seldom more than 200. */
const longestWord = 400;
const listedMembers = 20;
const listedTargets = 10;
const label = 14;

/** What the sections share. */
interface Page {
  readonly result: AuditResult;
  readonly ranked: RankedIdentity;
  readonly identity: Identity;
  readonly width: number;
  readonly paint: Paint;
  readonly now: number;
  /** Name of an identity and of a scope, with its id where the two differ. */
  readonly nameOf: (id: string) => string;
  readonly scopeNamed: (id: string) => string;
}

const named = (name: string, id: string): string => (name === '' || name === id ? id : `${name} (${id})`);

const field = (page: Page, name: string, text: string): string[] =>
  hanging(`  ${name.padEnd(label)}`, text, page.width, longestWord);

const item = (page: Page, text: string, indent = 2): string[] =>
  hanging(`${' '.repeat(indent)}- `, text, page.width, longestWord);

const heading = (page: Page, text: string): string[] => ['', page.paint('bold', visible(text))];

const shortList = (values: readonly string[]): string =>
  values.length <= listedMembers
    ? values.join(', ')
    : `${values.slice(0, listedMembers).join(', ')} and ${grouped(values.length - listedMembers)} more`;

/** `2025-01-02 (364 days ago)`: before collection. */
const when = (page: Page, time: string | undefined): string => {
  if (time === undefined) return 'not known';
  const days = daysBetween(time, page.result.estate.collectedAt);
  if (days === undefined) return time;
  const day = time.slice(0, 10);
  return days < 0 ? `${day} (in ${counted(-days, 'day')})` : `${day} (${counted(days, 'day')} ago)`;
};

const flags: readonly { readonly is: (identity: Identity) => boolean; readonly says: string }[] = [
  { is: (identity) => identity.providerOwned, says: 'made and held by the provider for itself' },
  { is: (identity) => identity.breakGlass, says: 'kept for emergencies' },
  { is: (identity) => identity.scanner, says: 'this scan ran as it' },
  { is: (identity) => identity.agent, says: "an AI agent's identity" },
  { is: (identity) => identity.bounded, says: 'limited by a permissions boundary or the like' },
];

function* whoLines(page: Page): Generator<string> {
  const { identity, ranked, paint, width } = page;
  yield paint('bold', shorten(identity.name === '' ? identity.id : identity.name, width));
  yield* field(page, 'id', identity.id);
  yield* field(page, 'kind', `${identity.provider} ${identity.kind}`);
  yield* field(page, 'nature', `${identity.nature.is}: ${identity.nature.reason}`);
  yield* field(page, 'scope', page.scopeNamed(identity.scope));
  yield* field(page, 'environment', identity.environment);
  yield* field(page, 'owner', identity.owner ?? 'not known');
  yield* field(page, 'created', when(page, identity.createdAt));
  yield* field(page, 'last used', when(page, identity.lastUsedAt));
  if (identity.observedSince !== undefined) {
    yield* field(page, 'observed', `since ${when(page, identity.observedSince)}`);
  }
  if (identity.workloads !== undefined) {
    const known = identity.workloads
      .map(({ kind, name, id }) => `${kind} ${named(name, id)}`)
      .toSorted(byText);
    yield* field(page, 'runs', shortList(known) || 'no workload');
  }
  for (const { is, says } of flags) if (is(identity)) yield* field(page, 'note', says);
  yield* field(page, 'written in', factText(identity.source));
  yield* field(
    page,
    'rank',
    `${grouped(ranked.rank)} of ${counted(page.result.estate.identities.length, 'identity', 'identities')} by blast radius`,
  );
}

const durationOf = (page: Page, grant: Grant): string =>
  effectiveDuration(grant, page.now, page.result.settings.thresholds.longestGrantDays);

const tally = (values: readonly string[]): string =>
  [...Map.groupBy(values, (value) => value)]
    .sort(([a], [b]) => byText(a, b))
    .map(([value, same]) => `${value} ${grouped(same.length)}`)
    .join(', ');

function* standingLines(page: Page): Generator<string> {
  const { identity, ranked } = page;
  const usable = identity.credentials.filter(({ status }) => status === 'active' || status === 'unknown');
  const giving = identity.grants.filter(({ privileges }) => privileges.length > 0);
  yield* heading(page, `Standing: ${ranked.standing}`);
  yield* field(page, 'credentials', tally(usable.map(({ lifetime }) => lifetime)) || 'none in use');
  yield* field(page, 'grants', tally(giving.map((grant) => durationOf(page, grant))) || 'none in force');
}

function* credentialLines(page: Page): Generator<string> {
  const credentials = page.identity.credentials.toSorted(
    (a, b) => byText(a.kind, b.kind) || byText(a.id, b.id),
  );
  yield* heading(page, `Credentials (${grouped(credentials.length)})`);
  if (credentials.length === 0) yield '  None known.';
  for (const credential of credentials) {
    const { kind, id, status, lifetime, binding, service, createdAt, expiresAt, lastUsedAt, maxSeconds } =
      credential;
    const facts = [
      `${status}, ${lifetime}, ${binding}`,
      ...(service === undefined ? [] : [`opens only ${service}`]),
      ...(maxSeconds === undefined ? [] : [`one issue lives ${grouped(maxSeconds)} s at most`]),
      ...(lifetime === 'short-lived' ? [] : [`created ${when(page, createdAt)}`]),
      ...(expiresAt === undefined ? [] : [`expires ${when(page, expiresAt)}`]),
      `last used ${when(page, lastUsedAt)}`,
    ];
    yield* item(page, `${kind}${id === kind ? '' : ` ${id}`}: ${facts.join('; ')}`);
  }
}

const durationText = (page: Page, grant: Grant): string => {
  const effective = durationOf(page, grant);
  const end = grant.until === undefined ? '' : ` until ${when(page, grant.until)}`;
  return `${grant.duration}${end}${effective === grant.duration ? '' : `, by policy ${effective}`}`;
};

const breadthText = (breadth: number): string =>
  breadth === 1 ? 'all resources' : `${Number((100 * breadth).toPrecision(2))}% of the resources`;

function* grantLines(page: Page): Generator<string> {
  const { identity, result } = page;
  const servicesIn = new Map(result.estate.scopes.map(({ id, services }) => [id, services.length]));
  const grants = identity.grants.toSorted(
    (a, b) =>
      byText(a.scope, b.scope) || byText(a.name, b.name) || byText(factText(a.source), factText(b.source)),
  );
  yield* heading(page, `Grants (${grouped(grants.length)})`);
  if (grants.length === 0) yield '  None.';
  for (const grant of grants) {
    yield* item(
      page,
      `${grant.name} on ${page.scopeNamed(grant.scope)}: ${grant.via}, ${durationText(page, grant)} [${factText(grant.source)}]`,
    );
    const parts = grantParts(result.estate, grant, servicesIn.get(grant.scope) ?? 0);
    if (parts.length === 0) yield '      nothing: denies or a boundary take all of it';
    for (const { level, breadth, full, services } of parts) {
      const what = services[0] === '*' ? 'every service' : shortList(services);
      const actions = full ? ', every action' : '';
      yield* hanging(
        `      ${levelName(level).padEnd(9)}`,
        `${what} (${breadthText(breadth)}${actions})`,
        page.width,
      );
    }
    for (const condition of grant.conditions) {
      yield* hanging('      if       ', conditionText(condition), page.width, longestWord);
    }
  }
}

function* mayLines(page: Page): Generator<string> {
  const { estate } = page.result;
  const lines = estate.entitlements?.(page.ranked.index);
  if (lines === undefined) return;
  yield* heading(page, `What it may do, after denies and limits (${grouped(lines.length)})`);
  yield* entitlementLines(estate, lines, page.width);
}

const partyText: Readonly<Record<TrustedParty, string>> = {
  identity: 'identity',
  scope: 'everybody in the scope',
  federated: 'federated by',
  service: 'service',
  everyone: 'everyone',
  deleted: 'deleted identity',
};

const externalText = {
  yes: ', outside the estate',
  no: '',
  unknown: ', may lie outside the estate',
} as const;

const trustText = ({ mechanism, party, principal, external, conditions }: Trust): string => {
  const only = conditions.length === 0 ? 'no condition' : `if ${conditions.map(conditionText).join(' and ')}`;
  // Some principals are told in words, which name the party already.
  const who = principal.startsWith('whoever ') ? principal : `${partyText[party]} ${principal}`;
  return `${mechanism}: ${who}${externalText[external]}; ${only}`;
};

function* becomeLines(page: Page): Generator<string> {
  const { identity, ranked, result } = page;
  yield* heading(page, 'Who can become it');
  const { trusts } = identity;
  const holders = result.reach.takenOverBy(ranked.index);
  if (trusts.length === 0 && holders.length === 0)
    yield '  Nobody that the facts show, beyond whoever holds its credentials.';
  for (const trust of trusts.toSorted((a, b) => byText(trustText(a), trustText(b)))) {
    yield* item(page, `${trustText(trust)} [${factText(trust.source)}]`);
  }
  if (holders.length === 0) return;
  yield* hanging(
    '  ',
    `Taken over in one step, proven or not, by ${counted(holders.length, 'identity', 'identities')}:`,
    page.width,
  );
  for (const index of holders.slice(0, listedMembers)) {
    const { id } = result.estate.identities[index]!;
    yield* item(page, page.nameOf(id), 4);
  }
  if (holders.length > listedMembers) yield `    and ${grouped(holders.length - listedMembers)} more`;
}

function* evidenceLines(page: Page, evidence: readonly Evidence[], indent: string): Generator<string> {
  for (const fact of evidence) {
    yield* hanging(`${indent}evidence: `, `${fact.says} [${factText(fact)}]`, page.width, longestWord);
  }
}

const endName = (page: Page, end: string): string => {
  const scope = scopeOfEnd(end);
  return scope === undefined ? page.nameOf(end) : `full control of ${page.scopeNamed(scope)}`;
};

function* pathLines(page: Page, path: readonly PathStep[], indent: string): Generator<string> {
  for (const [index, { from, to, by, technique, evidence, assumes }] of path.entries()) {
    const lead = `${indent}${index + 1}. `;
    yield* hanging(
      lead,
      `${endName(page, from)} can ${by} (${technique}) -> ${endName(page, to)}`,
      page.width,
      longestWord,
    );
    const inner = ' '.repeat(lead.length);
    yield* evidenceLines(page, evidence, inner);
    for (const assumption of assumes)
      yield* hanging(`${inner}assumes:  `, assumption, page.width, longestWord);
  }
}

/** By target, full control of a scope first: an administrator has many ways to each. */
function* stepLines(page: Page): Generator<string> {
  const targets = [...Map.groupBy(oneStepFrom(page.result.estate, page.ranked.index), ({ to }) => to)].sort(
    ([a], [b]) => Number(scopeOfEnd(b) !== undefined) - Number(scopeOfEnd(a) !== undefined),
  );
  if (targets.length === 0) return;
  yield* heading(page, `What it can take over in one step (${grouped(targets.length)})`);
  for (const [to, [first, ...others]] of targets.slice(0, listedTargets)) {
    const { by, assumes } = first!;
    const condition = assumes.length === 0 ? '' : `, if ${assumes.join(' and ')}`;
    const more = others.length === 0 ? '' : `; ${counted(others.length, 'other way')}`;
    yield* item(page, `${endName(page, to)}: can ${by}${condition}${more}`);
  }
  if (targets.length > listedTargets) yield `    and ${grouped(targets.length - listedTargets)} more`;
}

const partTitles: Readonly<Record<ExposurePartId, string>> = {
  credential: 'credentials',
  outside: 'ways in',
  reach: 'can be taken',
  code: 'code it runs',
};

/** How easily somebody gets hold of it, side by side. */
function* exposureLines(page: Page): Generator<string> {
  const exposure = page.ranked.exposure();
  yield* heading(
    page,
    `Exposure: ${exposure.score === undefined ? 'nothing is known' : `${exposure.score} of 100`}, how easily somebody gets hold of it`,
  );
  for (const { part, points, most, known, unknown } of exposure.parts) {
    const told = [
      ...known.map((text) => text.replaceAll('`', '')),
      ...(unknown.length === 0 ? [] : [`not known: ${unknown.join('; ').replaceAll('`', '')}`]),
    ];
    yield* field(
      page,
      partTitles[part],
      `${points} of ${most}${told.length === 0 ? '' : `: ${told.join('; ')}`}`,
    );
  }
}

function* reachLines(page: Page): Generator<string> {
  const { ranked, result } = page;
  const { radius, index } = ranked;
  const { scopes } = result.estate;
  yield* heading(page, `Blast radius: ${percent(radius.score)}% of the estate is compromised if it leaks`);
  yield* field(
    page,
    'admin of',
    radius.admin.map((scope) => page.scopeNamed(scopes[scope]!.id)).join(', ') || 'no scope',
  );
  for (const { scope, assumes } of radius.adminIf) {
    yield* field(page, 'admin if', `${page.scopeNamed(scopes[scope]!.id)}, if ${assumes.join(' and ')}`);
  }
  const more = radius.identitiesIf - radius.identities;
  yield* field(
    page,
    'can become',
    `${counted(radius.identities, 'other identity', 'other identities')}${more > 0 ? `, ${grouped(more)} more if assumptions hold` : ''}`,
  );
  yield* field(page, 'providers', radius.providers.join(', ') || 'none');
  yield* field(page, 'hops', `${grouped(radius.hops)} to the worst of it`);
  yield* field(page, 'proven', `${percent(radius.proven)}% by proven steps alone`);

  const worst = result.reach.path(index);
  yield* heading(page, 'The shortest path to the worst of it');
  if (worst.length === 0) yield '  No step: all of it by its own grants.';
  yield* pathLines(page, worst, '  ');
  const shown = scopeOfEnd(worst.at(-1)?.to ?? '');
  const others = [...radius.admin, ...radius.adminIf.map(({ scope }) => scope)]
    .filter((scope) => scopes[scope]!.id !== shown)
    .map((scope) => ({ id: scopes[scope]!.id, path: result.reach.pathToControl(index, scope) }))
    .filter(({ path }) => path.length > 0);
  for (const { id, path } of others.slice(0, listedMembers)) {
    yield* heading(page, `The shortest path to full control of ${shorten(page.scopeNamed(id), longestWord)}`);
    yield* pathLines(page, path, '  ');
  }
  if (others.length > listedMembers) {
    yield '';
    yield `${counted(others.length - listedMembers, 'more scope')} with a path to full control.`;
  }
}

const mostSevereFirst = (a: Finding, b: Finding): number =>
  severityRank(b.severity) - severityRank(a.severity) || byText(a.fingerprint, b.fingerprint);

/** Who accepted a finding, until when and why; or that nobody does any longer. */
function* acceptanceLines(page: Page, { exception: id }: Finding): Generator<string> {
  if (id === undefined) return;
  const judged = page.result.exceptions?.find((each) => each.id === id);
  const { exception } = judged ?? {};
  if (judged === undefined || exception === undefined) return;
  const { file, line } = judged.location;
  yield* hanging(
    '    exception: ',
    `${id}, ${judged.status}, until ${exception.expires}; owner ${exception.owner}, approved by ${exception.approver} [${file}:${line}]`,
    page.width,
    longestWord,
  );
  yield* hanging('      reason: ', exception.reason, page.width, longestWord);
  for (const control of exception.compensatingControls) {
    yield* hanging('      meanwhile: ', control, page.width, longestWord);
  }
  for (const problem of judged.problems) yield* hanging('      note: ', problem, page.width, longestWord);
}

function* findingLines(page: Page): Generator<string> {
  const { ranked, paint, width } = page;
  yield* heading(page, `Findings (${grouped(ranked.findings.length)})`);
  if (ranked.findings.length === 0) yield '  None.';
  for (const finding of ranked.findings.toSorted(mostSevereFirst)) {
    const { severity } = finding;
    const [first, ...further] = hanging(`  ${severity}: `, finding.title, width, longestWord);
    yield `  ${paint(severityStyle[severity], severity)}${(first ?? '').slice(2 + severity.length)}`;
    yield* further;
    yield* hanging(
      '    ',
      `${finding.rule}, ${finding.status}, confidence ${finding.confidence}, fingerprint ${finding.fingerprint}`,
      width,
    ).map((line) => paint('dim', line));
    yield* acceptanceLines(page, finding);
    yield* evidenceLines(page, finding.evidence, '    ');
    const [sentence, ...rest] = finding.fix.split('\n');
    yield* hanging('    fix: ', sentence!, width, longestWord);
    // Commands and policies stay as they are, to be copied: only made visible, never broken.
    for (const line of rest) yield `      ${visible(line)}`;
  }
}

/** What is wrong with all that lives in a scope, this identity too. */
function* scopeFindingLines(page: Page): Generator<string> {
  const about = page.result.findings.filter((finding) => finding.about?.includes(page.identity.id) === true);
  if (about.length === 0) return;
  yield* heading(page, 'Findings of its scope, which are about it too');
  for (const { severity, title, rule, fingerprint } of about)
    yield* item(page, `${severity}: ${title} (${rule}, fingerprint ${fingerprint})`);
}

function* unjudgedLines(page: Page): Generator<string> {
  const { assessments, estate } = page.result;
  const assessmentOf = assessmentsByScope(assessments, estate.scopes);
  const rules = new Set(assessments.map(({ rule }) => rule));
  const unjudged = sortedAssessments(
    [...rules].flatMap((rule) => assessmentOf(rule, page.identity.scope) ?? []),
  ).filter(({ status }) => status !== 'assessed');
  if (unjudged.length === 0) return;
  yield* heading(page, `Not judged, or not fully, in ${shorten(page.scopeNamed(page.identity.scope), 60)}`);
  for (const { rule, status, reason } of unjudged) yield* item(page, `${rule}: ${status}, ${reason}`);
}

function* configurationLines({ result, width, paint }: Page): Generator<string> {
  yield* inForceLines(result, { width, paint, more: 'the JSON' });
}

const sections = [
  whoLines,
  standingLines,
  credentialLines,
  grantLines,
  mayLines,
  becomeLines,
  stepLines,
  reachLines,
  exposureLines,
  findingLines,
  scopeFindingLines,
  unjudgedLines,
  configurationLines,
];

function* explanation(result: AuditResult, index: number, options: TextOptions): Generator<string> {
  const { estate } = result;
  const ranked = rank(result).at(index);
  const names = new Map(estate.identities.map(({ id, name }) => [id, name]));
  const scopeNames = new Map(estate.scopes.map(({ id, name }) => [id, name]));
  const page: Page = {
    result,
    ranked,
    identity: ranked.identity,
    width: layoutWidth(options.width),
    paint: painter(options.colour),
    now: Date.parse(estate.collectedAt),
    nameOf: (id) => named(names.get(id) ?? '', id),
    scopeNamed: (id) => named(scopeNames.get(id) ?? '', id),
  };
  for (const section of sections) for (const line of section(page)) yield `${line.trimEnd()}\n`;
}

/**
 * All that is known about one identity, for `nhi-audit explain`: who it is, how it stands, who can become it, what it
 * can become, step by step with the evidence, and what to change.
 * @param index into `Estate.identities`
 */
export const explain = (result: AuditResult, index: number, options: TextOptions): Iterable<string> =>
  inPieces(() => explanation(result, index, options));
