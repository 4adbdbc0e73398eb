import type { Entry } from '../../../src/usage/members.ts';
import { listOf, structOf, textOf } from '../../../src/usage/members.ts';

/**
 * What an event was about. The parameters of a request may hold anything, passwords too: of them only the members in this table
 * are looked at, and only what has the form of a name is kept.
 */
export interface EventPlace {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

const arnForm = /^arn:aws[a-z-]*:[a-z0-9-]{1,63}:[a-z0-9-]{0,32}:(?:\d{12}|aws)?:[\w+=,.@:/$*-]{1,1024}$/;

type Named = (name: string, place: EventPlace) => string | undefined;

/** Only where the name has its form; what is longer or has other characters is none. */
const named =
  (form: RegExp, arn: (name: string, place: EventPlace) => string): Named =>
  (name, place) =>
    arnForm.test(name) ? name : form.test(name) ? arn(name, place) : undefined;
const arnOnly: Named = (name) => (arnForm.test(name) ? name : undefined);

const members: Readonly<Record<string, readonly (readonly [member: string, read: Named])[]>> = {
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html#amazondynamodb-resources-for-iam-policies
  dynamodb: [
    [
      'tableName',
      named(
        /^[\w.-]{3,255}$/,
        (name, p) => `arn:${p.partition}:dynamodb:${p.region}:${p.account}:table/${name}`,
      ),
    ],
  ],
  iam: [
    ['policyArn', arnOnly],
    ['openIDConnectProviderArn', arnOnly],
    ['sAMLProviderArn', arnOnly],
  ],
  kms: [['keyId', arnOnly]],
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html#awslambda-resources-for-iam-policies
  lambda: [
    [
      'functionName',
      named(
        /^[\w-]{1,140}$/,
        (name, p) => `arn:${p.partition}:lambda:${p.region}:${p.account}:function:${name}`,
      ),
    ],
  ],
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-resources-for-iam-policies
  s3: [
    [
      'bucketName',
      named(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, (name, p) => `arn:${p.partition}:s3:::${name}`),
    ],
  ],
  secretsmanager: [['secretId', arnOnly]],
  sns: [['topicArn', arnOnly]],
  sqs: [
    [
      'queueUrl',
      (url, p) => {
        const parts = /^https:\/\/sqs\.([a-z0-9-]+)\.amazonaws\.com\/(\d{12})\/([\w.-]{1,80})$/.exec(url);
        return parts === null ? undefined : `arn:${p.partition}:sqs:${parts[1]}:${parts[2]}:${parts[3]}`;
      },
    ],
  ],
  ssm: [
    [
      'name',
      named(
        /^[\w./-]{1,1011}$/,
        (name, p) => `arn:${p.partition}:ssm:${p.region}:${p.account}:parameter/${name.replace(/^\//, '')}`,
      ),
    ],
  ],
  sts: [['roleArn', arnOnly]],
};
const memberTable: ReadonlyMap<string, (typeof members)[string]> = new Map(Object.entries(members));

/** Objects are as many as there are, and their names may say who somebody is: they stand as all of their bucket. */
const folded = (arn: string): string => arn.replace(/^(arn:[^:]+:s3:::[^/]+)\/.*$/s, '$1/*');

const isArn = (text: string | undefined): text is string => text !== undefined && arnForm.test(text);

/** ARNs, without doubles. */
export const resourcesOf = (event: Entry, service: string, place: EventPlace): readonly string[] => {
  const listed = listOf(event, 'resources').flatMap((resource): readonly string[] => {
    if (typeof resource !== 'object' || resource === null) return [];
    const arn = textOf(resource as Entry, 'ARN');
    // Keys of objects may hold any character.
    return arn !== undefined && (isArn(arn) || /^arn:aws[a-z-]*:s3:::[a-z0-9.-]{3,63}\//.test(arn))
      ? [folded(arn)]
      : [];
  });
  if (listed.length > 0) {
    const objects = listed.filter((arn) => arn.endsWith('/*'));
    return [...new Set(objects.length > 0 ? objects : listed)];
  }
  const parameters = structOf(event, 'requestParameters');
  if (parameters === undefined) return [];
  return (memberTable.get(service) ?? []).flatMap(([member, read]) => {
    const name = textOf(parameters, member);
    return (name === undefined ? undefined : read(name, place)) ?? [];
  });
};
