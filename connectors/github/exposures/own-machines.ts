import type { Exposure } from '../../../src/model/exposure.ts';
import type { Workflow } from '../workflows/file.ts';
import { guardOf } from '../workflows/guards.ts';
import { correctedJobs } from './corrected.ts';
import { withSetting } from './corrected-steps.ts';
import { looksGuarded, type Surroundings } from './privileges.ts';
import { evidence, fixBy, orElse, plain, type Read } from './support.ts';

/**
 * Jobs that run pull requests on machines of one's own, where nobody told what kind of machines these are.
 * https://docs.github.com/en/actions/reference/security/secure-use#hardening-for-self-hosted-runners
 */
export const pullRequestsOnOwnMachines = (
  record: Read<'github.workflow'>,
  workflow: Workflow,
  { repository, visibility }: Surroundings,
): readonly Exposure[] => {
  const isClosed = visibility === 'private' || visibility === 'internal';
  if (isClosed || !workflow.events.has('pull_request')) return [];
  return workflow.jobs
    .filter(
      (job) =>
        job.runsOn.some(({ labels }) => labels.includes('self-hosted')) &&
        guardOf(job.if) !== 'firm' &&
        !looksGuarded(job),
    )
    .map(
      (job): Exposure => ({
        kind: 'open-host',
        key: `${job.name} pull_request`,
        says: `Job ${plain(job.name)} of ${plain(record.data.path)} in ${plain(repository)} runs pull requests on a self-hosted runner${visibility === undefined ? ', including those of outsiders if the repository is public' : ', including those of outsiders'}`,
        severity: 'medium',
        confidence: visibility === undefined ? 'low' : 'medium',
        evidence: [
          evidence(
            'github.workflow',
            record,
            `job ${plain(job.name)} runs on ${plain(job.runsOn.map(({ labels }) => labels.join(', ')).join(' or '))} on pull_request`,
            '/text',
          ),
        ],
        fix: fixBy(
          'Run pull requests on runners of GitHub, or on machines that end with the job; and let runs of forks wait for an approval (Settings, Actions, General).',
          ...orElse(
            correctedJobs(record.data.text, [job.name], withSetting('runs-on', 'ubuntu-latest')),
            'runs-on: ubuntu-latest',
          ),
        ),
      }),
    );
};
