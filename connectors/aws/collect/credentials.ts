import type { ListServiceSpecificCredentialsRequest } from '@aws-sdk/client-iam';
import type { CredentialReport } from './credential-report.ts';
import { asApiError } from './failure.ts';
import type { AccountSession } from './session.ts';
import type { Reader, Users } from './source.ts';
import { askUsers, iamPages, putRecord, readSource, writeCoverage } from './source.ts';
import type { CodeCommitReach } from './ssh-key-users.ts';

/** AWS knows the call, and refuses the form that asks for all users at once. */
const refusesAllUsers = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'InvalidInput',
  'InvalidInputException',
  'InvalidParameterValue',
  'ValidationError',
]);

/** Long-term API keys and passwords for single services, of all users in one list where AWS lets us. */
export const readServiceSpecificCredentials = async (
  session: AccountSession,
  reader: Reader,
  users: Users,
): Promise<void> => {
  const { iam, sdk, request } = session;
  const source = 'iam:ListServiceSpecificCredentials';
  await readSource(reader, source, async (tally) => {
    const list = async (of: ListServiceSpecificCredentialsRequest, own = tally): Promise<void> => {
      const pages = iamPages(own, (marker) =>
        iam.send(new sdk.iam.ListServiceSpecificCredentialsCommand({ ...of, ...marker }), request),
      );
      for await (const page of pages) {
        for (const credential of page.ServiceSpecificCredentials ?? []) {
          await putRecord(reader, tally, 'aws.service-specific-credential', credential);
        }
      }
    };
    try {
      await list({ AllUsers: true, MaxItems: 1000 });
      return undefined;
    } catch (error) {
      const known = asApiError(error);
      const refused = known !== undefined && tally.pages === 0 && refusesAllUsers.has(known.name);
      if (!refused || users.names.length === 0) throw error;
    }
    return askUsers(users, source, (UserName) => list({ UserName }, { pages: 0, entries: 0, malformed: 0 }));
  });
};

/** SSH keys of those users whom such a key would open anything. */
export const readSshKeys = async (
  session: AccountSession,
  reader: Reader,
  users: Users,
  codeCommit: CodeCommitReach,
): Promise<void> => {
  const { iam, sdk, request } = session;
  const source = 'iam:ListSSHPublicKeys';
  const asked = { names: codeCommit.users(), whole: users.whole };
  await readSource(reader, source, (tally) =>
    askUsers(asked, source, async (UserName) => {
      const own = { pages: 0, entries: 0, malformed: 0 };
      const pages = iamPages(own, (marker) =>
        iam.send(new sdk.iam.ListSSHPublicKeysCommand({ UserName, ...marker }), request),
      );
      for await (const page of pages) {
        for (const key of page.SSHPublicKeys ?? []) await putRecord(reader, tally, 'aws.ssh-public-key', key);
      }
    }),
  );
  const others = users.names.length - asked.names.length;
  if (others > 0) {
    const detail = `${others} of ${users.names.length} users not asked for: none of their policies names CodeCommit, the only service that an SSH key opens`;
    await writeCoverage(reader, source, 'skipped', detail, []);
  }
};

/** Users with an active signing certificate by the report. */
const usersWithCertificates = (users: Users, report: CredentialReport): Users => ({
  names: users.names.filter((user) => {
    const row = report.get(user);
    return row?.cert_1_active === 'true' || row?.cert_2_active === 'true';
  }),
  whole: users.whole,
});

/** Ids of signing certificates. Their states and ages are in the credential report, without which none are listed. */
export const readSigningCertificates = async (
  session: AccountSession,
  reader: Reader,
  users: Users,
  report: CredentialReport | undefined,
): Promise<void> => {
  const { iam, sdk, request } = session;
  const source = 'iam:ListSigningCertificates';
  await readSource(reader, source, async (tally) => {
    if (report === undefined) {
      return {
        status: 'skipped',
        detail:
          'not asked: the credential report, which shows who has a certificate, could not be read (see iam:GetCredentialReport)',
      };
    }
    return askUsers(usersWithCertificates(users, report), source, async (UserName) => {
      const own = { pages: 0, entries: 0, malformed: 0 };
      const pages = iamPages(own, (marker) =>
        iam.send(new sdk.iam.ListSigningCertificatesCommand({ UserName, ...marker }), request),
      );
      for await (const page of pages) {
        for (const one of page.Certificates ?? [])
          await putRecord(reader, tally, 'aws.signing-certificate', one);
      }
    });
  });
};
