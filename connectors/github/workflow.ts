import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import type { Condition } from '../../src/model/condition.ts';
import type { ChangeLocation, Indeterminate, StateIdentity, StateTrust } from '../../src/model/gate.ts';
import { levelRank } from '../../src/model/level.ts';
import { type Line, line } from '../../src/plan/identity-reader.ts';

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

type Json = Readonly<Record<string, unknown>>;
const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string | undefined =>
  typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : undefined;
const list = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

/** One repository at a time: its name is not in its files. */
export const workflowScope = 'repository';

const everyone = new Set([
  'pull_request_target',
  'issues',
  'issue_comment',
  'discussion',
  'discussion_comment',
  'fork',
  'watch',
  'gollum',
  // Follows a workflow that anybody may start.
  'workflow_run',
]);

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

const triggersOf = (on: unknown): readonly Trigger[] => {
  if (!isJson(on))
    return list(on).flatMap((event) => (typeof event === 'string' ? [{ event, conditions: [] }] : []));
  return Object.entries(on).map(([event, settings]) => ({
    event,
    conditions: filters.flatMap((filter): readonly Condition[] => {
      const values = isJson(settings) ? list(settings[filter]).flatMap((each) => text(each) ?? []) : [];
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
};

const triggerTrusts = (triggers: readonly Trigger[], job: Json): readonly StateTrust[] => {
  const limit = text(job.if);
  const own: readonly Condition[] =
    limit === undefined
      ? []
      : [{ class: 'other', operator: 'If', key: limit.replace(/\s+/g, ' ').trim(), values: ['true'] }];
  return triggers
    .filter(({ event }) => !harmless.has(event))
    .map(({ event, conditions }): StateTrust => {
      const open = everyone.has(event);
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

/** Whether a step takes the code of a pull request although the event gives it secrets. */
const takesForeignCode = (steps: readonly Json[]): boolean =>
  steps.some(({ uses, with: given }) => {
    const ref = isJson(given) ? `${text(given.ref) ?? ''} ${text(given.repository) ?? ''}` : '';
    return (
      /^actions\/checkout@/.test(text(uses) ?? '') &&
      /head_ref|pull_request\.head|refs\/pull|workflow_run\.head|issue\.number/.test(ref)
    );
  });

const pinned = /@[0-9a-f]{40}$|@sha256:[0-9a-f]{64}$/;
/** GitHub's own actions are as trusted as the runner that GitHub gives. */
const ownByGithub = /^(actions|github)\//;

/** Actions and workflows of others whose code may change without a change here. */
const codeTrusts = (used: readonly string[]): readonly StateTrust[] =>
  used
    .filter(
      (each) =>
        !each.startsWith('./') && !pinned.test(each) && !ownByGithub.test(each) && !each.includes('${{'),
    )
    .map((each) => ({
      mechanism: 'write-code',
      party: 'identity',
      principal: each.replace(/@[^@/]*$/, '').toLowerCase(),
      external: 'yes',
      conditions: [],
    }));

const secretNames = (value: unknown): readonly string[] => {
  const written = JSON.stringify(value) ?? '';
  const expressions = [...written.matchAll(/\$\{\{(.*?)\}\}/gs)].map(([, inner]) => inner!).join(' ; ');
  const named = [
    ...expressions.matchAll(/\bsecrets\s*(?:\.\s*([A-Za-z_][\w-]*)|\[\s*\\?['"]([^'"\\]+)\\?['"]\s*\])/g),
  ].map(([, a, b]) => (a ?? b)!.toUpperCase());
  const whole = /\bsecrets\b(?!\s*[.[])|\bsecrets\s*\[\s*(?!\\?['"])/.test(expressions);
  return [...named.filter((name) => name !== 'GITHUB_TOKEN'), ...(whole ? ['*'] : [])];
};

/** Steps that enter a cloud, and the input that names as whom. */
const logins: readonly {
  readonly action: RegExp;
  readonly cloud: string;
  readonly inputs: readonly string[];
}[] = [
  // https://github.com/aws-actions/configure-aws-credentials
  { action: /^aws-actions\/configure-aws-credentials@/, cloud: 'aws', inputs: ['role-to-assume'] },
  // https://github.com/Azure/login
  { action: /^azure\/login@/i, cloud: 'azure', inputs: ['client-id'] },
  // https://github.com/google-github-actions/auth
  {
    action: /^google-github-actions\/auth@/,
    cloud: 'gcp',
    inputs: ['service_account', 'workload_identity_provider'],
  },
  // https://github.com/hashicorp/vault-action
  { action: /^hashicorp\/vault-action@/, cloud: 'vault', inputs: ['role'] },
];

const cloudLines = (steps: readonly Json[], conditions: readonly Condition[]): readonly Line[] =>
  steps.flatMap(({ uses, with: given }) => {
    const login = logins.find(({ action }) => action.test(text(uses) ?? ''));
    if (login === undefined || !isJson(given)) return [];
    const [as] = login.inputs.flatMap((input) => text(given[input]) ?? []);
    return as === undefined
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
const tokenScopes = [
  'actions',
  'artifact-metadata',
  'attestations',
  'checks',
  'contents',
  'deployments',
  'discussions',
  'id-token',
  'issues',
  'models',
  'packages',
  'pages',
  'pull-requests',
  'security-events',
  'statuses',
];

const tokenPrivileges = (permissions: unknown): readonly string[] => {
  if (permissions === 'write-all')
    return tokenScopes.flatMap((scope) => [`${scope}: read`, `${scope}: write`]);
  if (permissions === 'read-all') return tokenScopes.map((scope) => `${scope}: read`);
  if (!isJson(permissions)) return [];
  return Object.entries(permissions).flatMap(([scope, access]) =>
    access === 'write' ? [`${scope}: read`, `${scope}: write`] : access === 'read' ? [`${scope}: read`] : [],
  );
};

const tokenLines = (permissions: unknown, conditions: readonly Condition[]): readonly Line[] => {
  const privileges = tokenPrivileges(permissions);
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

const environmentOf = (job: Json): readonly Condition[] => {
  const name = text(isJson(job.environment) ? job.environment.name : job.environment);
  return name === undefined
    ? []
    : [{ class: 'other', operator: 'StringEquals', key: 'environment', values: [name] }];
};

const runnerLines = (runsOn: unknown, conditions: readonly Condition[]): readonly Line[] => {
  const labels = list(isJson(runsOn) ? (runsOn.labels ?? runsOn.group) : runsOn).flatMap(
    (each) => text(each)?.toLowerCase() ?? [],
  );
  const isOwn = labels.includes('self-hosted') || (isJson(runsOn) && runsOn.group !== undefined);
  return isOwn
    ? [
        line({
          scope: workflowScope,
          service: 'self-hosted-runner',
          level: 'write',
          privileges: ['run on'],
          resources: [
            labels
              .filter((each) => each !== 'self-hosted')
              .sort()
              .join(' ') || '*',
          ],
          conditions,
        }),
      ]
    : [];
};

const jobIdentity = (path: string, name: string, job: Json, workflow: Json): StateIdentity => {
  const steps = list(job.steps).filter(isJson);
  const conditions = environmentOf(job);
  const permissions = job.permissions ?? workflow.permissions;
  const secrets = [
    ...new Set([
      ...secretNames(job),
      ...secretNames(workflow.env),
      ...(job.secrets === 'inherit' ? ['*'] : []),
    ]),
  ].sort();
  const entitlements: readonly Line[] = [
    ...tokenLines(permissions, conditions),
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
    ...cloudLines(steps, conditions),
    ...runnerLines(job['runs-on'], conditions),
  ];
  const triggers = triggersOf(workflow.on);
  const trusts: readonly StateTrust[] = [
    ...triggerTrusts(triggers, job),
    ...codeTrusts([
      ...steps.flatMap(({ uses }) => text(uses) ?? []),
      ...list(job.uses).flatMap((each) => text(each) ?? []),
    ]),
    ...(triggers.some(({ event }) => everyone.has(event)) && takesForeignCode(steps)
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

const mostAliases = 100;

/** @param file as the user knows it: in locations */
export const readWorkflow = ({ path, text: written }: WorkflowFile, file: string): WorkflowReading => {
  const counter = new LineCounter();
  const document = parseDocument(written, { lineCounter: counter, logLevel: 'silent' });
  const unreadable = (why: string, at: number): WorkflowReading => ({
    identities: [],
    locations: new Map(),
    indeterminate: [
      {
        identity: `github:${path}`,
        what: 'what the workflow may do',
        why,
        privileged: true,
        location: { file, line: at },
      },
    ],
  });
  const [error] = document.errors;
  if (error !== undefined)
    return unreadable(
      `the file is no YAML: ${error.message.split('\n')[0]!.slice(0, 120)}`,
      error.linePos?.[0].line ?? 1,
    );
  let workflow: unknown;
  try {
    workflow = document.toJS({ maxAliasCount: mostAliases });
  } catch (failure) {
    if (failure instanceof ReferenceError) return unreadable('its aliases do not end', 1);
    throw failure;
  }
  if (!isJson(workflow) || !isJson(workflow.jobs)) return unreadable('it has no jobs', 1);

  const jobs = isMap(document.contents) ? document.contents.get('jobs', true) : undefined;
  const lines = new Map(
    (isMap(jobs) ? jobs.items : []).flatMap((pair): [string, number][] =>
      isScalar(pair.key) ? [[String(pair.key.value), counter.linePos(pair.key.range?.[0] ?? 0).line]] : [],
    ),
  );
  const own = workflow;
  const named = Object.entries(own.jobs as Json).filter((entry): entry is [string, Json] => isJson(entry[1]));
  const identities = named.map(([name, job]) => jobIdentity(path, name, job, own));
  const locations = new Map(
    named.map(([name], index): [string, ChangeLocation] => [
      identities[index]!.id,
      { file, line: lines.get(name) ?? 1, address: name },
    ]),
  );
  const indeterminate = named.flatMap(([, job], index): readonly Indeterminate[] =>
    job.permissions === undefined && own.permissions === undefined
      ? [
          {
            identity: identities[index]!.id,
            what: 'what its token may do',
            why: 'neither job nor workflow has `permissions`, and the default of the repository is not in its files',
            privileged: true,
            location: locations.get(identities[index]!.id)!,
          },
        ]
      : [],
  );
  return { identities, locations, indeterminate };
};
