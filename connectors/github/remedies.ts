import type { CutPlace, CutRow, RemedyTable, RemedyWorld, Values } from '../../src/model/remedy.ts';
import { reviewRuleset } from './rulesets.ts';

/**
 * Ids of identities are paths of the REST API, so that commands name them as they are.
 * https://docs.github.com/rest, https://cli.github.com/manual/gh_api
 */
const remove = 'gh api --method DELETE {name}';

const ofToken = {
  'credential personal-access-token': 'gh api --method POST {name} --field action=revoke',
  quarantine: 'gh api --method POST {name} --field action=revoke',
} as const;

const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const isRepository = (scope: string): boolean => scope.includes('/');

/** Where a workflow or an environment is: `owner/name`. */
const repositoryOf = (id: string): string => id.split('/', 2).join('/');

/** Row for what an identity may do by itself: its own record shows the step. */
const own = (record: string, row: Omit<CutRow, 'record' | 'part' | 'id'>): CutRow => ({
  ...row,
  id: record.slice('github.'.length),
  record,
  part: 'permission',
});

/** Environments of a repository that the step goes through, by name. */
const environmentOf = ({ place }: CutPlace): Values => {
  const repository = repositoryOf(place.id);
  return {
    repository,
    environment: encodeURIComponent(place.id.slice(repository.length + 1)),
  };
};

const reviewers =
  '{"reviewers":[{"type":"Team","id":TEAM}],"prevent_self_review":true,"deployment_branch_policy":{"protected_branches":true,"custom_branch_policies":false}}';

const member = (at: CutPlace, _: RemedyWorld): Values => ({
  login: lastPart(at.origin.id),
  repository: at.way.through[0] ?? '',
});

/**
 * How a step is taken away that GitHub lets somebody take: first of all by whoever takes it, then by how what it works on is
 * kept. Sources: the pages of the REST API of each.
 */
const cuts: readonly CutRow[] = [
  // https://docs.github.com/rest/deploy-keys/deploy-keys
  own('github.deploy-key', {
    changes: 'credential',
    says: 'Add a deploy key that may only read, move what uses it there, then delete this one.',
    replacement: ['gh repo deploy-key add new-key.pub --repo {scope} --title NEW_NAME'],
    commands: [remove],
  }),
  // https://docs.github.com/rest/orgs/personal-access-tokens
  own('github.pat-grant', {
    changes: 'credential',
    says: 'Let its owner make a token with less, move what uses it there, then revoke this one.',
    commands: ['gh api --method POST {name} --field action=revoke'],
  }),
  own('github.pat-request', {
    changes: 'credential',
    says: 'Deny what the token asks for.',
    commands: ['gh api --method POST {name} --field action=deny'],
  }),
  // https://docs.github.com/rest/apps/installations#remove-a-repository-from-an-app-installation
  own('github.app-installation', {
    changes: 'setting',
    says: 'Let the installation have the repositories that it works on and no others, with the permissions that are left in its settings.',
    commands: ['gh api --method DELETE user/installations/{installation}/repositories/REPOSITORY_ID'],
    values: ({ origin }) => ({ installation: lastPart(origin.id) }),
  }),
  // https://docs.github.com/rest/orgs/orgs#remove-saml-sso-authorization-for-an-organization
  own('github.credential-authorization', {
    changes: 'credential',
    says: 'Take the authorisation for the organisation away from the credential.',
    commands: [remove],
  }),
  // https://docs.github.com/rest/actions/self-hosted-runners
  own('github.runner', {
    changes: 'setting',
    says: 'Register runners for one job each in its place, then remove this one.',
    replacement: ['./config.sh --url https://github.com/{scope} --token REGISTRATION_TOKEN --ephemeral'],
    commands: [remove],
  }),
  // https://docs.github.com/rest/collaborators/collaborators
  ...['github.member', 'github.outside-collaborator', 'github.repository-access'].map((record) =>
    own(record, {
      changes: 'setting',
      says: 'Give the person the lowest role in the repository that is enough.',
      commands: [
        'gh api --method PUT repos/{repository}/collaborators/{login} --field permission=PERMISSION',
      ],
      values: member,
    }),
  ),
  // https://docs.github.com/rest/deployments/environments
  {
    id: 'environment',
    part: 'setting',
    record: 'github.environment',
    changes: 'setting',
    says: 'Let a review and protected branches stand before the environment.',
    commands: [
      `gh api --method PUT repos/{repository}/environments/{environment} --input - <<< '${reviewers}'`,
    ],
    values: environmentOf,
  },
  // https://docs.github.com/rest/repos/rules
  {
    id: 'workflow',
    part: 'setting',
    record: 'github.workflow',
    changes: 'setting',
    says: 'Let a ruleset ask for a review before the code that the workflow runs is changed, and keep its credentials behind an environment that only the protected branch may use.',
    commands: [`gh api --method POST repos/{repository}/rulesets --input - <<< '${reviewRuleset}'`],
    values: ({ place }) => ({ repository: repositoryOf(place.id) }),
  },
  // https://docs.github.com/rest/actions/secrets
  {
    id: 'secret',
    part: 'setting',
    record: 'github.secret',
    changes: 'credential',
    says: 'Let the cloud trust the tokens of the job in place of the key, then delete the secret.',
    commands: ['gh secret delete SECRET --repo {repository}'],
    values: ({ origin }) => (isRepository(origin.scope) ? { repository: origin.scope } : undefined),
  },
];

export const githubRemedies: RemedyTable = {
  commands: {
    'deploy-key': {
      'issue deploy-key': 'gh repo deploy-key add new-key.pub --repo {scope} --title NEW_NAME',
      'credential deploy-key': remove,
      quarantine: remove,
    },
    'personal-access-token': ofToken,
    'requested-token': {
      'credential personal-access-token': 'gh api --method POST {name} --field action=deny',
      quarantine: 'gh api --method POST {name} --field action=deny',
    },
    'app-installation': {
      quarantine: 'gh api --method PUT app/installations/{last}/suspended',
      'credential installation-token': 'gh api --method PUT app/installations/{last}/suspended',
    },
    'credential-authorization': {
      'credential classic-personal-access-token': remove,
      'credential ssh-key': remove,
      'credential oauth-authorization': remove,
      'credential app-user-token': remove,
      quarantine: remove,
    },
    runner: {
      'issue runner-registration':
        './config.sh --url https://github.com/{scope} --token REGISTRATION_TOKEN --ephemeral',
      'credential runner-registration': remove,
      quarantine: remove,
    },
    webhook: { quarantine: 'gh api --method PATCH {name} --field active=false' },
    workflow: { quarantine: 'gh workflow disable {last} --repo {scope}' },
  },
  nameOf: ({ id }) => id,
  // Ids of credentials are our own words: the commands take those of identities.
  credentialId: /^/,
  valuesOf: ({ id }) => ({ last: lastPart(id.replace(/ \(.*$/s, '')) }),
  cuts,
};
