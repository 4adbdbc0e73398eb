import { describe, expect, test } from 'vitest';
import { aws } from '../../../../connectors/aws/head.ts';
import { awsFormats } from '../../../../connectors/aws/import/formats.ts';
import { recognisedBy } from '../../../support/providers.ts';

describe('each file is recognised by one format', () => {
  test.each([
    [
      '{"UserDetailList":[],"GroupDetailList":[],"RoleDetailList":[],"Policies":[]}',
      'aws-account-authorization-details',
    ],
    ['user,arn,user_creation_time,password_enabled\n', 'aws-credential-report'],
    ['{"Content":"dXNlcixhcm4s","ReportFormat":"text/csv"}', 'aws-credential-report'],
    ['{"AccessKeyMetadata":[]}', 'aws-cli-list'],
    ['{"Accounts":[]}', 'aws-cli-list'],
    ['{"Results":[],"QueryInfo":{}}', 'aws-config-items'],
    ['{"fileVersion":"1.0","configSnapshotId":"x","configurationItems":[]}', 'aws-config-items'],
    ['{"UserId":"x","Account":"111111111111","Arn":"x"}', 'aws-caller-identity'],
  ])('%s', (head, id) => {
    expect(recognisedBy(head)).toEqual([id]);
  });

  test.each([
    ['a snapshot', '{"record":"header","schema":"nhi-audit/snapshot/v1"}'],
    ['text', 'hello'],
    ['nothing', ''],
    ['an empty object', '{}'],
    ['a list of numbers', '[1,2]'],
    ['bytes that are no text', '\u0000\uFFFD\uFFFD'],
  ])('%s is none of them', (_, head) => {
    expect(recognisedBy(head)).toEqual([]);
  });
});

test('ids are unique, and every title says how to make such a file', () => {
  expect(new Set(awsFormats.map(({ id }) => id)).size).toBe(awsFormats.length);
  for (const { title } of aws.files!) expect(title).toMatch(/\baws [a-z]+ [a-z-]+/);
});
