import { type BeyondBudgets, beyondBudgets } from '../../../src/identities/too-complex.ts';
import type { Exposure } from '../../../src/model/exposure.ts';
import type { Settings } from '../../../src/model/settings.ts';
import {
  actionsId,
  agentId,
  authorizationId,
  installationId,
  runnerId,
  webhookId,
} from '../facts/identity-keys.ts';
import type { GitHubInventory } from '../facts/inventory.ts';
import { agentGuardrails, agentSecrets } from './agents.ts';
import { appKeysInSeveralPlaces } from './app-keys.ts';
import { supersededCredential, suspendedApp } from './credentials.ts';
import { literalSecret } from './literals.ts';
import { privilegedByDefault } from './policy.ts';
import { staticRegistry } from './registries.ts';
import { openHost } from './runners.ts';
import { staleSecret, widelyVisibleSecret } from './secrets.ts';
import { federatedIssuers, staticKey } from './static-keys.ts';
import { unprotectedDelivery } from './webhooks.ts';
import { workflowExposures } from './workflows.ts';

type Found = readonly [identity: string, exposures: readonly Exposure[]];

/** By name of the repository: whom its workflows enter without a stored key. */
const federationOf = ({ workflows }: GitHubInventory): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map(
    [...workflows].map(([repository, facts]) => [
      repository,
      new Set(facts.flatMap(({ runs }) => (runs === undefined ? [] : federatedIssuers(runs)))),
    ]),
  );

const secretsFound = (
  inventory: GitHubInventory,
  federation: ReadonlyMap<string, ReadonlySet<string>>,
  collectedAt: string,
  { thresholds }: Settings,
): readonly Found[] => {
  const places = new Map(
    [...inventory.organizations.keys()].map((login) => {
      const all = inventory.repositoriesOf(login);
      const closed = all.filter(({ data }) => data.visibility !== 'public');
      return [login, { all, closed, counts: { all: all.length, private: closed.length } }] as const;
    }),
  );
  const agents = new Set(
    inventory.of('github.copilot').map(({ scope, data }) => data.repository?.full_name ?? scope),
  );
  return inventory.of('github.secret').map((secret): Found => {
    const { scope, data } = secret;
    const place = data.repository?.full_name ?? scope;
    const known = places.get(scope);
    const users =
      data.repository !== undefined
        ? [data.repository.full_name]
        : data.visibility === 'selected'
          ? (data.repositories ?? []).map(({ full_name }) => full_name)
          : ((data.visibility === 'all' ? known?.all : known?.closed) ?? []).map(
              (each) => each.data.full_name,
            );
    const federated = new Set(users.flatMap((name) => [...(federation.get(name) ?? [])]));
    return [
      data.kind === 'agents' && agents.has(place) ? agentId(place) : actionsId(place),
      [
        ...widelyVisibleSecret(secret, scope, known?.counts ?? { all: 0, private: 0 }),
        ...staleSecret(secret, scope, collectedAt, thresholds.secretAgeDays),
        ...staticKey(secret, scope, federated),
      ],
    ];
  });
};

const runnersFound = (inventory: GitHubInventory): readonly Found[] =>
  inventory
    .of('github.runner')
    .map(
      (runner): Found => [
        runnerId(runner.data.repository?.full_name ?? runner.scope, runner.data),
        openHost(inventory, runner),
      ],
    );

/**
 * Weaknesses by id of the identity, as `identity-keys.ts` makes them; each list sorted by kind, then key.
 * @param collectedAt ISO 8601, UTC
 * @param beyond told of what is past a budget
 */
export const exposuresOf = (
  inventory: GitHubInventory,
  collectedAt: string,
  settings: Settings,
  beyond: BeyondBudgets = beyondBudgets(),
): ReadonlyMap<string, readonly Exposure[]> => {
  const federation = federationOf(inventory);
  const found: readonly Found[] = [
    ...secretsFound(inventory, federation, collectedAt, settings),
    ...runnersFound(inventory),
    ...workflowExposures(inventory, federation, beyond),
    ...inventory
      .of('github.local-action')
      .map(
        (action): Found => [
          actionsId(action.data.repository.full_name),
          literalSecret('github.local-action', action),
        ],
      ),
    ...inventory
      .of('github.actions-policy')
      .map(
        (policy): Found => [
          actionsId(policy.data.repository?.full_name ?? policy.scope),
          privilegedByDefault(policy),
        ],
      ),
    ...inventory
      .of('github.private-registry')
      .map((registry): Found => [actionsId(registry.scope), staticRegistry(registry, registry.scope)]),
    ...inventory
      .of('github.webhook')
      .map(
        (hook): Found => [
          webhookId(hook.data.repository?.full_name ?? hook.scope, hook.data.id),
          unprotectedDelivery(hook, hook.scope),
        ],
      ),
    ...inventory
      .of('github.copilot')
      .map(
        (copilot): Found => [
          agentId(copilot.data.repository?.full_name ?? copilot.scope),
          [...agentGuardrails(copilot), ...agentSecrets(copilot)],
        ],
      ),
    ...inventory
      .of('github.app-installation')
      .map((app): Found => [installationId(app.scope, app.data.id), suspendedApp(app, app.scope)]),
    ...appKeysInSeveralPlaces(inventory),
    ...inventory
      .of('github.credential-authorization')
      .map(
        (each): Found => [
          authorizationId(each.scope, each.data.credential_id),
          supersededCredential(each, each.scope),
        ],
      ),
  ];
  return gathered(found);
};

const gathered = (found: readonly Found[]): ReadonlyMap<string, readonly Exposure[]> => {
  const all = new Map<string, Exposure[]>();
  for (const [identity, exposures] of found) {
    if (exposures.length === 0) continue;
    const held = all.get(identity);
    if (held === undefined) all.set(identity, [...exposures]);
    else held.push(...exposures);
  }
  const order = ({ kind, key }: Exposure): string => `${kind} ${key}`;
  for (const exposures of all.values()) exposures.sort((a, b) => (order(a) < order(b) ? -1 : 1));
  return new Map([...all].sort(([a], [b]) => (a < b ? -1 : 1)));
};
