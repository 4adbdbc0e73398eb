import { ownMember } from '../../../src/model/own-member.ts';
import { type Job, localPlace, type RunsOn, text, type Unreadable, type Workflow } from './file.ts';

/**
 * Workflows that call others: the jobs of the called one run with the event, the token and the repository of the caller.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/reusing-workflow-configurations
 */

/** `owner/name/path@ref`, taken apart. */
export interface Use {
  readonly repository: string;
  readonly path: string;
  readonly ref: string;
}

/** Undefined: of the same repository, an image, or named by an expression. */
export const useOf = (used: string): Use | undefined => {
  const [, repository, path = '', ref] = /^([\w.-]+\/[\w.-]+)(?:\/([^@]*))?@(.+)$/.exec(used) ?? [];
  return repository === undefined || ref === undefined || used.includes('${{')
    ? undefined
    : { repository, path, ref };
};

/** Everything that it calls, the outermost first. */
export const callsOf = ({ via = [], calls }: Job): readonly string[] => [
  ...via,
  ...(calls === undefined ? [] : [calls]),
];

/** Runs only as a part of what calls it. */
export const isOnlyCalled = ({ events }: Workflow): boolean =>
  events.size > 0 && [...events.keys()].every((event) => event === 'workflow_call');

/** Workflow of a file: `owner/name/.github/workflows/file.yml`. */
export type FindWorkflow = (file: string) => Workflow | undefined;

/** GitHub takes no longer chain of calls. */
export const deepest = 10;
const rank: Readonly<Record<string, number>> = { read: 1, write: 2 };

/** A called workflow can take away from what its caller has, and add nothing. */
const limited = (asked: Job['permissions'], given: Job['permissions']): Job['permissions'] => {
  if (asked === undefined) return given;
  // What the caller has by default never holds tokens for clouds.
  if (given === undefined) return new Map([...asked].filter(([scope]) => scope !== 'id-token'));
  return new Map(
    [...asked].flatMap(([scope, access]): [string, string][] => {
      const most = given.get(scope);
      if (most === undefined) return [];
      return [[scope, (ownMember(rank, access) ?? 0) <= (ownMember(rank, most) ?? 0) ? access : most]];
    }),
  );
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** What the caller gives for an input, or its default, where an expression is nothing but the input. */
const resolved = (written: string, caller: Job, called: Workflow): string => {
  const name = /^\$\{\{\s*inputs\.([\w-]+)\s*\}\}$/.exec(written)?.[1];
  if (name === undefined) return written;
  const given = caller.inputs.get(name.toLowerCase());
  if (given !== undefined) return given;
  const inputs = called.events.get('workflow_call')?.inputs;
  const input = isObject(inputs) ? inputs[name] : undefined;
  return (isObject(input) ? text(input.default) : undefined) ?? written;
};

export const placed = (caller: Job, called: Workflow, inner: Job): Job => {
  const permissions = limited(inner.permissions, caller.permissions);
  const environment =
    inner.environment === undefined ? undefined : resolved(inner.environment, caller, called);
  const { permissions: _, environment: __, ...rest } = inner;
  return {
    ...rest,
    name: `${caller.name} / ${inner.name}`,
    ...(permissions === undefined ? {} : { permissions }),
    ...(environment === undefined ? {} : { environment }),
    // By the names of the caller; those of an environment are had by name.
    secrets: [...new Set([...caller.secrets, ...(environment === undefined ? [] : inner.secrets)])].sort(),
    runsOn: inner.runsOn.map(
      (asked): RunsOn => ({
        ...asked,
        labels: asked.labels.map((label) => resolved(label, caller, called)),
      }),
    ),
    inputs: new Map([...inner.inputs].map(([name, value]) => [name, resolved(value, caller, called)])),
    ...(caller.if === undefined ? {} : { if: caller.if }),
    conditions: [caller.conditions, inner.conditions].filter((each) => each !== '').join(' ; '),
    line: caller.line,
  };
};

/** The file that is called, and at which reference where it lies elsewhere. */
export const fileOf = (
  used: string,
  repository: string,
): { readonly file: string; readonly ref?: string } | undefined => {
  const local = localPlace(used);
  if (local !== undefined) return { file: `${repository}/${local.slice(2)}` };
  const use = useOf(used);
  return use === undefined ? undefined : { file: `${use.repository}/${use.path}`, ref: use.ref };
};

/** Jobs of one file with those of what it calls, or twice as many as it has itself: more are nobody's. */
const mostJobs = 2_000;

const followed = (
  job: Job,
  repository: string,
  find: FindWorkflow,
  chain: readonly string[],
  budget: { jobs: number },
): readonly Job[] => {
  const place = job.calls === undefined ? undefined : fileOf(job.calls, repository);
  if (place === undefined || chain.includes(place.file) || chain.length >= deepest) return [job];
  const called = find(place.file);
  if (called === undefined || !called.events.has('workflow_call')) return [job];
  const there = place.file.split('/').slice(0, 2).join('/');
  budget.jobs -= called.jobs.length;
  if (budget.jobs < 0) return [job];
  return called.jobs.flatMap((inner) => {
    // What lies beside the called one is of its repository, and of the same reference.
    const beside = inner.calls === undefined ? undefined : localPlace(inner.calls);
    const calls =
      beside !== undefined && place.ref !== undefined
        ? `${there}/${beside.slice(2)}@${place.ref}`
        : inner.calls;
    const next: Job = {
      ...placed(job, called, inner),
      calls: calls ?? job.calls!,
      via: calls === undefined ? (job.via ?? []) : callsOf(job),
      followed: true,
    };
    return calls === undefined ? [next] : followed(next, there, find, [...chain, place.file], budget);
  });
};

/** The workflow with the jobs of what it calls in place of the calls, as far as these were read; or why there are too many. */
export const withCalls = (
  workflow: Workflow,
  repository: string,
  find: FindWorkflow,
): Workflow | Unreadable => {
  const calling = workflow.jobs.find(({ calls }) => calls !== undefined);
  if (calling === undefined) return workflow;
  const budget = { jobs: Math.max(mostJobs, 2 * workflow.jobs.length) };
  const jobs = workflow.jobs.flatMap((job) => followed(job, repository, find, [], budget));
  return budget.jobs < 0
    ? {
        why: 'too complex to judge: with those of the workflows that it calls it has more jobs than are looked at',
        line: calling.line,
      }
    : { ...workflow, jobs };
};
