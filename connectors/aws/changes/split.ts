import { fill, jsonText } from '../../../src/model/command-line.ts';
import type {
  ChangeWorld,
  IdentityPart,
  Proposal,
  RecordEdit,
  WrittenChange,
} from '../../../src/model/reduce.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import type { AwsRecordData, AwsRole } from '../facts/records.ts';
import type { WrittenStatement } from '../policy/written.ts';
import { usedStatements } from '../remedies/used-statements.ts';
import { withoutAgreement } from './agreement.ts';
import { type HolderData, inlineOf, ofHolder, statementsOf, withOnly } from './records.ts';

/** A role that several workloads share becomes one for each of them. */

type Workload = AwsRecordData<'aws.workload'>;

/** Workloads that can be given another role, by their type in AWS Config. */
interface Movable {
  readonly service: RegExp;
  /** The commands that give it the role. */
  readonly move: readonly string[];
  readonly inProfile?: true;
}

const movable: Readonly<Record<string, Movable>> = {
  // https://docs.aws.amazon.com/cli/latest/reference/lambda/update-function-configuration.html
  'AWS::Lambda::Function': {
    service: /^lambda\.amazonaws\.com/,
    move: ['aws lambda update-function-configuration --function-name {workload} --role {role}'],
  },
  // https://docs.aws.amazon.com/cli/latest/reference/ec2/replace-iam-instance-profile-association.html
  'AWS::EC2::Instance': {
    service: /^ec2\.amazonaws\.com/,
    move: [
      'aws ec2 describe-iam-instance-profile-associations --filters Name=instance-id,Values={machine}',
      'aws ec2 replace-iam-instance-profile-association --association-id ASSOCIATION_ID --iam-instance-profile Arn={profile}',
    ],
    inProfile: true,
  },
};

const movableOf = (type: string): Movable | undefined =>
  Object.hasOwn(movable, type) ? movable[type] : undefined;

/** Statements of a trust that let its service in, and nobody else. */
const ofService = (document: unknown, service: RegExp): readonly WrittenStatement[] =>
  statementsOf(document).filter(({ Effect, Principal }) => {
    if (Effect !== 'Allow' || typeof Principal !== 'object' || Principal === null) return false;
    const kinds = Object.entries(Principal);
    return (
      kinds.length === 1 &&
      kinds[0]![0] === 'Service' &&
      [kinds[0]![1]].flat().every((each) => typeof each === 'string' && service.test(each))
    );
  });

const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const longestName = 64;

const partName = (role: string, workload: string, position: number): string => {
  const own = workload.replace(/[^\w+=,.@-]+/g, '-');
  const whole = `${role}-${own}`;
  // Names that would be cut alike are told apart by their places.
  return whole.length <= longestName ? whole : `${whole.slice(0, longestName - 4)}-${position + 1}`;
};

/** The role of one part, and the workload that it is for. Undefined: nobody knows how to give it another one. */
const partOf = (
  { workload, used }: IdentityPart,
  position: number,
  { identity }: Of,
  role: AwsRole,
  world: ChangeWorld,
): readonly RecordEdit[] | undefined => {
  const { record, id } = workload.source;
  const data = record === 'aws.workload' ? (world.dataOf(record, id) as Workload | undefined) : undefined;
  const moves = data && movableOf(data.ResourceType);
  const trust = moves && ofService(role.AssumeRolePolicyDocument, moves.service);
  if (data === undefined || moves === undefined || trust === undefined || trust.length === 0)
    return undefined;
  const name = partName(nameOf(identity.id), data.Name ?? nameOf(data.Arn), position);
  const arn = `${identity.id.slice(0, identity.id.lastIndexOf('/') + 1)}${name}`;
  if (world.dataOf('aws.role', arn) !== undefined) return undefined;
  const profile = `${arn.split(':').slice(0, 5).join(':')}:instance-profile/${name}`;
  const { RoleLastUsed: _, ...rest } = role as AwsRole & { readonly RoleLastUsed?: unknown };
  const bare = {
    ...rest,
    Arn: arn,
    RoleName: name,
    RoleId: `${role.RoleId} ${position + 1}`,
    AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: trust },
    InstanceProfileList: moves.inProfile === true ? [{ Arn: profile }] : [],
  };
  const made = withOnly('role', usedStatements(identity, used))(bare as HolderData);
  return [
    { record: 'aws.role', id: arn, scope: identity.scope, partOf: identity.id, change: () => made },
    {
      record,
      id,
      change: (before) => {
        const was = before as Workload;
        return {
          ...was,
          RoleArns: [...was.RoleArns.filter((each) => each !== identity.id), arn].sort(),
          ...(moves.inProfile === true ? { InstanceProfileArn: profile } : {}),
        };
      },
    },
  ];
};

type Of = Extract<Proposal, { readonly kind: 'split-identity' }>;

export const splitRole = (proposal: Of, world: ChangeWorld): readonly RecordEdit[] | undefined => {
  const { identity, parts, rest } = proposal;
  if (identity.kind !== 'role') return undefined;
  const role = world.dataOf('aws.role', identity.id) as AwsRole | undefined;
  if (role === undefined) return undefined;
  const made = parts.map((part, position) => partOf(part, position, proposal, role, world));
  const names = new Set(made.map((edits) => edits?.[0]?.id));
  if (made.some((edits) => edits === undefined) || names.size < made.length) return undefined;
  return [
    ...made.flatMap((edits) => edits ?? []),
    ofHolder('role', identity.id, withOnly('role', usedStatements(identity, rest))),
  ];
};

const nothing: WrittenChange = { first: [], commands: [], documents: [] };

/** A role that is made, or goes again. https://docs.aws.amazon.com/cli/latest/reference/iam/create-role.html */
export const writtenRole = (
  before: SnapshotRecord | undefined,
  after: SnapshotRecord | undefined,
): WrittenChange => {
  const { record, id = '', data } = after ?? before ?? {};
  if (record !== 'aws.role') return nothing;
  const role = data as AwsRole;
  const name = nameOf(id);
  const path = id.slice(id.indexOf(':role/') + ':role'.length, id.lastIndexOf('/') + 1);
  const boundary = role.PermissionsBoundary?.PermissionsBoundaryArn;
  const profile = role.InstanceProfileList?.length === 1;
  const policies = inlineOf('role', role as HolderData);
  const line = (template: string, values: Readonly<Record<string, string>> = {}): string =>
    fill({ template, values: { name, ...values } });
  if (after === undefined)
    return {
      ...nothing,
      commands: [
        ...(profile
          ? [
              line(
                'aws iam remove-role-from-instance-profile --instance-profile-name {name} --role-name {name}',
              ),
              line('aws iam delete-instance-profile --instance-profile-name {name}'),
            ]
          : []),
        ...policies.map(({ PolicyName }) =>
          line('aws iam delete-role-policy --role-name {name} --policy-name {policy}', {
            policy: PolicyName,
          }),
        ),
        line('aws iam delete-role --role-name {name}'),
      ],
    };
  return {
    first: [
      line(
        `aws iam create-role --role-name {name}${path === '/' ? '' : ' --path {path}'} --assume-role-policy-document {document}${boundary === undefined ? '' : ' --permissions-boundary {boundary}'}`,
        {
          path,
          document: jsonText(withoutAgreement(role.AssumeRolePolicyDocument)),
          boundary: boundary ?? '',
        },
      ),
      ...policies.map(({ PolicyName, PolicyDocument }) =>
        line(
          'aws iam put-role-policy --role-name {name} --policy-name {policy} --policy-document {document}',
          {
            policy: PolicyName,
            document: jsonText(PolicyDocument),
          },
        ),
      ),
      ...(profile
        ? [
            line('aws iam create-instance-profile --instance-profile-name {name}'),
            line('aws iam add-role-to-instance-profile --instance-profile-name {name} --role-name {name}'),
          ]
        : []),
    ],
    commands: [],
    documents: policies.map(({ PolicyName, PolicyDocument }) => ({
      of: `inline policy ${PolicyName} of role ${name}`,
      after: PolicyDocument,
    })),
  };
};

/** A workload that has another role. */
export const ofWorkload = (before: Workload, after: Workload): WrittenChange => {
  const moves = movableOf(after.ResourceType);
  const role = after.RoleArns.find((arn) => !before.RoleArns.includes(arn));
  if (moves === undefined || role === undefined) return nothing;
  const workload = after.Arn;
  return {
    ...nothing,
    commands: moves.move.map((template) =>
      fill({
        template,
        values: { workload, machine: nameOf(workload), role, profile: after.InstanceProfileArn ?? '' },
      }),
    ),
  };
};
