import type { Credential } from './credential.ts';
import type { FactRef } from './evidence.ts';
import type { Exposure } from './exposure.ts';
import type { Grant } from './grant.ts';
import type { Environment, Provider } from './scope.ts';
import type { Trust } from './trust.ts';
import type { Use } from './usage.ts';

/** What runs as an identity, or what it belongs to. */
export interface Workload {
  /** The provider's own id. */
  readonly id: string;
  /** `lambda-function`, `ec2-instance`, `workflow`… */
  readonly kind: string;
  readonly name: string;
  readonly source: FactRef;
}

/** A policy text that applies to an identity, and where it is attached. */
export interface Attachment {
  /** Index into `Estate.documents`. */
  readonly document: number;
  /** The document itself. */
  readonly source: FactRef;
  /**
   * Where its statements stand: in a `list` below `/Statement`, as a `single` one at `/Statement`, or `elsewhere`:
   * the text is not in the snapshot and only its attachment can be shown.
   */
  readonly statements: 'list' | 'single' | 'elsewhere';
  readonly name: string;
}

/** An identity that somebody other than its scope's owner made for itself, and that its owner can change only to harm. */
export interface Management {
  /** Who made it. */
  readonly by: string;
  /** What helps, whatever is found at it: a sentence, then where possible a command. */
  readonly instead: string;
  /** Page of the documentation. */
  readonly source: string;
}

/** Whoever can authenticate. */
export interface Identity {
  /** The provider's own id: an ARN, an object id, a service account's e-mail, a node id. */
  readonly id: string;
  readonly provider: Provider;
  /** `role`, `user`, `root`, `service-principal`, `deploy-key`, `workflow`, `agent`… */
  readonly kind: string;
  /** Informs rules; never hides an identity from a list. */
  readonly nature: { readonly is: 'machine' | 'human' | 'unknown'; readonly reason: string };
  readonly name: string;
  /** Id of the scope it lives in. */
  readonly scope: string;
  readonly owner?: string;
  /** Nobody asked who owns it: what was read has no place for that. Absent: without `owner` it names none. */
  readonly ownerUnseen?: true;
  readonly environment: Environment;
  /** ISO 8601, UTC. */
  readonly createdAt?: string;
  /** `never`: known not to have been used in the observed time. Absent: not known. */
  readonly lastUsedAt?: string | 'never';
  /** Since when a use would have been seen, ISO 8601; absent: not known. */
  readonly observedSince?: string;
  readonly credentials: readonly Credential[];
  /** The provider shows to nobody by what else it proves who it is: passwords of people, private keys of Apps. Absent: `credentials` are all. */
  readonly credentialsUnseen?: true;
  readonly grants: readonly Grant[];
  readonly trusts: readonly Trust[];
  /** It is had by those whom it trusts, and nobody saw who they are. Absent: `trusts` are all. */
  readonly trustsUnseen?: true;
  /** Workloads known to run as this identity. Absent: workloads were not collected. */
  readonly workloads?: readonly Workload[];
  readonly attachments: readonly Attachment[];
  /** Index into `Estate.profiles`. */
  readonly profile: number;
  /** Made and held by the provider for itself; its owner can neither use nor change it (a service-linked role). */
  readonly providerOwned: boolean;
  /** Kept for emergencies, by tag, name or configuration: rare use is its purpose. */
  readonly breakGlass: boolean;
  /** The identity that this scan ran as. */
  readonly scanner: boolean;
  /** An AI agent's identity: the only ones that AI frameworks are mapped to. */
  readonly agent: boolean;
  /** A limit that the provider can end permissions with is in force (a permissions boundary). */
  readonly bounded: boolean;
  /** Services last used, by service name: ISO 8601, or `never`; the latest of what is told and what `uses` show. Absent: not collected. */
  readonly serviceLastUsed?: Readonly<Record<string, string>>;
  /** The same for privileges, by the provider's name (`iam:GetUser`). */
  readonly actionsLastUsed?: Readonly<Record<string, string>>;
  /** What logs of use show of it, sorted by action, then credential. Absent: no log of its scope was given. */
  readonly uses?: readonly Use[];
  /** Made by the provider, or by the management of an organisation, for itself. Absent: it is the owner's own. */
  readonly management?: Management;
  /** Sorted by kind, then key. Absent: none. */
  readonly exposures?: readonly Exposure[];
  /** The record itself. */
  readonly source: FactRef;
}
