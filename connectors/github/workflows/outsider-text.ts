import { isJson, type Step, text } from './file.ts';
import type { StepWay, Way } from './job-values.ts';
import { type Lookup, unknown, type Value, valuesOfExpressions, valuesOfText } from './values.ts';

/**
 * Texts that outsiders write as they like, and where a workflow pastes them into code.
 * https://docs.github.com/en/actions/concepts/security/script-injections
 */

interface Field {
  /** Lower case; `*`: any member. */
  readonly path: readonly string[];
  /** Events that carry it, of those that outsiders cause with the privileges of the repository. */
  readonly events: readonly string[];
}

const fields: readonly Field[] = [
  ['github.head_ref', 'pull_request_target'],
  ['github.event.pull_request.title', 'pull_request_target'],
  ['github.event.pull_request.body', 'pull_request_target'],
  ['github.event.pull_request.head.ref', 'pull_request_target'],
  ['github.event.pull_request.head.label', 'pull_request_target'],
  ['github.event.pull_request.head.repo.default_branch', 'pull_request_target'],
  ['github.event.pull_request.head.repo.description', 'pull_request_target'],
  ['github.event.pull_request.head.repo.homepage', 'pull_request_target'],
  ['github.event.changes.title.from', 'pull_request_target issues discussion'],
  [
    'github.event.changes.body.from',
    'pull_request_target issues discussion issue_comment discussion_comment',
  ],
  ['github.event.issue.title', 'issues issue_comment'],
  ['github.event.issue.body', 'issues issue_comment'],
  ['github.event.comment.body', 'issue_comment discussion_comment'],
  ['github.event.discussion.title', 'discussion discussion_comment'],
  ['github.event.discussion.body', 'discussion discussion_comment'],
  ['github.event.pages.*.page_name', 'gollum'],
  ['github.event.pages.*.title', 'gollum'],
  ['github.event.forkee.description', 'fork'],
  ['github.event.forkee.homepage', 'fork'],
  ['github.event.workflow_run.head_branch', 'workflow_run'],
  ['github.event.workflow_run.display_title', 'workflow_run'],
  ['github.event.workflow_run.head_commit.message', 'workflow_run'],
  ['github.event.workflow_run.head_commit.author.email', 'workflow_run'],
  ['github.event.workflow_run.head_commit.author.name', 'workflow_run'],
  ['github.event.workflow_run.head_repository.description', 'workflow_run'],
  ['github.event.workflow_run.pull_requests.*.head.ref', 'workflow_run'],
].map(([path = '', events = '']) => ({ path: path.split('.'), events: events.split(' ') }));

const isSame = (one: string, other: string): boolean => one === other || one === '*' || other === '*';

const quotedText = /'(?:[^']|'')*'/g;
const onlyDigests = /\bhashfiles\([^()]*\)/g;
const pathInContext = /(tojson\(\s*)?\bgithub((?:\.(?:[\w-]+|\*))*)/g;

/**
 * The field that a value shows which only a run knows.
 * @param shown as an expression, lower case
 */
const fieldIn = (shown: string, events: readonly string[]): string | undefined => {
  const carried = fields.filter((field) => field.events.some((event) => events.includes(event)));
  for (const [, asText, rest = ''] of shown
    .replace(quotedText, "''")
    .replace(onlyDigests, '')
    .matchAll(pathInContext)) {
    const path = ['github', ...rest.split('.').slice(1)];
    const begins = ({ path: own }: Field): boolean =>
      path.length <= own.length && path.every((each, index) => isSame(each, own[index]!));
    // An object becomes a text only by toJSON: pasted as it is, it says `Object`.
    if (carried.some((field) => begins(field) && (field.path.length === path.length || asText !== undefined)))
      return path.join('.');
  }
  return undefined;
};

/** Inputs of actions that are code. */
const scriptInputs: readonly { readonly action: RegExp; readonly input: string }[] = [
  // https://github.com/actions/github-script
  { action: /^actions\/github-script@/i, input: 'script' },
  // https://github.com/Azure/cli
  { action: /^azure\/cli@/i, input: 'inlinescript' },
  // https://github.com/Azure/powershell
  { action: /^azure\/powershell@/i, input: 'inlinescript' },
  // https://github.com/appleboy/ssh-action
  { action: /^appleboy\/ssh-action@/i, input: 'script' },
  // https://github.com/nick-fields/retry
  { action: /^nick-(?:fields|invision)\/retry@/i, input: 'command' },
  // https://github.com/addnab/docker-run-action
  { action: /^addnab\/docker-run-action@/i, input: 'run' },
];

/** What a step executes; undefined: an action does what it does. */
const codeOf = ({ uses = '', run, with: given }: Step): string | undefined =>
  run ?? given.get(scriptInputs.find(({ action }) => action.test(uses))?.input ?? '');

/** Outputs of actions that are texts of outsiders, whatever the event. */
const namedOutputs: readonly {
  readonly action: RegExp;
  readonly outputs: RegExp;
  readonly events: RegExp;
}[] = [
  // https://github.com/xt0rted/pull-request-comment-branch
  {
    action: /^xt0rted\/pull-request-comment-branch@/i,
    outputs: /^(?:head_ref|ref)$/,
    events: /^issue_comment$/,
  },
  // https://github.com/tj-actions/changed-files
  {
    action: /^tj-actions\/changed-files@/i,
    outputs: /(?:^|_)files$/,
    events: /^pull_request_target$/,
  },
];

/** Followed from value to value up to here. */
const mostHops = 4;

/** Outputs of another job of the same file, which a value may name. */
export type FindJob = (name: string) => readonly Way[];

interface Search {
  readonly events: readonly string[];
  readonly findJob: FindJob;
  /** Told where something is past a budget, so that nobody can say whether a text of outsiders is in it. */
  readonly beyond: () => void;
}

/** The steps among which names of steps are looked up: of the same job or action first, then of those around it. */
type Scope = Pick<StepWay, 'beside' | 'around'>;

const stepsAround = (scope: Scope): readonly (readonly StepWay[])[] => [
  scope.beside,
  ...(scope.around === undefined ? [] : stepsAround(scope.around)),
];

const stepOutput = /\bsteps\.([\w-]+)\.outputs\.([\w-]+)/g;
const jobOutput = /\bneeds\.([\w-]+)\.outputs\.([\w-]+)/g;
const variable = /(?:^|[^\w.])env\.([\w-]+)/g;

const ofValue = (value: Value, scope: Scope, search: Search, hops: number): string | undefined => {
  // Where it counts as false it is empty.
  if (value.is === 'known' || value.truthy === false) return undefined;
  const shown = value.text.toLowerCase();
  const field = fieldIn(shown, search.events);
  if (value.beyond === true) search.beyond();
  if (field !== undefined) return field;
  if (hops >= mostHops) {
    if (/\b(?:steps|needs|env)\./.test(shown)) search.beyond();
    return undefined;
  }
  for (const [, id, name] of shown.matchAll(stepOutput)) {
    const step = stepsAround(scope)
      .map((steps) => steps.find((each) => each.id === id))
      .find((each) => each !== undefined);
    const found = step === undefined ? undefined : ofOutput(step, name!, search, hops + 1);
    if (found !== undefined) return found;
  }
  for (const [, name, output] of shown.matchAll(jobOutput)) {
    for (const { gives } of search.findJob(name!)) {
      const found = ofGiven(gives, output!, search, hops + 1);
      if (found !== undefined) return found;
    }
  }
  for (const [, name] of shown.matchAll(variable)) {
    for (const step of stepsAround(scope).flat()) {
      const found = writtenBy(step, 'GITHUB_ENV', name!, search, hops + 1);
      if (found !== undefined) return found;
    }
  }
  return undefined;
};

const inText = (
  written: string,
  lookup: Lookup,
  scope: Scope,
  search: Search,
  hops: number,
): string | undefined => {
  for (const value of valuesOfExpressions(written, lookup)) {
    const found = ofValue(value, scope, search, hops);
    if (found !== undefined) return found;
  }
  return undefined;
};

type Gives = Way['gives'];

/** An output of a job, or of an action of the repository. */
const ofGiven = (
  { outputs, lookup, steps }: Gives,
  name: string,
  search: Search,
  hops: number,
): string | undefined => {
  const written = Object.entries(outputs).find(([own]) => own.toLowerCase() === name)?.[1];
  const value = text(isJson(written) ? written.value : written);
  return value === undefined ? undefined : inText(value, lookup, { beside: steps }, search, hops);
};

const ofOutput = (step: StepWay, name: string, search: Search, hops: number): string | undefined => {
  const { uses = '' } = step.step;
  if (step.gives !== undefined) return ofGiven(step.gives, name, search, hops);
  const named = namedOutputs.some(
    ({ action, outputs, events }) =>
      action.test(uses) && outputs.test(name) && search.events.some((event) => events.test(event)),
  );
  return named
    ? `steps.${step.id ?? ''}.outputs.${name}`
    : writtenBy(step, 'GITHUB_OUTPUT', name, search, hops);
};

/** Members of `context.payload` of github-script, as fields of the event. */
const payload = /\bcontext\.payload((?:\??\.\w+)+)/g;

const inScript = (line: string, { events }: Search): string | undefined => {
  for (const [, members] of line.matchAll(payload)) {
    const field = fieldIn(`github.event${members!.replaceAll('?', '').toLowerCase()}`, events);
    if (field !== undefined) return field;
  }
  return undefined;
};

const escaped = (name: string): string => name.replace(/[^\w]/g, '\\$&');

/** The variable of a step that a line of a shell or of a script reads, whose value is a text of outsiders. */
const inVariables = (line: string, step: StepWay, search: Search, hops: number): string | undefined => {
  const names = [...(step.step.env ?? new Map<string, string>()).keys(), 'GITHUB_HEAD_REF'];
  for (const name of names) {
    if (!line.includes(name)) continue;
    const read = new RegExp(
      `\\$\\{?${escaped(name)}\\b|\\$env:${escaped(name)}\\b|process\\.env\\.${escaped(name)}\\b`,
      'i',
    );
    if (!read.test(line)) continue;
    const found =
      name === 'GITHUB_HEAD_REF'
        ? fieldIn('github.head_ref', search.events)
        : inText(step.step.env?.get(name) ?? '', step.lookup, step, search, hops);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** What a step writes under a name to the file by which it hands values on, where that is a text of outsiders. */
const writtenBy = (
  step: StepWay,
  file: 'GITHUB_ENV' | 'GITHUB_OUTPUT',
  name: string,
  search: Search,
  hops: number,
): string | undefined => {
  const { run, with: given } = step.step;
  const code = codeOf(step.step);
  if (code === undefined) return undefined;
  const isScript = run === undefined && given.has('script');
  const own = escaped(name);
  const writes = isScript
    ? new RegExp(
        file === 'GITHUB_ENV'
          ? `exportVariable\\(\\s*['"\`]${own}['"\`]`
          : name === 'result'
            ? '\\breturn\\b'
            : `setOutput\\(\\s*['"\`]${own}['"\`]`,
        'i',
      )
    : new RegExp(`(?:^|[^\\w-])${own}(?:=|<<)|::set-(?:output|env) name=${own}::`, 'i');
  if (!isScript && !code.includes(file) && !code.includes('::set-')) return undefined;
  // What stands between marks of an end runs over several lines.
  const isLong = !isScript && new RegExp(`(?:^|[^\\w-])${own}<<`, 'i').test(code);
  const lines = isLong ? [code] : code.split('\n').filter((line) => writes.test(line));
  for (const line of lines) {
    const found =
      inText(line, step.lookup, step, search, hops) ??
      inVariables(line, step, search, hops) ??
      (isScript ? inScript(line, search) : undefined);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** A text of outsiders in what a step executes. */
export interface Pasted {
  readonly step: Step;
  /** `github.event.issue.title` */
  readonly field: string;
}

const ignored = (): void => undefined;

/** The first such text of a job, in any of the ways in which it runs. */
export const pastedIn = (
  steps: readonly StepWay[],
  events: readonly string[],
  findJob: FindJob,
  beyond: () => void = ignored,
): Pasted | undefined => {
  for (const way of steps) {
    const code = codeOf(way.step);
    if (code === undefined) continue;
    const field = inText(code, way.lookup, way, { events, findJob, beyond }, 0);
    if (field !== undefined) return { step: way.step, field };
  }
  return undefined;
};

/** Steps of which nothing is known but how they are written. */
export const asWritten = (
  steps: readonly Step[],
  env: ReadonlyMap<string, string> | undefined,
): readonly StepWay[] => {
  const plain: Lookup = (context, name) => [
    unknown(name === '' ? context : `${context}.${name}`, 'only a run tells it'),
  ];
  const beside: StepWay[] = [];
  for (const step of steps) {
    const own = new Map(
      [...(env ?? []), ...(step.env ?? [])].map(([name, value]) => [name.toLowerCase(), value] as const),
    );
    beside.push({
      step,
      lookup: (context, name) => {
        const written = context === 'env' ? own.get(name) : undefined;
        return written === undefined ? plain(context, name) : valuesOfText(written, plain);
      },
      beside,
    });
  }
  return beside;
};
