import type { Tables } from './schema.ts';

/** What a scan says something of, beside itself. All are kept alike: a row that describes the subject, and spells of values. */
export interface Kind {
  /** Table of the subjects. */
  readonly table: keyof Tables;
  /** Its column that tells subjects apart. */
  readonly key: string;
  /** Columns that are the same whenever it is found, and those that the newest scan decides. */
  readonly fixed: readonly string[];
  readonly described: readonly string[];
  readonly spells: keyof Tables;
  /** Column of the spells with the number of the subject. */
  readonly subject: string;
  readonly values: readonly string[];
}

export const kinds = {
  finding: {
    table: 'findings',
    key: 'fingerprint',
    fixed: ['rule', 'identity', 'scope'],
    described: ['title'],
    spells: 'finding_spells',
    subject: 'finding',
    values: ['status', 'severity', 'rests'],
  },
  identity: {
    table: 'identities',
    key: 'key',
    fixed: ['provider', 'id'],
    described: ['kind', 'nature', 'name', 'scope', 'owner'],
    spells: 'identity_spells',
    subject: 'identity',
    values: ['standing', 'blast_radius', 'proven', 'exposure', 'controls', 'not_judged'],
  },
  scope: {
    table: 'scopes',
    key: 'id',
    fixed: ['provider'],
    described: ['kind', 'name', 'environment'],
    spells: 'scope_spells',
    subject: 'scope',
    values: ['parent', 'identities', 'standing', 'open_findings', 'worst_blast_radius'],
  },
  source: {
    table: 'sources',
    key: 'key',
    fixed: ['connector', 'scope', 'source'],
    described: [],
    spells: 'source_spells',
    subject: 'source',
    values: ['status', 'detail'],
  },
  judgement: {
    table: 'judgements',
    key: 'key',
    fixed: ['rule', 'scope'],
    described: [],
    spells: 'judgement_spells',
    subject: 'judgement',
    values: ['status'],
  },
} as const satisfies Readonly<Record<string, Kind>>;

export type KindName = keyof typeof kinds;
export const kindNames = Object.keys(kinds) as readonly KindName[];

export type Cell = string | number | null;

/** What a scan says of one subject. Cells are in the order of the columns of its kind. */
export interface Saying {
  readonly key: string;
  readonly fixed: readonly Cell[];
  readonly described: readonly Cell[];
  readonly values: readonly Cell[];
}
