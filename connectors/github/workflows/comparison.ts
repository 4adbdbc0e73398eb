import type { Condition } from '../../../src/model/condition.ts';
import type { ChangeLocation, Indeterminate, StateIdentity } from '../../../src/model/gate.ts';
import { levelRank } from '../../../src/model/level.ts';
import { type Line, line } from '../../../src/plan/identity-reader.ts';
import { loginOf } from './cloud-logins.ts';
import { type Job, readWorkflowFile, type Workflow } from './file.ts';
import { jobTrusts, type Parties } from './job-trusts.ts';
import { mayBeOwn } from './runs-on.ts';

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

/** One repository at a time: who is in it is not in its files. */
const parties: Parties = {
  writers: { principal: 'whoever may write to the repository', external: 'no' },
  placeOf: () => ({ external: 'yes' }),
  guards: [],
};

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
  const { name, secrets } = job;
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
    trusts: jobTrusts(workflow, job, parties),
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
