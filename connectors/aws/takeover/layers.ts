import type { Inventory, Principal } from '../facts/inventory.ts';
import type { Guardrails } from '../facts/organization.ts';
import type { Limit, PolicyLayers } from '../policy/evaluate.ts';
import type { PolicyStore } from '../policy/store.ts';

export const boundaryLimit = (store: PolicyStore, arn: string, document: number | undefined): Limit => ({
  kind: 'permissions-boundary',
  name: arn,
  documents: document === undefined ? undefined : [store.documents[document]!],
});

/** All policies and limits of a principal. */
export const layersOf = (
  { inventory: { store }, guardrails }: { readonly inventory: Inventory; readonly guardrails: Guardrails },
  principal: Principal,
): PolicyLayers => ({
  identity: [...new Set(principal.policies.map(({ document }) => document))]
    .sort((a, b) => a - b)
    .map((document) => store.documents[document]!),
  limits: [
    ...guardrails.service(principal.account),
    ...(principal.boundaryArn === undefined
      ? []
      : [boundaryLimit(store, principal.boundaryArn, principal.boundary)]),
  ],
});
