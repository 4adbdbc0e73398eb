import { env } from 'node:process';
import type { S3ControlClientConfig } from '@aws-sdk/client-s3-control';
import { answerFault } from '../../../src/collection/failure.ts';
import { pagesOf } from '../../../src/collection/pages.ts';
import { isObject } from '../../../src/exports/checked.ts';
import { keyGrantOf } from '../facts/key-grants.ts';
import type { AwsRecordKind } from '../facts/records.ts';
import { bucketQuestion } from './bucket-question.ts';
import { answerOf, type Question, type ResourceAnswer } from './resource-question.ts';

/** Who gets at a key or a bucket beside its policy: grants, access control lists, and what takes both back. */

/** The guard knows what a list may cost. */
const countedByGuard = { pages: Number.POSITIVE_INFINITY };

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_ListGrants.html */
export const keyGrants: Question = {
  asks: 'kms:ListGrants',
  open: async (region, use) => {
    const sdk = await import('@aws-sdk/client-kms');
    return region.withClient(
      'kms',
      (config) => new sdk.KMSClient(config),
      (client) =>
        use(async ({ name: KeyId }) => {
          const records: (readonly [AwsRecordKind, unknown])[] = [];
          const pages = pagesOf(
            (Marker) => client.send(new sdk.ListGrantsCommand({ KeyId, Limit: 100, Marker }), region.request),
            ({ NextMarker }) => NextMarker || undefined,
            countedByGuard,
          );
          for await (const { Grants = [] } of pages)
            for (const grant of Grants) records.push(['aws.key-grant', keyGrantOf({ ...grant })]);
          return { records };
        }),
    );
  },
};

/** Groups that an access control list can name. https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#specifying-grantee-predefined-groups */
const publicGroup = /^http:\/\/acs\.amazonaws\.com\/groups\/global\/(AllUsers|AuthenticatedUsers)$/;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAcl.html */
export const bucketAcl = bucketQuestion(
  's3:GetBucketAcl',
  async (client, sdk, region, { arn: Arn, name: Bucket }) => {
    const { Grants = [] } = await client.send(new sdk.GetBucketAclCommand({ Bucket }), region.request);
    if (Grants.some(({ Grantee, Permission }) => Grantee === undefined || Permission === undefined))
      throw answerFault('entries of Grants have not the documented form');
    const PublicGrants = Grants.flatMap(({ Grantee, Permission }) => {
      const group = publicGroup.exec(Grantee?.URI ?? '')?.[1];
      return group === undefined || Permission === undefined ? [] : [{ Grantee: group, Permission }];
    });
    return { records: [['aws.bucket-acl', { Arn, PublicGrants }]] };
  },
);

/** Nothing is blocked where nobody set it. */
const unblocked = {
  BlockPublicAcls: false,
  IgnorePublicAcls: false,
  BlockPublicPolicy: false,
  RestrictPublicBuckets: false,
};

/** @param ask for the setting; that there is none is an answer as well */
const blockAnswer = async (
  call: string,
  Id: string,
  ask: () => Promise<{ readonly PublicAccessBlockConfiguration?: object | undefined }>,
): Promise<ResourceAnswer> => {
  let set: object | undefined;
  await answerOf(call, async () => {
    const answer = await ask();
    set = answer.PublicAccessBlockConfiguration;
    return answer;
  });
  return { records: [['aws.public-access-block', { Id, ...unblocked, ...set }]] };
};

const bucketBlockCall = 's3:GetPublicAccessBlock';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetPublicAccessBlock.html */
export const bucketBlock = bucketQuestion(bucketBlockCall, (client, sdk, region, { arn, name: Bucket }) =>
  blockAnswer(bucketBlockCall, arn, () =>
    client.send(new sdk.GetPublicAccessBlockCommand({ Bucket }), region.request),
  ),
);

export const accountBlockCall = 's3control:GetPublicAccessBlock';

/** An endpoint that somebody set, for who asks S3 about an account. https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html */
const ownEndpoint = (signingRegion: string): Pick<S3ControlClientConfig, 'endpointProvider'> => {
  const own = env.AWS_ENDPOINT_URL_S3_CONTROL ?? env.AWS_ENDPOINT_URL;
  if (own === undefined || !URL.canParse(own)) return {};
  const authSchemes = [{ name: 'sigv4', signingName: 's3', signingRegion, properties: {} }];
  return { endpointProvider: () => ({ url: new URL(own), properties: { authSchemes } }) };
};

const isAddress = (error: unknown): boolean =>
  error instanceof TypeError && 'code' in error && error.code === 'ERR_INVALID_URL';

/**
 * The setting of the whole account. The SDK puts the account's id before the host name, which an address of numbers has no
 * room for: an endpoint that somebody set is asked as it is, and finds the id in a header.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetPublicAccessBlock.html
 */
export const accountBlock: Question = {
  asks: accountBlockCall,
  open: async (region, use) => {
    const sdk = await import('@aws-sdk/client-s3-control');
    return region.withClient(
      's3control',
      (config) => new sdk.S3ControlClient({ ...config, ...ownEndpoint(region.name) }),
      (client) =>
        use(({ name: AccountId }) =>
          blockAnswer(accountBlockCall, AccountId, () =>
            client
              .send(new sdk.GetPublicAccessBlockCommand({ AccountId }), region.request)
              .catch((error: unknown) => {
                if (!isAddress(error)) throw error;
                throw answerFault('the address of the endpoint has no room for the id of the account');
              }),
          ),
        ),
    );
  },
};

/** Questions about buckets that an account's own setting answers for all of them. */
export const settledBy = (block: unknown): ReadonlySet<string> => {
  if (!isObject(block) || block.IgnorePublicAcls !== true) return new Set();
  return new Set(
    block.RestrictPublicBuckets === true ? [bucketAcl.asks, bucketBlock.asks] : [bucketAcl.asks],
  );
};
