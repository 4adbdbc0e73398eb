import { isComputed, type PlannedResource, type Values } from '../../../../src/plan/planned-resource.ts';
import { blocksOf } from '../../../../src/plan/text.ts';
import { arnFor, plannedArn } from '../planned-arn.ts';
import type { PlanType, Read, TypeView } from '../reading.ts';
import { textOf } from '../values.ts';
import type { View } from '../view.ts';
import { readPolicy } from './access.ts';

/**
 * Resources with a policy of their own, and resources that are such a policy.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html
 */

/** What the policy is about. */
interface About {
  /** Type of the resource in Terraform: says what its ARN looks like. */
  readonly type: string;
  /** What people call it. */
  readonly kind: string;
  /** The argument that names it; absent: the resource itself is it. */
  readonly named?: string;
  /** Beside itself, what is in it: `/*`. */
  readonly inside?: string;
}

/** `an API`. */
const withArticle = (kind: string): string => `${/^[aeiou]/i.test(kind) ? 'an' : 'a'} ${kind}`;

const nothing: Read = { facts: [], unknown: [] };

/** A queue is named by its address, a rule of a function by its ARN: the name is the last part. */
const nameIn = (text: string): string => text.slice(text.lastIndexOf('/') + 1);

const idOf = (resource: PlannedResource, values: Values, about: About, view: View): string => {
  if (about.named === undefined) return plannedArn(resource, view);
  const value = values[about.named];
  if (isComputed(value)) {
    const [origin] = value.from;
    if (value.whole && origin?.resource.type === about.type) return plannedArn(origin.resource, view);
  }
  const text = textOf(value, view);
  // What cannot be told is told apart by the policy that speaks of it.
  if (text.is !== 'known') return arnFor(about.type, `{of ${resource.address}}`, resource.providerKey, view);
  if (text.text.startsWith('arn:')) return text.text;
  return arnFor(about.type, nameIn(text.text), resource.providerKey, view);
};

/** A template's stand-in for the region has colons in it, as if it were two parts of an ARN. */
const withPlainRegion = (text: string): string => text.replaceAll('{AWS::Region}', '{region}');

/** Reads a policy, however the resource writes it. */
const policyRead = (
  text: string,
  resource: PlannedResource,
  values: Values,
  about: About,
  view: TypeView,
  by: 'policy' | 'acl' = 'policy',
): Read => {
  const id = idOf(resource, values, about, view);
  const account = view.accountOf(resource.providerKey).id;
  const own = about.inside === undefined ? [id] : [id, `${id}${about.inside}`];
  const { access, grants, problem } = readPolicy(withPlainRegion(text), { id, own, account }, view.now);
  return {
    facts: grants,
    unknown:
      problem === undefined
        ? []
        : [{ arn: id, what: 'whom its policy lets in', why: problem, privileged: true }],
    resources: [{ id, kind: about.kind, scope: account, by, access }],
  };
};

/** The resource's argument that holds a policy as JSON. */
const policyIn = (field: string, about: About): PlanType => ({
  gives: `whom the policy of ${withArticle(about.kind)} lets in`,
  read: (resource, values, view) => {
    const text = textOf(values[field], view);
    if (text.is === 'known') return policyRead(text.text, resource, values, about, view);
    if (text.is === 'absent') return nothing;
    const id = idOf(resource, values, about, view);
    return {
      facts: [],
      unknown: [{ arn: id, what: 'whom its policy lets in', why: text.why, privileged: true }],
    };
  },
});

const asPolicy = (statement: object): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [statement] });

interface Written {
  readonly principal: unknown;
  readonly actions: readonly string[];
  readonly conditions?: readonly (readonly [operator: string, key: string, value: unknown])[];
}

const services = /\.amazonaws\.com(?:\.cn)?$/;

/** Principals of Lambda and EventBridge stand in one text: an account, an ARN, a service, everyone. */
const principalOf = (text: string): unknown =>
  text === '*'
    ? '*'
    : services.test(text) || !/^(?:\d{12}|arn:.*)$/.test(text)
      ? { Service: text }
      : { AWS: text };

/** A permission that is no policy text, as the statement that the service makes of it. */
const statementIn = (about: About, write: (values: Values) => Written | undefined): PlanType => ({
  gives: `who may use ${withArticle(about.kind)}`,
  read: (resource, values, view) => {
    const written = write(values);
    if (written === undefined) return nothing;
    const principal = textOf(written.principal, view);
    if (principal.is === 'absent') return nothing;
    if (principal.is === 'computed') {
      const arn = idOf(resource, values, about, view);
      return { facts: [], unknown: [{ arn, what: 'whom it lets in', why: principal.why, privileged: true }] };
    }
    const condition: Record<string, Record<string, string>> = {};
    for (const [operator, key, value] of written.conditions ?? []) {
      const text = textOf(value, view);
      if (text.is === 'absent') continue;
      // A value that is not known yet is one that nobody can be sure to meet.
      condition[operator] = {
        ...condition[operator],
        [key]: text.is === 'known' ? text.text : '(known after apply)',
      };
    }
    const statement = {
      Effect: 'Allow',
      Principal: principalOf(principal.text),
      Action: written.actions,
      Resource: '*',
      ...(Object.keys(condition).length === 0 ? {} : { Condition: condition }),
    };
    return policyRead(asPolicy(statement), resource, values, about, view);
  },
});

const listIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];

/** What a canned access list gives everyone, and every account. https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html */
const cannedActions: ReadonlyMap<string, readonly string[]> = new Map([
  ['public-read', ['s3:ListBucket']],
  ['public-read-write', ['s3:ListBucket', 's3:PutObject', 's3:DeleteObject']],
  ['authenticated-read', ['s3:ListBucket']],
]);
const grantedActions: ReadonlyMap<string, readonly string[]> = new Map([
  ['READ', ['s3:ListBucket']],
  ['WRITE', ['s3:PutObject', 's3:DeleteObject']],
  ['READ_ACP', ['s3:GetBucketAcl']],
  ['WRITE_ACP', ['s3:PutBucketAcl']],
  ['FULL_CONTROL', ['s3:ListBucket', 's3:PutObject', 's3:DeleteObject', 's3:PutBucketAcl']],
]);
const isEverybody = (uri: unknown): boolean =>
  typeof uri === 'string' && /\/global\/(?:AllUsers|AuthenticatedUsers)$/.test(uri);

const aclActions = (values: Values): readonly string[] => [
  ...(cannedActions.get(String(values.acl)) ?? []),
  ...blocksOf(values.access_control_policy)
    .flatMap(({ grant }) => blocksOf(grant))
    .filter(({ grantee }) => blocksOf(grantee).some(({ uri }) => isEverybody(uri)))
    .flatMap(({ permission }) => grantedActions.get(String(permission)) ?? []),
];

const accessList = (about: About): PlanType => ({
  gives: 'whom the access list of a bucket lets in',
  read: (resource, values, view) => {
    const actions = aclActions(values);
    if (actions.length === 0) return nothing;
    const statement = { Effect: 'Allow', Principal: '*', Action: actions, Resource: '*' };
    return policyRead(asPolicy(statement), resource, values, about, view, 'acl');
  },
});

const bucket: About = { type: 'aws_s3_bucket', kind: 'bucket', inside: '/*' };
const of = (about: About, named: string): About => ({ ...about, named });
const queue: About = { type: 'aws_sqs_queue', kind: 'queue' };
const topic: About = { type: 'aws_sns_topic', kind: 'topic' };
const key: About = { type: 'aws_kms_key', kind: 'key' };
const secret: About = { type: 'aws_secretsmanager_secret', kind: 'secret' };
const repository: About = { type: 'aws_ecr_repository', kind: 'repository' };
const domain: About = { type: 'aws_opensearch_domain', kind: 'search domain', inside: '/*' };
const api: About = { type: 'aws_api_gateway_rest_api', kind: 'API', inside: '/*' };
const bus: About = { type: 'aws_cloudwatch_event_bus', kind: 'event bus' };
const vault: About = { type: 'aws_backup_vault', kind: 'backup vault' };
const lambda: About = { type: 'aws_lambda_function', kind: 'function' };

const joinedTypes = (...all: readonly PlanType[]): PlanType => ({
  gives: all.map(({ gives }) => gives).join('; '),
  read: (...given) => {
    const reads = all.map(({ read }) => read(...given));
    return {
      facts: reads.flatMap(({ facts }) => facts),
      unknown: reads.flatMap(({ unknown }) => unknown),
      resources: reads.flatMap(({ resources = [] }) => resources),
    };
  },
});

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs */
export const resourceTypes: Readonly<Record<string, PlanType>> = {
  aws_s3_bucket: joinedTypes(policyIn('policy', bucket), accessList(bucket)),
  aws_s3_bucket_policy: policyIn('policy', of(bucket, 'bucket')),
  aws_s3_bucket_acl: accessList(of(bucket, 'bucket')),
  aws_sqs_queue: policyIn('policy', queue),
  aws_sqs_queue_policy: policyIn('policy', of(queue, 'queue_url')),
  aws_sns_topic: policyIn('policy', topic),
  aws_sns_topic_policy: policyIn('policy', of(topic, 'arn')),
  aws_kms_key: policyIn('policy', key),
  aws_kms_external_key: policyIn('policy', key),
  aws_kms_replica_key: policyIn('policy', key),
  aws_kms_replica_external_key: policyIn('policy', key),
  aws_kms_key_policy: policyIn('policy', of(key, 'key_id')),
  aws_kms_grant: statementIn(of(key, 'key_id'), (values) => ({
    principal: values.grantee_principal,
    actions: listIn(values.operations).map((operation) => `kms:${operation}`),
    conditions: blocksOf(values.constraints).flatMap((block) =>
      Object.entries({
        ...(block.encryption_context_equals as object | undefined),
        ...(block.encryption_context_subset as object | undefined),
      }).map(([name, value]) => ['StringEquals', `kms:EncryptionContext:${name}`, value] as const),
    ),
  })),
  aws_lambda_permission: statementIn(of(lambda, 'function_name'), (values) => ({
    principal: values.principal,
    actions: [String(values.action ?? 'lambda:InvokeFunction')],
    conditions: [
      ['ArnLike', 'aws:SourceArn', values.source_arn],
      ['StringEquals', 'aws:SourceAccount', values.source_account],
      ['StringEquals', 'aws:PrincipalOrgID', values.principal_org_id],
      ['StringEquals', 'lambda:FunctionUrlAuthType', values.function_url_auth_type],
      ['StringEquals', 'lambda:EventSourceToken', values.event_source_token],
    ],
  })),
  aws_lambda_function_url: statementIn(of(lambda, 'function_name'), ({ authorization_type: kind }) =>
    // The provider adds the permission for everyone by itself.
    kind === 'NONE' ? { principal: '*', actions: ['lambda:InvokeFunctionUrl'] } : undefined,
  ),
  aws_lambda_layer_version_permission: statementIn(
    { type: 'aws_lambda_layer_version', kind: 'layer', named: 'layer_name' },
    (values) => ({
      principal: values.principal,
      actions: [String(values.action ?? 'lambda:GetLayerVersion')],
      conditions: [['StringEquals', 'aws:PrincipalOrgID', values.organization_id]],
    }),
  ),
  aws_secretsmanager_secret: policyIn('policy', secret),
  aws_secretsmanager_secret_policy: policyIn('policy', of(secret, 'secret_arn')),
  aws_ecr_repository_policy: policyIn('policy', of(repository, 'repository')),
  aws_ecr_registry_policy: policyIn('policy', { type: 'aws_ecr_registry', kind: 'registry' }),
  aws_ecrpublic_repository_policy: policyIn('policy', of(repository, 'repository_name')),
  aws_opensearch_domain: policyIn('access_policies', domain),
  aws_opensearch_domain_policy: policyIn('access_policies', of(domain, 'domain_name')),
  aws_elasticsearch_domain: policyIn('access_policies', domain),
  aws_elasticsearch_domain_policy: policyIn('access_policies', of(domain, 'domain_name')),
  aws_api_gateway_rest_api: policyIn('policy', api),
  aws_api_gateway_rest_api_policy: policyIn('policy', of(api, 'rest_api_id')),
  aws_cloudwatch_event_bus_policy: policyIn('policy', of(bus, 'event_bus_name')),
  aws_cloudwatch_event_permission: statementIn(of(bus, 'event_bus_name'), (values) => ({
    principal: values.principal,
    actions: [String(values.action ?? 'events:PutEvents')],
    conditions: blocksOf(values.condition).map(
      (block) => [String(block.type), String(block.key), block.value] as const,
    ),
  })),
  aws_backup_vault_policy: policyIn('policy', of(vault, 'backup_vault_name')),
};
