import { sortedAssessments } from '../../src/audit/order.ts';
import { assessmentsByScope } from '../../src/model/assessment.ts';
import { byText } from '../../src/model/by-text.ts';
import type { Finding } from '../../src/model/finding.ts';
import { severityRank } from '../../src/model/finding.ts';
import { visible } from '../inert-text.ts';
import { grouped, hanging, shorten } from '../layout.ts';
import { severityStyle } from '../terminal-page.ts';
import { heading, item, longestWord, type Page } from './page.ts';
import { evidenceLines } from './takeover.ts';

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

export function* findingLines(page: Page): Generator<string> {
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
export function* scopeFindingLines(page: Page): Generator<string> {
  const about = page.result.findings.filter((finding) => finding.about?.includes(page.identity.id) === true);
  if (about.length === 0) return;
  yield* heading(page, 'Findings of its scope, which are about it too');
  for (const { severity, title, rule, fingerprint } of about)
    yield* item(page, `${severity}: ${title} (${rule}, fingerprint ${fingerprint})`);
}

export function* unjudgedLines(page: Page): Generator<string> {
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
