export const coverageStatuses = ['complete', 'partial', 'denied', 'skipped', 'unsupported'] as const;
export type CoverageStatus = (typeof coverageStatuses)[number];

/** What a rule needs to know, and what a source gives. */
export const inputKinds = [
  'inventory',
  'grants',
  'trusts',
  'credentials',
  /** Whether the root user of an account has keys. */
  'root-keys',
  'credential-use',
  'identity-use',
  'service-use',
  'ai-keys',
  'organization',
  'guardrails',
  'workloads',
  'owners',
  'approvals',
  /** How identities are kept and reached: what `Exposure`s are read from. */
  'configuration',
  /** Stored secrets, as far as their keeper tells of them: names, ages, rotation. */
  'stored-secrets',
  /** Policies of resources themselves: of buckets, keys, queues, functions. */
  'resource-policies',
  /** Credentials of a scope's identities that other providers keep. */
  'stored-keys',
  /** Whom the provider's own detection holds to be at risk or compromised. */
  'risk',
  /** Whom the scan ran as. */
  'scanner',
] as const;
export type InputKind = (typeof inputKinds)[number];

/** What each is, for people. */
export const inputTitles: Readonly<Record<InputKind, string>> = {
  inventory: 'the list of identities',
  grants: 'permissions',
  trusts: 'trust relationships',
  credentials: 'credential data',
  'root-keys': 'keys of the root user',
  'credential-use': 'when credentials were last used',
  'identity-use': 'when identities were last used',
  'service-use': 'which services were last used',
  'ai-keys': 'keys of AI services',
  organization: 'the organisation and its accounts',
  guardrails: 'organisation policies',
  workloads: 'which workloads run as which identity',
  owners: 'owners',
  approvals: 'approval settings',
  configuration: 'configuration of what runs as the identities',
  'stored-secrets': 'stored secrets: their names, ages and rotation',
  'resource-policies': 'policies of resources',
  'stored-keys': 'credentials stored with other providers',
  risk: 'risk detections of the provider',
  scanner: 'the identity that collected the data',
};

/** Where a provider's data of that kind comes from: a command, a flag, a setting. Undefined: nothing can be named. */
export type Fills = Readonly<Partial<Record<InputKind, string>>>;

/** Connector of a file that could not be read: nobody can tell whose it is. */
export const unreadFile = 'file';

/** Source of a gap: a scope could be entered, and nobody was found there. */
export const noIdentityFound = 'identities';

/** For one API and one scope: was it read, and if not, why. */
export interface Coverage {
  readonly connector: string;
  /** Id of the scope; `*` where it could not even be told which. */
  readonly scope: string;
  /** The API or file: `iam:GetAccountAuthorizationDetails`. */
  readonly source: string;
  readonly status: CoverageStatus;
  /** Why, and what to do: never empty unless `complete`. */
  readonly detail: string;
  readonly gives: readonly InputKind[];
  /** It was asked for live, and did not come, or not all of it. Absent on what is `partial`: what was handed in does not show whether it is all. */
  readonly cut?: true | undefined;
}
