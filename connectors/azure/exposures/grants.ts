import { fill } from '../../../src/model/command-line.ts';
import type { Exposure } from '../../../src/model/exposure.ts';
import { levelRank } from '../../../src/model/level.ts';
import { sourceOf } from '../facts/inventory.ts';
import type { Arranged } from '../identities/arrange.ts';
import type { Draft } from '../identities/drafts.ts';
import type { DraftGrant } from '../identities/grants.ts';
import { type Principal, signInKey } from '../identities/principals.ts';
import { rootScope } from '../rbac/scope.ts';
import { deletionsOf } from './deletions.ts';

const inForce = ({ rights, duration }: DraftGrant): boolean => rights.length > 0 && duration !== 'eligible';
const names = (grants: readonly DraftGrant[]): string =>
  [...new Set(grants.map(({ name }) => name))].sort().slice(0, 3).join(', ');

/** Commands that delete what assigns the grants; what a group has stays with the group. */
const deletions = (holder: string, grants: readonly DraftGrant[]): readonly string[] =>
  deletionsOf(
    holder,
    grants.filter(({ via }) => !via.startsWith('group ')).map(({ source }) => source),
  );

/**
 * What is assigned at the root holds in every subscription that there is and will be. A person has it by elevation mostly, which
 * is meant to be taken back.
 * https://learn.microsoft.com/azure/role-based-access-control/elevate-access-global-admin
 */
export const grantsAtRoot = ({ id, name, kind }: Principal, { grants }: Draft): readonly Exposure[] =>
  grants
    .filter((grant) => grant.on === rootScope && inForce(grant) && grant.via === 'assigned')
    .map((grant) => ({
      kind: 'grant-at-root',
      key: grant.name,
      says: `${name} has ${grant.name} at the root of the tenant, above every subscription`,
      ...(kind === 'user' ? ({ severity: 'medium', atMost: 'medium' } as const) : {}),
      evidence: [{ ...grant.source, says: 'is assigned at the scope /' }],
      fix: [
        'Assign the role at the scope where it is needed, then remove the assignment at the root.',
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

/** Plans with which a tenant has Privileged Identity Management. */
const activationPlans: ReadonlySet<string> = new Set(['AAD_PREMIUM_P2', 'ENTRA_IDENTITY_GOVERNANCE']);

/**
 * Tenants that have Privileged Identity Management: somebody activates something (`used`), or they pay for it (`licensed`). Where
 * active assignments could not be read nobody knows what is permanent, and those are no finding.
 */
const tenantsWithActivation = ({ inventory }: Arranged): ReadonlyMap<string, 'used' | 'licensed'> =>
  new Map([
    ...inventory
      .of('azure.tenant')
      .flatMap(({ data }) =>
        (data.servicePlans ?? []).some((plan) => activationPlans.has(plan.toUpperCase()))
          ? [[data.id, 'licensed'] as const]
          : [],
      ),
    ...[
      ...inventory.of('azure.role-instance'),
      ...inventory.of('azure.directory-role-instance'),
      ...inventory.of('azure.group-instance'),
    ].flatMap(({ tenant, data }) => (data.is === 'eligible' ? [[tenant, 'used'] as const] : [])),
  ]);

/** What the policy of a permanent grant says: it allows that, or it was made against it. */
const policyEvidence = (
  { policies }: Arranged,
  tenant: string,
  { on, roleId, until, source }: DraftGrant,
): Exposure['evidence'] => {
  // The directory has one policy a role, whatever part of it the role is given at.
  const place = source.record.startsWith('azure.directory-role') ? '/' : on;
  const policy = roleId === undefined ? undefined : policies.active(tenant, place, roleId);
  if (policy === undefined) return [];
  if (until !== undefined)
    return [{ ...policy.source, says: `lets an active assignment last less long than until ${until}` }];
  if (policy.mustEnd === undefined) return [];
  return [
    {
      ...policy.source,
      says: policy.mustEnd
        ? 'asks that active assignments end: this one was made before that, or past it'
        : 'allows active assignments without expiry',
    },
  ];
};

/** Somebody controls something for good, where a role can be activated. Only people can activate. */
export const permanentDespiteActivation = (
  arranged: Arranged,
): ((principal: Principal, draft: Draft) => readonly Exposure[]) => {
  const tenants = tenantsWithActivation(arranged);
  return ({ id, name, kind, tenant, enabled, source }, { grants }) => {
    const has = tenants.get(tenant);
    if (kind !== 'user' || !enabled || has === undefined) return [];
    const eligible = new Set(
      grants.flatMap(({ duration, name: role, on }) => (duration === 'eligible' ? [`${role} ${on}`] : [])),
    );
    const held = grants.filter(
      (grant) =>
        grant.duration === 'permanent' &&
        grant.rights.some(({ level }) => level >= levelRank.control) &&
        // The same beside an eligible one is a finding of its own.
        !eligible.has(`${grant.name} ${grant.on}`),
    );
    if (held.length === 0) return [];
    const policy = held.slice(0, 3).flatMap((grant) => policyEvidence(arranged, tenant, grant));
    const isAllowed = policy.some(({ says }) => says.startsWith('allows'));
    return [
      {
        kind: 'permanent-despite-activation',
        key: 'grants',
        says: `${name} has ${names(held)} permanently, in a tenant ${
          has === 'used'
            ? 'where such roles are activated on demand'
            : 'that has Privileged Identity Management and activates nothing'
        }`,
        evidence: [
          ...held.slice(0, 3).map((grant) => ({
            ...grant.source,
            says:
              grant.until === undefined
                ? `gives ${grant.name} without expiry`
                : `gives ${grant.name} until ${grant.until}, which its policy does not allow`,
          })),
          ...policy,
          { ...source, says: 'is a person, who can activate a role' },
        ],
        fix: `Make it eligible, with a time limit and activation requirements, then remove the permanent assignment${
          isAllowed ? ', and let the policy of the role ask that active assignments end' : ''
        }.\n${deletions(id, held).join('\n')}`,
      },
    ];
  };
};

/**
 * Classic administrators: the service ended on 31 August 2024, and what is left of them is nobody's any more.
 * https://learn.microsoft.com/azure/role-based-access-control/classic-administrators
 */
export const classicAdministrators = ({
  inventory,
}: Arranged): ((principal: Principal) => readonly Exposure[]) => {
  const byMail = Map.groupBy(inventory.of('azure.classic-administrator'), ({ data }) =>
    signInKey(data.emailAddress ?? ''),
  );
  // Whom nobody collected has the listed name as its own.
  return ({ kind, name, user }) =>
    kind !== 'user'
      ? []
      : (byMail.get(signInKey(user?.data.userPrincipalName ?? name)) ?? []).map((fact) => ({
          kind: 'retired-grant',
          key: fact.id,
          says: `${name} is still listed as a classic administrator (${fact.data.role ?? 'of a subscription'})`,
          evidence: [{ ...sourceOf(fact), says: 'lists a classic administrator' }],
          fix: `Give the person the role of Azure that the task needs, where it needs one, and remove the classic administrator.\n${fill(
            {
              template: 'az rest --method DELETE --url {url}',
              values: { url: `https://management.azure.com${fact.data.id}?api-version=2015-07-01` },
            },
          )}`,
        }));
};

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
      says: `${id} no longer exists and still has ${names(grants)}`,
      evidence: [{ ...source, says: 'names a service principal that the list of them does not have' }],
      fix: ['Delete what is assigned to it.', ...deletions(id, grants)].join('\n'),
    },
  ];
};

/** Switched off, it keeps all that it was given, and has it again once somebody switches it on. */
export const switchedOff = (
  { id, name, enabled, home, source }: Principal,
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
      fix: [
        'Remove its assignments, and delete it after a while without errors.',
        ...deletions(id, held),
      ].join('\n'),
    },
  ];
};
