import { type Data, type Lookup, shownText, unknown, type Value, valuesOfText } from './values.ts';

/**
 * The jobs that a matrix makes of one.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstrategymatrix
 */

/** One of them: what `matrix.<name>` is there, the name in lower case. */
export type Row = ReadonlyMap<string, Value>;

export interface Matrix {
  /** At least one; a job without a matrix has one that is empty. */
  readonly rows: readonly Row[];
  /** What the names are that no row has, where only a run tells all rows. */
  readonly open?: Value;
}

/** GitHub makes no more of one job. */
const mostRows = 256;

type Json = Readonly<Record<string, unknown>>;
const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a written value may be; texts inside of lists and mappings that are no single thing stay as they are written. */
const valuesOfJson = (written: unknown, lookup: Lookup): readonly Value[] =>
  typeof written === 'string'
    ? valuesOfText(written, lookup)
    : [{ is: 'known', value: settled(written, lookup) }];

const settled = (written: unknown, lookup: Lookup): Data => {
  if (typeof written === 'string') {
    const values = valuesOfText(written, lookup);
    const [only] = values;
    return values.length === 1 && only!.is === 'known' ? only!.value : values.map(shownText).join(' or ');
  }
  if (Array.isArray(written)) return written.map((each) => settled(each, lookup));
  if (isJson(written))
    return Object.fromEntries(Object.entries(written).map(([name, each]) => [name, settled(each, lookup)]));
  return typeof written === 'number' || typeof written === 'boolean' ? written : null;
};

const cellKey = (value: Value): string => JSON.stringify(value);

const product = (axes: readonly (readonly [name: string, values: readonly Value[]])[]): readonly Row[] => {
  let rows: readonly Row[] = [new Map()];
  for (const [name, values] of axes)
    rows = rows.flatMap((row) => values.map((value) => new Map([...row, [name, value]]))).slice(0, mostRows);
  return rows;
};

interface Entries {
  /** Each once for each value that a part of it may have. */
  readonly list: readonly (readonly (readonly [string, Value])[])[];
  /** One of them may be more things than are told apart. */
  readonly isCut: boolean;
}

/** The entries of `include` or `exclude`. */
const entriesIn = (written: readonly unknown[], lookup: Lookup): Entries => {
  let isCut = false;
  const list = written.filter(isJson).flatMap((entry) => {
    const sets = Object.entries(entry).map(
      ([name, each]) => [name.toLowerCase(), valuesOfJson(each, lookup)] as const,
    );
    isCut ||= sets.reduce((size, [, { length }]) => size * length, 1) > mostRows;
    return product(sets).map((row) => [...row]);
  });
  return { list, isCut };
};

/** The elements of what should be a list; undefined: only a run tells them. */
const elementsOf = (
  written: unknown,
  lookup: Lookup,
): { readonly values: readonly Value[]; readonly open?: Value } => {
  if (Array.isArray(written)) return { values: written.flatMap((each) => valuesOfJson(each, lookup)) };
  if (written === undefined || written === null) return { values: [] };
  const found = valuesOfJson(written, lookup);
  const open = found.find(({ is }) => is === 'unknown');
  const values = found.flatMap((value): readonly Value[] => {
    if (value.is === 'unknown') return [];
    return Array.isArray(value.value)
      ? (value.value as readonly Data[]).map((each): Value => ({ is: 'known', value: each }))
      : [value];
  });
  return { values, ...(open === undefined ? {} : { open }) };
};

const entryOf = (value: Value): unknown => (value.is === 'known' ? value.value : undefined);

/** Of one that is worked out: the rows, by axes, exclusions and additions in GitHub's order. */
const rowsOf = (matrix: Json, lookup: Lookup): Matrix => {
  const axes = Object.entries(matrix)
    .filter(([name]) => !['include', 'exclude'].includes(name.toLowerCase()))
    .map(([name, written]) => [name.toLowerCase(), elementsOf(written, lookup)] as const);
  const [including, excluding] = ['include', 'exclude'].map((name) =>
    elementsOf(Object.hasOwn(matrix, name) ? matrix[name] : undefined, lookup),
  ) as [ReturnType<typeof elementsOf>, ReturnType<typeof elementsOf>];
  const size = axes.reduce((count, [, { values, open }]) => count * (values.length + (open ? 1 : 0)), 1);
  if (size > mostRows) {
    return {
      rows: [new Map()],
      open: unknown('matrix', `a matrix makes no more than ${mostRows} jobs`, JSON.stringify(matrix)),
    };
  }
  const full = axes.map(
    ([name, { values, open }]) => [name, open === undefined ? values : [...values, open]] as const,
  );
  const additions = entriesIn(including.values.map(entryOf), lookup);
  if (additions.isCut) {
    const open = unknown('matrix', 'what it adds may be too many things', JSON.stringify(matrix));
    return { rows: [new Map()], open: { ...open, beyond: true } };
  }
  // Of exclusions those that are not told apart exclude nothing.
  // Of exclusions those that are not told apart exclude nothing.
  const { list: exclusions } = entriesIn(excluding.values.map(entryOf), lookup);
  const original = (axes.length === 0 ? [] : product(full)).filter(
    (row) =>
      !exclusions.some(
        (entry) =>
          entry.length > 0 &&
          entry.every(([name, value]) => {
            const own = row.get(name);
            // What is not known may be something else.
            return own?.is === 'known' && value.is === 'known' && cellKey(own) === cellKey(value);
          }),
      ),
  );
  const names = new Set(axes.map(([name]) => name));
  const rows: Map<string, Value>[] = original.map((row) => new Map(row));
  const added: Row[] = [];
  for (const entry of additions.list) {
    const shared = entry.filter(([name]) => names.has(name));
    const fitting = rows.filter((_, index) =>
      shared.every(([name, value]) => {
        const own = original[index]!.get(name);
        return own !== undefined && cellKey(own) === cellKey(value);
      }),
    );
    if (fitting.length === 0) added.push(new Map(entry));
    for (const row of fitting) for (const [name, value] of entry) row.set(name, value);
  }
  const open = including.open;
  const all = [...rows, ...added];
  return {
    rows: all.length === 0 || open !== undefined ? [...all, new Map()] : all,
    ...(open === undefined ? {} : { open }),
  };
};

/** @param lookup every context but `matrix` */
export const matrixOf = (strategy: unknown, lookup: Lookup): Matrix => {
  const none: Matrix = { rows: [new Map()] };
  const written = isJson(strategy) ? strategy.matrix : undefined;
  // As written: the texts in it are worked out one by one.
  if (isJson(written)) return rowsOf(written, lookup);
  const forms =
    typeof strategy === 'string'
      ? valuesOfText(strategy, lookup).map(matrixIn)
      : typeof written === 'string'
        ? valuesOfText(written, lookup)
        : [];
  const all = forms.map((form): Matrix => {
    if (form.is === 'unknown') return { rows: [new Map()], open: form };
    return isJson(form.value) ? rowsOf(form.value, lookup) : none;
  });
  const open = all.flatMap((each) => each.open ?? [])[0];
  const rows = all.flatMap((each) => each.rows);
  return { rows: rows.length === 0 ? [new Map()] : rows, ...(open === undefined ? {} : { open }) };
};

/** The matrix of a strategy that an expression gives. */
const matrixIn = (strategy: Value): Value =>
  strategy.is === 'known'
    ? {
        is: 'known',
        value: (isJson(strategy.value) ? (strategy.value.matrix as Data | undefined) : null) ?? null,
      }
    : strategy;
