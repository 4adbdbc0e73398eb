import type { Organization } from '@aws-sdk/client-organizations';
import type { Coverage } from '../../../src/model/coverage.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import type { AccountEntry } from './account.ts';
import { readGuardrails } from './guardrails.ts';
import type { AccountSession } from './session.ts';
import type { Outcome, Reader, Said, Tally } from './source.ts';
import { askEach, organizationPages, putRecord, readSource, toRecord, writeCoverage } from './source.ts';

/** What one session could read of an organisation. Kept back until it is known whether another session reads more. */
export interface OrganizationReading {
  readonly id: string;
  readonly managementAccount: string | undefined;
  readonly accounts: ReadonlyMap<string, AccountEntry>;
  readonly items: readonly (SnapshotRecord | Coverage)[];
  /** Number of sources that were read to the end. */
  readonly complete: number;
  readonly whole: boolean;
}

type Progress = Reader['progress'];

interface Root {
  readonly id: string;
  readonly enabled: readonly string[];
}

/** The unit or root that an account is in, from its path `o-…/r-…/ou-…/<account>`; `undefined` where it tells none. */
export const parentByPath = (path: string | undefined): string | undefined =>
  path
    ?.split('/')
    .filter((part) => /^(ou|r)-/.test(part))
    .at(-1);

const readRoots = async (
  session: AccountSession,
  reader: Reader,
): Promise<{ readonly roots: readonly Root[]; readonly outcome: Outcome }> => {
  const { organizations, sdk, request } = session;
  const roots: Root[] = [];
  const outcome = await readSource(reader, 'organizations:ListRoots', async (tally) => {
    const pages = organizationPages(tally, (token) =>
      organizations.send(new sdk.organizations.ListRootsCommand(token), request),
    );
    for await (const page of pages) {
      for (const { Id, PolicyTypes } of page.Roots ?? []) {
        const enabled = (PolicyTypes ?? []).filter(({ Status }) => Status === 'ENABLED');
        if (Id !== undefined) roots.push({ id: Id, enabled: enabled.flatMap(({ Type }) => Type ?? []) });
      }
    }
    return undefined;
  });
  return { roots, outcome };
};

/** Units below the roots, by a walk: AWS lists them parent by parent. */
const readUnits = async (
  session: AccountSession,
  reader: Reader,
  roots: readonly Root[],
  rooted: boolean,
): Promise<readonly string[]> => {
  const { organizations, sdk, request } = session;
  const source = 'organizations:ListOrganizationalUnitsForParent';
  const units: string[] = [];
  await readSource(reader, source, async (tally) => {
    if (!rooted)
      return {
        status: 'skipped',
        detail: 'not asked: the root of the organisation could not be read (see organizations:ListRoots)',
      };
    let level = roots.map(({ id }) => id);
    while (level.length > 0) {
      const below: string[] = [];
      const said = await askEach(level, source, async (ParentId) => {
        const own: Tally = { pages: 0, entries: 0, malformed: 0 };
        const pages = organizationPages(own, (token) =>
          organizations.send(
            new sdk.organizations.ListOrganizationalUnitsForParentCommand({ ParentId, ...token }),
            request,
          ),
        );
        for await (const page of pages) {
          for (const { Id, Name } of page.OrganizationalUnits ?? []) {
            await putRecord(reader, tally, 'aws.organizational-unit', { Id, Name, ParentId });
            if (Id !== undefined) below.push(Id);
          }
        }
      });
      units.push(...below);
      if (said !== undefined) {
        if (typeof said === 'string' || tally.entries === 0) return said;
        return { status: 'partial', detail: `${tally.entries} units read: ${said.detail}` };
      }
      level = below;
    }
    return undefined;
  });
  return units;
};

interface Accounts {
  readonly byId: Map<string, AccountEntry>;
  /** Whether these are all. */
  readonly whole: boolean;
}

/** What was asked of each account, where not all accounts are known. */
const ofSomeAccounts = ({ byId, whole }: Accounts): Said => {
  if (whole) return;
  if (byId.size === 0)
    return {
      status: 'skipped',
      detail: 'not asked: the list of accounts could not be read (see organizations:ListAccounts)',
    };
  return { status: 'partial', detail: `asked for the ${byId.size} accounts that could be listed` };
};

const readAccounts = async (
  session: AccountSession,
  reader: Reader,
  organization: string,
): Promise<Accounts> => {
  const { organizations, sdk, request } = session;
  const accounts = new Map<string, AccountEntry>();
  const { status } = await readSource(reader, 'organizations:ListAccounts', async (tally) => {
    const pages = organizationPages(tally, (token) =>
      organizations.send(new sdk.organizations.ListAccountsCommand(token), request),
    );
    for await (const page of pages) {
      for (const { Id, Name, State, Status, Paths } of page.Accounts ?? []) {
        if (Id === undefined) continue;
        const ParentId = parentByPath(Paths?.[0]);
        accounts.set(Id, {
          Id,
          Name,
          // AWS retires `Status` in favour of `State`.
          // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_account_state.html
          Status: State ?? Status,
          ParentId,
          OrganizationId: organization,
        });
      }
      tally.entries = accounts.size;
    }
    return undefined;
  });
  return { byId: accounts, whole: status === 'complete' };
};

/** Asks each parent for its accounts, until every account has a parent. None is asked where the paths told. */
const readParents = async (
  session: AccountSession,
  reader: Reader,
  accounts: Accounts,
  parents: readonly string[],
): Promise<void> => {
  const { organizations, sdk, request } = session;
  const source = 'organizations:ListAccountsForParent';
  const homeless = () => [...accounts.byId.values()].filter(({ ParentId }) => ParentId === undefined).length;
  await readSource(reader, source, async () => {
    const said = await askEach(parents, source, async (ParentId) => {
      if (homeless() === 0) return;
      const own: Tally = { pages: 0, entries: 0, malformed: 0 };
      const pages = organizationPages(own, (token) =>
        organizations.send(
          new sdk.organizations.ListAccountsForParentCommand({ ParentId, ...token }),
          request,
        ),
      );
      for await (const page of pages) {
        for (const { Id } of page.Accounts ?? []) {
          const known = Id === undefined ? undefined : accounts.byId.get(Id);
          if (known !== undefined) accounts.byId.set(known.Id, { ...known, ParentId });
        }
      }
    });
    const missing = homeless();
    if (said !== undefined || missing === 0) return said ?? ofSomeAccounts(accounts);
    return { status: 'partial', detail: `the organizational unit of ${missing} accounts is not known` };
  });
};

const readTags = async (session: AccountSession, reader: Reader, accounts: Accounts): Promise<void> => {
  const { organizations, sdk, request } = session;
  const source = 'organizations:ListTagsForResource';
  const active = [...accounts.byId.values()].filter(({ Status }) => Status === 'ACTIVE').map(({ Id }) => Id);
  await readSource(reader, source, async () => {
    const said = await askEach(active, source, async (ResourceId) => {
      const own: Tally = { pages: 0, entries: 0, malformed: 0 };
      const tags: { Key: string; Value: string }[] = [];
      const pages = organizationPages(own, (token) =>
        organizations.send(
          new sdk.organizations.ListTagsForResourceCommand({ ResourceId, ...token }),
          request,
        ),
      );
      for await (const page of pages) {
        for (const { Key, Value } of page.Tags ?? []) tags.push({ Key: Key ?? '', Value: Value ?? '' });
      }
      const entry = accounts.byId.get(ResourceId);
      if (entry !== undefined) accounts.byId.set(ResourceId, { ...entry, Tags: tags });
    });
    return said ?? ofSomeAccounts(accounts);
  });
};

/**
 * Accounts that administer a service for the organisation.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_delegate_admin_list.html
 */
const readDelegations = async (session: AccountSession, reader: Reader): Promise<void> => {
  const { organizations, sdk, request } = session;
  const accounts: string[] = [];
  const { status } = await readSource(reader, 'organizations:ListDelegatedAdministrators', async (tally) => {
    const pages = organizationPages(tally, (token) =>
      organizations.send(new sdk.organizations.ListDelegatedAdministratorsCommand(token), request),
    );
    for await (const page of pages) {
      for (const { Id } of page.DelegatedAdministrators ?? []) if (Id !== undefined) accounts.push(Id);
    }
    tally.entries = accounts.length;
    return undefined;
  });
  const source = 'organizations:ListDelegatedServicesForAccount';
  await readSource(reader, source, async (tally) => {
    const said = await askEach(accounts, source, async (Id) => {
      const own: Tally = { pages: 0, entries: 0, malformed: 0 };
      const Services: string[] = [];
      const pages = organizationPages(own, (token) =>
        organizations.send(
          new sdk.organizations.ListDelegatedServicesForAccountCommand({ AccountId: Id, ...token }),
          request,
        ),
      );
      for await (const page of pages) {
        for (const { ServicePrincipal } of page.DelegatedServices ?? [])
          if (ServicePrincipal !== undefined) Services.push(ServicePrincipal);
      }
      await putRecord(reader, tally, 'aws.delegated-administrator', { Id, Services: Services.sort() });
    });
    if (said !== undefined || status === 'complete') return said;
    return {
      status: 'skipped',
      detail:
        'not asked: the list of delegated administrators could not be read (see organizations:ListDelegatedAdministrators)',
    };
  });
};

/**
 * The organisation of the session's account, as far as the session may read it: a member account may read no more
 * than its id. `undefined`: the account is in none, or it may not even ask; coverage says which.
 */
export const readOrganization = async (
  session: AccountSession,
  emit: Reader['emit'],
  progress: Progress,
  isBetterKnown: (id: string) => boolean,
): Promise<OrganizationReading | undefined> => {
  const { organizations, sdk, request } = session;
  const items: (SnapshotRecord | Coverage)[] = [];
  const own: Reader = { scope: session.account, emit, progress };
  const source = 'organizations:DescribeOrganization';
  let about: Organization | undefined;
  let alone = false;
  let told = false;
  try {
    const answer = await organizations.send(new sdk.organizations.DescribeOrganizationCommand({}), request);
    about = answer.Organization;
  } catch (error) {
    // By its name: an answer of the journal is no error of the SDK's class.
    alone = error instanceof Error && error.name === 'AWSOrganizationsNotInUseException';
    if (!alone) await readSource(own, source, () => Promise.reject(error));
    told = !alone;
  }
  if (alone) await writeCoverage(own, source, 'complete', 'the account belongs to no organisation');
  const Id = about?.Id;
  if (about === undefined || Id === undefined) {
    if (!told && !alone)
      await writeCoverage(own, source, 'partial', 'not understood: the answer names no organisation');
    return;
  }
  const statuses: string[] = [];
  const reader: Reader = {
    scope: Id,
    progress,
    emit: async (item) => {
      items.push(item);
      if ('status' in item) statuses.push(item.status);
    },
  };
  await writeCoverage(reader, source, 'complete', '');
  let accounts: Accounts = { byId: new Map(), whole: false };
  let roots: readonly Root[] = [];
  if (!isBetterKnown(Id)) {
    const read = await readRoots(session, reader);
    const rooted = read.outcome.status === 'complete';
    roots = read.roots;
    const [units, listed] = await Promise.all([
      readUnits(session, reader, roots, rooted),
      readAccounts(session, reader, Id),
    ]);
    accounts = listed;
    await readParents(session, reader, accounts, [...roots.map(({ id }) => id), ...units]);
    await readTags(session, reader, accounts);
    await readDelegations(session, reader);
    await readGuardrails(session, reader, rooted ? roots.flatMap(({ enabled }) => enabled) : undefined);
  }
  const Roots = roots.map(({ id, enabled }) => ({ Id: id, EnabledPolicyTypes: enabled }));
  const record = toRecord('aws.organization', Id, { ...about, ...(Roots.length === 0 ? {} : { Roots }) });
  return {
    id: Id,
    managementAccount: about.MasterAccountId,
    accounts: accounts.byId,
    items: record === undefined ? items : [record, ...items],
    complete: statuses.filter((status) => status === 'complete').length,
    whole: statuses.every((status) => status === 'complete'),
  };
};
