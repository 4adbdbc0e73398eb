import { fill } from '../../../src/model/command-line.ts';
import type { FactRef } from '../../../src/model/evidence.ts';
import type { Identity } from '../../../src/model/identity.ts';
import type { ChangeWorld, RecordEdit, WrittenChange } from '../../../src/model/reduce.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { isGuarded } from '../facts/protection.ts';
import type { GitHubRecordData } from '../facts/records.ts';
import { reviewRuleset } from '../rulesets.ts';

/** Somebody's consent before a job runs what was changed: a reviewer of its environment, or of the branch that it runs from. */

type Environment = GitHubRecordData<'github.environment'>;
type Repository = GitHubRecordData<'github.repository'>;

const keyOf = (repository: string, name: string): string => `${repository} ${name.toLowerCase()}`;

const environmentsOfWorlds = new WeakMap<ChangeWorld, ReadonlyMap<string, FactRef>>();

/** Environments that everybody gets into, by repository and name; found once for all jobs. */
const openEnvironments = (world: ChangeWorld): ReadonlyMap<string, FactRef> => {
  const before = environmentsOfWorlds.get(world);
  if (before !== undefined) return before;
  const found = new Map<string, FactRef>();
  for (const { record, id, data } of world.records()) {
    if (record !== 'github.environment') continue;
    const environment = data as Environment;
    if (!isGuarded(environment))
      found.set(keyOf(environment.repository.full_name, environment.name), { record, id });
  }
  environmentsOfWorlds.set(world, found);
  return found;
};

/** An environment that jobs name and that everybody gets into, and the branch of the repository where that has no review. */
export const guardPlaces = ({ kind, id, scope }: Identity, world: ChangeWorld): readonly FactRef[] => {
  if (kind !== 'workflow') return [];
  const [, name] = /#environment=(.*)$/s.exec(id) ?? [];
  const found: FactRef[] = [];
  const open = name === undefined ? undefined : openEnvironments(world).get(keyOf(scope, name));
  if (open !== undefined) found.push(open);
  const repository = world.dataOf('github.repository', scope) as Repository | undefined;
  // Where nobody read what protects it, it may well be protected.
  if (
    repository?.protection === null ||
    (repository?.protection != null && !isGuarded(repository.protection))
  )
    found.push({ record: 'github.repository', id: scope });
  return found;
};

const placeholder = 'the reviewers that you choose';

export const guarded = ({ record, id }: FactRef): readonly RecordEdit[] | undefined => {
  if (record === 'github.environment')
    return [
      {
        record,
        id,
        change: (data) => ({
          ...(data as Environment),
          reviewers: [{ type: 'User', name: placeholder }],
          prevent_self_review: true,
        }),
      },
    ];
  if (record !== 'github.repository') return undefined;
  return [
    {
      record,
      id,
      change: (data) => {
        const { protection } = data as Repository;
        return {
          ...(data as Repository),
          protection: { ...protection, rules: [...(protection?.rules ?? []), 'PULL_REQUEST'] },
        };
      },
    },
  ];
};

const settings = (data: Environment): string =>
  JSON.stringify({
    wait_timer: data.wait_timer ?? 0,
    prevent_self_review: data.prevent_self_review === true,
    reviewers: (data.reviewers ?? []).map(({ type, id }) => ({ type, id: id ?? 'TEAM' })),
    deployment_branch_policy: data.deployment_branch_policy ?? null,
  }).replaceAll('{"type":"User","id":"TEAM"}', '{"type":"Team","id":TEAM}');

/** https://docs.github.com/rest/deployments/environments, https://docs.github.com/rest/repos/rules */
export const writtenGuard = (before: SnapshotRecord, after: SnapshotRecord): WrittenChange => {
  const command = (template: string, values: Readonly<Record<string, string>>): WrittenChange => ({
    first: [],
    commands: [fill({ template, values })],
    documents: [],
  });
  if (after.record === 'github.environment') {
    const data = after.data as Environment;
    return command(
      'gh api --method PUT repos/{repository}/environments/{environment} --input - <<< {settings}',
      {
        repository: data.repository.full_name,
        environment: encodeURIComponent(data.name),
        settings: settings(data),
      },
    );
  }
  const [was, is] = [before, after].map(({ data }) => isGuarded((data as Repository).protection));
  if (was === is) return { first: [], commands: [], documents: [] };
  return is === true
    ? command('gh api --method POST repos/{repository}/rulesets --input - <<< {ruleset}', {
        repository: after.id,
        ruleset: reviewRuleset,
      })
    : command('gh api --method DELETE repos/{repository}/rulesets/RULESET_ID', { repository: after.id });
};
