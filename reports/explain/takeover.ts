import { byText } from '../../src/model/by-text.ts';
import type { Evidence } from '../../src/model/evidence.ts';
import type { ExposurePartId } from '../../src/model/exposure-score.ts';
import type { PathStep } from '../../src/model/finding.ts';
import { scopeOfEnd } from '../../src/model/finding.ts';
import type { Trust, TrustedParty } from '../../src/model/trust.ts';
import { counted, grouped, hanging, shorten } from '../layout.ts';
import { oneStepFrom } from '../one-step.ts';
import { percent } from '../terminal-page.ts';
import { conditionText, factText } from '../wording.ts';
import { field, heading, item, listedMembers, longestWord, type Page } from './page.ts';

const listedTargets = 10;

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

/** One line for one trust. */
export const trustText = ({ mechanism, party, principal, external, conditions }: Trust): string => {
  const only = conditions.length === 0 ? 'no condition' : `if ${conditions.map(conditionText).join(' and ')}`;
  // Some principals are told in words, which name the party already.
  const who = principal.startsWith('whoever ') ? principal : `${partyText[party]} ${principal}`;
  return `${mechanism}: ${who}${externalText[external]}; ${only}`;
};

export function* becomeLines(page: Page): Generator<string> {
  const { identity, ranked, result } = page;
  yield* heading(page, 'Who can become it');
  const { trusts } = identity;
  const holders = result.reach.takenOverBy(ranked.index);
  if (trusts.length === 0 && holders.length === 0)
    yield '  No one in the collected data, except whoever holds its credentials.';
  for (const trust of trusts.toSorted((a, b) => byText(trustText(a), trustText(b)))) {
    yield* item(page, `${trustText(trust)} [${factText(trust.source)}]`);
  }
  if (holders.length === 0) return;
  yield* hanging(
    '  ',
    `Can be taken over in one step, proven or assumed, by ${counted(holders.length, 'identity', 'identities')}:`,
    page.width,
  );
  for (const index of holders.slice(0, listedMembers)) {
    const { id } = result.estate.identities[index]!;
    yield* item(page, page.nameOf(id), 4);
  }
  if (holders.length > listedMembers) yield `    and ${grouped(holders.length - listedMembers)} more`;
}

export function* evidenceLines(page: Page, evidence: readonly Evidence[], indent: string): Generator<string> {
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
export function* stepLines(page: Page): Generator<string> {
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

export function* reachLines(page: Page): Generator<string> {
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
  yield* field(page, 'steps', `${grouped(radius.hops)} to the worst it can reach`);
  yield* field(page, 'proven', `${percent(radius.proven)}% if only proven steps count`);

  const worst = result.reach.path(index);
  yield* heading(page, 'The shortest path to the worst it can reach');
  if (worst.length === 0) yield '  None needed: its own permissions reach all of it.';
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

export const partTitles: Readonly<Record<ExposurePartId, string>> = {
  credential: 'credentials',
  outside: 'outside access',
  reach: 'takeover',
  code: 'code it runs',
};

/** How easily an attacker can compromise it, side by side. */
export function* exposureLines(page: Page): Generator<string> {
  const exposure = page.ranked.exposure();
  yield* heading(
    page,
    `Exposure: ${exposure.score === undefined ? 'nothing is known' : `${exposure.score} of 100`}, how easily an attacker could get it`,
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
