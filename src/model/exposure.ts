import type { Evidence } from './evidence.ts';
import type { Confidence, Severity } from './finding.ts';

/**
 * Weaknesses in how an identity is kept or reached that are no grant, no credential and no trust of its own. The
 * connector says that one is there, because only it knows the provider; one rule a kind judges it, for all providers.
 */
export const exposureKinds = [
  /** Code of outsiders runs with the identity. */
  'untrusted-code',
  /** Code of others runs with it, by a name that can be moved to other code. */
  'unpinned-code',
  /** It runs on a machine that keeps state and takes work from outsiders. */
  'open-host',
  /** Messages that trigger it, or that it sends, are unsigned or unencrypted. */
  'unprotected-delivery',
  /** A secret stands in the text of a configuration. */
  'literal-secret',
  /** More parties than need it can use a stored secret. */
  'widely-visible-secret',
  /** A stored secret was not replaced in time. */
  'stale-secret',
  /** A static key is stored where a federation gives short-lived credentials. */
  'key-instead-of-federation',
  /** Its token may do everything that such a token can, or what a default gives. */
  'wide-token',
  /** Everything secret that it can read is handed over at once. */
  'all-secrets',
  /** It makes tokens of another identity that can do all which that one can. */
  'token-not-narrowed',
  /** A credential of it lies in files that it publishes. */
  'credential-in-files',
  /** What keeps outsiders from it is something that they can bring about. */
  'spoofable-guard',
  /** Privilege that is given to whoever asks for none in particular. */
  'privileged-by-default',
  /** A context that other systems trust can be entered without a review. */
  'unprotected-context',
  /** A trust names something that somebody else could register anew. */
  'reusable-name',
  /** An AI agent without the limits that its platform offers. */
  'weak-agent-guardrail',
  /** Switched off, but still installed with all it may do. */
  'suspended-but-installed',
  /** Somebody is known to have had a secret of it. */
  'known-compromise',
  /** Its host gives its credentials to any request that reaches the host's metadata service. */
  'metadata-without-token',
  /** A resource of it, or of its scope, that outsiders can use by the resource's own policy. */
  'open-resource',
  /** A stored secret that nothing replaces, or that was not replaced when it was due. */
  'secret-not-rotated',
  /** One key of it is stored for several users. */
  'key-in-several-places',
  /** A kind of credential that its provider has superseded. */
  'superseded-credential',
  /** Privileges that are held by an id which stands for nobody any more. */
  'orphaned-grant',
  /** Privileges at the top of everything, above all scopes that there are and will be. */
  'grant-at-root',
  /** An identity of somebody outside whom the platform has not verified, with privileges. */
  'unverified-publisher',
  /** It acts with strong rights for every user, because one administrator agreed for all. */
  'consent-for-everybody',
  /** Somebody with less owns it, and so comes to what it has. */
  'weaker-owner',
  /** A person has for good what others of its kind activate when they need it. */
  'permanent-despite-activation',
  /** Nothing bounds the credentials that its owners make for it. */
  'no-credential-policy',
  /** A kind of privilege that the provider has ended, and that nobody took away. */
  'retired-grant',
  /** Privileges that everybody has. */
  'public-grant',
  /** Privileges of somebody of another organisation. */
  'outsider-grant',
  /** A workload has a role that stands for everything of a kind, and is made for no task. */
  'catch-all-role',
  /** It may act as every identity of a scope, those of tomorrow among them. */
  'wide-impersonation',
  /** The provider proposes less, by what was used. */
  'less-recommended',
  /** What it activates nobody else has to approve. */
  'activation-without-approval',
  /** The provider's own detection holds it to be at risk or compromised. */
  'at-risk',
  /** Secrets that it has by a list of their keeper's own, past roles and what can be asked of them. */
  'secrets-outside-roles',
  /** An application of one's own that other organisations can take in, with privileges here. */
  'multi-tenant-application',
  /** Who owns it has left, or is of another organisation. */
  'unfit-owner',
  /** A credential of it is used, and not where it is: somewhere else that takes it as well. */
  'used-elsewhere',
  /** A group with privileges that nobody is in, or that nobody answers for. */
  'idle-group',
] as const;
export type ExposureKind = (typeof exposureKinds)[number];

export interface Exposure {
  readonly kind: ExposureKind;
  /** Tells several of one kind at one identity apart; the same in every scan. */
  readonly key: string;
  /** One sentence with the names of this case: the title of the finding. Never a secret value. */
  readonly says: string;
  /** Where the connector knows better than the rule. */
  readonly severity?: Severity;
  /** Whatever the identity may do: it is no worse than this. */
  readonly atMost?: Severity;
  readonly confidence?: Confidence;
  /** At least one. */
  readonly evidence: readonly Evidence[];
  /** The change that ends it, in the provider's own terms: a sentence, then where possible a command. */
  readonly fix: string;
}
