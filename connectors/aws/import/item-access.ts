import { isObject } from '../../../src/exports/checked.ts';
import type { AwsRecordKind } from '../facts/records.ts';
import { memberOf } from './item-policy.ts';

/**
 * What a configuration item shows of who gets at a bucket beside its policy: Block Public Access, and the access control
 * list. https://github.com/awslabs/aws-config-resource-schema/tree/master/config/properties/resource-types
 */
export interface AccessItem {
  readonly arn: string;
  readonly account: string;
  readonly resourceType: string;
  readonly configuration: unknown;
  readonly supplementaryConfiguration: unknown;
}

type Put = readonly [kind: AwsRecordKind, data: unknown];

const settings = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'];

/** `blockPublicAcls`, as Config writes it. */
const inConfig = (name: string): string => `${name[0]!.toLowerCase()}${name.slice(1)}`;

const blockOf = (Id: string, value: unknown): readonly Put[] =>
  !isObject(value)
    ? []
    : [
        [
          'aws.public-access-block',
          {
            Id,
            ...Object.fromEntries(
              settings.flatMap((name) =>
                typeof value[inConfig(name)] === 'boolean' ? [[name, value[inConfig(name)]]] : [],
              ),
            ),
          },
        ],
      ];

/** Config's words for the groups and permissions of a list, in those of the API. */
const groups: ReadonlyMap<unknown, string> = new Map([
  ['AllUsers', 'AllUsers'],
  ['AuthenticatedUsers', 'AuthenticatedUsers'],
]);
const permissions: ReadonlyMap<unknown, string> = new Map([
  ['FullControl', 'FULL_CONTROL'],
  ['Read', 'READ'],
  ['ReadAcp', 'READ_ACP'],
  ['Write', 'WRITE'],
  ['WriteAcp', 'WRITE_ACP'],
]);

const aclOf = (Arn: string, value: unknown): readonly Put[] => {
  const list = isObject(value) ? value.grantList : undefined;
  if (!Array.isArray(list)) return [];
  const PublicGrants = list.flatMap((grant) => {
    const Grantee = isObject(grant) ? groups.get(grant.grantee) : undefined;
    const Permission = isObject(grant) ? permissions.get(grant.permission) : undefined;
    return Grantee === undefined || Permission === undefined ? [] : [{ Grantee, Permission }];
  });
  return [['aws.bucket-acl', { Arn, PublicGrants }]];
};

const accessOf: ReadonlyMap<string, (item: AccessItem) => readonly Put[]> = new Map([
  ['AWS::S3::AccountPublicAccessBlock', ({ account, configuration }) => blockOf(account, configuration)],
  [
    'AWS::S3::Bucket',
    (item) => [
      ...blockOf(item.arn, memberOf(item, 'supplementaryConfiguration.PublicAccessBlockConfiguration')),
      ...aclOf(item.arn, memberOf(item, 'supplementaryConfiguration.AccessControlList')),
    ],
  ],
]);

export const showsAccess = (resourceType: string): boolean => accessOf.has(resourceType);

export const itemAccessOf = (item: AccessItem): readonly Put[] =>
  accessOf.get(item.resourceType)?.(item) ?? [];
