import type { Exposure } from '../../../src/model/exposure.ts';
import type { Confidence, Severity } from '../../../src/model/finding.ts';
import type { Job, Step, Workflow } from '../workflows/file.ts';
import { foreignCodeStep, outsiderEvents, startsInside } from '../workflows/foreign-code.ts';
import { correctedJobs, holdsNoSecret, underPullRequest } from './corrected.ts';
import { throughVariable, withInputs } from './corrected-steps.ts';
import type { FindPasted } from './pasted.ts';
import { type Held, heldBy, looksGuarded, type Surroundings } from './privileges.ts';
import { evidence, fixBy, listed, orElse, placeOfStep, plain, type Read } from './support.ts';

/** Takes what another run left, which may have been one of a fork. */
const takesArtifact = ({ uses = '', run = '', with: given }: Step): boolean =>
  (/^actions\/download-artifact@/.test(uses) && given.has('run-id')) ||
  /^dawidd6\/action-download-artifact@/.test(uses) ||
  /\bgh\s+run\s+download\b|listWorkflowRunArtifacts|downloadArtifact/.test(
    `${run} ${given.get('script') ?? ''}`,
  );

type WorkflowRecord = Read<'github.workflow'>;

interface Case {
  readonly job: Job;
  readonly key: string;
  readonly does: string;
  readonly shows: string;
  readonly severity?: Severity;
  readonly atMost?: Severity;
  readonly confidence?: Confidence;
  readonly fix: string;
}

const separate = (text: string | undefined, events: readonly string[]): string => {
  const lines = underPullRequest(text, events);
  return fixBy(
    'Run the code of pull requests under `pull_request`, which has neither secrets nor a writing token, and do what needs them in another workflow that takes no code from the first.',
    ...either(lines, ['on: pull_request', 'permissions: { contents: read }']),
  );
};

/** Where files of strangers are harmless. */
const ofStrangers = '${{ runner.temp }}/from-others';

const either = (lines: readonly string[], others: readonly string[]): readonly string[] =>
  lines.length > 0 ? lines : others;

const casesOf = (
  job: Job,
  events: readonly string[],
  { words, strong, perhapsWrites }: Held,
  pasted: FindPasted,
  text: string | undefined,
): readonly Case[] => {
  const on = listed(events);
  // Where the default was not read, a dangerous step is told all the same, and as unsure.
  const unread = words === '' && perhapsWrites;
  const held = unread ? 'a token that may write, if that is the default' : words;
  const having = held === '' ? '' : ` while it holds ${held}`;
  const checkout = foreignCodeStep(job.steps);
  const artifact = events.includes('workflow_run') ? job.steps.find(takesArtifact) : undefined;
  const injected = held === '' ? undefined : pasted(job, events);
  const weak = {
    ...(held === '' ? { severity: 'low' as const } : strong ? {} : { severity: 'medium' as const }),
    ...(unread ? { confidence: 'low' as const } : {}),
  };
  const cases: Case[] = [];
  if (checkout !== undefined)
    cases.push({
      job,
      key: 'checkout',
      does: `takes the code of a pull request on ${on}${having}`,
      shows: `${placeOfStep(checkout)} takes the pull request's code`,
      ...weak,
      fix: separate(text, events),
    });
  if (injected !== undefined)
    cases.push({
      job,
      key: 'injection',
      does: `pastes ${injected.field} into a script on ${on}${having}`,
      shows: `${placeOfStep(injected.step)} has ${injected.field} in its script`,
      ...weak,
      fix: fixBy(
        'Pass the text by an environment variable, which the shell does not read as a command:',
        ...either(
          injected.step.within === undefined
            ? correctedJobs(text, [job.name], throughVariable(injected.step.number, injected.field))
            : [],
          [`env: { TEXT: "\${{ ${injected.field} }}" }`, 'run: printf "%s" "$TEXT"'],
        ),
      ),
    });
  if (artifact !== undefined && held !== '')
    cases.push({
      job,
      key: 'artifact',
      does: `takes files that another run left, which a fork may have started${having}`,
      shows: `${placeOfStep(artifact)} downloads artifacts of another run`,
      severity: 'medium',
      confidence: 'low',
      fix: fixBy(
        'Treat the files as text of strangers: unpack them to a folder of their own, run nothing of them, and check numbers and names before use.',
        ...orElse(
          artifact.within === undefined && artifact.uses !== undefined
            ? correctedJobs(text, [job.name], withInputs(artifact.number, { path: ofStrangers }))
            : [],
          `with: { path: "${ofStrangers}" }`,
        ),
      ),
    });
  if (cases.length === 0 && words !== '')
    cases.push({
      job,
      key: 'trigger',
      does: `can be started by outsiders through ${on}${having}`,
      shows: `started by ${on}`,
      severity: strong ? 'medium' : 'low',
      // Nothing shows that what they write gets anywhere.
      atMost: 'medium',
      fix: fixBy(
        'Use a trigger that outsiders cannot fire, or take from the job its permissions and secrets, and do what needs them in a workflow of its own that outsiders do not start:',
        ...orElse(correctedJobs(text, [job.name], holdsNoSecret), 'permissions: {}'),
      ),
    });
  return cases;
};

/**
 * Jobs that outsiders start, and that run or read what these wrote, with the privileges of the repository.
 * https://docs.github.com/en/actions/reference/security/secure-use
 */
export const untrustedCode = (
  record: WorkflowRecord,
  workflow: Workflow,
  surroundings: Surroundings,
  pasted: FindPasted,
): readonly Exposure[] => {
  const events = outsiderEvents(workflow);
  if (events.length === 0) return [];
  // In a private repository outsiders are those who may read it.
  const inside = startsInside(workflow);
  const closed = surroundings.visibility === 'private' || surroundings.visibility === 'internal';
  return workflow.jobs.flatMap((job) => {
    const held = heldBy(job, surroundings);
    const unsure = closed || inside || looksGuarded(job) ? { confidence: 'low' as const } : {};
    const cases = casesOf(job, events, held, pasted, record.data.text);
    // Where somebody inside starts it, only what it does with the words or the code of others is worth telling.
    return cases
      .filter(({ key }) => key !== 'trigger' || !inside)
      .map(
        ({ key, does, shows, severity, atMost, confidence, fix }): Exposure => ({
          kind: 'untrusted-code',
          key: `${job.name} ${key}`,
          says: `Job ${plain(job.name)} of ${plain(record.data.path)} in ${plain(surroundings.repository)} ${does}`,
          ...(severity === undefined ? {} : { severity }),
          ...(atMost === undefined ? {} : { atMost }),
          ...(confidence === undefined ? {} : { confidence }),
          ...unsure,
          evidence: [evidence('github.workflow', record, `job ${plain(job.name)}: ${shows}`, '/text')],
          fix,
        }),
      );
  });
};
