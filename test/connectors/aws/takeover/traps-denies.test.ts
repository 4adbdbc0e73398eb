import { describe } from 'vitest';
import { administrator, allow, arn, deny, group, user } from '../../../support/aws-sketch.ts';
import { attach, attachMe, checkTraps, managed, me, type Trap, when } from './trap.ts';

const denies: readonly Trap[] = [
  {
    name: 'an explicit deny in another policy',
    why: 'a deny in any policy wins over an allow in any other',
    is: 'none',
    records: [user('start', { inline: [[attachMe], [deny(attach)]] })],
  },
  {
    name: 'a deny by a group',
    why: "a group's policies are the user's own, denies included",
    is: 'none',
    records: [
      group('limited', { inline: [[deny('iam:*')]] }),
      user('start', { inline: [[attachMe]], groups: ['limited'] }),
    ],
  },
  {
    name: 'a deny on another user',
    why: 'a deny counts for the resources it names, and this is not one of them',
    is: 'admin',
    records: [user('start', { inline: [[attachMe, deny(attach, arn.user('other'))]] })],
  },
  {
    name: 'a deny of an action that no step needs',
    why: 'one denied action does not stop a path that does not use it',
    is: 'admin',
    records: [user('start', { inline: [[attachMe, deny('s3:*')]] })],
  },
  {
    name: 'a deny with NotAction',
    why: 'it denies everything but what it lists, so also the step',
    is: 'none',
    records: [user('start', { inline: [[attachMe, { Effect: 'Deny', NotAction: 's3:*', Resource: '*' }]] })],
  },
  {
    name: 'a deny with NotAction that lists the step',
    why: 'what NotAction lists is left alone',
    is: 'admin',
    records: [
      user('start', {
        inline: [[attachMe, { Effect: 'Deny', NotAction: ['iam:*', 's3:*'], Resource: '*' }]],
      }),
    ],
  },
  {
    name: 'an administrator with a deny on one bucket',
    why: 'it can still write permissions, so everything there can be obtained',
    is: 'admin',
    records: [user('start', { attached: [administrator], inline: [[deny('s3:*', 'arn:aws:s3:::vault/*')]] })],
  },
  {
    name: 'it may attach any policy to itself, but a deny of its own leaves it nothing else',
    why: 'an added policy takes no deny away: whatever it attaches stays denied',
    is: 'none',
    records: [
      user('start', {
        inline: [[attachMe, { Effect: 'Deny', NotAction: attach, Resource: '*' }]],
      }),
    ],
  },
  {
    name: 'it may attach any policy to itself, and a deny of its own is about one service only',
    why: 'with everything else it makes a role of its own that has no deny',
    is: 'admin',
    records: [user('start', { inline: [[attachMe, deny('s3:*')]] })],
  },
];

describe('denies', () => checkTraps(denies));

const denying = deny('iam:AttachUserPolicy');
const removable: readonly Trap[] = [
  {
    name: 'an inline deny that it may delete',
    why: 'without its deny it attaches any policy to itself',
    is: 'admin',
    records: [user('start', { inline: [[allow([attach, 'iam:DeleteUserPolicy'], me)], [denying]] })],
  },
  {
    name: 'an inline deny of which it may delete those of others',
    why: 'its own stays',
    is: 'none',
    records: [
      user('start', {
        inline: [[allow(attach, me), allow('iam:DeleteUserPolicy', arn.user('else'))], [denying]],
      }),
    ],
  },
  {
    name: 'a deny that covers taking it off',
    why: 'the deny counts until it is gone, and keeps itself in place',
    is: 'none',
    records: [
      user('start', {
        inline: [
          [allow([attach, 'iam:DeleteUserPolicy'], me)],
          [deny(['iam:AttachUserPolicy', 'iam:Delete*'])],
        ],
      }),
    ],
  },
  {
    name: 'a deny by a group that it may leave',
    why: "outside the group the group's deny is no longer its own",
    is: 'admin',
    records: [
      user('start', { inline: [[allow([attach, 'iam:RemoveUserFromGroup'])]], groups: ['limited'] }),
      group('limited', { inline: [[denying]] }),
    ],
  },
  {
    name: 'a deny in a managed policy that it may detach',
    why: 'a detached policy denies nothing',
    is: 'admin',
    records: [
      managed('guard', denying),
      user('start', {
        inline: [[allow([attach, 'iam:DetachUserPolicy'], me)]],
        attached: [arn.policy('guard')],
      }),
    ],
  },
  {
    name: 'a deny in a managed policy, where it may detach any other',
    why: 'iam:PolicyARN leaves the denying one where it is',
    is: 'none',
    records: [
      managed('guard', denying),
      user('start', {
        inline: [
          [
            allow(attach, me),
            allow('iam:DetachUserPolicy', me, when('ArnNotEquals', 'iam:PolicyARN', arn.policy('guard'))),
          ],
        ],
        attached: [arn.policy('guard')],
      }),
    ],
  },
];

describe('denies that the holder takes off', () => checkTraps(removable));
