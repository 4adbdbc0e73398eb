import { ownMember } from '../../../src/model/own-member.ts';
import type { ChangeWorld, Proposal, RecordEdit } from '../../../src/model/reduce.ts';
import type { CutMade } from '../../../src/model/remedy.ts';
import type { AttachedPolicy } from '../facts/document-places.ts';
import type { WrittenDocument } from '../policy/written.ts';
import { changedTrust } from '../remedies/trust-documents.ts';
import { usedStatements } from '../remedies/used-statements.ts';
import {
  atPointer,
  type Holder,
  type HolderData,
  holderOf,
  inlineOf,
  ofHolder,
  statementsOf,
  withFurther,
  withOnly,
  withoutAttached,
  withoutGroup,
  withoutInline,
  withoutStatement,
  withPolicy,
  withVersion,
} from './records.ts';
import { splitRole } from './split.ts';

/** What changes of AWS look like as facts. */

type Of<Kind extends Proposal['kind']> = Extract<Proposal, { readonly kind: Kind }>;
type Edits = readonly RecordEdit[] | undefined;

const holderKind = ({ identity }: Pick<Proposal, 'identity'>): Holder | undefined =>
  identity.kind === 'user' || identity.kind === 'role' ? identity.kind : undefined;

const groupName = (via: string): string | undefined => /^group (.+)$/s.exec(via)?.[1];

/** ARN of the managed policy that a grant is written in, wherever its text stands. */
const attachedArn = ({ source }: Of<'withdraw-grant'>['grant'], world: ChangeWorld): string | undefined =>
  source.record === 'aws.policy'
    ? source.id
    : (world.documentAt(source) as AttachedPolicy | undefined)?.PolicyArn;

const withdrawn = (
  holder: Holder,
  id: string,
  grant: Of<'withdraw-grant'>['grant'],
  world: ChangeWorld,
): Edits => {
  if (grant.source.pointer?.endsWith('/PolicyDocument') === true)
    return grant.source.id === id ? [ofHolder(holder, id, withoutInline(holder, grant.name))] : undefined;
  const arn = attachedArn(grant, world);
  return arn === undefined ? undefined : [ofHolder(holder, id, withoutAttached(arn))];
};

const withdrawGrant = (proposal: Of<'withdraw-grant'>, world: ChangeWorld): Edits => {
  const { identity, grant } = proposal;
  const holder = holderKind(proposal);
  if (holder === undefined) return undefined;
  const group = groupName(grant.via);
  return group === undefined
    ? withdrawn(holder, identity.id, grant, world)
    : [ofHolder(holder, identity.id, withoutGroup(group))];
};

const accountOf = (arn: string): string => arn.split(':')[4] ?? '';

const groupArn = (name: string, account: string, world: ChangeWorld): string | undefined => {
  for (const { record, id, data } of world.records()) {
    if (record !== 'aws.group' || accountOf(id) !== account) continue;
    if ((data as { readonly GroupName: string }).GroupName === name) return id;
  }
  return undefined;
};

const withdrawFromGroup = ({ identity, grant }: Of<'withdraw-from-group'>, world: ChangeWorld): Edits => {
  const name = groupName(grant.via);
  if (name === undefined) return undefined;
  const arn =
    grant.source.record === 'aws.group' ? grant.source.id : groupArn(name, accountOf(identity.id), world);
  return arn === undefined ? undefined : withdrawn('group', arn, grant, world);
};

/** The document that a statement stands in, and how one takes its place. */
const documentOf = (
  { record, id, pointer = '' }: Of<'withdraw-statement'>['place'],
  world: ChangeWorld,
): { readonly document: unknown; readonly put: (document: unknown) => RecordEdit } | undefined => {
  const data = world.dataOf(record, id);
  if (data === undefined) return undefined;
  const document = atPointer(data, pointer.replace(/\/Statement(?:\/\d+)?$/, ''));
  if (record === 'aws.policy')
    return { document, put: (after) => ({ record, id, change: withVersion(id, after) }) };
  const holder = holderOf(record);
  const name =
    holder &&
    inlineOf(holder, data as HolderData).find((each) => each.PolicyDocument === document)?.PolicyName;
  return holder === undefined || name === undefined
    ? undefined
    : { document, put: (after) => ofHolder(holder, id, withPolicy(holder, name, after)) };
};

const withdrawStatement = ({ place }: Of<'withdraw-statement'>, world: ChangeWorld): Edits => {
  const found = documentOf(place, world);
  if (found === undefined) return undefined;
  const position = Number(/\/Statement\/(\d+)$/.exec(place.pointer ?? '')?.[1] ?? 0);
  const statement = statementsOf(found.document)[position];
  const after = statement && withoutStatement(found.document, statement);
  return after === undefined ? undefined : [found.put(after)];
};

/** Of all that it has nothing stays but what it used. */
const narrowToUsed = (proposal: Of<'narrow-to-used'>): Edits => {
  const { identity, used } = proposal;
  const holder = holderKind(proposal);
  if (holder === undefined) return undefined;
  const Statement = usedStatements(identity, used);
  return [ofHolder(holder, identity.id, withOnly(holder, Statement))];
};

/**
 * All that it has ends then, whoever maintains the texts: a deny that begins to hold. Given again by another date.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws-dates.html
 */
const makeTimeBound = (proposal: Of<'make-time-bound'>): Edits => {
  const holder = holderKind(proposal);
  const { identity, grant, until } = proposal;
  if (holder === undefined || grant !== undefined) return undefined;
  const Condition = { DateGreaterThan: { 'aws:CurrentTime': until } };
  const end = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Action: '*', Resource: '*', Condition }],
  };
  return [ofHolder(holder, identity.id, withPolicy(holder, 'nhi-audit-end', end))];
};

type Row = Readonly<Record<string, unknown>>;

/** What makes a credential useless, by the record that it stands in. */
const switchedOff: Readonly<Record<string, (id: string, kind: string) => (data: Row) => Row>> = {
  'aws.access-key': () => (data) => ({ ...data, Status: 'Inactive' }),
  'aws.service-specific-credential': () => (data) => ({ ...data, Status: 'Inactive' }),
  'aws.ssh-public-key': () => (data) => ({ ...data, Status: 'Inactive' }),
  'aws.signing-certificate': () => (data) => ({ ...data, Status: 'Inactive' }),
  'aws.credential-report-row': (id, kind) => (data) => {
    const number = /#access-key-([12])$/.exec(id)?.[1];
    if (kind === 'console-password') return { ...data, password_enabled: 'false' };
    return number === undefined ? data : { ...data, [`access_key_${number}_active`]: 'false' };
  },
};

const endCredential = ({ identity, credential: { source, id, kind } }: Of<'end-credential'>): Edits => {
  // The password of the root user cannot be switched off here.
  if (source === undefined || (identity.kind === 'root' && kind === 'console-password')) return undefined;
  const change = ownMember(switchedOff, source.record)?.(id, kind);
  return change && [{ record: source.record, id: source.id, change: (data) => change(data as Row) }];
};

const denyAll: WrittenDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }],
};

const endIdentity = (proposal: Of<'end-identity'>): Edits => {
  const holder = holderKind(proposal);
  return (
    holder && [ofHolder(holder, proposal.identity.id, withPolicy(holder, 'nhi-audit-quarantine', denyAll))]
  );
};

const trustOf = (id: string, document: unknown): RecordEdit =>
  ofHolder('role', id, (data) => ({ ...data, AssumeRolePolicyDocument: document }));

const narrowTrust = ({ identity, trusts, change }: Of<'narrow-trust'>, world: ChangeWorld): Edits => {
  const document = changedTrust(identity, trusts, change, world);
  // What somebody has to fill in cannot be simulated.
  if (document === undefined || /"(?:SUBJECT|AUDIENCE|TRUSTED_ROLE_ARN)"/.test(JSON.stringify(document)))
    return undefined;
  return [trustOf(identity.id, document)];
};

/** What cannot be told from the rest takes all: that is another change, and not called a step. */
const deniesAll = (document: unknown): boolean =>
  statementsOf(document).some(({ Effect, Action }) => Effect === 'Deny' && Action === '*');

/** Rows of `remedies/cuts.ts` as facts, by the end of their ids. */
const ofRow = ({ row, at, values }: CutMade): RecordEdit | undefined => {
  const { place, origin } = at;
  const document: unknown = values.document ? JSON.parse(values.document) : undefined;
  const holder = holderOf(place.record);
  if (row.part === 'permission' && deniesAll(document)) return undefined;
  if (row.id === 'trust-policy') return trustOf(place.id, document);
  if (row.id === 'managed-policy')
    return { record: 'aws.policy', id: place.id, change: withVersion(place.id, document) };
  const own = holderKind({ identity: origin });
  if (own !== undefined && row.id.startsWith('managed-policy-whole-of-'))
    return ofHolder(own, origin.id, withoutAttached(place.id));
  if (row.id === 'leave-group' && values.group !== undefined)
    return ofHolder('user', origin.id, withoutGroup(values.group));
  if (own !== undefined && /^(?:role|user)-deny-/.test(row.id))
    return ofHolder(own, origin.id, withFurther(own, 'nhi-audit-cut', document as WrittenDocument));
  if (holder === undefined || values.policy === undefined) return undefined;
  return ofHolder(
    holder,
    place.id,
    document === undefined
      ? withoutInline(holder, values.policy)
      : withPolicy(holder, values.policy, document),
  );
};

const cutStep = ({ ways }: Of<'cut-step'>, world: ChangeWorld): Edits => {
  const edits = world.cut(ways)?.made.map(ofRow);
  return edits?.every((edit) => edit !== undefined) === true ? edits : undefined;
};

type Makers = { readonly [Kind in Proposal['kind']]: (proposal: Of<Kind>, world: ChangeWorld) => Edits };

const makers: Makers = {
  'withdraw-grant': withdrawGrant,
  'withdraw-from-group': withdrawFromGroup,
  'withdraw-statement': withdrawStatement,
  'narrow-to-used': narrowToUsed,
  'end-credential': endCredential,
  'end-identity': endIdentity,
  'narrow-trust': narrowTrust,
  'cut-step': cutStep,
  // No fact tells of assignments of Identity Center, which could expire.
  'make-eligible': () => undefined,
  'make-time-bound': makeTimeBound,
  'split-identity': splitRole,
  // Nothing of it waits for anybody's consent.
  'guard-step': () => undefined,
};

export const awsEdits = (proposal: Proposal, world: ChangeWorld): Edits =>
  (makers[proposal.kind] as (proposal: Proposal, world: ChangeWorld) => Edits)(proposal, world);

/** Statements that allow something, of a policy that its owner can edit. */
export const awsStatements = (
  { source, providerManaged }: Of<'withdraw-grant'>['grant'],
  world: ChangeWorld,
) => {
  if (providerManaged || source.pointer === undefined) return [];
  const data = world.dataOf(source.record, source.id);
  const document = data === undefined ? undefined : atPointer(data, source.pointer);
  const statements = statementsOf(document);
  return statements.length < 2
    ? []
    : statements.flatMap(({ Effect }, position) =>
        Effect === 'Allow' ? [{ ...source, pointer: `${source.pointer}/Statement/${position}` }] : [],
      );
};
