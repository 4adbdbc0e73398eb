import { byText } from '../../../src/model/by-text.ts';
import { permissionsOf } from '../policy/resource-policy.ts';
import type { PolicyStore } from '../policy/store.ts';
import type { KeyGrant, OpenAcl, PublicAccessBlock, RecordKinds, ResourcePolicy } from './inventory.ts';

/** What is said of a place: an account, or a region of one. */
export interface Scoped<Data> {
  readonly scope: string;
  readonly data: Data;
}

/** Records of who gets at resources, as they came. */
export interface ResourceRecords {
  readonly policies: readonly Scoped<RecordKinds['resourcePolicy']>[];
  readonly acls: readonly Scoped<RecordKinds['bucketAcl']>[];
  readonly grants: readonly Scoped<RecordKinds['keyGrant']>[];
  /** By ARN of the bucket, or id of the account. */
  readonly blocks: ReadonlyMap<string, RecordKinds['publicAccessBlock']>;
}

export interface ResourceAccess {
  readonly resourcePolicies: readonly ResourcePolicy[];
  readonly keyGrants: readonly KeyGrant[];
  readonly openAcls: readonly OpenAcl[];
}

const bucketArn = /^arn:[^:]+:s3:::[^/]+$/;

/** One that says yes decides; both have to say no. */
const either = (one: boolean | undefined, other: boolean | undefined): boolean | undefined =>
  one === true || other === true ? true : one === undefined || other === undefined ? undefined : false;

/**
 * The stricter of the account's setting and the bucket's own holds.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
const blockOf = (
  blocks: ResourceRecords['blocks'],
  arn: string,
  account: string,
): PublicAccessBlock | undefined => {
  const [own, whole] = [blocks.get(arn), blocks.get(account)];
  if (own === undefined && whole === undefined) return undefined;
  return {
    ignoresAcls: either(own?.IgnorePublicAcls, whole?.IgnorePublicAcls),
    restricts: either(own?.RestrictPublicBuckets, whole?.RestrictPublicBuckets),
  };
};

const serviceName = /^[\w.-]+\.amazonaws\.com(\.cn)?$/;

/** A grant in the form of a key policy's statement. https://docs.aws.amazon.com/kms/latest/developerguide/grants.html */
const statementOf = ({
  GranteePrincipal,
  Operations,
  KeyArn,
  EncryptionContextKeys = [],
}: RecordKinds['keyGrant']): unknown => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: serviceName.test(GranteePrincipal)
        ? { Service: GranteePrincipal }
        : { AWS: GranteePrincipal },
      Action: Operations.map((operation) => `kms:${operation}`),
      Resource: KeyArn,
      // The value is nowhere: whoever knows it can meet it.
      ...(EncryptionContextKeys.length === 0
        ? {}
        : { Condition: { Null: { 'kms:EncryptionContextKeys': 'false' } } }),
    },
  ],
});

const lastOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

/** Of several records of one resource the last counts. */
const onePer = <Data>(
  records: readonly Scoped<Data>[],
  idOf: (data: Data) => string,
): readonly Scoped<Data>[] =>
  [...new Map(records.map((record) => [idOf(record.data), record]))]
    .sort(([a], [b]) => byText(a, b))
    .map(([, record]) => record);

/** Who gets at resources by something that is written with the resource. */
export const arrangeAccess = (
  { policies, acls, grants, blocks }: ResourceRecords,
  store: PolicyStore,
): ResourceAccess => {
  const read = (arn: string, document: unknown): Pick<ResourcePolicy, 'document' | 'permissions'> => ({
    document: store.intern(document),
    permissions: new Map(
      permissionsOf(arn, document).map(([index, policy]) => [index, store.intern(policy)]),
    ),
  });
  return {
    resourcePolicies: onePer(policies, ({ Arn }) => Arn).map(({ scope, data }) => {
      const block = bucketArn.test(data.Arn) ? blockOf(blocks, data.Arn, scope) : undefined;
      return {
        arn: data.Arn,
        account: scope,
        ...read(data.Arn, data.PolicyDocument),
        source: { record: 'aws.resource-policy', id: data.Arn },
        ...(block === undefined ? {} : { block }),
      };
    }),
    keyGrants: onePer(grants, ({ KeyArn, GrantId }) => `${KeyArn} ${GrantId}`).map(({ scope, data }) => ({
      arn: data.KeyArn,
      account: scope,
      ...read(data.KeyArn, statementOf(data)),
      source: { record: 'aws.key-grant', id: data.GrantId },
      id: data.GrantId,
      name: `grant ${data.Name ?? data.GrantId} on key ${lastOf(data.KeyArn)}`,
    })),
    openAcls: onePer(acls, ({ Arn }) => Arn).flatMap(({ scope, data }): OpenAcl[] => {
      const ignores = blockOf(blocks, data.Arn, scope)?.ignoresAcls;
      return data.PublicGrants.length === 0 || ignores === true
        ? []
        : [{ account: scope, data, certain: ignores === false }];
    }),
  };
};
