import type { StateIdentity } from '../../src/model/gate.ts';
import type { IdentityUser } from '../../src/model/remedy.ts';
import type { Sensitivity } from '../../src/model/scope.ts';
import { rowOfPermission, servicesBySensitivity } from './facts/services.ts';
import { predefinedRole } from './iam/predefined-roles.ts';

/** What the policy of the gate asks about roles and resources of Google Cloud. */

const byService = new Map(
  (Object.entries(servicesBySensitivity) as [Sensitivity, string][]).flatMap(([sensitivity, names]) =>
    names.split(' ').map((name) => [name, sensitivity] as const),
  ),
);

export const concerns = (_: string, service: string): Sensitivity => byService.get(service) ?? 'rest';

const bundles = new Map<string, ReadonlyMap<string, readonly string[]>>();

/** Permissions of a predefined role in a service. */
export const bundledIn = (role: string, service: string): readonly string[] => {
  if (!role.startsWith('roles/')) return [];
  let found = bundles.get(role);
  if (found === undefined) {
    found = Map.groupBy(predefinedRole(role)?.permissions() ?? [], (each) => rowOfPermission(each));
    bundles.set(role, found);
  }
  return found.get(service) ?? [];
};

/** A thing in a project, and not the project, folder or organisation with all that is in it. */
export const namesResources = (pattern: string): boolean =>
  /^(?:(?:[a-z-]+\.googleapis\.com\/)?projects\/[^/]+\/[^/]+\/|storage\.googleapis\.com\/)[^/*]/.test(
    pattern,
  );

/** https://cloud.google.com/iam/docs/principals-overview */
export const isEverybody = ({ name }: StateIdentity): boolean =>
  /^(?:gcp:)?all(?:Authenticated)?Users$/i.test(name);

const pipelines = /githubusercontent|attribute\.repository|gitlab|app\.terraform\.io/i;

const users: ReadonlyMap<string, IdentityUser> = new Map([
  ['service-account', 'workload'],
  ['default-service-account', 'workload'],
  ['kubernetes-service-account', 'workload'],
  ['agent', 'workload'],
  ['user', 'person'],
  ['group', 'person'],
]);

export const usedBy = ({ kind, id, trusts }: StateIdentity): IdentityUser | undefined => {
  if (trusts.some(({ party, principal }) => party === 'federated' && pipelines.test(principal)))
    return 'pipeline';
  if (pipelines.test(id)) return 'pipeline';
  return users.get(kind);
};
