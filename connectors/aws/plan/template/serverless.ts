import { ownMember } from '../../../../src/model/own-member.ts';
import { computed, isComputed, type Values } from '../../../../src/plan/planned-resource.ts';
import { nameIn, type Source } from './attribute-text.ts';
import { stable } from './open-value.ts';
import { isObject, list, type Part, policyParts } from './policy.ts';

/** What the serverless transform makes a role for. */
interface Kind {
  readonly service: string;
  /** Policies of AWS that the role gets beside those that are written. */
  readonly given: (properties: Values) => readonly string[];
  /** The workload itself. */
  readonly workload: (source: Source, role: unknown) => readonly Part[];
}

/**
 * Policies of AWS by the source of events that the transform attaches them for.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-function.html
 */
const eventPolicies: Readonly<Record<string, string>> = {
  SQS: 'service-role/AWSLambdaSQSQueueExecutionRole',
  Kinesis: 'service-role/AWSLambdaKinesisExecutionRole',
  DynamoDB: 'service-role/AWSLambdaDynamoDBExecutionRole',
};

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-functionurlconfig.html */
const addressOf = ({ logicalId, properties }: Pick<Source, 'logicalId' | 'properties'>): readonly Part[] => {
  const { FunctionUrlConfig: config } = properties;
  return isObject(config)
    ? [
        {
          type: 'aws_lambda_function_url',
          part: 'FunctionUrlConfig',
          values: {
            function_name: nameIn(properties.FunctionName) ?? `{${logicalId}}`,
            authorization_type: config.AuthType,
          },
        },
      ]
    : [];
};

const kinds: Readonly<Record<string, Kind>> = {
  'AWS::Serverless::Function': {
    service: 'lambda.amazonaws.com',
    given: ({ VpcConfig: network, Tracing: tracing, Events: events }) => [
      network === undefined
        ? 'service-role/AWSLambdaBasicExecutionRole'
        : 'service-role/AWSLambdaVPCAccessExecutionRole',
      ...(tracing === undefined ? [] : ['AWSXRayDaemonWriteAccess']),
      ...new Set(
        Object.values(isObject(events) ? events : {}).flatMap((event) =>
          isObject(event) ? (ownMember(eventPolicies, String(event.Type)) ?? []) : [],
        ),
      ),
    ],
    workload: ({ logicalId, properties }, role) => [
      ...addressOf({ logicalId, properties }),
      {
        type: 'aws_lambda_function',
        part: '',
        values: { name: nameIn(properties.FunctionName) ?? `{${logicalId}}`, role },
      },
    ],
  },
  'AWS::Serverless::StateMachine': { service: 'states.amazonaws.com', given: () => [], workload: () => [] },
};

const managed = (name: string): string =>
  name.startsWith('arn:') ? name : `arn:aws:iam::aws:policy/${name}`;

/**
 * A function with the role that the transform makes where none is named.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html
 */
export const serverless =
  (type: string) =>
  (source: Source): readonly Part[] => {
    const { logicalId, properties } = source;
    const { service, given, workload } = kinds[type]!;
    const role = `{${logicalId}Role}`;
    if (properties.Role !== undefined) return workload(source, properties.Role);
    const inline = (index: number): Part => ({
      type: 'aws_iam_role_policy',
      part: `Policies/${index}`,
      values: { role, name: `{policy ${index}}` },
    });
    const attached = (arn: unknown): Part => ({
      type: 'aws_iam_role_policy_attachment',
      part: `Policies/${typeof arn === 'string' ? arn : 'open'}`,
      ...(isComputed(arn) ? { key: stable(arn) } : {}),
      values: { role, policy_arn: arn },
    });
    const trust: unknown = properties.AssumeRolePolicyDocument ?? {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
    };
    const boundary = properties.PermissionsBoundary;
    return [
      ...workload(source, role),
      ...policyParts(
        { type: 'aws_iam_role', part: 'Role', values: { name: role, path: '/' } },
        'assume_role_policy',
        trust,
        { permissions_boundary: boundary },
      ),
      ...given(properties).map((name) => attached(managed(name))),
      ...list(properties.Policies).flatMap((policy, index): readonly Part[] => {
        if (typeof policy === 'string') return [attached(managed(policy))];
        if (isComputed(policy)) return [attached(policy)];
        if (!isObject(policy)) return [];
        if ('Statement' in policy) return policyParts(inline(index), 'policy', policy, {});
        // A policy template of the transform: known by name only.
        const [name = ''] = Object.keys(policy);
        const open = computed([], false, [`the policy template ${name}`], policy);
        return [{ ...inline(index), key: stable(policy), values: { role, name, policy: open } }];
      }),
    ];
  };
