import { useEffect, useRef } from 'preact/hooks';
import type { PagePlan, PlanChangeRow, PlanPoint, PlanStepRow } from '../page-data.ts';
import { Chart } from './chart.tsx';
import type { Model } from './model.ts';
import { Code, Copy, End, List, Section, Term } from './parts.tsx';
import { hrefOf, replaceRoute } from './route.ts';
import { RowsOut } from './rows.tsx';
import { counted, grouped, percent } from './words.ts';

const pointsOf = (plan: PagePlan): readonly PlanPoint[] => [
  plan.start,
  ...plan.steps.map(({ after }) => after),
];

/** The point before a step. */
const beforeOf = (plan: PagePlan, step: number): PlanPoint => plan.steps[step - 1]?.after ?? plan.start;

const lead = ({ start, steps }: PagePlan): string => {
  const last = steps.at(-1);
  return last === undefined
    ? `${percent(start.share)} of the estate is within the blast radius of a standing identity, and no change that is known here reduces that.`
    : `${counted(last.after.changes, 'change')}: the blast radius of standing identities goes from ${percent(start.share)} of the estate to ${percent(last.after.share)}; standing identities with full control of something, from ${grouped(start.controlling)} to ${grouped(last.after.controlling)}.`;
};

const curves = [
  { title: 'Blast radius of standing identities', unit: 'percent', of: ({ share }: PlanPoint) => share },
  {
    title: 'Standing identities with full control of something',
    unit: 'count',
    of: ({ controlling }: PlanPoint) => controlling,
  },
  { title: 'Sum of their blast radii', unit: 'count', of: ({ sum }: PlanPoint) => sum },
] as const;

const Curves = ({ plan, first = curves.length }: { readonly plan: PagePlan; readonly first?: number }) => {
  const points = pointsOf(plan);
  return (
    <div class="charts">
      {curves.slice(0, first).map(({ title, unit, of }) => (
        <Chart
          key={title}
          title={title}
          unit={unit}
          stepped
          places={points.map(({ changes }) => changes)}
          labels={points.map(({ changes }) =>
            changes === 0 ? 'now' : `after ${counted(changes, 'change')}`,
          )}
          series={[{ name: title, tone: 'one', values: points.map(of) }]}
        />
      ))}
    </div>
  );
};

const riskClasses: Readonly<Record<string, string>> = {
  used: 'standing-worst',
  'not known': 'standing-unknown',
  unused: 'standing-good',
};

const riskWords: Readonly<Record<string, string>> = {
  used: 'in use: may break something',
  'not known': 'use not known',
  unused: 'not used',
};

const Change = ({ model, change }: { readonly model: Model; readonly change: PlanChangeRow }) => (
  <div class="change">
    <h3>{change.says}</h3>
    <p class="chips">
      <span class={`chip ${riskClasses[change.risk] ?? ''}`}>{riskWords[change.risk] ?? change.risk}</span>
      <span class="chip">{change.kind}</span>
      <span class="chip">{model.providerName(change.provider)}</span>
      <span class="chip">in {model.scopeName(change.scope)}</span>
      <span class="chip">environment {change.environment}</span>
      <span class="chip">owner {change.owner || 'not known'}</span>
    </p>
    <dl class="facts">
      <div>
        <dt>Who</dt>
        <dd>
          <End model={model} end={change.identity} />
          {change.holders > 1 && `; ${counted(change.holders, 'identity has', 'identities have')} it`}
        </dd>
      </div>
      <div>
        <dt>What it may break</dt>
        <dd>{change.riskSays}</dd>
      </div>
      {change.workloads.length > 0 && (
        <div>
          <dt>Runs with it</dt>
          <dd>
            {change.workloads.join(', ')}
            {change.moreWorkloads > 0 && ` and ${grouped(change.moreWorkloads)} more`}
          </dd>
        </div>
      )}
    </dl>
    {change.commands.length === 0 ? (
      <>
        {change.byHand.map((text) => (
          <p key={text}>{text}</p>
        ))}
        {change.byHand.length === 0 && <p>No command is known: it is done by hand.</p>}
      </>
    ) : (
      <Code text={change.commands.join('\n')} />
    )}
    {change.undo.length > 0 && (
      <details>
        <summary>The way back</summary>
        <Code text={change.undo.join('\n')} />
      </details>
    )}
  </div>
);

const Step = ({
  model,
  plan,
  place,
  open,
}: {
  readonly model: Model;
  readonly plan: PagePlan;
  readonly place: number;
  readonly open: boolean;
}) => {
  const { after, verified, changes, lowers, lowered, guards } = plan.steps[place]!;
  const before = beforeOf(plan, place);
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    if (open) box.current?.scrollIntoView({ block: 'start' });
  }, [open]);
  const numbers = changes.length === 1 ? `${after.changes}` : `${before.changes + 1} to ${after.changes}`;
  return (
    <article class={`card plan-step${open ? ' chosen' : ''}`} ref={box}>
      <h2>
        <a href={hrefOf('plan', { step: String(place + 1) })}>
          {changes.length === 1 ? 'Change' : 'Changes'} {numbers}
        </a>
        {!verified && <span class="chip standing-unknown">estimated</span>}
      </h2>
      <p>
        <strong>Effect: </strong>
        {before.share === after.share
          ? `still ${percent(after.share)}`
          : `${percent(before.share)} → ${percent(after.share)}`}{' '}
        of the estate is within the blast radius of standing identities; full control:{' '}
        {grouped(before.controlling)} → {grouped(after.controlling)};{' '}
        {guards
          ? `${percent(before.proven)} → ${percent(after.proven)} by proven steps, as what falls through`
          : 'a smaller blast radius for'}{' '}
        {counted(lowers, 'identity', 'identities')}
        {guards && ' rests on somebody’s consent'}.
      </p>
      {changes.length > 1 && <p class="note">These help only together.</p>}
      {changes.map((change) => (
        <Change key={`${change.identity} ${change.says}`} model={model} change={change} />
      ))}
      {lowered.length > 0 && (
        <details>
          <summary>{guards ? 'Whose proven blast radius it lowers' : 'Whose blast radius it lowers'}</summary>
          <ul class="plain">
            {lowered.map(([id, was, is]) => (
              <li key={id}>
                <End model={model} end={id} />: {percent(was)} → {percent(is)}
              </li>
            ))}
            {lowers > lowered.length && <li>and {grouped(lowers - lowered.length)} more</li>}
          </ul>
        </details>
      )}
    </article>
  );
};

const head = [
  'step',
  'change',
  'kind',
  'provider',
  'scope',
  'environment',
  'identity',
  'owner',
  'holders',
  'risk',
  'risk_reason',
  'share_before',
  'share_after',
  'full_control_after',
  'verified',
  'commands',
  'undo',
] as const;

const csvRows = (plan: PagePlan, places: readonly number[]): readonly (readonly (string | number)[])[] =>
  places.flatMap((place) => {
    const { after, verified, changes } = plan.steps[place]!;
    return changes.map((change) => [
      place + 1,
      change.says,
      change.kind,
      change.provider,
      change.scope,
      change.environment,
      change.identity,
      change.owner,
      change.holders,
      change.risk,
      change.riskSays,
      beforeOf(plan, place).share,
      after.share,
      after.controlling,
      verified ? 'yes' : 'estimated',
      change.commands.join('\n'),
      change.undo.join('\n'),
    ]);
  });

interface PlanFilter {
  readonly id: string;
  readonly title: string;
  readonly of: (change: PlanChangeRow, model: Model) => string;
  readonly label?: (value: string, model: Model) => string;
}

const nobody = 'not known';

const filters: readonly PlanFilter[] = [
  { id: 'owner', title: 'Owner', of: ({ owner }) => owner || nobody },
  {
    id: 'risk',
    title: 'What it may break',
    of: ({ risk }) => risk,
    label: (value) => riskWords[value] ?? value,
  },
  {
    id: 'provider',
    title: 'Provider',
    of: ({ provider }) => provider,
    label: (value, model) => model.providerName(value),
  },
  { id: 'kind', title: 'Kind', of: ({ kind }) => kind },
];

const Filters = ({
  model,
  plan,
  params,
}: {
  readonly model: Model;
  readonly plan: PagePlan;
  readonly params: URLSearchParams;
}) => {
  const goTo = (id: string, value: string): void => {
    const next = Object.fromEntries(
      filters.map((filter) => [filter.id, filter.id === id ? value : (params.get(filter.id) ?? '')]),
    );
    replaceRoute(hrefOf('plan', next));
  };
  const all = plan.steps.flatMap(({ changes }) => changes);
  return (
    <div class="filters no-print">
      {filters.map((filter) => (
        <label key={filter.id}>
          {filter.title}{' '}
          <select
            value={params.get(filter.id) ?? ''}
            onChange={(event) => goTo(filter.id, event.currentTarget.value)}
          >
            <option value="">any</option>
            {[...new Set(all.map((change) => filter.of(change, model)))].sort().map((value) => (
              <option key={value} value={value}>
                {filter.label?.(value, model) ?? value}
              </option>
            ))}
          </select>
        </label>
      ))}
    </div>
  );
};

const isWanted = (model: Model, { changes }: PlanStepRow, params: URLSearchParams): boolean =>
  filters.every(({ id, of }) => {
    const wanted = params.get(id) ?? '';
    return wanted === '' || changes.some((change) => of(change, model) === wanted);
  });

/** For the overview: what the plan comes to. */
export const PlanCard = ({ model }: { readonly model: Model }) => {
  const { plan } = model.data;
  if (plan === null || plan.steps.length === 0) return null;
  return (
    <Section title="Plan">
      <p>{lead(plan)}</p>
      <Curves plan={plan} first={1} />
      <p>
        <a href="#plan">The changes, in order</a>
      </p>
    </Section>
  );
};

/** On paper: a row a change. */
export const PlanPrinted = ({ model, plan }: { readonly model: Model; readonly plan: PagePlan }) => (
  <section class="card">
    <h2>Plan that ends standing privilege</h2>
    <p>{lead(plan)}</p>
    <List lines={plan.says} />
    <Curves plan={plan} />
    <table class="plain-table">
      <thead>
        <tr>
          <th scope="col">#</th>
          <th scope="col">Change</th>
          <th scope="col">Owner</th>
          <th scope="col">What it may break</th>
          <th scope="col">Falls after it</th>
          <th scope="col">Full control</th>
        </tr>
      </thead>
      <tbody>
        {plan.steps.flatMap(({ changes, after, verified }, place) =>
          changes.map((change, at) => (
            <tr key={`${place} ${at}`}>
              <td>{beforeOf(plan, place).changes + at + 1}</td>
              <td>
                {change.says}
                <div class="id muted">{model.endName(change.identity)}</div>
              </td>
              <td>{change.owner || nobody}</td>
              <td>{change.riskSays}</td>
              <td class="number">
                {percent(after.share)}
                {!verified && ' (estimated)'}
              </td>
              <td class="number">{grouped(after.controlling)}</td>
            </tr>
          )),
        )}
      </tbody>
    </table>
    {plan.moreSteps > 0 && <p>{counted(plan.moreSteps, 'more step')} in plan.json.</p>}
    <p>Nothing was carried out.</p>
  </section>
);

const Without = ({ model }: { readonly model: Model }) => (
  <>
    <h1>Plan</h1>
    <p class="lead">
      Which few changes end the most standing privilege, in which order, with what effect and what they may
      break. It takes longer than a scan, and nobody asked for it:
    </p>
    <section class="card">
      <Code text={`nhi-audit reduce ${model.data.again} --format html > plan.html`} />
      <p>
        Or <code>--with-plan</code> at the scan. Until then, <a href="#first">what to end first</a> lists the
        changes one by one.
      </p>
    </section>
  </>
);

export const PlanView = ({ model, params }: { readonly model: Model; readonly params: URLSearchParams }) => {
  const { plan } = model.data;
  if (plan === null) return <Without model={model} />;
  const places = plan.steps
    .map((_, place) => place)
    .filter((place) => isWanted(model, plan.steps[place]!, params));
  const wanted = Number(params.get('step') ?? 0) - 1;
  const commands = (): string =>
    places.flatMap((place) => plan.steps[place]!.changes.flatMap((change) => change.commands)).join('\n');
  return (
    <>
      <h1>Plan</h1>
      <p class="lead">{lead(plan)}</p>
      <Section
        title="What is left after each change"
        note={
          <>
            <Term name="is reachable from a standing identity">What a standing identity reaches</Term>,{' '}
            <Term name="full control by standing identities">full control</Term> and the{' '}
            <Term name="sum of blast radii">sum</Term>.
          </>
        }
      >
        <Curves plan={plan} />
        <List lines={plan.says} />
      </Section>
      {plan.steps.length > 0 && <Filters model={model} plan={plan} params={params} />}
      {plan.steps.length > 0 && (
        <div class="line">
          <p role="status">
            {places.length === plan.steps.length
              ? counted(places.length, 'step')
              : `${grouped(places.length)} of ${counted(plan.steps.length, 'step')}`}
            . Nothing was carried out.
          </p>
          <div class="actions">
            <RowsOut name="plan-shown.csv" head={head} rows={() => csvRows(plan, places)} />
            <Copy label="Copy commands" text={commands} />
          </div>
        </div>
      )}
      {places.map((place) => (
        <Step key={place} model={model} plan={plan} place={place} open={place === wanted} />
      ))}
      {plan.moreSteps > 0 && <p>{counted(plan.moreSteps, 'more step')} in plan.json of reduce --out.</p>}
      {plan.leftOut.length > 0 && (
        <Section title="Not in the plan" note="Changes that were looked at, and why they are left out.">
          <ul class="plain">
            {plan.leftOut.map(({ says, identity, why }) => (
              <li key={`${identity} ${says}`}>
                {says} <span class="muted">{why}</span>
              </li>
            ))}
          </ul>
          {plan.moreLeftOut > 0 && <p>{grouped(plan.moreLeftOut)} more.</p>}
        </Section>
      )}
    </>
  );
};
