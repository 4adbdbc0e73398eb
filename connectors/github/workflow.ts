import type { Condition } from '../../src/model/condition.ts';
import type { ChangeLocation, Indeterminate, StateIdentity, StateTrust } from '../../src/model/gate.ts';
import { levelRank } from '../../src/model/level.ts';
import { type Line, line } from '../../src/plan/identity-reader.ts';
import { loginOf } from './cloud-logins.ts';
import { isMovable, isOfOutsiders, outsiderEvents, takesForeignCode } from './foreign-code.ts';
import { mayBeOwn } from './runner-match.ts';
import { type Job, list, readWorkflowFile, text, type Workflow } from './workflow-file.ts';

/**
 * What the jobs of a workflow file may do, and who may change or start what they run.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax
 */

/** A workflow file: `.github/workflows/ci.yml` and its text. */
export interface WorkflowFile {
  /** Relative to the repository; forward slashes. */
  readonly path: string;
  readonly text: string;
}

export interface WorkflowReading {
  readonly identities: readonly StateIdentity[];
  /** By identity id. */
  readonly locations: ReadonlyMap<string, ChangeLocation>;
  /** What the file does not tell, by job. */
  readonly indeterminate: readonly Indeterminate[];
}

/** One repository at a time: its name is not in its files. */
export const workflowScope = 'repository';

/** Events by which nobody gives anything: a job of a pull request of a fork gets a reading token and no secrets. */
const harmless = new Set([
  'pull_request',
  'pull_request_review',
  'pull_request_review_comment',
  'merge_group',
  'workflow_call',
]);

interface Trigger {
  readonly event: string;
  readonly conditions: readonly Condition[];
}

const filters = ['branches', 'branches-ignore', 'tags', 'tags-ignore', 'types', 'workflows'] as const;

const triggersOf = ({ events }: Workflow): readonly Trigger[] =>
  [...events].map(([event, settings]) => ({
    event,
    conditions: filters.flatMap((filter): readonly Condition[] => {
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
    }),
  }));

const triggerTrusts = (triggers: readonly Trigger[], { if: limit }: Job): readonly StateTrust[] => {
  const own: readonly Condition[] =
    limit === undefined
      ? []
      : [{ class: 'other', operator: 'If', key: limit.replace(/\s+/g, ' ').trim(), values: ['true'] }];
  return triggers
    .filter(({ event }) => !harmless.has(event))
    .map(({ event, conditions }): StateTrust => {
      const open = isOfOutsiders(event);
      return {
        mechanism: 'pass-to-service',
        party: open ? 'everyone' : 'scope',
        principal: open ? `whoever causes ${event}` : 'whoever may write to the repository',
        external: open ? 'yes' : 'no',
        // Everybody else must be able to write: branch and event say nothing more about who.
        conditions: open ? [...conditions, ...own] : [],
      };
    });
};

/** Actions and workflows of others whose code may change without a change here. */
const codeTrusts = (used: readonly string[]): readonly StateTrust[] =>
  used.filter(isMovable).map((each) => ({
    mechanism: 'write-code',
    party: 'identity',
    principal: each.replace(/@[^@/]*$/, '').toLowerCase(),
    external: 'yes',
    conditions: [],
  }));

const cloudLines = ({ steps }: Job, conditions: readonly Condition[]): readonly Line[] =>
  steps.flatMap((step) => {
    const login = loginOf(step);
    const [as] = login?.as.flatMap((input) => step.with.get(input) ?? []) ?? [];
    return login === undefined || as === undefined
      ? []
      : [
          line({
            scope: workflowScope,
            service: login.cloud,
            level: 'write',
            privileges: ['enter as'],
            resources: [as],
            conditions,
          }),
        ];
  });

/** https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#permissions */
const tokenPrivileges = ({ permissions }: Job): readonly string[] =>
  [...(permissions ?? [])].flatMap(([scope, access]) =>
    access === 'write' ? [`${scope}: read`, `${scope}: write`] : access === 'read' ? [`${scope}: read`] : [],
  );

const tokenLines = (job: Job, conditions: readonly Condition[]): readonly Line[] => {
  const privileges = tokenPrivileges(job);
  const parts = [
    // Reading its own repository while a job runs is what every job may.
    { level: 'view' as const, held: privileges.filter((each) => each.endsWith(': read')) },
    { level: 'write' as const, held: privileges.filter((each) => each.endsWith(': write')) },
  ];
  return parts.flatMap(({ level, held }) =>
    held.length === 0
      ? []
      : [
          line({
            scope: workflowScope,
            service: 'job-token',
            level,
            privileges: [...new Set(held)].sort(),
            conditions,
          }),
        ],
  );
};

const environmentOf = ({ environment }: Job): readonly Condition[] =>
  environment === undefined
    ? []
    : [{ class: 'other', operator: 'StringEquals', key: 'environment', values: [environment] }];

/** Machines of one's own: those that are asked for by label, and those of a group. */
const runnerLines = ({ runsOn }: Job, conditions: readonly Condition[]): readonly Line[] =>
  runsOn.filter(mayBeOwn).map(({ labels, groups = [] }) =>
    line({
      scope: workflowScope,
      service: 'self-hosted-runner',
      level: 'write',
      privileges: ['run on'],
      resources: [
        [
          ...groups.map((group) => `group ${group}`).sort(),
          ...labels.filter((each) => each !== 'self-hosted').sort(),
        ].join(' ') || '*',
      ],
      conditions,
    }),
  );

const jobIdentity = (path: string, job: Job, workflow: Workflow): StateIdentity => {
  const { name, steps, secrets, calls } = job;
  const conditions = environmentOf(job);
  const entitlements: readonly Line[] = [
    ...tokenLines(job, conditions),
    ...(secrets.length === 0
      ? []
      : [
          line({
            scope: workflowScope,
            service: 'actions-secrets',
            level: 'read',
            privileges: secrets.map((each) => `use ${each}`),
            conditions,
          }),
        ]),
    ...cloudLines(job, conditions),
    ...runnerLines(job, conditions),
  ];
  const trusts: readonly StateTrust[] = [
    ...triggerTrusts(triggersOf(workflow), job),
    ...codeTrusts([...steps.flatMap(({ uses }) => uses ?? []), ...(calls === undefined ? [] : [calls])]),
    ...(outsiderEvents(workflow).length > 0 && steps.some(takesForeignCode)
      ? [
          {
            mechanism: 'write-code' as const,
            party: 'everyone' as const,
            principal: 'whoever opens a pull request',
            external: 'yes' as const,
            conditions: [],
          },
        ]
      : []),
  ];
  const unique = new Map(trusts.map((trust) => [JSON.stringify(trust), trust]));
  return {
    id: `github:${path}#${name}`,
    provider: 'github',
    kind: 'job',
    scope: workflowScope,
    name: `${path} ${name}`,
    nature: 'machine',
    // The token of a job ends with it; that the job gets it does not.
    standing: entitlements.length === 0 ? 'none' : 'short-lived credential on a standing grant',
    privileged: entitlements.some(({ level }) => levelRank[level] >= levelRank.write),
    entitlements,
    trusts: [...unique].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, trust]) => trust),
    credentials: [],
    blastRadius: 0,
    admin: [],
    adminIf: [],
    reachKnown: false,
  };
};

/** @param file as the user knows it: in locations */
export const readWorkflow = ({ path, text: written }: WorkflowFile, file: string): WorkflowReading => {
  const workflow = readWorkflowFile(written);
  if ('why' in workflow)
    return {
      identities: [],
      locations: new Map(),
      indeterminate: [
        {
          identity: `github:${path}`,
          what: 'what the workflow may do',
          why: workflow.why,
          privileged: true,
          location: { file, line: workflow.line },
        },
      ],
    };
  const identities = workflow.jobs.map((job) => jobIdentity(path, job, workflow));
  const locations = workflow.jobs.map(({ name, line: at }) => ({ file, line: at, address: name }));
  return {
    identities,
    locations: new Map(identities.map(({ id }, index): [string, ChangeLocation] => [id, locations[index]!])),
    indeterminate: workflow.jobs.flatMap(({ permissions }, index): readonly Indeterminate[] =>
      permissions === undefined
        ? [
            {
              identity: identities[index]!.id,
              what: 'what its token may do',
              why: 'neither job nor workflow has `permissions`, and the default of the repository is not in its files',
              privileged: true,
              location: locations[index]!,
            },
          ]
        : [],
    ),
  };
};
