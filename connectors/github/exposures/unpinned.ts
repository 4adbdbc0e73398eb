import type { Exposure } from '../../../src/model/exposure.ts';
import { callsOf } from '../workflows/calls.ts';
import type { Workflow } from '../workflows/file.ts';
import { isMovable } from '../workflows/foreign-code.ts';
import { correctedJobs, pinned } from './corrected.ts';
import { heldBy, holdsAny, type Surroundings } from './privileges.ts';
import { evidence, fixBy, listed, plain, quoted, type Read } from './support.ts';

/**
 * What fails when it is named by a commit: it learns from its tag which of its builds to take, and whoever checks its work asks
 * for the tag. Nothing to be done here would end the finding.
 * https://github.com/slsa-framework/slsa-github-generator/blob/main/README.md#referencing-slsa-builders-and-generators
 */
const takesTagsOnly =
  /^slsa-framework\/slsa-github-generator\/\.github\/workflows\/[\w.-]+@v\d+\.\d+\.\d+(?:-[\w.]+)?$/i;

/** What lies with the owner of the repository is as trusted as the repository. */
const isOfOther = (used: string, owner: string): boolean =>
  isMovable(used) && !takesTagsOnly.test(used) && !used.toLowerCase().startsWith(`${owner.toLowerCase()}/`);

/** `owner/action/path@v1` to `owner/action` and `v1`. */
const partsOf = (
  used: string,
): { readonly name: string; readonly version: string; readonly repository: string } => {
  const at = used.lastIndexOf('@');
  const name = at < 0 ? used : used.slice(0, at);
  return {
    name,
    version: at < 0 ? '' : used.slice(at + 1),
    repository: name.split('/').slice(0, 2).join('/'),
  };
};

/**
 * Code of other owners by tag or branch, in jobs that hold something. One for each action and workflow.
 * https://docs.github.com/en/actions/reference/security/secure-use#using-third-party-actions
 */
export const unpinnedCode = (
  record: Read<'github.workflow'>,
  workflow: Workflow,
  surroundings: Surroundings,
): readonly Exposure[] => {
  const [owner = ''] = surroundings.repository.split('/');
  const uses = workflow.jobs.flatMap((job) => {
    const held = heldBy(job, surroundings);
    if (!holdsAny(held)) return [];
    // Of a job that was followed, what it calls first stands in this file; the rest is told where it stands.
    return [...callsOf(job).slice(0, 1), ...job.steps.flatMap((step) => step.uses ?? [])]
      .filter((used) => isOfOther(used, owner))
      .map((used) => ({ used, job: job.name.split(' / ', 1)[0]!, held }));
  });
  return [...Map.groupBy(uses, ({ used }) => used)]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([used, found]): Exposure => {
      const { name, version, repository } = partsOf(used);
      const jobs = [...new Set(found.map(({ job }) => job))].sort();
      const strong = found.some(({ held }) => held.strong);
      return {
        kind: 'unpinned-code',
        key: used.toLowerCase(),
        says: `${plain(used)} is not pinned to a commit in ${plain(record.data.path)} of ${plain(surroundings.repository)}, where ${jobs.length === 1 ? 'job' : 'jobs'} ${listed(jobs)} ${jobs.length === 1 ? 'holds' : 'hold'} ${(found.find(({ held }) => held.strong) ?? found[0]!).held.words}`,
        severity: strong ? 'medium' : 'low',
        evidence: jobs
          .slice(0, 5)
          .map((job) =>
            evidence('github.workflow', record, `job ${plain(job)} uses ${plain(used)}`, '/text'),
          ),
        fix: used.startsWith('docker://')
          ? fixBy(
              'Name the image by its digest, `docker://<image>@<digest>`; this tells it:',
              `docker buildx imagetools inspect ${quoted(used.slice('docker://'.length))} --format '{{.Manifest.Digest}}'`,
            )
          : fixBy(
              `Name the full commit in place of ${version === '' ? 'nothing' : plain(version)}, with the version as a comment: \`uses: ${plain(name)}@FULL_COMMIT # ${plain(version)}\`.`,
              `gh api ${quoted(`repos/${repository}/commits/${version}`)} --jq .sha`,
              ...correctedJobs(record.data.text, jobs, pinned(used)),
            ),
      };
    });
};
