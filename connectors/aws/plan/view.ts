import {
  holdsUnknown,
  isChanged,
  isUnknown,
  type PlannedResource,
  type Reference,
  type Unknown,
  type Value,
  type Values,
} from '../../../src/plan/planned.ts';
import type { Account } from './accounts.ts';
import { documentOfBlocks, listOf, originText, type Strings, textOfJson } from './documents.ts';
import { type Holder, iamArn, standIn, type Text } from './facts.ts';

export type Side = 'before' | 'after';

/** What an argument holds: a computed value is taken only where it has the form that the argument needs. */
type Form = 'arn' | 'name' | 'document';

const formOf = (key: string): Form =>
  /policy$|_json$|_documents$|^content$/.test(key) && !/^(permissions_boundary|policy_arn)$/.test(key)
    ? 'document'
    : /arns?$|^permissions_boundary$|^resources$|^not_resources$|^identifiers$|^execution_role$|^service_role$/.test(
          key,
        )
      ? 'arn'
      : 'name';

const hasForm = (text: string, form: Form): boolean =>
  form === 'arn'
    ? text.startsWith('arn:')
    : form === 'document'
      ? textOfJson(text).unknown.length === 0
      : !text.startsWith('arn:') && !text.startsWith('{');

/** Attributes that may stand behind an argument of a form, where the reference names none (Terraform before 1.1). */
const attributeOf: Readonly<Record<Form, string>> = { arn: 'arn', name: 'name', document: 'json' };

/** One resource on one side of the change, as the tables of types read it. */
export interface View {
  readonly address: string;
  readonly type: string;
  readonly account: string;
  readonly partition: string;
  readonly region: string;
  readonly side: Side;
  readonly changed: boolean;
  /** Whether the configuration writes the argument; of a state before the change always. */
  readonly isConfigured: (key: string) => boolean;
  readonly values: Values;
  /** A string or number; absent where it is empty. Computed ones are followed to where they come from. */
  readonly text: (key: string) => string | Unknown | undefined;
  readonly strings: (key: string) => Strings;
  readonly number: (key: string) => number | undefined;
  readonly document: (key: string) => Text | undefined;
  readonly blocks: (key: string) => readonly View[];
  /** Its name, or what stands for it until it is made. */
  readonly name: string;
  /** Own ARN, or the one that it will have. */
  readonly arn: (kind: string) => string;
  readonly holder: (kind: Holder['kind'], name: string) => Holder;
  readonly tags: Readonly<Record<string, string>>;
}

export interface Views {
  readonly viewOf: (resource: PlannedResource) => View | undefined;
}

interface Context {
  readonly side: Side;
  readonly resources: ReadonlyMap<string, PlannedResource>;
  readonly accountOf: (resource: PlannedResource) => Account;
}

/** ARNs of resources that policies are often about, where the plan knows their name: service, and what follows the account. */
const resourceArns: Readonly<Record<string, readonly [service: string, prefix: string, argument: string]>> = {
  aws_s3_bucket: ['s3', '', 'bucket'],
  aws_sqs_queue: ['sqs', '', 'name'],
  aws_sns_topic: ['sns', '', 'name'],
  aws_dynamodb_table: ['dynamodb', 'table/', 'name'],
  aws_lambda_function: ['lambda', 'function:', 'function_name'],
  aws_cloudwatch_log_group: ['logs', 'log-group:', 'name'],
  aws_ecr_repository: ['ecr', 'repository/', 'name'],
  aws_kinesis_stream: ['kinesis', 'stream/', 'name'],
  aws_kms_key: ['kms', 'key/', 'key_id'],
  aws_secretsmanager_secret: ['secretsmanager', 'secret:', 'id'],
  aws_sfn_state_machine: ['states', 'stateMachine:', 'name'],
  aws_codebuild_project: ['codebuild', 'project/', 'name'],
  aws_ecs_cluster: ['ecs', 'cluster/', 'name'],
};

/** Kinds of what IAM keeps, as they stand in ARNs. */
const iamKinds: Readonly<Record<string, string>> = {
  aws_iam_role: 'role',
  aws_iam_user: 'user',
  aws_iam_group: 'group',
  aws_iam_policy: 'policy',
  aws_iam_instance_profile: 'instance-profile',
  aws_iam_saml_provider: 'saml-provider',
};

const nameArguments: Readonly<Record<string, string>> = {
  aws_lambda_function: 'function_name',
  aws_s3_bucket: 'bucket',
  aws_ecs_task_definition: 'family',
};

const deepest = 16;

export const createViews = ({ side, resources, accountOf }: Context): Views => {
  const known = new Map<string, View | undefined>();

  const viewOf = (resource: PlannedResource): View | undefined => {
    const values = resource[side];
    if (values === undefined) return undefined;
    const cached = known.get(resource.address);
    if (cached !== undefined) return cached;
    const view = viewOn(resource, values);
    known.set(resource.address, view);
    return view;
  };

  /** What an attribute of another resource is or will be. */
  const attribute = (
    address: string,
    name: string | undefined,
    form: Form,
    depth: number,
  ): Value | undefined => {
    const resource = resources.get(address);
    const view = resource === undefined ? undefined : viewOf(resource);
    if (resource === undefined || view === undefined) return undefined;
    const wanted = name ?? attributeOf[form];
    const direct = view.values[wanted];
    if (direct !== undefined && direct !== null && !isUnknown(direct)) return direct;
    if (resource.type === 'aws_iam_policy_document' && /json$/.test(wanted)) {
      const text = documentText(view, depth + 1);
      return text.document === undefined || text.unknown.length > 0
        ? undefined
        : JSON.stringify(text.document);
    }
    const kind = iamKinds[resource.type];
    if (wanted === 'name' || (wanted === 'id' && kind !== 'policy' && kind !== 'saml-provider'))
      return view.name;
    if (wanted === 'arn' || wanted === 'id') {
      if (kind !== undefined) return view.arn(kind);
      if (resource.type === 'aws_iam_openid_connect_provider') return providerArn(view);
      const parts = resourceArns[resource.type];
      if (parts !== undefined && wanted === 'arn') {
        const [service, prefix, argument] = parts;
        const own = view.values[argument];
        const last = typeof own === 'string' ? own : standIn(address);
        return service === 's3'
          ? `arn:${view.partition}:s3:::${last}`
          : `arn:${view.partition}:${service}:${view.region}:${view.account}:${prefix}${last}`;
      }
    }
    if (isUnknown(direct)) {
      const followed = follow(direct, form, depth + 1);
      return followed.known.length === 1 && followed.why === undefined ? followed.known[0] : undefined;
    }
    return undefined;
  };

  /** Where the references of a computed value lead. */
  const follow = (value: Unknown, form: Form, depth = 0): Strings => {
    if (depth > deepest) return { known: [], why: value.why };
    const found = value.references.map((each: Reference) => {
      const texts = each.addresses.map((address) => attribute(address, each.attribute, form, depth));
      return texts.length === 1 && typeof texts[0] === 'string' && hasForm(texts[0], form)
        ? texts[0]
        : undefined;
    });
    const known = found.filter((text) => text !== undefined);
    const whole = !value.opaque && known.length === 1 && found.length === 1;
    return whole ? { known } : { known, why: originText(value) };
  };

  const stringsOf = (value: Value | undefined, key: string): Strings => {
    const form = formOf(key);
    if (isUnknown(value)) {
      // A list that is computed as a whole may hold constants beside what it is computed from.
      const { known: strings, why } = follow(value, form);
      return { known: strings, why: why ?? `${originText(value)}, and may hold more` };
    }
    const parts = listOf(value).map((item): Strings => {
      if (isUnknown(item)) return follow(item, form);
      return { known: item === null || typeof item === 'object' ? [] : [String(item)] };
    });
    const why = parts.find((part) => part.why !== undefined)?.why;
    return { known: parts.flatMap((part) => part.known), ...(why === undefined ? {} : { why }) };
  };

  const documentText = (view: View, depth: number): Text =>
    depth > deepest ? { unknown: ['it is included in itself'] } : documentOfBlocks(view.values, stringsOf);

  /** The data source that a policy text comes from, where that and nothing else is what it is computed from. */
  const sourceOfText = (value: Unknown): View | undefined => {
    const [reference, ...others] = value.references;
    if (reference === undefined || others.length > 0 || value.opaque || reference.addresses.length !== 1)
      return undefined;
    const resource = resources.get(reference.addresses[0]!);
    return resource?.type === 'aws_iam_policy_document' && /json$|^$/.test(reference.attribute ?? '')
      ? viewOf(resource)
      : undefined;
  };

  const documentOf = (value: Value | undefined, key: string): Text | undefined => {
    if (value === undefined || value === null || value === '') return undefined;
    if (isUnknown(value)) {
      const source = sourceOfText(value);
      if (source !== undefined) return documentText(source, 0);
      const { known: texts, why } = follow(value, 'document');
      return why === undefined && texts.length === 1
        ? textOfJson(texts[0]!)
        : { unknown: [originText(value)] };
    }
    if (typeof value === 'string') return textOfJson(value);
    return holdsUnknown(value)
      ? { unknown: [`${key} is not known in full`] }
      : { document: value, unknown: [] };
  };

  const viewOn = (resource: PlannedResource, values: Values): View => {
    const { address, type } = resource;
    const { id: account, partition, region } = accountOf(resource);
    const ownName = values[nameArguments[type] ?? 'name'];
    const prefix = values.name_prefix;
    const name =
      typeof ownName === 'string' && ownName !== ''
        ? ownName
        : `${typeof prefix === 'string' ? prefix : ''}${standIn(address)}`;
    const ownTags = values.tags_all ?? values.tags;
    const view: View = {
      address,
      type,
      account,
      partition,
      region: typeof values.region === 'string' ? values.region : region,
      side,
      changed: isChanged(resource),
      isConfigured: (key) => side === 'before' || resource.configured.has(key),
      values,
      text: (key) => {
        const value = values[key];
        if (value === undefined || value === null || value === '') return undefined;
        if (!isUnknown(value)) return typeof value === 'object' ? undefined : String(value);
        const { known: texts, why } = follow(value, formOf(key));
        return why === undefined && texts.length === 1 ? texts[0]! : value;
      },
      strings: (key) => stringsOf(values[key], key),
      number: (key) => (typeof values[key] === 'number' ? values[key] : undefined),
      document: (key) => documentOf(values[key], key),
      blocks: (key) =>
        listOf(values[key]).flatMap((block) =>
          typeof block === 'object' && block !== null && !Array.isArray(block) && !isUnknown(block)
            ? [viewOn(resource, block as Values)]
            : [],
        ),
      name,
      arn: (kind) => {
        const own = values.arn;
        if (typeof own === 'string' && own !== '') return own;
        const path = typeof values.path === 'string' ? values.path : '/';
        return iamArn(partition, account, kind, path, name);
      },
      holder: (kind, of) => ({ kind, account, name: of }),
      tags:
        typeof ownTags === 'object' && ownTags !== null && !isUnknown(ownTags)
          ? Object.fromEntries(
              Object.entries(ownTags as Values).filter(
                (entry): entry is [string, string] => typeof entry[1] === 'string',
              ),
            )
          : {},
    };
    return view;
  };

  return { viewOf };
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html */
export const providerArn = (view: View): string => {
  const { url } = view.values;
  const host = typeof url === 'string' ? url.replace(/^https:\/\//, '') : standIn(view.address);
  const own = view.values.arn;
  return typeof own === 'string' && own !== ''
    ? own
    : `arn:${view.partition}:iam::${view.account}:oidc-provider/${host}`;
};
