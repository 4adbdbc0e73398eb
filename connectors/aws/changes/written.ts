import { fill, jsonText } from '../../../src/model/command-line.ts';
import type { ChangedDocument, WrittenChange } from '../../../src/model/reduce.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import type { AwsPolicy } from '../facts/records.ts';
import { decodeDocument } from '../policy/decode-document.ts';
import { withoutAgreement } from './agreement.ts';
import { currentVersion, type Holder, type HolderData, inlineOf } from './records.ts';
import { ofWorkload, writtenRole } from './split.ts';

/** From a difference of facts to commands. https://docs.aws.amazon.com/cli/latest/reference/iam/ */

const documentOf = (raw: unknown): unknown => withoutAgreement(decodeDocument(raw));
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const nothing: WrittenChange = { first: [], commands: [], documents: [] };

const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

const ofHolders =
  (holder: Holder) =>
  (before: HolderData, after: HolderData, id: string): WrittenChange => {
    const name = nameOf(id);
    const first: string[] = [];
    const commands: string[] = [];
    const documents: ChangedDocument[] = [];
    const put = (into: string[], template: string, values: Readonly<Record<string, string>>): void => {
      into.push(fill({ template, values: { name, ...values } }));
    };
    const was = new Map(
      inlineOf(holder, before).map((each) => [each.PolicyName, documentOf(each.PolicyDocument)]),
    );
    const is = new Map(
      inlineOf(holder, after).map((each) => [each.PolicyName, documentOf(each.PolicyDocument)]),
    );
    for (const [policy, document] of is) {
      if (same(was.get(policy), document)) continue;
      put(
        was.has(policy) ? commands : first,
        `aws iam put-${holder}-policy --${holder}-name {name} --policy-name {policy} --policy-document {document}`,
        { policy, document: jsonText(document) },
      );
      documents.push({
        of: `inline policy ${policy} of ${holder} ${name}`,
        ...(was.has(policy) ? { before: was.get(policy) } : {}),
        after: document,
      });
    }
    const arnsOf = ({ AttachedManagedPolicies = [] }: HolderData): readonly string[] =>
      AttachedManagedPolicies.map(({ PolicyArn }) => PolicyArn);
    for (const policy of arnsOf(after).filter((arn) => !arnsOf(before).includes(arn)))
      put(first, `aws iam attach-${holder}-policy --${holder}-name {name} --policy-arn {policy}`, { policy });
    for (const group of (after.GroupList ?? []).filter((each) => before.GroupList?.includes(each) !== true))
      put(first, 'aws iam add-user-to-group --user-name {name} --group-name {group}', { group });
    for (const policy of arnsOf(before).filter((arn) => !arnsOf(after).includes(arn)))
      put(commands, `aws iam detach-${holder}-policy --${holder}-name {name} --policy-arn {policy}`, {
        policy,
      });
    for (const group of (before.GroupList ?? []).filter((each) => after.GroupList?.includes(each) !== true))
      put(commands, 'aws iam remove-user-from-group --user-name {name} --group-name {group}', { group });
    for (const [policy, document] of was) {
      if (is.has(policy)) continue;
      put(commands, `aws iam delete-${holder}-policy --${holder}-name {name} --policy-name {policy}`, {
        policy,
      });
      documents.push({ of: `inline policy ${policy} of ${holder} ${name}`, before: document });
    }
    const [trusted, trusts] = [before, after].map(({ AssumeRolePolicyDocument }) =>
      documentOf(AssumeRolePolicyDocument),
    );
    if (holder === 'role' && !same(trusted, trusts)) {
      put(commands, 'aws iam update-assume-role-policy --role-name {name} --policy-document {document}', {
        document: jsonText(trusts),
      });
      documents.push({ of: `trust policy of role ${name}`, before: trusted, after: trusts });
    }
    return { first, commands, documents };
  };

/** A version that is still there is set again; one that is not is made. */
const ofPolicy = (before: AwsPolicy, after: AwsPolicy, policy: string): WrittenChange => {
  const [was, is] = [currentVersion(before), currentVersion(after)];
  if (is === undefined || was?.VersionId === is.VersionId) return nothing;
  const had = (before.PolicyVersionList ?? []).map(({ VersionId }) => VersionId);
  const has = (after.PolicyVersionList ?? []).map(({ VersionId }) => VersionId);
  const document = documentOf(is.Document);
  const documents = [{ of: `policy ${nameOf(policy)}`, before: documentOf(was?.Document), after: document }];
  const remove = (version: string): string =>
    fill({
      template: 'aws iam delete-policy-version --policy-arn {policy} --version-id {version}',
      values: { policy, version },
    });
  const gone = had.filter((version) => !has.includes(version));
  return had.includes(is.VersionId)
    ? {
        first: [],
        commands: [
          fill({
            template: 'aws iam set-default-policy-version --policy-arn {policy} --version-id {version}',
            values: { policy, version: is.VersionId },
          }),
          ...gone.map(remove),
        ],
        documents,
      }
    : {
        first: gone.map(remove),
        commands: [
          fill({
            template:
              'aws iam create-policy-version --policy-arn {policy} --policy-document {document} --set-as-default',
            values: { policy, document: jsonText(document) },
          }),
        ],
        documents,
      };
};

type Row = Readonly<Record<string, string>>;

const statusCommand =
  (template: string) =>
  (before: Row, after: Row, credential: string): WrittenChange =>
    before.Status === after.Status
      ? nothing
      : {
          ...nothing,
          commands: [
            fill({
              template,
              values: { name: after.UserName ?? '', credential, status: after.Status ?? '' },
            }),
          ],
        };

/** The report numbers keys and does not name them. */
const ofReportRow = (before: Row, after: Row, arn: string): WrittenChange => {
  const name = nameOf(arn);
  const isRoot = arn.endsWith(':root');
  const commands = [1, 2].flatMap((number): readonly string[] => {
    const member = `access_key_${number}_active`;
    if (before[member] === after[member]) return [];
    if (isRoot) return ['aws iam list-access-keys', 'aws iam delete-access-key --access-key-id CREDENTIAL'];
    const values = { name, status: after[member] === 'true' ? 'Active' : 'Inactive' };
    return [
      fill({ template: 'aws iam list-access-keys --user-name {name}', values }),
      fill({
        template: 'aws iam update-access-key --user-name {name} --access-key-id CREDENTIAL --status {status}',
        values,
      }),
    ];
  });
  const password =
    before.password_enabled === after.password_enabled
      ? []
      : [
          fill({
            template:
              after.password_enabled === 'true'
                ? 'aws iam create-login-profile --user-name {name} --password-reset-required --password NEW_PASSWORD'
                : 'aws iam delete-login-profile --user-name {name}',
            values: { name },
          }),
        ];
  return { ...nothing, commands: [...commands, ...password] };
};

type Differ = (before: never, after: never, id: string) => WrittenChange;

const differs: ReadonlyMap<string, Differ> = new Map<string, Differ>([
  ['aws.user', ofHolders('user')],
  ['aws.role', ofHolders('role')],
  ['aws.group', ofHolders('group')],
  ['aws.policy', ofPolicy],
  ['aws.workload', ofWorkload],
  [
    'aws.access-key',
    statusCommand(
      'aws iam update-access-key --user-name {name} --access-key-id {credential} --status {status}',
    ),
  ],
  [
    'aws.service-specific-credential',
    statusCommand(
      'aws iam update-service-specific-credential --user-name {name} --service-specific-credential-id {credential} --status {status}',
    ),
  ],
  [
    'aws.ssh-public-key',
    statusCommand(
      'aws iam update-ssh-public-key --user-name {name} --ssh-public-key-id {credential} --status {status}',
    ),
  ],
  [
    'aws.signing-certificate',
    statusCommand(
      'aws iam update-signing-certificate --user-name {name} --certificate-id {credential} --status {status}',
    ),
  ],
  ['aws.credential-report-row', ofReportRow],
]);

/** Of all that AWS has a role alone comes or goes, where an identity is split. */
export const awsWritten = (
  before: SnapshotRecord | undefined,
  after: SnapshotRecord | undefined,
): WrittenChange =>
  before === undefined || after === undefined
    ? writtenRole(before, after)
    : (differs.get(after.record)?.(before.data as never, after.data as never, after.id) ?? nothing);
