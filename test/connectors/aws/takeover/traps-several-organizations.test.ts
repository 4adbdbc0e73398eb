import { describe } from 'vitest';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import {
  account,
  administrator,
  allow,
  arn,
  deny,
  document,
  organization,
  other,
  role,
  user,
} from '../../../support/aws-sketch.ts';
import { adminRole, attach, checkTraps, me, start, type Trap, when } from './trap.ts';

/** An organisation of one account, which manages it. */
const alone = (id: string, of: string, root: string, told: object = {}): readonly SnapshotRecord[] => [
  {
    record: 'aws.organization',
    scope: id,
    id,
    data: {
      Id: id,
      MasterAccountId: of,
      Roots: [{ Id: root, EnabledPolicyTypes: ['SERVICE_CONTROL_POLICY'] }],
      ...told,
    },
  },
  { record: 'aws.account', scope: id, id: of, data: { Id: of, ParentId: root, OrganizationId: id } },
];
const guarded = (id: string, of: string, root: string): readonly SnapshotRecord[] => [
  ...alone(id, of, root),
  {
    record: 'aws.organization-policy',
    scope: id,
    id: `p-${id}`,
    data: {
      Id: `p-${id}`,
      Type: 'SERVICE_CONTROL_POLICY',
      Content: document(deny(attach)),
      Targets: [root],
    },
  },
];
const attaches = start([attach, me]);
const trustsMembersOf = (id: string) =>
  adminRole({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: '*',
        Action: 'sts:AssumeRole',
        Condition: when('StringEquals', 'aws:PrincipalOrgID', id),
      },
    ],
  });
const caller = user('caller', { account: other, inline: [[allow('sts:AssumeRole')]] });

const traps: readonly Trap[] = [
  {
    name: 'the management account of the first of two organisations',
    why: 'service control policies do not hold in a management account, whichever organisation was read last',
    is: 'admin',
    records: [
      ...guarded('o-first00000', account, 'r-first'),
      ...alone('o-second0000', other, 'r-second'),
      attaches,
    ],
  },
  {
    name: 'a member of the first of two organisations',
    why: 'a service control policy of its organisation stops it',
    is: 'none',
    records: [
      ...organization([account], { scps: [document(deny(attach))] }),
      ...alone('o-second0000', other, 'r-second'),
      attaches,
    ],
  },
  ...[0, 1].map(
    (place): Trap => ({
      name: `a member that says its own alias ${place === 0 ? 'before' : 'after'} its organisation tells where it stands`,
      why: 'each account of a fleet is collected by itself: what it says of itself takes no policy off it',
      is: 'none',
      records: (() => {
        const own = {
          record: 'aws.account',
          scope: account,
          id: account,
          data: { Id: account, Alias: 'own' },
        };
        const ours = organization([account], { scps: [document(deny(attach))] });
        return [...(place === 0 ? [own, ...ours] : [...ours, own]), attaches];
      })(),
    }),
  ),
  {
    name: 'a role that lets in members of its organisation, seen from another',
    why: 'the list of the other organisation says whose the caller is',
    is: 'none',
    of: arn.user('caller', other),
    records: [
      ...alone('o-first00000', account, 'r-first'),
      ...alone('o-second0000', other, 'r-second'),
      trustsMembersOf('o-first00000'),
      caller,
    ],
  },
  {
    name: 'a role that lets in members of the organisation that was read first',
    why: 'the caller is one of them',
    is: 'admin',
    of: arn.user('caller', other),
    records: [
      ...alone('o-second0000', other, 'r-second'),
      ...alone('o-third00000', account, 'r-third'),
      trustsMembersOf('o-second0000'),
      caller,
    ],
  },
  {
    name: 'a role that lets in members of an organisation whose accounts nobody listed',
    why: 'the caller may be one of them, or not',
    is: 'adminIf',
    of: arn.user('caller', other),
    records: [
      ...alone('o-first00000', account, 'r-first'),
      alone('o-second0000', '777788889999', 'r-second')[0]!,
      trustsMembersOf('o-second0000'),
      caller,
    ],
  },
  {
    name: 'the management account of another organisation',
    why: 'it manages its own members and nobody else',
    is: 'none',
    of: arn.user('boss', other),
    records: [
      ...alone('o-first00000', account, 'r-first'),
      ...alone('o-second0000', other, 'r-second'),
      user('boss', { account: other, inline: [[allow('sts:AssumeRoot')]] }),
      role('target', { Version: '2012-10-17', Statement: [] }, { attached: [administrator] }),
    ],
  },
];

describe('an estate of several organisations', () => checkTraps(traps));
