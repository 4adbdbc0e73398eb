import type { FindingState } from '../model/history.ts';
import type { NoticeKind } from '../model/notify-schema.ts';

/**
 * The tables of a history, as data: what makes them (`migrations.ts`), what reads and writes them, and docs/history.md, which a test
 * holds against this. People query it: columns are added, never changed, and {@link schemaVersion} goes up.
 */
export const schemaVersion = 2;

/** Text, whole number or floating point number; with `?` it may be null. */
export type ColumnType = 'text' | 'integer' | 'real' | 'text?' | 'integer?' | 'real?';

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly says: string;
}

export interface TableShape {
  readonly name: keyof Tables;
  /** Version that brought it; absent: the first. */
  readonly since?: number;
  readonly says: string;
  readonly columns: readonly Column[];
  readonly key: readonly string[];
  readonly unique?: readonly string[];
  readonly indexes?: readonly (readonly string[])[];
}

const column = (name: string, type: ColumnType, says: string): Column => ({ name, type, says });

const number = column('no', 'integer', 'Number in this store.');

/** From which scan of a series until before which one something was said without a change. */
const spellOf = (subject: string, of: string): readonly Column[] => [
  column(subject, 'integer', `\`no\` of ${of}.`),
  column('series', 'integer', '`no` in `series`.'),
  column('from_scan', 'integer', 'First scan of the series that says it (`no` in `scans`).'),
  column(
    'until_scan',
    'integer?',
    'First scan of the series that says it no more; null: the newest still says it.',
  ),
];

export const tables: readonly TableShape[] = [
  {
    name: 'store',
    says: 'One row: what this store is.',
    columns: [
      column('version', 'integer', 'Version of these tables.'),
      column('horizon', 'text', 'Scans before this time were pruned, and are not taken again; empty: none.'),
    ],
    key: ['version'],
  },
  {
    name: 'series',
    says: 'What was scanned: scans of the same outermost scopes are one series.',
    columns: [
      number,
      column('id', 'text', 'The same in every store.'),
      column('roots', 'text', 'Ids of the outermost scopes, a JSON array, sorted.'),
    ],
    key: ['no'],
    unique: ['id'],
  },
  {
    name: 'scans',
    says: 'One row a scan.',
    columns: [
      number,
      column('id', 'text', 'Over all that the scan says: the same in every store.'),
      column('collected_at', 'text', 'When its facts were collected, ISO 8601, UTC.'),
      column('series', 'integer', '`no` in `series`.'),
      column('tool', 'text', 'Version of nhi-audit.'),
      column('configuration', 'text', 'SHA-256 over the settings in force, shortened.'),
      column('identities', 'integer', 'Identities of the estate.'),
      column('privileged', 'integer', 'Of these with privileges in force.'),
      column('standing', 'integer', 'Of these with standing privileges.'),
      column(
        'worst_blast_radius',
        'real',
        'Largest blast radius of an identity that no person is, 0 to 100.',
      ),
      column('gaps', 'integer', 'Sources that could not be read in full.'),
      column('sources', 'integer', 'Sources in all.'),
    ],
    key: ['no'],
    unique: ['id'],
  },
  {
    name: 'findings',
    says: 'One row a finding, whatever became of it, by the newest scan that says something of it.',
    columns: [
      number,
      column('fingerprint', 'text', 'As in every report.'),
      column('rule', 'text', 'Id of the rule.'),
      column('identity', 'text', 'Id of the identity; `scope:` and an id: all that lives in that scope.'),
      column('scope', 'text', 'Id of the scope.'),
      column('title', 'text', 'As last found.'),
      column('state', 'text', '`new`, `open`, `reopened`, `accepted`, `unseen` or `fixed`.'),
      column('severity', 'text', 'As last found.'),
      column('first_seen', 'text', 'Time of the first scan that found it.'),
      column('last_seen', 'text', 'Time of the last scan that found it.'),
      column('open_since', 'text', 'Time of the scan that found it without it having been fixed since.'),
      column('fixed_at', 'text?', 'Time of the first scan that did not find it any more; null: not fixed.'),
      column('life', 'text', 'The same as JSON, with what the tool needs to go on from here.'),
      column(
        'base',
        'text?',
        'The same as it was before the first scan that is kept; null: nothing was pruned.',
      ),
    ],
    key: ['no'],
    unique: ['fingerprint'],
    indexes: [['state'], ['identity']],
  },
  {
    name: 'finding_spells',
    says: 'In which scans a finding was there. Before, between and after: it was not.',
    columns: [
      ...spellOf('finding', '`findings`'),
      column('status', 'text', '`open`, `accepted` or `expired-exception`.'),
      column('severity', 'text', '`info` to `critical`.'),
      column('rests', 'text', 'Ids of further scopes that its path crosses, a JSON array.'),
    ],
    key: ['finding', 'series', 'from_scan'],
    indexes: [['series', 'until_scan']],
  },
  {
    name: 'transitions',
    says: 'One row each time that the state of a finding changes.',
    columns: [
      column('finding', 'integer', '`no` in `findings`.'),
      column('scan', 'integer', '`no` in `scans`.'),
      column('state', 'text', 'The state from this scan on.'),
      column('age', 'integer', 'Whole days since it was open then: of `fixed`, how long the fix took.'),
    ],
    key: ['finding', 'scan'],
    indexes: [['scan']],
  },
  {
    name: 'figures',
    says: 'What was known of all findings of the store after each scan. The sum over a scan is all findings found by then.',
    columns: [
      column('scan', 'integer', '`no` in `scans`.'),
      column('state', 'text', 'As in `findings`.'),
      column('severity', 'text', 'As in `findings`.'),
      column('findings', 'integer', 'How many there are.'),
      column('age', 'integer', 'Days that they had been open, summed up.'),
    ],
    key: ['scan', 'state', 'severity'],
  },
  {
    name: 'identities',
    says: 'One row an identity that was ever found.',
    columns: [
      number,
      column('key', 'text', 'Provider and id, a JSON array.'),
      column('provider', 'text', 'Id of the provider.'),
      column('id', 'text', "The provider's own id."),
      column('kind', 'text', '`role`, `service-account`, …'),
      column('nature', 'text', '`machine`, `human` or `unknown`.'),
      column('name', 'text', 'As last found.'),
      column('scope', 'text', 'Id of the scope that it lives in.'),
      column('owner', 'text?', 'Who answers for it; null: not known.'),
    ],
    key: ['no'],
    unique: ['key'],
    indexes: [['id']],
  },
  {
    name: 'identity_spells',
    says: 'Key figures of an identity, and from when until when they held.',
    columns: [
      ...spellOf('identity', '`identities`'),
      column('standing', 'text', 'As in the reports.'),
      column('blast_radius', 'real', '0 to 100, in tenths.'),
      column('proven', 'real', 'The share by proven steps alone.'),
      column('exposure', 'real?', 'How easily an attacker can compromise it, 0 to 100; null: not known.'),
      column('controls', 'integer', 'Scopes that it controls in full.'),
      column('not_judged', 'text', 'Rules that could not be judged at it, a JSON array of ids, sorted.'),
    ],
    key: ['identity', 'series', 'from_scan'],
    indexes: [['series', 'until_scan']],
  },
  {
    name: 'scopes',
    says: 'One row a scope that was ever found.',
    columns: [
      number,
      column('id', 'text', "The provider's own id."),
      column('provider', 'text', 'Id of the provider.'),
      column('kind', 'text', '`account`, `repository`, …'),
      column('name', 'text', 'As last found.'),
      column('environment', 'text', 'As last found.'),
    ],
    key: ['no'],
    unique: ['id'],
  },
  {
    name: 'scope_spells',
    says: 'Key figures of a scope, and from when until when they held.',
    columns: [
      ...spellOf('scope', '`scopes`'),
      column('parent', 'text?', 'Id of the scope that holds it; null: none.'),
      column('identities', 'integer', 'Identities that live in it.'),
      column('standing', 'integer', 'Of these with standing privileges.'),
      column('open_findings', 'integer', 'Findings about it that no exception accepts.'),
      column('worst_blast_radius', 'real', 'Largest of its identities, 0 to 100, in tenths.'),
    ],
    key: ['scope', 'series', 'from_scan'],
    indexes: [['series', 'until_scan']],
  },
  {
    name: 'sources',
    says: 'One row an API or file, in a scope, that was ever read.',
    columns: [
      number,
      column('key', 'text', 'Connector, scope and source, a JSON array.'),
      column('connector', 'text', 'Who read it.'),
      column('scope', 'text', 'Id of the scope; `*`: not known which.'),
      column('source', 'text', 'The API or file.'),
    ],
    key: ['no'],
    unique: ['key'],
  },
  {
    name: 'source_spells',
    says: 'How well a source was read, and from when until when.',
    columns: [
      ...spellOf('source', '`sources`'),
      column('status', 'text', '`complete`, `partial`, `denied`, `skipped` or `unsupported`.'),
      column('detail', 'text', 'Why, and what to do; empty with `complete`.'),
    ],
    key: ['source', 'series', 'from_scan'],
    indexes: [['series', 'until_scan']],
  },
  {
    name: 'judgements',
    says: 'One row a rule in a scope that it was ever judged in. What is said of a scope holds for those within it that have no row.',
    columns: [
      number,
      column('key', 'text', 'Rule and scope, a JSON array.'),
      column('rule', 'text', 'Id of the rule.'),
      column('scope', 'text', 'Id of the scope.'),
    ],
    key: ['no'],
    unique: ['key'],
  },
  {
    name: 'judgement_spells',
    says: 'Whether a rule could be judged in a scope, and from when until when.',
    columns: [
      ...spellOf('judgement', '`judgements`'),
      column('status', 'text', '`assessed`, `partial` or `not-assessed`.'),
    ],
    key: ['judgement', 'series', 'from_scan'],
    indexes: [['series', 'until_scan']],
  },
  {
    name: 'notice_looks',
    since: 2,
    says: 'One row a series whose changes are told: the last scan that was looked at.',
    columns: [
      column('series', 'text', '`id` in `series`.'),
      column('looked_at', 'text', 'When the facts of that scan were collected.'),
      column('kinds', 'text', 'What was looked for, a JSON array.'),
    ],
    key: ['series'],
  },
  {
    name: 'notice_items',
    since: 2,
    says: 'What was there at that look, and is not told again while it is.',
    columns: [
      column('series', 'text', '`id` in `series`.'),
      column('key', 'text', 'Digest over the kind and the ids.'),
      column('kind', 'text', '`critical-path`, `standing-administrator`, …'),
      column('scope', 'text', 'Id of the scope; `*`: none.'),
    ],
    key: ['series', 'key'],
  },
  {
    name: 'notice_digests',
    since: 2,
    says: 'Every digest that some machine has in its spool or has sent.',
    columns: [
      column('name', 'text', 'Its file in the spool.'),
      column('collected_at', 'text', 'When the facts were collected.'),
    ],
    key: ['name'],
  },
];

interface Spell {
  series: number;
  from_scan: number;
  until_scan: number | null;
}

/** The rows, for the query builder; a test holds the names against {@link tables}. */
export interface Tables {
  store: { version: number; horizon: string };
  series: { no: number; id: string; roots: string };
  scans: {
    no: number;
    id: string;
    collected_at: string;
    series: number;
    tool: string;
    configuration: string;
    identities: number;
    privileged: number;
    standing: number;
    worst_blast_radius: number;
    gaps: number;
    sources: number;
  };
  findings: {
    no: number;
    fingerprint: string;
    rule: string;
    identity: string;
    scope: string;
    title: string;
    state: FindingState;
    severity: string;
    first_seen: string;
    last_seen: string;
    open_since: string;
    fixed_at: string | null;
    life: string;
    base: string | null;
  };
  finding_spells: Spell & { finding: number; status: string; severity: string; rests: string };
  transitions: { finding: number; scan: number; state: FindingState; age: number };
  figures: { scan: number; state: FindingState; severity: string; findings: number; age: number };
  identities: {
    no: number;
    key: string;
    provider: string;
    id: string;
    kind: string;
    nature: string;
    name: string;
    scope: string;
    owner: string | null;
  };
  identity_spells: Spell & {
    identity: number;
    standing: string;
    blast_radius: number;
    proven: number;
    exposure: number | null;
    controls: number;
    not_judged: string;
  };
  scopes: {
    no: number;
    id: string;
    provider: string;
    kind: string;
    name: string;
    environment: string;
  };
  scope_spells: Spell & {
    scope: number;
    parent: string | null;
    identities: number;
    standing: number;
    open_findings: number;
    worst_blast_radius: number;
  };
  sources: { no: number; key: string; connector: string; scope: string; source: string };
  source_spells: Spell & { source: number; status: string; detail: string };
  judgements: { no: number; key: string; rule: string; scope: string };
  judgement_spells: Spell & { judgement: number; status: string };
  notice_looks: { series: string; looked_at: string; kinds: string };
  notice_items: { series: string; key: string; kind: NoticeKind; scope: string };
  notice_digests: { name: string; collected_at: string };
}
