import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import {
  CreateAccountCommand,
  CreateOrganizationCommand,
  ListAccountsCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';

const own = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'emulator-secret' };

/** An organisation of so many accounts, each with a role that the next one may enter, and one in three an administrator. */
export const seedOrganization = async (url: string, count: number): Promise<readonly string[]> => {
  const to = { endpoint: url, region: 'us-east-1' };
  const organizations = new OrganizationsClient({ ...to, credentials: own });
  await organizations.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
  for (let n = 1; n < count; n += 1)
    await organizations.send(
      new CreateAccountCommand({ AccountName: `team-${n}`, Email: `team-${n}@example.com` }),
    );
  const accounts: string[] = [];
  let token: string | undefined;
  do {
    const page = await organizations.send(
      new ListAccountsCommand(token === undefined ? {} : { NextToken: token }),
    );
    accounts.push(...(page.Accounts ?? []).flatMap(({ Id }) => Id ?? []));
    token = page.NextToken;
  } while (token !== undefined);
  const sts = new STSClient({ ...to, credentials: own });
  for (const [index, account] of accounts.entries()) {
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${account}:role/seed`, RoleSessionName: 'seed' }),
    );
    const iam = new IAMClient({
      ...to,
      credentials: {
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: Credentials?.SecretAccessKey ?? '',
        sessionToken: Credentials?.SessionToken ?? '',
      },
    });
    const next = accounts[(index + 1) % accounts.length]!;
    const trust = (AWS: string): string =>
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' }],
      });
    await iam.send(
      new CreateRoleCommand({
        RoleName: 'shared',
        AssumeRolePolicyDocument: trust(`arn:aws:iam::${next}:root`),
      }),
    );
    await iam.send(new CreateUserCommand({ UserName: `robot-${index}` }));
    if (index % 3 === 0) {
      await iam.send(
        new AttachRolePolicyCommand({
          RoleName: 'shared',
          PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
        }),
      );
    }
    iam.destroy();
  }
  organizations.destroy();
  sts.destroy();
  return accounts;
};
