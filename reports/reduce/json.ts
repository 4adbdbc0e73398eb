import type { PlannedChange, ReductionPlan, Residual } from '../../src/model/reduce.ts';
import { inForceRecord } from '../in-force.ts';
import { prettyJson } from '../inert-text.ts';

/** Published as `nhi-audit/plan.schema.json`. What is not known is `null`; every key is always there. */
export const planSchema = 'nhi-audit/plan/v1';

const residualRecord = ({ changes, share, proven, standing, controlling, sum }: Residual) => ({
  changes,
  share,
  proven,
  standing,
  controlling,
  sum,
});

const changeRecord = (change: PlannedChange) => ({
  kind: change.kind,
  provider: change.provider,
  says: change.says,
  identity: change.identity,
  scope: change.scope,
  environment: change.environment,
  owner: change.owner ?? null,
  holders: change.holders,
  facts: change.facts.map(({ record, id, pointer }) => ({ record, id, pointer: pointer ?? null })),
  risk: {
    is: change.risk.is,
    says: change.risk.says,
    lastUsedAt: change.risk.lastUsedAt ?? null,
    workloads: change.risk.workloads,
  },
  commands: change.commands,
  undo: change.undo,
  documents: change.documents.map(({ of, before, after }) => ({
    of,
    before: before ?? null,
    after: after ?? null,
  })),
});

/** The plan as data: for scripts, and for the page. */
export const planRecord = (plan: ReductionPlan) => ({
  schema: planSchema,
  collectedAt: plan.collectedAt,
  people: plan.people,
  keepUsedWithinDays: plan.keepUsedWithinDays ?? null,
  verified: plan.verified,
  candidates: plan.candidates,
  goal:
    plan.goal === undefined
      ? null
      : {
          share: plan.goal.of === 'no-full-control' ? null : plan.goal.of.share,
          noFullControl: plan.goal.of === 'no-full-control',
          changes: plan.goal.changes ?? null,
          why: plan.goal.why ?? null,
        },
  curve: [plan.start, ...plan.steps.map(({ after }) => after)].map(residualRecord),
  steps: plan.steps.map(({ changes, verified, after, lowers, lowered }) => ({
    changes: changes.map(changeRecord),
    verified,
    after: residualRecord(after),
    lowers,
    lowered: lowered.map(({ identity, before, after: is, proven }) => ({
      identity,
      before,
      after: is,
      ...(proven === undefined ? {} : { proven: { before: proven.before, after: proven.after } }),
    })),
  })),
  leftOut: plan.leftOut.map(({ says, identity, why }) => ({ says, identity, why })),
  furtherLeftOut: plan.furtherLeftOut,
  inForce: inForceRecord(plan),
});

export const planJson = (plan: ReductionPlan): string => `${prettyJson(planRecord(plan))}\n`;
