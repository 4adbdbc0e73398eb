import type { AccessKeyMetadata } from '@aws-sdk/client-iam';
import { describe, expect, test } from 'vitest';
import { lastUsesByReport, usersWithKeys } from '../../../../connectors/aws/collect/access-keys.ts';
import type { AwsCredentialReportRow } from '../../../../connectors/aws/facts/records.ts';
import { keySlot, reportColumns, reportRow, sampleAccount } from '../../../support/aws-account.ts';
import { collectFrom, ofKind } from './support.ts';

const arn = 'arn:aws:iam::111111111111:user/ci';
const key = (
  AccessKeyId: string,
  day: number,
  Status: 'Active' | 'Inactive' = 'Active',
): AccessKeyMetadata => ({
  UserName: 'ci',
  AccessKeyId,
  Status,
  CreateDate: new Date(Date.UTC(2025, 0, day)),
});
const row = (...slots: readonly string[]): AwsCredentialReportRow => {
  const values = reportRow(arn, slots).split(',');
  return Object.fromEntries(
    reportColumns.split(',').map((name, at) => [name, values[at]]),
  ) as AwsCredentialReportRow;
};
const used = '2025-06-01T00:00:00+00:00';
const inactive = (slot: string): string => slot.replace('true', 'false');

describe('the last use of a key is taken from the report', () => {
  test.each([
    ['of the only key', [key('A', 1)], row(keySlot(1, used)), { A: used }],
    ['of the only key, whose state was changed later', [key('A', 1)], row(keySlot(9, used)), { A: used }],
    ['that was never used', [key('A', 1)], row(keySlot(1)), { A: undefined }],
    [
      'of two keys made on different days',
      [key('A', 1), key('B', 2)],
      row(keySlot(2, used), keySlot(1)),
      { A: undefined, B: used },
    ],
    [
      'of two keys of which one is inactive',
      [key('A', 1), key('B', 1, 'Inactive')],
      row(inactive(keySlot(1, used)), keySlot(1)),
      { A: undefined, B: used },
    ],
  ])('%s', (_, keys, report, expected) => {
    const found = lastUsesByReport(keys, report);
    expect(Object.fromEntries([...found].map(([id, use]) => [id, use.LastUsedDate]))).toEqual(expected);
  });
});

describe('the last use of a key is left open', () => {
  test.each([
    ['where there is no row', [key('A', 1)], undefined],
    [
      'where two keys were made in the same second',
      [key('A', 1), key('B', 1)],
      row(keySlot(1, used), keySlot(1)),
    ],
    ['where a key was made since the report', [key('A', 1), key('B', 5)], row(keySlot(1, used))],
    [
      'where the key is younger than the slot: another one, replaced since',
      [key('B', 5)],
      row(keySlot(1, used)),
    ],
    ['where the report has no information', [key('A', 1)], row(keySlot(1).replace('N/A', 'no_information'))],
  ])('%s', (_, keys, report) => {
    expect(lastUsesByReport(keys, report).size).toBe(0);
  });
});

describe('keys are listed', () => {
  const users = { names: ['ci', 'idle', 'new'], whole: true };

  test('for users with an active key, and for users that the report does not know', () => {
    const report = new Map([
      ['ci', row(keySlot(1))],
      ['idle', row(inactive(keySlot(1)))],
    ]);
    expect(usersWithKeys(users, report).names).toEqual(['ci', 'new']);
  });

  test('for all users where there is no report', () => {
    expect(usersWithKeys(users, undefined).names).toEqual(users.names);
  });

  test('and only those that cannot be told apart in the report are asked for their last use', async () => {
    const sample = sampleAccount();
    const clear = { ...sample, accessKeys: { ci: [key('A', 1), key('B', 2)] } };
    const report = [reportColumns, reportRow(arn, [keySlot(1, used), keySlot(2)])].join('\n');
    const one = await collectFrom({ accounts: [{ ...clear, report }] });
    expect(one.calls['iam:GetAccessKeyLastUsed']).toBeUndefined();
    expect(ofKind(one, 'aws.access-key').map(({ data }) => data)).toEqual([
      expect.objectContaining({
        AccessKeyId: 'A',
        LastUsedDate: '2025-06-01T00:00:00.000Z',
        ServiceName: 's3',
        LastUsedCollected: true,
      }),
      expect.objectContaining({ AccessKeyId: 'B', ServiceName: 'N/A', LastUsedCollected: true }),
    ]);
    const two = await collectFrom({ accounts: [sample] });
    expect(two.calls['iam:GetAccessKeyLastUsed']).toBe(2);
  });
});
