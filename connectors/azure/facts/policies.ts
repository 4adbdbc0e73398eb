import type { FactRef } from '../../../src/model/evidence.ts';
import { normalScope } from '../rbac/scope.ts';
import { type AzureInventory, sourceOf } from './inventory.ts';

/** What a role management policy says of active assignments. */
export interface ActivePolicy {
  /** Longest time that one may be given for, in milliseconds. Absent: none is told. */
  readonly longest?: number;
  /** Whether one must have an end. Absent: not told. */
  readonly mustEnd?: boolean;
  readonly source: FactRef;
}

/**
 * Role management policies, by where they hold (a path of Azure, `/` for the directory, the id of a group) and for what (the guid
 * of a role; with groups `member` or `owner`). In Azure each scope has its own: they are not inherited.
 * https://learn.microsoft.com/entra/id-governance/privileged-identity-management/pim-how-to-change-default-settings
 */
export interface RolePolicies {
  /** What is asked for at activation, as clauses. */
  readonly asks: (tenant: string, place: string, role: string) => readonly string[];
  readonly active: (tenant: string, place: string, role: string) => ActivePolicy | undefined;
}

const day = 86_400_000;

/** Milliseconds of an ISO 8601 duration (`P180D`, `P6M`, `PT8H`), a month and a year as long as they can be. */
export const durationOf = (text: string): number | undefined => {
  const parts =
    /^P(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,9})S)?)?$/.exec(
      text,
    );
  if (parts === null) return undefined;
  const units = [366 * day, 31 * day, 7 * day, day, day / 24, day / 1440, 1000];
  const length = units.reduce((sum, unit, at) => sum + unit * Number(parts[at + 1] ?? 0), 0);
  return length > 0 ? length : undefined;
};

export const rolePoliciesOf = (inventory: AzureInventory): RolePolicies => {
  const byPlace = new Map(
    inventory
      .of('azure.role-policy')
      .map((fact) => [`${fact.tenant} ${placeKey(fact.data.place)} ${fact.data.role}`, fact]),
  );
  const policyOf = (tenant: string, place: string, role: string) =>
    byPlace.get(`${tenant} ${placeKey(place)} ${role}`);
  return {
    asks: (tenant, place, role) => {
      const policy = policyOf(tenant, place, role)?.data;
      if (policy === undefined) return [];
      return [
        ...(policy.approval === true ? ['somebody approves it'] : []),
        ...(policy.multiFactor === true ? ['it has a second factor'] : []),
        ...(policy.authenticationContext == null
          ? []
          : [`it meets what Conditional Access asks for in ${policy.authenticationContext}`]),
      ];
    },
    active: (tenant, place, role) => {
      const fact = policyOf(tenant, place, role);
      if (fact === undefined) return undefined;
      const longest = durationOf(fact.data.longestActive ?? '');
      return {
        ...(longest === undefined ? {} : { longest }),
        ...(fact.data.activeMustEnd == null ? {} : { mustEnd: fact.data.activeMustEnd }),
        source: sourceOf(fact),
      };
    },
  };
};

const placeKey = (place: string): string =>
  place.startsWith('/') ? normalScope(place) : place.toLowerCase();
