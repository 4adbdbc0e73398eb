import { isObject } from '../../../src/exports/checked.ts';
import { type JsonElement, placeOf } from '../../../src/exports/json-elements.ts';
import { compileOrdinary, extraordinary } from '../../../src/exports/ordinary.ts';
import type { FileFormat, SourceFile } from '../../../src/model/connector.ts';
import type { Coverage, InputKind } from '../../../src/model/coverage.ts';
import { InputError } from '../../../src/model/input-error.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import {
  type AwsGroup,
  type AwsPolicy,
  type AwsRole,
  type AwsUser,
  groupSchema,
  policySchema,
  roleSchema,
  userSchema,
} from '../facts/records.ts';
import { decodeDocument } from '../policy/decode-document.ts';
import { rewriteTime } from './cli-time.ts';
import { checkData, splitAnswers, toRecord } from './element.ts';
import { continuationKeys, saysMoreFollows } from './pages.ts';
import { accountOfArn, accountOfFileName, isAwsOwned } from './scope.ts';

/**
 * `aws iam get-account-authorization-details`. A file may hold several pages and several accounts.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 */
const source = 'iam:GetAccountAuthorizationDetails';

type DetailKind = 'aws.user' | 'aws.group' | 'aws.role' | 'aws.policy';
type Detail = AwsUser | AwsGroup | AwsRole | AwsPolicy;

interface DetailList {
  readonly kind: DetailKind;
  readonly check: (parsed: unknown) => unknown;
  /** Where policy documents stand: a member, or a list and the member of its elements. */
  readonly documents: readonly (readonly [member: string] | readonly [list: string, member: string])[];
}

const detailLists: Readonly<Record<string, DetailList>> = {
  UserDetailList: {
    kind: 'aws.user',
    check: compileOrdinary(userSchema, rewriteTime),
    documents: [['UserPolicyList', 'PolicyDocument']],
  },
  GroupDetailList: {
    kind: 'aws.group',
    check: compileOrdinary(groupSchema, rewriteTime),
    documents: [['GroupPolicyList', 'PolicyDocument']],
  },
  RoleDetailList: {
    kind: 'aws.role',
    check: compileOrdinary(roleSchema, rewriteTime),
    documents: [['AssumeRolePolicyDocument'], ['RolePolicyList', 'PolicyDocument']],
  },
  Policies: {
    kind: 'aws.policy',
    check: compileOrdinary(policySchema, rewriteTime),
    documents: [['PolicyVersionList', 'Document']],
  },
};
const listNames = Object.keys(detailLists);
const lists: ReadonlySet<string> = new Set(listNames);

/** What is known of one account when the file ends. */
interface AccountTally {
  /** Lists that its pages had, empty or not. */
  readonly lists: Set<string>;
  /** Whether its last page says that more would follow. */
  truncated: boolean;
  /** Whether any role tells its last use, or that it has none. */
  lastUse: boolean;
  /** Names of groups and ARNs of policies that its entities point at. */
  readonly groups: Set<string>;
  readonly policies: Set<string>;
}

const emptyTally = (): AccountTally => ({
  lists: new Set(),
  truncated: false,
  lastUse: false,
  groups: new Set(),
  policies: new Set(),
});

const decodeMember = (holder: unknown, member: string): void => {
  if (isObject(holder) && typeof holder[member] === 'string') holder[member] = decodeDocument(holder[member]);
};

/** In place: the element was just parsed and nobody else has it. */
const decodeDocuments = (element: unknown, { documents }: DetailList): void => {
  if (!isObject(element)) return;
  for (const [first, second] of documents) {
    const list = element[first];
    if (second === undefined) decodeMember(element, first);
    else if (Array.isArray(list)) for (const item of list) decodeMember(item, second);
  }
};

const readDetail = (file: SourceFile, element: JsonElement, list: DetailList): Detail => {
  const parsed = element.value;
  decodeDocuments(parsed, list);
  const data = list.check(parsed);
  return data === extraordinary
    ? checkData(list.kind, parsed, () => placeOf(file, element))
    : (data as Detail);
};

const accountOf = (file: SourceFile, element: JsonElement, arn: string): string => {
  const account = accountOfArn(arn);
  if (account !== undefined) return account;
  throw new InputError(
    'Arn: not an ARN with an account id',
    placeOf(file, element),
    'Give the file as the AWS CLI wrote it: the account is read from the ARNs.',
  );
};

const note = (tally: AccountTally, detail: Detail): void => {
  if ('RoleLastUsed' in detail && detail.RoleLastUsed !== undefined) tally.lastUse = true;
  if ('GroupList' in detail) for (const name of detail.GroupList ?? []) tally.groups.add(name);
  if ('AttachedManagedPolicies' in detail) {
    for (const policy of detail.AttachedManagedPolicies ?? []) tally.policies.add(policy.PolicyArn);
  }
};

/** The lists and continuation marks of one page, and whose it is. */
interface Page {
  readonly accounts: Set<string>;
  readonly lists: Set<string>;
  truncated: boolean;
}

const emptyPage = (): Page => ({ accounts: new Set(), lists: new Set(), truncated: false });

const shorten = (names: readonly string[]): string =>
  names.length <= 3 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;

const coverageOf = (
  account: string,
  tally: AccountTally,
  described: ReadonlySet<string>,
): readonly Coverage[] => {
  const missingLists = listNames.filter((name) => !tally.lists.has(name));
  const gaps = [
    ...(tally.truncated
      ? [
          'the last page says that more would follow (IsTruncated or NextToken): export again without --max-items and --no-paginate',
        ]
      : []),
    ...(missingLists.length > 0
      ? [`the file has no ${missingLists.join(', ')}: export again without --query`]
      : []),
  ];
  const undescribed = [
    ...[...tally.policies].filter((arn) => !described.has(arn)),
    ...[...tally.groups].filter((name) => !described.has(`${account} ${name}`)),
  ].sort();
  if (undescribed.length > 0) {
    gaps.push(
      `policies or groups in use are not described in the file (${shorten(undescribed)}): export again without --filter`,
    );
  }
  const gives: readonly InputKind[] = [
    'inventory',
    'grants',
    'trusts',
    'owners',
    ...(tally.lastUse ? (['identity-use'] as const) : []),
  ];
  const entry = { connector: 'aws', scope: account, source };
  if (gaps.length === 0) return [{ ...entry, status: 'complete', detail: '', gives }];
  const partial = { ...entry, status: 'partial', detail: gaps.join('; ') } as const;
  if (tally.truncated || missingLists.length > 0) return [{ ...partial, gives }];
  // What some grants say is missing, and nothing else.
  return [
    { ...entry, status: 'complete', detail: '', gives: gives.filter((kind) => kind !== 'grants') },
    { ...partial, gives: ['grants'] },
  ];
};

function* read(file: SourceFile): Generator<SnapshotRecord | Coverage> {
  const tallies = new Map<string, AccountTally>();
  const tallyOf = (account: string): AccountTally => {
    const tally = tallies.get(account) ?? emptyTally();
    tallies.set(account, tally);
    return tally;
  };
  /** ARNs of policies, and groups as `<account> <name>`. */
  const described = new Set<string>();
  /** AWS's own policies and whole pages, until it is known whose they are. */
  let unclaimedPolicies: AwsPolicy[] = [];
  let unclaimedPages: Page[] = [];
  /** Of the last page that named any: a page of AWS's own policies alone continues it. */
  let accounts: ReadonlySet<string> = new Set();
  let page = emptyPage();

  function* claim(): Generator<SnapshotRecord> {
    for (const account of accounts) {
      const tally = tallyOf(account);
      for (const { lists, truncated } of unclaimedPages) {
        for (const list of lists) tally.lists.add(list);
        tally.truncated = truncated;
      }
      for (const policy of unclaimedPolicies) yield toRecord('aws.policy', account, policy);
    }
    unclaimedPages = [];
    unclaimedPolicies = [];
  }

  function* readElement(element: JsonElement, list: DetailList): Generator<SnapshotRecord> {
    const detail = readDetail(file, element, list);
    if (list.kind === 'aws.policy') described.add(detail.Arn);
    if (list.kind === 'aws.policy' && isAwsOwned(detail.Arn)) {
      unclaimedPolicies.push(detail as AwsPolicy);
      return;
    }
    const account = accountOf(file, element, detail.Arn);
    if ('GroupName' in detail) described.add(`${account} ${detail.GroupName}`);
    page.accounts.add(account);
    note(tallyOf(account), detail);
    yield toRecord(list.kind, account, detail);
  }

  for (const piece of splitAnswers(file, lists, continuationKeys)) {
    if (piece.kind === 'element') yield* readElement(piece, detailLists[piece.list]!);
    else if (piece.kind === 'list') page.lists.add(piece.list);
    else if (piece.kind === 'value') page.truncated ||= saysMoreFollows(piece);
    else {
      unclaimedPages.push(page);
      if (page.accounts.size > 0) accounts = page.accounts;
      page = emptyPage();
      if (accounts.size > 0) yield* claim();
    }
  }
  if (accounts.size === 0) {
    // An account without any entity of its own: nothing but the name of the file can tell which.
    accounts = new Set([accountOfFileName(file)]);
    yield* claim();
  }
  for (const account of [...tallies.keys()].sort()) {
    yield* coverageOf(account, tallies.get(account)!, described);
  }
}

export const accountAuthorizationDetails: FileFormat = {
  id: 'aws-account-authorization-details',
  read,
};
