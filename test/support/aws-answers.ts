import type {
  AccessKeyMetadata,
  DelegationRequest,
  GetOpenIDConnectProviderResponse,
  GroupDetail,
  ManagedPolicyDetail,
  RoleDetail,
  SAMLProviderListEntry,
  ServiceLastAccessed,
  ServiceSpecificCredentialMetadata,
  SigningCertificate,
  SSHPublicKeyMetadata,
  UserDetail,
} from '@aws-sdk/client-iam';
import type { Account, OrganizationalUnit, PolicyType } from '@aws-sdk/client-organizations';
import type { LoopbackRequest } from './aws-loopback.ts';
import type { LoopbackRegion } from './aws-regional.ts';
import { xmlMap } from './aws-xml.ts';

/** One account as it stands behind the loopback server, in the SDK's own types. */
export interface LoopbackAccount {
  readonly id: string;
  readonly alias?: string;
  readonly users?: readonly UserDetail[];
  readonly groups?: readonly GroupDetail[];
  readonly roles?: readonly RoleDetail[];
  readonly policies?: readonly ManagedPolicyDetail[];
  /** CSV. */
  readonly report?: string;
  /** How often AWS says that the report is not ready. */
  readonly reportDelay?: number;
  /** By user. */
  readonly accessKeys?: Readonly<Record<string, readonly AccessKeyMetadata[]>>;
  readonly serviceCredentials?: readonly ServiceSpecificCredentialMetadata[];
  readonly sshKeys?: Readonly<Record<string, readonly SSHPublicKeyMetadata[]>>;
  readonly certificates?: Readonly<Record<string, readonly SigningCertificate[]>>;
  readonly oidcProviders?: Readonly<Record<string, GetOpenIDConnectProviderResponse>>;
  readonly samlProviders?: readonly SAMLProviderListEntry[];
  readonly delegations?: readonly DelegationRequest[];
  readonly issuer?: string;
  /** By ARN. */
  readonly lastAccessed?: Readonly<Record<string, readonly ServiceLastAccessed[]>>;
  /** Enabled regions by name. */
  readonly regions?: Readonly<Record<string, LoopbackRegion>>;
}

export interface LoopbackPolicy {
  readonly id: string;
  readonly type: PolicyType;
  readonly content: string;
  readonly targets: readonly string[];
}

export interface LoopbackOrganization {
  readonly id: string;
  readonly management: string;
  readonly accounts: readonly (Account & { readonly parent: string })[];
  readonly units: readonly (OrganizationalUnit & { readonly parent: string })[];
  readonly policies: readonly LoopbackPolicy[];
  readonly enabled: readonly PolicyType[];
  readonly tags?: Readonly<Record<string, readonly { Key: string; Value: string }[]>>;
  /** By account: service principals of which it is a delegated administrator. */
  readonly delegated?: Readonly<Record<string, readonly string[]>>;
}

export interface AnswerContext {
  readonly accounts: readonly LoopbackAccount[];
  readonly organization?: LoopbackOrganization;
  readonly pageSize: number;
}

/** An error of the API; the message is its code. Told from faults of the test by `instanceof`. */
export class NamedError extends Error {
  readonly status: number;
  constructor(code: string, status = 400) {
    super(code);
    this.status = status;
  }
}

/** From a marker on, as many as fit in a page, and the next marker. */
const slice = <T>(all: readonly T[], from: unknown, size: number) => {
  const start = Number(from ?? 0);
  const end = start + size;
  return { entries: all.slice(start, end), next: end < all.length ? String(end) : undefined };
};

const paged = <T>(request: LoopbackRequest, context: AnswerContext, all: readonly T[]) => {
  const wanted = Number(request.input.MaxItems ?? 100);
  const { entries, next } = slice(all, request.input.Marker, Math.min(wanted, context.pageSize));
  return { entries, more: { IsTruncated: next !== undefined, Marker: next } };
};

const accountOf = (request: LoopbackRequest, context: AnswerContext): LoopbackAccount => {
  const account = context.accounts.find(({ id }) => id === request.account);
  if (account === undefined) throw new NamedError('InvalidClientTokenId', 403);
  return account;
};

const details = (account: LoopbackAccount) => [
  ...(account.users ?? []).map((user) => ({ user })),
  ...(account.groups ?? []).map((group) => ({ group })),
  ...(account.roles ?? []).map((role) => ({ role })),
  ...(account.policies ?? []).map((policy) => ({ policy })),
];

type IamAnswer = (request: LoopbackRequest, context: AnswerContext, account: LoopbackAccount) => unknown;

const ofUser =
  <T>(
    list: string,
    pick: (account: LoopbackAccount) => Readonly<Record<string, readonly T[]>> | undefined,
  ): IamAnswer =>
  (request, context, account) => {
    const name = String(request.input.UserName);
    if (!(account.users ?? []).some(({ UserName }) => UserName === name))
      throw new NamedError('NoSuchEntity', 404);
    const { entries, more } = paged(request, context, pick(account)?.[name] ?? []);
    return { [list]: entries, ...more };
  };

const iamAnswers: Readonly<Record<string, IamAnswer>> = {
  GetAccountAuthorizationDetails: (request, context, account) => {
    const { entries, more } = paged(request, context, details(account));
    return {
      UserDetailList: entries.flatMap((entry) => ('user' in entry ? entry.user : [])),
      GroupDetailList: entries.flatMap((entry) => ('group' in entry ? entry.group : [])),
      RoleDetailList: entries.flatMap((entry) => ('role' in entry ? entry.role : [])),
      Policies: entries.flatMap((entry) => ('policy' in entry ? entry.policy : [])),
      ...more,
    };
  },
  GenerateCredentialReport: () => ({ State: 'STARTED' }),
  GetCredentialReport: (request, _, account) => {
    if (account.report === undefined) throw new NamedError('ReportNotPresent', 410);
    if (request.before < (account.reportDelay ?? 0)) throw new NamedError('ReportInProgress', 404);
    return {
      Content: Buffer.from(account.report),
      ReportFormat: 'text/csv',
      GeneratedTime: '2026-01-01T00:00:00Z',
    };
  },
  ListAccessKeys: ofUser('AccessKeyMetadata', (account) => account.accessKeys),
  GetAccessKeyLastUsed: (request) => ({
    UserName: 'u',
    AccessKeyLastUsed: {
      LastUsedDate: '2025-12-24T00:00:00Z',
      ServiceName: String(request.input.AccessKeyId),
      Region: 'eu-west-1',
    },
  }),
  ListServiceSpecificCredentials: (request, context, account) => {
    const { UserName, AllUsers } = request.input;
    const own = (account.serviceCredentials ?? []).filter(
      (credential) => AllUsers === 'true' || credential.UserName === UserName,
    );
    const { entries, more } = paged(request, context, own);
    return { ServiceSpecificCredentials: entries, ...more };
  },
  ListSSHPublicKeys: ofUser('SSHPublicKeys', (account) => account.sshKeys),
  ListSigningCertificates: ofUser('Certificates', (account) => account.certificates),
  ListOpenIDConnectProviders: (_, __, account) => ({
    OpenIDConnectProviderList: Object.keys(account.oidcProviders ?? {}).map((Arn) => ({ Arn })),
  }),
  GetOpenIDConnectProvider: (request, _, account) => {
    const provider = account.oidcProviders?.[String(request.input.OpenIDConnectProviderArn)];
    if (provider === undefined) throw new NamedError('NoSuchEntity', 404);
    return provider;
  },
  ListSAMLProviders: (_, __, account) => ({ SAMLProviderList: account.samlProviders ?? [] }),
  GetAccountSummary: (_, __, account) => ({
    SummaryMap: xmlMap({
      Users: account.users?.length ?? 0,
      AccountAccessKeysPresent: 1,
      AccountMFAEnabled: 0,
    }),
  }),
  GetOutboundWebIdentityFederationInfo: (_, __, account) => {
    if (account.issuer === undefined) throw new NamedError('FeatureDisabled', 404);
    return { IssuerIdentifier: account.issuer, JwtVendingEnabled: true };
  },
  ListDelegationRequests: (request, context, account) => {
    const { entries, more } = paged(request, context, account.delegations ?? []);
    return { DelegationRequests: entries, isTruncated: more.IsTruncated, Marker: more.Marker };
  },
  ListAccountAliases: (_, __, account) => ({
    AccountAliases: account.alias === undefined ? [] : [account.alias],
    IsTruncated: false,
  }),
  GenerateServiceLastAccessedDetails: (request) => ({ JobId: `job/${String(request.input.Arn)}` }),
  GetServiceLastAccessedDetails: (request, context, account) => {
    const arn = String(request.input.JobId).slice('job/'.length);
    const { entries, more } = paged(request, context, account.lastAccessed?.[arn] ?? []);
    return {
      JobStatus: 'COMPLETED',
      JobCreationDate: '2026-01-01T00:00:00Z',
      JobCompletionDate: '2026-01-01T00:00:01Z',
      ServicesLastAccessed: entries,
      ...more,
    };
  },
};

export const answerIam = (request: LoopbackRequest, context: AnswerContext): unknown => {
  const account = accountOf(request, context);
  const answer = iamAnswers[request.operation];
  if (answer === undefined) throw new NamedError('InvalidAction');
  return answer(request, context, account);
};

export const answerSts = (request: LoopbackRequest, context: AnswerContext): unknown => {
  if (request.operation === 'GetCallerIdentity') {
    const { id } = accountOf(request, context);
    return { Account: id, Arn: `arn:aws:iam::${id}:user/scanner`, UserId: 'AIDAEXAMPLE' };
  }
  const role = String(request.input.RoleArn);
  const id = role.split(':')[4] ?? '';
  if (!context.accounts.some((account) => account.id === id)) throw new NamedError('AccessDenied', 403);
  return {
    AssumedRoleUser: {
      Arn: `arn:aws:sts::${id}:assumed-role/${role.split('/').at(-1)}/nhi-audit`,
      AssumedRoleId: 'AROAEXAMPLE:nhi-audit',
    },
    Credentials: {
      AccessKeyId: `ASIA${id}`,
      SecretAccessKey: 'loopback',
      SessionToken: 'loopback',
      Expiration: new Date(Date.now() + 3_600_000),
    },
  };
};

const withToken = <T>(name: string, request: LoopbackRequest, all: readonly T[]) => {
  const { entries, next } = slice(all, request.input.NextToken, 20);
  return { [name]: entries, ...(next === undefined ? {} : { NextToken: next }) };
};

type OrganizationAnswer = (request: LoopbackRequest, organization: LoopbackOrganization) => unknown;

const organizationAnswers: Readonly<Record<string, OrganizationAnswer>> = {
  DescribeOrganization: (_, { id, management }) => ({
    Organization: {
      Id: id,
      Arn: `arn:aws:organizations::${management}:organization/${id}`,
      FeatureSet: 'ALL',
      MasterAccountId: management,
      MasterAccountEmail: 'nobody@example.com',
    },
  }),
  ListRoots: (_, { enabled }) => ({
    Roots: [
      { Id: 'r-root', Name: 'Root', PolicyTypes: enabled.map((Type) => ({ Type, Status: 'ENABLED' })) },
    ],
  }),
  ListAccounts: (request, { accounts }) =>
    withToken(
      'Accounts',
      request,
      accounts.map(({ parent: _, ...account }) => account),
    ),
  ListOrganizationalUnitsForParent: (request, { units }) =>
    withToken(
      'OrganizationalUnits',
      request,
      units.filter(({ parent }) => parent === request.input.ParentId),
    ),
  ListAccountsForParent: (request, { accounts }) =>
    withToken(
      'Accounts',
      request,
      accounts.filter(({ parent }) => parent === request.input.ParentId),
    ),
  ListDelegatedAdministrators: (request, { delegated = {} }) =>
    withToken(
      'DelegatedAdministrators',
      request,
      Object.keys(delegated).map((Id) => ({ Id })),
    ),
  ListDelegatedServicesForAccount: (request, { delegated = {} }) =>
    withToken(
      'DelegatedServices',
      request,
      (delegated[String(request.input.AccountId)] ?? []).map((ServicePrincipal) => ({ ServicePrincipal })),
    ),
  ListTagsForResource: (request, { tags }) => ({ Tags: tags?.[String(request.input.ResourceId)] ?? [] }),
  ListPolicies: (request, { policies }) =>
    withToken(
      'Policies',
      request,
      policies
        .filter(({ type }) => type === request.input.Filter)
        .map(({ id, type }) => ({
          Id: id,
          Arn: `arn:aws:organizations::aws:policy/${id}`,
          Name: id,
          Type: type,
        })),
    ),
  DescribePolicy: (request, { policies }) => {
    const policy = policies.find(({ id }) => id === request.input.PolicyId);
    return { Policy: { PolicySummary: { Id: policy?.id }, Content: policy?.content } };
  },
  ListTargetsForPolicy: (request, { policies }) =>
    withToken(
      'Targets',
      request,
      (policies.find(({ id }) => id === request.input.PolicyId)?.targets ?? []).map((TargetId) => ({
        TargetId,
      })),
    ),
};

export const answerOrganizations = (request: LoopbackRequest, context: AnswerContext): unknown => {
  const { organization } = context;
  if (organization === undefined) throw new NamedError('AWSOrganizationsNotInUseException');
  const { operation, account } = request;
  if (operation !== 'DescribeOrganization' && account !== organization.management) {
    throw new NamedError('AccessDeniedException');
  }
  return organizationAnswers[operation]?.(request, organization);
};
