import { expect, test } from 'vitest';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import {
  administrator,
  allow,
  arn,
  document,
  policy,
  role,
  type Statement,
  trusting,
  trustingService,
  user,
  verdictOf,
} from '../../../support/aws-sketch.ts';

/** What a careful reader of AWS's documentation would say of each; `why` is that reason. */
export interface Trap {
  readonly name: string;
  readonly why: string;
  readonly is: 'admin' | 'adminIf' | 'none';
  readonly of?: string;
  readonly records: readonly SnapshotRecord[];
}

export const me = arn.user('start');
export const attach = 'iam:AttachUserPolicy';
export const attachMe = allow(attach, me);
export const boss = user('boss', { attached: [administrator] });
export const start = (...inline: Parameters<typeof allow>[]) =>
  user('start', { inline: [inline.map((parts) => allow(...parts))] });
/** What the user `start` comes to with some statements of its own. */
export const holds = (
  name: string,
  why: string,
  is: Trap['is'],
  statements: readonly Statement[],
  ...more: Trap['records']
): Trap => ({ name, why, is, records: [user('start', { inline: [statements] }), ...more] });
export const adminRole = (trust: unknown, name = 'admin', tags: Readonly<Record<string, string>> = {}) =>
  role(name, trust, { attached: [administrator], tags });
export const trustRoot = trusting({ AWS: arn.root() });
export const assumeAny = allow('sts:AssumeRole');
export const assumer = user('start', { inline: [[assumeAny]] });
export const passAndCreate = (resource: string, condition?: Parameters<typeof allow>[2]) =>
  user('start', {
    inline: [
      [allow('iam:PassRole', resource, condition), allow(['lambda:CreateFunction', 'lambda:InvokeFunction'])],
    ],
  });
export const passAndCreateWith = (...more: readonly Statement[]) =>
  user('start', {
    inline: [[allow('iam:PassRole'), allow(['lambda:CreateFunction', 'lambda:InvokeFunction']), ...more]],
  });
export const lambdaAdmin = adminRole(trustingService('lambda.amazonaws.com'));
export const past = '2026-01-01T00:00:00Z';
export const future = '2026-06-20T00:00:00Z';
export const far = '2030-01-01T00:00:00Z';
export const fullAccess = allow('*');
export const managed = (name: string, ...statements: readonly Statement[]) =>
  policy(name, document(...statements));

export const when = (operator: string, key: string, value: string | readonly string[]) => ({
  [operator]: { [key]: value },
});
export const conditional = (condition: Parameters<typeof allow>[2]) =>
  user('start', { inline: [[allow(attach, me, condition)]] });
export const federated = { Federated: 'arn:aws:iam::111122223333:saml-provider/AWSSSO_1_DO_NOT_DELETE' };

export const checkTraps = (traps: readonly Trap[]): void => {
  test.each(traps)('$name: $is', ({ records, of, is, why }) => {
    expect(verdictOf(records, of ?? me), why).toBe(is);
  });
};
