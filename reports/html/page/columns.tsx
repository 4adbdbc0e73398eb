import type { ComponentChildren } from 'preact';
import { levels } from '../../../src/model/level.ts';
import { durations, flagNames, lifetimes } from '../page-data.ts';
import { type Model, severityName } from './model.ts';
import { Severity, Share, Standing } from './parts.tsx';
import { ageOf, daysAgo, type TermName } from './words.ts';

/** One column of the table of identities. */
export interface Column {
  /** As the address of the page has it. */
  readonly id: string;
  readonly title: string;
  readonly term?: TermName;
  readonly width: number;
  /** Shown before anybody chose. */
  readonly usual: boolean;
  readonly numeric?: true;
  /** What rows are sorted by; numbers where the column is one. */
  readonly key: (model: Model, row: number) => string | number;
  /** For copies and CSV. */
  readonly text: (model: Model, row: number) => string | number;
  readonly cell?: (model: Model, row: number) => ComponentChildren;
}

const bitsText = (names: readonly string[], bits: number): string =>
  names.filter((_, place) => (bits >> place) & 1).join(', ');

const orBefore = (value: number | null, none: number): number => value ?? none;

const worded = (
  id: 'kind' | 'nature' | 'environment' | 'owner' | 'standing' | 'provider',
  title: string,
  width: number,
  usual: boolean,
  more: Partial<Column> = {},
): Column => {
  const text = (model: Model, row: number): string => model.word(model.data.identities[id], row);
  return { id, title, width, usual, key: text, text, ...more };
};

const counted = (
  id: 'becomableBy' | 'becomes' | 'hops' | 'controls' | 'controlsIf' | 'credentials',
  title: string,
  width: number,
): Column => {
  const value = (model: Model, row: number): number => model.data.identities[id][row]!;
  return { id, title, width, usual: false, numeric: true, key: value, text: value };
};

/** All that can be shown, in the order of the table. */
export const columns: readonly Column[] = [
  {
    id: 'name',
    title: 'Identity',
    width: 260,
    usual: true,
    key: (model, row) => model.nameOf(row),
    text: (model, row) => model.nameOf(row),
  },
  {
    id: 'radius',
    title: 'Blast radius',
    term: 'blast radius',
    width: 185,
    usual: true,
    numeric: true,
    key: ({ data }, row) => data.identities.radius[row]!,
    text: ({ data }, row) => data.identities.radius[row]!,
    cell: ({ data }, row) => (
      <Share share={data.identities.radius[row]!} proven={data.identities.proven[row]!} />
    ),
  },
  {
    id: 'severity',
    title: 'Worst finding',
    width: 140,
    usual: true,
    key: (model, row) => model.worstOf(row),
    text: (model, row) => severityName(model.worstOf(row)),
    cell: (model, row) => <Severity name={severityName(model.worstOf(row))} />,
  },
  {
    id: 'findings',
    title: 'Open',
    width: 85,
    usual: true,
    numeric: true,
    key: (model, row) => model.openOf(row).length,
    text: (model, row) => model.openOf(row).length,
  },
  worded('standing', 'Standing', 225, true, {
    term: 'standing',
    cell: (model, row) => <Standing name={model.word(model.data.identities.standing, row)} />,
  }),
  worded('kind', 'Kind', 150, true),
  worded('provider', 'Provider', 110, true, {
    text: (model, row) => model.providerName(model.word(model.data.identities.provider, row)),
    cell: (model, row) => model.providerName(model.word(model.data.identities.provider, row)),
  }),
  {
    id: 'scope',
    title: 'Scope',
    width: 170,
    usual: true,
    key: (model, row) => model.scopeNameAt(model.data.identities.scope[row]!),
    text: (model, row) => model.scopeNameAt(model.data.identities.scope[row]!),
  },
  worded('environment', 'Environment', 120, false),
  worded('owner', 'Owner', 170, true, {
    cell: (model, row) =>
      model.word(model.data.identities.owner, row) || <span class="muted">not known</span>,
  }),
  worded('nature', 'Nature', 90, false, { term: 'nature' }),
  {
    id: 'level',
    title: 'Own level',
    term: 'level',
    width: 100,
    usual: false,
    key: ({ data }, row) => data.identities.level[row]!,
    text: ({ data }, row) => levels[data.identities.level[row]!]!,
  },
  {
    id: 'used',
    title: 'Last used',
    width: 120,
    usual: true,
    // Never comes after the longest ago, and what is not known last of all.
    key: ({ data }, row) => {
      const days = data.identities.lastUsed[row]!;
      return days === null ? 2e6 : days < 0 ? 1e6 : days;
    },
    text: ({ data }, row) => daysAgo(data.identities.lastUsed[row]!),
  },
  {
    id: 'age',
    title: 'Age',
    width: 100,
    usual: false,
    key: ({ data }, row) => orBefore(data.identities.age[row]!, -1),
    text: ({ data }, row) => ageOf(data.identities.age[row]!),
  },
  {
    id: 'secret',
    title: 'Oldest secret',
    width: 120,
    usual: false,
    key: ({ data }, row) => orBefore(data.identities.credentialAge[row]!, -1),
    text: ({ data }, row) => {
      const days = data.identities.credentialAge[row]!;
      return days === null ? '' : ageOf(days);
    },
  },
  {
    id: 'lifetimes',
    title: 'Credentials last',
    term: 'credential lifetime',
    width: 160,
    usual: false,
    key: ({ data }, row) => bitsText(lifetimes, data.identities.lifetimes[row]!),
    text: ({ data }, row) => bitsText(lifetimes, data.identities.lifetimes[row]!),
  },
  {
    id: 'durations',
    title: 'Grants last',
    term: 'grant duration',
    width: 160,
    usual: false,
    key: ({ data }, row) => bitsText(durations, data.identities.durations[row]!),
    text: ({ data }, row) => bitsText(durations, data.identities.durations[row]!),
  },
  {
    id: 'exposure',
    title: 'Exposure',
    term: 'exposure',
    width: 100,
    usual: false,
    numeric: true,
    key: ({ data }, row) => orBefore(data.identities.exposure[row]!, -1),
    text: ({ data }, row) => data.identities.exposure[row] ?? '',
  },
  {
    id: 'proven',
    title: 'Proven share',
    term: 'proven',
    width: 120,
    usual: false,
    numeric: true,
    key: ({ data }, row) => data.identities.proven[row]!,
    text: ({ data }, row) => data.identities.proven[row]!,
  },
  counted('becomableBy', 'Can become it', 120),
  counted('becomes', 'It can become', 120),
  counted('hops', 'Steps', 80),
  counted('controls', 'Scopes controlled', 140),
  counted('controlsIf', 'If assumptions hold', 150),
  counted('credentials', 'Credentials', 110),
  {
    id: 'rules',
    title: 'Rules',
    width: 300,
    usual: false,
    key: (model, row) =>
      model
        .openOf(row)
        .map(({ found }) => found.rule)
        .join(', '),
    text: (model, row) => [...new Set(model.openOf(row).map(({ found }) => found.rule))].join(', '),
  },
  {
    id: 'flags',
    title: 'Notes',
    width: 150,
    usual: false,
    key: ({ data }, row) => bitsText(flagNames, data.identities.flags[row]!),
    text: ({ data }, row) => bitsText(flagNames, data.identities.flags[row]!),
  },
  {
    id: 'id',
    title: 'Id',
    width: 360,
    usual: false,
    key: ({ data }, row) => data.identities.id[row]!,
    text: ({ data }, row) => data.identities.id[row]!,
  },
];

export const columnById: ReadonlyMap<string, Column> = new Map(columns.map((column) => [column.id, column]));
