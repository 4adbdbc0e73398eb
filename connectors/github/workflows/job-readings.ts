import type { Indeterminate } from '../../../src/model/gate.ts';
import { deepest, placed } from './calls.ts';
import { loginOf } from './cloud-logins.ts';
import {
  isExpression,
  type Job,
  type Json,
  localPlace,
  type RunsOn,
  type Step,
  type Workflow,
} from './file.ts';
import {
  type FindAction,
  givenInputs,
  type Inputs,
  ownInputs,
  type StepWay,
  type Way,
  waysOf,
} from './job-values.ts';
import type { Unread } from './local-actions.ts';
import { cloudOf, identitiesIn, isUnknownLogin, variables } from './other-logins.ts';
import { type Data, shownText, textOfData, type Value, valuesOfText } from './values.ts';

/** A job in all the ways in which it runs: over its matrix, and over those who call it. */
export interface JobReading {
  readonly job: Job;
  readonly ways: readonly Way[];
  /** Files that say it, the caller's first. */
  readonly files: readonly { readonly path: string; readonly line: number }[];
  /** There are more ways, or jobs that it calls, than are told apart. Absent: these are all. */
  readonly isCut?: true;
}

/** A workflow file as it was read. */
export interface ReadFile {
  readonly path: string;
  readonly workflow: Workflow;
  readonly written: Json;
}

/** Workflows of the checkout by their path; actions that lie in it by what `uses` says. */
export interface Checkout {
  readonly files: ReadonlyMap<string, ReadFile>;
  readonly action: FindAction;
  /** Those of which nobody can say what they do. Absent: nobody looked for them. */
  readonly unread?: ReadonlyMap<string, Unread>;
}

const localPath = (used: string): string | undefined =>
  localPlace(used)
    ?.slice(2)
    .replace(/@[^@]*$/, '');

/** What a job calls in the same checkout. */
export const calledFile = ({ calls }: Job, { files }: Checkout): ReadFile | undefined => {
  const path = calls === undefined ? undefined : localPath(calls);
  const called = path === undefined ? undefined : files.get(path);
  return called?.workflow.events.has('workflow_call') === true ? called : undefined;
};

/** What of one file may still be told apart: beyond, nobody can tell. */
interface Budget {
  /** Jobs, those of what it calls among them. */
  jobs: number;
  /** Steps, each in each way in which it runs. */
  steps: number;
}

const budgetOfFile = { jobs: 2_000, steps: 20_000 } as const;

const read = (
  file: ReadFile,
  job: Job,
  shown: Job,
  inputs: readonly Inputs[],
  checkout: Checkout,
  around: JobReading['files'],
  budget: Budget,
): readonly JobReading[] => {
  budget.jobs -= 1;
  const ways: Way[] = [];
  let isSpent = false;
  for (const given of inputs) {
    isSpent ||= budget.steps <= 0 || budget.jobs < 0;
    if (isSpent) break;
    for (const way of waysOf(file.written, job, given, checkout.action)) {
      ways.push(way);
      budget.steps -= 1 + way.steps.length;
    }
  }
  const files = [...around, { path: file.path, line: job.line }];
  const called = calledFile(shown, checkout);
  const isAgain = called !== undefined && files.some(({ path }) => path === called.path);
  if (isSpent || budget.steps < 0) return [{ job: shown, ways, files, isCut: true }];
  if (called === undefined || isAgain) return [{ job: shown, ways, files }];
  if (files.length > deepest) return [{ job: shown, ways, files, isCut: true }];
  const given = distinctInputs(
    called,
    ways.map(({ lookup }) => givenInputs(called.written, job.inputs, lookup)),
  );
  return called.workflow.jobs.flatMap((inner) => {
    const { environment: _, ...rest } = placed(shown, called.workflow, inner);
    const next: Job = {
      ...rest,
      // As written: they are worked out with what the caller gives.
      ...(inner.environment === undefined ? {} : { environment: inner.environment }),
      runsOn: inner.runsOn,
      inputs: inner.inputs,
      ...(inner.calls === undefined ? {} : { calls: inner.calls }),
      via: [],
    };
    return read(called, inner, next, given, checkout, files, budget);
  });
};

/** Rows of a caller that give the same are one. */
const distinctInputs = ({ written }: ReadFile, all: readonly Inputs[]): readonly Inputs[] => {
  const names = inputNames(written);
  return [...new Map(all.map((inputs) => [JSON.stringify(names.map(inputs)), inputs])).values()];
};

const inputNames = (written: Json): readonly string[] => {
  const found = new Set<string>();
  for (const [, name] of JSON.stringify(written).matchAll(/\binputs\s*(?:\.\s*|\[\s*\\?')([\w-]+)/gi))
    found.add(name!.toLowerCase());
  return [...found];
};

/** The jobs of a file, those of what it calls in the checkout in their place. */
export const jobReadings = (file: ReadFile, checkout: Checkout): readonly JobReading[] => {
  const budget: Budget = { ...budgetOfFile };
  return file.workflow.jobs.flatMap((job) =>
    read(file, job, job, [ownInputs(file.written)], checkout, [], budget),
  );
};

/** Whom a job becomes, or what it is that nobody can tell. */
export interface Entry {
  /** `aws`. */
  readonly cloud: string;
  readonly as: Value;
}

const isSomething = (value: Value): boolean => value.is === 'unknown' || textOfData(value.value) !== '';

/** What an input of a step is: as given, or by the variable that stands for it. */
const inputValues = ({ step, lookup }: StepWay, input: string): readonly Value[] => {
  const given = step.with.get(input);
  const values =
    given === undefined
      ? // The runner hands inputs over as variables of these names.
        lookup('env', `input_${input.replaceAll(' ', '_')}`)
      : valuesOfText(given, lookup);
  return values.filter(isSomething);
};

/** Whom a step enters a cloud as. */
export const entriesOf = (way: StepWay): readonly Entry[] => {
  const login = loginOf(way.step);
  if (login !== undefined) {
    const [values = []] = login.as.map((input) => inputValues(way, input)).filter(({ length }) => length > 0);
    return values.map((as) => ({ cloud: login.cloud, as }));
  }
  return way.step.uses === undefined
    ? entriesOfScript(way.step.run ?? '', way.lookup)
    : entriesGiven(way.step.with, way.lookup);
};

/** Whom a script enters a cloud as: identities that it names, and those that tools of clouds take from its variables. */
const entriesOfScript = (script: string, lookup: Way['lookup']): readonly Entry[] => [
  ...identitiesIn(script).map(({ cloud, id }): Entry => ({ cloud, as: { is: 'known', value: id } })),
  ...variables.flatMap(({ cloud, name }) =>
    lookup('env', name)
      .filter(isSomething)
      .map((as): Entry => ({ cloud, as })),
  ),
];

/** Identities of clouds that are handed to what nobody here knows. */
export const entriesGiven = (given: ReadonlyMap<string, string>, lookup: Way['lookup']): readonly Entry[] =>
  [...given].flatMap(([input, written]) =>
    valuesOfText(written, lookup)
      .filter(isSomething)
      .flatMap((as): readonly Entry[] => {
        const cloud = cloudOf(input, shownText(as));
        return cloud === undefined ? [] : [{ cloud, as }];
      }),
  );

/** A step as it is in one way, for what looks at texts: values that only a run decides stand side by side. */
export const plainStep = ({ step, lookup }: StepWay): Step =>
  [...step.with.values()].some(isExpression)
    ? {
        ...step,
        with: new Map(
          [...step.with].map(([name, written]) => [
            name,
            isExpression(written) ? valuesOfText(written, lookup).map(shownText).join(' ') : written,
          ]),
        ),
      }
    : step;

/** What nobody can tell of a job, and what would change it. */
export interface OpenQuestion {
  readonly asked: Omit<Indeterminate, 'identity' | 'location'>;
  /** Equal ones are the same: what was open before is not new. */
  readonly key: string;
  /** What it is about was not seen: it may be another one than before. */
  readonly unseen?: true;
}

const becauseOfCaller = 'whoever calls it gives it, out of what it may itself';

export const questionAbout = (what: string, value: Value): readonly OpenQuestion[] =>
  value.is === 'known'
    ? []
    : [
        {
          asked: {
            what: `${what} (${shownText(value)})`,
            why: value.ofCaller === true ? becauseOfCaller : value.why,
            privileged: value.ofCaller !== true,
          },
          key: JSON.stringify([what, value.text, value.made ?? '']),
        },
      ];

const longestPlace = 128;

const inputsOf = (way: StepWay): readonly (readonly [string, readonly Value[]])[] =>
  [...way.step.with]
    .map(([input, written]) => [input, valuesOfText(written, way.lookup)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));

/** A step with an action of the repository that could not be read. */
export const unreadAction = (way: StepWay, { unread }: Checkout): readonly OpenQuestion[] => {
  const place = way.step.uses === undefined ? undefined : localPlace(way.step.uses);
  const found = place === undefined ? undefined : unread?.get(place);
  if (place === undefined || found === undefined) return [];
  return [
    {
      asked: {
        what: `what its step with ${place.slice(0, longestPlace)} does`,
        why: `the action was not read: ${found.why}`,
        privileged: true,
      },
      key: JSON.stringify(['unread', place, found.why, found.seen, inputsOf(way)]),
      ...(found.seen === undefined ? { unseen: true } : {}),
    },
  ];
};

/** A step whose action signs in somewhere, which nobody here can tell. */
export const unknownLogin = (way: StepWay, { action }: Checkout): readonly OpenQuestion[] => {
  const { uses } = way.step;
  if (uses === undefined || !isUnknownLogin(uses) || action(uses) !== undefined) return [];
  const name = uses.replace(/@[^@]*$/, '');
  return [
    {
      asked: {
        what: `what its step with ${name} opens`,
        why: 'by its name the action signs in somewhere, and it is not known here',
        privileged: true,
      },
      key: JSON.stringify([name.toLowerCase(), inputsOf(way)]),
    },
  ];
};

const labelsOf = (label: string, { lookup }: Way): readonly Value[] =>
  !isExpression(label)
    ? [{ is: 'known', value: label }]
    : valuesOfText(label, lookup).flatMap((value): readonly Value[] =>
        value.is === 'known' && Array.isArray(value.value)
          ? (value.value as readonly Data[]).map((each) => ({ is: 'known', value: each }))
          : [value],
      );

/** The machines that a job asks for in one way; and the labels that nobody can tell. */
export const runnersIn = (
  { runsOn }: Job,
  way: Way,
): { readonly asked: readonly RunsOn[]; readonly open: readonly Value[] } => {
  const labels = runsOn.map((each) => each.labels.flatMap((label) => labelsOf(label, way)));
  return {
    asked: runsOn.map((each, index) => ({
      ...each,
      labels: labels[index]!.map((value) => {
        const shown = shownText(value);
        return value.is === 'known' ? shown.toLowerCase() : shown;
      }),
    })),
    open: labels.flat().filter(({ is }) => is === 'unknown'),
  };
};
