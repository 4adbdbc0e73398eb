import type { Identity } from '../../src/model/identity.ts';
import type {
  CutPlace,
  CutRow,
  Filled,
  RemedyTable,
  RemedyWorld,
  TrustChange,
  Values,
} from '../../src/model/remedy.ts';
import type { Trust } from '../../src/model/trust.ts';
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
    'gcloud projects add-iam-policy-binding {granting} --member {member} --role ROLE --condition {condition}',
  quarantine: 'gcloud iam service-accounts disable {name}',
  split: 'gcloud iam service-accounts create NEW_NAME --project {project}',
} as const;

/** Whose policy gives it something: its own project's, or, where that gives it nothing, another's. */
const grantingProject = ({ scope, grants }: Identity): string => {
  const projects = grants.map((grant) => grant.scope).filter((id) => !id.includes('/'));
  return projects.includes(scope) ? scope : (projects[0] ?? scope);
};

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

type PoolProvider = GcpRecordData<'gcp.pool-provider'>;

const poolIn =
  /^principal(?:Set)?:\/\/(?:iam\.googleapis\.com\/)?(projects\/.+\/workloadIdentityPools\/[^/]+)\//;
const providerName =
  /^(projects\/([^/]+)\/locations\/([^/]+)\/workloadIdentityPools\/([^/]+))\/providers\/([^/]+)$/;

/** More are no list that anybody reviews. */
const mostSubjects = 10;

const subjectsOf = (identity: Identity, trust: Trust, { tokensFor }: RemedyWorld): readonly string[] => {
  const used = tokensFor(identity, trust).flatMap(({ claims }) => claims.sub?.like ?? []);
  const subjects = [...new Set(used)].filter((subject) => !subject.includes('*'));
  return subjects.length === 0 || subjects.length > mostSubjects ? ['SUBJECT'] : subjects;
};

const removed = (member: string, role: string): Filled => ({
  template:
    'gcloud iam service-accounts remove-iam-policy-binding {name} --member {member} --role {role} --condition None',
  values: { member, role },
});

/** Takes a member out of the account's policy; of a pool its subjects come first. */
const changeMember = (
  member: string,
  role: string,
  change: TrustChange,
  subjects: readonly string[],
): readonly Filled[] => {
  const pool = poolIn.exec(member)?.[1];
  if (change === 'removed' || pool === undefined) return [removed(member, role)];
  return [
    ...subjects.map((subject) => ({
      template:
        'gcloud iam service-accounts add-iam-policy-binding {name} --member {member} --role {role} --condition None',
      values: { member: `principal://iam.googleapis.com/${pool}/subject/${subject}`, role },
    })),
    removed(member, role),
  ];
};

/** Who a pool's provider lets in, as CEL: what stands there goes on to hold. */
const conditionFor = ({ attributeCondition }: PoolProvider, subjects: readonly string[]): string => {
  const texts = subjects.map((subject) => JSON.stringify(subject)).join(', ');
  const narrow = subjects.length === 1 ? `assertion.sub == ${texts}` : `assertion.sub in [${texts}]`;
  return attributeCondition == null || attributeCondition === ''
    ? narrow
    : `(${attributeCondition}) && ${narrow}`;
};

/**
 * A trust that rests on the provider of a pool: the one member of the account's policy that is of the pool is narrowed. Where no
 * single one can be told, the provider lets in less: that holds for all who come by it.
 */
const changePool = (
  identity: Identity,
  data: PoolProvider,
  change: TrustChange,
  subjects: readonly string[],
  { documentAt }: RemedyWorld,
): readonly Filled[] => {
  const [, path, project, location, pool, provider] = providerName.exec(data.name) ?? [];
  if (path === undefined) return [];
  const id = `projects/${identity.scope}/serviceAccounts/${identity.id}`;
  const policy = documentAt({ record: 'gcp.iam-policy', id }) as Policy | undefined;
  const members = (policy?.bindings ?? []).flatMap(({ role, members: each, condition }) =>
    (each ?? [])
      .filter((member) => poolIn.exec(member)?.[1] === path)
      .map((member) => ({ member, role, isPlain: condition == null })),
  );
  const [first] = members;
  if (members.length === 1 && first!.isPlain)
    return changeMember(first!.member, first!.role, change, subjects);
  const kind = data.oidc != null ? 'oidc' : data.aws != null ? 'aws' : undefined;
  if (change === 'removed' || kind === undefined) return [];
  return [
    {
      template: `gcloud iam workload-identity-pools providers update-${kind} {provider} --workload-identity-pool {pool} --location {location} --project {of} --attribute-condition {condition}`,
      values: {
        provider: provider!,
        pool: pool!,
        location: location!,
        of: project!,
        condition: conditionFor(data, subjects),
      },
    },
  ];
};

/** https://cloud.google.com/sdk/gcloud/reference */
export const gcpRemedies: RemedyTable = {
  commands: { 'service-account': ofAccount, 'default-service-account': ofAccount },
  nameOf: ({ id }) => id,
  credentialId: /^[0-9A-Za-z]{20,64}$/,
  valuesOf: (identity) => ({
    project: identity.scope,
    granting: grantingProject(identity),
    member: `serviceAccount:${identity.id}`,
  }),
  changeTrust: (identity, trusts, change, world) => {
    const made = trusts.flatMap((trust) => {
      const document = world.documentAt(trust.source);
      const subjects = subjectsOf(identity, trust, world);
      if (trust.source.record === 'gcp.pool-provider')
        return document === undefined
          ? []
          : changePool(identity, document as PoolProvider, change, subjects, world);
      const position = positionOf(trust.source.pointer);
      // An id of somebody, a member as it is written, a pool that has many.
      const trusted = trust.principal.toLowerCase();
      const names = (each: string): boolean => {
        const member = each.toLowerCase();
        return member === trusted || member.endsWith(`:${trusted}`) || member.includes(`/${trusted}/`);
      };
      const binding = ((document as Policy | undefined)?.bindings ?? []).find(
        ({ members }, index) =>
          (position === undefined || index === position) && members?.some(names) === true,
      );
      const member = binding?.members?.find(names);
      return binding === undefined || member === undefined
        ? []
        : changeMember(member, binding.role, change, subjects);
    });
    return made.length === 0 ? undefined : made;
  },
  cuts,
};
