import type { PlannedChange, PlanStep, ReductionPlan } from '../../src/model/reduce.ts';
import { inForceLines } from '../in-force-terminal.ts';
import { visible } from '../inert-text.ts';
import { hanging, layoutWidth, type Paint, painter } from '../layout.ts';
import { inPieces } from '../pieces.ts';
import {
  byHandTexts,
  countedText,
  effectText,
  goalResult,
  nothingText,
  residualText,
  verifiedText,
} from './words.ts';

const mostLeftOut = 10;
const barWidth = 20;

const bar = (share: number): string => '█'.repeat(Math.round((share / 100) * barWidth)).padEnd(barWidth, '·');

interface Page {
  readonly width: number;
  readonly paint: Paint;
}

function* changeLines(change: PlannedChange, { width, paint }: Page): Generator<string> {
  const { says, risk, commands, holders, owner, identity } = change;
  yield* hanging('    ', says, width).map((line) => paint('bold', line));
  yield* hanging('      Who    ', `${identity}${owner === undefined ? '' : `, owner ${owner}`}`, width);
  if (holders > 1) yield `      Holders ${holders} identities have it`;
  yield* hanging('      Risk   ', risk.says, width).map((line) =>
    risk.is === 'used' ? paint('yellow', line) : line,
  );
  for (const command of commands) yield `      $ ${visible(command)}`;
  for (const text of byHandTexts(change)) yield* hanging('      ', visible(text), width);
}

function* stepLines(step: PlanStep, page: Page): Generator<string> {
  const { after, verified, changes } = step;
  const { paint } = page;
  const mark = verified ? '' : ' (estimated)';
  yield paint('cyan', `  ${String(after.changes).padStart(3)}  ${bar(after.share)} ${after.share} %${mark}`);
  for (const change of changes) yield* changeLines(change, page);
  yield* hanging('      Effect ', effectText(step), page.width);
  yield '';
}

function* lines(plan: ReductionPlan, page: Page): Generator<string> {
  const { width, paint } = page;
  yield paint('bold', 'Plan that ends standing privilege');
  yield* hanging('  Now      ', residualText(plan.start), width);
  const last = plan.steps.at(-1);
  if (last !== undefined)
    yield* hanging('  After it ', `${last.after.changes} changes: ${residualText(last.after)}`, width);
  const goal = goalResult(plan);
  if (goal !== undefined) yield* hanging('  Goal     ', goal, width);
  yield* hanging('  Counted  ', countedText(plan), width);
  if (plan.steps.length > 0) yield* hanging('  Verified ', verifiedText(plan), width);
  yield '';
  if (plan.steps.length === 0) yield nothingText;
  else yield '  After    of the estate is reachable from a standing identity';
  for (const step of plan.steps) yield* stepLines(step, page);
  if (plan.leftOut.length > 0) {
    yield paint('bold', 'Not in the plan');
    for (const { says, why } of plan.leftOut.slice(0, mostLeftOut))
      yield* hanging('  - ', `${says} ${why}`, width);
    const more = plan.leftOut.length + plan.furtherLeftOut - mostLeftOut;
    if (more > 0) yield `  and ${more} more`;
    yield '';
  }
  if (plan.steps.length > 0)
    yield 'Nothing was carried out. --write-patches writes the commands, each with its inverse.';
  yield* inForceLines(plan, { width, paint, more: 'the JSON' });
}

export const planTerminal = (
  plan: ReductionPlan,
  { width, colour }: { readonly width: number; readonly colour: boolean },
): Iterable<string> =>
  inPieces(function* () {
    const page = { width: layoutWidth(width), paint: painter(colour) };
    for (const line of lines(plan, page)) yield `${line}\n`;
  });
