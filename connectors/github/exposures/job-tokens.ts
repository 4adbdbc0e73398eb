import type { Exposure } from '../../../src/model/exposure.ts';
import { callsOf, isOnlyCalled } from '../workflows/calls.ts';
import type { Job, Workflow } from '../workflows/file.ts';
import { isMovable } from '../workflows/foreign-code.ts';
import { correctedJobs, readsOnly } from './corrected.ts';
import type { Surroundings } from './privileges.ts';
import { evidence, fixBy, listed, orElse, plain, type Read } from './support.ts';

const leastOf = (record: Read<'github.workflow'>, jobs: readonly Job[]): string =>
  fixBy(
    'Set `permissions: {}` at the top of the file, and in each job only what its steps use:',
    ...orElse(
      correctedJobs(
        record.data.text,
        jobs.map(({ name }) => name),
        readsOnly,
      ),
      'permissions: {}',
    ),
  );

const runsCodeOfOthers = (job: Job): boolean =>
  [...callsOf(job).slice(0, 1), ...job.steps.flatMap(({ uses }) => uses ?? [])].some(isMovable);

/**
 * Jobs whose token may do everything, or that leave it to a default which may be to write.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#permissions
 */
export const wideToken = (
  record: Read<'github.workflow'>,
  workflow: Workflow,
  { repository, defaultPermissions }: Surroundings,
): readonly Exposure[] => {
  const where = `of ${plain(record.data.path)} in ${plain(repository)}`;
  const wordOf = (names: readonly string[]): string =>
    `${names.length === 1 ? 'job' : 'jobs'} ${listed(names)}`;
  const all = Map.groupBy(
    workflow.jobs.filter(({ asksForAll }) => asksForAll !== undefined),
    ({ name, asksForAll }) => (asksForAll === 'job' ? `job ${name}` : 'file'),
  );
  const found = [...all].map(([place, jobs]): Exposure => {
    const words = wordOf(jobs.map(({ name }) => name));
    return {
      kind: 'wide-token',
      key: `write-all ${place}`,
      says: `The token of ${words} ${where} may do everything that a token of the repository can: write-all`,
      evidence: [
        evidence(
          'github.workflow',
          record,
          place === 'file' ? 'permissions at the top: write-all' : `permissions of ${words}: write-all`,
          '/text',
        ),
      ],
      fix: leastOf(record, jobs),
    };
  });
  const unread = defaultPermissions === undefined;
  // Of a default that nobody read, what matters is who else would have the token: most defaults are to read.
  const silent = workflow.jobs.filter(
    (job) => job.permissions === undefined && (!unread || runsCodeOfOthers(job)),
  );
  // What only others call has what they have.
  if (silent.length === 0 || defaultPermissions === 'read' || isOnlyCalled(workflow)) return found;
  const words = wordOf(silent.map(({ name }) => name));
  return [
    ...found,
    {
      kind: 'wide-token',
      key: 'default',
      says: unread
        ? `${words.replace('job', 'Job')} ${where} ${silent.length === 1 ? 'asks' : 'ask'} for no permissions in particular: the token may write to everything if that is the default of the repository, which was not read`
        : `${words.replace('job', 'Job')} ${where} ${silent.length === 1 ? 'asks' : 'ask'} for no permissions in particular, and so may write to everything by default`,
      severity: 'low',
      ...(unread ? { confidence: 'low' as const } : {}),
      evidence: [evidence('github.workflow', record, `no permissions for ${words}`, '/text')],
      fix: leastOf(record, silent),
    },
  ];
};
