import type { Condition } from '../../../src/model/condition.ts';
import type { ChangeLocation, Indeterminate, StateIdentity } from '../../../src/model/gate.ts';
import { levelRank } from '../../../src/model/level.ts';
import { type Line, line } from '../../../src/plan/identity-reader.ts';
import { isOnlyCalled } from './calls.ts';
import { type Job, type RunsOn, readWorkflowText, type Workflow } from './file.ts';
import {
  type Checkout,
  calledFile,
  type Entry,
  entriesGiven,
  entriesOf,
  type JobReading,
  jobReadings,
  type OpenQuestion,
  plainStep,
  questionAbout,
  type ReadFile,
  runnersIn,
  unknownLogin,
  unreadAction,
} from './job-readings.ts';
import { jobTrusts, type Parties } from './job-trusts.ts';
import { digestOf, type Way } from './job-values.ts';
import { localActions, type Unread } from './local-actions.ts';
import { refusalsOf } from './refusals.ts';
import { mayBeOwn } from './runs-on.ts';
import { shownText, valuesOfText } from './values.ts';

/**
 * What the jobs of workflow files may do, and who may change or start what they run.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
 */

/** A workflow file: `.github/workflows/ci.yml` and its text. */
export interface WorkflowFile {
  /** Relative to the repository; forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** The workflow files of a checkout, and what they use of it. */
export interface WorkflowFolder {
  /** As the user wrote it: stands before the paths in locations. */
  readonly folder: string;
  readonly files: readonly WorkflowFile[];
  /** Texts of actions that lie in the checkout, by what `uses` says (`./.github/actions/deploy`). */
  readonly actions?: ReadonlyMap<string, string>;
  /** Actions of which nobody can say what they do, by what `uses` says. */
  readonly unread?: ReadonlyMap<string, Unread>;
}

/** One repository at a time: its name is not in its files. */
export const workflowScope = 'repository';

/** One repository at a time: who is in it is not in its files. */
const parties: Parties = {
  writers: { principal: 'whoever may write to the repository', external: 'no' },
  placeOf: () => ({ external: 'yes' }),
  guards: [],
};

/** Under which environments a job runs in one way: each a set of conditions. */
type Environments = readonly (readonly Condition[])[];

const environmentsOf = ({ environment }: Job, { lookup }: Way): Environments =>
  environment === undefined
    ? [[]]
    : valuesOfText(environment, lookup).map((value): readonly Condition[] => {
        const name = shownText(value);
        return name === ''
          ? []
          : [{ class: 'other', operator: 'StringEquals', key: 'environment', values: [name] }];
      });

const cloudLine = ({ cloud, as }: Entry, conditions: readonly Condition[]): Line =>
  line({
    scope: workflowScope,
    service: cloud,
    level: 'write',
    privileges: ['enter as'],
    resources: [shownText(as)],
    conditions,
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

/** Machines of one's own: those that are asked for by label, and those of a group. */
const runnerLines = (asked: readonly RunsOn[], conditions: readonly Condition[]): readonly Line[] =>
  asked.filter(mayBeOwn).map(({ labels, groups = [] }) =>
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

const secretLines = ({ secrets }: Job, conditions: readonly Condition[]): readonly Line[] =>
  secrets.length === 0
    ? []
    : [
        line({
          scope: workflowScope,
          service: 'actions-secrets',
          level: 'read',
          privileges: secrets.map((each) => `use ${each}`),
          conditions,
        }),
      ];

const distinct = <T>(
  items: readonly T[],
  keyOf: (item: T) => string = (item) => JSON.stringify(item),
): readonly T[] => [...new Map(items.map((item) => [keyOf(item), item])).values()];

/** Whom a job enters as, way by way, itself or by what it calls. */
const enteredBy = ({ job, ways }: JobReading): readonly (readonly Entry[])[] =>
  ways.map((way) => [
    ...way.steps.flatMap(entriesOf),
    ...(job.calls === undefined ? [] : entriesGiven(job.inputs, way.lookup)),
  ]);

const linesOf = (reading: JobReading): readonly Line[] => {
  const { job, ways } = reading;
  const entered = enteredBy(reading);
  return distinct(
    ways.flatMap((way, index) =>
      environmentsOf(job, way).flatMap((conditions) => [
        ...tokenLines(job, conditions),
        ...secretLines(job, conditions),
        ...entered[index]!.filter(({ as }) => as.is === 'known').map((entry) => cloudLine(entry, conditions)),
        ...runnerLines(runnersIn(job, way).asked, conditions),
      ]),
    ),
  );
};

const ofToken: OpenQuestion = {
  asked: {
    what: 'what its token may do',
    why: 'neither job nor workflow has `permissions`, and the default of the repository is not in its files',
    privileged: true,
  },
  key: 'permissions',
};

/** Everything that such a job is made of. */
const textsOf = ({ files }: JobReading, checkout: Checkout): string =>
  files
    .map(({ path }) => checkout.files.get(path))
    .map((file) => (file === undefined ? '' : fileDigest(file)))
    .join(' ');

const digests = new WeakMap<ReadFile, string>();

const fileDigest = (file: ReadFile): string => {
  const digest = digests.get(file) ?? digestOf(file.written);
  digests.set(file, digest);
  return digest;
};

const ofTooMuch = (written: string): OpenQuestion => ({
  asked: {
    what: 'all that it may do',
    why: 'its matrix, or what it calls, makes more jobs than are analysed separately',
    privileged: true,
  },
  key: written,
});

/** What the files do not tell of a job. */
const questionsOf = (
  reading: JobReading,
  checkout: Checkout,
  onlyCalled: boolean,
): readonly OpenQuestion[] => {
  const { job, ways } = reading;
  const entered = enteredBy(reading);
  const all = [
    // One that others call may what their jobs may.
    ...(job.permissions === undefined && !onlyCalled ? [ofToken] : []),
    ...(reading.isCut === true ? [ofTooMuch(textsOf(reading, checkout))] : []),
    ...ways.flatMap((way, index) => [
      ...entered[index]!.flatMap(({ cloud, as }) => questionAbout(`as whom it enters ${cloud}`, as)),
      ...runnersIn(job, way).open.flatMap((value) => questionAbout('on which machines it runs', value)),
      ...way.steps.flatMap((step) => [...unknownLogin(step, checkout), ...unreadAction(step, checkout)]),
    ]),
  ];
  return distinct(all, ({ key }) => key);
};

/** Who may start and change it, whatever the way in which it runs. */
const trustsOf = ({ job, ways }: JobReading, workflow: Workflow): StateIdentity['trusts'] =>
  jobTrusts(
    workflow,
    {
      ...job,
      steps: distinct(
        ways.flatMap(({ steps }) => steps.map(plainStep)),
        (step) => JSON.stringify([step, [...step.with]]),
      ),
    },
    parties,
  );

const jobIdentity = (
  path: string,
  reading: JobReading,
  workflow: Workflow,
  questions: readonly OpenQuestion[],
): StateIdentity => {
  const { name } = reading.job;
  const entitlements = linesOf(reading);
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
    // What nobody can tell may be more than what is seen.
    ...(questions.some(({ asked }) => asked.privileged) ? { seenInPart: true as const } : {}),
    entitlements,
    trusts: trustsOf(reading, workflow),
    credentials: [],
    blastRadius: 0,
    admin: [],
    adminIf: [],
    reachKnown: false,
  };
};

/** Something that nobody can tell, and what would change it. */
export interface OpenItem {
  readonly item: Indeterminate;
  readonly key: string;
  /** Nobody can say either whether it is as it was before: it is always new. */
  readonly unseen?: true;
}

export interface WorkflowReading {
  readonly identities: readonly StateIdentity[];
  /** By identity id: the file that calls before those that are called. */
  readonly locations: ReadonlyMap<string, readonly ChangeLocation[]>;
  /** What the files do not tell. */
  readonly open: readonly OpenItem[];
  /** Paths of those that run only as a part of others here: they are told there. */
  readonly inCallers: ReadonlySet<string>;
}

/** What the file as a whole does not tell: it cannot be read, or GitHub would not take it. */
const fileItem = (
  { path, text: written }: WorkflowFile,
  prefix: string,
  why: string,
  at: number,
): OpenItem => ({
  item: {
    identity: `github:${path}`,
    what: 'what the workflow may do',
    why,
    privileged: true,
    location: { file: `${prefix}${path}`, line: at },
  },
  // Another text may mean anything else.
  key: written,
});

const mostReasons = 3;

/**
 * All workflow files of a checkout.
 * @param prefix stands before the paths in locations
 * @param inCallers those of the other state, so that both leave out the same. Absent: they are found here
 */
export const readWorkflows = (
  { files, actions = new Map(), unread = new Map() }: Pick<WorkflowFolder, 'files' | 'actions' | 'unread'>,
  prefix: string,
  inCallers?: ReadonlySet<string>,
): WorkflowReading => {
  const texts = files.map((file) => ({ file, read: readWorkflowText(file.text) }));
  const byPath = new Map(
    texts.flatMap(({ file: { path }, read }): [string, ReadFile][] =>
      'why' in read ? [] : [[path, { path, workflow: read.workflow, written: read.written }]],
    ),
  );
  const checkout: Checkout = { files: byPath, action: localActions(actions), unread };
  const called = [...byPath.values()].flatMap(({ workflow }) =>
    workflow.jobs.flatMap((job) => calledFile(job, checkout) ?? []),
  );
  const told =
    inCallers ?? new Set(called.filter(({ workflow }) => isOnlyCalled(workflow)).map(({ path }) => path));
  const identities: StateIdentity[] = [];
  const locations = new Map<string, readonly ChangeLocation[]>();
  const open: OpenItem[] = [];
  for (const { file, read } of texts) {
    if ('why' in read) {
      open.push(fileItem(file, prefix, read.why, read.line));
      continue;
    }
    const refusals = refusalsOf(read.written, read.lines);
    if (refusals.length > 0) {
      const reasons = refusals.slice(0, mostReasons).map(({ why }) => why);
      open.push(
        fileItem(file, prefix, `GitHub would not take the file: ${reasons.join('; ')}`, refusals[0]!.line),
      );
    }
    if (told.has(file.path)) continue;
    for (const reading of jobReadings(byPath.get(file.path)!, checkout)) {
      const questions = questionsOf(reading, checkout, isOnlyCalled(read.workflow));
      const identity = jobIdentity(file.path, reading, read.workflow, questions);
      identities.push(identity);
      locations.set(
        identity.id,
        reading.files.map(({ path, line: at }) => ({
          file: `${prefix}${path}`,
          line: at,
          address: reading.job.name,
        })),
      );
      open.push(
        ...questions.map(({ asked, ...rest }) => ({ ...rest, item: { ...asked, identity: identity.id } })),
      );
    }
  }
  return { identities, locations, open, inCallers: told };
};
