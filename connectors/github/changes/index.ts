import { fill } from '../../../src/model/command-line.ts';
import { ownMember } from '../../../src/model/own-member.ts';
import type { ChangeTable, Proposal, RecordEdit, WrittenChange } from '../../../src/model/reduce.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';

type Row = Readonly<Record<string, unknown>>;

interface Ending {
  /** From the data of the record to that of one that is ended. Undefined: it goes. */
  readonly ended: (data: Row) => Row | undefined;
  /** Templates; `{path}` is that of the REST API. */
  readonly commands: readonly string[];
  /** The way back; empty: there is none, a new one has to be made. */
  readonly undo: readonly string[];
  /** Further values. */
  readonly values?: (record: SnapshotRecord) => Readonly<Record<string, string>>;
}

const gone = (): undefined => undefined;
const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? `${value}` : '';
const repositoryOf = (value: unknown): string =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, 'full_name')
    ? text((value as Row).full_name)
    : '';

/** What makes an identity of GitHub useless, by the record that it stands in. */
const endings: Readonly<Record<string, Ending>> = {
  // https://docs.github.com/rest/deploy-keys/deploy-keys, https://cli.github.com/manual/gh_repo_deploy-key_add
  'github.deploy-key': {
    ended: gone,
    commands: ['gh api --method DELETE repos/{repository}/keys/{key}'],
    undo: ['gh repo deploy-key add KEY_FILE --repo {repository} --title {title}{write}'],
    values: ({ data }) => {
      const { repository, id, title, read_only } = data as Row;
      return {
        repository: repositoryOf(repository),
        key: text(id),
        title: text(title) || `key ${text(id)}`,
        write: read_only === true ? '' : ' --allow-write',
      };
    },
  },
  // https://docs.github.com/rest/apps/apps#suspend-an-app-installation
  'github.app-installation': {
    ended: (data) => ({ ...data, suspended_at: '2000-01-01T00:00:00.000Z' }),
    commands: ['gh api --method PUT app/installations/{installation}/suspended'],
    undo: ['gh api --method DELETE app/installations/{installation}/suspended'],
    values: ({ data }) => ({ installation: text((data as Row).id) }),
  },
  // https://docs.github.com/rest/orgs/personal-access-tokens
  'github.pat-grant': {
    ended: gone,
    commands: [
      'gh api --method POST orgs/{organization}/personal-access-tokens/{token} --field action=revoke',
    ],
    undo: [],
    values: ({ data, scope }) => ({ organization: scope, token: text((data as Row).id) }),
  },
  // https://docs.github.com/rest/orgs/orgs#remove-a-saml-sso-authorization-for-an-organization
  'github.credential-authorization': {
    ended: gone,
    commands: ['gh api --method DELETE orgs/{organization}/credential-authorizations/{credential}'],
    undo: [],
    values: ({ data, scope }) => ({ organization: scope, credential: text((data as Row).credential_id) }),
  },
};

const endingOf = (record: string): Ending | undefined => ownMember(endings, record);

const ended = (record: string, id: string): readonly RecordEdit[] | undefined => {
  const ending = endingOf(record);
  return ending && [{ record, id, change: (data) => ending.ended(data as Row) }];
};

/** Of a key that may write one that may only read: https://docs.github.com/rest/deploy-keys/deploy-keys */
const readOnly = (id: string): readonly RecordEdit[] => [
  {
    record: 'github.deploy-key',
    id,
    change: (data) => ((data as Row).read_only === true ? data : { ...(data as Row), read_only: true }),
  },
];

const edits: ChangeTable['edits'] = (proposal: Proposal, { cut }) => {
  const { record, id } = proposal.identity.source;
  if (proposal.kind === 'end-identity' || proposal.kind === 'end-credential') return ended(record, id);
  if (proposal.kind === 'withdraw-grant' && record === 'github.deploy-key') return readOnly(id);
  if (proposal.kind !== 'cut-step') return undefined;
  const made = cut(proposal.ways)?.made.map(({ at: { place } }) =>
    place.record === 'github.deploy-key' ? readOnly(place.id) : ended(place.record, place.id),
  );
  return made?.every((each) => each !== undefined) === true ? made.flat() : undefined;
};

const nothing: WrittenChange = { first: [], commands: [], documents: [] };

const writtenBy = (templates: readonly string[], record: SnapshotRecord): readonly string[] => {
  const { write = '', ...values } = endingOf(record.record)?.values?.(record) ?? {};
  return templates.map(
    (template) =>
      fill({ template: template.replace('{write}', ''), values }) +
      (template.includes('{write}') ? write : ''),
  );
};

const written: ChangeTable['written'] = (before, after) => {
  const record = before ?? after;
  const ending = record && endingOf(record.record);
  if (record === undefined || ending === undefined) return nothing;
  if (before !== undefined && after === undefined)
    return { ...nothing, commands: writtenBy(ending.commands, before) };
  if (before === undefined || after === undefined)
    return { ...nothing, commands: writtenBy(ending.undo, record) };
  if (record.record === 'github.deploy-key')
    // A key cannot be changed: the new one comes first.
    return {
      ...nothing,
      first: writtenBy(ending.undo, after),
      commands: writtenBy(ending.commands, before),
    };
  const isEnded = (after.data as Row).suspended_at != null;
  return { ...nothing, commands: writtenBy(isEnded ? ending.commands : ending.undo, after) };
};

/** How changes of GitHub look, as facts and as commands. */
export const githubChanges: ChangeTable = { edits, written };
