import {
  AddUserToGroupCommand,
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreateLoginProfileCommand,
  CreateOpenIDConnectProviderCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
  PutGroupPolicyCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  TagUserCommand,
} from '@aws-sdk/client-iam';
import { account } from './seed.ts';

type Statement = Readonly<Record<string, unknown>>;
const document = (...statements: readonly Statement[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });
const allow = (
  Action: string | readonly string[],
  Resource: string | readonly string[] = '*',
): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
});
const trust = (Principal: object, Action = 'sts:AssumeRole', more = {}): string =>
  document({ Effect: 'Allow', Principal, Action, ...more });
const service = (name: string): string => trust({ Service: `${name}.amazonaws.com` });

const administrator = 'arn:aws:iam::aws:policy/AdministratorAccess';
const role = (name: string): string => `arn:aws:iam::${account}:role/${name}`;
const user = (name: string): string => `arn:aws:iam::${account}:user/${name}`;

/** Inline policies of users, each a way to administrator of another kind. */
const inlineOfUsers: Readonly<Record<string, string>> = {
  'writes-own-policy': document(
    allow('iam:PutUserPolicy', user('writes-own-policy')),
    allow('s3:ListAllMyBuckets'),
  ),
  'passes-to-lambda': document(
    allow('iam:PassRole', role('admin')),
    allow(['lambda:CreateFunction', 'lambda:InvokeFunction', 'lambda:GetFunction']),
  ),
  'assumes-admin': document(allow('sts:AssumeRole', role('admin-of-account'))),
  'has-wildcard': document(allow(['iam:Create*', 's3:GetObject'])),
  "it's named; $(touch hostile)": document(allow('sts:AssumeRole', role('admin-of-account'))),
};

/** Inline policies of roles. */
const inlineOfRoles: Readonly<Record<string, string>> = {
  'writes-roles': document(allow(['iam:PutRolePolicy', 'iam:AttachRolePolicy', 'iam:GetRole'])),
  'all-of-secrets': document(allow('secretsmanager:*')),
  ended: document({
    ...allow('s3:*'),
    Condition: { DateLessThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } },
  }),
};

/** An account with many things wrong, one of each. Names as IAM takes them, and some that a shell would not. */
export const seedFaults = async (url: string): Promise<void> => {
  const iam = new IAMClient({
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'emulator' },
  });
  const users = [...Object.keys(inlineOfUsers), 'ci', 'dormant', 'shared', 'member', 'owned'];
  for (const UserName of users) await iam.send(new CreateUserCommand({ UserName }));
  for (const [UserName, PolicyDocument] of Object.entries(inlineOfUsers))
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'own rights', PolicyDocument }));
  await iam.send(new TagUserCommand({ UserName: 'owned', Tags: [{ Key: 'owner', Value: 'team-a' }] }));
  await iam.send(new AttachUserPolicyCommand({ UserName: 'ci', PolicyArn: administrator }));
  for (const UserName of ['ci', 'dormant', 'dormant', 'shared', 'assumes-admin'])
    await iam.send(new CreateAccessKeyCommand({ UserName }));
  await iam.send(new CreateLoginProfileCommand({ UserName: 'shared', Password: 'Emulator-only-1' }));
  await iam.send(new CreateGroupCommand({ GroupName: 'makers' }));
  await iam.send(
    new PutGroupPolicyCommand({
      GroupName: 'makers',
      PolicyName: 'keys',
      PolicyDocument: document(allow('iam:CreateAccessKey', user('ci')), allow('s3:GetObject')),
    }),
  );
  await iam.send(new AddUserToGroupCommand({ GroupName: 'makers', UserName: 'member' }));

  const makeRole = async (RoleName: string, AssumeRolePolicyDocument: string): Promise<void> => {
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  };
  for (const [RoleName, PolicyDocument] of Object.entries(inlineOfRoles)) {
    await makeRole(RoleName, service('lambda'));
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'own', PolicyDocument }));
  }
  await makeRole('admin', service('lambda'));
  await makeRole('admin-of-account', trust({ AWS: `arn:aws:iam::${account}:root` }));
  for (const RoleName of ['admin', 'admin-of-account'])
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: administrator }));
  await makeRole('power', service('ec2'));
  await iam.send(
    new AttachRolePolicyCommand({ RoleName: 'power', PolicyArn: 'arn:aws:iam::aws:policy/PowerUserAccess' }),
  );
  const own = await iam.send(
    new CreatePolicyCommand({
      PolicyName: 'deploy',
      PolicyDocument: document(allow('iam:AttachRolePolicy', role('deployer')), allow('s3:PutObject')),
    }),
  );
  await makeRole('deployer', service('ec2'));
  await iam.send(new AttachRolePolicyCommand({ RoleName: 'deployer', PolicyArn: own.Policy?.Arn ?? '' }));

  const github = await iam.send(
    new CreateOpenIDConnectProviderCommand({
      Url: 'https://token.actions.githubusercontent.com',
      ClientIDList: ['sts.amazonaws.com'],
      ThumbprintList: ['6938fd4d98bab03faadb97b34396831e3780aea1'],
    }),
  );
  await makeRole(
    'open-deploy',
    trust({ Federated: github.OpenIDConnectProviderArn }, 'sts:AssumeRoleWithWebIdentity', {
      Condition: { StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' } },
    }),
  );
  await makeRole(
    'vendor',
    trust({ AWS: ['arn:aws:iam::999988887777:root', `arn:aws:iam::${account}:root`] }),
  );
  await makeRole('anybody', trust({ AWS: '*' }));
  await makeRole('flow-logs', service('vpc-flow-logs'));
  await makeRole('left', trust({ AWS: ['AIDAEXAMPLEGONE000001', `arn:aws:iam::${account}:root`] }));
  for (const RoleName of ['open-deploy', 'vendor', 'anybody', 'flow-logs', 'left'])
    await iam.send(
      new PutRolePolicyCommand({
        RoleName,
        PolicyName: 'read',
        PolicyDocument: document(allow('s3:GetObject')),
      }),
    );
  iam.destroy();
};
