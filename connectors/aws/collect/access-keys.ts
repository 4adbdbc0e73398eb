import type { AccessKeyMetadata } from '@aws-sdk/client-iam';
import type { AwsCredentialReportRow } from '../facts/records.ts';
import type { CredentialReport } from './credential-report.ts';
import { asApiError, describeFailure, isGone } from './failure.ts';
import type { AccountSession } from './session.ts';
import type { Reader, Users } from './source.ts';
import { askUsers, iamPages, putRecord, readSource, writeCoverage } from './source.ts';

/**
 * The credential report holds age, state and last use of each user's two access keys, but not their ids, without
 * which no key can be found, rotated or deleted. So the ids are listed for users with an active key, and the last use
 * is taken from the report wherever one of its two slots can only be this key. `GetAccessKeyLastUsed` is asked for
 * the rest, which saves a call a key.
 */
interface Slot {
  readonly active: boolean;
  /** When the key was made, or its state last changed. Milliseconds. */
  readonly changed: number;
  readonly lastUsed: string;
  readonly service: string | undefined;
  readonly region: string | undefined;
}

interface LastUse {
  readonly LastUsedDate?: string | Date | undefined;
  readonly ServiceName?: string | undefined;
  readonly Region?: string | undefined;
}

const slotsOf = (row: AwsCredentialReportRow): readonly Slot[] =>
  [
    {
      active: row.access_key_1_active === 'true',
      changed: Date.parse(row.access_key_1_last_rotated),
      lastUsed: row.access_key_1_last_used_date,
      service: row.access_key_1_last_used_service,
      region: row.access_key_1_last_used_region,
    },
    {
      active: row.access_key_2_active === 'true',
      changed: Date.parse(row.access_key_2_last_rotated),
      lastUsed: row.access_key_2_last_used_date,
      service: row.access_key_2_last_used_service,
      region: row.access_key_2_last_used_region,
    },
  ].filter((slot) => !Number.isNaN(slot.changed));

/** What the slot says about the last use; `undefined` where it says neither a time nor "never" (`N/A`). */
const lastUseOf = (slot: Slot): LastUse | undefined => {
  if (slot.lastUsed === 'N/A') return { ServiceName: 'N/A' };
  if (Number.isNaN(Date.parse(slot.lastUsed))) return;
  return { LastUsedDate: slot.lastUsed, ServiceName: slot.service, Region: slot.region };
};

const seconds = (time: Date | number): number => Math.floor(Number(time) / 1000);

/** A slot can be this key's: same state, and the key is not younger than the slot's last change. */
const fits = (key: AccessKeyMetadata, slot: Slot): boolean =>
  (key.Status === 'Active') === slot.active &&
  key.CreateDate !== undefined &&
  seconds(key.CreateDate) <= seconds(slot.changed);

/**
 * Key id → last use by the report, for those keys that can be told apart there: a slot that only this key fits and
 * that is the only one to fit this key; else, of several, the one that changed in the very second of its making.
 */
export const lastUsesByReport = (
  keys: readonly AccessKeyMetadata[],
  row: AwsCredentialReportRow | undefined,
): ReadonlyMap<string, LastUse> => {
  const slots = row === undefined ? [] : slotsOf(row);
  const found = new Map<string, LastUse>();
  // A key made or deleted since the report: which slot is whose cannot be told.
  if (slots.length !== keys.length) return found;
  const same = (key: AccessKeyMetadata, slot: Slot): boolean =>
    fits(key, slot) && seconds(key.CreateDate!) === seconds(slot.changed);
  for (const key of keys) {
    for (const match of [fits, same]) {
      const own = slots.filter((slot) => match(key, slot));
      const rivals = own.length === 1 ? keys.filter((other) => match(other, own[0]!)) : [];
      const use = rivals.length === 1 ? lastUseOf(own[0]!) : undefined;
      if (use !== undefined && key.AccessKeyId !== undefined) found.set(key.AccessKeyId, use);
    }
  }
  return found;
};

const hasActiveKey = (row: AwsCredentialReportRow): boolean =>
  row.access_key_1_active === 'true' || row.access_key_2_active === 'true';

/** Users whose keys are listed. Without a report nothing tells who has one: then all. */
export const usersWithKeys = (users: Users, report: CredentialReport | undefined): Users => ({
  names: users.names.filter((user) => {
    const row = report?.get(user);
    return row === undefined || hasActiveKey(row);
  }),
  whole: users.whole,
});

/** Ids and last uses of access keys. */
export const readAccessKeys = async (
  session: AccountSession,
  reader: Reader,
  users: Users,
  report: CredentialReport | undefined,
): Promise<void> => {
  const { iam, sdk, request } = session;
  const uses = {
    asked: 0,
    answered: 0,
    failure: undefined as ReturnType<typeof describeFailure> | undefined,
  };
  const askLastUse = async (id: string): Promise<LastUse | undefined> => {
    // Refused before it was ever answered: the same refusal for each key is no use.
    if (uses.failure !== undefined && uses.answered === 0) return;
    uses.asked += 1;
    try {
      const answer = await iam.send(new sdk.iam.GetAccessKeyLastUsedCommand({ AccessKeyId: id }), request);
      uses.answered += 1;
      return answer.AccessKeyLastUsed ?? {};
    } catch (error) {
      const known = asApiError(error);
      if (known === undefined) throw error;
      if (isGone(error, 'iam:GetAccessKeyLastUsed')) return;
      uses.failure = describeFailure(known, 'iam:GetAccessKeyLastUsed');
      return;
    }
  };
  await readSource(reader, 'iam:ListAccessKeys', async (tally) => {
    const asked = usersWithKeys(users, report);
    return askUsers(asked, 'iam:ListAccessKeys', async (UserName) => {
      const keys: AccessKeyMetadata[] = [];
      const own = { pages: 0, entries: 0, malformed: 0 };
      const pages = iamPages(own, (marker) =>
        iam.send(new sdk.iam.ListAccessKeysCommand({ UserName, ...marker }), request),
      );
      for await (const page of pages) keys.push(...(page.AccessKeyMetadata ?? []));
      const known = lastUsesByReport(keys, report?.get(UserName));
      for (const key of keys) {
        const id = key.AccessKeyId ?? '';
        const use = known.get(id) ?? (key.Status === 'Active' ? await askLastUse(id) : undefined);
        await putRecord(reader, tally, 'aws.access-key', {
          ...key,
          ...use,
          LastUsedCollected: use !== undefined,
        });
      }
    });
  });
  await (uses.failure === undefined
    ? writeCoverage(reader, 'iam:GetAccessKeyLastUsed', 'complete', '')
    : writeCoverage(
        reader,
        'iam:GetAccessKeyLastUsed',
        uses.answered === 0 ? uses.failure.status : 'partial',
        uses.answered === 0
          ? uses.failure.reason
          : `${uses.answered} of ${uses.asked} answered; else ${uses.failure.reason}`,
      ));
};
