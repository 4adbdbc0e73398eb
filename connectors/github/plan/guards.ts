import type { Condition } from '../../../src/model/condition.ts';
import type { StateTrust } from '../../../src/model/gate.ts';
import {
  given,
  type IdentityFact,
  type IdentityType,
  joined,
  line,
  none,
  type ReaderView,
  type TypeReading,
  type Who,
} from '../../../src/plan/identity-reader.ts';
import { isComputed, type PlannedResource, type Values } from '../../../src/plan/planned-resource.ts';
import { blocksOf } from '../../../src/plan/text.ts';
import { isDeletedRepository, ownerOf, repositoryName, repositoryPattern, who } from './names.ts';

/** What stands between a change of code and what runs: who may pass is a trust, what must be met its conditions. */

const condition = (key: string, operator: string, values: readonly string[]): Condition => ({
  class: 'other',
  operator,
  key,
  values,
});
const isTrue = (key: string, value: unknown): readonly Condition[] =>
  value === true ? [condition(key, 'Bool', ['true'])] : [];
const atLeast = (key: string, value: unknown): readonly Condition[] =>
  typeof value === 'number' && value > 0 ? [condition(key, 'NumericGreaterThanEquals', [String(value)])] : [];
/** Who is let past: one more is wider. Stands also for nobody, so that an empty list compares. */
const onlyFor = (key: string, texts: readonly string[]): Condition =>
  condition(key, 'StringEquals', ['nobody', ...texts].sort());

/** Where rules hold: whoever keeps out of all of it is not held. `~ALL` is every ref or repository. */
const outsideOf = (what: string, patterns: readonly string[]): Condition =>
  condition(
    `${what} without the rules`,
    'StringNotLike',
    patterns.map((pattern) => (pattern === '~ALL' ? '*' : pattern)).sort(),
  );

const namesIn = (value: unknown, view: ReaderView): readonly string[] =>
  view.texts(value).map((each) => (each.is === 'known' ? each.text : 'somebody who is known after apply'));

const writers = (principal: string, conditions: readonly Condition[]): StateTrust => ({
  mechanism: 'write-code',
  party: 'scope',
  principal,
  external: 'unknown',
  conditions,
});

/** What a guard stands before: held with and without the guard. */
const guarded = (
  party: Who,
  resources: readonly string[],
  conditions: readonly Condition[],
  principal: string,
): TypeReading => ({
  facts: [
    {
      who: party,
      line: line({ scope: party.scope, service: party.kind, level: 'write', privileges: ['run'], resources }),
      trust: writers(principal, conditions),
    },
  ],
});

const reviewConditions = (value: unknown, view: ReaderView): readonly Condition[] =>
  blocksOf(value).flatMap((reviews) => [
    ...atLeast('required reviews', reviews.required_approving_review_count ?? 1),
    ...isTrue('review by code owners', reviews.require_code_owner_reviews),
    ...isTrue('last push approved by another', reviews.require_last_push_approval),
    onlyFor('may skip the review', [
      ...namesIn(reviews.pull_request_bypassers, view),
      ...blocksOf(reviews.bypass_pull_request_allowances).flatMap(({ users, teams, apps }) =>
        [users, teams, apps].flatMap((each) => namesIn(each, view)),
      ),
    ]),
  ]);

const branchConditions = (values: Values, view: ReaderView): readonly Condition[] => [
  ...reviewConditions(values.required_pull_request_reviews, view),
  ...isTrue('rules hold for administrators', values.enforce_admins),
  ...isTrue('signed commits', values.require_signed_commits),
  ...isTrue('read-only', values.lock_branch),
  ...(values.allows_force_pushes === true ? [] : [condition('force pushes', 'Bool', ['false'])]),
  ...blocksOf(values.required_status_checks).flatMap(({ contexts, checks, strict }) => [
    condition('status checks', 'Bool', ['true']),
    ...isTrue('branches up to date', strict),
    ...[contexts, checks]
      .flatMap((each) => namesIn(each, view))
      .map((context) => condition(`status check ${context}`, 'Bool', ['true'])),
  ]),
  ...(values.allows_force_pushes === true
    ? []
    : [onlyFor('may force a push', namesIn(values.force_push_bypassers, view))]),
  ...blocksOf(values.restrict_pushes).map(({ push_allowances: allowed }) =>
    onlyFor('may push', namesIn(allowed, view)),
  ),
  ...blocksOf(values.restrictions).map(({ users, teams, apps }) =>
    onlyFor(
      'may push',
      [users, teams, apps].flatMap((each) => namesIn(each, view)),
    ),
  ),
];

const branch = (repositoryField: string, branchField: string): IdentityType => {
  const of = (
    resource: PlannedResource,
    values: Values,
    view: ReaderView,
    conditions: readonly Condition[],
  ): TypeReading =>
    given(view.text(values[repositoryField]), 'in which repository', (repository) =>
      given(view.text(values[branchField]), 'which branch it is', (pattern) => {
        const name = repositoryName(repository, view);
        if (isDeletedRepository(name, view)) return none;
        const party = who(resource, view, 'branch', `${name}/${pattern}`, 'machine');
        return guarded(
          party,
          [repositoryPattern(resource, name, view)],
          conditions,
          'whoever may write to the repository',
        );
      }),
    );
  return {
    gives: 'what a change of a protected branch must pass',
    read: (resource, values, view) => of(resource, values, view, branchConditions(values, view)),
    absent: (resource, values, view) => of(resource, values, view, []),
  };
};

const ruleConditions = (values: Values, view: ReaderView): readonly Condition[] => {
  if (values.enforcement !== 'active' && !isComputed(values.enforcement)) return [];
  const [rules = {}] = blocksOf(values.rules);
  const bypass = blocksOf(values.bypass_actors).map(({ actor_id: id, actor_type: type, bypass_mode: mode }) =>
    [type, id, mode]
      .map((each) => (typeof each === 'string' || typeof each === 'number' ? String(each) : ''))
      .join(' ')
      .trim(),
  );
  return [
    ...Object.entries(rules).flatMap(([name, value]): readonly Condition[] => {
      if (value === true) return [condition(`rule ${name}`, 'Bool', ['true'])];
      if (name !== 'pull_request')
        return blocksOf(value).length > 0 ? [condition(`rule ${name}`, 'Bool', ['true'])] : [];
      return blocksOf(value).flatMap((pull) => [
        condition('rule pull_request', 'Bool', ['true']),
        ...atLeast('required reviews', pull.required_approving_review_count),
        ...isTrue('review by code owners', pull.require_code_owner_review),
        ...isTrue('last push approved by another', pull.require_last_push_approval),
        ...isTrue('threads resolved', pull.required_review_thread_resolution),
        ...isTrue('old reviews dismissed', pull.dismiss_stale_reviews_on_push),
      ]);
    }),
    ...blocksOf(rules.required_status_checks).flatMap(({ required_check: checks }) =>
      blocksOf(checks).map(({ context }) => condition(`status check ${String(context)}`, 'Bool', ['true'])),
    ),
    ...blocksOf(rules.required_deployments).flatMap(({ required_deployment_environments: environments }) =>
      namesIn(environments, view).map((each) => condition(`deployment to ${each}`, 'Bool', ['true'])),
    ),
    onlyFor('may skip the rules', bypass),
    ...blocksOf(values.conditions).flatMap(({ ref_name: refs, ...places }) => [
      ...blocksOf(refs).flatMap(({ include, exclude }) => [
        onlyFor('refs left out', namesIn(exclude, view)),
        outsideOf('ref', namesIn(include, view)),
      ]),
      ...Object.entries(places).flatMap(([name, blocks]) => [
        ...(Array.isArray(blocks) && blocks.every((each) => typeof each === 'number')
          ? [outsideOf(name, blocks.map(String))]
          : []),
        ...blocksOf(blocks).flatMap(({ include, exclude }) => [
          onlyFor(`${name} left out`, namesIn(exclude, view)),
          outsideOf(name, namesIn(include, view)),
        ]),
      ]),
    ]),
    ...(typeof values.target === 'string'
      ? [condition('what the rules are for', 'StringEquals', [values.target])]
      : []),
  ];
};

const ruleset: IdentityType = (() => {
  const of = (
    resource: PlannedResource,
    values: Values,
    view: ReaderView,
    conditions: readonly Condition[],
  ): TypeReading =>
    given(view.text(values.name), 'which ruleset it is', (ruleName) => {
      const repository = view.text(values.repository);
      const name = repository.is === 'known' ? repositoryName(repository.text, view) : undefined;
      if (name !== undefined && isDeletedRepository(name, view)) return none;
      const party = who(
        resource,
        view,
        'ruleset',
        name === undefined ? ruleName : `${name}/${ruleName}`,
        'machine',
      );
      return guarded(
        party,
        [repositoryPattern(resource, name ?? '*', view)],
        conditions,
        'whoever may write to the repository',
      );
    });
  /** Under another name a ruleset guards the same; in another repository it does not. */
  const isOnlyRenamed = ({ before, after }: PlannedResource): boolean =>
    before !== undefined && after !== undefined && before.repository === after.repository;
  return {
    gives: 'what a change must pass by a ruleset, and who may skip it',
    read: (resource, values, view) => of(resource, values, view, ruleConditions(values, view)),
    absent: (resource, values, view) => (isOnlyRenamed(resource) ? none : of(resource, values, view, [])),
    identity: (resource, values, view) =>
      isOnlyRenamed(resource) ? of(resource, values, view, []).facts[0]?.who : undefined,
  };
})();

/** A workflow that names an environment that is not there makes it, without protection. https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments */
const environment: IdentityType = (() => {
  const of = (
    resource: PlannedResource,
    values: Values,
    view: ReaderView,
    conditions: readonly Condition[],
  ): TypeReading =>
    given(view.text(values.repository), 'in which repository', (repository) =>
      given(view.text(values.environment), 'which environment it is', (environmentName) => {
        const name = repositoryName(repository, view);
        if (isDeletedRepository(name, view)) return none;
        const party = who(resource, view, 'environment', `${name}/${environmentName}`, 'machine');
        return guarded(
          party,
          [repositoryPattern(resource, name, view)],
          conditions,
          'workflows of the repository',
        );
      }),
    );
  return {
    gives: 'what a job must pass before it runs in an environment',
    read: (resource, values, view) => {
      const reviewers = blocksOf(values.reviewers).flatMap(({ users, teams }) => [
        ...namesIn(users, view).map((id) => `user ${id}`),
        ...namesIn(teams, view).map((id) => `team ${id}`),
      ]);
      return of(resource, values, view, [
        ...(reviewers.length === 0 ? [] : [onlyFor('approved by', reviewers)]),
        ...isTrue('not approved by oneself', reviewers.length > 0 && values.prevent_self_review === true),
        ...atLeast('minutes to wait', values.wait_timer),
        ...(values.can_admins_bypass === false
          ? [condition('administrators may skip', 'Bool', ['false'])]
          : []),
        ...blocksOf(values.deployment_branch_policy).map(({ protected_branches: isProtected }) =>
          condition('branches', 'StringEquals', [isProtected === true ? 'protected' : 'listed']),
        ),
      ]);
    },
    absent: (resource, values, view) => of(resource, values, view, []),
  };
})();

const deploymentPolicy = (environmentField: string, patternFields: readonly string[]): IdentityType => ({
  gives: 'one more branch or tag from which an environment is reached',
  read: (resource, values, view) =>
    given(view.text(values.repository), 'in which repository', (repository) =>
      given(view.text(values[environmentField]), 'which environment it is', (environmentName) => {
        const name = repositoryName(repository, view);
        const party = who(resource, view, 'environment', `${name}/${environmentName}`, 'machine');
        return joined(
          patternFields.map((field) => {
            const pattern = view.text(values[field]);
            return pattern.is === 'absent'
              ? none
              : given(pattern, 'which branches it is', (text) => ({
                  facts: [
                    {
                      who: party,
                      line: line({
                        scope: party.scope,
                        service: 'environment',
                        level: 'write',
                        privileges: [`deploy from ${field === 'tag_pattern' ? 'tag' : 'branch'} ${text}`],
                        resources: [repositoryPattern(resource, name, view)],
                      }),
                    },
                  ],
                }));
          }),
        );
      }),
    ),
});

const runnerGroup: IdentityType = (() => {
  const of = (
    resource: PlannedResource,
    values: Values,
    view: ReaderView,
    trusts: readonly StateTrust[],
  ): TypeReading =>
    given(view.text(values.name), 'which runner group it is', (name) => {
      const party = who(resource, view, 'runner-group', name, 'machine');
      const fact = {
        who: party,
        line: line({ scope: party.scope, service: 'runner', level: 'write' as const, privileges: ['run'] }),
      };
      return { facts: [fact, ...trusts.map((trust): IdentityFact => ({ who: party, trust }))] };
    });
  return {
    gives: 'whose workflows run on the runners of a group',
    read: (resource, values, view) => {
      const only =
        values.restricted_to_workflows === true
          ? [onlyFor('workflow', namesIn(values.selected_workflows, view))]
          : [];
      const owner = ownerOf(resource, view);
      return of(resource, values, view, [
        ...(values.visibility === 'all' ? [writers(`repositories of ${owner}`, only)] : []),
        ...(values.visibility === 'private'
          ? [
              writers(`repositories of ${owner}`, [
                ...only,
                condition('visibility', 'StringEquals', ['private']),
              ]),
            ]
          : []),
        ...(values.visibility === 'selected'
          ? view.texts(values.selected_repository_ids).flatMap((each) =>
              each.is === 'known'
                ? [
                    {
                      ...writers(`${owner}/${repositoryName(each.text, view)}`, only),
                      party: 'identity' as const,
                    },
                  ]
                : [],
            )
          : []),
        ...(values.allows_public_repositories === true
          ? [
              {
                ...writers('public repositories', only),
                party: 'everyone' as const,
                external: 'yes' as const,
              },
            ]
          : []),
      ]);
    },
    // A new group widens what was nobody's: only what it lets in is told.
    absent: (resource, values, view) => of(resource, values, view, []),
  };
})();

const allowedActions = (isOrganisation: boolean): IdentityType => {
  const of = (
    resource: PlannedResource,
    values: Values,
    view: ReaderView,
    party: (text: string) => readonly StateTrust[],
  ): TypeReading => {
    const repository = isOrganisation ? undefined : view.text(values.repository);
    const name = repository?.is === 'known' ? repositoryName(repository.text, view) : undefined;
    const runs = who(resource, view, 'workflow-policy', name ?? 'all repositories', 'machine');
    const allowed = typeof values.allowed_actions === 'string' ? values.allowed_actions : 'all';
    const fact: IdentityFact = {
      who: runs,
      line: line({
        scope: runs.scope,
        service: 'actions',
        level: 'write',
        privileges: ['run'],
        resources: [repositoryPattern(resource, name ?? '*', view)],
      }),
    };
    return { facts: [fact, ...party(allowed).map((trust): IdentityFact => ({ who: runs, trust }))] };
  };
  const everyone: StateTrust = { ...writers('actions of anybody', []), party: 'everyone', external: 'yes' };
  return {
    gives: 'whose actions may run in workflows',
    read: (resource, values, view) =>
      of(resource, values, view, (allowed) => {
        if (allowed === 'all') return [everyone];
        if (allowed === 'local_only') return [];
        const listed = blocksOf(values.allowed_actions_config).flatMap(
          ({ patterns_allowed: patterns, github_owned_allowed: owned, verified_allowed: verified }) => [
            ...namesIn(patterns, view),
            ...(owned === true ? ['actions/*'] : []),
            ...(verified === true ? ['verified creators'] : []),
          ],
        );
        return listed.map((pattern) => ({
          ...everyone,
          party: 'identity' as const,
          principal: `actions ${pattern}`,
        }));
      }),
    // Where nobody says otherwise all actions may run.
    absent: (resource, values, view) => of(resource, values, view, () => [everyone]),
  };
};

/** https://registry.terraform.io/providers/integrations/github/latest/docs */
export const guardTypes: Readonly<Record<string, IdentityType>> = {
  github_branch_protection: branch('repository_id', 'pattern'),
  github_branch_protection_v3: branch('repository', 'branch'),
  github_repository_ruleset: ruleset,
  github_organization_ruleset: ruleset,
  github_repository_environment: environment,
  github_repository_environment_deployment_policy: deploymentPolicy('environment', [
    'branch_pattern',
    'tag_pattern',
  ]),
  github_repository_deployment_branch_policy: deploymentPolicy('environment_name', ['name']),
  github_actions_runner_group: runnerGroup,
  github_enterprise_actions_runner_group: runnerGroup,
  github_actions_repository_permissions: allowedActions(false),
  github_actions_organization_permissions: allowedActions(true),
};
