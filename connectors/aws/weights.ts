import type { StateIdentity } from '../../src/model/gate.ts';
import type { IdentityUser } from '../../src/model/remedy.ts';
import type { Sensitivity } from '../../src/model/scope.ts';
import { sensitivityOf } from './facts/services.ts';

/** What the policy of the gate asks about privileges, resources and identities of AWS. */

/** Where a service holds several things: the first pattern that fits a privilege. */
const parts: readonly { readonly privilege: RegExp; readonly concerns: Sensitivity }[] = [
  // Images are what workloads run; whatever starts them pulls any.
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
  { privilege: /^ecr:(?:batchget|batchcheck|getdownload|getauth)/i, concerns: 'rest' },
  // To decrypt is worth what is encrypted. https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html
  { privilege: /^kms:/i, concerns: 'data' },
  // https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-parameter-store.html
  { privilege: /^ssm:(?:\*|get\*|getp|getparameter)/i, concerns: 'secrets' },
  { privilege: /^ssm:/i, concerns: 'compute' },
  { privilege: /^acm-pca:/i, concerns: 'identity' },
];

export const concerns = (privilege: string, service: string): Sensitivity =>
  parts.find((part) => part.privilege.test(privilege))?.concerns ?? sensitivityOf(service);

/** ARNs of these begin with the name, without a word for the kind. */
const withoutKind: ReadonlySet<string> = new Set(['s3', 'sqs', 'sns', 'codecommit', 'execute-api']);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html */
export const becomesOthers = (privilege: string): boolean =>
  /^(?:iam:(?!createservicelinkedrole$)|sts:)/i.test(privilege);

/** A name, or a beginning of one that is more than a letter or two. */
const isName = (text: string): boolean => text !== '' && (!/[*?]/.test(text) || /^[^*?]{4}/.test(text));

/**
 * Whether a pattern says at least how the name begins, and not only of what kind or in which account.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export const namesResources = (pattern: string): boolean => {
  const parsed = /^arn:[^:]*:([^:]*):[^:]*:[^:]*:\/?(.*)$/.exec(pattern);
  if (parsed === null) return isName(pattern);
  const [, service, rest] = parsed as unknown as [string, string, string];
  const segments = rest.split(/[/:]/);
  const name = segments.length > 1 && !withoutKind.has(service) ? segments[1]! : segments[0]!;
  return isName(name);
};

/** Issuers whose tokens runs of a pipeline get. */
const pipelines =
  /token\.actions\.githubusercontent\.com|gitlab|bitbucket|circleci|buildkite|app\.terraform\.io|spacelift|vstoken\.dev\.azure\.com/i;
/** Names of AWS for clusters: https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html */
const clusters = /oidc\.eks\.|oidc-provider\/oidc\.eks/i;

export const usedBy = ({ kind, trusts, nature }: StateIdentity): IdentityUser | undefined => {
  const federated = trusts.filter(({ party }) => party === 'federated');
  if (federated.some(({ principal }) => pipelines.test(principal))) return 'pipeline';
  if (trusts.some(({ party }) => party === 'service')) return 'workload';
  if (federated.some(({ principal }) => clusters.test(principal))) return 'workload';
  if (federated.some(({ principal }) => /:saml-provider\//.test(principal))) return 'person';
  return kind === 'user' && nature === 'human' ? 'person' : undefined;
};
