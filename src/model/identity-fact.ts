import type { InputKind } from './coverage.ts';
import type { Identity } from './identity.ts';

/** What a rule must know of one identity to judge it, beside what was read of its scope. */
export const identityFacts = ['environment', 'nature', 'use', 'credential-use', 'workloads'] as const;
export type IdentityFact = (typeof identityFacts)[number];

interface FactKind {
  /** Whether it is known of the identity. What it has none of (a credential) is known of it. */
  readonly isKnown: (identity: Identity) => boolean;
  /** For people. */
  readonly title: string;
  /** As it goes on after "not known": what to give. */
  readonly give: string;
  /** The kind of data that tells it: a provider says where that comes from. Absent: none does. */
  readonly kind?: InputKind;
}

/** By fact: when it is known, and where it comes from where it is not. */
export const identityFactKinds: Readonly<Record<IdentityFact, FactKind>> = {
  environment: {
    title: 'environment',
    isKnown: ({ environment }) => environment !== 'unknown',
    give: 'name the environments in nhi-audit.yaml (environments), or tag accounts and identities',
  },
  nature: {
    title: 'machine or person',
    isKnown: ({ nature }) => nature.is !== 'unknown',
    give: 'say in nhi-audit.yaml which names are machines and which are people (machineNames, humanNames)',
  },
  use: {
    title: 'last use',
    isKnown: ({ lastUsedAt, createdAt, observedSince }) =>
      lastUsedAt !== undefined &&
      (lastUsedAt !== 'never' || (createdAt !== undefined && observedSince !== undefined)),
    give: 'add data on last sign-in or last use, which these files do not contain',
    kind: 'identity-use',
  },
  'credential-use': {
    title: 'last use of credentials',
    isKnown: ({ credentials }) =>
      credentials.length === 0 || credentials.some(({ lastUsedAt }) => lastUsedAt !== undefined),
    give: 'add data on when credentials were last used, which these files do not contain',
    kind: 'credential-use',
  },
  workloads: {
    title: 'workloads',
    isKnown: ({ workloads }) => workloads !== undefined,
    give: 'add what runs as these identities',
    kind: 'workloads',
  },
};

/** Those of the facts that are not known of it. */
export const unknownFacts = (identity: Identity, facts: readonly IdentityFact[]): readonly IdentityFact[] =>
  facts.filter((fact) => !identityFactKinds[fact].isKnown(identity));
