import type { Condition } from '../../../src/model/condition.ts';
import type { StateTrust } from '../../../src/model/gate.ts';
import { callsOf } from './calls.ts';
import { type Job, list, text, type Workflow } from './file.ts';
import { foreignCodeStep, isMovable, isOfOutsiders, outsiderEvents } from './foreign-code.ts';

/**
 * Who may start a job, and who may change what it runs.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */

/** Whoever can do something in the repository of a job, as its trusts name them. */
export interface Parties {
  /** Those who may write to it. */
  readonly writers: Pick<StateTrust, 'principal' | 'external' | 'scope'>;
  /** Those who may read it. Absent: everyone, or not known. */
  readonly readers?: Pick<StateTrust, 'principal' | 'external' | 'scope'>;
  /** Where the code of others lies: in the estate or not. */
  readonly placeOf: (used: string) => Pick<StateTrust, 'external' | 'scope'>;
  /** What must happen before a changed job runs with what it holds. */
  readonly guards: readonly Condition[];
}

/** Events by which nobody gives anything: a job of a pull request of a fork gets a reading token and no secrets. */
const harmless = new Set([
  'pull_request',
  'pull_request_review',
  'pull_request_review_comment',
  'merge_group',
  'workflow_call',
]);
/** Nobody starts it. */
const byItself = new Set(['schedule']);

const filters = ['branches', 'branches-ignore', 'tags', 'tags-ignore', 'types', 'workflows'] as const;

const filtersOf = (settings: Readonly<Record<string, unknown>>): readonly Condition[] =>
  filters.flatMap((filter): readonly Condition[] => {
    const values = list(settings[filter]).flatMap((each) => text(each) ?? []);
    if (values.length === 0) return [];
    const ignores = filter.endsWith('-ignore');
    return [
      {
        class: 'other',
        operator: ignores ? 'StringNotLike' : 'StringLike',
        key: ignores ? filter.slice(0, -7) : filter,
        values: [...values].sort(),
      },
    ];
  });

const ownCondition = ({ if: limit }: Job): readonly Condition[] =>
  limit === undefined
    ? []
    : [{ class: 'other', operator: 'If', key: limit.replace(/\s+/g, ' ').trim(), values: ['true'] }];

const startedBy = (workflow: Workflow, job: Job, { writers, readers }: Parties): readonly StateTrust[] =>
  [...workflow.events]
    .filter(([event]) => !harmless.has(event) && !byItself.has(event))
    .map(([event, settings]): StateTrust => {
      // Branch and event say nothing about who writes.
      if (!isOfOutsiders(event)) return { mechanism: 'start', party: 'scope', ...writers, conditions: [] };
      const conditions = [...filtersOf(settings), ...ownCondition(job)];
      return readers === undefined
        ? {
            mechanism: 'start',
            party: 'everyone',
            principal: `whoever causes ${event}`,
            external: 'yes',
            conditions,
          }
        : { mechanism: 'start', party: 'scope', ...readers, conditions };
    });

/** Actions and workflows of others whose code may change without a change here. */
const codeOfOthers = (job: Job, { placeOf }: Parties): readonly StateTrust[] =>
  [...job.steps.flatMap(({ uses }) => uses ?? []), ...callsOf(job)].filter(isMovable).map((used) => ({
    mechanism: 'write-code',
    party: 'identity',
    principal: used.replace(/@[^@/]*$/, '').toLowerCase(),
    ...placeOf(used),
    conditions: [],
  }));

const codeOfOutsiders = (workflow: Workflow, { steps }: Job, { readers }: Parties): readonly StateTrust[] =>
  outsiderEvents(workflow).length === 0 || foreignCodeStep(steps) === undefined
    ? []
    : [
        readers === undefined
          ? {
              mechanism: 'write-code',
              party: 'everyone',
              principal: 'whoever opens a pull request',
              external: 'yes',
              conditions: [],
            }
          : { mechanism: 'write-code', party: 'scope', ...readers, conditions: [] },
      ];

/** Each once, sorted. */
export const jobTrusts = (workflow: Workflow, job: Job, parties: Parties): readonly StateTrust[] => {
  const trusts: readonly StateTrust[] = [
    { mechanism: 'write-code', party: 'scope', ...parties.writers, conditions: parties.guards },
    ...startedBy(workflow, job, parties),
    ...codeOfOthers(job, parties),
    ...codeOfOutsiders(workflow, job, parties),
  ];
  return [...new Map(trusts.map((trust) => [JSON.stringify(trust), trust]))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, trust]) => trust);
};
