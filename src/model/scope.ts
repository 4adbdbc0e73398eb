import type { Exposure } from './exposure.ts';

/** Id of a connector: `aws`. Which there are says `connectors/index.ts`. */
export type Provider = string;

/** `unknown` stays unknown: no rule may read an environment into a name that does not say so. */
export type Environment =
  | 'production'
  | 'staging'
  | 'development'
  | 'test'
  | 'sandbox'
  | 'shared'
  | 'unknown';

/** Where privileges hold: an AWS account, an Azure subscription, a GitHub organisation. Scopes nest. */
export interface Scope {
  /** The provider's own id: an account id, a subscription id, an organisation login. */
  readonly id: string;
  readonly provider: Provider;
  /** The provider's word for it: `account`, `organizational-unit`, `organization`, `subscription`… */
  readonly kind: string;
  readonly name: string;
  /** Id of the scope that holds this one. */
  readonly parent?: string;
  readonly environment: Environment;
  /** Everyone can read it and propose changes to it (a public repository). Absent: no, or not known. */
  readonly public?: true;
  /** Who answers for what lives in it. Absent: not known. */
  readonly owner?: string;
  /** What the environment was read from: a tag, a name, the configuration. */
  readonly environmentReason?: string;
  /** What is weak in how it is kept, that is no identity's: a group with privileges that nobody is in. */
  readonly exposures?: readonly Exposure[];
  /** Ids of the services that privileges here can be about, as indices into `Estate.services`. */
  readonly services: readonly number[];
}

/** What a service holds decides what its loss costs. Weights: `src/reach/weights.ts`. */
export type Sensitivity = 'identity' | 'secrets' | 'data' | 'compute' | 'rest';

/** One service of one provider. A cell of the blast radius is a scope and a service. */
export interface Service {
  readonly provider: Provider;
  /** The provider's prefix: `iam`, `s3`, `Microsoft.KeyVault`. */
  readonly name: string;
  readonly sensitivity: Sensitivity;
}

/** A scope, and those that hold it, the nearest first: what was read for an organisation holds for its accounts. */
export const withParents = (
  scopes: readonly Pick<Scope, 'id' | 'parent'>[],
): ((scope: string) => ReadonlySet<string>) => {
  const parents = new Map(scopes.map(({ id, parent }) => [id, parent]));
  return (scope) => {
    const chain = new Set<string>();
    for (let at: string | undefined = scope; at !== undefined && !chain.has(at); at = parents.get(at))
      chain.add(at);
    return chain;
  };
};
