import { fill } from '../../../src/model/command-line.ts';
import type { FactRef } from '../../../src/model/evidence.ts';
import type { Grant } from '../../../src/model/grant.ts';
import type { Identity } from '../../../src/model/identity.ts';
import { ownMember } from '../../../src/model/own-member.ts';
import type {
  ChangeTable,
  ChangeWorld,
  Proposal,
  RecordEdit,
  WrittenChange,
} from '../../../src/model/reduce.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import type { GcpRecordData } from '../facts/records.ts';
import {
  addInstead,
  bindingFlags,
  conditionText,
  memberIs,
  memberStandingFor,
  type PolicyBinding,
  policyCommands,
  positionOf,
} from '../policy-commands.ts';
import { usedInstead } from './narrow.ts';
import {
  canEnd,
  endedBinding,
  entitlementFor,
  entitlementRecord,
  type HeldBinding,
  writtenEntitlement,
} from './time-bound.ts';

type Edits = readonly RecordEdit[] | undefined;
type Policy = GcpRecordData<'gcp.iam-policy'>;
type Row = Readonly<Record<string, unknown>>;
type Of<Kind extends Proposal['kind']> = Extract<Proposal, { readonly kind: Kind }>;

const policyRecord = 'gcp.iam-policy';

const isSame = (one: PolicyBinding, other: PolicyBinding): boolean =>
  one.role === other.role && conditionText(one.condition) === conditionText(other.condition);

/**
 * A member leaves a binding; one that nobody is left in stays, so that the others keep their places.
 * @param asked the member, of those of the binding
 */
const without = (
  { id, pointer }: Pick<FactRef, 'id' | 'pointer'>,
  asked: (members: readonly string[]) => string | undefined,
  world: ChangeWorld,
): Edits => {
  const position = positionOf(pointer);
  const binding =
    position === undefined
      ? undefined
      : (world.dataOf(policyRecord, id) as Policy | undefined)?.bindings?.[position];
  const member = binding && asked(binding.members ?? []);
  if (binding === undefined || member === undefined) return undefined;
  const change = (data: unknown): unknown => {
    const policy = data as Policy;
    const has = (each: PolicyBinding): boolean =>
      isSame(each, binding) && each.members?.includes(member) === true;
    return policy.bindings?.some(has) === true
      ? {
          ...policy,
          bindings: policy.bindings.map((each) =>
            has(each) ? { ...each, members: each.members!.filter((one) => one !== member) } : each,
          ),
        }
      : data;
  };
  return [{ record: policyRecord, id, change }];
};

/** How something that stands in a record of its own is ended, and begun again. */
interface Ending {
  /** Undefined: the record goes. */
  readonly ended: (data: Row) => Row | undefined;
  readonly isEnded: (data: Row) => boolean;
  readonly end: string;
  /** Absent: it cannot be taken back. */
  readonly begin?: string;
  readonly values: (record: SnapshotRecord) => Readonly<Record<string, string>>;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const endings: Readonly<Record<string, Ending>> = {
  // https://cloud.google.com/iam/docs/service-accounts-disable-enable
  'gcp.service-account': {
    ended: (data) => ({ ...data, disabled: true }),
    isEnded: ({ disabled }) => disabled === true,
    end: 'gcloud iam service-accounts disable {account}',
    begin: 'gcloud iam service-accounts enable {account}',
    values: ({ data }) => ({ account: text((data as Row).email) }),
  },
  // https://cloud.google.com/iam/docs/keys-disable-enable
  'gcp.service-account-key': {
    ended: (data) => ({ ...data, disabled: true }),
    isEnded: ({ disabled }) => disabled === true,
    end: 'gcloud iam service-accounts keys disable {key} --iam-account {account}',
    begin: 'gcloud iam service-accounts keys enable {key} --iam-account {account}',
    values: ({ data }) => {
      const [, account = '', key = ''] =
        /\/serviceAccounts\/([^/]+)\/keys\/([^/]+)$/.exec(text((data as Row).name)) ?? [];
      return { account, key };
    },
  },
  // https://cloud.google.com/storage/docs/authentication/managing-hmackeys
  'gcp.hmac-key': {
    ended: (data) => ({ ...data, state: 'INACTIVE' }),
    isEnded: ({ state }) => state === 'INACTIVE',
    end: 'gcloud storage hmac update {key} --deactivate',
    begin: 'gcloud storage hmac update {key} --activate',
    values: ({ data }) => ({ key: text((data as Row).accessId) }),
  },
  // https://cloud.google.com/sdk/gcloud/reference/services/api-keys
  'gcp.api-key': {
    ended: (data) => ({ ...data, deleteTime: '2000-01-01T00:00:00.000Z' }),
    isEnded: ({ deleteTime }) => deleteTime != null,
    end: 'gcloud services api-keys delete {key}',
    begin: 'gcloud services api-keys undelete {key}',
    values: ({ data }) => ({ key: text((data as Row).name) }),
  },
  // https://cloud.google.com/sdk/gcloud/reference/pam/grants
  'gcp.grant': {
    ended: () => undefined,
    isEnded: () => false,
    end: 'gcloud pam grants revoke {grant}',
    values: ({ data }) => ({ grant: text((data as Row).name) }),
  },
  // https://cloud.google.com/sdk/gcloud/reference/identity/groups/memberships
  'gcp.membership': {
    ended: () => undefined,
    isEnded: () => false,
    end: 'gcloud identity groups memberships delete --group-email {group} --member-email {member}',
    begin: 'gcloud identity groups memberships add --group-email {group} --member-email {member}',
    values: ({ data }) => ({ group: text((data as Row).group), member: text((data as Row).member) }),
  },
};

const ended = (record: string, id: string): Edits => {
  const ending = ownMember(endings, record);
  return (
    ending && [
      {
        record,
        id,
        change: (data) => (ending.isEnded(data as Row) ? data : ending.ended(data as Row)),
      },
    ]
  );
};

const groupOf = (via: string): string | undefined => /^group (.+)$/s.exec(via)?.[1];

/** The record by which somebody is in a group itself; undefined: it is in another that is, or nobody read it. */
const membershipOf = (group: string, member: string, world: ChangeWorld): string | undefined => {
  for (const { record, id, data } of world.records()) {
    if (record !== 'gcp.membership') continue;
    const row = data as GcpRecordData<'gcp.membership'>;
    if (row.group.toLowerCase() === group && row.member.toLowerCase() === member) return id;
  }
  return undefined;
};

const withdrawGrant = ({ identity, grant }: Of<'withdraw-grant'>, world: ChangeWorld): Edits => {
  const { source, via } = grant;
  const group = groupOf(via);
  if (group !== undefined) {
    const membership = membershipOf(group, identity.id.toLowerCase(), world);
    return membership === undefined ? undefined : ended('gcp.membership', membership);
  }
  // Rules of access policies are about more than one.
  if (source.record === 'gcp.access-policy') return undefined;
  if (source.record !== policyRecord) return ended(source.record, source.id);
  return without(source, (members) => members.find((member) => memberIs(member, identity.id)), world);
};

const withdrawFromGroup = ({ grant }: Of<'withdraw-from-group'>, world: ChangeWorld): Edits => {
  const group = groupOf(grant.via);
  return group === undefined || grant.source.record !== policyRecord
    ? undefined
    : without(grant.source, (members) => members.find((member) => memberIs(member, group)), world);
};

const all = (edits: readonly Edits[]): Edits =>
  edits.length > 0 && edits.every((each) => each !== undefined) ? edits.flat() : undefined;

/** Its own place in a binding, and no group's. */
const ownBinding = (
  { identity, grant }: { readonly identity: Identity; readonly grant: Grant },
  world: ChangeWorld,
): HeldBinding | undefined => {
  const { source } = grant;
  const policy = world.dataOf(policyRecord, source.id) as Policy | undefined;
  const binding = policy?.bindings?.[positionOf(source.pointer) ?? -1];
  const member = binding?.members?.find((each) => memberIs(each, identity.id));
  if (
    policy === undefined ||
    binding === undefined ||
    member === undefined ||
    groupOf(grant.via) !== undefined
  )
    return undefined;
  return source.record === policyRecord
    ? { id: source.id, resource: policy.resource, binding, member }
    : undefined;
};

const boundIn = ({ identity, grant, until }: Of<'make-time-bound'>, world: ChangeWorld): Edits => {
  const held = grant && ownBinding({ identity, grant }, world);
  return held && canEnd(held) ? endedBinding(held, until) : undefined;
};

const entitled = ({ identity, grant }: Of<'make-eligible'>, world: ChangeWorld): Edits => {
  const held = ownBinding({ identity, grant }, world);
  const made = held && entitlementFor(held, world);
  if (made === undefined) return undefined;
  const withdrawn = without(grant.source, () => held?.member, world);
  return withdrawn && [made, ...withdrawn];
};

const narrowTrust = ({ trusts, change }: Of<'narrow-trust'>, world: ChangeWorld): Edits =>
  change === 'removed'
    ? all(
        trusts.map(({ source, principal }) =>
          without(source, (members) => members.find((member) => member.includes(principal)), world),
        ),
      )
    : undefined;

const cutStep = ({ ways }: Of<'cut-step'>, world: ChangeWorld): Edits =>
  all(
    (world.cut(ways)?.made ?? []).map(({ at: { place, origin } }) =>
      place.record === policyRecord
        ? without(place, (members) => memberStandingFor(members, origin.id), world)
        : undefined,
    ),
  );

/** Of all that it has nothing stays but what it used, or what Google would give instead. */
const narrowToUsed = (proposal: Of<'narrow-to-used'>, world: ChangeWorld): Edits => {
  const { identity } = proposal;
  const grants = identity.grants.filter(({ duration }) => duration !== 'eligible');
  // What a group has is the group's: to leave it is another change.
  if (grants.some(({ via, source }) => groupOf(via) !== undefined || source.record !== policyRecord))
    return undefined;
  const taken = all(grants.map((grant) => withdrawGrant({ kind: 'withdraw-grant', identity, grant }, world)));
  const instead = usedInstead(proposal, world);
  return taken === undefined || instead === undefined
    ? undefined
    : [...instead.filter(isRole), ...taken, ...instead.filter((each) => !isRole(each))];
};

const isRole = ({ record }: RecordEdit): boolean => record === 'gcp.role';

const edits: ChangeTable['edits'] = (proposal, world) => {
  switch (proposal.kind) {
    case 'withdraw-grant':
      return withdrawGrant(proposal, world);
    case 'withdraw-from-group':
      return withdrawFromGroup(proposal, world);
    case 'end-credential': {
      const { source } = proposal.credential;
      // Tokens expire, and are had again.
      return source === undefined || source.record === 'gcp.service-account'
        ? undefined
        : ended(source.record, source.id);
    }
    case 'end-identity': {
      const { record, id } = proposal.identity.source;
      return record === 'gcp.service-account' || record === 'gcp.api-key' ? ended(record, id) : undefined;
    }
    case 'narrow-trust':
      return narrowTrust(proposal, world);
    case 'narrow-to-used':
      return narrowToUsed(proposal, world);
    case 'cut-step':
      return cutStep(proposal, world);
    case 'make-time-bound':
      return boundIn(proposal, world);
    case 'make-eligible':
      return entitled(proposal, world);
    default:
      return undefined;
  }
};

const nothing: WrittenChange = { first: [], commands: [], documents: [] };

/** Each member of each binding. */
const grantsIn = (policy: Policy | undefined) =>
  new Map(
    (policy?.bindings ?? []).flatMap(({ role, members, condition }) =>
      (members ?? []).map((member) => {
        const values = { member, role, condition: conditionText(condition) };
        return [JSON.stringify(values), values] as const;
      }),
    ),
  );

const writtenPolicy = (before: Policy | undefined, after: Policy | undefined): WrittenChange => {
  const resource = (before ?? after)?.resource ?? '';
  const row = policyCommands.find(({ name }) => name.test(resource));
  if (row === undefined)
    return {
      ...nothing,
      documents: [{ of: `policy of ${resource}`, before: before?.bindings, after: after?.bindings }],
    };
  const [was, is] = [grantsIn(before), grantsIn(after)];
  const target = row.name.exec(resource)![1]!;
  const lines = (template: string, from: typeof was, less: typeof was): readonly string[] =>
    [...from].flatMap(([key, values]) =>
      less.has(key)
        ? []
        : [fill({ template: `${template} ${bindingFlags}`, values: { ...values, resource: target } })],
    );
  return {
    ...nothing,
    commands: [...lines(addInstead(row.remove), is, was), ...lines(row.remove, was, is)],
  };
};

type Role = GcpRecordData<'gcp.role'>;

/** https://cloud.google.com/sdk/gcloud/reference/iam/roles */
const writtenRole = (before: Role | undefined, after: Role | undefined): WrittenChange => {
  const { name } = (after ?? before)!;
  const [, kind, home, id] = /^(project|organization)s\/([^/]+)\/roles\/(.+)$/.exec(name) ?? [];
  if (id === undefined) return nothing;
  const line = (verb: string, more = ''): string =>
    fill({
      template: `gcloud iam roles ${verb} {id} --${kind} {home}${more}`,
      values: {
        id,
        home: home!,
        title: after?.title ?? '',
        permissions: (after?.includedPermissions ?? []).join(','),
      },
    });
  const documents = [
    { of: `role ${name}`, before: before?.includedPermissions, after: after?.includedPermissions },
  ];
  return after === undefined
    ? { first: [], commands: [line('delete')], documents }
    : {
        first: [
          before === undefined
            ? line('create', ' --title {title} --stage GA --permissions {permissions}')
            : line('update', ' --permissions {permissions}'),
        ],
        commands: [],
        documents,
      };
};

const written: ChangeTable['written'] = (before, after) => {
  const record = before ?? after;
  if (record === undefined) return nothing;
  if (record.record === entitlementRecord) return writtenEntitlement(before, after);
  if (record.record === policyRecord)
    return writtenPolicy(before?.data as Policy | undefined, after?.data as Policy | undefined);
  if (record.record === 'gcp.role')
    return writtenRole(before?.data as Role | undefined, after?.data as Role | undefined);
  const ending = ownMember(endings, record.record);
  if (ending === undefined) return nothing;
  const isOver = after === undefined || ending.isEnded(after.data as Row);
  const template = isOver ? ending.end : ending.begin;
  return template === undefined
    ? nothing
    : { ...nothing, commands: [fill({ template, values: ending.values(record) })] };
};

/** How changes of Google Cloud look, as facts and as commands. */
export const gcpChanges: ChangeTable = { edits, written };
