import type { Credential } from '../../src/model/credential.ts';
import type { Evidence } from '../../src/model/evidence.ts';
import type { Identity } from '../../src/model/identity.ts';
import { plain } from './wording.ts';

/** Kinds of credential that only a person at a screen uses. */
const interactiveKinds: ReadonlySet<string> = new Set(['console-password']);
export const isInteractive = (credential: Credential): boolean => interactiveKinds.has(credential.kind);

/** Kinds that their provider gives an end when asked for one: without one somebody chose to have none. */
const kindsWithChoiceOfEnd: ReadonlySet<string> = new Set([
  'personal-access-token',
  'classic-personal-access-token',
  // By a constraint of the organisation: https://cloud.google.com/iam/docs/keys-create-delete#key-expiry
  'service-account-key',
]);
export const couldHaveEnd = ({ kind }: Credential): boolean => kindsWithChoiceOfEnd.has(kind);

/** Kinds that come into being when somebody agrees in a browser, signed in as the identity. */
const consentKinds: ReadonlySet<string> = new Set(['oauth-authorization', 'app-user-token']);
export const isByConsent = (credential: Credential): boolean => consentKinds.has(credential.kind);

/** Kinds that a code host takes: what is written with them is code, and sets off what runs it. */
const codeHostKinds: ReadonlySet<string> = new Set([
  'app-user-token',
  'classic-personal-access-token',
  'credential-authorization',
  'deploy-key',
  'oauth-authorization',
  'personal-access-token',
  'runner-registration',
  'ssh-key',
]);
export const isOfCodeHost = ({ kind }: Credential): boolean => codeHostKinds.has(kind);

/** Whether it may work now. */
export const isUsable = (credential: Credential): boolean =>
  credential.status === 'active' || credential.status === 'unknown';

/** A secret that is kept somewhere and works until somebody ends it or its date comes. */
export const isLastingSecret = (credential: Credential): boolean =>
  isUsable(credential) &&
  !isInteractive(credential) &&
  (credential.lifetime === 'static' || credential.lifetime === 'expiring');

/** A bearer secret that opens one service only. A public key for one service is none: its secret never leaves the holder. */
export const isServiceKey = (credential: Credential): boolean =>
  isLastingSecret(credential) && credential.service !== undefined && credential.binding === 'shared-secret';

/** What is claimed of a credential, and where it stands. */
export const credentialEvidence = (identity: Identity, credential: Credential, says: string): Evidence => ({
  ...(credential.source ?? identity.source),
  says: `${nameOf(identity, credential)} ${says}`,
});

/** Kind and id; without the identity's id, where the credential has none of its own and is named after it. */
const nameOf = (identity: Identity, { kind, id }: Credential): string => {
  const own = id.startsWith(`${identity.id}#`) ? id.slice(identity.id.length + 1) : id;
  return own.startsWith(kind) ? plain(own) : `${plain(kind)} ${plain(own)}`;
};
