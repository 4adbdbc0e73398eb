import { fill } from '../../../src/model/command-line.ts';
import type { Exposure } from '../../../src/model/exposure.ts';
import { sourceOf } from '../facts/inventory.ts';
import type { Arranged } from '../identities/arrange.ts';
import type { Draft } from '../identities/drafts.ts';
import type { Principal } from '../identities/principals.ts';
import { controls, inForce, memberName, names, removals, replacements } from './commands.ts';

/** Roles where they should not be, or longer than they need to be. */

/** What is given at the organisation holds in every project that there is and will be. */
export const grantsAtRoot = (principal: Principal, { grants }: Draft): readonly Exposure[] =>
  principal.kind === 'user' ||
  principal.kind === 'service-agent' ||
  principal.kind === 'everyone' ||
  // Of these there is a finding of its own.
  principal.kind.startsWith('outside-')
    ? []
    : grants
        .filter((grant) => grant.on.startsWith('organizations/') && inForce(grant) && controls(grant))
        .map((grant) => ({
          kind: 'grant-at-root',
          key: grant.name,
          says:
            principal.kind === 'group'
              ? `${principal.name}, whose members were not read, has ${grant.name} on the whole organisation`
              : `${principal.name} has ${grant.name} on the whole organisation`,
          // Administrators are given their roles by a group, as Google advises.
          ...(principal.kind === 'group' ? { atMost: 'medium' as const } : {}),
          evidence: [{ ...grant.source, says: `gives ${grant.name} on ${grant.on}` }],
          fix: [
            'Grant the role on the folder or project where it is needed, then remove it from the organisation.',
            fill({
              template: 'gcloud projects add-iam-policy-binding PROJECT --member {member} --role {role}',
              values: { member: memberName(principal), role: grant.name },
            }),
            ...removals([grant], memberName(principal)),
          ].join('\n'),
        }));

/**
 * The account that Google gives to whatever names none, with a basic role.
 * https://cloud.google.com/iam/docs/service-account-types#default
 */
export const defaultWithBasicRole = (
  principal: Principal,
  { grants, workloads = [] }: Draft,
): readonly Exposure[] => {
  const held = grants.filter(
    (grant) =>
      inForce(grant) && grant.duration === 'permanent' && /^roles\/(?:owner|editor)$/.test(grant.name),
  );
  if (principal.kind !== 'default-service-account' || held.length === 0) return [];
  const [runs] = workloads;
  const project = principal.project ?? 'PROJECT';
  return [
    {
      kind: 'privileged-by-default',
      key: 'default-account',
      says: `Whatever names no account in ${principal.project ?? 'its project'} runs as ${principal.name} with ${names(held)}`,
      severity: runs === undefined ? 'medium' : 'high',
      evidence: [
        ...held.slice(0, 2).map((grant) => ({ ...grant.source, says: `gives ${grant.name}` })),
        ...(runs === undefined ? [] : [{ ...runs.source, says: 'runs as it' }]),
      ],
      fix: [
        'Give each workload an account of its own with the roles that it needs, then take the basic role from the default account, and keep it from being given again.',
        fill({
          template: 'gcloud iam service-accounts create NEW_NAME --project {project}',
          values: { project },
        }),
        ...replacements(held, `serviceAccount:NEW_NAME@${project}.iam.gserviceaccount.com`),
        ...removals(held, memberName(principal)),
        fill({
          template:
            'gcloud resource-manager org-policies enable-enforce iam.automaticIamGrantsForDefaultServiceAccounts --project {project}',
          values: { project },
        }),
      ].join('\n'),
    },
  ];
};

/** Switched off, it keeps all that it was given, and has it again once somebody switches it on. */
export const switchedOff = (principal: Principal, { grants }: Draft): readonly Exposure[] => {
  const held = grants.filter(inForce);
  if (principal.fact?.data.disabled !== true || held.length === 0) return [];
  return [
    {
      kind: 'suspended-but-installed',
      key: 'switched-off',
      says: `${principal.name} is switched off and keeps ${names(held)}`,
      evidence: [{ ...principal.source, says: 'is disabled' }],
      fix: [
        'Remove its roles, and delete it after a while without errors.',
        ...removals(held, memberName(principal)),
        fill({ template: 'gcloud iam service-accounts delete {email}', values: { email: principal.id } }),
      ].join('\n'),
    },
  ];
};

/** Where others ask for what they need, somebody controls something for good. */
export const permanentDespiteActivation = ({
  inventory,
}: Arranged): ((principal: Principal, draft: Draft) => readonly Exposure[]) => {
  const [entitlement] = inventory.of('gcp.entitlement');
  return (principal, { grants }) => {
    if (principal.kind !== 'user' || entitlement === undefined) return [];
    const eligible = new Set(
      grants.flatMap(({ duration, name, on }) => (duration === 'eligible' ? [`${name} ${on}`] : [])),
    );
    const held = grants.filter(
      (grant) =>
        grant.duration === 'permanent' &&
        controls(grant) &&
        // The same beside an eligible one is a finding of its own.
        !eligible.has(`${grant.name} ${grant.on}`),
    );
    return held.length === 0
      ? []
      : [
          {
            kind: 'permanent-despite-activation',
            key: 'grants',
            says: `${principal.name} has ${names(held)} permanently, in an organisation where such roles are requested on demand`,
            evidence: [
              ...held
                .slice(0, 3)
                .map((grant) => ({ ...grant.source, says: `gives ${grant.name} without expiry` })),
              { ...sourceOf(entitlement), says: 'is what others ask for' },
            ],
            fix: [
              'Make it an entitlement with a time limit and an approval, then remove the permanent role.',
              'gcloud pam entitlements create ENTITLEMENT --location global --project PROJECT --entitlement-file entitlement.yaml',
              ...removals(held, memberName(principal)),
            ].join('\n'),
          },
        ];
  };
};
