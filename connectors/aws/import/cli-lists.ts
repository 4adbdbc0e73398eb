import { isObject } from '../../../src/exports/checked.ts';
import { placeOf } from '../../../src/exports/json-elements.ts';
import type { FileFormat, SourceFile } from '../../../src/model/connector.ts';
import type { Coverage, InputKind } from '../../../src/model/coverage.ts';
import { InputError } from '../../../src/model/input-error.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { keyGrantOf } from '../facts/key-grants.ts';
import type { AwsRecordKind } from '../facts/records.ts';
import { listOutputs } from '../file-kinds.ts';
import { checkData, splitAnswers, toRecord } from './element.ts';
import { continuationKeys, saysMoreFollows } from './pages.ts';
import { accountOfArn, accountOfFileName } from './scope.ts';

/** The output of one AWS CLI command: a list under a name of its own. */
interface CliList {
  /** As the user would type it, and as coverage names it. */
  readonly command: string;
  /** Members that an element must have. */
  readonly marks: readonly string[];
  readonly source: string;
  readonly kind: AwsRecordKind;
  /** Whether a complete answer holds the whole account's; else it is about the one user that was asked for. */
  readonly whole: boolean;
  /** What it is asked for one by one, where that is not the user. */
  readonly each?: string;
  readonly gives: readonly InputKind[];
  /** The account or organisation, where an element tells it. */
  readonly scopeOf?: (element: Readonly<Record<string, unknown>>) => string | undefined;
  /** Members that are called otherwise, or are part of another one, in the CLI's output. */
  readonly derive?: (element: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** `arn:aws:organizations::<management account>:account/<organization>/<account>` */
const organizationOf = (element: Readonly<Record<string, unknown>>): string | undefined =>
  /^arn:aws[a-z-]*:organizations::\d{12}:account\/(o-[a-z0-9]+)\/\d{12}$/.exec(text(element.Arn))?.[1];

const accountOfElement = (element: Readonly<Record<string, unknown>>): string | undefined =>
  accountOfArn(text(element.Arn));

const cliLists: Readonly<Record<string, CliList>> = {
  AccessKeyMetadata: {
    ...listOutputs.AccessKeyMetadata,
    source: 'iam:ListAccessKeys',
    kind: 'aws.access-key',
    whole: false,
    gives: ['credentials'],
  },
  Accounts: {
    ...listOutputs.Accounts,
    source: 'organizations:ListAccounts',
    kind: 'aws.account',
    whole: true,
    gives: ['organization'],
    scopeOf: organizationOf,
    derive: (element) => ({ Status: element.State, OrganizationId: organizationOf(element), ...element }),
  },
  Certificates: {
    ...listOutputs.Certificates,
    source: 'iam:ListSigningCertificates',
    kind: 'aws.signing-certificate',
    whole: false,
    gives: ['credentials'],
  },
  DelegationRequests: {
    ...listOutputs.DelegationRequests,
    source: 'iam:ListDelegationRequests',
    kind: 'aws.delegation-request',
    whole: true,
    gives: ['approvals'],
    scopeOf: (element) => /^\d{12}$/.exec(text(element.OwnerAccountId))?.[0],
  },
  Grants: {
    ...listOutputs.Grants,
    source: 'kms:ListGrants',
    kind: 'aws.key-grant',
    whole: false,
    each: 'key',
    // Key by key: no rule rests on their being all there.
    gives: [],
    scopeOf: (element) => accountOfArn(text(element.KeyId)),
    derive: keyGrantOf,
  },
  OpenIDConnectProviderList: {
    ...listOutputs.OpenIDConnectProviderList,
    source: 'iam:ListOpenIDConnectProviders',
    kind: 'aws.oidc-provider',
    whole: true,
    // Which roles trust it stands in the roles: the list alone answers no rule.
    gives: [],
    scopeOf: accountOfElement,
  },
  Parameters: {
    ...listOutputs.Parameters,
    source: 'ssm:DescribeParameters',
    kind: 'aws.parameter',
    whole: true,
    gives: ['stored-secrets'],
    scopeOf: (element) => accountOfArn(text(element.ARN)),
  },
  SAMLProviderList: {
    ...listOutputs.SAMLProviderList,
    source: 'iam:ListSAMLProviders',
    kind: 'aws.saml-provider',
    whole: true,
    gives: [],
    scopeOf: accountOfElement,
  },
  SSHPublicKeys: {
    ...listOutputs.SSHPublicKeys,
    source: 'iam:ListSSHPublicKeys',
    kind: 'aws.ssh-public-key',
    whole: false,
    gives: ['credentials'],
  },
  SecretList: {
    ...listOutputs.SecretList,
    source: 'secretsmanager:ListSecrets',
    kind: 'aws.secret',
    whole: true,
    gives: ['stored-secrets'],
    scopeOf: (element) => accountOfArn(text(element.ARN)),
  },
  ServiceSpecificCredentials: {
    ...listOutputs.ServiceSpecificCredentials,
    source: 'iam:ListServiceSpecificCredentials',
    kind: 'aws.service-specific-credential',
    whole: false,
    gives: ['credentials', 'ai-keys'],
  },
};
const listNames: ReadonlySet<string> = new Set(Object.keys(cliLists));

const coverageOf = (scope: string, list: CliList, truncated: boolean): Coverage => {
  const gaps = [
    ...(truncated ? ['more entries would follow (NextToken or IsTruncated)'] : []),
    ...(list.whole
      ? []
      : [`the file does not show whether ${list.command} was run for every ${list.each ?? 'user'}`]),
  ];
  const status = gaps.length === 0 ? 'complete' : 'partial';
  return { connector: 'aws', scope, source: list.source, status, detail: gaps.join('; '), gives: list.gives };
};

function* read(file: SourceFile): Generator<SnapshotRecord | Coverage> {
  /** By list and scope: whether the last page says that more would follow. */
  const seen = new Map<CliList, Map<string, boolean>>();
  let page = new Map<CliList, Set<string>>();
  let truncated = false;

  const endPage = (): void => {
    for (const [list, scopes] of page) {
      const known = seen.get(list) ?? new Map<string, boolean>();
      seen.set(list, known);
      // An empty page that continues others is about what they are about.
      const about = scopes.size > 0 ? scopes : known.size > 0 ? known.keys() : [accountOfFileName(file)];
      for (const scope of [...about]) known.set(scope, truncated);
    }
    page = new Map();
    truncated = false;
  };

  for (const piece of splitAnswers(file, listNames, continuationKeys)) {
    if (piece.kind === 'page-end') {
      endPage();
    } else if (piece.kind === 'list') {
      page.set(cliLists[piece.list]!, new Set());
    } else if (piece.kind === 'value') {
      truncated ||= saysMoreFollows(piece);
    } else {
      const list = cliLists[piece.list]!;
      const parsed = piece.value;
      const missing = list.marks.find((mark) => !isObject(parsed) || parsed[mark] === undefined);
      if (!isObject(parsed) || missing !== undefined) {
        throw new InputError(
          `${missing}: missing; this is not what ${list.command} writes`,
          placeOf(file, piece),
          `Make the export again: ${list.command} --output json`,
        );
      }
      const data = checkData(list.kind, list.derive?.(parsed) ?? parsed, () => placeOf(file, piece));
      const scope = list.scopeOf?.(parsed) ?? accountOfFileName(file);
      page.get(list)!.add(scope);
      yield toRecord(list.kind, scope, data);
    }
  }
  for (const [list, scopes] of seen) {
    for (const [scope, more] of scopes) yield coverageOf(scope, list, more);
  }
}

export const cliListOutput: FileFormat = {
  id: 'aws-cli-list',
  read,
};
