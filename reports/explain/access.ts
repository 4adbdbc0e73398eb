import { byText } from '../../src/model/by-text.ts';
import type { Grant } from '../../src/model/grant.ts';
import { levelName } from '../../src/model/level.ts';
import { entitlementLines } from '../entitlement-lines.ts';
import { grouped, hanging } from '../layout.ts';
import { conditionText, factText, grantParts } from '../wording.ts';
import { durationOf, heading, item, longestWord, type Page, shortList, when } from './page.ts';

const durationText = (page: Page, grant: Grant): string => {
  const effective = durationOf(page, grant);
  const end = grant.until === undefined ? '' : ` until ${when(page, grant.until)}`;
  return `${grant.duration}${end}${effective === grant.duration ? '' : `, by policy ${effective}`}`;
};

export const breadthText = (breadth: number): string =>
  breadth === 1 ? 'all resources' : `${Number((100 * breadth).toPrecision(2))}% of the resources`;

export function* grantLines(page: Page): Generator<string> {
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
    if (parts.length === 0) yield '      nothing: denied, or outside the permissions boundary';
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

export function* mayLines(page: Page): Generator<string> {
  const { estate } = page.result;
  const lines = estate.entitlements?.(page.ranked.index);
  if (lines === undefined) return;
  yield* heading(page, `What it may do, after denies and limits (${grouped(lines.length)})`);
  yield* entitlementLines(estate, lines, page.width);
}
