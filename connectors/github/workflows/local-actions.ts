import { readYaml } from '../../../src/yaml/document.ts';
import {
  isJson,
  type Job,
  type Json,
  localPlace,
  type Step,
  stepOf,
  stepsIn,
  text,
  type Unreadable,
  type Workflow,
} from './file.ts';
import { spare } from './values.ts';

/**
 * Actions that lie in the repository: the steps of a composite one run in the job that uses it.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax#runs-for-composite-actions
 */

/** GitHub's words for the file, in the order in which it looks. */
export const actionFiles = ['action.yml', 'action.yaml'] as const;

const parsed = (file: string): Json | undefined => {
  const { document, problem, ownTagAt } = readYaml(file);
  if (problem !== undefined || ownTagAt !== undefined) return undefined;
  try {
    const written: unknown = document.toJS({ maxAliasCount: 100 });
    return isJson(written) ? written : undefined;
  } catch (failure) {
    // Aliases that do not end.
    if (failure instanceof ReferenceError) return undefined;
    throw failure;
  }
};

/** @param texts by what `uses` says; one that cannot be read is none */
export const localActions = (texts: ReadonlyMap<string, string>): ((used: string) => Json | undefined) => {
  const read = new Map<string, Json | undefined>();
  return (used) => {
    const place = localPlace(used);
    const written = place === undefined ? undefined : texts.get(place);
    if (place === undefined || written === undefined) return undefined;
    if (!read.has(place)) read.set(place, parsed(written));
    return read.get(place);
  };
};

const usesIn = (written: Json | undefined): readonly string[] => {
  if (written === undefined) return [];
  const holders = [
    ...(isJson(written.jobs) ? Object.values(written.jobs) : []),
    ...(isJson(written.runs) ? [written.runs] : []),
  ];
  const used = holders
    .filter(isJson)
    .flatMap((holder) =>
      stepsIn(holder.steps).flatMap(({ uses }) => (typeof uses === 'string' ? [uses] : [])),
    );
  return [...new Set(used.flatMap((each) => localPlace(each) ?? []))].sort();
};

/** Local actions that a workflow or an action uses, each once. */
export const localUses = (file: string): readonly string[] => usesIn(parsed(file));

/** Whether the text of an action can be read. */
export const isSound = (file: string): boolean => parsed(file) !== undefined;

/** How many a checkout may have that anybody looks at. */
export const mostActions = 500;

/** Why nobody can say what an action does. */
export interface Unread {
  /** `it lies behind a link` */
  readonly why: string;
  /** Equal ones are the same. Absent: its text was not seen, and may be another one than before. */
  readonly seen?: string;
}

/** Actions of a checkout that its workflows use, and those that these use; by what `uses` says. */
export interface UsedActions {
  readonly texts: ReadonlyMap<string, string>;
  /** Those that are not there, were not read, or say nothing that can be read. */
  readonly unread: ReadonlyMap<string, Unread>;
}

const missing: Unread = { why: 'there is no such action in the checkout', seen: '' };
const tooMany: Unread = { why: `more than ${mostActions} actions of the checkout are used` };

/** @param read the text of the action in a folder of the checkout; undefined: there is none */
export const usedActions = (
  workflows: readonly string[],
  read: (used: string) => { readonly text: string } | Unread | undefined,
): UsedActions => {
  const texts = new Map<string, string>();
  const unread = new Map<string, Unread>();
  const open = [...new Set(workflows.flatMap(localUses))];
  const seen = new Set(open);
  for (let used = open.pop(); used !== undefined; used = open.pop()) {
    const file = texts.size < mostActions ? (read(used) ?? missing) : tooMany;
    if ('why' in file) {
      unread.set(used, file);
      continue;
    }
    const written = parsed(file.text);
    texts.set(used, file.text);
    if (written === undefined) unread.set(used, { why: 'its text is no sound YAML', seen: file.text });
    for (const next of usesIn(written)) {
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(next);
    }
  }
  return { texts, unread };
};

/** Action of the repository by what `uses` says; undefined: it is not there, or was not read. */
type FindLocal = (used: string) => Json | undefined;

const deepestActions = 10;
/** Of one job, or twice as many as it has itself: more are of nobody's hand. */
const mostSteps = 2000;
const longestName = 64;

const inputReference = /\$\{\{\s*inputs\s*(?:\.\s*([\w-]+)|\[\s*'([\w-]+)'\s*\])\s*\}\}/g;

/** Steps of an action as the job sees them: what it is given stands where its inputs stand. */
const stepsGiven = (action: Json, given: ReadonlyMap<string, string>, within: string): readonly Step[] => {
  const runs = isJson(action.runs) ? action.runs : {};
  const declared = isJson(action.inputs) ? Object.entries(action.inputs) : [];
  const inputValue = (name: string): string => {
    const input = declared.find(([own]) => own.toLowerCase() === name)?.[1];
    return given.get(name) ?? text(isJson(input) ? input.default : undefined) ?? '';
  };
  const fill = (written: string): string => {
    let room = spare;
    const whole = written.replace(inputReference, (_, dotted?: string, quoted?: string) => {
      const value = inputValue((dotted ?? quoted)!.toLowerCase());
      room -= value.length;
      return room < 0 ? '' : value;
    });
    // What becomes too long stays what it is: an expression.
    return room < 0 ? written : whole;
  };
  const filled = (named: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
    new Map([...named].map(([name, written]) => [name, fill(written)]));
  // The image that an action of its own runs in.
  const image = text(runs.image);
  if (image?.startsWith('docker://') === true) return [{ uses: image, with: new Map(), number: 1, within }];
  return stepsIn(runs.steps).map((written, index): Step => {
    const step = stepOf(written, index);
    return {
      ...step,
      with: filled(step.with),
      ...(step.env === undefined ? {} : { env: filled(step.env) }),
      within,
    };
  });
};

const expanded = (
  steps: readonly Step[],
  find: FindLocal,
  around: readonly string[],
  budget: { steps: number },
): readonly Step[] =>
  steps.flatMap((step): readonly Step[] => {
    budget.steps -= 1;
    const place = step.uses === undefined ? undefined : localPlace(step.uses);
    const action = place === undefined ? undefined : find(place);
    if (place === undefined || action === undefined) return [step];
    if (budget.steps < 0 || around.includes(place) || around.length >= deepestActions) return [step];
    return [step, ...expanded(stepsGiven(action, step.with, place), find, [...around, place], budget)];
  });

/**
 * The workflow with the steps of the repository's own actions behind the steps that use them; or why there are too many of them,
 * of which nobody could say what they do.
 */
export const withLocalActions = (workflow: Workflow, find: FindLocal): Workflow | Unreadable => {
  const jobs: Job[] = [];
  for (const job of workflow.jobs) {
    const usesLocal = job.steps.some(({ uses }) => uses !== undefined && localPlace(uses) !== undefined);
    const budget = { steps: Math.max(mostSteps, 2 * job.steps.length) };
    jobs.push(usesLocal ? { ...job, steps: expanded(job.steps, find, [], budget) } : job);
    if (budget.steps < 0)
      return {
        why: `too complex to judge: with the actions of the repository the job ${JSON.stringify(job.name.slice(0, longestName))} has more steps than are looked at`,
        line: job.line,
      };
  }
  return { ...workflow, jobs };
};
