import type { Exposure } from '../../../src/model/exposure.ts';
import { useOf } from '../workflows/calls.ts';
import type { Job, Workflow } from '../workflows/file.ts';
import { correctedJobs } from './corrected.ts';
import { namesSecrets, namesSecretsOf } from './corrected-steps.ts';
import { evidence, fixBy, orElse, plain, type Read } from './support.ts';

type WorkflowRecord = Read<'github.workflow'>;

const inherited = (record: WorkflowRecord, job: Job): readonly Exposure[] => {
  const { full_name: repository } = record.data.repository;
  const used = job.calls === undefined ? undefined : useOf(job.calls);
  const [owner = ''] = repository.toLowerCase().split('/');
  if (job.inherits !== true || used === undefined || used.repository.toLowerCase().startsWith(`${owner}/`))
    return [];
  return [
    {
      kind: 'all-secrets',
      key: `${job.name} inherit`,
      says: `Job ${plain(job.name)} of ${plain(record.data.path)} in ${plain(repository)} hands every secret that it can read to a workflow of ${plain(used.repository)}`,
      evidence: [
        evidence('github.workflow', record, `job ${plain(job.name)} calls it with secrets: inherit`, '/text'),
      ],
      fix: fixBy(
        'Name the secrets that the workflow needs in place of inherit:',
        ...orElse(
          correctedJobs(record.data.text, [job.name], namesSecrets),
          'secrets: { NAME: "${{ secrets.NAME }}" }',
        ),
      ),
    },
  ];
};

/** One secret whose name a run decides: the runner gets all of them to choose from. */
const isChosen = (expression: string): boolean =>
  /^[^[]*\bsecrets\s*\[/i.test(expression) && !/\bsecrets\s*[,)]/i.test(expression);

const wholesale = (
  record: WorkflowRecord,
  { name, wholesale: expressions = [] }: Job,
): readonly Exposure[] => {
  if (expressions.length === 0) return [];
  const whole = expressions.filter((each) => !isChosen(each));
  const [shown = ''] = whole.length > 0 ? whole : expressions;
  const { path, repository } = record.data;
  return [
    {
      kind: 'all-secrets',
      key: `${name} whole`,
      says:
        whole.length > 0
          ? `Job ${plain(name)} of ${plain(path)} in ${plain(repository.full_name)} hands every secret that it can read to one step or workflow`
          : `Job ${plain(name)} of ${plain(path)} in ${plain(repository.full_name)} chooses a secret by a name that only the run knows, and so is given all of them`,
      ...(whole.length > 0 ? {} : { severity: 'low' as const }),
      evidence: [
        evidence('github.workflow', record, `job ${plain(name)} has \${{ ${plain(shown)} }}`, '/text'),
      ],
      fix: fixBy(
        'Name each secret that is needed:',
        ...orElse(
          correctedJobs(record.data.text, [name], namesSecretsOf(expressions)),
          'env: { NAME: "${{ secrets.NAME }}" }',
        ),
      ),
    },
  ];
};

/**
 * Secrets that are handed over all together.
 * https://docs.github.com/en/actions/reference/security/secure-use#use-secrets-for-sensitive-information
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idsecretsinherit
 */
export const allSecrets = (record: WorkflowRecord, workflow: Workflow): readonly Exposure[] =>
  workflow.jobs.flatMap((job) => [...inherited(record, job), ...wholesale(record, job)]);
