import {
  given,
  type IdentityFact,
  type IdentityType,
  line,
  none,
  type ReaderView,
  type TypeReading,
  type Who,
} from '../../../src/plan/identity-reader.ts';
import { isComputed, type PlannedResource, type Values } from '../../../src/plan/planned-resource.ts';
import { ownerOf, repositoryName, repositoryPattern, who } from './names.ts';

/** What workflows hold: secrets, the tokens of their jobs, what their tokens say. */

const workflows = (resource: PlannedResource, view: ReaderView, repository: string | undefined): Who =>
  who(resource, view, 'workflow', repository === undefined ? 'all repositories' : repository, 'machine');

const afterApply = 'it is known only after the change is applied';

type SecretStore = 'actions' | 'dependabot' | 'codespaces';

const secretFact = (party: Who, store: SecretStore, name: string, environment?: string): IdentityFact => ({
  who: party,
  credential: {
    id: environment === undefined ? `${store}/${name}` : `${store}/${environment}/${name}`,
    kind: `${store}-secret`,
    lifetime: 'static',
  },
});

/** Which repositories see it. */
const holdsSecrets = (party: Who, store: SecretStore, resources: readonly string[]): IdentityFact => ({
  who: party,
  line: line({
    scope: party.scope,
    service: `${store}-secrets`,
    level: 'read',
    privileges: ['use'],
    resources,
  }),
});

const repositorySecret = (store: SecretStore): IdentityType => {
  const of = (
    resource: PlannedResource,
    values: Values,
    view: ReaderView,
    facts: (party: Who, name: string, environment: string | undefined) => readonly IdentityFact[],
  ): TypeReading =>
    given(view.text(values.repository), 'in which repository', (repository) =>
      given(view.text(values.secret_name), 'what the secret is called', (name) => {
        const environment = view.text(values.environment);
        const party = workflows(resource, view, repositoryName(repository, view));
        const where = [repositoryPattern(resource, repositoryName(repository, view), view)];
        return {
          facts: [
            holdsSecrets(party, store, where),
            ...facts(party, name, environment.is === 'known' ? environment.text : undefined),
          ],
        };
      }),
    );
  return {
    gives: `a secret in ${store} of a repository: a credential that stays until somebody takes it out`,
    read: (resource, values, view) =>
      of(resource, values, view, (party, name, environment) => [secretFact(party, store, name, environment)]),
    // That a repository may hold secrets is no news: the secret is.
    absent: (resource, values, view) => of(resource, values, view, () => []),
  };
};

/** Each secret of an organisation is told by itself: which repositories see it may change without its value. */
const secretHolder = (resource: PlannedResource, view: ReaderView, store: SecretStore, name: string): Who =>
  who(resource, view, 'organization-secret', `${store}/${name}`, 'machine');

const visibleTo = (
  resource: PlannedResource,
  values: Values,
  view: ReaderView,
): readonly string[] | undefined => {
  const owner = ownerOf(resource, view);
  if (values.visibility === 'all') return [`${owner}/*`];
  // Of private repositories nobody can list which they are: narrower than all, wider than any single one.
  if (values.visibility === 'private') return [`${owner}/* (private)`];
  if (isComputed(values.selected_repository_ids)) return undefined;
  return view
    .texts(values.selected_repository_ids)
    .flatMap((each) =>
      each.is === 'known' ? [repositoryPattern(resource, repositoryName(each.text, view), view)] : [],
    );
};

const organisationSecret = (store: SecretStore, makes: boolean): IdentityType => {
  const of = (resource: PlannedResource, values: Values, view: ReaderView, isThere: boolean): TypeReading =>
    given(view.text(values.secret_name), 'what the secret is called', (name) => {
      const party = secretHolder(resource, view, store, name);
      const seen =
        values.repository_id === undefined ? values : { selected_repository_ids: [values.repository_id] };
      const resources = visibleTo(resource, seen, view);
      return {
        facts: [
          ...(makes && isThere ? [secretFact(party, store, name)] : []),
          ...(resources === undefined || resources.length === 0
            ? []
            : [holdsSecrets(party, store, resources)]),
        ],
        unknown:
          resources === undefined
            ? [{ who: party, what: 'which repositories see the secret', why: afterApply, privileged: true }]
            : [],
      };
    });
  return {
    gives: `which repositories see a secret of the organisation (${store})`,
    read: (resource, values, view) => of(resource, values, view, true),
    // A new secret is told as a credential; who sees it is part of that.
    ...(makes
      ? {
          absent: (resource: PlannedResource, values: Values, view: ReaderView) =>
            of(resource, values, view, false),
        }
      : {}),
  };
};

/**
 * Reading the code is what every job token may. https://docs.github.com/actions/reference/security/secure-use
 */
const jobToken = (party: Who, values: Values, resources: readonly string[]): TypeReading => {
  const privileges = [
    ...(values.default_workflow_permissions === 'write' ? ['default token: write'] : []),
    ...(values.can_approve_pull_request_reviews === true ? ['pull requests: approve'] : []),
  ];
  const computed = ['default_workflow_permissions', 'can_approve_pull_request_reviews'].some((key) =>
    isComputed(values[key]),
  );
  return {
    facts:
      privileges.length === 0
        ? []
        : [
            {
              who: party,
              line: line({ scope: party.scope, service: 'job-token', level: 'write', privileges, resources }),
            },
          ],
    unknown: computed
      ? [
          {
            who: party,
            what: 'what job tokens may do',
            why: 'it is known only after the change is applied',
            privileged: true,
          },
        ]
      : [],
  };
};

const organisationToken: IdentityType = {
  gives: 'what the token of every job may do by default, and whether it approves pull requests',
  read: (resource, values, view) =>
    jobToken(workflows(resource, view, undefined), values, [`${ownerOf(resource, view)}/*`]),
};
const repositoryToken: IdentityType = {
  gives:
    'what the token of the jobs of a repository may do by default, and whether it approves pull requests',
  read: (resource, values, view) =>
    given(view.text(values.repository), 'in which repository', (repository) => {
      const name = repositoryName(repository, view);
      return jobToken(workflows(resource, view, name), values, [repositoryPattern(resource, name, view)]);
    }),
};

const subject: IdentityType = {
  gives: 'what the OIDC tokens of workflows say: which clouds trust them follows from it',
  read: (resource, values, view) => {
    const repository = view.text(values.repository);
    return {
      facts: [],
      unknown: [
        {
          who: workflows(
            resource,
            view,
            repository.is === 'known' ? repositoryName(repository.text, view) : undefined,
          ),
          what: 'which roles of clouds the tokens of its workflows now open',
          why: 'the subject of its OIDC tokens changes, and the clouds that trust it are not in this plan',
          privileged: true,
        },
      ],
    };
  },
};

const workflowFile: IdentityType = {
  gives: 'whether a file is a workflow, whose meaning the gate reads with --workflows',
  read: (resource, values, view) => {
    const file = view.text(values.file);
    const repository = view.text(values.repository);
    const isWorkflow = file.is === 'known' && /^\.github\/workflows\/[^/]+\.ya?ml$/.test(file.text);
    if (!isWorkflow && file.is !== 'computed') return none;
    return {
      facts: [],
      unknown: [
        {
          who: workflows(
            resource,
            view,
            repository.is === 'known' ? repositoryName(repository.text, view) : undefined,
          ),
          what: `what the workflow ${file.is === 'known' ? file.text : ''} may do`.replace('  ', ' '),
          why: 'its text is a file of a repository',
          privileged: true,
        },
      ],
    };
  },
};

/** https://registry.terraform.io/providers/integrations/github/latest/docs */
export const actionsTypes: Readonly<Record<string, IdentityType>> = {
  github_actions_secret: repositorySecret('actions'),
  github_actions_environment_secret: repositorySecret('actions'),
  github_dependabot_secret: repositorySecret('dependabot'),
  github_codespaces_secret: repositorySecret('codespaces'),
  github_actions_organization_secret: organisationSecret('actions', true),
  github_actions_organization_secret_repositories: organisationSecret('actions', false),
  github_actions_organization_secret_repository: organisationSecret('actions', false),
  github_dependabot_organization_secret: organisationSecret('dependabot', true),
  github_dependabot_organization_secret_repositories: organisationSecret('dependabot', false),
  github_dependabot_organization_secret_repository: organisationSecret('dependabot', false),
  github_codespaces_organization_secret: organisationSecret('codespaces', true),
  github_codespaces_organization_secret_repositories: organisationSecret('codespaces', false),
  github_workflow_repository_permissions: repositoryToken,
  github_actions_default_workflow_repository_permissions: repositoryToken,
  github_actions_organization_workflow_permissions: organisationToken,
  github_enterprise_actions_workflow_permissions: organisationToken,
  github_actions_repository_oidc_subject_claim_customization_template: subject,
  github_actions_organization_oidc_subject_claim_customization_template: subject,
  github_repository_file: workflowFile,
};
