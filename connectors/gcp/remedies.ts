import type { CutPlace, CutRow, RemedyTable, RemedyWorld, Values } from '../../src/model/remedy.ts';
import type { GcpRecordData } from './facts/records.ts';
import {
  addInstead,
  bindingFlags,
  conditionText,
  memberStandingFor,
  type PolicyBinding,
  policyCommands,
  positionOf,
} from './policy-commands.ts';

const ofAccount = {
  'issue service-account-key': 'gcloud iam service-accounts keys create new-key.json --iam-account {name}',
  'credential service-account-key':
    'gcloud iam service-accounts keys delete {credential} --iam-account {name}',
  'list service-account-key': 'gcloud iam service-accounts keys list --iam-account {name} --managed-by user',
  'issue hmac-key': 'gcloud storage hmac create {name}',
  'credential hmac-key': 'gcloud storage hmac update {credential} --deactivate',
  'list hmac-key': 'gcloud storage hmac list --service-account {name}',
  replace:
    'gcloud projects add-iam-policy-binding {project} --member {member} --role ROLE --condition {condition}',
  quarantine: 'gcloud iam service-accounts disable {name}',
  split: 'gcloud iam service-accounts create NEW_NAME --project {project}',
} as const;

type Policy = GcpRecordData<'gcp.iam-policy'>;

const bindingsOf = (
  { place, origin }: CutPlace,
  { documentAt }: RemedyWorld,
): readonly [PolicyBinding, string][] => {
  const policy = documentAt(place) as Policy | undefined;
  const position = positionOf(place.pointer);
  const bindings = (policy?.bindings ?? []).filter(
    (_, index) => position === undefined || index === position,
  );
  return bindings.flatMap((binding): readonly [PolicyBinding, string][] => {
    const member = memberStandingFor(binding.members ?? [], origin.id);
    return member === undefined ? [] : [[binding, member]];
  });
};

const valuesAt =
  (name: RegExp) =>
  (at: CutPlace, world: RemedyWorld): Values | undefined => {
    const policy = world.documentAt(at.place) as Policy | undefined;
    const [, resource] = name.exec(policy?.resource ?? '') ?? [];
    const [found] = bindingsOf(at, world);
    if (resource === undefined || found === undefined) return undefined;
    const [{ role, condition }, member] = found;
    return { resource, role, member, condition: conditionText(condition) };
  };

/**
 * How a step is taken away that a binding of an IAM policy gives. The role of a smaller one comes first: what runs goes on
 * with that.
 */
const cuts: readonly CutRow[] = policyCommands.map(({ id, name, remove }): CutRow => {
  return {
    id: `binding-of-${id}`,
    part: 'permission',
    record: 'gcp.iam-policy',
    changes: 'attachment',
    says: 'Grant a smaller role at the scope where it is needed, then remove this one.',
    replacement: [`${addInstead(remove)} --member {member} --role ROLE`],
    commands: [`${remove} ${bindingFlags}`],
    values: valuesAt(name),
  };
});

/** https://cloud.google.com/sdk/gcloud/reference */
export const gcpRemedies: RemedyTable = {
  commands: { 'service-account': ofAccount, 'default-service-account': ofAccount },
  nameOf: ({ id }) => id,
  credentialId: /^[0-9A-Za-z]{20,64}$/,
  valuesOf: ({ id, scope }) => ({ project: scope, member: `serviceAccount:${id}` }),
  changeTrust: (identity, trusts, change, { documentAt, tokensFor }) => {
    const made = trusts.flatMap((trust) => {
      const policy = documentAt(trust.source) as Policy | undefined;
      const position = positionOf(trust.source.pointer);
      // An id of somebody, a member as it is written, a pool that has many.
      const trusted = trust.principal.toLowerCase();
      const names = (each: string): boolean => {
        const member = each.toLowerCase();
        return member === trusted || member.endsWith(`:${trusted}`) || member.includes(`/${trusted}/`);
      };
      const binding = (policy?.bindings ?? []).find(
        ({ members }, index) =>
          (position === undefined || index === position) && members?.some(names) === true,
      );
      const member = binding?.members?.find(names);
      if (binding === undefined || member === undefined) return [];
      const remove = {
        template:
          'gcloud iam service-accounts remove-iam-policy-binding {name} --member {member} --role {role} --condition None',
        values: { member, role: binding.role },
      };
      const pool = /^principal(?:Set)?:\/\/(iam\.googleapis\.com\/.+\/workloadIdentityPools\/[^/]+)\//.exec(
        member,
      )?.[1];
      if (change === 'removed' || pool === undefined) return [remove];
      const subjects = [
        ...new Set(tokensFor(identity, trust).flatMap(({ claims }) => claims.sub?.like ?? [])),
      ].filter((subject) => !subject.includes('*'));
      const wanted = subjects.length === 0 || subjects.length > 10 ? ['SUBJECT'] : subjects;
      return [
        ...wanted.map((subject) => ({
          template:
            'gcloud iam service-accounts add-iam-policy-binding {name} --member {member} --role {role} --condition None',
          values: { member: `principal://${pool}/subject/${subject}`, role: binding.role },
        })),
        remove,
      ];
    });
    return made.length === 0 ? undefined : made;
  },
  cuts,
};
