import type { Exposure } from '../../../src/model/exposure.ts';
import type { Workflow } from '../workflows/file.ts';
import { foreignCodeStep } from '../workflows/foreign-code.ts';
import { guardOf } from '../workflows/guards.ts';
import { correctedJobs } from './corrected.ts';
import { withSetting } from './corrected-steps.ts';
import { heldBy, holdsAny, type Surroundings } from './privileges.ts';
import { evidence, fixBy, orElse, placeOfStep, plain, type Read } from './support.ts';

/** Events of which somebody else than who wrote the code may be the last to act. */
const spoofed = ['pull_request_target', 'workflow_run'] as const;

/** A condition that outsiders cannot meet. */
const firm = (events: readonly string[]): string =>
  events.includes('pull_request_target')
    ? "github.event.pull_request.user.login == 'dependabot[bot]' && github.event.pull_request.head.repo.full_name == github.repository"
    : "github.event.workflow_run.event == 'push' && github.event.workflow_run.head_repository.full_name == github.repository";

/**
 * Jobs that outsiders start, kept from them only by who acted last, or by a name that they choose.
 * https://docs.github.com/en/code-security/dependabot/working-with-dependabot/automating-dependabot-with-github-actions
 */
export const spoofableGuard = (
  record: Read<'github.workflow'>,
  workflow: Workflow,
  surroundings: Surroundings,
): readonly Exposure[] => {
  const events = spoofed.filter((event) => workflow.events.has(event));
  if (events.length === 0) return [];
  return workflow.jobs.flatMap((job): readonly Exposure[] => {
    const held = heldBy(job, surroundings);
    const own = guardOf(job.if);
    const guarded = job.steps.filter((step) => guardOf(step.if) === 'spoofable');
    if (!holdsAny(held) || own === 'firm' || (own === 'open' && guarded.length === 0)) return [];
    const [step] = own === 'open' ? guarded : [];
    const [where, condition] =
      step === undefined ? ['', job.if ?? ''] : [`${placeOfStep(step)} of `, step.if ?? ''];
    const takesCode = foreignCodeStep(own === 'open' ? guarded : job.steps) !== undefined;
    return [
      {
        kind: 'spoofable-guard',
        key: step === undefined ? job.name : `${job.name} ${placeOfStep(step)}`,
        says: `A condition that outsiders can meet on ${events.join(' and ')} is all that keeps them from ${where}job ${plain(job.name)} of ${plain(record.data.path)} in ${plain(surroundings.repository)}, which holds ${held.words}`,
        severity: held.strong ? (takesCode ? 'high' : 'medium') : 'low',
        evidence: [
          evidence(
            'github.workflow',
            record,
            `${where}job ${plain(job.name)} runs if ${plain(condition)}`,
            '/text',
          ),
        ],
        fix: fixBy(
          events.includes('pull_request_target')
            ? 'Ask who opened the pull request, and that it comes from the repository itself, in place of who acted last or how something is called:'
            : 'Ask where the run came from, in place of who acted last or how something is called:',
          ...orElse(
            step?.within === undefined
              ? correctedJobs(record.data.text, [job.name], withSetting('if', firm(events), step?.number))
              : [],
            `if: ${firm(events)}`,
          ),
        ),
      },
    ];
  });
};
