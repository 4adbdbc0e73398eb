import type { Exposure } from '../../../src/model/exposure.ts';
import type { Arranged } from '../identities/arrange.ts';
import type { Draft } from '../identities/drafts.ts';
import { unapprovedActivation } from './activation.ts';
import { agentCredentials, sharedAgentAccounts } from './agents.ts';
import {
  boundApiKeys,
  exposedKeys,
  keyBesideFederation,
  keysOf,
  unboundedKeys,
  wideApiKeys,
} from './credentials.ts';
import { delegatedForDomain } from './delegations.ts';
import { defaultWithBasicRole, grantsAtRoot, permanentDespiteActivation, switchedOff } from './grants.ts';
import { basicRoles, deletedMembers, outsiderGrants, publicGrants, wideImpersonation } from './members.ts';
import { recommendedByGoogle } from './recommended.ts';

/** Identities with what is weak in how they are kept; each list sorted by kind and key. */
export const withExposures = (arranged: Arranged, drafts: readonly Draft[]): readonly Draft[] => {
  const keys = keysOf(arranged);
  const found = [
    exposedKeys(keys),
    keyBesideFederation(arranged, keys),
    unboundedKeys(arranged, keys),
    wideApiKeys(arranged),
    boundApiKeys(arranged),
    deletedMembers(arranged),
    unapprovedActivation(arranged),
    recommendedByGoogle(arranged),
    delegatedForDomain(arranged),
  ];
  const held = [publicGrants(arranged), outsiderGrants(arranged), wideImpersonation(arranged), basicRoles];
  const permanent = permanentDespiteActivation(arranged);
  const shared = sharedAgentAccounts(arranged);
  const agents = agentCredentials(arranged);
  return drafts.map((draft) => {
    const principal = arranged.principals.get(draft.id);
    if (principal === undefined || principal.kind === 'service-agent') return draft;
    const exposures: readonly Exposure[] = [
      ...found.flatMap((each) => each(principal)),
      ...held.flatMap((each) => each(principal, draft)),
      ...permanent(principal, draft),
      ...shared(principal, draft),
      ...agents(principal),
      ...grantsAtRoot(principal, draft),
      ...defaultWithBasicRole(principal, draft),
      ...switchedOff(principal, draft),
    ];
    return exposures.length === 0
      ? draft
      : {
          ...draft,
          exposures: exposures.toSorted((a, b) => (`${a.kind} ${a.key}` < `${b.kind} ${b.key}` ? -1 : 1)),
        };
  });
};
