import type { Rule } from '../src/model/rule.ts';
import { activationWithoutApproval } from './activation-without-approval.ts';
import { allSecretsHandedOver } from './all-secrets-handed-over.ts';
import { catchAllRole } from './catch-all-role.ts';
import { consentForEverybody } from './consent-for-everybody.ts';
import { credentialInPublishedFiles } from './credential-in-published-files.ts';
import { credentialUsedElsewhere } from './credential-used-elsewhere.ts';
import { crossEnvironmentTrust } from './cross-environment-trust.ts';
import { expiredCredentialKept } from './expired-credential-kept.ts';
import { expiredGrant } from './expired-grant.ts';
import { externalTrustWithoutCondition } from './external-trust-without-condition.ts';
import { federatedTrustByName } from './federated-trust-by-name.ts';
import { federatedTrustTooWide } from './federated-trust-too-wide.ts';
import { grantAtRoot } from './grant-at-root.ts';
import { guardThatCanBeSpoofed } from './guard-that-can-be-spoofed.ts';
import { hostOpenToOutsiders } from './host-open-to-outsiders.ts';
import { identityAtRisk } from './identity-at-risk.ts';
import { idleGroup } from './idle-group.ts';
import { interactiveUseOfServiceIdentity } from './interactive-use-of-service-identity.ts';
import { invalidException } from './invalid-exception.ts';
import { issuedTokenNotNarrowed } from './issued-token-not-narrowed.ts';
import { keyInSeveralPlaces } from './key-in-several-places.ts';
import { knownCompromisedIdentity } from './known-compromised-identity.ts';
import { literalSecretInConfiguration } from './literal-secret-in-configuration.ts';
import { longLivedSecret } from './long-lived-secret.ts';
import { metadataServiceWithoutToken } from './metadata-service-without-token.ts';
import { multiTenantApplication } from './multi-tenant-application.ts';
import { neverUsedIdentity } from './never-used-identity.ts';
import { noCredentialPolicy } from './no-credential-policy.ts';
import { noOwner } from './no-owner.ts';
import { orphanedGrant } from './orphaned-grant.ts';
import { outsiderGrant } from './outsider-grant.ts';
import { permanentDespiteActivation } from './permanent-despite-activation.ts';
import { privilegeEscalationPath } from './privilege-escalation-path.ts';
import { privilegedByDefault } from './privileged-by-default.ts';
import { publicGrant } from './public-grant.ts';
import { recommendedReductionOpen } from './recommended-reduction-open.ts';
import { resourceOpenToOutsiders } from './resource-open-to-outsiders.ts';
import { retiredGrant } from './retired-grant.ts';
import { rootAccessKeys } from './root-access-keys.ts';
import { scannerOverPrivileged } from './scanner-over-privileged.ts';
import { secretVisibleTooWidely } from './secret-visible-too-widely.ts';
import { secretsOutsideRoles } from './secrets-outside-roles.ts';
import { serviceKeyWithoutExpiry } from './service-key-without-expiry.ts';
import { serviceTrustWithoutSource } from './service-trust-without-source.ts';
import { sharedIdentity } from './shared-identity.ts';
import { standingAdministrator } from './standing-administrator.ts';
import { standingBesideEligible } from './standing-beside-eligible.ts';
import { standingPrivilegeShortLivedCredential } from './standing-privilege-short-lived-credential.ts';
import { standingWriteAcrossScopes } from './standing-write-across-scopes.ts';
import { standingWriteByStaticKey } from './standing-write-by-static-key.ts';
import { staticKeyInsteadOfFederation } from './static-key-instead-of-federation.ts';
import { storedSecretNotReplaced } from './stored-secret-not-replaced.ts';
import { storedSecretWithoutRotation } from './stored-secret-without-rotation.ts';
import { supersededCredentialKind } from './superseded-credential-kind.ts';
import { suspendedButInstalled } from './suspended-but-installed.ts';
import { tokenWiderThanNeeded } from './token-wider-than-needed.ts';
import { trustInReusableName } from './trust-in-reusable-name.ts';
import { twoActiveKeys } from './two-active-keys.ts';
import { unfitOwner } from './unfit-owner.ts';
import { unpinnedThirdPartyCode } from './unpinned-third-party-code.ts';
import { unprotectedDelivery } from './unprotected-delivery.ts';
import { unprotectedDeploymentContext } from './unprotected-deployment-context.ts';
import { untrustedCodeRunsAsIdentity } from './untrusted-code-runs-as-identity.ts';
import { unusedCredential } from './unused-credential.ts';
import { unusedPrivilegedIdentity } from './unused-privileged-identity.ts';
import { unverifiedPublisher } from './unverified-publisher.ts';
import { weakAgentGuardrails } from './weak-agent-guardrails.ts';
import { weakerOwner } from './weaker-owner.ts';
import { wideImpersonation } from './wide-impersonation.ts';
import { wildcardPrivilegesOnSensitiveServices } from './wildcard-privileges-on-sensitive-services.ts';

export { furtherControls } from './knowledge/controls.ts';

/** Every rule, by id. A rule is deleted by deleting its file and its two lines here. */
export const rules: readonly Rule[] = [
  activationWithoutApproval,
  allSecretsHandedOver,
  catchAllRole,
  consentForEverybody,
  credentialInPublishedFiles,
  credentialUsedElsewhere,
  crossEnvironmentTrust,
  expiredCredentialKept,
  expiredGrant,
  externalTrustWithoutCondition,
  federatedTrustByName,
  federatedTrustTooWide,
  grantAtRoot,
  guardThatCanBeSpoofed,
  hostOpenToOutsiders,
  identityAtRisk,
  idleGroup,
  interactiveUseOfServiceIdentity,
  invalidException,
  issuedTokenNotNarrowed,
  keyInSeveralPlaces,
  knownCompromisedIdentity,
  literalSecretInConfiguration,
  longLivedSecret,
  metadataServiceWithoutToken,
  multiTenantApplication,
  neverUsedIdentity,
  noCredentialPolicy,
  noOwner,
  orphanedGrant,
  outsiderGrant,
  permanentDespiteActivation,
  privilegeEscalationPath,
  privilegedByDefault,
  publicGrant,
  recommendedReductionOpen,
  resourceOpenToOutsiders,
  retiredGrant,
  rootAccessKeys,
  scannerOverPrivileged,
  secretVisibleTooWidely,
  secretsOutsideRoles,
  serviceKeyWithoutExpiry,
  serviceTrustWithoutSource,
  sharedIdentity,
  standingAdministrator,
  standingBesideEligible,
  standingPrivilegeShortLivedCredential,
  standingWriteAcrossScopes,
  standingWriteByStaticKey,
  staticKeyInsteadOfFederation,
  storedSecretNotReplaced,
  storedSecretWithoutRotation,
  supersededCredentialKind,
  suspendedButInstalled,
  tokenWiderThanNeeded,
  trustInReusableName,
  twoActiveKeys,
  unfitOwner,
  unpinnedThirdPartyCode,
  unprotectedDelivery,
  unprotectedDeploymentContext,
  untrustedCodeRunsAsIdentity,
  unusedCredential,
  unusedPrivilegedIdentity,
  unverifiedPublisher,
  weakAgentGuardrails,
  weakerOwner,
  wideImpersonation,
  wildcardPrivilegesOnSensitiveServices,
];
