import { describe, expect, test } from 'vitest';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { application, estateOf, identityAt, idOf, record } from './support.ts';

/** When a credential was used, where the two reports of sign-ins tell it in different ways. */
const [old, newer] = ['c1000000-0000-4000-8000-000000000001', 'c1000000-0000-4000-8000-000000000002'];
const app = application('app', {
  passwordCredentials: [old, newer].map((keyId) => ({ keyId, startDateTime: '2025-01-01T00:00:00.000Z' })),
});
const principalUsed = (at: string): SnapshotRecord =>
  record('azure.sign-in', 'app', { appId: idOf('c app'), lastSignInActivity: { lastSignInDateTime: at } });
const keyUsed = (keyId: string, at: string): SnapshotRecord =>
  record('azure.credential-sign-in', keyId, { keyId, signInActivity: { lastSignInDateTime: at } });
const told = (records: readonly SnapshotRecord[]) => {
  const estate = estateOf([...app, ...records]);
  const identity = estate.identities[identityAt(estate, idOf('app'))]!;
  return [identity.lastUsedAt, ...identity.credentials.map(({ lastUsedAt }) => lastUsedAt)];
};
const [march, august] = ['2026-03-01T00:00:00.000Z', '2026-08-01T00:00:00.000Z'];

describe('use of a principal and of its credentials', () => {
  test.each<[string, readonly SnapshotRecord[], readonly unknown[]]>([
    ['nothing is told', [], [undefined, undefined, undefined]],
    ['one is used, so the other one never was', [keyUsed(newer, august)], [august, 'never', august]],
    ['none was used after the principal was', [principalUsed(march)], [march, march, march]],
    [
      'the principal seems idle while a credential is used: that is use of the principal',
      [principalUsed(march), keyUsed(newer, august)],
      [august, 'never', august],
    ],
    [
      'the principal was used since, by something else',
      [principalUsed(august), keyUsed(newer, march)],
      [august, 'never', march],
    ],
  ])('%s', (_, records, expected) => {
    expect(told(records)).toEqual(expected);
  });
  test('of one that no report lists the time is the latest it can be, and says so', () => {
    const mostOf = (records: readonly SnapshotRecord[]) => {
      const estate = estateOf([...app, ...records]);
      return estate.identities[identityAt(estate, idOf('app'))]!.credentials.map(
        ({ lastUsedAtMost }) => lastUsedAtMost ?? false,
      );
    };
    expect(mostOf([principalUsed(march)])).toEqual([true, true]);
    expect(mostOf([principalUsed(march), keyUsed(newer, august)])).toEqual([false, false]);
  });
});
