import type { StoredKey } from '../../../src/model/federation.ts';
import { agentId, dependabotId } from '../facts/identity-keys.ts';
import { type Fact, type GitHubInventory, organizationOf } from '../facts/inventory.ts';
import { environmentGuard, isGuarded } from '../facts/protection.ts';
import type { JobGroup } from '../identities/job-groups.ts';
import type { RepositoryNodes } from '../takeover/nodes.ts';
import { isExpression } from '../workflows/file.ts';
import { keyOfName } from './cloud-keys.ts';

export const wordsOf = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 1 && !common.has(word));

/** Words that say nothing about whose key it is. */
const common = new Set([
  'aws',
  'azure',
  'arm',
  'gcp',
  'google',
  'gke',
  'secret',
  'access',
  'key',
  'id',
  'credentials',
  'client',
  'password',
  'auth',
  'json',
  'sa',
  'token',
  'the',
]);

const accounts = /\b\d{12}\b|arn:aws[\w-]*:iam::\d{12}:[\w/+=,.@-]+/g;

/** Whoever can read a secret, and what that rests on. */
interface Reader {
  readonly node: number | undefined;
  readonly assumes?: readonly string[];
}

export interface Readers {
  readonly inventory: GitHubInventory;
  readonly groups: readonly JobGroup[];
  readonly places: ReadonlyMap<string, RepositoryNodes>;
  readonly indexOf: (id: string) => number | undefined;
  /** Node of the people who can push to a repository. */
  readonly writersOf: (repository: string) => number;
  /** Node of whoever decides which repositories use the secrets of an organisation. */
  readonly choosersOf: (organization: string) => number;
}

type Secret = Fact<'github.secret'>;

/**
 * Events by which Dependabot starts jobs that get its secrets.
 * https://docs.github.com/en/code-security/dependabot/troubleshooting-dependabot/troubleshooting-dependabot-on-github-actions
 */
const ofDependabot = [
  'pull_request',
  'pull_request_review',
  'pull_request_review_comment',
  'push',
  'create',
  'deployment',
  'deployment_status',
];

/** Who can read a secret of a kind, as a job or a workload of a repository. */
const readersOf: Readonly<
  Record<
    Secret['data']['kind'],
    (secret: Secret, repository: string, jobs: readonly JobGroup[], readers: Readers) => readonly Reader[]
  >
> = {
  // https://docs.github.com/en/actions/reference/security/secrets
  actions: ({ data }, repository, jobs, { inventory, places, indexOf, choosersOf }) => {
    const nodes = places.get(repository)!;
    const guard = environmentGuard(
      (inventory.environments.get(repository) ?? []).find(({ data: { name } }) =>
        same(name, data.environment),
      )?.data,
    );
    return [
      { node: guard === undefined ? nodes.workflows : nodes.control },
      ...jobs.map(({ id, environment }) => ({
        node: indexOf(id),
        assumes:
          data.environment !== undefined && isExpression(environment)
            ? [`${environment} names ${data.environment}`, ...(guard === undefined ? [] : [guard])]
            : [],
      })),
      ...(data.visibility === 'selected' && data.level === 'organization'
        ? [
            {
              node: choosersOf(organizationOf(repository)),
              assumes: ['it can push to a repository that it lets use the secret'],
            },
          ]
        : []),
    ];
  },
  // https://docs.github.com/en/code-security/dependabot/working-with-dependabot/configuring-access-to-private-registries-for-dependabot
  dependabot: (_, repository, jobs, { inventory, places, indexOf }) => {
    const nodes = places.get(repository)!;
    const { default_branch: main, protection } = inventory.repositories.get(repository)!.data;
    return [
      { node: indexOf(dependabotId(organizationOf(repository))) },
      { node: nodes.control },
      ...(nodes.merge === undefined ? [] : [{ node: nodes.merge.code }]),
      {
        // Its configuration says to which address it takes a secret.
        node: nodes.push,
        assumes: isGuarded(protection)
          ? [`a change of the protected branch ${main ?? 'main'} is let in`]
          : [],
      },
      ...jobs
        .filter(({ file }) => ofDependabot.some((event) => file.workflow?.events.has(event) === true))
        .map(({ id }) => ({ node: indexOf(id), assumes: ['Dependabot starts it'] })),
    ];
  },
  // https://docs.github.com/en/copilot/how-tos/copilot-on-github/customize-copilot/customize-cloud-agent/configure-secrets-and-variables
  agents: (_, repository, _jobs, { inventory, places, indexOf }) => {
    const agent = agentOf(inventory, repository);
    return agent === undefined
      ? []
      : [
          { node: indexOf(agent) },
          { node: places.get(repository)!.push, assumes: ['the agent does what its task tells it to'] },
        ];
  },
  // https://docs.github.com/en/codespaces/managing-codespaces-for-your-organization/managing-development-environment-secrets-for-your-repository-or-organization
  codespaces: (_, repository, _jobs, { writersOf }) => [
    { node: writersOf(repository), assumes: ['it may have a codespace there: that policy is not read'] },
  ],
};

/** Id of the cloud agent that works in a repository: its own settings, else those of the organisation. */
const agentOf = (inventory: GitHubInventory, repository: string): string | undefined => {
  const facts = inventory.of('github.copilot');
  if (facts.some(({ data }) => data.repository?.full_name === repository)) return agentId(repository);
  const owner = organizationOf(repository);
  const works = facts.some(
    ({ scope, data }) =>
      data.repository === undefined &&
      scope === owner &&
      (data.enabled_repositories === 'all' ||
        (data.enabled_repositories === 'selected' &&
          data.repositories?.some(({ full_name }) => full_name === repository) !== false)),
  );
  return works ? agentId(owner) : undefined;
};

/** Secrets that by their names open a cloud, for whoever can read them. */
export const storedKeysOf = (readers: Readers): readonly StoredKey[] => {
  const { inventory, groups, places } = readers;
  const jobsOf = Map.groupBy(groups, ({ repository }) => repository);
  return [...places.keys()].flatMap((name) =>
    inventory.secretsOf(name).flatMap((secret): readonly StoredKey[] => {
      const provider = keyOfName(secret.data.name)?.provider;
      if (provider === undefined) return [];
      const key = keyOf(secret, name, provider, inventory);
      // Where no job runs (an archive, Actions switched off) whoever administers it has to change that first.
      if (!inventory.runsJobs(name)) return [{ ...key, node: places.get(name)!.control }];
      const users = (jobsOf.get(name) ?? []).filter((group) => uses(group, secret));
      return readersOf[secret.data.kind](secret, name, users, readers).flatMap(({ node, assumes = [] }) =>
        node === undefined ? [] : [{ ...key, node, ...(assumes.length === 0 ? {} : { assumes }) }],
      );
    }),
  );
};

/** Names of environments ignore case. */
const same = (one: string, other: string | undefined): boolean => one.toLowerCase() === other?.toLowerCase();

const uses = ({ secrets, environment }: JobGroup, { data }: Secret): boolean =>
  (data.environment === undefined || same(data.environment, environment) || isExpression(environment)) &&
  (secrets.includes('*') || secrets.includes(data.name.toUpperCase()));

const keyOf = (
  { scope, data }: Secret,
  repository: string,
  provider: StoredKey['provider'],
  inventory: GitHubInventory,
): Omit<StoredKey, 'node'> => {
  const place = data.repository?.full_name ?? scope;
  const files = inventory.workflows.get(repository) ?? [];
  const texts = files.flatMap(({ data: file }) =>
    file.text?.includes(data.name) === true ? [file.text] : [],
  );
  return {
    label: `${data.kind === 'actions' ? '' : `${data.kind} `}secret ${data.name} of ${place}${data.environment === undefined ? '' : `, environment ${data.environment}`}`,
    provider,
    usedBy: repository,
    ...(data.updated_at == null ? {} : { setAt: data.updated_at }),
    hints: [
      ...new Set([
        ...wordsOf(data.name),
        ...(data.environment === undefined ? [] : wordsOf(data.environment)),
        ...wordsOf(repository.slice(repository.indexOf('/') + 1)),
      ]),
    ].sort(),
    names: [...new Set(texts.flatMap((text) => text.match(accounts) ?? []))].sort(),
  };
};
