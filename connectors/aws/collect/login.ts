/** Why the first call failed, and the command that mends it: in the words of the AWS CLI, whose files the SDK reads. */

interface LoginFault {
  /** Names of errors, of the SDK or of STS. */
  readonly names: readonly string[];
  /** In the message, where the name alone does not tell. Messages are never quoted: they may hold a signed request. */
  readonly says?: RegExp;
  /** @param profile as it was given, ` --profile NAME` for a command */
  readonly advice: (profile: string) => string;
}

const ofProviders = ['CredentialsProviderError', 'TokenProviderError'];

const noCredentials =
  'there are no AWS credentials in the environment, the shared files (profile of AWS_PROFILE, or default) or the metadata of this machine: aws configure sso makes a profile, aws configure list-profiles shows those that exist; or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY';

/**
 * The first row that fits tells.
 * https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html
 * https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
 */
const loginFaults: readonly LoginFault[] = [
  {
    names: ofProviders,
    says: /sso (?:session|token)|sso login|token (?:is|has) expired|refresh/i,
    advice: (profile) => `the sign-in through IAM Identity Center has expired: aws sso login${profile}`,
  },
  {
    names: ofProviders,
    advice: (profile) =>
      profile === ''
        ? noCredentials
        : `there is no profile of this name, or it names no credentials: aws configure list-profiles shows those that exist, aws configure sso${profile} makes it`,
  },
  {
    names: ['ExpiredToken', 'ExpiredTokenException', 'RequestExpired'],
    advice: (profile) =>
      `the session token has expired: aws sso login${profile}, or assume the role again and set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN anew`,
  },
  {
    names: ['InvalidClientTokenId', 'UnrecognizedClientException', 'InvalidIdentityToken'],
    advice: (profile) =>
      `AWS does not know this access key: it was deleted or deactivated, belongs to another partition, or lacks its AWS_SESSION_TOKEN. aws configure list${profile} shows where it comes from`,
  },
  {
    names: ['SignatureDoesNotMatch', 'InvalidSignatureException', 'IncompleteSignature'],
    advice: (profile) =>
      `the secret key does not belong to this access key, or the clock of this machine is wrong: aws configure list${profile} shows where they come from, date -u the time`,
  },
];

/** What to do about a login that failed with `error`; `undefined`: the table of failures tells. */
export const loginAdvice = (
  { name, message }: { readonly name: string; readonly message: string },
  profile: string | undefined,
): string | undefined =>
  loginFaults
    .find(({ names, says }) => names.includes(name) && (says === undefined || says.test(message)))
    ?.advice(profile === undefined ? '' : ` --profile ${profile}`);
