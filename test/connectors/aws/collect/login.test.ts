import { describe, expect, test } from 'vitest';
import { loginAdvice } from '../../../../connectors/aws/collect/login.ts';

const none = 'Could not load credentials from any providers';

describe('a login that failed', () => {
  test.each([
    ['nobody gave credentials', 'CredentialsProviderError', none, undefined, 'there are no AWS credentials'],
    ['the profile is missing', 'CredentialsProviderError', none, 'nope', 'aws configure sso --profile nope'],
    [
      'the single sign-on has expired',
      'CredentialsProviderError',
      'The SSO session associated with this profile has expired. To refresh this SSO session run aws sso login with the corresponding profile.',
      'audit',
      'aws sso login --profile audit',
    ],
    ['the token of a session is over', 'TokenProviderError', 'Token is expired', undefined, 'aws sso login'],
    ['the session token has expired', 'ExpiredToken', 'x', undefined, 'the session token has expired'],
    ['the key is unknown', 'InvalidClientTokenId', 'x', undefined, 'deleted or deactivated'],
    ['the secret is wrong', 'SignatureDoesNotMatch', 'secret text', undefined, 'the clock of this machine'],
  ])('%s', (_, name, message, profile, words) => {
    const advice = loginAdvice({ name, message }, profile);
    expect(advice).toContain(words);
    expect(advice).not.toContain('secret text');
  });

  test('of any other failure the table of failures tells', () => {
    expect(loginAdvice({ name: 'TimeoutError', message: none }, 'nope')).toBeUndefined();
  });
});
