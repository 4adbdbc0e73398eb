import type { Attachment, Identity } from '../model/identity.ts';
import type { Trust } from '../model/trust.ts';

type Required = 'id' | 'provider' | 'kind' | 'nature' | 'name' | 'scope' | 'environment' | 'credentials';
type Numbered = 'grants' | 'profile' | 'source';

/** What an identity is made of once its grants have numbers; what is absent is as it is for most. */
export type IdentityParts = Pick<Identity, Required | Numbered> & {
  readonly [Member in Exclude<keyof Identity, Required | Numbered>]?: Identity[Member] | undefined;
};

type Writable<Type> = { -readonly [Member in keyof Type]: Type[Member] };

const noTrusts: readonly Trust[] = [];
const noAttachments: readonly Attachment[] = [];

/** Makes the identities of an estate, which may be a million: what many of them have is kept once. */
export const createIdentities = (): ((parts: IdentityParts) => Identity) => {
  // By what is said of it: few natures, and an object for each identity would be many.
  const natures = new Map<string, Identity['nature']>();
  const sharedNature = (nature: Identity['nature']): Identity['nature'] => {
    const before = natures.get(nature.reason);
    if (before === undefined) natures.set(nature.reason, nature);
    return before?.is === nature.is ? before : nature;
  };
  return (parts) => {
    // Members that may be absent are set one by one: spreading them costs more than all the rest.
    const identity: Writable<Identity> = {
      id: parts.id,
      provider: parts.provider,
      kind: parts.kind,
      nature: sharedNature(parts.nature),
      name: parts.name,
      scope: parts.scope,
      environment: parts.environment,
      credentials: parts.credentials,
      grants: parts.grants,
      trusts: parts.trusts ?? noTrusts,
      attachments: parts.attachments ?? noAttachments,
      profile: parts.profile,
      providerOwned: parts.providerOwned ?? false,
      breakGlass: parts.breakGlass ?? false,
      scanner: parts.scanner ?? false,
      agent: parts.agent ?? false,
      bounded: parts.bounded ?? false,
      source: parts.source,
    };
    if (parts.owner !== undefined) identity.owner = parts.owner;
    if (parts.ownerUnseen === true) identity.ownerUnseen = true;
    if (parts.createdAt !== undefined) identity.createdAt = parts.createdAt;
    if (parts.lastUsedAt !== undefined) identity.lastUsedAt = parts.lastUsedAt;
    if (parts.observedSince !== undefined) identity.observedSince = parts.observedSince;
    if (parts.workloads !== undefined) identity.workloads = parts.workloads;
    if (parts.serviceLastUsed !== undefined) identity.serviceLastUsed = parts.serviceLastUsed;
    if (parts.actionsLastUsed !== undefined) identity.actionsLastUsed = parts.actionsLastUsed;
    if (parts.uses !== undefined) identity.uses = parts.uses;
    if (parts.management !== undefined) identity.management = parts.management;
    if (parts.exposures !== undefined) identity.exposures = parts.exposures;
    if (parts.credentialsUnseen === true) identity.credentialsUnseen = true;
    if (parts.trustsUnseen === true) identity.trustsUnseen = true;
    return identity;
  };
};
