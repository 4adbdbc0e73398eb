import { actionsOf, awsServices } from '../policy/actions.ts';

/**
 * From the names of CloudTrail's events to those of IAM's actions. Most are equal; what is not is a row here.
 * Events name the API's operation: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 * Actions: https://docs.aws.amazon.com/service-authorization/latest/reference/
 */

/** Hosts of APIs (`monitoring.amazonaws.com`) whose actions begin otherwise. */
const prefixOfSource: ReadonlyMap<string, string> = new Map([
  ['billingconsole', 'aws-portal'],
  ['cloudcontrolapi', 'cloudformation'],
  ['email', 'ses'],
  ['entitlement-marketplace', 'aws-marketplace'],
  ['iotdata', 'iot'],
  ['metering-marketplace', 'aws-marketplace'],
  ['models-v2-lex', 'lex'],
  ['models.lex', 'lex'],
  ['monitoring', 'cloudwatch'],
  ['runtime-v2-lex', 'lex'],
  ['runtime.lex', 'lex'],
  ['runtime.sagemaker', 'sagemaker'],
  ['streams.dynamodb', 'dynamodb'],
  ['tagging', 'tag'],
]);

type Row = readonly [event: string, ...actions: string[]];

/** Operations of S3 and what they take: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html */
const s3: readonly Row[] = [
  ['CompleteMultipartUpload', 'PutObject'],
  ['CopyObject', 'GetObject', 'PutObject'],
  ['CreateMultipartUpload', 'PutObject'],
  ['DeleteBucketAnalyticsConfiguration', 'PutAnalyticsConfiguration'],
  ['DeleteBucketCors', 'PutBucketCORS'],
  ['DeleteBucketEncryption', 'PutEncryptionConfiguration'],
  ['DeleteBucketIntelligentTieringConfiguration', 'PutIntelligentTieringConfiguration'],
  ['DeleteBucketInventoryConfiguration', 'PutInventoryConfiguration'],
  ['DeleteBucketLifecycle', 'PutLifecycleConfiguration'],
  ['DeleteBucketMetricsConfiguration', 'PutMetricsConfiguration'],
  ['DeleteBucketOwnershipControls', 'PutBucketOwnershipControls'],
  ['DeleteBucketPublicAccessBlock', 'PutBucketPublicAccessBlock'],
  ['DeleteBucketReplication', 'PutReplicationConfiguration'],
  ['DeleteBucketTagging', 'PutBucketTagging'],
  ['DeleteObjects', 'DeleteObject'],
  ['DeletePublicAccessBlock', 'PutBucketPublicAccessBlock'],
  ['GetBucketAccelerateConfiguration', 'GetAccelerateConfiguration'],
  ['GetBucketAnalyticsConfiguration', 'GetAnalyticsConfiguration'],
  ['GetBucketCors', 'GetBucketCORS'],
  ['GetBucketEncryption', 'GetEncryptionConfiguration'],
  ['GetBucketIntelligentTieringConfiguration', 'GetIntelligentTieringConfiguration'],
  ['GetBucketInventoryConfiguration', 'GetInventoryConfiguration'],
  ['GetBucketLifecycle', 'GetLifecycleConfiguration'],
  ['GetBucketLifecycleConfiguration', 'GetLifecycleConfiguration'],
  ['GetBucketMetricsConfiguration', 'GetMetricsConfiguration'],
  ['GetBucketNotificationConfiguration', 'GetBucketNotification'],
  ['GetBucketReplication', 'GetReplicationConfiguration'],
  ['GetObjectLockConfiguration', 'GetBucketObjectLockConfiguration'],
  ['GetPublicAccessBlock', 'GetBucketPublicAccessBlock'],
  ['HeadBucket', 'ListBucket'],
  ['HeadObject', 'GetObject'],
  ['ListBucketAnalyticsConfigurations', 'GetAnalyticsConfiguration'],
  ['ListBucketInventoryConfigurations', 'GetInventoryConfiguration'],
  ['ListBucketMetricsConfigurations', 'GetMetricsConfiguration'],
  ['ListBuckets', 'ListAllMyBuckets'],
  ['ListMultipartUploads', 'ListBucketMultipartUploads'],
  ['ListObjectVersions', 'ListBucketVersions'],
  ['ListObjects', 'ListBucket'],
  ['ListObjectsV2', 'ListBucket'],
  ['ListParts', 'ListMultipartUploadParts'],
  ['PutBucketAccelerateConfiguration', 'PutAccelerateConfiguration'],
  ['PutBucketAnalyticsConfiguration', 'PutAnalyticsConfiguration'],
  ['PutBucketCors', 'PutBucketCORS'],
  ['PutBucketEncryption', 'PutEncryptionConfiguration'],
  ['PutBucketIntelligentTieringConfiguration', 'PutIntelligentTieringConfiguration'],
  ['PutBucketInventoryConfiguration', 'PutInventoryConfiguration'],
  ['PutBucketLifecycle', 'PutLifecycleConfiguration'],
  ['PutBucketLifecycleConfiguration', 'PutLifecycleConfiguration'],
  ['PutBucketMetricsConfiguration', 'PutMetricsConfiguration'],
  ['PutBucketNotificationConfiguration', 'PutBucketNotification'],
  ['PutBucketReplication', 'PutReplicationConfiguration'],
  ['PutObjectLockConfiguration', 'PutBucketObjectLockConfiguration'],
  ['PutPublicAccessBlock', 'PutBucketPublicAccessBlock'],
  ['SelectObjectContent', 'GetObject'],
  ['UploadPart', 'PutObject'],
  ['UploadPartCopy', 'GetObject', 'PutObject'],
];

/** Other services; the page stands beside each. */
const others: Readonly<Record<string, readonly Row[]>> = {
  // https://docs.aws.amazon.com/bedrock/latest/userguide/inference-prereq.html
  bedrock: [
    ['Converse', 'InvokeModel'],
    ['ConverseStream', 'InvokeModelWithResponseStream'],
  ],
  // https://docs.aws.amazon.com/cost-management/latest/userguide/billing-permissions-ref.html
  budgets: [
    ['CreateBudget', 'ModifyBudget'],
    ['CreateNotification', 'ModifyBudget'],
    ['CreateSubscriber', 'ModifyBudget'],
    ['DeleteBudget', 'ModifyBudget'],
    ['DeleteNotification', 'ModifyBudget'],
    ['DeleteSubscriber', 'ModifyBudget'],
    ['DescribeBudget', 'ViewBudget'],
    ['DescribeBudgets', 'ViewBudget'],
    ['UpdateBudget', 'ModifyBudget'],
  ],
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
  dynamodb: [['TransactGetItems', 'GetItem']],
  // https://docs.aws.amazon.com/kms/latest/APIReference/API_ReEncrypt.html
  kms: [['ReEncrypt', 'ReEncryptFrom', 'ReEncryptTo']],
  // https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html
  lambda: [
    ['GetLayerVersionByArn', 'GetLayerVersion'],
    ['Invoke', 'InvokeFunction'],
    ['InvokeWithResponseStream', 'InvokeFunction'],
  ],
};

/** API Gateway's actions are methods of HTTP: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html */
const gatewayMethods: readonly (readonly [pattern: RegExp, method: string])[] = [
  [/^(?:Get|Export)/, 'GET'],
  [/^(?:Create|Import|Generate|Flush)/, 'POST'],
  [/^(?:Put|Tag|Reimport)/, 'PUT'],
  [/^Update/, 'PATCH'],
  [/^(?:Delete|Untag)/, 'DELETE'],
];

const exceptions: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>> = new Map(
  Object.entries({ s3, ...others }).map(([service, rows]) => [
    service,
    new Map(rows.map(([event, ...actions]) => [event, actions])),
  ]),
);

/** Every row, for the test that its actions exist. */
export const eventRows = (): readonly (readonly [
  service: string,
  event: string,
  actions: readonly string[],
])[] =>
  [...exceptions].flatMap(([service, rows]) =>
    [...rows].map(([event, actions]) => [service, event, actions] as const),
  );

/** By lower-case name, as AWS writes it. */
const namesOf = new Map<string, ReadonlyMap<string, string>>();
const namesIn = (service: string): ReadonlyMap<string, string> => {
  const known = namesOf.get(service);
  if (known !== undefined) return known;
  const index = awsServices().indexOf(service);
  const names = new Map<string, string>();
  if (index >= 0) {
    const { first, end, nameOf } = actionsOf(index);
    for (let id = first; id < end; id += 1) names.set(nameOf(id).toLowerCase(), nameOf(id));
    namesOf.set(service, names);
  }
  return names;
};

/** As the Service Authorization Reference writes it (`iam:PassRole`); undefined: it knows no such action. */
export const knownAction = (action: string): string | undefined =>
  namesIn(action.slice(0, action.indexOf(':'))).get(action.toLowerCase());

/** Dates of API versions at the end of names: `ListFunctions20150331`, `…20150331v2`, `CreateDistribution2020_05_31`. */
const version = /(?:20\d{6}(?:v\d+)?|20\d\d_\d\d_\d\d)$/;

export interface EventActions {
  readonly service: string;
  readonly actions: readonly string[];
  /** It is the name of an event and of no action. */
  readonly unmapped?: true;
}

/** The privileges that an event took. @param source `s3.amazonaws.com` */
export const actionsOfEvent = (source: string, event: string): EventActions => {
  const host = source.replace(/\.amazonaws\.com(?:\.cn)?$/, '').toLowerCase();
  const service = prefixOfSource.get(host) ?? host;
  const name = event.replace(version, '');
  const method =
    service === 'apigateway' ? gatewayMethods.find(([pattern]) => pattern.test(name))?.[1] : undefined;
  const named = exceptions.get(service)?.get(name) ?? [method ?? name];
  const actions = named.flatMap((each) => knownAction(`${service}:${each}`) ?? []);
  return actions.length === named.length
    ? { service, actions }
    : { service, actions: [`${service}:${name}`], unmapped: true };
};
