import type { PlannedChange, PlanStep, ReductionPlan, Residual } from '../../src/model/reduce.ts';
import type { AuditResult } from '../../src/model/report.ts';
import { byHandTexts, countedText, goalResult, onlyGuards, verifiedText } from '../reduce/words.ts';
import type { PagePlan, PlanChangeRow, PlanPoint, PlanStepRow } from './page-data.ts';

/** What one page holds of a plan; its JSON holds all, and the documents as well. */
const most = { steps: 300, leftOut: 200, workloads: 20 } as const;

const point = ({ changes, share, proven, standing, controlling, sum }: Residual): PlanPoint => ({
  changes,
  share,
  proven,
  standing,
  controlling,
  sum,
});

const changeRow = (change: PlannedChange): PlanChangeRow => ({
  kind: change.kind,
  says: change.says,
  provider: change.provider,
  scope: change.scope,
  environment: change.environment,
  identity: change.identity,
  owner: change.owner ?? '',
  holders: change.holders,
  risk: change.risk.is,
  riskSays: change.risk.says,
  workloads: change.risk.workloads.slice(0, most.workloads),
  moreWorkloads: Math.max(0, change.risk.workloads.length - most.workloads),
  commands: change.commands,
  byHand: byHandTexts(change),
  undo: change.undo,
});

const stepRow = ({ changes, verified, after, lowers, lowered }: PlanStep): PlanStepRow => ({
  after: point(after),
  verified,
  changes: changes.map(changeRow),
  lowers,
  guards: onlyGuards({ changes }),
  lowered: lowered.map(({ identity, before, after: is, proven }) => [
    identity,
    proven?.before ?? before,
    proven?.after ?? is,
  ]),
});

const sentences = (plan: ReductionPlan, { filter }: AuditResult): readonly string[] => {
  const goal = goalResult(plan);
  return [
    ...(goal === undefined ? [] : [goal]),
    countedText(plan),
    ...(plan.steps.length === 0 ? [] : [verifiedText(plan)]),
    ...(plan.keepUsedWithinDays === undefined
      ? []
      : [`What was used within ${plan.keepUsedWithinDays} days is kept.`]),
    ...(filter === undefined ? [] : ['It is the plan of the whole estate, whatever this page leaves out.']),
  ];
};

/** The plan as the page has it; null: nobody asked for one. */
export const pagePlan = (result: AuditResult): PagePlan | null => {
  const { plan } = result;
  if (plan === undefined) return null;
  return {
    says: sentences(plan, result),
    start: point(plan.start),
    steps: plan.steps.slice(0, most.steps).map(stepRow),
    moreSteps: Math.max(0, plan.steps.length - most.steps),
    leftOut: plan.leftOut.slice(0, most.leftOut).map(({ says, identity, why }) => ({ says, identity, why })),
    moreLeftOut: Math.max(0, plan.leftOut.length - most.leftOut) + plan.furtherLeftOut,
  };
};
