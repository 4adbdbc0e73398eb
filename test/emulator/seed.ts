import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreateLoginProfileCommand,
  CreateOpenIDConnectProviderCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateSAMLProviderCommand,
  CreateUserCommand,
  IAMClient,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  UploadSSHPublicKeyCommand,
} from '@aws-sdk/client-iam';

/** moto's account. */
export const account = '123456789012';
export const arnOf = (path: string): string => `arn:aws:iam::${account}:${path}`;

const administrator = 'arn:aws:iam::aws:policy/AdministratorAccess';
const document = (action: string | readonly string[], resource = '*'): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: action, Resource: resource }],
  });
const trust = (principal: object, action = 'sts:AssumeRole', condition = {}): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action: action, ...condition }],
  });

const plainRoles = 2497;
/** All roles: the plain ones and the three with a story. */
export const roles = plainRoles + 3;
export const users = ['ci', 'clerk', 'dormant', 'git'];

/**
 * An account with stories in it: `ci` has a key and is an administrator; `escalator` may set any role's policy;
 * `open-deploy` trusts every GitHub repository; `vendor` is trusted by another account without an external id.
 */
export const seed = async (url: string): Promise<void> => {
  const iam = new IAMClient({
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'emulator' },
  });
  for (const UserName of users) await iam.send(new CreateUserCommand({ UserName }));
  await iam.send(new CreateGroupCommand({ GroupName: 'readers' }));
  await iam.send(new AddUserToGroupCommand({ GroupName: 'readers', UserName: 'clerk' }));
  const own = await iam.send(
    new CreatePolicyCommand({
      PolicyName: 'read-reports',
      PolicyDocument: document('s3:GetObject', 'arn:aws:s3:::reports/*'),
    }),
  );
  const PolicyArn = own.Policy?.Arn ?? '';
  await iam.send(new AttachGroupPolicyCommand({ GroupName: 'readers', PolicyArn }));
  await iam.send(new AttachUserPolicyCommand({ UserName: 'ci', PolicyArn: administrator }));
  await iam.send(new CreateAccessKeyCommand({ UserName: 'ci' }));
  await iam.send(new CreateLoginProfileCommand({ UserName: 'clerk', Password: 'Emulator-only-1' }));
  for (let n = 0; n < 2; n += 1) await iam.send(new CreateAccessKeyCommand({ UserName: 'dormant' }));
  await iam.send(
    new PutUserPolicyCommand({
      UserName: 'git',
      PolicyName: 'push',
      PolicyDocument: document('codecommit:GitPush'),
    }),
  );
  await iam.send(
    new UploadSSHPublicKeyCommand({ UserName: 'git', SSHPublicKeyBody: 'ssh-rsa AAAA emulator' }),
  );

  const github = await iam.send(
    new CreateOpenIDConnectProviderCommand({
      Url: 'https://token.actions.githubusercontent.com',
      ClientIDList: ['sts.amazonaws.com'],
      ThumbprintList: ['6938fd4d98bab03faadb97b34396831e3780aea1'],
    }),
  );
  const metadata = `<EntityDescriptor entityID="emulator">${' '.repeat(1000)}</EntityDescriptor>`;
  await iam.send(new CreateSAMLProviderCommand({ Name: 'idp', SAMLMetadataDocument: metadata }));

  await iam.send(
    new CreateRoleCommand({
      RoleName: 'open-deploy',
      AssumeRolePolicyDocument: trust(
        { Federated: github.OpenIDConnectProviderArn },
        'sts:AssumeRoleWithWebIdentity',
        { Condition: { StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' } } },
      ),
    }),
  );
  await iam.send(new AttachRolePolicyCommand({ RoleName: 'open-deploy', PolicyArn: administrator }));
  await iam.send(
    new CreateRoleCommand({
      RoleName: 'vendor',
      AssumeRolePolicyDocument: trust({ AWS: 'arn:aws:iam::999988887777:root' }),
    }),
  );
  await iam.send(
    new PutRolePolicyCommand({ RoleName: 'vendor', PolicyName: 'read', PolicyDocument: document('s3:*') }),
  );
  await iam.send(
    new CreateRoleCommand({
      RoleName: 'escalator',
      AssumeRolePolicyDocument: trust({ Service: 'lambda.amazonaws.com' }),
    }),
  );
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: 'escalator',
      PolicyName: 'escalate',
      PolicyDocument: document(['iam:PutRolePolicy', 'iam:AttachRolePolicy']),
    }),
  );

  // One after the other: where two creations meet, moto may answer 500 ("dictionary changed size during iteration").
  for (let n = 0; n < plainRoles; n += 1) {
    const RoleName = `service-${String(n).padStart(4, '0')}`;
    const AssumeRolePolicyDocument = trust({ Service: 'ec2.amazonaws.com' });
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    if (n % 5 === 0) await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  }
  iam.destroy();
};
