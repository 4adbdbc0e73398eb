import { columns } from './columns.tsx';
import { ChangesView, CoverageTables, ExceptionsTable } from './lists.tsx';
import type { Model } from './model.ts';
import { Overview } from './overview.tsx';
import { Fix, Severity } from './parts.tsx';
import { PlanPrinted } from './plan.tsx';
import { TrendPrinted } from './trend.tsx';
import { counted, grouped, percent } from './words.ts';

/** What goes on paper: the rest is in the tables beside the file. */
const most = { identities: 300, groups: 60 } as const;

const printed: readonly string[] = [
  'name',
  'radius',
  'severity',
  'findings',
  'standing',
  'kind',
  'scope',
  'owner',
];

export const Cover = ({ model }: { readonly model: Model }) => {
  const { data } = model;
  const whole = data.coverage.filter(({ status }) => status === 'complete').length;
  const files = data.inForce.slice(0, 12);
  return (
    <section class="cover">
      <p class="brand">nhi-audit</p>
      <h1>Non-human identities: privilege and posture</h1>
      <dl>
        <dt>State of</dt>
        <dd>{data.collectedAt.slice(0, 19).replace('T', ' ')} UTC</dd>
        {data.clock !== '' && (
          <>
            <dt>Clock</dt>
            <dd>{data.clock}</dd>
          </>
        )}
        <dt>Scopes</dt>
        <dd>
          {data.scopes
            .slice(0, 8)
            .map(({ id }) => model.scopeName(id))
            .join(', ')}
          {data.scopes.length > 8 && ` and ${grouped(data.scopes.length - 8)} more`}
        </dd>
        <dt>Identities</dt>
        <dd>{grouped(data.totals.identities)}</dd>
        <dt>Open findings</dt>
        <dd>
          {grouped(data.totals.open)}, {grouped(data.totals.accepted)} accepted by exceptions
        </dd>
        <dt>Read</dt>
        <dd>
          {grouped(whole)} of {counted(data.coverage.length, 'source')} in full
        </dd>
        <dt>Made by</dt>
        <dd>
          {data.tool.name} {data.tool.version}
        </dd>
      </dl>
      {files.length > 0 && (
        <>
          <h2>Judged under</h2>
          <ul>
            {files.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      )}
      <p class="muted">
        That a finding stands against a control says that it is evidence to be weighed there; whether a
        control is met is for people to decide. A share is the part of the estate, weighed by what is kept
        there, that is compromised if an identity leaks.
      </p>
    </section>
  );
};

const IdentityTable = ({ model }: { readonly model: Model }) => {
  const shown = columns.filter(({ id }) => printed.includes(id));
  const rows = Array.from({ length: Math.min(model.rows, most.identities) }, (_, row) => row);
  const left = model.data.totals.identities - rows.length;
  return (
    <section class="card">
      <h2>Identities by blast radius</h2>
      <table class="plain-table">
        <thead>
          <tr>
            {shown.map((column) => (
              <th key={column.id} scope="col">
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row}>
              {shown.map((column) => (
                <td key={column.id}>
                  {column.id === 'radius'
                    ? percent(model.data.identities.radius[row]!)
                    : column.text(model, row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {left > 0 && <p>{grouped(left)} more in identities.csv.</p>}
    </section>
  );
};

const Groups = ({ model }: { readonly model: Model }) => {
  const open = model.data.groups.filter((group) => group.open > 0);
  return (
    <section class="card">
      <h2>What to end, in this order</h2>
      {open.length === 0 && <p>Nothing is open.</p>}
      {open.slice(0, most.groups).map((group) => (
        <article key={group.id} class="finding">
          <h3>
            <Severity name={group.severity} /> {group.title}
          </h3>
          <p class="muted">
            {percent(group.radius)} of the estate; {counted(group.open, 'open finding')} at{' '}
            {counted(group.identities, 'identity', 'identities')}; {group.rules.join(', ')}
          </p>
          <Fix lines={group.fix.slice(0, 1)} />
        </article>
      ))}
      {open.length > most.groups && <p>{grouped(open.length - most.groups)} more in findings.csv.</p>}
    </section>
  );
};

/** The whole report on paper, whatever is on the screen. */
export const Printed = ({ model }: { readonly model: Model }) => (
  <>
    <Cover model={model} />
    <Overview model={model} />
    <IdentityTable model={model} />
    <Groups model={model} />
    {model.data.plan !== null && <PlanPrinted model={model} plan={model.data.plan} />}
    {model.data.changes !== null && <ChangesView model={model} />}
    {model.data.trend !== null && <TrendPrinted trend={model.data.trend} />}
    <h1>Coverage</h1>
    <CoverageTables model={model} />
    <section class="card">
      <h2>Exceptions</h2>
      <ExceptionsTable model={model} />
    </section>
  </>
);
