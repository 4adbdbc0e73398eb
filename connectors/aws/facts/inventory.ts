import type { FactRef } from '../../../src/model/evidence.ts';
import type { UsageTable } from '../../../src/usage/table.ts';
import type { Requester, RequestTarget } from '../policy/request-context.ts';
import type { PolicyStore } from '../policy/store.ts';
import type { AwsGroup, AwsRecordData } from './records.ts';
import type { ScopedWorkload } from './workloads.ts';

/** A policy text that applies to a principal, and where it is attached. */
export interface AppliedPolicy {
  readonly document: number;
  readonly name: string;
  /** Absent for inline policies. */
  readonly arn?: string;
  /** Of the document itself: its statements stand below. */
  readonly source: FactRef;
  /** The text is not in the snapshot, but known: `source` is the attachment. */
  readonly elsewhere?: true;
  /** One object for all who have the policy in this way. */
  readonly shared?: true;
  /** `attached`, `inline`, `group <name>`. */
  readonly via: string;
}

/** A user or role with everything that decides what it may do. */
export interface Principal extends Requester, RequestTarget {
  readonly partition: string;
  readonly path: string;
  readonly policies: readonly AppliedPolicy[];
  /** ARNs of attached policies whose text is not in the snapshot. */
  readonly missing: readonly string[];
  /** Only the credential report names it: policies, groups, tags and boundary were not read. */
  readonly unread?: true;
  /** Document of the boundary; `undefined` with a `boundaryArn`: not in the snapshot. */
  readonly boundary: number | undefined;
  readonly groups: readonly string[];
  /** Document of the trust policy; roles only. */
  readonly trust: number | undefined;
  readonly inInstanceProfile: boolean;
  /** ARNs of its instance profiles; absent: it is in none. */
  readonly instanceProfiles?: readonly string[];
  /** ISO 8601. */
  readonly createdAt: string | undefined;
  /** Of a role: ISO 8601, or `never`. Absent: not known. */
  readonly lastUsed: string | undefined;
  /** Of a role, where it is told. */
  readonly maxSessionSeconds: number | undefined;
}

export interface ManagedPolicy {
  readonly arn: string;
  readonly account: string;
  readonly document: number | undefined;
  /** Documents of the versions that are not the default. */
  readonly olderVersions: readonly number[];
  readonly versions: number;
}

/** The policy of a function, key, bucket or the like. */
export interface ResourcePolicy {
  readonly arn: string;
  /** Account of the resource. */
  readonly account: string;
  readonly document: number;
  /** By position of the statement: the same permission as an identity's policy would give it, on this resource only. */
  readonly permissions: ReadonlyMap<number, number>;
  /** Where it is written. */
  readonly source: FactRef;
  /** Of a bucket: what S3 lets of it stand, whatever it says. */
  readonly block?: PublicAccessBlock;
}

/** Block Public Access, of the bucket and of its account together; `undefined`: not known. */
export interface PublicAccessBlock {
  readonly ignoresAcls: boolean | undefined;
  readonly restricts: boolean | undefined;
}

export interface OpenAcl {
  readonly account: string;
  readonly data: Data<'bucketAcl'>;
  /** Whether the account and the bucket are known not to ignore it. */
  readonly certain: boolean;
}

/** A grant on a key, as a policy that names one grantee and has one statement. */
export interface KeyGrant extends ResourcePolicy {
  readonly id: string;
  readonly name: string;
}

type Data<Kind extends keyof RecordKinds> = RecordKinds[Kind];
export interface RecordKinds {
  account: AwsRecordData<'aws.account'>;
  summary: AwsRecordData<'aws.account-summary'>;
  accessKey: AwsRecordData<'aws.access-key'>;
  reportRow: AwsRecordData<'aws.credential-report-row'>;
  delegation: AwsRecordData<'aws.delegation-request'>;
  oidcProvider: AwsRecordData<'aws.oidc-provider'>;
  samlProvider: AwsRecordData<'aws.saml-provider'>;
  organization: AwsRecordData<'aws.organization'>;
  unit: AwsRecordData<'aws.organizational-unit'>;
  organizationPolicy: AwsRecordData<'aws.organization-policy'>;
  delegated: AwsRecordData<'aws.delegated-administrator'>;
  lastAccessed: AwsRecordData<'aws.service-last-accessed'>;
  serviceCredential: AwsRecordData<'aws.service-specific-credential'>;
  certificate: AwsRecordData<'aws.signing-certificate'>;
  sshKey: AwsRecordData<'aws.ssh-public-key'>;
  secret: AwsRecordData<'aws.secret'>;
  parameter: AwsRecordData<'aws.parameter'>;
  workload: AwsRecordData<'aws.workload'>;
  resourcePolicy: AwsRecordData<'aws.resource-policy'>;
  bucketAcl: AwsRecordData<'aws.bucket-acl'>;
  keyGrant: AwsRecordData<'aws.key-grant'>;
  publicAccessBlock: AwsRecordData<'aws.public-access-block'>;
}

/** Everything an AWS snapshot holds, arranged for interpretation. Keys of user credentials: the user's ARN. */
export interface Inventory {
  readonly store: PolicyStore;
  /** Users, roles and roots, sorted by ARN. */
  readonly principals: readonly Principal[];
  readonly groups: ReadonlyMap<string, AwsGroup>;
  readonly policies: ReadonlyMap<string, ManagedPolicy>;
  /** Ids of all accounts that identities were read from, sorted. */
  readonly accounts: readonly string[];
  readonly accountRecords: ReadonlyMap<string, Data<'account'>>;
  readonly summaries: ReadonlyMap<string, Data<'summary'>>;
  readonly reportRows: ReadonlyMap<string, Data<'reportRow'>>;
  readonly reportedAccounts: ReadonlySet<string>;
  readonly accessKeys: ReadonlyMap<string, readonly Data<'accessKey'>[]>;
  readonly serviceCredentials: ReadonlyMap<string, readonly Data<'serviceCredential'>[]>;
  readonly sshKeys: ReadonlyMap<string, readonly Data<'sshKey'>[]>;
  readonly certificates: ReadonlyMap<string, readonly Data<'certificate'>[]>;
  readonly oidcProviders: ReadonlyMap<string, Data<'oidcProvider'>>;
  readonly samlProviders: ReadonlyMap<string, Data<'samlProvider'>>;
  readonly delegations: readonly { readonly scope: string; readonly data: Data<'delegation'> }[];
  /** By id. */
  readonly organizations: ReadonlyMap<string, Data<'organization'>>;
  readonly units: ReadonlyMap<string, Data<'unit'>>;
  readonly organizationPolicies: readonly Data<'organizationPolicy'>[];
  /** By account: service principals that it administers for the organisation. */
  readonly delegatedServices: ReadonlyMap<string, readonly string[]>;
  readonly lastAccessed: ReadonlyMap<string, Data<'lastAccessed'>>;
  /** Sorted by ARN; instance profiles resolved to their role. */
  readonly workloads: readonly ScopedWorkload[];
  /** Sorted by account, then name. */
  readonly secrets: readonly { readonly scope: string; readonly data: Data<'secret'> }[];
  readonly parameters: readonly { readonly scope: string; readonly data: Data<'parameter'> }[];
  /** Policies of resources other than roles, sorted by the resource's ARN. */
  readonly resourcePolicies: readonly ResourcePolicy[];
  /** Grants on keys, sorted by key and id. */
  readonly keyGrants: readonly KeyGrant[];
  /** Access control lists of buckets that let in everyone, where Block Public Access is not known to ignore them. */
  readonly openAcls: readonly OpenAcl[];
  readonly callers: ReadonlySet<string>;
  /** What CloudTrail shows, by ARN. */
  readonly usage: UsageTable;
  /** Documents that could not be read whole: where, and what is wrong. */
  readonly problems: readonly { readonly account: string; readonly text: string }[];
}

export { arnParts } from './arn.ts';
