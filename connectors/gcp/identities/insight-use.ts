import type { GcpInventory } from '../facts/inventory.ts';
import { rowOfPermission } from '../facts/services.ts';
import type { Binding } from './bindings.ts';

/** What Google saw an identity use, by insights into each of its roles. */
export interface InsightUse {
  /** ISO 8601. */
  readonly serviceLastUsed: Readonly<Record<string, string>>;
  readonly actionsLastUsed: Readonly<Record<string, string>>;
}

const idOf = (member: string): string =>
  member.includes('://') ? member : member.slice(member.indexOf(':') + 1).toLowerCase();

/**
 * Insights look at the last ninety days, or as far back as the role goes; permissions that are likely to be used count as used.
 * What of several roles one has no insight leaves it open what was used of that.
 * https://cloud.google.com/policy-intelligence/docs/policy-insights
 */
export const insightUseOf = (
  inventory: GcpInventory,
): ((id: string, held: readonly Binding[]) => InsightUse | undefined) => {
  const seen = new Map<string, { readonly time: string; readonly permissions: readonly string[] }>();
  for (const { data } of inventory.of('gcp.insight')) {
    const { member, role, state, lastRefreshTime, exercisedPermissions, inferredPermissions } = data;
    // Only those into policies tell of permissions, whether or not any was used.
    if (member == null || role == null || lastRefreshTime == null || state === 'DISMISSED') continue;
    const key = `${idOf(member)} ${role}`;
    const before = seen.get(key);
    seen.set(key, {
      time: before === undefined || before.time < lastRefreshTime ? lastRefreshTime : before.time,
      permissions: [
        ...(before?.permissions ?? []),
        ...(exercisedPermissions ?? []),
        ...(inferredPermissions ?? []),
      ],
    });
  }
  return (id, held) => {
    if (seen.size === 0) return undefined;
    const roles = new Set(
      held.flatMap(({ role, term }) => (term.duration === 'eligible' ? [] : [role.name])),
    );
    const told = [...roles].map((role) => seen.get(`${id} ${role}`));
    if (roles.size === 0 || told.includes(undefined)) return undefined;
    const actions = new Map<string, string>();
    const services = new Map<string, string>();
    for (const { time, permissions } of told as readonly NonNullable<(typeof told)[number]>[])
      for (const permission of permissions) {
        const latest = (known: string | undefined): string =>
          known === undefined || known < time ? time : known;
        actions.set(permission, latest(actions.get(permission)));
        services.set(rowOfPermission(permission), latest(services.get(rowOfPermission(permission))));
      }
    return {
      serviceLastUsed: Object.fromEntries([...services].sort()),
      actionsLastUsed: Object.fromEntries([...actions].sort()),
    };
  };
};
