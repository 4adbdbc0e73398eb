import type { GcpRecordData } from './facts/records.ts';

type Policy = GcpRecordData<'gcp.iam-policy'>;
export type PolicyBinding = NonNullable<Policy['bindings']>[number];

export interface PolicyCommand {
  readonly id: string;
  /** Names of resources as policies have them; the group is what the command takes. */
  readonly name: RegExp;
  /** `{resource}` is a place for that. */
  readonly remove: string;
}

const tree = (kind: string): RegExp =>
  new RegExp(`^(?://cloudresourcemanager\\.googleapis\\.com/)?${kind}/([^/]+)$`);

/** How each kind of resource takes a member out of a binding. https://cloud.google.com/sdk/gcloud/reference */
export const policyCommands: readonly PolicyCommand[] = [
  {
    id: 'project',
    name: tree('projects'),
    remove: 'gcloud projects remove-iam-policy-binding {resource}',
  },
  {
    id: 'folder',
    name: tree('folders'),
    remove: 'gcloud resource-manager folders remove-iam-policy-binding {resource}',
  },
  {
    id: 'organization',
    name: tree('organizations'),
    remove: 'gcloud organizations remove-iam-policy-binding {resource}',
  },
  {
    id: 'service-account',
    name: /(?:^|\/)projects\/[^/]+\/serviceAccounts\/([^/]+)$/,
    remove: 'gcloud iam service-accounts remove-iam-policy-binding {resource}',
  },
  {
    id: 'bucket',
    name: /^\/\/storage\.googleapis\.com\/(?:projects\/_\/buckets\/)?([^/]+)$/,
    remove: 'gcloud storage buckets remove-iam-policy-binding gs://{resource}',
  },
  {
    id: 'secret',
    name: /^\/\/secretmanager\.googleapis\.com\/(projects\/[^/]+\/secrets\/[^/]+)$/,
    remove: 'gcloud secrets remove-iam-policy-binding {resource}',
  },
];

export const addInstead = (remove: string): string =>
  remove.replace('remove-iam-policy-binding', 'add-iam-policy-binding');

/** Flags that say which binding is meant. */
export const bindingFlags = '--member {member} --role {role} --condition {condition}';

/** As the flag takes it. */
export const conditionText = (condition: PolicyBinding['condition']): string =>
  condition?.expression == null || condition.expression === ''
    ? 'None'
    : `expression=${condition.expression},title=${condition.title ?? ''}`;

/** Of a place in a policy: `/bindings/3`. */
export const positionOf = (pointer = ''): number | undefined => {
  const [, position] = /^\/bindings\/(\d+)/.exec(pointer) ?? [];
  return position === undefined ? undefined : Number(position);
};

/** Whether a member of a binding is somebody by id: with its kind before it (`user:`), or as it is. */
export const memberIs = (written: string, id: string): boolean => {
  const [text, own] = [written.toLowerCase(), id.toLowerCase()];
  return text === own || text.slice(text.indexOf(':') + 1) === own;
};

/** The member that stands for somebody: itself, else the one group through which it can only be. */
export const memberStandingFor = (members: readonly string[], id: string): string | undefined => {
  const own = members.find((member) => memberIs(member, id));
  if (own !== undefined) return own;
  const groups = members.filter((member) =>
    /^(?:group|domain|principalSet):|^principalSet:|^all/.test(member),
  );
  return groups.length === 1 ? groups[0] : undefined;
};
