import type { PlannedChange, PlanStep, ReduceGoal, ReductionPlan, Residual } from '../../src/model/reduce.ts';

export const percent = (share: number): string => `${share} %`;

export const goalText = (goal: ReduceGoal): string =>
  goal === 'no-full-control'
    ? 'no standing identity reaches full control of anything'
    : `at most ${percent(goal.share)} of the estate is reachable from a standing identity`;

/** What is left, as a sentence. */
export const residualText = ({ share, proven, standing, controlling }: Residual): string =>
  `${percent(share)} of the estate is reachable from a standing identity (${percent(proven)} by proven steps); ${standing} of them hold or reach something, ${controlling} reach full control.`;

/** Whether a step ends nothing, and has somebody consent to it. */
export const onlyGuards = ({ changes }: Pick<PlanStep, 'changes'>): boolean =>
  changes.every(({ kind }) => kind === 'guard-step');

/** What a step does, as a sentence without its end. */
export const effectText = ({ changes, lowers, after }: PlanStep): string => {
  const through = `${lowers} ${lowers === 1 ? 'identity' : 'identities'}`;
  return onlyGuards({ changes })
    ? `What is compromised through ${through} rests on somebody's consent; ${percent(after.proven)} is reachable by proven steps after it`
    : `Less is compromised through ${through}; ${after.controlling} reach full control after it`;
};

/** What has to be done by hand where no command does it: what becomes of which document. Empty: there are commands. */
export const byHandTexts = ({ commands, documents }: PlannedChange): readonly string[] =>
  commands.length > 0
    ? []
    : documents.map(
        ({ of, before, after }) =>
          `By hand: ${of}: from ${JSON.stringify(before ?? null)} to ${JSON.stringify(after ?? null)}`,
      );

/** Whom a plan is about. */
export const countedText = ({ people }: ReductionPlan): string =>
  `${people ? 'Machines and people count' : 'Machines count, and whoever may be one; people do not (--people)'}. Identities of the provider itself and those kept for emergencies are left out.`;

const verifiedTexts: Readonly<Record<ReductionPlan['verified'], string>> = {
  each: 'Each step was worked out by interpreting the changed facts again.',
  'every tenth':
    'Steps that are marked as estimated were not interpreted again: every tenth was, and what it ended stands beside it.',
  none: 'The estate is large: all steps are estimates on its graph, and none was interpreted again.',
};

export const verifiedText = ({ verified }: ReductionPlan): string => verifiedTexts[verified];

export const goalResult = ({ goal }: ReductionPlan): string | undefined =>
  goal === undefined
    ? undefined
    : goal.changes === undefined
      ? `Not reached: ${goalText(goal.of)}. ${goal.why}`
      : `${goal.changes} changes reach it: ${goalText(goal.of)}.`;

export const nothingText = 'No change that is known here ends standing privilege.';
