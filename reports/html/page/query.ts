import { severities } from '../../../src/model/finding.ts';
import { levels } from '../../../src/model/level.ts';
import type { Coded } from '../page-data.ts';
import { type Column, columnById, columns } from './columns.tsx';
import type { Model } from './model.ts';

/** What the list of identities is asked for; each state is an address that can be sent to somebody. */
export interface Query {
  readonly search: string;
  /** Wanted values by filter; one without values is not asked. */
  readonly wanted: ReadonlyMap<string, ReadonlySet<string>>;
  readonly sort: Column | undefined;
  readonly descending: boolean;
  readonly columns: readonly Column[];
}

/** One filter: what a row has of it, and what there is to choose from. */
export interface Filter {
  readonly id: string;
  readonly title: string;
  /** Of a row; several where it is about its findings. */
  readonly valuesOf: (model: Model, row: number) => readonly string[];
  readonly label?: (model: Model, value: string) => string;
  /** In this order; absent: alphabetical. */
  readonly order?: readonly string[];
  /** It is about open findings: all such filters ask the same one. */
  readonly ofFinding?: (finding: ReturnType<Model['openOf']>[number]) => readonly string[];
}

const byWord = (
  id: string,
  title: string,
  column: (model: Model) => Coded,
  more: Partial<Filter> = {},
): Filter => ({ id, title, valuesOf: (model, row) => [model.word(column(model), row)], ...more });

const byFinding = (
  id: string,
  title: string,
  ofFinding: NonNullable<Filter['ofFinding']>,
  more: Partial<Filter> = {},
): Filter => ({
  id,
  title,
  ofFinding,
  valuesOf: (model, row) => model.openOf(row).flatMap(ofFinding),
  ...more,
});

const unknownOwner = 'not known';

export const filters: readonly Filter[] = [
  byFinding('severity', 'Severity', ({ severity }) => [severities[severity]!], {
    order: severities.toReversed(),
  }),
  byWord('standing', 'Standing', ({ data }) => data.identities.standing),
  byWord('provider', 'Provider', ({ data }) => data.identities.provider, {
    label: (model, value) => model.providerName(value),
  }),
  {
    id: 'scope',
    title: 'Scope',
    valuesOf: ({ data }, row) => {
      const place = data.identities.scope[row]!;
      return place < 0 ? [] : [data.scopes[place]!.id];
    },
    label: (model, value) => model.scopeName(value),
  },
  byWord('environment', 'Environment', ({ data }) => data.identities.environment),
  byWord('nature', 'Nature', ({ data }) => data.identities.nature),
  byWord('kind', 'Kind', ({ data }) => data.identities.kind),
  {
    id: 'level',
    title: 'Own level',
    valuesOf: ({ data }, row) => [levels[data.identities.level[row]!]!],
    order: levels.toReversed(),
  },
  byFinding('rule', 'Rule', ({ found }) => [found.rule]),
  {
    id: 'owner',
    title: 'Owner',
    valuesOf: (model, row) => [model.word(model.data.identities.owner, row) || unknownOwner],
  },
  byFinding('owasp', 'OWASP', ({ found }) => found.owasp),
  byFinding('control', 'Framework control', ({ found }) => found.controls),
];

export const queryOf = (params: URLSearchParams): Query => {
  const sort = params.get('sort') ?? '';
  const chosen = (params.get('columns') ?? '').split(',').flatMap((id) => columnById.get(id) ?? []);
  return {
    search: params.get('q') ?? '',
    wanted: new Map(
      filters
        .map(({ id }) => [id, new Set(params.getAll(id))] as const)
        .filter(([, values]) => values.size > 0),
    ),
    sort: columnById.get(sort.replace(/^-/, '')),
    descending: sort.startsWith('-'),
    columns: chosen.length > 0 ? chosen : columns.filter(({ usual }) => usual),
  };
};

/** The same as an address. */
export const paramsOf = ({ search, wanted, sort, descending, columns: chosen }: Query): URLSearchParams => {
  const params = new URLSearchParams();
  if (search !== '') params.set('q', search);
  for (const [id, values] of wanted) for (const value of values) params.append(id, value);
  if (sort !== undefined) params.set('sort', `${descending ? '-' : ''}${sort.id}`);
  const usual = columns.filter((column) => column.usual);
  if (chosen.length !== usual.length || chosen.some((column, place) => column !== usual[place]))
    params.set('columns', chosen.map(({ id }) => id).join(','));
  return params;
};

const haystacks = new WeakMap<Model, readonly string[]>();

/** What a search looks through: name, id, owner and scope, in small letters. */
const haystackOf = (model: Model): readonly string[] => {
  const known = haystacks.get(model);
  if (known !== undefined) return known;
  const { identities } = model.data;
  const made = identities.id.map((id, row) =>
    `${identities.name[row]} ${id} ${model.word(identities.owner, row)} ${model.scopeNameAt(identities.scope[row]!)}`.toLowerCase(),
  );
  haystacks.set(model, made);
  return made;
};

const hasAny = (wanted: ReadonlySet<string>, values: readonly string[]): boolean =>
  values.some((value) => wanted.has(value));

const compare = (a: string | number, b: string | number): number =>
  typeof a === 'number' && typeof b === 'number'
    ? a - b
    : String(a) < String(b)
      ? -1
      : Number(String(a) > String(b));

/** The rows that a query asks for, in its order; without one in that of the report. */
export const rowsOf = (model: Model, query: Query): readonly number[] => {
  const words = query.search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const haystack = words.length === 0 ? [] : haystackOf(model);
  const asked = filters.flatMap((filter) => {
    const wanted = query.wanted.get(filter.id);
    return wanted === undefined ? [] : [{ filter, wanted }];
  });
  const ofRow = asked.filter(({ filter }) => filter.ofFinding === undefined);
  const ofFinding = asked.filter(({ filter }) => filter.ofFinding !== undefined);
  const rows: number[] = [];
  for (let row = 0; row < model.rows; row++) {
    if (!words.every((word) => haystack[row]!.includes(word))) continue;
    if (!ofRow.every(({ filter, wanted }) => hasAny(wanted, filter.valuesOf(model, row)))) continue;
    // One and the same finding has all that is asked of findings.
    if (
      ofFinding.length > 0 &&
      !model
        .openOf(row)
        .some((finding) =>
          ofFinding.every(({ filter, wanted }) => hasAny(wanted, filter.ofFinding!(finding))),
        )
    )
      continue;
    rows.push(row);
  }
  const { sort, descending } = query;
  if (sort === undefined) return rows;
  const keys = new Map(rows.map((row) => [row, sort.key(model, row)]));
  const sign = descending ? -1 : 1;
  return rows.sort((a, b) => sign * compare(keys.get(a)!, keys.get(b)!) || a - b);
};

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly count: number;
}

/** What there is to choose from, with how many identities have it. */
export const choicesOf = (model: Model, filter: Filter): readonly Choice[] => {
  const counts = new Map<string, number>();
  for (let row = 0; row < model.rows; row++)
    for (const value of new Set(filter.valuesOf(model, row))) counts.set(value, (counts.get(value) ?? 0) + 1);
  const choices = [...counts].map(([value, count]) => ({
    value,
    label: filter.label?.(model, value) ?? value,
    count,
  }));
  const { order } = filter;
  return choices.sort((a, b) =>
    order === undefined
      ? compare(a.label.toLowerCase(), b.label.toLowerCase())
      : order.indexOf(a.value) - order.indexOf(b.value),
  );
};
