import type { Exposure } from '../../../src/model/exposure.ts';
import type { Step, Workflow } from '../workflows/file.ts';
import { correctedJobs, keepsNoToken } from './corrected.ts';
import { heldBy, type Surroundings } from './privileges.ts';
import { evidence, fixBy, orElse, placeOfStep, plain, type Read } from './support.ts';

/** `v4`, `v4.3.1`, `4` as numbers; undefined: a commit or a branch. */
const versionOf = (uses: string): readonly [major: number, minor?: number] | undefined => {
  const [, major, minor] = /@v?(\d{1,3})(?:\.(\d+))?(?:\.\d+)?$/.exec(uses) ?? [];
  if (major === undefined) return undefined;
  return minor === undefined ? [Number(major)] : [Number(major), Number(minor)];
};

/**
 * Where a checkout leaves the token of the job in `.git`: up to v5, unless it is told not to.
 * https://github.com/actions/checkout
 */
const keepsTokenIn = ({ uses = '', with: given }: Step): string | undefined => {
  if (!/^actions\/checkout@/i.test(uses) || given.get('persist-credentials')?.toLowerCase() === 'false')
    return undefined;
  const [major = 0] = versionOf(uses) ?? [];
  return major >= 6 ? undefined : trimmed(given.get('path') ?? '');
};

const trimmed = (path: string): string =>
  path
    .trim()
    .replace(/^\$\{\{\s*github\.workspace\s*\}\}/i, '.')
    .replace(/^\.?\/+|(?:\/|\/\*+)+$/g, '')
    .replace(/^(?:\.|\*+)$/, '');

/** Whether an upload of some paths has the `.git` of a checkout in it. */
const covers = (paths: string, checkout: string): boolean => {
  const lines = paths.split('\n').map((line) => line.trim());
  if (lines.some((line) => /^!.*\.git(?:\/|$)/.test(line))) return false;
  return lines
    .filter((line) => line !== '' && !line.startsWith('!'))
    .map(trimmed)
    .some((path) => path === '' || path === checkout || /(?:^|\/)\.git$/.test(path));
};

type Uploads = 'yes' | 'unless asked' | 'no';

/** https://github.com/actions/upload-artifact#uploading-hidden-files */
const uploadsHidden = ({ uses = '', with: given }: Step): Uploads => {
  if (given.get('include-hidden-files')?.toLowerCase() === 'true') return 'yes';
  const version = versionOf(uses);
  if (version === undefined) return 'unless asked';
  const [major, minor] = version;
  return major < 4 || (major === 4 && minor !== undefined && minor < 4) ? 'yes' : 'unless asked';
};

/** Steps that keep files where others can read them. */
const publishers: readonly { readonly action: RegExp; readonly hidden: (step: Step) => Uploads }[] = [
  { action: /^actions\/upload-artifact@/i, hidden: uploadsHidden },
  // https://github.com/actions/cache
  { action: /^actions\/cache(?:\/save)?@/i, hidden: () => 'yes' },
];

/**
 * The token of a job in files that the job publishes.
 * https://docs.github.com/en/actions/reference/security/secure-use
 */
export const keptToken = (
  record: Read<'github.workflow'>,
  workflow: Workflow,
  surroundings: Surroundings,
): readonly Exposure[] =>
  workflow.jobs.flatMap((job) => {
    const held = heldBy(job, surroundings);
    return job.steps.flatMap((step, index): readonly Exposure[] => {
      const publisher = publishers.find(({ action }) => action.test(step.uses ?? ''));
      const paths = step.with.get('path');
      if (publisher === undefined || paths === undefined) return [];
      const checkout = job.steps.slice(0, index).find((each) => {
        const place = keepsTokenIn(each);
        return place !== undefined && covers(paths, place);
      });
      if (checkout === undefined) return [];
      const hidden = publisher.hidden(step);
      const where = `Job ${plain(job.name)} of ${plain(record.data.path)} in ${plain(surroundings.repository)}`;
      return [
        {
          kind: 'credential-in-files',
          key: `${job.name} ${placeOfStep(step)}`,
          says:
            hidden === 'yes'
              ? `${where} publishes its whole checkout, with the token that ${plain(checkout.uses ?? '')} left in .git`
              : `${where} publishes its whole checkout, in whose .git ${plain(checkout.uses ?? '')} left the token: only that hidden files are left out by default keeps it in`,
          ...(hidden === 'yes'
            ? {
                severity:
                  held.writes.length > 0 || held.perhapsWrites ? ('medium' as const) : ('low' as const),
              }
            : { severity: 'low' as const, confidence: 'low' as const }),
          evidence: [
            evidence(
              'github.workflow',
              record,
              `${placeOfStep(checkout)} of job ${plain(job.name)} keeps the token, ${placeOfStep(step)} publishes ${plain(paths.trim())}`,
              '/text',
            ),
          ],
          fix: fixBy(
            'Let the checkout keep no token, and publish only the build output:',
            ...orElse(
              correctedJobs(record.data.text, [job.name], keepsNoToken(checkout.uses ?? '')),
              'with: { persist-credentials: false }',
            ),
          ),
        },
      ];
    });
  });
