import type { Rule } from '../src/model/rule.ts';
import { crossEnvironmentTrust } from './cross-environment-trust.ts';
import { expiredGrant } from './expired-grant.ts';
import { externalTrustWithoutCondition } from './external-trust-without-condition.ts';
import { federatedTrustTooWide } from './federated-trust-too-wide.ts';
import { interactiveUseOfServiceIdentity } from './interactive-use-of-service-identity.ts';
import { invalidException } from './invalid-exception.ts';
import { longLivedSecret } from './long-lived-secret.ts';
import { neverUsedIdentity } from './never-used-identity.ts';
import { noOwner } from './no-owner.ts';
import { privilegeEscalationPath } from './privilege-escalation-path.ts';
import { rootAccessKeys } from './root-access-keys.ts';
import { scannerOverPrivileged } from './scanner-over-privileged.ts';
import { serviceKeyWithoutExpiry } from './service-key-without-expiry.ts';
import { sharedIdentity } from './shared-identity.ts';
import { standingAdministrator } from './standing-administrator.ts';
import { standingPrivilegeShortLivedCredential } from './standing-privilege-short-lived-credential.ts';
import { twoActiveKeys } from './two-active-keys.ts';
import { unusedCredential } from './unused-credential.ts';
import { unusedPrivilegedIdentity } from './unused-privileged-identity.ts';
import { wildcardPrivilegesOnSensitiveServices } from './wildcard-privileges-on-sensitive-services.ts';

export { furtherControls } from './knowledge/controls.ts';

/** Every rule, by id. A rule is deleted by deleting its file and its two lines here. */
export const rules: readonly Rule[] = [
  crossEnvironmentTrust,
  expiredGrant,
  externalTrustWithoutCondition,
  federatedTrustTooWide,
  interactiveUseOfServiceIdentity,
  invalidException,
  longLivedSecret,
  neverUsedIdentity,
  noOwner,
  privilegeEscalationPath,
  rootAccessKeys,
  scannerOverPrivileged,
  serviceKeyWithoutExpiry,
  sharedIdentity,
  standingAdministrator,
  standingPrivilegeShortLivedCredential,
  twoActiveKeys,
  unusedCredential,
  unusedPrivilegedIdentity,
  wildcardPrivilegesOnSensitiveServices,
];
