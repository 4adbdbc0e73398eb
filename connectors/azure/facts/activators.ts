import type { AzureInventory } from './inventory.ts';

const isMachine = (type: string | null | undefined): boolean =>
  /^(#microsoft\.graph\.)?serviceprincipal$/i.test(type ?? '');

/**
 * Object ids of those who can activate nothing: service principals, managed identities and agents among them. What is eligible,
 * for them or for a group that they are in, is nothing to them. Whoever is not known to be one may be a person.
 * https://learn.microsoft.com/entra/id-governance/privileged-identity-management/pim-roles
 */
export const withoutActivation = (inventory: AzureInventory): ReadonlySet<string> =>
  new Set(
    [
      ...inventory.of('azure.service-principal').map(({ data }) => data.id),
      ...inventory.of('azure.managed-identity').map(({ data }) => data.principalId),
      ...inventory
        .of('azure.resource')
        .flatMap(({ data: { identity } }) => [
          identity?.principalId,
          ...Object.values(identity?.userAssignedIdentities ?? {}).map((each) => each?.principalId),
        ]),
      ...[...inventory.of('azure.role-assignment'), ...inventory.of('azure.role-instance')].flatMap(
        ({ data }) => (isMachine(data.principalType) ? [data.principalId] : []),
      ),
      ...inventory
        .of('azure.membership')
        .flatMap(({ data }) => (isMachine(data.memberType) ? [data.member] : [])),
    ].filter((id) => id != null),
  );
