import type { Identity } from './identity.ts';

/** What a rule must know of one identity to judge it, beside what was read of its scope. */
export const identityFacts = ['environment', 'nature', 'use', 'credential-use', 'workloads'] as const;
export type IdentityFact = (typeof identityFacts)[number];

interface FactKind {
  /** Whether it is known of the identity. What it has none of (a credential) is known of it. */
  readonly isKnown: (identity: Identity) => boolean;
  /** As it goes on after "not known": what to give. */
  readonly give: string;
}

/** By fact: when it is known, and where it comes from where it is not. */
export const identityFactKinds: Readonly<Record<IdentityFact, FactKind>> = {
  environment: {
    isKnown: ({ environment }) => environment !== 'unknown',
    give: 'name environments in the configuration (environments), or tag scopes and identities',
  },
  nature: {
    isKnown: ({ nature }) => nature.is !== 'unknown',
    give: 'say in the configuration which names are machines and which are people (machineNames, humanNames)',
  },
  use: {
    isKnown: ({ lastUsedAt, createdAt, observedSince }) =>
      lastUsedAt !== undefined &&
      (lastUsedAt !== 'never' || (createdAt !== undefined && observedSince !== undefined)),
    give: 'read the records of use (last sign-in, role last used), which the files or answers do not have',
  },
  'credential-use': {
    isKnown: ({ credentials }) =>
      credentials.length === 0 || credentials.some(({ lastUsedAt }) => lastUsedAt !== undefined),
    give: 'read when credentials were last used, which the files or answers do not have',
  },
  workloads: {
    isKnown: ({ workloads }) => workloads !== undefined,
    give: 'read what runs as the identities',
  },
};

/** Those of the facts that are not known of it. */
export const unknownFacts = (identity: Identity, facts: readonly IdentityFact[]): readonly IdentityFact[] =>
  facts.filter((fact) => !identityFactKinds[fact].isKnown(identity));
