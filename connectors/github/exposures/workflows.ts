import type { BeyondBudgets } from '../../../src/identities/too-complex.ts';
import type { Exposure } from '../../../src/model/exposure.ts';
import { workflowId } from '../facts/identity-keys.ts';
import { type GitHubInventory, organizationOf, type WorkflowFact } from '../facts/inventory.ts';
import { keyOfName } from '../federation/cloud-keys.ts';
import { isOnlyCalled } from '../workflows/calls.ts';
import type { Workflow } from '../workflows/file.ts';
import { wideAppToken } from './app-tokens.ts';
import { type Contexts, unprotectedContexts } from './contexts.ts';
import { spoofableGuard } from './guards.ts';
import { allSecrets } from './handed-secrets.ts';
import { wideToken } from './job-tokens.ts';
import { keptToken } from './kept-tokens.ts';
import { literalSecret } from './literals.ts';
import { pullRequestsOnOwnMachines } from './own-machines.ts';
import { pastedInWorkflows } from './pasted.ts';
import type { Surroundings } from './privileges.ts';
import { registryKey } from './registry-keys.ts';
import { staticLogin } from './static-keys.ts';
import { unpinnedCode } from './unpinned.ts';
import { untrustedCode } from './untrusted.ts';

type Found = readonly [identity: string, exposures: readonly Exposure[]];

const contextsOf = (inventory: GitHubInventory, repository: string): Contexts => {
  const fact = inventory.repositories.get(repository);
  const read = inventory.environments.get(repository) ?? [];
  const count = fact?.data.environment_count ?? undefined;
  const secrets = Map.groupBy(
    inventory.secretsOf(repository).filter(({ data }) => data.environment !== undefined),
    ({ data }) => data.environment!.toLowerCase(),
  );
  return {
    repository,
    ...(read.length === 0 && count !== 0
      ? {}
      : { environments: new Map(read.map((each) => [each.data.name.toLowerCase(), each])) }),
    complete: count !== undefined && read.length >= count,
    secrets: new Map([...secrets].map(([name, facts]) => [name, facts.map(({ data }) => data.name)])),
    ...(fact?.data.protection === null ? { openBranch: fact } : {}),
  };
};

const surroundingsOf = (inventory: GitHubInventory, repository: string): Surroundings => {
  const visibility = inventory.repositories.get(repository)?.data.visibility ?? undefined;
  const token = inventory.defaultToken(repository);
  return {
    repository,
    ...(visibility === undefined ? {} : { visibility }),
    ...(token === 'read' || token === 'write' ? { defaultPermissions: token } : {}),
  };
};

/** Whether GitHub refuses to run what is not pinned; then nothing unpinned runs. */
const pinningIsRequired = (inventory: GitHubInventory, repository: string): boolean =>
  inventory
    .of('github.actions-policy')
    .some(
      ({ scope, data }) =>
        data.sha_pinning_required === true &&
        (data.repository === undefined
          ? scope === organizationOf(repository)
          : data.repository.full_name === repository),
    );

/** The jobs of each identity: those of one environment, and the rest. */
const partsOf = ({ data, runs }: WorkflowFact): readonly (readonly [identity: string, part: Workflow])[] => {
  if (runs === undefined) return [];
  const { full_name: repository } = data.repository;
  // Its environments are those of its callers.
  if (isOnlyCalled(runs)) return [[workflowId(repository, data.path), runs]];
  return [...Map.groupBy(runs.jobs, ({ environment }) => environment)]
    .map(
      ([environment, jobs]) => [workflowId(repository, data.path, environment), { ...runs, jobs }] as const,
    )
    .sort(([a], [b]) => (a < b ? -1 : 1));
};

/** What is weak in steps is told where they are written. */
const ownSteps = (part: Workflow): Workflow => ({
  ...part,
  jobs: part.jobs.map((job) => (job.followed === true ? { ...job, steps: [] } : job)),
});

/** What is weak in workflows, by identity. Workflows of archived repositories do not run. */
export const workflowExposures = (
  inventory: GitHubInventory,
  federation: ReadonlyMap<string, ReadonlySet<string>>,
  beyond: BeyondBudgets,
): readonly Found[] =>
  [...inventory.workflows].flatMap(([repository, facts]): readonly Found[] => {
    const runs = inventory.runsJobs(repository);
    const surroundings = surroundingsOf(inventory, repository);
    const contexts = contextsOf(inventory, repository);
    const pinned = pinningIsRequired(inventory, repository);
    // Of machines that were read more is known, and told there.
    const told = new Set(inventory.runnersOf(repository).map(({ id }) => id));
    const pastedIn = pastedInWorkflows(inventory, repository, facts, beyond);
    const federated = federation.get(repository) ?? new Set();
    const reported = new Set(
      inventory
        .secretsOf(repository)
        .filter(({ data }) => data.kind === 'actions' && keyOfName(data.name) !== undefined)
        .map(({ data }) => data.name.toUpperCase()),
    );
    return facts.flatMap((record): readonly Found[] => {
      const parts = partsOf(record);
      const [first = workflowId(repository, record.data.path)] = parts.map(([identity]) => identity);
      const written = runs ? record.workflow : undefined;
      return [
        [first, literalSecret('github.workflow', record)],
        [
          first,
          written === undefined
            ? []
            : [...wideToken(record, written, surroundings), ...allSecrets(record, written)],
        ],
        ...(runs ? parts : []).map(
          ([identity, part]): Found => [
            identity,
            [
              ...untrustedCode(record, part, surroundings, pastedIn(record)),
              ...(pinned ? [] : unpinnedCode(record, ownSteps(part), surroundings)),
              ...staticLogin(record, ownSteps(part), federated, reported),
              ...registryKey(record, ownSteps(part), reported),
              ...wideAppToken(record, ownSteps(part)),
              ...keptToken(record, ownSteps(part), surroundings),
              ...spoofableGuard(record, part, surroundings),
              ...(told.size > 0 ? [] : pullRequestsOnOwnMachines(record, part, surroundings)),
              ...(isOnlyCalled(part) ? [] : unprotectedContexts(record, part, contexts)),
            ],
          ],
        ),
      ];
    });
  });
