import type { CoverageStatus } from '../../../src/model/coverage.ts';
import type { AwsRecordData } from '../facts/records.ts';
import { readAccessKeys } from './access-keys.ts';
import { readAuthorizationDetails } from './authorization-details.ts';
import { awsCalls, callId } from './calls.ts';
import type { Clock } from './credential-report.ts';
import { readCredentialReport } from './credential-report.ts';
import { readServiceSpecificCredentials, readSigningCertificates, readSshKeys } from './credentials.ts';
import {
  readAccountAlias,
  readAccountSummary,
  readDelegationRequests,
  readOidcProviders,
  readOutboundFederation,
  readSamlProviders,
} from './federation.ts';
import type { AccountSession } from './session.ts';
import type { Reader } from './source.ts';
import { putRecord, writeCoverage } from './source.ts';
import { readWorkloads, skipWorkloads, type WorkloadOptions } from './workloads.ts';

/** What the organisation says about an account. */
export type AccountEntry = AwsRecordData<'aws.account'>;

/** For each call of an account but the first: why it was not made. */
export const skipAccount = async (reader: Reader, why: string, but: readonly string[]): Promise<void> => {
  for (const call of awsCalls) {
    if (call.part !== 'account' || but.includes(callId(call))) continue;
    await writeCoverage(reader, callId(call), 'skipped', why);
  }
};

/**
 * Everything about one account. Without its identities and policies there is nothing to analyse: then only that is
 * said. Gives how far the identities and policies were read; `skipped`: not at all.
 */
export const collectAccount = async (
  session: AccountSession,
  reader: Reader,
  clock: Clock,
  entry: AccountEntry | undefined,
  workloads: WorkloadOptions | undefined,
): Promise<CoverageStatus> => {
  const tally = { pages: 0, entries: 0, malformed: 0 };
  await putRecord(reader, tally, 'aws.caller', { Account: session.account, Arn: session.caller });
  const { outcome, users, codeCommit } = await readAuthorizationDetails(session, reader);
  if (outcome.status !== 'complete' && outcome.pages === 0) {
    const first = 'iam:GetAccountAuthorizationDetails';
    await putRecord(reader, tally, 'aws.account', { Id: session.account, ...entry });
    await skipAccount(reader, `not asked: ${first} returned nothing to analyse`, [first]);
    await skipWorkloads(reader, `not asked: ${first} returned nothing to analyse`);
    return 'skipped';
  }
  const credentials = async (): Promise<void> => {
    const report = await readCredentialReport(session, reader, clock);
    await Promise.all([
      readAccessKeys(session, reader, users, report),
      readSigningCertificates(session, reader, users, report),
    ]);
  };
  const name = async (): Promise<void> => {
    const Alias = await readAccountAlias(session, reader);
    await putRecord(reader, tally, 'aws.account', {
      Id: session.account,
      ...entry,
      ...(Alias === undefined ? {} : { Alias }),
    });
  };
  await Promise.all([
    credentials(),
    name(),
    readServiceSpecificCredentials(session, reader, users),
    readSshKeys(session, reader, users, codeCommit),
    readOidcProviders(session, reader),
    readSamlProviders(session, reader),
    readAccountSummary(session, reader),
    readOutboundFederation(session, reader),
    readDelegationRequests(session, reader),
    workloads === undefined
      ? skipWorkloads(reader, 'not asked for; --aws-workloads reads what runs as which role')
      : readWorkloads(session, reader, workloads),
  ]);
  return outcome.status;
};
