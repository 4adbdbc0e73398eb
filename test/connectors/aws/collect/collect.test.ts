import { describe, expect, test } from 'vitest';
import { awsCalls, callId } from '../../../../connectors/aws/collect/calls.ts';
import { collectAws } from '../../../../connectors/aws/collect/index.ts';
import { InputError } from '../../../../src/model/input-error.ts';
import { sampleAccount, sampleOrganization } from '../../../support/aws-account.ts';
import { collectFrom, ofKind, statusOf } from './support.ts';

const account = '111111111111';
const admin = `arn:aws:iam::${account}:role/admin`;
const usage = { budget: 100, choose: () => [admin] };

describe('one account', () => {
  test('every fact of it arrives as a record', async () => {
    const collected = await collectFrom({ accounts: [sampleAccount()] }, { usage, workloads: {} });
    const counts = Object.fromEntries(
      [...Map.groupBy(collected.records, ({ record }) => record)]
        .map(([kind, all]) => [kind, all.length])
        .sort(),
    );
    expect(counts).toEqual({
      'aws.access-key': 2,
      'aws.account': 1,
      'aws.account-summary': 1,
      'aws.bucket-acl': 4,
      'aws.caller': 1,
      'aws.credential-report-row': 4,
      'aws.delegation-request': 1,
      'aws.group': 1,
      'aws.key-grant': 2,
      'aws.oidc-provider': 1,
      'aws.outbound-federation': 1,
      'aws.parameter': 4,
      'aws.policy': 2,
      'aws.public-access-block': 5,
      'aws.resource-policy': 14,
      'aws.role': 2,
      'aws.saml-provider': 1,
      'aws.secret': 4,
      'aws.service-last-accessed': 1,
      'aws.service-specific-credential': 1,
      'aws.signing-certificate': 1,
      'aws.ssh-public-key': 1,
      'aws.user': 3,
      'aws.workload': 25,
    });
    expect(new Set(collected.records.map(({ scope }) => scope))).toEqual(new Set([account]));
  });

  test('every call of an account is covered and complete, but SSH keys of users whom they would open nothing', async () => {
    const collected = await collectFrom({ accounts: [sampleAccount()] }, { usage, workloads: {} });
    const wanted = awsCalls.filter(({ part }) => part !== 'session' && part !== 'organization').map(callId);
    for (const call of wanted) {
      // AWS Config records in one of the two regions.
      const inOne = /^config:(Select|.*Status)/.test(call);
      expect(statusOf(collected, call), call).toContain(inOne ? 'partial' : 'complete');
    }
    const open = collected.coverage.filter(({ status }) => status !== 'complete');
    expect(open.filter(({ source }) => !source.startsWith('config:'))).toEqual([
      expect.objectContaining({ source: 'iam:ListSSHPublicKeys', status: 'skipped', gives: [] }),
    ]);
  });

  test('fields without a place in the snapshot are dropped', async () => {
    const text = JSON.stringify(
      (await collectFrom({ accounts: [sampleAccount()] }, { usage, workloads: {} })).records,
    );
    for (const dropped of [
      'service-user-name',
      'service-credential-alias',
      'certificate-body',
      'request-message',
      'ThumbprintList',
      'SecretAccessKey',
    ]) {
      expect(text).not.toContain(dropped);
    }
  });

  test('policy documents are decoded, and kept as text where they are none', async () => {
    const collected = await collectFrom({ accounts: [sampleAccount()] });
    const roles = ofKind(collected, 'aws.role').map(
      ({ data }) => data as { AssumeRolePolicyDocument: unknown },
    );
    expect(roles[0]?.AssumeRolePolicyDocument).toMatchObject({ Statement: [{ Action: 'sts:AssumeRole' }] });
    expect(roles[1]?.AssumeRolePolicyDocument).toBe('%7Bnot json');
  });

  test('pages are followed to the last one', async () => {
    const whole = await collectFrom({ accounts: [sampleAccount()] });
    const paged = await collectFrom({ accounts: [sampleAccount()], pageSize: 1 });
    expect(paged.calls['iam:GetAccountAuthorizationDetails']).toBe(8);
    expect(paged.calls['iam:ListAccessKeys']).toBe(2);
    expect(new Set(paged.records.map((record) => JSON.stringify(record)))).toEqual(
      new Set(whole.records.map((record) => JSON.stringify(record))),
    );
  });

  test('a credential report that takes its time is waited for', async () => {
    const collected = await collectFrom({ accounts: [{ ...sampleAccount(), reportDelay: 3 }] });
    expect(collected.calls['iam:GetCredentialReport']).toBe(4);
    expect(statusOf(collected, 'iam:GetCredentialReport')).toEqual(['complete']);
  });

  test('a credential report that never comes is not taken for an empty one', async () => {
    const collected = await collectFrom({ accounts: [{ ...sampleAccount(), reportDelay: 1000 }] });
    expect(statusOf(collected, 'iam:GetCredentialReport')).toEqual(['partial']);
    // Nothing tells who has keys: all three users are asked for.
    expect(collected.calls['iam:ListAccessKeys']).toBe(3);
    expect(statusOf(collected, 'iam:ListSigningCertificates')).toEqual(['skipped']);
  });

  test('outbound federation that is off is a fact, not an error', async () => {
    const { issuer: _, ...off } = sampleAccount();
    const collected = await collectFrom({ accounts: [off] });
    expect(ofKind(collected, 'aws.outbound-federation')[0]?.data).toEqual({ JwtVendingEnabled: false });
    expect(statusOf(collected, 'iam:GetOutboundWebIdentityFederationInfo')).toEqual(['complete']);
  });

  test('where AWS refuses to list the service credentials of all users at once, users are asked one by one', async () => {
    const collected = await collectFrom({
      accounts: [sampleAccount()],
      fault: ({ call, input }) =>
        call === 'iam:ListServiceSpecificCredentials' && input.AllUsers === 'true'
          ? { kind: 'error', code: 'ValidationError', status: 400 }
          : undefined,
    });
    expect(ofKind(collected, 'aws.service-specific-credential')).toHaveLength(1);
    expect(collected.calls['iam:ListServiceSpecificCredentials']).toBe(4);
    expect(statusOf(collected, 'iam:ListServiceSpecificCredentials')).toEqual(['complete']);
  });

  test('progress names the source and counts what was read', async () => {
    const seen: unknown[] = [];
    await collectFrom({ accounts: [sampleAccount()] }, { onProgress: (progress) => seen.push(progress) });
    const source = 'iam:GetAccountAuthorizationDetails';
    expect(seen).toContainEqual({ connector: 'aws', scope: account, source, count: 8 });
  });
});

describe('usage', () => {
  test('is not asked for without being wanted, and coverage says how to', async () => {
    const collected = await collectFrom({ accounts: [sampleAccount()] });
    expect(collected.coverage).toContainEqual(
      expect.objectContaining({ status: 'skipped', detail: expect.stringContaining('--aws-usage') }),
    );
    expect(collected.calls['iam:GenerateServiceLastAccessedDetails']).toBeUndefined();
  });

  test('what does not fit in the budget is partial, with figures, and the budget is kept', async () => {
    const arns = Array.from({ length: 9 }, (_, index) => `arn:aws:iam::${account}:role/r${index}`);
    const collected = await collectFrom(
      { accounts: [sampleAccount()] },
      { usage: { budget: 7, choose: () => arns } },
    );
    const calls = ['Generate', 'Get'].map(
      (verb) => collected.calls[`iam:${verb}ServiceLastAccessedDetails`] ?? 0,
    );
    expect(calls[0]! + calls[1]!).toBeLessThanOrEqual(7);
    expect(collected.coverage).toContainEqual(
      expect.objectContaining({
        source: 'iam:GetServiceLastAccessedDetails',
        status: 'partial',
        detail: expect.stringMatching(/^3 of 9 privileged identities read.*budget/),
      }),
    );
  });

  test('the choice is made from all records of all accounts', async () => {
    let kinds = new Set<string>();
    const choose = (records: readonly { readonly record: string }[]) => {
      kinds = new Set(records.map(({ record }) => record));
      return [];
    };
    await collectFrom({ accounts: [sampleAccount()] }, { usage: { budget: 10, choose } });
    expect([...kinds]).toEqual(expect.arrayContaining(['aws.user', 'aws.role', 'aws.policy', 'aws.account']));
  });
});

describe('several accounts', () => {
  const accounts = [sampleAccount(account), sampleAccount('222222222222')];

  test('all active accounts of the organisation are entered, and the closed one is said to be left out', async () => {
    const collected = await collectFrom(
      { accounts, organization: sampleOrganization },
      { organization: true },
    );
    expect(ofKind(collected, 'aws.role').map(({ scope }) => scope)).toEqual(
      expect.arrayContaining([account, '222222222222']),
    );
    expect(statusOf(collected, 'iam:GetAccountAuthorizationDetails', '333333333333')).toEqual(['skipped']);
    const accountsById = Object.fromEntries(
      ofKind(collected, 'aws.account').map(({ id, data }) => [id, data]),
    );
    expect(accountsById).toEqual({
      [account]: expect.objectContaining({ ParentId: 'r-root', Alias: `alias-${account}`, Status: 'ACTIVE' }),
      '222222222222': expect.objectContaining({
        ParentId: 'ou-root-prod',
        Tags: [{ Key: 'environment', Value: 'production' }],
      }),
      '333333333333': expect.objectContaining({ Status: 'CLOSED' }),
    });
    expect(ofKind(collected, 'aws.organizational-unit').map(({ data }) => data)).toEqual([
      { Id: 'ou-root-work', Name: 'Workloads', ParentId: 'r-root' },
      { Id: 'ou-root-prod', Name: 'Production', ParentId: 'ou-root-work' },
    ]);
    expect(ofKind(collected, 'aws.organization-policy').map(({ data }) => data)).toEqual([
      expect.objectContaining({ Id: 'p-FullAWSAccess', Targets: ['r-root', 'ou-root-prod'] }),
      expect.objectContaining({
        Id: 'p-RCPFullAWSAccess',
        Content: expect.objectContaining({ Statement: expect.anything() }),
      }),
    ]);
    expect(JSON.stringify(collected.records)).not.toContain('@example.com');
  });

  test('the paths that ListAccounts gives save the calls for each parent', async () => {
    const paths: Readonly<Record<string, string>> = {
      [account]: 'r-root',
      '222222222222': 'r-root/ou-root-work/ou-root-prod',
      '333333333333': 'r-root',
    };
    const organization = {
      ...sampleOrganization,
      accounts: sampleOrganization.accounts.map((one) => ({
        ...one,
        Paths: [`o-example/${paths[one.Id!]}/${one.Id}/`],
      })),
    };
    const collected = await collectFrom({ accounts, organization }, { organization: true });
    expect(collected.calls['organizations:ListAccountsForParent']).toBeUndefined();
    expect(
      ofKind(collected, 'aws.account')
        .map(({ data }) => (data as { ParentId: string }).ParentId)
        .sort(),
    ).toEqual(['ou-root-prod', 'r-root', 'r-root']);
  });

  test('an account that cannot be entered does not take the others down', async () => {
    const collected = await collectFrom(
      { accounts: [sampleAccount(account)], organization: sampleOrganization },
      { organization: true },
    );
    expect(statusOf(collected, 'iam:GetAccountAuthorizationDetails', account)).toEqual(['complete']);
    expect(statusOf(collected, 'sts:AssumeRole', '222222222222')).toEqual(['denied']);
    expect(statusOf(collected, 'iam:GetAccountAuthorizationDetails', '222222222222')).toEqual(['skipped']);
  });

  test('roles are entered with their external id and a session policy that allows reads only', async () => {
    const arn = 'arn:aws:iam::222222222222:role/audit';
    const collected = await collectFrom({ accounts }, { roles: [{ arn, externalId: 'ours' }] });
    const assume = collected.loopback.requests.find(({ operation }) => operation === 'AssumeRole');
    expect(assume?.input).toMatchObject({ RoleArn: arn, ExternalId: 'ours' });
    const policy = JSON.parse(String(assume?.input.Policy)) as { Statement: { Action: string[] }[] };
    expect(policy.Statement.flatMap(({ Action }) => Action)).not.toContain('sts:AssumeRole');
    expect(new Set(ofKind(collected, 'aws.user').map(({ scope }) => scope))).toEqual(
      new Set(['222222222222']),
    );
    expect(ofKind(collected, 'aws.caller').map(({ id }) => id)).toEqual([
      'arn:aws:sts::222222222222:assumed-role/audit/nhi-audit',
    ]);
    expect(JSON.stringify(collected.records)).not.toContain('ours');
    expect(collected.calls['sts:AssumeRole']).toBe(1);
  });

  test('delegated administrators are read with their services', async () => {
    const collected = await collectFrom({ accounts, organization: sampleOrganization });
    expect(
      ofKind(collected, 'aws.delegated-administrator').map(({ scope, data }) => ({ scope, data })),
    ).toEqual([
      {
        scope: 'o-example',
        data: { Id: '222222222222', Services: ['guardduty.amazonaws.com', 'sso.amazonaws.com'] },
      },
    ]);
  });

  test('a member account may read no more of its organisation than its id', async () => {
    const collected = await collectFrom({
      accounts: [sampleAccount('222222222222')],
      organization: sampleOrganization,
    });
    expect(ofKind(collected, 'aws.organization')[0]?.data).toMatchObject({
      Id: 'o-example',
      MasterAccountId: account,
    });
    for (const call of ['ListRoots', 'ListAccounts', 'ListPolicies']) {
      expect(statusOf(collected, `organizations:${call}`, 'o-example')).toEqual(['denied']);
    }
    expect(statusOf(collected, 'organizations:DescribePolicy')).toEqual(['skipped']);
  });

  test('accounts of the organisation that were not asked for are counted', async () => {
    const collected = await collectFrom({ accounts, organization: sampleOrganization });
    expect(collected.coverage).toContainEqual(
      expect.objectContaining({
        scope: 'o-example',
        status: 'skipped',
        detail: expect.stringContaining('2 of 3 accounts'),
      }),
    );
  });

  test.each([
    ['a role that is no ARN', [{ arn: 'audit' }]],
    ['a user instead of a role', [{ arn: 'arn:aws:iam::222222222222:user/audit' }]],
    [
      'two roles of one account',
      [{ arn: 'arn:aws:iam::222222222222:role/a' }, { arn: 'arn:aws:iam::222222222222:role/b' }],
    ],
  ])('%s is the mistake of the one who typed it', async (_, roles) => {
    await expect(collectFrom({ accounts }, { roles })).rejects.toBeInstanceOf(InputError);
  });
});

describe('interruption', () => {
  test('a signal ends the collection with its own reason', async () => {
    const stop = new AbortController();
    const reason = new Error('interrupted by the user');
    const collecting = collectFrom(
      { accounts: [sampleAccount()] },
      { signal: stop.signal, onCall: (call) => call === 'iam:GetCredentialReport' && stop.abort(reason) },
    );
    await expect(collecting).rejects.toBe(reason);
  });

  test('a reader that leaves early ends the calls', async () => {
    const { loopback } = await collectFrom({ accounts: [sampleAccount()] });
    const all = loopback.requests.length;
    const calls: string[] = [];
    const { startLoopback } = await import('../../../support/aws-loopback.ts');
    const server = await startLoopback({ accounts: [sampleAccount()] });
    process.env.AWS_ENDPOINT_URL = server.url;
    for await (const item of collectAws({ onCall: (call) => calls.push(call) })) {
      if ('status' in item) break;
    }
    await server.close();
    expect(calls.length).toBeLessThan(all);
  });
});
