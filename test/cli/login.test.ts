import { expect, test } from 'vitest';
import { cli } from '../support/cli.ts';

const env = {
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
};

test('without credentials: the cause and its cure, and no page of zeros', async () => {
  const { code, stdout, stderr } = await cli(['scan', '--aws', '--no-config'], { env });
  expect(code).toBe(3);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^nhi-audit: aws: .*there are no AWS credentials.*aws configure sso/);
  expect(stderr.trim().split('\n')).toHaveLength(2);
});

test('a program is given its document all the same, the cause first', async () => {
  const { code, stdout } = await cli(['scan', '--aws', '--no-config', '--format', 'json'], { env });
  expect(code).toBe(3);
  expect(JSON.parse(stdout).coverage[0]).toMatchObject({
    source: 'sts:GetCallerIdentity',
    status: 'denied',
  });
});
