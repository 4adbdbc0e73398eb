import { deadlineOf } from '../../../src/collection/bounds.ts';
import { type CollectionOptions, collecting, type Item } from '../../../src/collection/collecting.ts';
import { eachAtMost } from '../../../src/collection/concurrency.ts';
import { loadOptional } from '../../../src/collection/optional-packages.ts';
import type { CoverageStatus } from '../../../src/model/coverage.ts';
import { InputError } from '../../../src/model/input-error.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import type { AccountEntry } from './account.ts';
import { collectAccount, skipAccount } from './account.ts';
import { awsCalls } from './calls.ts';
import type { Clock } from './credential-report.ts';
import { asApiError, describeFailure } from './failure.ts';
import { loginAdvice } from './login.ts';
import { type Memory, noMemory, openMemory } from './memory.ts';
import type { OrganizationReading } from './organization.ts';
import { readOrganization } from './organization.ts';
import type { AccountSession, RetryStrategy, RoleToAssume, SessionOptions } from './session.ts';
import {
  accountOf,
  firstOf,
  loadSdk,
  openBaseSession,
  openRoleSession,
  principalOf,
  rememberingSession,
} from './session.ts';
import type { Reader } from './source.ts';
import { toRecord, writeCoverage } from './source.ts';
import { readUsage } from './usage.ts';
import type { WorkloadOptions } from './workloads.ts';

export interface AwsCollectOptions extends CollectionOptions {
  /** Of the shared AWS configuration; default: the SDK's credential chain. */
  readonly profile?: string;
  readonly region?: string;
  /** Scan the accounts of these roles and no others. One role an account. */
  readonly roles?: readonly { readonly arn: string; readonly externalId?: string }[];
  /** Scan all active accounts of the caller's organisation. */
  readonly organization?: boolean;
  /** The role to enter the organisation's other accounts with. Default: the one that Organizations makes. */
  readonly organizationRoleName?: string;
  /** Ask for service last-accessed data of the identities that `choose` names (ARNs, most important first). */
  readonly usage?: {
    /** Calls, in all accounts together. */
    readonly budget: number;
    readonly choose: (records: readonly SnapshotRecord[]) => readonly string[];
  };
  /** Ask what runs as which role. */
  readonly workloads?: WorkloadOptions;
  /** For tests: default is the SDK's adaptive one with 8 attempts. */
  readonly retryStrategy?: RetryStrategy;
}

/** Accounts read at once. IAM's limits hold for each account by itself. */
const accountsAtOnce = 4;
const defaultRoleName = 'OrganizationAccountAccessRole';
/** Sessions that are tried to read an organisation before it is taken as unreadable. */
const organizationTries = 3;
const firstCall = 'iam:GetAccountAuthorizationDetails';

const checkRegions = (regions: readonly string[]): void => {
  const wrong = regions.find((region) => !/^[a-z]{2}(-[a-z]+)+-\d{1,2}$/.test(region));
  if (wrong === undefined) return;
  const remedy = 'Give a region as AWS names it, for instance eu-west-1.';
  throw new InputError('this is not the name of a region', `AWS region ${JSON.stringify(wrong)}`, remedy);
};

const checkRoles = (roles: readonly RoleToAssume[]): void => {
  const seen = new Set<string>();
  for (const { arn } of roles) {
    const account = accountOf(arn);
    if (account === undefined || !/^arn:[\w-]+:iam::\d{12}:role\/\S+$/.test(arn)) {
      const remedy = 'Give the full ARN, for instance arn:aws:iam::111122223333:role/nhi-audit.';
      throw new InputError('this is not the ARN of an IAM role', `AWS role ${JSON.stringify(arn)}`, remedy);
    }
    if (seen.has(account)) {
      throw new InputError(
        `two roles of account ${account} are given`,
        `AWS role ${JSON.stringify(arn)}`,
        'Give one role for each account.',
      );
    }
    seen.add(account);
  }
};

interface Run {
  readonly options: AwsCollectOptions;
  readonly sessions: SessionOptions;
  readonly clock: Clock;
  readonly emit: Reader['emit'];
}

const readerOf = ({ options, emit }: Run, scope: string): Reader => ({
  scope,
  emit,
  progress: (source, count) => options.onProgress?.({ connector: 'aws', scope, source, count }),
});

/** Writes down that an account could not be entered. `false` for the caller to go on without it. */
const sayClosed = async (run: Run, scope: string, source: string, error: unknown): Promise<void> => {
  const known = asApiError(error);
  if (known === undefined) throw error;
  const reader = readerOf(run, scope);
  const { status, reason } = describeFailure(known, source);
  const advice = loginAdvice(known, run.options.profile);
  const lost = awsCalls.filter(({ part }) => part === 'account').flatMap(({ gives }) => gives);
  await writeCoverage(reader, source, status, advice === undefined ? reason : `${known.name}: ${advice}`, [
    ...new Set(lost),
  ]);
  await skipAccount(reader, `not asked: ${source} failed`, []);
};

const openRole = async (
  run: Run,
  base: AccountSession,
  role: RoleToAssume,
): Promise<AccountSession | undefined> => {
  const account = accountOf(role.arn) ?? '';
  try {
    const session = await openRoleSession(run.sessions, base, role);
    await writeCoverage(readerOf(run, account), 'sts:AssumeRole', 'complete', '');
    return session;
  } catch (error) {
    await sayClosed(run, account, 'sts:AssumeRole', error);
    return;
  }
};

const openRoles = async (
  run: Run,
  base: AccountSession,
  roles: readonly RoleToAssume[],
): Promise<readonly AccountSession[]> => {
  const opened = await eachAtMost(accountsAtOnce, roles, (role) => openRole(run, base, role));
  return opened.filter((session) => session !== undefined);
};

/** The organisations that the sessions belong to, each by the session that may read most of it. */
const readOrganizations = async (
  run: Run,
  sessions: readonly AccountSession[],
): Promise<readonly OrganizationReading[]> => {
  const best = new Map<string, OrganizationReading>();
  const tries = new Map<string, number>();
  for (const session of sessions) {
    const readings = [...best.values()];
    if (readings.some(({ accounts, whole }) => whole && accounts.has(session.account))) continue;
    const progress = (scope: string) => readerOf(run, scope).progress;
    const reading = await readOrganization(session, run.emit, progress(session.account), (id) => {
      const known = best.get(id);
      if (known === undefined) return false;
      const mayKnowMore =
        known.managementAccount === session.account || (tries.get(id) ?? 0) < organizationTries;
      return known.whole || !mayKnowMore;
    });
    if (reading === undefined) continue;
    tries.set(reading.id, (tries.get(reading.id) ?? 0) + 1);
    if (reading.complete > (best.get(reading.id)?.complete ?? 0)) best.set(reading.id, reading);
  }
  for (const reading of best.values()) for (const item of reading.items) await run.emit(item);
  return [...best.values()];
};

/** Roles into the organisation's other active accounts; says why the rest is left out. */
const rolesOf = async (
  run: Run,
  base: AccountSession,
  accounts: ReadonlyMap<string, AccountEntry>,
): Promise<readonly RoleToAssume[]> => {
  const partition = base.caller.split(':')[1] ?? 'aws';
  const name = run.options.organizationRoleName ?? defaultRoleName;
  const given = new Map((run.options.roles ?? []).map((role) => [accountOf(role.arn), role]));
  const roles: RoleToAssume[] = [];
  for (const { Id, Status } of accounts.values()) {
    if (Id === base.account || given.has(Id)) continue;
    if (Status === 'ACTIVE') roles.push({ arn: `arn:${partition}:iam::${Id}:role/${name}` });
    else
      await skipAccount(readerOf(run, Id), `not asked: the account is ${Status ?? 'of unknown state'}`, []);
  }
  return roles;
};

const collectUsage = async (
  run: Run,
  collected: readonly { readonly session: AccountSession; readonly status: CoverageStatus }[],
  records: readonly SnapshotRecord[],
): Promise<void> => {
  const { usage } = run.options;
  const source = 'iam:GetServiceLastAccessedDetails';
  const chosen = usage?.choose(records) ?? [];
  const budget = { left: usage?.budget ?? 0 };
  for (const { session, status } of collected) {
    const reader = readerOf(run, session.account);
    if (status !== 'complete' && status !== 'partial') {
      await writeCoverage(reader, source, 'skipped', `not asked: ${firstCall} returned nothing to analyse`);
      continue;
    }
    if (usage === undefined) {
      await writeCoverage(
        reader,
        source,
        'skipped',
        'not asked for; --aws-usage reads it for privileged identities',
      );
      continue;
    }
    const own = chosen.filter((arn) => accountOf(arn) === session.account);
    await readUsage(session, reader, run.clock, { arns: own, whole: status === 'complete' }, budget);
  }
};

/** The journal is opened when it is known who asks. */
const memoryFor = ({ options, clock }: Run, caller: string): Memory => {
  const { journal, roles = [], organization = false, organizationRoleName = null } = options;
  if (journal === undefined) return noMemory;
  return openMemory(
    journal,
    {
      caller: principalOf(caller),
      roles: roles.map(({ arn }) => arn),
      organization,
      organizationRole: organizationRoleName,
    },
    clock.now().toISOString(),
  );
};

const collect = async (run: Run): Promise<void> => {
  checkRoles(run.options.roles ?? []);
  checkRegions(run.options.workloads?.regions ?? []);
  let base: AccountSession;
  try {
    base = await openBaseSession(run.sessions);
  } catch (error) {
    return sayClosed(run, '*', 'sts:GetCallerIdentity', error);
  }
  const memory = memoryFor(run, base.caller);
  const sessions = { ...run.sessions, memory };
  await collectAccounts({ ...run, sessions }, await rememberingSession(sessions, base));
  memory.close();
};

const collectAccounts = async (run: Run, base: AccountSession): Promise<void> => {
  const { options } = run;
  const records: SnapshotRecord[] = [];
  const keeping: Run = {
    ...run,
    emit: async (item) => {
      if (options.usage !== undefined && 'record' in item) records.push(item);
      await run.emit(item);
    },
  };
  await writeCoverage(readerOf(run, base.account), 'sts:GetCallerIdentity', 'complete', '');
  const scansBase = options.organization === true || (options.roles ?? []).length === 0;
  const entered = await openRoles(run, base, options.roles ?? []);
  let sessions = scansBase ? [base, ...entered.filter(({ account }) => account !== base.account)] : entered;
  const organizations = await readOrganizations(keeping, sessions);
  const entries = new Map(organizations.flatMap(({ accounts }) => [...accounts]));
  if (options.organization === true) {
    sessions = [...sessions, ...(await openRoles(run, base, await rolesOf(run, base, entries)))];
  }

  const collected = await eachAtMost(accountsAtOnce, sessions, async (session) => {
    const reader = readerOf(keeping, session.account);
    const entry = entries.get(session.account);
    const status = await collectAccount(session, reader, run.clock, entry, options.workloads);
    return { session, status };
  });

  const scanned = new Set(sessions.map(({ account }) => account));
  for (const entry of entries.values()) {
    if (scanned.has(entry.Id)) continue;
    const record = toRecord('aws.account', entry.Id, entry);
    if (record !== undefined) await keeping.emit(record);
  }
  for (const { id, accounts } of organizations) {
    const left = [...accounts.keys()].filter((account) => !scanned.has(account)).length;
    if (left === 0 || options.organization === true) continue;
    const detail = `${left} of ${accounts.size} accounts of the organisation were not asked for; --aws-organization scans all`;
    await writeCoverage(readerOf(run, id), firstCall, 'skipped', detail, []);
  }
  await collectUsage(run, collected, records);
};

/**
 * Reads AWS accounts through the API, read-only, and gives facts and coverage as they come. Accounts are independent:
 * whatever fails in one is written down as coverage, and the rest goes on. Throws `InputError` for roles that are
 * none, and the reason of `signal` when interrupted.
 */
export const collectAws = (options: AwsCollectOptions): AsyncGenerator<Item> =>
  collecting(options, async ({ emit, signal, now, sleep, bounds }) => {
    const { profile, region, onCall, onThrottled, retryStrategy } = options;
    const sdk = await loadOptional('a live scan of AWS', loadSdk);
    await collect({
      options,
      emit,
      clock: { now, sleep },
      sessions: {
        sdk,
        signal,
        profile,
        region,
        onCall,
        onThrottled,
        retryStrategy,
        bounds,
        first: firstOf(bounds),
        inTime: deadlineOf(bounds, Date.now),
      },
    });
  });
