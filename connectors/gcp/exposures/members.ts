import type { Exposure } from '../../../src/model/exposure.ts';
import type { Severity } from '../../../src/model/finding.ts';
import { type LevelRank, levelRank } from '../../../src/model/level.ts';
import type { Arranged } from '../identities/arrange.ts';
import { openMail, outsideDomains } from '../identities/domains.ts';
import type { Draft, DraftGrant } from '../identities/drafts.ts';
import type { Principal } from '../identities/principals.ts';
import { controlPermissions } from '../techniques/index.ts';
import { inForce, memberName, names, removals, replacements } from './commands.ts';

/** Roles of those who should have none here, or not there: everybody, outsiders, whoever is no more. */

const highest = (grants: readonly DraftGrant[]): LevelRank =>
  Math.max(...grants.flatMap(({ rights }) => rights.map(({ level }) => level))) as LevelRank;

const severityAt = (level: LevelRank, steps: readonly [Severity, Severity, Severity, Severity]): Severity =>
  level >= levelRank.control
    ? steps[0]
    : level >= levelRank.write
      ? steps[1]
      : level >= levelRank.read
        ? steps[2]
        : steps[3];

/** What a service that is meant to be called gives its callers. */
const calls =
  /^(?:run\.(?:routes|jobs|instances)\.(?:invoke|run)|cloudfunctions\.functions\.(?:invoke|call)|run\.(?:services|routes)\.get|cloudfunctions\.functions\.get|resourcemanager\.projects\.(?:get|list)|run\.executions\.\w+|run\.locations\.list|iap\.webServiceVersions\.accessViaIAP)$/;

/** https://cloud.google.com/iam/docs/principals-overview#all-users */
export const publicGrants = ({
  roles,
}: Arranged): ((principal: Principal, draft: Draft) => readonly Exposure[]) => {
  const isCall = ({ name }: DraftGrant): boolean => {
    const permissions = roles.of(name).permissions();
    return permissions.length > 0 && permissions.every((permission) => calls.test(permission));
  };
  return (principal, { grants }) =>
    principal.kind !== 'everyone'
      ? []
      : [
          ...Map.groupBy(
            grants.filter((grant) => inForce(grant) && !isCall(grant)),
            ({ on }) => on,
          ),
        ].map(([on, held]) => ({
          kind: 'public-grant' as const,
          key: on,
          says: `${principal.id === 'allUsers' ? 'Anybody' : 'Anybody with a Google account'} has ${names(held)} on ${on}`,
          severity: severityAt(highest(held), ['critical', 'critical', 'medium', 'low']),
          evidence: held
            .slice(0, 3)
            .map((grant) => ({ ...grant.source, says: `gives ${grant.name} to ${principal.id}` })),
          fix: [
            'Name who needs it, then take it from everybody; keep it from being given again by iam.allowedPolicyMemberDomains.',
            ...removals(held, memberName(principal)),
          ].join('\n'),
        }));
};

/**
 * Accounts of projects outside of the organisation, and people, groups and whole domains of others. Where the projects of the organisation were not
 * read nobody can tell. https://cloud.google.com/resource-manager/docs/organization-policy/restricting-domains
 */
export const outsiderGrants = ({
  inventory,
  places,
}: Arranged): ((principal: Principal, draft: Draft) => readonly Exposure[]) => {
  const organizations = inventory.of('gcp.organization');
  const isWhole = organizations.length > 0 && inventory.of('gcp.project').length > 1;
  const ofOtherDomain = outsideDomains(inventory);
  const isOutside = ({ kind, id, project }: Principal): boolean => {
    if (kind === 'user') return openMail.test(id) || ofOtherDomain(id);
    if (kind === 'outside-group' || kind === 'outside-domain') return true;
    return (
      (kind === 'service-account' || kind === 'default-service-account') &&
      project !== undefined &&
      !places.isOwnProject(project)
    );
  };
  return (principal, { grants }) => {
    const held = grants.filter(inForce);
    if (!isWhole || held.length === 0 || !isOutside(principal)) return [];
    return [
      {
        kind: 'outsider-grant',
        key: 'outsider',
        says: `${principal.name}, of ${principal.id.endsWith('.gserviceaccount.com') ? 'no project' : 'no domain'} of the organisation, has ${names(held)}`,
        severity: severityAt(highest(held), ['high', 'medium', 'low', 'low']),
        confidence: openMail.test(principal.id) ? 'high' : 'medium',
        evidence: held
          .slice(0, 3)
          .map((grant) => ({ ...grant.source, says: `gives ${grant.name} on ${grant.on}` })),
        fix: [
          'Ask the owner of the project whether the outside identity still needs access; grant what it needs with an expiry, then remove this grant.',
          ...removals(held, memberName(principal)),
        ].join('\n'),
      },
    ];
  };
};

/** Policies name who was deleted until somebody takes it out; undeleted, it has it again. https://cloud.google.com/iam/docs/principal-identifiers#deleted */
export const deletedMembers = ({ bindings }: Arranged): ((principal: Principal) => readonly Exposure[]) => {
  const left = Map.groupBy(
    bindings.filter(({ member }) => member.is === 'deleted'),
    ({ written }) => written,
  );
  return (principal) => {
    const held = (left.get(principal.id) ?? []).map(({ role, place, source }) => ({
      name: role.name,
      on: place,
      source,
    }));
    return held.length === 0 || !principal.kind.startsWith('deleted-')
      ? []
      : [
          {
            kind: 'orphaned-grant',
            key: 'deleted',
            says: `${principal.name} was deleted, and policies still give it ${names(held)}`,
            severity: 'low',
            evidence: held
              .slice(0, 3)
              .map(({ name, source }) => ({ ...source, says: `gives ${name} to a deleted member` })),
            fix: ['Take it out of the policies.', ...removals(held, principal.id)].join('\n'),
          },
        ];
  };
};

const basic = /^roles\/(?:owner|editor|viewer|admin|writer|reader)$/;

const readsOnly = /viewer|reader/;

/** https://cloud.google.com/iam/docs/roles-overview#basic */
export const basicRoles = (principal: Principal, { grants, nature }: Draft): readonly Exposure[] => {
  const unread = principal.kind === 'group';
  const held = grants.filter(
    (grant) =>
      inForce(grant) &&
      grant.duration === 'permanent' &&
      basic.test(grant.name) &&
      // Who is in a group nobody read: of workloads it is told what they could change, below the organisation (`grantsAtRoot`).
      !(unread && (readsOnly.test(grant.name) || grant.on.startsWith('organizations/'))),
  );
  // Of default accounts there is a finding of its own.
  if (
    (nature.is !== 'machine' && !unread) ||
    principal.kind === 'default-service-account' ||
    principal.fact?.data.disabled === true ||
    held.length === 0
  )
    return [];
  const reads = held.every(({ name }) => readsOnly.test(name));
  return [
    {
      kind: 'catch-all-role',
      key: 'basic-role',
      says: `${principal.name}${unread ? ', whose members were not read,' : ''} has ${names(held)}, which is not made for any task`,
      // What reads everywhere has some permissions that change a little.
      severity: reads ? 'low' : severityAt(highest(held), ['high', 'medium', 'low', 'low']),
      ...(reads ? { atMost: 'low' as const } : {}),
      ...(unread ? { atMost: 'medium' as const, confidence: 'medium' as const } : {}),
      evidence: held
        .slice(0, 3)
        .map((grant) => ({ ...grant.source, says: `gives ${grant.name} on ${grant.on}` })),
      fix: [
        'Find out from audit logs what it does, grant roles for that on the resources it uses, then remove the basic role.',
        ...replacements(held, memberName(principal)),
        ...removals(held, memberName(principal)),
      ].join('\n'),
    },
  ];
};

/** https://cloud.google.com/iam/docs/best-practices-service-accounts#project-folder-grants */
export const wideImpersonation = ({
  roles,
}: Arranged): ((principal: Principal, draft: Draft) => readonly Exposure[]) => {
  const ofAccounts = [...controlPermissions].filter((permission) => /^iam\.serviceAccount/.test(permission));
  return (principal, { grants }) => {
    const held = grants.filter(
      (grant) =>
        inForce(grant) &&
        grant.duration === 'permanent' &&
        /^(?:organizations|folders|projects)\/[^/]+$/.test(grant.on) &&
        !basic.test(grant.name) &&
        ofAccounts.some((permission) => roles.of(grant.name).has(permission)),
    );
    if (held.length === 0 || principal.kind === 'everyone' || principal.fact?.data.disabled === true)
      return [];
    const above = held.some(({ on }) => !on.startsWith('projects/'));
    return [
      {
        kind: 'wide-impersonation',
        key: 'accounts',
        says: `${principal.name} may act as every service account of ${[...new Set(held.map(({ on }) => on))].sort().slice(0, 3).join(', ')}, by ${names(held)}`,
        severity: above ? 'high' : 'medium',
        evidence: held
          .slice(0, 3)
          .map((grant) => ({ ...grant.source, says: `gives ${grant.name} on ${grant.on}` })),
        fix: [
          'Give the role on the accounts that it is needed for, then take it from here.',
          `gcloud iam service-accounts add-iam-policy-binding ACCOUNT_EMAIL --member '${memberName(principal).replaceAll("'", '')}' --role ${held[0]!.name.replace(/[^\w./-]/g, '')}`,
          ...removals(held, memberName(principal)),
        ].join('\n'),
      },
    ];
  };
};
