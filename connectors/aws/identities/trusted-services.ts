import type { ConditionClass } from '../../../src/model/condition.ts';
import type { OpenEnd } from '../../../src/model/trust.ts';

/**
 * Services whose documentation asks for a condition on whose resource they act for in the trust policy of the role that
 * they are given. Services that ask for none there, or carry none (EC2, Lambda), are not in it; Amazon ECS, which asks for
 * one in the roles of tasks, neither: it would be said of nearly every role there is, and passing a role to another
 * account's task is not possible.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html#cross-service-confused-deputy-prevention
 */
const pages: Readonly<Record<string, string>> = {
  'bedrock.amazonaws.com':
    'https://docs.aws.amazon.com/bedrock/latest/userguide/cross-service-confused-deputy-prevention.html',
  'codebuild.amazonaws.com':
    'https://docs.aws.amazon.com/codebuild/latest/userguide/cross-service-confused-deputy-prevention.html',
  'comprehend.amazonaws.com':
    'https://docs.aws.amazon.com/comprehend/latest/dg/cross-service-confused-deputy-prevention.html',
  'datasync.amazonaws.com':
    'https://docs.aws.amazon.com/datasync/latest/userguide/cross-service-confused-deputy-prevention.html',
  'frauddetector.amazonaws.com':
    'https://docs.aws.amazon.com/frauddetector/latest/ug/confused-deputy-prevention.html',
  'iot.amazonaws.com':
    'https://docs.aws.amazon.com/iot/latest/developerguide/cross-service-confused-deputy-prevention.html',
  'personalize.amazonaws.com':
    'https://docs.aws.amazon.com/personalize/latest/dg/cross-service-confused-deputy-prevention.html',
  'scheduler.amazonaws.com':
    'https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html',
  'ssm.amazonaws.com':
    'https://docs.aws.amazon.com/systems-manager/latest/userguide/cross-service-confused-deputy-prevention.html',
  'states.amazonaws.com':
    'https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html',
  'transfer.amazonaws.com': 'https://docs.aws.amazon.com/transfer/latest/userguide/confused-deputy.html',
  'vpc-flow-logs.amazonaws.com': 'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html',
};

const rolesAnywhere = 'rolesanywhere.amazonaws.com';

/** One condition of the trust, as it was judged. */
interface Judged {
  readonly class: ConditionClass;
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

const isExcluding = ({ operator }: Judged): boolean => /not|ifexists|^forallvalues|^null$/i.test(operator);

/** Certificates are told apart by what Roles Anywhere makes tags and the source identity of: subject, issuer, SAN. */
const namesCertificate = (condition: Judged): boolean =>
  /^(aws:principaltag\/x509(subject|san|issuer)|aws:requesttag\/x509(subject|san|issuer)|sts:sourceidentity$)/i.test(
    condition.key,
  ) &&
  !isExcluding(condition) &&
  condition.values.length > 0 &&
  condition.values.every((value) => /[\p{L}\p{N}]/u.test(value));

/** Of a trust anchor, its own id: any anchor of the account is any certificate authority that somebody adds. */
const namesAnchor = (condition: Judged): boolean =>
  condition.key.toLowerCase() === 'aws:sourcearn' &&
  condition.class === 'source-resource' &&
  condition.values.every((value) => /:trust-anchor\/[^*?]/.test(value));

/**
 * What a trust in a service leaves open although the service's documentation asks to limit it.
 * https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html
 */
export const openEndsOf = (service: string, conditions: readonly Judged[]): readonly OpenEnd[] => {
  // Principals may name a region, and end in `.cn` in China.
  const name = service
    .toLowerCase()
    .replace(/\.cn$/, '')
    .replace(/\.[a-z]{2}(-[a-z]+)+-\d(?=\.amazonaws\.com$)/, '');
  if (name === rolesAnywhere) {
    const page = 'https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html';
    const anchor: OpenEnd = { of: 'issuer', by: ['aws:SourceArn'], page };
    const subject: OpenEnd = { of: 'subject', by: ['aws:PrincipalTag/x509Subject/CN'], page };
    return [
      ...(conditions.some(namesAnchor) ? [] : [anchor]),
      ...(conditions.some(namesCertificate) ? [] : [subject]),
    ];
  }
  const page = Object.hasOwn(pages, name) ? pages[name] : undefined;
  if (page === undefined) return [];
  const limited = conditions.some(({ class: kind }) => kind === 'source-resource' || kind === 'organization');
  return limited ? [] : [{ of: 'source', by: ['aws:SourceAccount', 'aws:SourceArn'], page }];
};
