import { fill } from '../../../src/model/command-line.ts';
import { ownMember } from '../../../src/model/own-member.ts';
import type {
  ChangeTable,
  ChangeWorld,
  Proposal,
  RecordEdit,
  WrittenChange,
} from '../../../src/model/reduce.ts';
import type { CutMade } from '../../../src/model/remedy.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { organizationOf } from '../facts/inventory.ts';
import type { GitHubRecordData } from '../facts/records.ts';
import { guarded, guardPlaces, writtenGuard } from './guards.ts';
import {
  installationRecord,
  smallestCut,
  usedRepositories,
  withoutGrant,
  writtenInstallation,
} from './installation.ts';

type Of<Kind extends Proposal['kind']> = Extract<Proposal, { readonly kind: Kind }>;
type Edits = readonly RecordEdit[] | undefined;

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

type Installation = GitHubRecordData<'github.app-installation'>;

/**
 * The least that takes a step away. What ends with all that an identity does is no step: it is proposed as what it is, an end of
 * its grant or its credential.
 */
const leastCut = ({ at: { place, origin, way } }: CutMade, world: ChangeWorld): Edits => {
  if (place.record === 'github.deploy-key') return readOnly(place.id);
  const data = place.record === installationRecord ? world.dataOf(place.record, place.id) : undefined;
  return data === undefined ? undefined : smallestCut(place.id, data as Installation, origin.scope, way);
};

const withdrawn = ({ identity, grant }: Of<'withdraw-grant'>, world: ChangeWorld): Edits => {
  const { record, id } = identity.source;
  if (record === 'github.deploy-key') return readOnly(id);
  const data = record === installationRecord ? world.dataOf(record, id) : undefined;
  if (data === undefined) return undefined;
  const smaller = withoutGrant(id, data as Installation, identity.scope, grant);
  // All that it has goes only with all that it does.
  return smaller ?? (identity.grants.length === 1 ? ended(record, id) : undefined);
};

const narrowed = ({ identity }: Of<'narrow-to-used'>, world: ChangeWorld): Edits => {
  const { record, id } = identity.source;
  const data = record === installationRecord ? world.dataOf(record, id) : undefined;
  if (data === undefined || identity.uses === undefined) return undefined;
  const known = new Map<string, number>();
  for (const each of world.records()) {
    if (each.record !== 'github.repository') continue;
    const { full_name: name, id: number } = each.data as GitHubRecordData<'github.repository'>;
    if (number !== undefined && organizationOf(name) === identity.scope) known.set(name, number);
  }
  return usedRepositories(id, data as Installation, identity.uses, known);
};

const edits: ChangeTable['edits'] = (proposal, world) => {
  const { record, id } = proposal.identity.source;
  if (proposal.kind === 'end-identity' || proposal.kind === 'end-credential') return ended(record, id);
  if (proposal.kind === 'withdraw-grant') return withdrawn(proposal, world);
  if (proposal.kind === 'narrow-to-used') return narrowed(proposal, world);
  if (proposal.kind === 'guard-step') return guarded(proposal.place);
  if (proposal.kind !== 'cut-step') return undefined;
  const made = world.cut(proposal.ways)?.made.map((each) => leastCut(each, world));
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
  if (before !== undefined && after !== undefined && endingOf(before.record) === undefined)
    return writtenGuard(before, after);
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
  const [wasEnded, isEnded] = [before, after].map(({ data }) => (data as Row).suspended_at != null);
  if (wasEnded === isEnded)
    return writtenInstallation(before.data as Installation, after.data as Installation);
  return { ...nothing, commands: writtenBy(isEnded ? ending.commands : ending.undo, after) };
};

/** How changes of GitHub look, as facts and as commands. */
export const githubChanges: ChangeTable = { edits, written, guards: guardPlaces };
