import type { EdgeDetails } from '../../../src/takeover/edge-details.ts';
import type { TargetMember, TargetSet } from '../../../src/takeover/targets.ts';
import type { PolicyDocument } from '../policy/document.ts';
import { dependsOnTarget } from '../policy/request-context.ts';
import type { PassRoleTechnique, WorkloadTechnique } from '../techniques/index.ts';
import type { Asking } from './asking.ts';
import { type Directory, oncePerAccount } from './directory.ts';
import type { Drawing, Trusts } from './parts.ts';
import { type ServiceParty, serviceTrust } from './service-trust.ts';

type Parts = Asking & Directory & Trusts & Pick<Drawing, 'targets'>;

/** Roles of an account that a service could act as, by trust policy; in order of identity within each. */
const rolesByTrust = oncePerAccount(
  ({ principals, byAccount }: Directory, account): ReadonlyMap<number, readonly number[]> => {
    const found = new Map<number, number[]>();
    for (const index of byAccount.get(account) ?? []) {
      const role = principals[index]!;
      if (role.kind !== 'role' || role.serviceLinked || role.trust === undefined) continue;
      const roles = found.get(role.trust);
      if (roles === undefined) found.set(role.trust, [index]);
      else roles.push(index);
    }
    return found;
  },
);

/** Roles of an account that a service may act as. */
export const rolesOfService = (
  parts: Parts,
  account: string,
  party: ServiceParty,
  inInstanceProfile: boolean,
): TargetSet =>
  parts.targets.set(
    `roles of account ${account} for ${party.newResource ? 'something new of ' : ''}${party.service}${inInstanceProfile ? ' in an instance profile' : ''}`,
    () => {
      const members: TargetMember[] = [];
      for (const [trust, all] of rolesByTrust(parts, account)) {
        const roles = inInstanceProfile
          ? all.filter((index) => parts.principals[index]!.inInstanceProfile)
          : all;
        // Roles with the same trust policy get the same answer, unless the policy asks about the role itself.
        const own = asksAboutRole(parts.inventory.store.documents[trust]!);
        let details: EdgeDetails | undefined;
        for (const [position, index] of roles.entries()) {
          if (own || position === 0) details = serviceTrust(parts, parts.principals[index]!, index, party);
          if (details !== undefined) members.push({ node: index, details });
          else if (!own) break;
        }
      }
      return members.sort((a, b) => a.node - b.node);
    },
  );

const asksAboutRole = (trust: PolicyDocument): boolean =>
  trust.statements.some((statement) => statement.conditions.some((clause) => dependsOnTarget(clause.key)));

/** Whom the roles of a technique trust. */
export const partiesOf = ({
  services,
  identityProvider,
  newResource,
}: PassRoleTechnique | WorkloadTechnique): readonly ServiceParty[] =>
  identityProvider === undefined
    ? services.map((service) => ({ service, federated: false, newResource: newResource === true }))
    : [{ service: identityProvider, federated: true, newResource: newResource === true }];

/** Whether any role of an account trusts whom a technique works through: in small accounts most techniques end here. */
export const someRole = (
  parts: Parts,
  account: string,
  technique: PassRoleTechnique | WorkloadTechnique,
): boolean =>
  partiesOf(technique).some((party) => rolesOfService(parts, account, party, false).members.length > 0);
