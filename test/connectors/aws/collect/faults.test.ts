import { describe, expect, test } from 'vitest';
import { awsCalls, callId } from '../../../../connectors/aws/collect/calls.ts';
import { sampleAccount, sampleOrganization } from '../../../support/aws-account.ts';
import type { Fault, LoopbackRequest } from '../../../support/aws-loopback.ts';
import { accessDenied, throttled } from '../../../support/aws-loopback.ts';
import { givenLawRuns } from '../../../support/law-runs.ts';
import type { Collected } from './support.ts';
import { collectFrom, statusOf } from './support.ts';

const account = '111111111111';
const other = '222222222222';
const usage = { budget: 100, choose: () => [account, other].map((id) => `arn:aws:iam::${id}:role/admin`) };

/** @param workloads whether the many calls for these are made too */
const collect = (
  fault?: (request: LoopbackRequest) => Fault | undefined,
  workloads = true,
): Promise<Collected> =>
  collectFrom(
    {
      accounts: [sampleAccount(account), sampleAccount(other)],
      organization: sampleOrganization,
      ...(fault === undefined ? {} : { fault }),
    },
    { organization: true, usage, ...(workloads ? { workloads: { regions: ['eu-west-1'] } } : {}) },
  );

const whole = await collect();

type Entries = Pick<Collected, 'records' | 'coverage'>;

const keys = ({ records }: Entries): readonly string[] =>
  records.map(({ scope, record, id }) => `${scope} ${record} ${id}`).sort();

/** Kinds of records that may be missing when the call fails: its own, and those of calls that it leads to. */
const dependants = (call: string, own: readonly string[]): readonly string[] => {
  const everything = awsCalls.flatMap(({ records }) => records);
  const led: Readonly<Record<string, readonly string[]>> = {
    'iam:GenerateCredentialReport': ['aws.credential-report-row', 'aws.signing-certificate'],
    'iam:GetCredentialReport': ['aws.signing-certificate'],
    'iam:GenerateServiceLastAccessedDetails': ['aws.service-last-accessed'],
    'ec2:DescribeRegions': [
      'aws.bucket-acl',
      'aws.key-grant',
      'aws.parameter',
      'aws.public-access-block',
      'aws.resource-policy',
      'aws.secret',
    ],
    's3:ListBuckets': ['aws.bucket-acl', 'aws.public-access-block'],
    'kms:ListKeys': ['aws.key-grant'],
    'lambda:ListFunctions': ['aws.resource-policy'],
    'organizations:ListRoots': ['aws.organizational-unit'],
    // Without the list of accounts only the caller's own can be scanned.
    'organizations:DescribeOrganization': everything,
    'organizations:ListAccounts': everything,
  };
  return [...own, ...(led[call] ?? [])];
};

const faults: readonly (readonly [string, Fault])[] = [
  ['refused', accessDenied],
  ['throttled beyond all attempts', throttled],
  ['answered with an HTML error page', { kind: 'html', status: 500 }],
  ['answered with an HTML page and 200', { kind: 'html', status: 200 }],
  ['answered with an empty body and 200', { kind: 'empty' }],
  ['answered with half of the answer and no sign of it', { kind: 'half' }],
  ['cut off in the middle each time', { kind: 'cut' }],
  ['answered with a server error each time', { kind: 'error', code: 'ServiceFailure', status: 500 }],
  ['unknown to the endpoint', { kind: 'error', code: 'InvalidAction', status: 400 }],
];

const calls = awsCalls.map((row) => ({ ...row, call: callId(row) }));
/** Of one account, whatever the others answer. */
const ofAccount = calls.filter(({ part }) => part === 'account' || part === 'workloads');
const ofScan = calls.filter((row) => !ofAccount.includes(row));
/** Their failure changes what all the others answer. */
const first = new Set(['iam:GetAccountAuthorizationDetails', 'ec2:DescribeRegions']);

/** Whether both can be broken in one account, and what is lost still told apart. */
const apartFrom = (one: (typeof calls)[number], other: (typeof calls)[number]): boolean => {
  const lost = new Set(dependants(one.call, one.records));
  return (
    !first.has(one.call) &&
    !first.has(other.call) &&
    (one.service === 'iam' || one.service !== other.service) &&
    dependants(other.call, other.records).every((kind) => !lost.has(kind))
  );
};

/** Calls that are broken in the same account. */
const groups: (typeof calls)[number][][] = [];
for (const row of ofAccount) {
  const group = groups.find((mates) => mates.every((mate) => apartFrom(mate, row)));
  if (group === undefined) groups.push([row]);
  else group.push(row);
}
const accountOf = new Map(
  groups.flatMap((group, at) => group.map(({ call }) => [call, String(400_000_000_000 + at)] as const)),
);

/** An organisation that has one account for each group of calls, broken there by the fault. */
const collectApart = async (fault?: Fault): Promise<Collected> => {
  const ids = [account, ...new Set(accountOf.values())];
  const { accounts: [management] = [], ...organization } = sampleOrganization;
  const members = ids.slice(1).map((Id) => ({
    Id,
    Name: Id,
    State: 'ACTIVE' as const,
    parent: 'r-root',
  }));
  return collectFrom(
    {
      accounts: ids.map((id) => sampleAccount(id)),
      organization: { ...organization, accounts: [management!, ...members] },
      fault: ({ call, account: asked }) => (accountOf.get(call) === asked ? fault : undefined),
    },
    {
      organization: true,
      workloads: {},
      usage: { budget: 1000, choose: () => ids.map((id) => `arn:aws:iam::${id}:role/admin`) },
    },
  );
};

const inAccount = (id: string, { records, coverage }: Entries): Entries => ({
  records: records.filter(({ scope }) => scope === id),
  coverage: coverage.filter(({ scope }) => scope === id),
});

const expectBroken = (
  { call, actions, records }: (typeof calls)[number],
  fault: Fault,
  broken: Entries,
  before: readonly string[],
  mates: readonly (typeof calls)[number][] = [],
): void => {
  const own = broken.coverage.filter(({ source }) => source === call);
  expect(own.length).toBeGreaterThan(0);
  for (const { status, detail } of own) {
    expect(['denied', 'unsupported', 'partial', 'skipped']).toContain(status);
    expect(detail).not.toBe('');
  }
  if (fault === accessDenied) {
    const told = own.map(({ detail }) => detail).join('\n');
    for (const action of actions) expect(told).toContain(action);
  }
  // Nothing that was not there before, and nothing lost that another call gives.
  const after = new Set(keys(broken));
  expect([...after].filter((key) => !before.includes(key))).toEqual([]);
  // Their failure ends everything in the account, or in the scan.
  if (['sts:GetCallerIdentity', 'sts:AssumeRole', 'iam:GetAccountAuthorizationDetails'].includes(call))
    return;
  const lost = before.filter((key) => !after.has(key));
  const mayBeLost = [{ call, records }, ...mates].flatMap((row) => dependants(row.call, row.records));
  for (const key of lost) expect(mayBeLost, key).toContain(key.split(' ')[1]);
  expect(after.size).toBeGreaterThan(20);
};

const apart = await collectApart();

test('every call is made, and in every account the same is found, where nothing is broken', () => {
  for (const { call } of calls) expect(apart.calls[call], call).toBeGreaterThan(0);
  const found = (id: string) =>
    keys(inAccount(id, apart))
      .filter((key) => !key.includes(' aws.caller '))
      .map((key) => key.replaceAll(id, account));
  for (const id of accountOf.values()) expect(found(id)).toEqual(found(account));
});

/** In CI each call with each fault; by default each with a third of them, and in accounts with those that differ most. */
const isWhole = givenLawRuns !== undefined;
const differ = new Set([
  'refused',
  'answered with an HTML page and 200',
  'answered with half of the answer and no sign of it',
]);
/** What breaks in the whole scan is the same for the calls of workloads: by default they are left out there. */
const wholeScan = isWhole ? whole : await collect(undefined, false);
const triedIn = (at: number): typeof ofScan => ofScan.filter((_, row) => isWhole || row % 3 === at % 3);

describe.each(faults.map(([name, fault], at) => [name, fault, at] as const))(
  'a call that is %s',
  (name, fault, at) => {
    let all: Promise<Collected> | undefined;
    const isTried = isWhole || differ.has(name);

    test.each(isTried ? ofAccount : [])(
      '$call: is not covered as complete, and the rest goes on',
      async (row) => {
        all ??= collectApart(fault);
        const id = accountOf.get(row.call)!;
        const mates = ofAccount.filter(({ call }) => accountOf.get(call) === id);
        expectBroken(row, fault, inAccount(id, await all), keys(inAccount(id, apart)), mates);
      },
    );

    test.each(isTried ? [account] : [])('in one account leaves the others as they are: %s', async () => {
      all ??= collectApart(fault);
      const sorted = ({ records, coverage }: Entries) =>
        [...records, ...coverage].map((entry) => JSON.stringify(entry)).sort();
      expect(sorted(inAccount(account, await all))).toEqual(sorted(inAccount(account, apart)));
    });

    test.each(triedIn(at))('$call: is not covered as complete, and the rest goes on', async (row) => {
      const broken = await collect((request) => (request.call === row.call ? fault : undefined), isWhole);
      expectBroken(row, fault, broken, keys(wholeScan));
    });
  },
);

describe('faults that pass', () => {
  test('throttling on half of the calls changes nothing but the number of calls', async () => {
    const asked = new Set<string>();
    const slowed = await collect(({ call, account: of, region, input }) => {
      const request = JSON.stringify([call, of, region, input]);
      if (asked.has(request)) return;
      asked.add(request);
      return throttled;
    });
    expect(keys(slowed)).toEqual(keys(whole));
    expect(slowed.coverage.map((entry) => JSON.stringify(entry)).sort()).toEqual(
      whole.coverage.map((entry) => JSON.stringify(entry)).sort(),
    );
    expect(slowed.loopback.requests.length).toBeGreaterThan(1.5 * whole.loopback.requests.length);
  });

  test.each([
    ['a cut connection', { kind: 'cut' } as const],
    ['a gateway that is away', { kind: 'html', status: 503 } as const],
    ['a server error', { kind: 'error', code: 'ServiceFailure', status: 500 } as const],
  ])('%s at the first attempt of each call is overcome', async (_, fault) => {
    const shaken = await collect(({ before }) => (before === 0 ? fault : undefined));
    expect(keys(shaken)).toEqual(keys(whole));
  });
});

describe('a list that breaks off', () => {
  const breakOff = (fault: Fault) =>
    collectFrom({
      accounts: [sampleAccount()],
      pageSize: 2,
      fault: ({ call, input }) =>
        call === 'iam:GetAccountAuthorizationDetails' && input.Marker === '2' ? fault : undefined,
    });

  test.each([
    ['cut', { kind: 'cut' } as const],
    ['refused', accessDenied],
    ['throttled', throttled],
  ])('%s on its second page: partial, with the pages that were read', async (_, fault) => {
    const broken = await breakOff(fault);
    const [entry] = broken.coverage.filter(({ source }) => source === 'iam:GetAccountAuthorizationDetails');
    expect(entry).toMatchObject({
      status: 'partial',
      detail: expect.stringContaining('1 page with 2 entries read'),
    });
    // Nor are the calls for each user complete, where not all users are known.
    for (const call of ['ListAccessKeys', 'ListSSHPublicKeys', 'ListSigningCertificates']) {
      expect(statusOf(broken, `iam:${call}`), call).not.toContain('complete');
    }
  });

  test('a marker that leads in a circle ends in partial coverage', async () => {
    const circle = { ...sampleAccount() };
    const broken = await collectFrom({ accounts: [circle], pageSize: 0 });
    expect(statusOf(broken, 'iam:GetAccountAuthorizationDetails')).toEqual(['partial']);
  });
});

describe('what depends on the thing asked for', () => {
  test('one user whose keys are refused makes the list partial', async () => {
    const { report: _, ...bare } = sampleAccount();
    const broken = await collectFrom({
      accounts: [bare],
      fault: ({ call, input }) =>
        call === 'iam:ListAccessKeys' && input.UserName === 'idle' ? accessDenied : undefined,
    });
    const [entry] = broken.coverage.filter(({ source }) => source === 'iam:ListAccessKeys');
    expect(entry).toMatchObject({
      status: 'partial',
      detail: expect.stringMatching(/^2 of 3 answered.*iam:ListAccessKeys/),
    });
  });

  test('a refused call is asked three times, not once for each of many users', async () => {
    const { report: _, ...bare } = sampleAccount();
    const users = Array.from({ length: 50 }, (_, n) => ({
      UserName: `u${n}`,
      Arn: `arn:aws:iam::${account}:user/u${n}`,
    }));
    const broken = await collectFrom({
      accounts: [{ ...bare, users }],
      fault: ({ call }) => (call === 'iam:ListAccessKeys' ? accessDenied : undefined),
    });
    expect(broken.calls['iam:ListAccessKeys']).toBe(3);
    expect(statusOf(broken, 'iam:ListAccessKeys')).toEqual(['denied']);
  });

  test('a user who is deleted meanwhile is no fault', async () => {
    const { report: _, ...bare } = sampleAccount();
    const fixed = await collectFrom({
      accounts: [bare],
      fault: ({ call, input }) =>
        call === 'iam:ListAccessKeys' && input.UserName === 'idle'
          ? { kind: 'error', code: 'NoSuchEntity', status: 404 }
          : undefined,
    });
    expect(fixed.coverage.filter(({ source }) => source === 'iam:ListAccessKeys')).toMatchObject([
      { status: 'complete', detail: '1 of 3 were deleted meanwhile' },
    ]);
  });

  test('users of whom not one is there a moment later are not deleted: somebody else answers', async () => {
    const { report: _, ...bare } = sampleAccount();
    const broken = await collectFrom({
      accounts: [bare],
      fault: ({ call }) =>
        call === 'iam:ListAccessKeys' ? { kind: 'error', code: 'NoSuchEntity', status: 404 } : undefined,
    });
    expect(statusOf(broken, 'iam:ListAccessKeys')).toEqual(['partial']);
  });

  test.each([
    'iam:GetAccountSummary',
    'iam:ListOpenIDConnectProviders',
    'organizations:DescribePolicy',
    'organizations:ListTargetsForPolicy',
    'organizations:ListOrganizationalUnitsForParent',
  ])('%s: what cannot be deleted meanwhile is not gone', async (wrong) => {
    const broken = await collect(({ call }) =>
      call === wrong ? { kind: 'error', code: 'NoSuchEntity', status: 404 } : undefined,
    );
    const own = broken.coverage.filter(({ source }) => source === wrong);
    expect(own.length).toBeGreaterThan(0);
    expect(own.map(({ status }) => status)).not.toContain('complete');
  });

  test('guardrails of which one text is missing are left out as a whole', async () => {
    const broken = await collect(({ call, input }) =>
      call === 'organizations:DescribePolicy' && input.PolicyId === 'p-RCPFullAWSAccess'
        ? accessDenied
        : undefined,
    );
    expect(statusOf(broken, 'organizations:DescribePolicy')).toEqual(['partial']);
    expect(broken.records.filter(({ record }) => record === 'aws.organization-policy')).toEqual([]);
  });

  test('an entry that has not the shape of the API is left out and counted', async () => {
    const sample = sampleAccount();
    const broken = await collectFrom({
      accounts: [{ ...sample, roles: [...(sample.roles ?? []), { Path: '/' }] }],
    });
    const [entry] = broken.coverage.filter(({ source }) => source === 'iam:GetAccountAuthorizationDetails');
    expect(entry).toMatchObject({ status: 'partial', detail: expect.stringContaining('1 entry') });
  });

  test('no credentials at all is said once, for an account that nobody could name', async () => {
    const broken = await collect(({ call }) =>
      call === 'sts:GetCallerIdentity'
        ? { kind: 'error', code: 'InvalidClientTokenId', status: 403 }
        : undefined,
    );
    expect(broken.records).toEqual([]);
    expect(new Set(broken.coverage.map(({ scope }) => scope))).toEqual(new Set(['*']));
    expect(broken.coverage[0]).toMatchObject({
      status: 'denied',
      detail: expect.stringContaining('InvalidClientTokenId: AWS does not know this access key'),
    });
  });
});
