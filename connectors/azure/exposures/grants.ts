import { fill } from '../../../src/model/command-line.ts';
import type { Exposure } from '../../../src/model/exposure.ts';
import type { Draft, DraftGrant } from '../identities/drafts.ts';
import type { Principal } from '../identities/principals.ts';
import { rootScope } from '../rbac/scope.ts';

const inForce = ({ rights, duration }: DraftGrant): boolean => rights.length > 0 && duration !== 'eligible';
const names = (grants: readonly DraftGrant[]): string =>
  [...new Set(grants.map(({ name }) => name))].sort().slice(0, 3).join(', ');

const mostDeletions = 10;

/** Commands that delete what assigns the grants, a few at most. */
const deletions = (grants: readonly DraftGrant[]): readonly string[] => {
  const ids = [
    ...new Set(
      grants.flatMap(({ source }) => (source.record === 'azure.role-assignment' ? [source.id] : [])),
    ),
  ].sort();
  return ids.length === 0
    ? ['az role assignment delete --ids ASSIGNMENT']
    : ids
        .slice(0, mostDeletions)
        .map((id) => fill({ template: 'az role assignment delete --ids {id}', values: { id } }));
};

/** What is assigned at the root holds in every subscription that there is and will be. */
export const grantsAtRoot = ({ id, name, kind }: Principal, { grants }: Draft): readonly Exposure[] =>
  kind === 'user'
    ? []
    : grants
        .filter((grant) => grant.on === rootScope && inForce(grant) && grant.via === 'assigned')
        .map((grant) => ({
          kind: 'grant-at-root',
          key: grant.name,
          says: `${name} has ${grant.name} at the root of the tenant, above every subscription`,
          evidence: [{ ...grant.source, says: 'is assigned at the scope /' }],
          fix: [
            'Assign it where it is needed, then take this one away.',
            fill({
              template: 'az role assignment create --assignee {id} --role {role} --scope SCOPE',
              values: { id, role: grant.name },
            }),
            fill({
              template: 'az role assignment delete --assignee {id} --role {role} --scope /',
              values: { id, role: grant.name },
            }),
          ].join('\n'),
        }));

/** Assignments outlive whom they are for: what is left names an id that stands for nobody. */
export const orphanedGrant = (
  { id, servicePrincipal, application, user, kind, source }: Principal,
  { grants }: Draft,
): readonly Exposure[] => {
  const isKnown = servicePrincipal !== undefined || application !== undefined || user !== undefined;
  // Of users and groups no list is whole.
  if (isKnown || kind !== 'service-principal' || grants.length === 0) return [];
  return [
    {
      kind: 'orphaned-grant',
      key: 'principal',
      says: `Nobody is ${id} any more, and it has ${names(grants)}`,
      evidence: [{ ...source, says: 'names a service principal that the list of them does not have' }],
      fix: ['Delete what is assigned to it.', ...deletions(grants)].join('\n'),
    },
  ];
};

/** Switched off, it keeps all that it was given, and has it again once somebody switches it on. */
export const switchedOff = (
  { name, enabled, home, source }: Principal,
  { grants, nature }: Draft,
): readonly Exposure[] => {
  const held = grants.filter(inForce);
  if (enabled || home === 'microsoft' || nature.is === 'human' || held.length === 0) return [];
  return [
    {
      kind: 'suspended-but-installed',
      key: 'switched-off',
      says: `${name} is switched off and keeps ${names(held)}`,
      evidence: [{ ...source, says: 'accountEnabled is false' }],
      fix: ['Take its assignments away, and delete it once nobody misses it.', ...deletions(held)].join('\n'),
    },
  ];
};
