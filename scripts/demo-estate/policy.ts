/** Policy statements in as few words as a reader needs. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Conditions;
}

export interface TrustStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal: '*' | Readonly<Record<string, string | readonly string[]>>;
  readonly Action: string | readonly string[];
  readonly Condition?: Conditions;
}

const when = (condition: Conditions | undefined) => (condition ? { Condition: condition } : {});

export const allow = (
  actions: string | readonly string[],
  resources: string | readonly string[] = '*',
  condition?: Conditions,
): Statement => ({ Effect: 'Allow', Action: actions, Resource: resources, ...when(condition) });

export const deny = (
  actions: string | readonly string[],
  resources: string | readonly string[] = '*',
  condition?: Conditions,
): Statement => ({ Effect: 'Deny', Action: actions, Resource: resources, ...when(condition) });

/** ARNs of one account, in its home region. */
export const arnsOf = (account: string, region: string) => {
  const regional = (service: string, resource: string) =>
    `arn:aws:${service}:${region}:${account}:${resource}`;
  return {
    role: (name: string) => `arn:aws:iam::${account}:role/${name}`,
    user: (name: string) => `arn:aws:iam::${account}:user/${name}`,
    policy: (name: string) => `arn:aws:iam::${account}:policy/${name}`,
    function: (name: string) => regional('lambda', `function:${name}`),
    table: (name: string) => regional('dynamodb', `table/${name}`),
    queue: (name: string) => regional('sqs', name),
    topic: (name: string) => regional('sns', name),
    stream: (name: string) => regional('kinesis', `stream/${name}`),
    repository: (name: string) => regional('ecr', `repository/${name}`),
    secret: (name: string) => regional('secretsmanager', `secret:${name}`),
    parameter: (name: string) => regional('ssm', `parameter/${name}`),
    job: (name: string) => regional('glue', `job/${name}`),
    logGroup: (name: string) => regional('logs', `log-group:${name}`),
    ecsService: (cluster: string, name: string) => regional('ecs', `service/${cluster}/${name}`),
  };
};

export const objects = (bucket: string, prefix = ''): string => `arn:aws:s3:::${bucket}/${prefix}*`;
export const bucket = (name: string): string => `arn:aws:s3:::${name}`;

/** Trust policies: who may become the role. */
export const service = (name: string, condition?: Conditions): readonly TrustStatement[] => [
  {
    Effect: 'Allow',
    Principal: { Service: `${name}.amazonaws.com` },
    Action: 'sts:AssumeRole',
    ...when(condition),
  },
];

export const principal = (
  arn: string | readonly string[],
  condition?: Conditions,
): readonly TrustStatement[] => [
  { Effect: 'Allow', Principal: { AWS: arn }, Action: 'sts:AssumeRole', ...when(condition) },
];

const githubIssuer = 'token.actions.githubusercontent.com';

/** GitHub Actions by OIDC; `subject` undefined: the trust policy does not look at it. */
export const githubActions = (account: string, subject: string | undefined): readonly TrustStatement[] => [
  {
    Effect: 'Allow',
    Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/${githubIssuer}` },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      StringEquals: {
        [`${githubIssuer}:aud`]: 'sts.amazonaws.com',
        ...(subject?.includes('*') === false ? { [`${githubIssuer}:sub`]: subject } : {}),
      },
      ...(subject?.includes('*') ? { StringLike: { [`${githubIssuer}:sub`]: subject } } : {}),
    },
  },
];

/** A Kubernetes service account by OIDC (IAM roles for service accounts). */
export const kubernetes = (account: string, issuer: string, subject: string): readonly TrustStatement[] => [
  {
    Effect: 'Allow',
    Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/${issuer}` },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: subject.includes('*')
      ? { StringLike: { [`${issuer}:sub`]: subject } }
      : { StringEquals: { [`${issuer}:sub`]: subject, [`${issuer}:aud`]: 'sts.amazonaws.com' } },
  },
];

/**
 * One identity of another cloud by its tokens.
 * @param provider the issuer, or the ARN of the OIDC provider that stands for it
 */
export const otherCloud = (
  provider: string,
  issuer: string,
  subject: string,
  audience: string,
): readonly TrustStatement[] => [
  {
    Effect: 'Allow',
    Principal: { Federated: provider },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: { StringEquals: { [`${issuer}:sub`]: subject, [`${issuer}:aud`]: audience } },
  },
];

/** People, through IAM Identity Center. */
export const identityCenter = (account: string): readonly TrustStatement[] => [
  {
    Effect: 'Allow',
    Principal: { Federated: `arn:aws:iam::${account}:saml-provider/AWSSSO_00112233445566ee_DO_NOT_DELETE` },
    Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'],
    Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
  },
];
