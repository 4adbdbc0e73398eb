import type { Exposure } from '../../../src/model/exposure.ts';
import { actionsId, webhookId, workflowId } from '../facts/identity-keys.ts';
import type { GitHubInventory } from '../facts/inventory.ts';
import { isOnlyCalled } from '../workflows/calls.ts';
import type { Draft } from './draft.ts';

/**
 * Settings that are shown as identities where something is to be said of them: webhooks, by which GitHub proves itself
 * elsewhere, workflows that only others call (also where none of them was read), and Actions of a place as a whole, with the secrets that are kept for its jobs.
 */
export const exposedSettingDrafts = (
  inventory: GitHubInventory,
  exposures: ReadonlyMap<string, readonly Exposure[]>,
  known: readonly Draft[],
): readonly Draft[] => {
  const there = new Set(known.map(({ id }) => id));
  const wanted = (id: string): boolean => exposures.has(id) && !there.has(id);
  const webhooks = inventory.of('github.webhook').flatMap(({ id, scope, data }): readonly Draft[] => {
    const place = data.repository?.full_name ?? scope;
    const own = webhookId(place, data.id);
    if (!wanted(own)) return [];
    return [
      {
        id: own,
        kind: 'webhook',
        nature: { is: 'machine', reason: 'GitHub sends it' },
        name: `webhook ${data.id}`,
        scope: place,
        // Whoever keeps the place keeps what is set up in it.
        owner: place,
        ...(data.created_at == null ? {} : { createdAt: data.created_at }),
        credentials: [],
        grants: [],
        holds: [],
        source: { record: 'github.webhook', id },
      },
    ];
  });
  const workflows = [...inventory.workflows.values()].flat();
  const called = workflows.flatMap(({ id, data, workflow, isCalled }): readonly Draft[] => {
    const own = workflowId(data.repository.full_name, data.path);
    // Of a repository that only offers workflows to others these are what there is.
    const isOffered = workflow !== undefined && isOnlyCalled(workflow) && isCalled !== true;
    if (!wanted(own) && (!isOffered || there.has(own))) return [];
    return [
      {
        id: own,
        kind: 'workflow',
        nature: { is: 'machine', reason: 'GitHub Actions runs it' },
        name: data.path.slice(data.path.lastIndexOf('/') + 1),
        scope: data.repository.full_name,
        credentials: [],
        grants: [],
        holds: [],
        source: { record: 'github.workflow', id },
      },
    ];
  });
  const actions = (place: string, source: Draft['source']): readonly Draft[] =>
    wanted(actionsId(place))
      ? [
          {
            id: actionsId(place),
            kind: 'actions',
            nature: { is: 'machine', reason: 'GitHub Actions' },
            name: `Actions of ${place}`,
            scope: place,
            owner: place,
            credentials: [],
            grants: [],
            holds: [],
            source,
          },
        ]
      : [];
  return [
    ...webhooks,
    ...called,
    ...[...inventory.organizations].flatMap(([login, { id }]) =>
      actions(login, { record: 'github.organization', id }),
    ),
    ...[...inventory.repositories].flatMap(([name, { id }]) =>
      actions(name, { record: 'github.repository', id }),
    ),
  ];
};
