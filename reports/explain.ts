import { rank } from '../src/audit/ranking.ts';
import type { AuditResult } from '../src/model/report.ts';
import { grantLines, mayLines } from './explain/access.ts';
import { findingLines, scopeFindingLines, unjudgedLines } from './explain/findings.ts';
import { credentialLines, standingLines, whoLines } from './explain/identity.ts';
import { named, type Page } from './explain/page.ts';
import { becomeLines, exposureLines, reachLines, stepLines } from './explain/takeover.ts';
import { inForceLines } from './in-force-terminal.ts';
import { layoutWidth, painter } from './layout.ts';
import { inPieces } from './pieces.ts';
import type { TextOptions } from './report-format.ts';

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
