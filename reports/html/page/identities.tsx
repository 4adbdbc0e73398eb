import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type Column, columnById, columns } from './columns.tsx';
import type { Model } from './model.ts';
import { Copy, Term } from './parts.tsx';
import {
  type Choice,
  choicesOf,
  type Filter,
  filters,
  paramsOf,
  type Query,
  queryOf,
  rowsOf,
} from './query.ts';
import { identityHref, replaceRoute } from './route.ts';
import { csvOf, download, tabbed } from './table-text.ts';
import { useVirtualRows } from './virtual-rows.ts';
import { counted, grouped } from './words.ts';

const rowHeight = 41;
const listedChoices = 200;

const goTo = (query: Query): void => {
  const params = paramsOf(query).toString();
  replaceRoute(`#identities${params === '' ? '' : `?${params}`}`);
};

const toggled = (values: ReadonlySet<string>, value: string): ReadonlySet<string> => {
  const next = new Set(values);
  if (!next.delete(value)) next.add(value);
  return next;
};

const none: ReadonlySet<string> = new Set();

/** Opens below its button; closes with Escape, and when somebody goes elsewhere. */
const Menu = ({
  title,
  count,
  children,
}: {
  readonly title: string;
  readonly count: number;
  readonly children: () => preact.ComponentChildren;
}) => {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const away = (event: Event): void => {
      if (event.target instanceof Node && box.current?.contains(event.target) !== true) setOpen(false);
    };
    addEventListener('pointerdown', away);
    addEventListener('focusin', away);
    return () => {
      removeEventListener('pointerdown', away);
      removeEventListener('focusin', away);
    };
  }, [open]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes from wherever in it the focus is
    <div
      class="menu"
      ref={box}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return;
        setOpen(false);
        box.current?.querySelector('button')?.focus();
      }}
    >
      <button
        type="button"
        aria-expanded={open}
        class={count > 0 ? 'chosen' : ''}
        onClick={() => setOpen(!open)}
      >
        {title}
        {count > 0 && <span class="count">{count}</span>}
      </button>
      {open && <div class="menu-box">{children()}</div>}
    </div>
  );
};

const Choices = ({
  filter,
  all,
  wanted,
  onToggle,
}: {
  readonly filter: Filter;
  readonly all: readonly Choice[];
  readonly wanted: ReadonlySet<string>;
  readonly onToggle: (value: string) => void;
}) => {
  const [search, setSearch] = useState('');
  const found = all.filter(({ label }) => label.toLowerCase().includes(search.toLowerCase()));
  const shown = found.slice(0, listedChoices);
  return (
    <fieldset>
      <legend>{filter.title}</legend>
      {all.length > 12 && (
        <input
          type="search"
          aria-label={`Search in ${filter.title}`}
          placeholder="Search"
          value={search}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      {shown.map(({ value, label, count }) => (
        <label key={value}>
          <input type="checkbox" checked={wanted.has(value)} onChange={() => onToggle(value)} />
          <span class="label">{label}</span>
          <span class="muted">{grouped(count)}</span>
        </label>
      ))}
      {shown.length === 0 && <p class="muted">Nothing to choose from.</p>}
      {found.length > shown.length && (
        <p class="muted">{grouped(found.length - shown.length)} more: search for them.</p>
      )}
    </fieldset>
  );
};

const FilterMenu = ({
  model,
  query,
  filter,
}: {
  readonly model: Model;
  readonly query: Query;
  readonly filter: Filter;
}) => {
  const wanted = query.wanted.get(filter.id) ?? none;
  return (
    <Menu title={filter.title} count={wanted.size}>
      {() => (
        <Choices
          filter={filter}
          all={choicesOf(model, filter)}
          wanted={wanted}
          onToggle={(value) =>
            goTo({ ...query, wanted: new Map([...query.wanted, [filter.id, toggled(wanted, value)]]) })
          }
        />
      )}
    </Menu>
  );
};

const ColumnMenu = ({ query }: { readonly query: Query }) => {
  const chosen = new Set(query.columns);
  return (
    <Menu title="Columns" count={0}>
      {() => (
        <fieldset>
          <legend>Columns</legend>
          {columns.map((column) => (
            <label key={column.id}>
              <input
                type="checkbox"
                checked={chosen.has(column)}
                disabled={column.id === 'name'}
                onChange={() =>
                  goTo({
                    ...query,
                    columns: columns.filter((each) =>
                      each === column ? !chosen.has(each) : chosen.has(each),
                    ),
                  })
                }
              />
              <span class="label">{column.title}</span>
            </label>
          ))}
        </fieldset>
      )}
    </Menu>
  );
};

const sortedBy = (query: Query, column: Column): Query => {
  if (query.sort?.id !== column.id)
    return {
      ...query,
      sort: columnById.get(column.id),
      descending: column.numeric === true || column.id === 'severity',
    };
  const first = column.numeric === true || column.id === 'severity';
  return query.descending === first ? { ...query, descending: !first } : { ...query, sort: undefined };
};

const ariaSort = (query: Query, column: Column): 'none' | 'ascending' | 'descending' =>
  query.sort?.id !== column.id ? 'none' : query.descending ? 'descending' : 'ascending';

const moveFocus = (event: KeyboardEvent): void => {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const row = (event.target as Element).closest('tr');
  const next = event.key === 'ArrowDown' ? row?.nextElementSibling : row?.previousElementSibling;
  const link = next?.querySelector<HTMLElement>('a');
  if (link === null || link === undefined) return;
  event.preventDefault();
  link.focus();
};

/** In place of rows that are out of view. */
const Space = ({ height, columns: count }: { readonly height: number; readonly columns: number }) =>
  height === 0 ? null : (
    <tr class="space">
      <td colSpan={count} style={{ height: `${height}px` }} />
    </tr>
  );

const Rows = ({
  model,
  query,
  rows,
}: {
  readonly model: Model;
  readonly query: Query;
  readonly rows: readonly number[];
}) => {
  const { box, view } = useVirtualRows(rows.length, rowHeight);
  const width = query.columns.reduce((sum, column) => sum + column.width, 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="rows" ref={box} tabIndex={0} aria-label="Table of identities">
      <table style={{ minWidth: `${width}px` }} aria-rowcount={rows.length + 1} onKeyDown={moveFocus}>
        <caption class="unseen">Identities, as many as the filters let through</caption>
        <colgroup>
          {query.columns.map((column) => (
            <col key={column.id} style={{ width: `${column.width}px` }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {query.columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                aria-sort={ariaSort(query, column)}
                class={column.numeric ? 'number' : ''}
              >
                <button type="button" onClick={() => goTo(sortedBy(query, column))}>
                  {column.title}
                  <span class="arrow" aria-hidden="true">
                    {query.sort?.id !== column.id ? '' : query.descending ? '▼' : '▲'}
                  </span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Space height={view.first * rowHeight} columns={query.columns.length} />
          {rows.slice(view.first, view.end).map((row, place) => (
            <tr key={row} aria-rowindex={view.first + place + 2}>
              {query.columns.map((column) => (
                <td key={column.id} class={column.numeric ? 'number' : ''}>
                  {column.id === 'name' ? (
                    <a
                      href={identityHref(model.data.identities.id[row]!)}
                      title={model.data.identities.id[row]!}
                    >
                      {model.nameOf(row)}
                    </a>
                  ) : (
                    (column.cell?.(model, row) ?? (
                      <span title={String(column.text(model, row))}>{column.text(model, row)}</span>
                    ))
                  )}
                </td>
              ))}
            </tr>
          ))}
          <Space height={(rows.length - view.end) * rowHeight} columns={query.columns.length} />
        </tbody>
      </table>
    </section>
  );
};

const Chosen = ({ model, query }: { readonly model: Model; readonly query: Query }) => {
  const chips = filters.flatMap((filter) =>
    [...(query.wanted.get(filter.id) ?? none)].map((value) => ({ filter, value })),
  );
  if (chips.length === 0 && query.search === '') return null;
  return (
    <div class="chips">
      {chips.map(({ filter, value }) => (
        <button
          key={`${filter.id} ${value}`}
          type="button"
          class="chip removable"
          onClick={() =>
            goTo({
              ...query,
              wanted: new Map([
                ...query.wanted,
                [filter.id, toggled(query.wanted.get(filter.id) ?? none, value)],
              ]),
            })
          }
        >
          {filter.title}: {filter.label?.(model, value) ?? value} <span aria-hidden="true">×</span>
          <span class="unseen">, remove</span>
        </button>
      ))}
      <button type="button" class="quiet" onClick={() => goTo({ ...query, search: '', wanted: new Map() })}>
        Clear all
      </button>
    </div>
  );
};

/** On a narrow screen nobody reads ten columns. */
const narrow: ReadonlyMap<string, number> = new Map([
  ['name', 130],
  ['radius', 125],
  ['severity', 95],
]);

export const Identities = ({
  model,
  params,
}: {
  readonly model: Model;
  readonly params: URLSearchParams;
}) => {
  const asked = useMemo(() => queryOf(params), [params.toString()]);
  const query =
    params.has('columns') || !matchMedia('(max-width: 640px)').matches
      ? asked
      : {
          ...asked,
          columns: columns.flatMap((column) => {
            const width = narrow.get(column.id);
            return width === undefined
              ? []
              : [{ ...column, width, title: column.id === 'severity' ? 'Worst' : column.title }];
          }),
        };
  const rows = useMemo(() => rowsOf(model, query), [model, params.toString()]);
  const { left } = model.data;
  return (
    <>
      <h1>Identities</h1>
      <p class="lead">
        By <Term name="blast radius" />: what is compromised if one leaks. The bar’s full part is{' '}
        <Term name="proven" />, the pale one rests on assumptions.
      </p>
      <div class="filters">
        <input
          id="search"
          type="search"
          aria-label="Search by name, id, owner and scope"
          placeholder="Search name, id, owner, scope ( / )"
          value={query.search}
          onInput={(event) => goTo({ ...query, search: event.currentTarget.value })}
        />
        {filters.map((filter) => (
          <FilterMenu key={filter.id} model={model} query={query} filter={filter} />
        ))}
        <ColumnMenu query={query} />
      </div>
      <Chosen model={model} query={query} />
      <div class="line">
        <p role="status">
          {rows.length === model.rows
            ? counted(rows.length, 'identity', 'identities')
            : `${grouped(rows.length)} of ${counted(model.rows, 'identity', 'identities')}`}
          {left.identities > 0 &&
            `; ${grouped(left.identities)} more, of the smallest blast radius, are in identities.csv only`}
        </p>
        <span class="actions">
          <Copy label="Copy rows" text={() => tabbed(model, query.columns, rows)} />
          <button
            type="button"
            class="quiet"
            onClick={() => download('identities-shown.csv', csvOf(model, query.columns, rows))}
          >
            CSV of these rows
          </button>
          <Copy label="Copy link" text={() => location.href} />
        </span>
      </div>
      {rows.length === 0 ? (
        <p class="card">No identity has all of that.</p>
      ) : (
        <Rows model={model} query={query} rows={rows} />
      )}
    </>
  );
};
