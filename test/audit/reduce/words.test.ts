import { expect, test } from 'vitest';
import { saysOf } from '../../../src/audit/reduce/words.ts';
import type { Proposal } from '../../../src/model/reduce.ts';

/** Every kind of change as a sentence, on each side of each border of its words. */

const bot = { kind: 'role', name: 'bot', scope: 'acme', nature: { is: 'machine' } };
const ann = { kind: 'user', name: 'ann', scope: 'acme', nature: { is: 'human' } };
const own = { name: 'Admin', scope: 'acme', via: 'direct' };
const far = { name: 'Reader', scope: 'other', via: 'group ops' };
const workloads = (count: number) =>
  ['a', 'b', 'c', 'd', 'e', 'f', 'g'].slice(0, count).map((name) => ({ workload: { name }, used: [] }));
const until = '2026-06-08T12:00:00.000Z';
const endSaid = 'END_TIME is that end, in UTC: seven days from now, for instance.';

test.each<[proposal: object, says: string]>([
  [{ kind: 'withdraw-grant', grant: own }, 'Withdraw Admin from role bot.'],
  [{ kind: 'withdraw-grant', grant: far }, 'Take role bot out of group ops.'],
  [
    { kind: 'withdraw-grant', grant: { ...far, via: 'a group x' } },
    'Withdraw Reader on other from role bot.',
  ],
  [
    { kind: 'make-eligible', grant: own },
    'Make Admin of role bot eligible: it is asked for when it is needed, and expires.',
  ],
  [
    { kind: 'make-eligible', grant: far, identity: ann },
    'Make Reader on other of user ann eligible: it is activated when it is needed, and expires.',
  ],
  [
    { kind: 'make-time-bound', until },
    `Give all of role bot an end: it is given again for the next task. ${endSaid}`,
  ],
  [
    { kind: 'make-time-bound', until, grant: far },
    `Give Reader on other of role bot an end: it is given again for the next task. ${endSaid}`,
  ],
  [
    { kind: 'split-identity', parts: workloads(2), rest: [] },
    'Give a, b an identity each in place of role bot, with what it used; nothing stays with that one.',
  ],
  [
    { kind: 'split-identity', parts: workloads(5), rest: ['x'] },
    'Give a, b, c, d, e an identity each in place of role bot, with what it used; one privilege stays with that one.',
  ],
  [
    { kind: 'split-identity', parts: workloads(7), rest: ['x', 'y'] },
    'Give a, b, c, d, e and 2 more an identity each in place of role bot, with what it used; 2 privileges stay with that one.',
  ],
  [
    { kind: 'guard-step', place: { id: 'acme/site' } },
    'Let somebody else consent before anybody changes what role bot does: acme/site.',
  ],
  [{ kind: 'withdraw-from-group', grant: far }, 'Withdraw Reader from group ops.'],
  [
    { kind: 'withdraw-statement', grant: own, place: { pointer: '/Statement/10' } },
    'Take statement 11 out of Admin, from all who have it.',
  ],
  [
    { kind: 'withdraw-statement', grant: own, place: { pointer: '/Statement/1/Action' } },
    'Take the statement out of Admin, from all who have it.',
  ],
  [
    { kind: 'withdraw-statement', grant: own, place: {} },
    'Take the statement out of Admin, from all who have it.',
  ],
  [{ kind: 'narrow-to-used', used: [] }, 'Withdraw all that role bot has: it used nothing.'],
  [
    { kind: 'narrow-to-used', used: ['x'] },
    'Leave role bot what it used, one privilege, in place of what it has.',
  ],
  [
    { kind: 'narrow-to-used', used: ['x', 'y'] },
    'Leave role bot what it used, 2 privileges, in place of what it has.',
  ],
  [{ kind: 'end-credential', credential: { kind: 'access-key' } }, 'Switch off the access-key of role bot.'],
  [{ kind: 'end-identity' }, 'Quarantine role bot, which is not used.'],
  [
    { kind: 'narrow-trust', change: 'removed' },
    'Remove from the trust policy of role bot the outside parties that it accepts without any condition.',
  ],
  [{ kind: 'narrow-trust', change: 'narrowed' }, 'Let only the subjects in use become role bot.'],
  [
    {
      kind: 'cut-step',
      ways: [
        { by: 'iam:PassRole', to: 'scope:acme' },
        { by: 'x', to: 'a scope:b' },
        { by: 'y' },
        { by: 'y' },
      ],
    },
    'Take away from role bot the step: iam:PassRole (acme); x (a scope:b); y.',
  ],
])('%j', (part, says) => {
  expect(saysOf({ identity: bot, ...part } as unknown as Proposal)).toBe(says);
});
