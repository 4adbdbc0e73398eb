import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { allow, encoded, sampleAccount } from '../support/aws-account.ts';
import { startLoopback } from '../support/aws-loopback.ts';
import { canaries } from '../support/canaries.ts';
import { cliProcess, temporaryFolder } from '../support/cli.ts';

/** What a collection leaves on the disk besides its snapshot: the journal of one that broke off, and code compiled for the next start. */
test('no secret that the account holds is in a journal, a cache or anything printed', async () => {
  const folder = temporaryFolder();
  const [journal, cache] = [join(folder, 'journal.ndjson'), join(folder, 'cache')];
  const planted = canaries.map(([, text]) => text).join('\n');
  const account = sampleAccount('111111111111');
  const document = { ...allow('s3:GetObject'), Id: planted };
  let made = 0;
  const aws = await startLoopback({
    accounts: [
      {
        ...account,
        roles: [
          ...(account.roles ?? []),
          {
            RoleName: 'leaky',
            Arn: 'arn:aws:iam::111111111111:role/leaky',
            Path: '/',
            RoleId: 'AROALEAKY',
            CreateDate: new Date(0),
            AssumeRolePolicyDocument: encoded(document),
            RolePolicyList: [{ PolicyName: 'p', PolicyDocument: encoded(document) }],
            AttachedManagedPolicies: [],
            InstanceProfileList: [],
            Tags: [{ Key: 'note', Value: planted }],
          },
        ],
      },
    ],
    fault: () => {
      made += 1;
      return made > 8 ? { kind: 'error', code: 'ExpiredToken', status: 403 } : undefined;
    },
  });
  try {
    const run = await cliProcess(
      ['collect', '--aws-resume', journal, '--snapshot', join(folder, 'snapshot.ndjson')],
      {
        cwd: folder,
        env: {
          XDG_CACHE_HOME: cache,
          AWS_ENDPOINT_URL: aws.url,
          AWS_ACCESS_KEY_ID: 'AKIA111111111111',
          AWS_SECRET_ACCESS_KEY: 'loopback',
          AWS_REGION: 'eu-west-1',
          AWS_EC2_METADATA_DISABLED: 'true',
          AWS_CONFIG_FILE: '/dev/null',
          AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
        },
      },
    );
    expect(run.code, run.stderr).toBe(0);
    expect(existsSync(journal)).toBe(true);
    expect(readFileSync(journal, 'utf8')).toContain('role/leaky');
    const files = readdirSync(folder, { recursive: true })
      .map((name) => join(folder, String(name)))
      .filter((path) => statSync(path).isFile());
    expect(files.some((path) => path.startsWith(cache))).toBe(true);
    const everything = [run.stdout, run.stderr, ...files.map((path) => readFileSync(path, 'latin1'))];
    for (const [form, , secret] of canaries)
      expect({ form, found: everything.some((text) => text.includes(secret)) }).toEqual({
        form,
        found: false,
      });
  } finally {
    await aws.close();
  }
});
