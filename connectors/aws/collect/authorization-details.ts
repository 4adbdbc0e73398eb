import type {
  GetAccountAuthorizationDetailsCommandOutput,
  ManagedPolicyDetail,
  PolicyDetail,
} from '@aws-sdk/client-iam';
import type { AwsRecordKind } from '../facts/records.ts';
import { decodeDocument } from '../policy/decode-document.ts';
import type { AccountSession } from './session.ts';
import type { Outcome, Reader, Users } from './source.ts';
import { iamPages, putRecord, readSource } from './source.ts';
import type { CodeCommitReach } from './ssh-key-users.ts';
import { createCodeCommitReach } from './ssh-key-users.ts';

/** The most that AWS gives in one page. */
const pageSize = 1000;

/** What later calls need to know of the account. */
export interface AccountFacts {
  readonly outcome: Outcome;
  readonly users: Users;
  readonly codeCommit: CodeCommitReach;
}

const decodeInline = (policies: readonly PolicyDetail[] | undefined) =>
  policies?.map((policy) => ({ ...policy, PolicyDocument: decodeDocument(policy.PolicyDocument) }));

/** Each policy has a version that counts, with its text: what comes without is no entry, and says nothing of what it grants. */
const hasText = ({ PolicyVersionList = [] }: ManagedPolicyDetail): boolean =>
  PolicyVersionList.some(({ Document }) => Document !== undefined);

type Page = GetAccountAuthorizationDetailsCommandOutput;

/** The records of a page, with documents decoded. */
const recordsOf = (page: Page) => ({
  users: (page.UserDetailList ?? []).map((user) => ({
    ...user,
    UserPolicyList: decodeInline(user.UserPolicyList),
  })),
  groups: (page.GroupDetailList ?? []).map((group) => ({
    ...group,
    GroupPolicyList: decodeInline(group.GroupPolicyList),
  })),
  roles: (page.RoleDetailList ?? []).map((role) => ({
    ...role,
    AssumeRolePolicyDocument: decodeDocument(role.AssumeRolePolicyDocument),
    RolePolicyList: decodeInline(role.RolePolicyList),
  })),
  policies: (page.Policies ?? []).map((policy) => ({
    ...(hasText(policy) ? policy : {}),
    // An emulator leaves the name out; an ARN ends with it.
    PolicyName: policy.PolicyName ?? policy.Arn?.split('/').at(-1),
    PolicyVersionList: policy.PolicyVersionList?.map((version) => ({
      ...version,
      Document: decodeDocument(version.Document),
    })),
  })),
});

/** Users, groups, roles and policies of the account. */
export const readAuthorizationDetails = async (
  session: AccountSession,
  reader: Reader,
): Promise<AccountFacts> => {
  const source = 'iam:GetAccountAuthorizationDetails';
  const names: string[] = [];
  const codeCommit = createCodeCommitReach();
  const outcome = await readSource(reader, source, async (tally) => {
    const pages = iamPages(tally, (marker) =>
      session.iam.send(
        new session.sdk.iam.GetAccountAuthorizationDetailsCommand({ MaxItems: pageSize, ...marker }),
        session.request,
      ),
    );
    for await (const page of pages) {
      const records = recordsOf(page);
      const kinds: readonly (readonly [AwsRecordKind, readonly unknown[]])[] = [
        ['aws.user', records.users],
        ['aws.group', records.groups],
        ['aws.role', records.roles],
        ['aws.policy', records.policies],
      ];
      for (const [kind, entries] of kinds) {
        for (const entry of entries) await putRecord(reader, tally, kind, entry);
      }
      for (const user of records.users) if (user.UserName !== undefined) names.push(user.UserName);
      codeCommit.note(records);
      reader.progress(source, tally.entries);
    }
    return undefined;
  });
  return { outcome, users: { names, whole: outcome.status === 'complete' }, codeCommit };
};
