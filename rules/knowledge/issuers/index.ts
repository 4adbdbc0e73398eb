import type { Condition } from '../../../src/model/condition.ts';
import { ownMember } from '../../../src/model/own-member.ts';
import type { Trust } from '../../../src/model/trust.ts';

/**
 * Issuers of OIDC tokens that many organisations share, and the claim that tells these apart. Whoever can get a token
 * from such an issuer, which is anybody, is let in by a trust that does not check it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
 */
const sharedIssuers: Readonly<Record<string, 'subject' | 'audience' | 'either'>> = {
  'token.actions.githubusercontent.com': 'subject',
  'gitlab.com': 'subject',
  'agent.buildkite.com': 'subject',
  'app.terraform.io': 'subject',
  'oidc.codefresh.io': 'subject',
  'studio.datachain.ai/api': 'subject',
  'scalr.io': 'subject',
  'tokens.cloud.shisho.dev': 'subject',
  'proidc.upbound.io': 'subject',
  'api.pulumi.com/oidc': 'audience',
  'sandboxes.cloud': 'audience',
  'oidc.vercel.com': 'audience',
  'cognito-identity.amazonaws.com': 'audience',
  'cognito-identity-us-gov.amazonaws.com': 'audience',
  'cognito-identity.us-gov-west-1.amazonaws.com': 'audience',
  'cognito-identity.amazonaws.com.cn': 'audience',
  'cognito-identity.cn-north-1.amazonaws.com.cn': 'audience',
  'accounts.google.com': 'either',
  'graph.facebook.com': 'either',
  'www.amazon.com': 'either',
};

/** https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools.html#authenticated-and-unauthenticated-identities */
const visitors = /^cognito-identity[a-z0-9.-]*\.amazonaws\.com(\.cn)?$/i;

/** Who vouches for a federated party. */
export interface Issuer {
  /** Host and path, without scheme. */
  readonly name: string;
  /** Whether unrelated organisations get tokens from it. */
  readonly shared: boolean;
  /** The claim that must be checked so that only one's own workloads come in. */
  readonly tenantClaim: 'subject' | 'audience' | 'either';
  /** Whether it can be told to give tokens to whoever comes, without a sign-in. */
  readonly admitsVisitors: boolean;
}

/** Undefined: the party does not come in with an OIDC token (SAML asserts roles by itself). */
export const issuerOf = (trust: Trust): Issuer | undefined => {
  if (trust.party !== 'federated') return undefined;
  if (/[:/]saml-provider\//i.test(trust.principal)) return undefined;
  const name = trust.principal
    .replace(/^.*[:/]oidc-provider\//i, '')
    .replace(/^https?:\/\//i, '')
    .replace(/\/+$/, '');
  const tenantClaim = ownMember(sharedIssuers, name.toLowerCase());
  return {
    name,
    shared: tenantClaim !== undefined,
    tenantClaim: tenantClaim ?? 'subject',
    admitsVisitors: visitors.test(name),
  };
};

/** A pattern that asks for a text somewhere, and for nothing at either end. */
export const contained = /^\*[^*?]+\*$/;

/** Whether a claim only has to have a text somewhere in it: names that outsiders give can. */
export const isContained = ({ class: kind, operator, values }: Condition): boolean =>
  (kind === 'federated-subject' || kind === 'federated-claim') &&
  /like/i.test(operator) &&
  !/not/i.test(operator) &&
  values.some((value) => contained.test(value));

/**
 * Whether an audience tells of nobody, because whoever asks for a token chooses it: at Google the one that a token was made for, beside the
 * application or account that asked (`aud` at AWS).
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
export const isChosenAudience = ({ key }: Condition): boolean => /:oaud$/i.test(key);

/** Whether whoever gets a token of an issuer that others use as well is let in: nothing says whose it must be. */
export const isOpenToOthers = (trust: Trust): boolean => {
  const issuer = issuerOf(trust);
  return (
    issuer?.shared === true &&
    !trust.conditions.some(
      (condition) =>
        ((condition.class === 'federated-subject' || condition.class === 'federated-claim') &&
          !isContained(condition)) ||
        (condition.class === 'federated-audience' &&
          issuer.tenantClaim !== 'subject' &&
          !isChosenAudience(condition)),
    )
  );
};
