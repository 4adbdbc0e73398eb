import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sampleAccount } from '../support/aws-account.ts';
import { startLoopback } from '../support/aws-loopback.ts';
import { cli, temporaryFolder } from '../support/cli.ts';

test('--aws-resume goes on from where the credentials ran out, and dates the snapshot by its beginning', async () => {
  const folder = temporaryFolder();
  const journal = join(folder, 'journal.ndjson');
  let expired = true;
  let made = 0;
  const aws = await startLoopback({
    accounts: [sampleAccount('111111111111')],
    fault: () => {
      made += 1;
      return expired && made > 8 ? { kind: 'error', code: 'ExpiredToken', status: 403 } : undefined;
    },
  });
  const env = {
    AWS_ENDPOINT_URL: aws.url,
    AWS_ACCESS_KEY_ID: 'AKIA111111111111',
    AWS_SECRET_ACCESS_KEY: 'loopback',
    AWS_REGION: 'eu-west-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
  const collect = (snapshot: string) =>
    cli(['collect', '--aws-resume', journal, '--snapshot', join(folder, snapshot)], { env });
  try {
    expect((await collect('first.ndjson')).code).toBe(0);
    const begun = JSON.parse(readFileSync(journal, 'utf8').split('\n', 1)[0]!).collectedAt;
    expired = false;
    const before = aws.requests.length;
    expect((await collect('second.ndjson')).code).toBe(0);
    const calls = aws.requests.slice(before).map(({ call }) => call);
    expect(calls).not.toContain('iam:GetAccountAuthorizationDetails');
    expect(calls.length).toBeGreaterThan(3);
    const text = readFileSync(join(folder, 'second.ndjson'), 'utf8');
    expect(JSON.parse(text.split('\n', 1)[0]!).collectedAt).toBe(begun);
    expect(text).not.toContain('ExpiredToken');
    expect(readFileSync(join(folder, 'first.ndjson'), 'utf8')).toContain('ExpiredToken');
    expect(existsSync(journal)).toBe(false);
  } finally {
    await aws.close();
  }
});
