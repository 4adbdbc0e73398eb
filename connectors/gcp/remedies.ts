import type { CutPlace, CutRow, RemedyTable, RemedyWorld, Values } from '../../src/model/remedy.ts';
import type { GcpRecordData } from './facts/records.ts';

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
type Binding = NonNullable<Policy['bindings']>[number];

/** How each kind of resource takes a member out of a binding. https://cloud.google.com/sdk/gcloud/reference */
const resources: readonly (readonly [id: string, name: RegExp, command: string])[] = [
  ['project', /^projects\/([^/]+)$/, 'gcloud projects remove-iam-policy-binding {resource}'],
  ['folder', /^folders\/([^/]+)$/, 'gcloud resource-manager folders remove-iam-policy-binding {resource}'],
  ['organization', /^organizations\/([^/]+)$/, 'gcloud organizations remove-iam-policy-binding {resource}'],
  [
    'service-account',
    /(?:^|\/)projects\/[^/]+\/serviceAccounts\/([^/]+)$/,
    'gcloud iam service-accounts remove-iam-policy-binding {resource}',
  ],
  [
    'bucket',
    /^\/\/storage\.googleapis\.com\/(?:projects\/_\/buckets\/)?([^/]+)$/,
    'gcloud storage buckets remove-iam-policy-binding gs://{resource}',
  ],
  [
    'secret',
    /^\/\/secretmanager\.googleapis\.com\/(projects\/[^/]+\/secrets\/[^/]+)$/,
    'gcloud secrets remove-iam-policy-binding {resource}',
  ],
];

const positionOf = (pointer = ''): number | undefined => {
  const [, position] = /^\/bindings\/(\d+)/.exec(pointer) ?? [];
  return position === undefined ? undefined : Number(position);
};

/** The member that stands for somebody: itself, else the one group through which it can only be. */
const memberOf = (members: readonly string[], id: string): string | undefined => {
  const lower = id.toLowerCase();
  const own = members.find((member) => {
    const text = member.toLowerCase();
    return text === lower || text.slice(text.indexOf(':') + 1) === lower;
  });
  if (own !== undefined) return own;
  const groups = members.filter((member) =>
    /^(?:group|domain|principalSet):|^principalSet:|^all/.test(member),
  );
  return groups.length === 1 ? groups[0] : undefined;
};

const bindingsOf = (
  { place, origin }: CutPlace,
  { documentAt }: RemedyWorld,
): readonly [Binding, string][] => {
  const policy = documentAt(place) as Policy | undefined;
  const position = positionOf(place.pointer);
  const bindings = (policy?.bindings ?? []).filter(
    (_, index) => position === undefined || index === position,
  );
  return bindings.flatMap((binding): readonly [Binding, string][] => {
    const member = memberOf(binding.members ?? [], origin.id);
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
    const expression = condition?.expression;
    return {
      resource,
      role,
      member,
      condition: expression == null ? 'None' : `expression=${expression},title=${condition?.title ?? ''}`,
    };
  };

/**
 * How a step is taken away that a binding of an IAM policy gives. The role of a smaller one comes first: what runs goes on
 * with that.
 */
const cuts: readonly CutRow[] = resources.map(([id, name, command]): CutRow => {
  const flags = '--member {member} --role {role} --condition {condition}';
  const add = command.replace('remove-iam-policy-binding', 'add-iam-policy-binding');
  return {
    id: `binding-of-${id}`,
    part: 'permission',
    record: 'gcp.iam-policy',
    changes: 'attachment',
    says: 'Grant a smaller role at the scope where it is needed, then remove this one.',
    replacement: [`${add} --member {member} --role ROLE`],
    commands: [`${command} ${flags}`],
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
      const names = (each: string): boolean => each.includes(trust.principal);
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
