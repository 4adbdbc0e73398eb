import { hash } from 'node:crypto';
import { isJson, type Job, type Json, list, localPlace, type Step, stepOf, stepsIn, text } from './file.ts';
import { type Matrix, matrixOf, type Row } from './matrix.ts';
import { type Data, type Lookup, unknown, type Value, valuesOfText } from './values.ts';

/**
 * The contexts that expressions of a job see, as far as the files tell.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/contexts
 */

/** What `inputs.<name>` is, the name in lower case. */
export type Inputs = (name: string) => readonly Value[];

/** One of the ways in which a job runs: with one row of its matrix, and one set of inputs. */
export interface Way {
  readonly inputs: Inputs;
  /** For what is written at the job itself. */
  readonly lookup: Lookup;
  readonly steps: readonly StepWay[];
  /** What the job gives back, as written, by what its last step sees. */
  readonly gives: { readonly outputs: Json; readonly lookup: Lookup; readonly steps: readonly StepWay[] };
}

/** A step, with the values that it sees. */
export interface StepWay {
  readonly step: Step;
  readonly lookup: Lookup;
  /** Lower case, by which others name its outputs. */
  readonly id?: string;
  /** All steps of the same job or action, it among them, in their order. */
  readonly beside: readonly StepWay[];
  /** The step that uses the action which it is a step of. */
  readonly around?: StepWay;
  /** Of a step that uses an action of the repository: what that gives back, by what its last step sees. */
  readonly gives?: { readonly outputs: Json; readonly lookup: Lookup; readonly steps: readonly StepWay[] };
}

const nothing: Value = { is: 'known', value: '' };
const settings: Readonly<Record<string, string>> = {
  vars: 'a variable of the settings',
  secrets: 'a secret of the settings',
};
const onlyRuns = 'only a run tells it';

const member = (object: unknown, name: string): unknown =>
  isJson(object) ? Object.entries(object).find(([own]) => own.toLowerCase() === name)?.[1] : undefined;

const lowerNames = (written: Json): ReadonlyMap<string, unknown> =>
  new Map(Object.entries(written).map(([name, value]) => [name.toLowerCase(), value]));

/** Worked out once for each name: what is given may name what was given before, many times and level for level. */
const once = (valuesOf: Inputs): Inputs => {
  const known = new Map<string, readonly Value[]>();
  return (name) => {
    let values = known.get(name);
    if (values === undefined) {
      values = valuesOf(name);
      known.set(name, values);
    }
    return values;
  };
};

/** Inputs that a workflow declares, for one of its events. */
const declared = (workflow: Json, event: 'workflow_call' | 'workflow_dispatch'): Json | undefined => {
  const { on } = workflow;
  if (!isJson(on)) return list(on).includes(event) ? {} : undefined;
  if (!Object.hasOwn(on, event)) return undefined;
  const settingsOf = on[event];
  const inputs = isJson(settingsOf) ? settingsOf.inputs : undefined;
  return isJson(inputs) ? inputs : {};
};

const knownText = (written: unknown): readonly Value[] => {
  const found = text(written);
  return found === undefined ? [] : [{ is: 'known', value: found }];
};

/** What somebody may give who starts the workflow, or calls it from another repository. */
const mayBeGiven = (name: string, input: Json, by: 'starts' | 'calls'): readonly Value[] => {
  const open = {
    ...unknown(`inputs.${name}`, `whoever ${by} it gives it`),
    ...(by === 'calls' ? { ofCaller: true as const } : {}),
  };
  if (by === 'starts' && input.type === 'choice') return list(input.options).flatMap(knownText);
  return [...knownText(input.default), open];
};

/** Of a workflow that is not called from these files: what its events may give. */
export const ownInputs =
  (workflow: Json): Inputs =>
  (name) => {
    const [started, called] = [declared(workflow, 'workflow_dispatch'), declared(workflow, 'workflow_call')];
    if (name === '') return [unknown('inputs', onlyRuns)];
    const [byHand, byCall] = [member(started, name), member(called, name)];
    return [
      ...(isJson(byHand) ? mayBeGiven(name, byHand, 'starts') : []),
      ...(isJson(byCall) ? mayBeGiven(name, byCall, 'calls') : []),
      // Any other event gives none.
      nothing,
    ];
  };

/** Of a called workflow: what its caller gives, or the default. */
export const givenInputs = (
  workflow: Json,
  given: ReadonlyMap<string, string>,
  lookup: Lookup,
  event: 'workflow_call' | 'action' = 'workflow_call',
): Inputs => {
  const inputs = event === 'action' ? workflow.inputs : declared(workflow, event);
  return once((name) => {
    if (name === '') return [unknown('inputs', onlyRuns)];
    const written = given.get(name);
    if (written !== undefined) return valuesOfText(written, lookup);
    const input = member(inputs, name);
    const fallback = text(isJson(input) ? input.default : undefined);
    return fallback === undefined ? [nothing] : valuesOfText(fallback, lookup);
  });
};

/** Jobs by their names in lower case, and what was worked out of them. */
interface KnownJobs {
  readonly byName: ReadonlyMap<string, unknown>;
  readonly made: Map<string, string>;
}

/** Stands for a text that is only compared. */
export const digestOf = (written: unknown): string => hash('sha256', JSON.stringify(written) ?? '', 'hex');

const knownJobs = new WeakMap<Json, KnownJobs>();

/** Told of one another up to here; a chain of more jobs is of nobody's hand. */
const mostNeeded = 30;

/** The text of what computes outputs, with the jobs that it waits for: whatever changes there may change them. */
const makingOf = (jobs: Json, name: string): string => {
  let known = knownJobs.get(jobs);
  if (known === undefined) {
    known = { byName: lowerNames(jobs), made: new Map() };
    knownJobs.set(jobs, known);
  }
  const { byName, made } = known;
  let text = made.get(name);
  if (text !== undefined) return text;
  const seen = new Set([name]);
  for (const each of seen) {
    const job = byName.get(each);
    if (!isJson(job)) continue;
    for (const needed of list(job.needs)) if (seen.size < mostNeeded) seen.add(String(needed).toLowerCase());
  }
  text = digestOf([...seen].sort().map((each) => byName.get(each) ?? null));
  made.set(name, text);
  return text;
};

const rowData = (row: Row): Value => {
  const entries = [...row];
  return entries.every(([, value]) => value.is === 'known')
    ? {
        is: 'known',
        value: Object.fromEntries(
          entries.map(([name, value]) => [name, value.is === 'known' ? value.value : null]),
        ) as Data,
      }
    : unknown('matrix', onlyRuns);
};

/** Every context but `matrix`, `env` and `steps`. */
const aroundOf =
  (jobs: Json, inputs: Inputs): Lookup =>
  (context, name) => {
    if (context === 'inputs') return inputs(name);
    const dotted = name === '' ? context : `${context}.${name}`;
    if (context === 'needs' && name !== '') return [unknown(dotted, onlyRuns, makingOf(jobs, name))];
    return [unknown(dotted, Object.hasOwn(settings, context) ? settings[context]! : onlyRuns)];
  };

const inRow =
  ({ open }: Matrix, row: Row, around: Lookup): Lookup =>
  (context, name) => {
    if (context !== 'matrix') return around(context, name);
    if (name === '') return [open ?? rowData(row)];
    const own = row.get(name);
    if (own !== undefined) return [own];
    return open?.is === 'unknown' ? [{ ...open, text: `matrix.${name} of ${open.text}` }] : [nothing];
  };

/** Variables by their names in lower case; the inner ones hide the outer. */
const withEnv = (written: unknown, values: Lookup, outer: Lookup): Lookup => {
  if (isJson(written)) {
    const own = lowerNames(written);
    const valuesOf = once((name) => valuesOfText(text(own.get(name)) ?? '', values));
    return (context, name) =>
      context === 'env' && text(own.get(name)) !== undefined ? valuesOf(name) : outer(context, name);
  }
  if (typeof written !== 'string') return outer;
  const all = once(() => valuesOfText(written, values));
  return (context, name) =>
    context === 'env'
      ? all('').map(
          (value): Value =>
            value.is === 'unknown'
              ? { ...value, text: `${value.text}.${name}` }
              : { is: 'known', value: text(member(value.value, name)) ?? '' },
        )
      : outer(context, name);
};

/** What steps hand to those after them: outputs by the id of the step, and variables (`echo "A=b" >> "$GITHUB_ENV"`). */
interface Handed {
  readonly byId: ReadonlyMap<string, { readonly index: number; readonly step: Json }>;
  readonly writers: readonly { readonly index: number; readonly run: string }[];
}

const handedBy = (steps: readonly Json[]): Handed => ({
  byId: new Map(
    steps.flatMap((step, index) => {
      const id = text(step.id)?.toLowerCase();
      return id === undefined ? [] : [[id, { index, step }] as const];
    }),
  ),
  writers: steps.flatMap(({ run }, index) =>
    typeof run === 'string' && run.includes('GITHUB_ENV') ? [{ index, run: run.toLowerCase() }] : [],
  ),
});

/** Read one by one up to here. */
const mostWriters = 100;

/** What the steps before one may have made of variables and outputs. */
const afterSteps = ({ byId, writers }: Handed, at: number, outer: Lookup): Lookup => {
  if (byId.size === 0 && writers.length === 0)
    return (context, name) =>
      context === 'steps' ? [unknown(`steps.${name}`, onlyRuns)] : outer(context, name);
  return (context, name) => {
    if (context === 'steps') {
      const found = byId.get(name);
      const made = found === undefined || found.index >= at ? undefined : JSON.stringify(found.step);
      return [unknown(`steps.${name}`, onlyRuns, made)];
    }
    if (context !== 'env' || name === '') return outer(context, name);
    const written =
      writers.length > mostWriters
        ? writers.slice(0, mostWriters)
        : writers.filter(({ index, run }) => index < at && run.includes(name));
    const declaredValues = outer(context, name);
    return written.length === 0
      ? declaredValues
      : [
          ...declaredValues,
          unknown(`env.${name}`, 'a step before it writes it', written.map(({ run }) => run).join('\n')),
        ];
  };
};

const noEnv =
  (outer: Lookup): Lookup =>
  (context, name) =>
    context === 'env' ? [name === '' ? unknown('env', onlyRuns) : nothing] : outer(context, name);

/** Steps of an action that lies in the repository; undefined: it is not there, or has none. */
export type FindAction = (path: string) => Json | undefined;

const deepestActions = 10;
/** Of one job with all its rows: more are nobody's. */
const mostSteps = 20_000;

const stepsOf = (
  written: readonly Json[],
  lookup: Lookup,
  find: FindAction,
  depth: number,
  around?: StepWay,
): { readonly all: readonly StepWay[]; readonly own: readonly StepWay[]; readonly after: Lookup } => {
  const found: StepWay[] = [];
  const beside: StepWay[] = [];
  const handed = handedBy(written);
  for (const [index, own] of written.entries()) {
    const after = afterSteps(handed, index, lookup);
    const seen = withEnv(own.env, after, after);
    const bare = stepOf(own, index);
    const within = around?.step.uses === undefined ? undefined : localPlace(around.step.uses);
    const step = within === undefined ? bare : { ...bare, within };
    const place = step.uses === undefined ? undefined : localPlace(step.uses);
    const action = place !== undefined && depth < deepestActions ? find(place) : undefined;
    const id = text(own.id)?.toLowerCase();
    const plain: StepWay = {
      step,
      lookup: seen,
      ...(id === undefined ? {} : { id }),
      beside,
      ...(around === undefined ? {} : { around }),
    };
    if (action === undefined || found.length > mostSteps) {
      found.push(plain);
      beside.push(plain);
      continue;
    }
    const inputs = givenInputs(action, step.with, seen, 'action');
    const inside: Lookup = (context, name) =>
      context === 'inputs'
        ? inputs(name)
        : context === 'steps'
          ? [unknown(`steps.${name}`, onlyRuns)]
          : seen(context, name);
    const runs = isJson(action.runs) ? action.runs : {};
    const inner = stepsOf(stepsIn(runs.steps), inside, find, depth + 1, plain);
    const way: StepWay = {
      ...plain,
      gives: {
        outputs: isJson(action.outputs) ? action.outputs : {},
        lookup: inner.after,
        steps: inner.own,
      },
    };
    beside.push(way);
    found.push(way, ...inner.all);
  }
  return { all: found, own: beside, after: afterSteps(handed, written.length, lookup) };
};

/**
 * The ways in which a job runs.
 * @param written the file that it is in
 */
export const waysOf = (written: Json, job: Job, inputs: Inputs, find: FindAction): readonly Way[] => {
  const jobs = isJson(written.jobs) ? written.jobs : {};
  const own = Object.hasOwn(jobs, job.name) && isJson(jobs[job.name]) ? (jobs[job.name] as Json) : {};
  const around = noEnv(aroundOf(jobs, inputs));
  const steps = stepsIn(own.steps);
  const told = matrixOf(own.strategy, around);
  const matrix: Matrix =
    told.rows.length * steps.length <= mostSteps
      ? told
      : {
          rows: [new Map()],
          open: {
            ...unknown('matrix', 'it makes too many steps to look at each', JSON.stringify(own.strategy)),
            beyond: true,
          },
        };
  return matrix.rows.map((row): Way => {
    const bare = inRow(matrix, row, around);
    const shared = withEnv(written.env, bare, bare);
    const lookup = withEnv(own.env, bare, shared);
    const { all, own: top, after } = stepsOf(steps, lookup, find, 0);
    const outputs = isJson(own.outputs) ? own.outputs : {};
    return { inputs, lookup, steps: all, gives: { outputs, lookup: after, steps: top } };
  });
};
