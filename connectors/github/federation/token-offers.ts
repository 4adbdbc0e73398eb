import type { TokenOffer } from '../../../src/model/federation.ts';
import type { GitHubInventory } from '../facts/inventory.ts';
import { environmentGuard, isGuarded } from '../facts/protection.ts';
import type { JobGroup } from '../identities/job-groups.ts';
import type { RepositoryNodes } from '../takeover/nodes.ts';
import { useOf } from '../workflows/calls.ts';
import { loginOf } from '../workflows/cloud-logins.ts';
import { isExpression, localPlace } from '../workflows/file.ts';
import { runsOnBranches, startsOnPullRequest } from '../workflows/triggers.ts';
import { type Context, createOffers } from './offer.ts';
import { registryOffers } from './private-registries.ts';

const branch = (name: string): Context => ({
  context: `ref:refs/heads/${name}`,
  claims: { ref: `refs/heads/${name}`, ref_type: 'branch' },
});
const tag: Context = { context: 'ref:refs/tags/*', claims: { ref: 'refs/tags/*', ref_type: 'tag' } };
const pullRequest: Context = { context: 'pull_request', claims: { ref: 'refs/pull/*' } };
const environment = (name: string): Context => ({
  context: `environment:${name.replaceAll(':', '%3A')}`,
  claims: { environment: name, ref: 'refs/*' },
});

/**
 * Events that run a workflow on the default branch alone, whatever branch they are about.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
const onDefaultBranch: ReadonlySet<string> = new Set([
  'branch_protection_rule',
  'check_run',
  'check_suite',
  'discussion',
  'discussion_comment',
  'fork',
  'gollum',
  'issue_comment',
  'issues',
  'label',
  'milestone',
  'public',
  'pull_request_target',
  'repository_dispatch',
  'schedule',
  'watch',
  'workflow_run',
]);

/** Contexts in which the events of a workflow run its jobs. */
const contextsOf = ({ file, environment: name }: JobGroup, main: string): readonly Context[] => {
  if (name !== undefined) return [environment(name)];
  const events = [...(file.workflow?.events ?? [])];
  const contexts = events.flatMap(([event, settings]): readonly Context[] => {
    const written = settings.branches;
    const branches = (Array.isArray(written) ? written : [written]).filter(
      (each) => typeof each === 'string',
    );
    if (onDefaultBranch.has(event)) return [branch(main)];
    switch (event) {
      case 'push':
        return [
          ...(branches.length > 0 || settings.tags === undefined
            ? (branches.length === 0 ? ['*'] : branches).map((each) => branch(each.replaceAll('**', '*')))
            : []),
          ...(settings.tags === undefined && branches.length > 0 ? [] : [tag]),
        ];
      case 'pull_request':
      case 'pull_request_review':
        return [pullRequest];
      case 'release':
      case 'create':
        return [tag, branch('*')];
      default:
        return [branch('*')];
    }
  });
  return [...new Map(contexts.map((each) => [each.context, each])).values()];
};

/** The jobs of a workflow that is called come from that one's file, whatever the caller's reference is. */
const fileClaim = (inventory: GitHubInventory, repository: string, calls: string): string => {
  const local = localPlace(calls);
  if (local !== undefined) return `${repository}/${local.slice(2)}@refs/*`;
  const use = useOf(calls);
  if (use === undefined) return '*';
  return `${inventory.repositoryNamed(use.repository)?.data.full_name ?? use.repository}/${use.path}@*`;
};

/** Identities of clouds that steps of its jobs sign in as. */
const identitiesNamed = ({ jobs }: JobGroup): readonly string[] => [
  ...new Set(
    jobs.flatMap(({ steps }) =>
      steps.flatMap((step) =>
        (loginOf(step)?.as ?? []).flatMap((input) => {
          const written = step.with.get(input);
          return written === undefined || isExpression(written) ? [] : [written];
        }),
      ),
    ),
  ),
];

/** Who gets which OIDC tokens: jobs that ask for them, and whoever can write a job that does. */
export const tokenOffersOf = (
  inventory: GitHubInventory,
  groups: readonly JobGroup[],
  places: ReadonlyMap<string, RepositoryNodes>,
  indexOf: (id: string) => number | undefined,
): readonly TokenOffer[] => {
  const offer = createOffers(inventory);

  /** Where the default branch is protected, whoever pushes another one changes what the job does there. */
  const ofPushed = (group: JobGroup, main: string): readonly TokenOffer[] => {
    const { repository, file, environment: name } = group;
    const push = places.get(repository)?.push;
    const closed = isGuarded(inventory.repositories.get(repository)?.data.protection);
    const elsewhere = startsOnPullRequest(file.workflow) || runsOnBranches(file.workflow, main);
    if (push === undefined || !closed || !elsewhere || name !== undefined) return [];
    const own = branch(main);
    const further = { job_workflow_ref: fileClaim(inventory, repository, `./${file.data.path}`) };
    return contextsOf(group, main)
      .filter(({ context }) => context !== own.context)
      .map((context) => offer(push, repository, context, further, [own]));
  };

  /** An expression may name every environment; whoever stands before one of them stands before the job there. */
  const inAnyEnvironment = (
    node: number,
    { repository }: JobGroup,
    further: Readonly<Record<string, string>>,
  ): readonly TokenOffer[] => {
    const guarded = (inventory.environments.get(repository) ?? []).flatMap(({ data }) => {
      const guard = environmentGuard(data);
      return guard === undefined ? [] : [{ context: environment(data.name), guard }];
    });
    return [
      offer(
        node,
        repository,
        environment('*'),
        further,
        guarded.map(({ context }) => context),
      ),
      ...guarded.map(({ context, guard }) => offer(node, repository, context, further, [], [guard])),
    ];
  };

  const ofJobs = groups.flatMap((group) => {
    const node = indexOf(group.id);
    if (node === undefined || !group.idToken) return [];
    const main = inventory.repositories.get(group.repository)?.data.default_branch ?? 'main';
    const itself = `./${group.file.data.path}`;
    const offers = group.jobs.flatMap(({ calls = itself, followed }) => {
      const further = { job_workflow_ref: fileClaim(inventory, group.repository, calls) };
      // What was not read may deploy to any environment.
      const unread: readonly TokenOffer[] =
        calls === itself || followed === true
          ? []
          : [
              offer(
                node,
                group.repository,
                environment('*'),
                further,
                [],
                [`${calls}, which was not read, deploys to the environment`],
              ),
            ];
      if (isExpression(group.environment)) return [...inAnyEnvironment(node, group, further), ...unread];
      return [
        ...contextsOf(group, main).map((context) => offer(node, group.repository, context, further)),
        ...unread,
      ];
    });
    const pushed = ofPushed(group, main);
    const uses = identitiesNamed(group);
    const own = uses.length === 0 ? offers : offers.map((each) => ({ ...each, uses }));
    return [...new Map([...own, ...pushed].map((each) => [JSON.stringify(each), each])).values()];
  });
  const ofWriters = [...places].flatMap(([name, { workflows, control, merge }]) => {
    const repository = inventory.repositories.get(name)!.data;
    if (!inventory.runsJobs(name)) return [];
    const guarded = (inventory.environments.get(name) ?? [])
      .filter(({ data }) => environmentGuard(data) !== undefined)
      .map(({ data }) => environment(data.name));
    const main = repository.default_branch ?? 'main';
    const closed = isGuarded(repository.protection) ? [branch(main)] : [];
    const contexts: readonly (readonly [Context, readonly Context[]])[] = [
      [branch('*'), closed],
      [tag, []],
      [pullRequest, []],
      [environment('*'), [...guarded, ...closed]],
    ];
    return contexts.flatMap(([context, except]) => [
      offer(workflows, name, context, {}, except),
      ...(except.length === 0 ? [] : [offer(control, name, context)]),
      // Past the protection of the branch, and not past that of an environment.
      ...(merge === undefined || !except.includes(closed[0]!)
        ? []
        : [
            offer(
              merge.files,
              name,
              context,
              {},
              except.filter((each) => !closed.includes(each)),
            ),
          ]),
    ]);
  });
  return [...ofJobs, ...ofWriters, ...registryOffers(inventory, indexOf, offer)];
};
