import type { Coverage } from '../../../src/model/coverage.ts';
import type { Exposure } from '../../../src/model/exposure.ts';
import type { Arranged } from '../identities/arrange.ts';
import type { Draft } from '../identities/drafts.ts';
import { agentGuardrails } from './agents.ts';
import { noCredentialPolicy, secretBesideFederation, secretInConnection } from './credentials.ts';
import {
  classicAdministrators,
  grantsAtRoot,
  orphanedGrant,
  permanentDespiteActivation,
  switchedOff,
} from './grants.ts';
import { multiTenantApplication, secretsOutsideRoles, usedElsewhere } from './kept.ts';
import { unfitOwners } from './people.ts';
import { atRisk } from './risk.ts';
import { consentForEverybody, unverifiedPublisher, weakerOwners } from './trust.ts';

/** What is weak in how identities are kept, by their id; each list sorted by kind and key. */
export const exposuresOf = (
  arranged: Arranged,
  drafts: readonly Draft[],
  coverage: readonly Coverage[],
): ReadonlyMap<string, readonly Exposure[]> => {
  const byId = new Map(drafts.map((draft) => [draft.id, draft]));
  // A scan whose token names no tenant says so of its coverage as well.
  const read = coverage.map((line) => ({ ...line, scope: arranged.inventory.tenantOf(line.scope) }));
  // A list of applications, or of managed identities, says nothing of who else there is.
  const listed = new Set(
    read.flatMap(({ connector, scope, status, source, gives }) =>
      connector === 'azure' &&
      status === 'complete' &&
      gives.includes('inventory') &&
      /^GET \/v1\.0\/servicePrincipals$|^az ad sp list|service principals$/.test(source)
        ? [scope]
        : [],
    ),
  );
  const consents = consentForEverybody(arranged);
  const owners = weakerOwners(arranged, byId);
  const agents = agentGuardrails(arranged, read);
  const risks = atRisk(arranged);
  const unfit = unfitOwners(arranged);
  const elsewhere = usedElsewhere(arranged, read);
  const classic = classicAdministrators(arranged);
  const permanent = permanentDespiteActivation(arranged);
  const secrets = secretBesideFederation(arranged);
  const connections = secretInConnection(arranged);
  const unbounded = noCredentialPolicy(arranged);
  const found = new Map<string, readonly Exposure[]>();
  for (const principal of arranged.principals.all.values()) {
    const draft = byId.get(principal.id);
    if (draft === undefined) continue;
    const exposures = [
      ...agents(principal),
      ...risks(principal),
      ...elsewhere(principal),
      ...multiTenantApplication(principal, draft),
      ...secretsOutsideRoles(principal, draft),
      ...unfit(principal, draft),
      ...classic(principal),
      ...secrets(principal),
      ...connections(principal),
      ...unbounded(principal, draft),
      ...permanent(principal, draft),
      ...consents(principal),
      ...grantsAtRoot(principal, draft),
      ...(listed.has(principal.tenant) ? orphanedGrant(principal, draft) : []),
      ...switchedOff(principal, draft),
      ...unverifiedPublisher(principal, draft),
      ...owners(principal, draft),
    ];
    if (exposures.length > 0)
      found.set(
        principal.id,
        exposures.sort((a, b) => (`${a.kind} ${a.key}` < `${b.kind} ${b.key}` ? -1 : 1)),
      );
  }
  return found;
};
