import type { PlannedChange, PlanStep, ReductionPlan } from '../../src/model/reduce.ts';
import { inForceSentences } from '../in-force.ts';
import { visible } from '../inert-text.ts';
import { code, prose, table } from '../markdown-text.ts';
import { inPieces } from '../pieces.ts';
import {
  byHandTexts,
  countedText,
  effectText,
  goalResult,
  nothingText,
  percent,
  residualText,
  verifiedText,
} from './words.ts';

const mostLeftOut = 20;

/** A fence longer than any run of backticks within. */
const block = (lines: readonly string[]): string => {
  const text = lines.map(visible).join('\n');
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}sh\n${text}\n${fence}\n`;
};

const commandText = (change: PlannedChange): string => {
  if (change.commands.length > 0) return block(change.commands);
  const byHand = byHandTexts(change);
  return byHand.length === 0
    ? 'No command is known.\n'
    : byHand.map((text) => `${prose(text, 2000)}\n`).join('\n');
};

const changeText = (change: PlannedChange): string =>
  `
- **Change**: ${prose(change.says)}
- **Who**: ${code(change.identity, 200)}${change.owner === undefined ? '' : `, owner ${prose(change.owner, 100)}`}${change.holders > 1 ? `; ${change.holders} identities have it` : ''}
- **Risk**: ${prose(change.risk.says)}

${commandText(change)}${change.undo.length === 0 ? '' : `\nThe way back:\n\n${block(change.undo)}`}`;

const stepText = (step: PlanStep): string =>
  `\n## ${step.after.changes}. ${percent(step.after.share)}${step.verified ? '' : ' (estimated)'}\n${step.changes.map(changeText).join('')}\n${prose(effectText(step))}.\n`;

function* inForceText(plan: ReductionPlan): Generator<string> {
  const sentences = inForceSentences(plan);
  if (sentences.length === 0) return;
  yield '\n## Configuration in force\n\n';
  for (const sentence of sentences) yield `- ${prose(sentence)}\n`;
}

export const planMarkdown = (plan: ReductionPlan): Iterable<string> =>
  inPieces(function* () {
    yield '# Plan that ends standing privilege\n\n';
    yield `Now: ${prose(residualText(plan.start))}\n\n`;
    const last = plan.steps.at(-1);
    if (last !== undefined)
      yield `After ${last.after.changes} changes: ${prose(residualText(last.after))}\n\n`;
    const goal = goalResult(plan);
    if (goal !== undefined) yield `${prose(goal)}\n\n`;
    yield `${prose(countedText(plan))}${plan.steps.length === 0 ? '' : ` ${prose(verifiedText(plan))}`}\n\n`;
    if (plan.steps.length === 0) {
      yield `${nothingText}\n`;
      yield* inForceText(plan);
      return;
    }
    yield `${table(
      ['Changes', 'Blast radius of standing identities', 'Proven', 'Standing', 'Full control'],
      [plan.start, ...plan.steps.map(({ after }) => after)].map((after) => [
        String(after.changes),
        percent(after.share),
        percent(after.proven),
        String(after.standing),
        String(after.controlling),
      ]),
    )}\n`;
    for (const step of plan.steps) yield stepText(step);
    if (plan.leftOut.length > 0) yield '\n## Not in the plan\n\n';
    for (const { says, why } of plan.leftOut.slice(0, mostLeftOut)) yield `- ${prose(says)} ${prose(why)}\n`;
    const more = plan.leftOut.length + plan.furtherLeftOut - mostLeftOut;
    if (more > 0) yield `\n${more} more in the JSON.\n`;
    yield '\nNothing was carried out.\n';
    yield* inForceText(plan);
  });

/** What one owner is asked to do, in the order of the plan. */
export const ownerMarkdown = (owner: string, plan: ReductionPlan): Iterable<string> =>
  inPieces(function* () {
    yield `# Changes for ${prose(owner, 100)}\n`;
    for (const { changes, after } of plan.steps) {
      for (const change of changes) {
        if ((change.owner ?? '') === owner || (owner === nobody && change.owner === undefined))
          yield `\n## Change ${after.changes}\n${changeText(change)}`;
      }
    }
  });

/** Whose sheet holds what nobody owns. */
export const nobody = 'nobody in particular';
