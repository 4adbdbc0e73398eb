import { describe } from 'vitest';
import { allow, arn, reportRow, user } from '../../../support/aws-sketch.ts';
import { boss, checkTraps, type Trap } from './trap.ts';

const setPassword = (...more: readonly string[]) =>
  user('start', { inline: [[allow(['iam:UpdateLoginProfile', ...more], arn.user('boss'))]] });
const makeKey = user('start', { inline: [[allow('iam:CreateAccessKey', arn.user('boss'))]] });

const traps: readonly Trap[] = [
  {
    name: 'a password of a user without a second factor',
    why: 'the report says that it has a password and nothing else',
    is: 'admin',
    records: [setPassword(), boss, reportRow('boss', { password: true })],
  },
  {
    name: 'a password of a user with a second factor',
    why: 'the console asks for the device as well',
    is: 'none',
    records: [setPassword(), boss, reportRow('boss', { password: true, mfa: true })],
  },
  {
    name: 'a password of a user whose second factor it may take off',
    why: 'without the device the password is enough',
    is: 'admin',
    records: [setPassword('iam:DeactivateMFADevice'), boss, reportRow('boss', { password: true, mfa: true })],
  },
  {
    name: 'a password of a user of whom no report tells',
    why: 'there may be no password to set',
    is: 'adminIf',
    records: [setPassword(), boss],
  },
  {
    name: 'a key of a user with a second factor',
    why: 'keys ask for none, unless a policy does',
    is: 'admin',
    records: [makeKey, boss, reportRow('boss', { password: true, mfa: true })],
  },
];

describe('a second factor stands before the console', () => {
  checkTraps(traps);
});
