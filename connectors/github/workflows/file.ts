import { isMap, isNode, isScalar, isSeq } from 'yaml';
import { readYaml } from '../../../src/yaml/document.ts';
import { expressionsIn } from './expressions.ts';

/**
 * The one reader of workflow files: what starts a workflow, and of each job what it holds, what it runs and where.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
 */
export interface Step {
  /** `actions/checkout@v4` */
  readonly uses?: string;
  readonly run?: string;
  /** By names in lower case: case says nothing in inputs. */
  readonly with: ReadonlyMap<string, string>;
  /** Variables of its own, by names as written. Absent: none. */
  readonly env?: ReadonlyMap<string, string>;
  /** Its own condition. */
  readonly if?: string;
  /** From 1, as the log counts them. */
  readonly number: number;
  /** The action of the same repository that it is a step of: `./.github/actions/deploy`. Absent: of the job itself. */
  readonly within?: string;
}

/**
 * Which machines may take a job: each that has all the labels and, where a group is named, is in it.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idruns-on
 */
export interface RunsOn {
  /** Lower case, but for expressions. */
  readonly labels: readonly string[];
  /** Names of groups, without the owner's kind (`org/`, `ent/`). Absent: of any group. */
  readonly groups?: readonly string[];
}

export interface Job {
  readonly name: string;
  /** As written, of the job or else of the workflow: scope to access. Absent: the default of the repository. */
  readonly permissions?: ReadonlyMap<string, string>;
  /** Name of the environment; may be an expression. */
  readonly environment?: string;
  /** Where it asks for every permission there is by one word, `write-all`. Absent: it does not. */
  readonly asksForAll?: 'job' | 'file';
  /** Upper case, sorted, without `GITHUB_TOKEN`; `*`: all of them. */
  readonly secrets: readonly string[];
  /** Whether what it calls gets all secrets that it has itself: `secrets: inherit`. */
  readonly inherits?: true;
  /** Expressions that hold all its secrets at once, or one that only a run names: `toJSON(secrets)`. Absent: none. */
  readonly wholesale?: readonly string[];
  /** With those of actions of the same repository, where these were read. */
  readonly steps: readonly Step[];
  /** Its variables and those of the file, by names as written. Absent: none. */
  readonly env?: ReadonlyMap<string, string>;
  /** A reusable workflow that it calls; of a job that was followed there, the innermost. */
  readonly calls?: string;
  /** What it calls on the way there, the outermost first. Absent: nothing. */
  readonly via?: readonly string[];
  /** Its steps are those of the workflow that it calls. Absent: they are its own. */
  readonly followed?: true;
  /** What it gives to the workflow that it calls. */
  readonly inputs: ReadonlyMap<string, string>;
  /** Several where a matrix names several. */
  readonly runsOn: readonly RunsOn[];
  /** Its own condition. */
  readonly if?: string;
  /** Of job and steps: the text of all conditions. */
  readonly conditions: string;
  /** Line of its name in the file, from 1. */
  readonly line: number;
}

export interface Workflow {
  /** Event to its settings (`branches`, `types`…). */
  readonly events: ReadonlyMap<string, Json>;
  readonly jobs: readonly Job[];
}

export type Json = Readonly<Record<string, unknown>>;
export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** YAML lets one value stand for a list of one. */
export const list = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
export const text = (value: unknown): string | undefined =>
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

const inLowerCase = (named: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map([...named].map(([name, value]) => [name.toLowerCase(), value]));

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
] as const;

const permissionsOf = (value: unknown): ReadonlyMap<string, string> | undefined => {
  if (value === undefined || value === null) return undefined;
  if (value === 'write-all') return new Map(tokenScopes.map((scope) => [scope, 'write']));
  if (value === 'read-all') return new Map(tokenScopes.map((scope) => [scope, 'read']));
  return texts(value);
};

/**
 * What `uses` says of a place in the repository of the file itself, as `./path` without a slash at its end; `$/path` is the same
 * at the file's own commit. Undefined: it lies elsewhere.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsuses
 */
export const localPlace = (used: string): string | undefined => {
  // On machines with Windows `.\` may mean the same: better one too many than a step unseen.
  const path = /^[.$][/\\](.*)$/s.exec(used)?.[1];
  return path === undefined ? undefined : `./${path.replaceAll('\\', '/').replace(/(?<!\/)\/+$/, '')}`;
};

/** What only a run can tell. */
export const isExpression = (written: string | undefined): boolean => written?.includes('${{') === true;

/** Not of another context: `needs.secrets` is a job. */
const reference = /(?<![\w.-])secrets\s*(?:\.\s*([A-Za-z_][\w-]*)|\[\s*\\?['"]([^'"\\]+)\\?['"]\s*\])/gi;

/** Where the secrets stand without the name of one, or with a name that is made by the run. */
const wholeSecrets =
  /(?<![\w.-])secrets\b(?!\s*[.[])|(?<![\w.-])secrets\s*\.\s*\*|(?<![\w.-])secrets\s*\[(?!\s*\\?['"])/i;

/** Texts between quotes, but for those that name a member. */
const quotedText = /(?<!\[\s*)'(?:[^']|'')*'/g;

const expressionsOf = (part: unknown): readonly string[] =>
  expressionsIn(JSON.stringify(part) ?? '').map((inner) => inner.replace(quotedText, "''"));

const wholesaleOf = (part: unknown): readonly string[] => [
  ...new Set(
    expressionsOf(part)
      .filter((inner) => wholeSecrets.test(inner))
      .map((inner) => inner.trim()),
  ),
];

const secretsOf = (part: unknown): readonly string[] => {
  const expressions = expressionsOf(part).join(' ; ');
  const named = [...expressions.matchAll(reference)].map(([, dotted, quoted]) =>
    (dotted ?? quoted)!.toUpperCase(),
  );
  const whole = wholeSecrets.test(expressions);
  return [...named.filter((name) => name !== 'GITHUB_TOKEN'), ...(whole ? ['*'] : [])];
};

/**
 * Values that a matrix gives to one of its names, where they are written down.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstrategymatrix
 */
const matrixValues = (job: Json, name: string): readonly unknown[] => {
  const matrix = isJson(job.strategy) ? job.strategy.matrix : undefined;
  if (!isJson(matrix)) return [];
  const included = list(matrix.include).filter(isJson);
  return [
    ...list(Object.hasOwn(matrix, name) ? matrix[name] : undefined),
    ...included.flatMap((each) => (Object.hasOwn(each, name) ? [each[name]] : [])),
  ];
};

const ofMatrix = /^\$\{\{\s*matrix\.([\w-]+)\s*\}\}$/;

const runsOnOf = (job: Json): readonly RunsOn[] => {
  const words = (value: unknown): readonly string[] => list(value).flatMap((each) => text(each) ?? []);
  const written = job['runs-on'];
  const groups = isJson(written)
    ? words(written.group).map((group) => group.replace(/^(?:org|organization|ent|enterprise)\//, ''))
    : [];
  const labels = words(isJson(written) ? written.labels : written);
  // A matrix puts one of its values there at a time.
  const name = labels.length === 1 ? ofMatrix.exec(labels[0]!)?.[1] : undefined;
  const values = name === undefined ? [] : matrixValues(job, name).map(words);
  return (values.length === 0 ? [labels] : values).map((set) => ({
    labels: set.map((label) => (isExpression(label) ? label : label.toLowerCase())),
    ...(groups.length === 0 ? {} : { groups }),
  }));
};

/** With those that run side by side, which stand in a list of their own. */
export const stepsIn = (written: unknown): readonly Json[] =>
  list(written)
    .filter(isJson)
    .flatMap((step) => [step, ...list(step.parallel).filter(isJson)]);

export const stepOf = (step: Json, index: number): Step => {
  const uses = text(step.uses);
  const run = text(step.run);
  const condition = text(step.if);
  const env = texts(step.env);
  return {
    ...(uses === undefined ? {} : { uses }),
    ...(run === undefined ? {} : { run }),
    with: inLowerCase(texts(step.with)),
    ...(env.size === 0 ? {} : { env }),
    ...(condition === undefined ? {} : { if: condition }),
    number: index + 1,
  };
};

const jobOf = (
  name: string,
  job: Json,
  workflow: Json,
  line: number,
  /** Of the workflow's own variables, which all jobs see. */
  shared: readonly string[],
): Job => {
  const permissions = permissionsOf(job.permissions ?? workflow.permissions);
  const environment = text(isJson(job.environment) ? job.environment.name : job.environment);
  const steps = stepsIn(job.steps);
  const secrets = [...new Set([...secretsOf(job), ...shared])].sort();
  const calls = text(job.uses);
  const env = new Map([...texts(workflow.env), ...texts(job.env)]);
  const wholesale = wholesaleOf([job, workflow.env]);
  const condition = text(job.if);
  return {
    name,
    ...(permissions === undefined ? {} : { permissions }),
    ...(environment === undefined ? {} : { environment }),
    ...((job.permissions ?? workflow.permissions) === 'write-all'
      ? { asksForAll: job.permissions === 'write-all' ? ('job' as const) : ('file' as const) }
      : {}),
    secrets: job.secrets === 'inherit' ? ['*'] : secrets,
    ...(job.secrets === 'inherit' ? { inherits: true as const } : {}),
    ...(wholesale.length === 0 ? {} : { wholesale }),
    steps: steps.map(stepOf),
    ...(env.size === 0 ? {} : { env }),
    ...(calls === undefined ? {} : { calls }),
    inputs: inLowerCase(texts(job.with)),
    runsOn: runsOnOf(job),
    ...(condition === undefined ? {} : { if: condition }),
    conditions: [job, ...steps].flatMap((each) => text(each.if) ?? []).join(' ; '),
    line,
  };
};

/** Why a text is no workflow, and where that shows. */
export interface Unreadable {
  readonly why: string;
  /** From 1. */
  readonly line: number;
}

const mostAliases = 100;

type Child = readonly [at: number, value: unknown];

const childrenOf = (node: unknown): ReadonlyMap<string, Child> => {
  if (isMap(node)) {
    return new Map(
      node.items.flatMap(({ key, value }): [string, Child][] =>
        isScalar(key) ? [[String(key.value), [key.range?.[0] ?? 0, value]]] : [],
      ),
    );
  }
  if (!isSeq(node)) return new Map();
  return new Map(
    node.items.flatMap((item, index): [string, Child][] =>
      isNode(item) ? [[String(index), [item.range?.[0] ?? 0, item]]] : [],
    ),
  );
};

/** Where the last member of a path begins that is written. */
const placesIn = (root: unknown): ((path: readonly (string | number)[]) => number) => {
  const children = new Map<unknown, ReadonlyMap<string, Child>>();
  return (path) => {
    let node = root;
    let at = 0;
    for (const step of path) {
      if (!children.has(node)) children.set(node, childrenOf(node));
      const child = children.get(node)!.get(String(step));
      if (child === undefined) break;
      [at, node] = child;
    }
    return at;
  };
};

/** A workflow and the file that says it, as JSON. */
export interface WorkflowText {
  readonly workflow: Workflow;
  readonly written: Json;
  readonly lines: LinesOf;
}

/** Line of a place in the file, from 1; of the nearest around it where it is not written. */
export type LinesOf = (...path: readonly (string | number)[]) => number;

export const readWorkflowFile = (written: string): Workflow | Unreadable => {
  const read = readWorkflowText(written);
  return 'why' in read ? read : read.workflow;
};

export const readWorkflowText = (written: string): WorkflowText | Unreadable => {
  const { document, problem, lineOf, ownTagAt } = readYaml(written);
  if (problem !== undefined) return { why: `the file is no YAML: ${problem.says}`, line: problem.line };
  if (ownTagAt !== undefined)
    return { why: 'a value has a tag, which GitHub does not take', line: lineOf(ownTagAt) };
  let own: unknown;
  try {
    own = document.toJS({ maxAliasCount: mostAliases });
  } catch (failure) {
    if (failure instanceof ReferenceError) return { why: 'its aliases do not end', line: 1 };
    throw failure;
  }
  if (!isJson(own) || !isJson(own.jobs)) return { why: 'it has no jobs', line: 1 };
  const workflow = own;
  const { on } = workflow;
  const shared = secretsOf(workflow.env);
  const placeOf = placesIn(document.contents);
  const lines: LinesOf = (...path) => lineOf(placeOf(path));
  const read: Workflow = {
    events: new Map(
      isJson(on)
        ? Object.entries(on).map(([event, settings]): [string, Json] => [
            event,
            isJson(settings) ? settings : {},
          ])
        : list(on).flatMap((event): [string, Json][] => (typeof event === 'string' ? [[event, {}]] : [])),
    ),
    jobs: Object.entries(workflow.jobs as Json).flatMap(([name, job]) =>
      isJson(job) ? [jobOf(name, job, workflow, lines('jobs', name), shared)] : [],
    ),
  };
  return { workflow: read, written: workflow, lines };
};

/** Undefined: it is no workflow, or cannot be read. */
export const readJobs = (written: string): Workflow | undefined => {
  const workflow = readWorkflowFile(written);
  return 'why' in workflow ? undefined : workflow;
};
