import type { StoredKey } from '../../src/model/federation.ts';
import type { Fact, GitHubInventory } from './inventory.ts';
import type { JobGroup } from './jobs.ts';
import { environmentGuard } from './protection.ts';
import type { RepositoryNodes } from './takeover.ts';

/** Names that the clouds' own documentation gives such secrets. The half that is no secret opens nothing. */
const names: readonly (readonly [RegExp, StoredKey['provider']])[] = [
  [/(^|_)AWS_(\w+_)?(SECRET|CREDENTIALS)/, 'aws'],
  [/(^|_)(AZURE|ARM)_(\w+_)?(CLIENT_SECRET|CREDENTIALS|PASSWORD)/, 'azure'],
  [/(^|_)(GCP|GCLOUD|GOOGLE|GKE)_(\w+_)?(SA_KEY|SERVICE_ACCOUNT\w*|CREDENTIALS|AUTH|JSON)/, 'gcp'],
];

const wordsOf = (text: string): readonly string[] =>
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

/** Secrets that by their names open a cloud, for whoever can read them. */
export const storedKeysOf = (
  inventory: GitHubInventory,
  groups: readonly JobGroup[],
  places: ReadonlyMap<string, RepositoryNodes>,
  indexOf: (id: string) => number | undefined,
): readonly StoredKey[] => {
  const jobsOf = Map.groupBy(groups, ({ repository }) => repository);
  return [...places].flatMap(([name, nodes]) => {
    const guarded = new Set(
      (inventory.environments.get(name) ?? [])
        .filter(({ data }) => environmentGuard(data) !== undefined)
        .map(({ data }) => data.name.toLowerCase()),
    );
    return inventory.secretsOf(name).flatMap((secret): readonly StoredKey[] => {
      const { data } = secret;
      const provider = names.find(([pattern]) => pattern.test(data.name.toUpperCase()))?.[1];
      if (provider === undefined || data.kind !== 'actions') return [];
      const key = keyOf(secret, name, provider, inventory);
      const users = (jobsOf.get(name) ?? []).filter((group) => uses(group, secret));
      const writers =
        data.environment !== undefined && guarded.has(data.environment.toLowerCase())
          ? nodes.control
          : nodes.workflows;
      return [
        { ...key, node: writers },
        ...users.flatMap(({ id }) => {
          const node = indexOf(id);
          return node === undefined ? [] : [{ ...key, node }];
        }),
      ];
    });
  });
};

const uses = ({ secrets, environment }: JobGroup, { data }: Fact<'github.secret'>): boolean =>
  (data.environment === undefined || data.environment.toLowerCase() === environment?.toLowerCase()) &&
  (secrets.includes('*') || secrets.includes(data.name.toUpperCase()));

const keyOf = (
  { scope, data }: Fact<'github.secret'>,
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
    label: `secret ${data.name} of ${place}${data.environment === undefined ? '' : `, environment ${data.environment}`}`,
    provider,
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
