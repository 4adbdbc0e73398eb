import { jsonText } from '../../../src/model/command-line.ts';
import type { Way } from '../../../src/model/reach.ts';
import type { CutPlace, CutRow, RemedyWorld, Values } from '../../../src/model/remedy.ts';
import type { WrittenDocument } from '../policy/written.ts';
import { denyRemovers } from '../takeover/deny-removal.ts';
import { actionsOfSteps, writers } from './step-actions.ts';
import { withoutPrincipal } from './trust-documents.ts';
import { denying, withoutSteps } from './without.ts';

/** Steps that are nothing but coming in. */
const entering: ReadonlySet<string> = new Set(['assume-role', 'federated-token']);

/** Names are the last parts of ARNs. */
const lastPart = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

const statementAt = (pointer: string): { readonly document: string; readonly position: number } => ({
  document: pointer.replace(/\/Statement(?:\/\d+)?$/, ''),
  position: Number(/\/Statement\/(\d+)$/.exec(pointer)?.[1] ?? 0),
});

/** What an action is checked against, where that is known; else everything. */
const resourcesOf = (ways: readonly Way[], actions: readonly string[] | undefined): readonly string[] => {
  const onTarget = actions?.every((action) => /^(?:iam|sts):/i.test(action)) === true;
  const named = ways.map(({ to, through }) => (onTarget ? (to === undefined ? [] : [to]) : through));
  const all = [...new Set(named.flat())].sort();
  const known = named.every(({ length }) => length > 0) && all.every((id) => id.startsWith('arn:'));
  return known && all.length <= mostResources ? all : ['*'];
};
/** More are as good as all. */
const mostResources = 10;

const techniquesOf = (ways: readonly Way[]): readonly string[] => [
  ...new Set(ways.flatMap(({ techniques }) => techniques)),
];

const withoutAllowed = ({ place, together }: CutPlace, { documentAt }: RemedyWorld): Values | undefined => {
  const document = documentAt(place) as WrittenDocument | undefined;
  if (document === undefined) return undefined;
  const here = statementAt(place.pointer ?? '').document;
  const positionsIn = ({ evidence }: Way): readonly number[] =>
    evidence
      .filter(({ record, id }) => record === place.record && id === place.id)
      .map(({ pointer = '' }) => statementAt(pointer))
      .filter((other) => other.document === here)
      .map(({ position }) => position);
  const allowed = together.flatMap((way) => {
    const positions = positionsIn(way);
    return positions.length === 0 ? [] : [{ way, positions }];
  });
  const ways = allowed.map(({ way }) => way);
  const actions = actionsOfSteps(techniquesOf(ways));
  const rest = withoutSteps(
    document,
    new Set(allowed.flatMap(({ positions }) => positions)),
    actions,
    resourcesOf(ways, actions),
  );
  return { document: rest === undefined ? '' : jsonText(rest) };
};

type Known = Pick<RemedyWorld, 'documentAt'> & { readonly values: Values | undefined };
/** For as long as the ways are asked about. */
const known = new WeakMap<CutPlace['together'], Map<CutPlace['place'], Known>>();

/**
 * Values for a policy without what it allows of the steps; `document` is empty where nothing of it is left. Two rows ask of each
 * place: one has what is left, one has nothing.
 */
const documentValues = (at: CutPlace, world: RemedyWorld): Values | undefined => {
  const { documentAt } = world;
  const ofWays = known.get(at.together) ?? new Map<CutPlace['place'], Known>();
  known.set(at.together, ofWays);
  const before = ofWays.get(at.place);
  if (before?.documentAt === documentAt) return before.values;
  const values = withoutAllowed(at, world);
  ofWays.set(at.place, { documentAt, values });
  return values;
};

/** Name of an inline policy, as whoever has it is known to have it. */
const inlineName = ({ place, origin }: CutPlace): string | undefined => {
  const { document } = statementAt(place.pointer ?? '');
  return origin.attachments.find(
    ({ source }) => source.record === place.record && source.id === place.id && source.pointer === document,
  )?.name;
};

/** With the document where some of it is left, and without it where not. */
const inline = (at: CutPlace, world: RemedyWorld, left: boolean): Values | undefined => {
  const values = documentValues(at, world);
  const policy = inlineName(at);
  if (values === undefined || policy === undefined || (values.document === '') === left) return undefined;
  return { ...values, policy, holder: lastPart(at.place.id) };
};

const holders = ['role', 'user', 'group'] as const;
const listOf = { role: 'RolePolicyList', user: 'UserPolicyList', group: 'GroupPolicyList' } as const;

const inlineRows = holders.flatMap((holder): readonly CutRow[] => {
  const place = {
    part: 'permission',
    record: `aws.${holder}`,
    at: new RegExp(`^/${listOf[holder]}/`),
    changes: 'statement',
  } as const;
  return [
    {
      ...place,
      id: `${holder}-inline-policy`,
      says: 'Put the inline policy without what allows the step.',
      commands: [
        `aws iam put-${holder}-policy --${holder}-name {holder} --policy-name {policy} --policy-document {document}`,
      ],
      values: (at, world) => inline(at, world, true),
    },
    {
      ...place,
      id: `${holder}-inline-policy-whole`,
      says: 'Delete the inline policy: it allows nothing but the step.',
      commands: [`aws iam delete-${holder}-policy --${holder}-name {holder} --policy-name {policy}`],
      values: (at, world) => inline(at, world, false),
    },
  ];
});

const isAwsManaged = (arn: string): boolean => /^arn:[^:]+:iam::aws:policy\//.test(arn);

const ownPolicy = (at: CutPlace, world: RemedyWorld, left: boolean): Values | undefined => {
  if (isAwsManaged(at.place.id)) return undefined;
  const values = documentValues(at, world);
  if (values === undefined || (values.document === '') === left) return undefined;
  return { ...values, policy: at.place.id };
};

/** What an identity may not do, whatever its policies give it. */
const denied = ({ together }: CutPlace): Values => {
  const actions = actionsOfSteps(techniquesOf(together));
  const all = actions?.some((action) => writers.includes(action)) === true;
  const statement = denying(
    // Whoever may take the deny off again has lost nothing.
    actions === undefined ? ['*'] : all ? [...new Set([...actions, ...denyRemovers])].sort() : actions,
    resourcesOf(together, actions),
  );
  return { document: jsonText({ Version: '2012-10-17', Statement: [statement] }) };
};

const isOf =
  (kind: string) =>
  ({ origin }: CutPlace): boolean =>
    origin.kind === kind;

/** How an identity has a policy: `attached`, or by a group. */
const waysToHave = ({ origin, place }: CutPlace): readonly string[] =>
  origin.grants.filter(({ source }) => source.id === place.id).map(({ via }) => via);

/** The one group by which a user has a policy, where it gives nothing else. */
const groupOfPolicyAlone = (at: CutPlace): string | undefined => {
  const [via, ...more] = waysToHave(at);
  const alone =
    more.length === 0 &&
    at.origin.grants.every((grant) => grant.via !== via || grant.source.id === at.place.id);
  return alone ? /^group (.+)$/s.exec(via ?? '')?.[1] : undefined;
};

/** AWS maintains the text: it cannot be edited, and all of it may be needed but the step. */
const managedRows = (['role', 'user'] as const).flatMap((holder): readonly CutRow[] =>
  [
    { record: 'aws.policy' },
    { record: `aws.${holder}`, at: /^\/AttachedManagedPolicies\// },
    ...(holder === 'user' ? [{ record: 'aws.group', at: /^\/AttachedManagedPolicies\// }] : []),
  ].map(
    (place): CutRow => ({
      ...place,
      id: `${holder}-deny-${place.record.slice('aws.'.length)}`,
      part: 'permission',
      changes: 'attachment',
      ofOriginAlone: true,
      says: 'Deny the step, which a policy gives that is not yours to edit.',
      commands: [
        `aws iam put-${holder}-policy --${holder}-name {name} --policy-name nhi-audit-cut --policy-document {document}`,
      ],
      values: (at) => (isOf(holder)(at) ? denied(at) : undefined),
    }),
  ),
);

/**
 * How a step is taken away whose first half a policy of AWS allows. Sources: the pages of each command below
 * https://docs.aws.amazon.com/cli/latest/reference/iam/, and
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html: what is denied is denied.
 */
export const awsCuts: readonly CutRow[] = [
  ...inlineRows,
  {
    id: 'managed-policy',
    part: 'permission',
    record: 'aws.policy',
    changes: 'statement',
    says: 'Make a version of the policy without what allows the step; of five versions the oldest has to be deleted first.',
    commands: [
      'aws iam create-policy-version --policy-arn {policy} --policy-document {document} --set-as-default',
    ],
    values: (at, world) => ownPolicy(at, world, true),
  },
  ...(['role', 'user'] as const).map(
    (holder): CutRow => ({
      id: `managed-policy-whole-of-${holder}`,
      part: 'permission',
      record: 'aws.policy',
      changes: 'statement',
      ofOriginAlone: true,
      says: 'Detach the policy: it allows nothing but the step.',
      commands: [`aws iam detach-${holder}-policy --${holder}-name {name} --policy-arn {policy}`],
      values: (at, world) =>
        isOf(holder)(at) && waysToHave(at).every((via) => via === 'attached')
          ? ownPolicy(at, world, false)
          : undefined,
    }),
  ),
  {
    id: 'leave-group',
    part: 'permission',
    record: 'aws.policy',
    changes: 'attachment',
    ofOriginAlone: true,
    says: 'Take the user out of the group: it gives nothing but the step.',
    commands: ['aws iam remove-user-from-group --user-name {name} --group-name {group}'],
    values: (at, world) => {
      const group = groupOfPolicyAlone(at);
      const values = group === undefined ? undefined : ownPolicy(at, world, false);
      return group === undefined || values === undefined ? undefined : { ...values, group };
    },
  },
  {
    id: 'user-deny-group',
    part: 'permission',
    record: 'aws.policy',
    changes: 'attachment',
    ofOriginAlone: true,
    says: 'Deny the step, which the user has by a policy of a group.',
    commands: [
      'aws iam put-user-policy --user-name {name} --policy-name nhi-audit-cut --policy-document {document}',
    ],
    values: (at) => (isOf('user')(at) && !isAwsManaged(at.place.id) ? denied(at) : undefined),
  },
  ...managedRows,
  {
    id: 'trust-policy',
    part: 'trust',
    record: 'aws.role',
    at: /^\/AssumeRolePolicyDocument/,
    changes: 'trust',
    ofOriginAlone: true,
    says: 'Remove whoever takes this step from the trust policy of the role.',
    commands: ['aws iam update-assume-role-policy --role-name {holder} --policy-document {document}'],
    values: (at, world) => {
      const { target, origin, way, place } = at;
      // Whoever writes the code of those who are let in comes in as one of them.
      if (target === undefined || way.techniques.some((id) => !entering.has(id))) return undefined;
      const places = way.evidence.filter(({ record, id }) => record === place.record && id === place.id);
      const document = withoutPrincipal(target, places, world, origin);
      return document && { document: jsonText(document), holder: lastPart(at.place.id) };
    },
  },
];
