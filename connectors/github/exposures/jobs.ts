import { parse } from 'yaml';

/**
 * A workflow as far as its dangers go: what starts it, and of each job what it holds and what it runs.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
 */
export interface Step {
  /** `actions/checkout@v4` */
  readonly uses?: string;
  readonly run?: string;
  readonly with: ReadonlyMap<string, string>;
  /** From 1, as the log counts them. */
  readonly number: number;
}

export interface Job {
  readonly name: string;
  /** As written, of the job or else of the workflow: scope to access. Absent: the default of the repository. */
  readonly permissions?: ReadonlyMap<string, string>;
  /** Name of the environment; may be an expression. */
  readonly environment?: string;
  /** Upper case, sorted, without `GITHUB_TOKEN`; `*`: all of them. */
  readonly secrets: readonly string[];
  readonly steps: readonly Step[];
  /** A reusable workflow that it calls. */
  readonly calls?: string;
  readonly ownRunner: boolean;
  readonly labels: readonly string[];
  /** Of job and steps: the text of all conditions. */
  readonly conditions: string;
}

export interface Workflow {
  /** Event to its settings. */
  readonly events: ReadonlyMap<string, Json>;
  readonly jobs: readonly Job[];
}

type Json = Readonly<Record<string, unknown>>;
const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
const text = (value: unknown): string | undefined =>
  typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : undefined;
const texts = (value: unknown): ReadonlyMap<string, string> =>
  new Map(
    isJson(value)
      ? Object.entries(value).flatMap(([key, each]): [string, string][] => {
          const written = text(each);
          return written === undefined ? [] : [[key, written]];
        })
      : [],
  );

export const tokenScopes = [
  'actions',
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
] as const;

const permissionsOf = (value: unknown): ReadonlyMap<string, string> | undefined => {
  if (value === undefined || value === null) return undefined;
  if (value === 'write-all') return new Map(tokenScopes.map((scope) => [scope, 'write']));
  if (value === 'read-all') return new Map(tokenScopes.map((scope) => [scope, 'read']));
  return texts(value);
};

const reference = /\bsecrets\s*(?:\.\s*([A-Za-z_][\w-]*)|\[\s*\\?['"]([^'"\\]+)\\?['"]\s*\])/g;

const secretsOf = (...parts: readonly unknown[]): readonly string[] => {
  const written = JSON.stringify(parts);
  const expressions = [...written.matchAll(/\$\{\{(.*?)\}\}/gs)].map(([, inner]) => inner!).join(' ; ');
  const named = [...expressions.matchAll(reference)].map(([, dotted, quoted]) =>
    (dotted ?? quoted)!.toUpperCase(),
  );
  const whole = /\bsecrets\b(?!\s*[.[])|\bsecrets\s*\[\s*(?!\\?['"])/.test(expressions);
  return [...new Set([...named.filter((name) => name !== 'GITHUB_TOKEN'), ...(whole ? ['*'] : [])])].sort();
};

const jobOf = (name: string, job: Json, workflow: Json): Job => {
  const permissions = permissionsOf(job.permissions ?? workflow.permissions);
  const environment = text(isJson(job.environment) ? job.environment.name : job.environment);
  const steps = list(job.steps).filter(isJson);
  const runsOn = job['runs-on'];
  const labels = list(isJson(runsOn) ? runsOn.labels : runsOn).flatMap(
    (each) => text(each)?.toLowerCase() ?? [],
  );
  const secrets = secretsOf(job, workflow.env);
  const calls = text(job.uses);
  return {
    name,
    ...(permissions === undefined ? {} : { permissions }),
    ...(environment === undefined ? {} : { environment }),
    secrets: job.secrets === 'inherit' ? ['*'] : secrets,
    steps: steps.map((step, index) => {
      const uses = text(step.uses);
      const run = text(step.run);
      return {
        ...(uses === undefined ? {} : { uses }),
        ...(run === undefined ? {} : { run }),
        with: texts(step.with),
        number: index + 1,
      };
    }),
    ...(calls === undefined ? {} : { calls }),
    ownRunner: labels.includes('self-hosted') || (isJson(runsOn) && runsOn.group !== undefined),
    labels,
    conditions: [job, ...steps].flatMap((each) => text(each.if) ?? []).join(' ; '),
  };
};

/** Undefined: it is no workflow, or cannot be read. */
export const readJobs = (written: string): Workflow | undefined => {
  let workflow: unknown;
  try {
    workflow = parse(written, { maxAliasCount: 100, logLevel: 'silent' });
  } catch {
    return undefined;
  }
  if (!isJson(workflow) || !isJson(workflow.jobs)) return undefined;
  const own = workflow;
  const { on } = own;
  return {
    events: new Map(
      isJson(on)
        ? Object.entries(on).map(([event, settings]): [string, Json] => [
            event,
            isJson(settings) ? settings : {},
          ])
        : list(on).flatMap((event): [string, Json][] => (typeof event === 'string' ? [[event, {}]] : [])),
    ),
    jobs: Object.entries(own.jobs as Json).flatMap(([name, job]) =>
      isJson(job) ? [jobOf(name, job, own)] : [],
    ),
  };
};
