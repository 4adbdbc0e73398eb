import { severities } from '../../../src/model/finding.ts';
import { standingsWithoutEnd } from '../../../src/model/standing.ts';
import type { Crossing } from '../page-data.ts';
import type { Model } from './model.ts';
import { Section, Severity, Share, shortStanding, Term } from './parts.tsx';
import { PlanCard } from './plan.tsx';
import { hrefOf, identityHref } from './route.ts';
import { TrendCard } from './trend.tsx';
import { counted, grouped, percent } from './words.ts';

const Figure = ({
  value,
  label,
  tone = '',
  href,
}: {
  readonly value: string;
  readonly label: preact.ComponentChildren;
  readonly tone?: string;
  readonly href: string;
}) => (
  <div class={`figure-card ${tone}`}>
    <a class="big" href={href}>
      {value}
    </a>
    <div>{label}</div>
  </div>
);

const share = (part: number, whole: number): number => (whole === 0 ? 0 : (100 * part) / whole);

/** How many identities bring down how much. */
const Bands = ({ model }: { readonly model: Model }) => {
  const { bands, identities } = model.data.totals;
  const most = Math.max(1, ...bands.map((band) => band.identities));
  return (
    <table class="bands">
      <caption class="unseen">Identities by blast radius</caption>
      <thead class="unseen">
        <tr>
          <th scope="col">Share compromised if one leaks</th>
          <th scope="col">Bar</th>
          <th scope="col">Identities</th>
        </tr>
      </thead>
      <tbody>
        {bands.map((band) => (
          <tr key={band.name}>
            <th scope="row">{band.name}</th>
            <td>
              <span
                class="bar wide"
                title={`${band.standing} of ${band.identities} with privileges that have no end`}
              >
                <span class="assumed" style={{ width: `${share(band.identities, most)}%` }} />
                <span class="proven" style={{ width: `${share(band.standing, most)}%` }} />
              </span>
            </td>
            <td class="number">
              {grouped(band.identities)}{' '}
              <span class="muted">{percent(share(band.identities, identities))}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

/** Counts by two words, the larger the darker. */
export const Cross = ({
  crossing: { rows, columns, of },
  caption,
  href,
}: {
  readonly crossing: Crossing;
  readonly caption: string;
  readonly href?: (row: string, column: string) => string;
}) => {
  const most = Math.max(1, ...of.flat());
  return (
    <div class="scrolling-small">
      <table class="cross">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <td />
            {columns.map((column) => (
              <th key={column} scope="col">
                {shortStanding(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={row}>
              <th scope="row">{row}</th>
              {columns.map((column, place) => {
                const count = of[at]![place]!;
                const strength =
                  count === 0 ? 0 : Math.max(1, Math.ceil((4 * Math.log1p(count)) / Math.log1p(most)));
                return (
                  <td key={column} class={`heat heat-${strength}`}>
                    {count === 0 ? (
                      <span class="muted">·</span>
                    ) : href === undefined ? (
                      grouped(count)
                    ) : (
                      <a href={href(row, column)}>{grouped(count)}</a>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

const Owasp = ({ model }: { readonly model: Model }) => {
  const { owasp } = model.data.totals;
  const most = Math.max(1, ...owasp.map(([, , open]) => open));
  return (
    <table class="bands">
      <caption class="unseen">Open findings by OWASP risk</caption>
      <tbody>
        {owasp.map(([id, title, open]) => (
          <tr key={id}>
            <th scope="row">
              {open === 0 ? title : <a href={hrefOf('identities', { owasp: id })}>{title}</a>}{' '}
              <span class="muted">{id}</span>
            </th>
            <td>
              <span class="bar wide">
                <span class="proven" style={{ width: `${share(open, most)}%` }} />
              </span>
            </td>
            <td class="number">{grouped(open)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const First = ({ model }: { readonly model: Model }) => {
  const open = model.data.groups.filter((group) => group.open > 0);
  return (
    <>
      <ol class="first">
        {open.slice(0, 5).map((group) => (
          <li key={group.id}>
            <Severity name={group.severity} />{' '}
            <a href={hrefOf('first', { group: group.id })}>{group.title}</a>
            <div class="muted">
              {group.identities === 1 &&
                group.members[0] !== undefined &&
                `${model.endName(group.members[0])}: `}
              {percent(group.radius)} of the estate; {counted(group.open, 'finding')} at{' '}
              {counted(group.identities, 'identity', 'identities')}
            </div>
            <div>{group.fix[0]}</div>
          </li>
        ))}
      </ol>
      {open.length === 0 && <p>Nothing is open.</p>}
      {open.length > 5 && (
        <p>
          <a href="#first">All {counted(open.length, 'change')}</a>
        </p>
      )}
    </>
  );
};

const Worst = ({ model }: { readonly model: Model }) => (
  <table class="worst">
    <caption class="unseen">The identities with the largest blast radius</caption>
    <thead>
      <tr>
        <th scope="col">Identity</th>
        <th scope="col">Blast radius</th>
        <th scope="col">Worst finding</th>
      </tr>
    </thead>
    <tbody>
      {model.data.identities.id.slice(0, 10).map((id, row) => (
        <tr key={id}>
          <td>
            <a href={identityHref(id)}>{model.nameOf(row)}</a>
            <div class="muted">
              {model.providerName(model.word(model.data.identities.provider, row))}{' '}
              {model.word(model.data.identities.kind, row)}
            </div>
          </td>
          <td>
            <Share share={model.data.identities.radius[row]!} proven={model.data.identities.proven[row]!} />
          </td>
          <td>
            <Severity name={severities[model.worstOf(row)] ?? ''} />
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);

const Seen = ({ model }: { readonly model: Model }) => {
  const { coverage, rules } = model.data;
  const whole = coverage.filter(({ status }) => status === 'complete').length;
  const unjudged = rules.filter(({ notAssessed, partly }) => notAssessed + partly > 0).length;
  return (
    <>
      <p>
        {grouped(whole)} of {counted(coverage.length, 'source')} were read in full
        {unjudged === 0
          ? '; every rule could be judged.'
          : `; ${counted(unjudged, 'rule')} could not be judged everywhere. That nothing was found there says nothing.`}
      </p>
      <span
        class="bar wide"
        role="img"
        aria-label={`${percent(share(whole, coverage.length))} of the sources read in full`}
      >
        <span class="seen" style={{ width: `${share(whole, coverage.length)}%` }} />
      </span>
      <ul class="plain">
        {model.data.gaps.slice(0, 4).map((gap) => (
          <li key={gap}>{gap}</li>
        ))}
      </ul>
      <p>
        <a href="#coverage">
          {model.data.gaps.length > 4 ? `All ${grouped(model.data.gaps.length)} gaps` : 'Coverage in full'}
        </a>
      </p>
    </>
  );
};

const Changed = ({ model }: { readonly model: Model }) => {
  const { changes, totals } = model.data;
  if (changes === null)
    return (
      <p>
        No earlier snapshot was given. <code>--compare-with earlier.ndjson</code> says what changed.
      </p>
    );
  const count = (what: string): number => changes.findings.filter((each) => each.what === what).length;
  return (
    <p>
      Since {changes.earlier.slice(0, 10)}: {counted(count('new'), 'new finding')}, {grouped(count('ended'))}{' '}
      ended; open {grouped(changes.openBefore)} → {grouped(totals.open)}, privileges without expiry{' '}
      {grouped(changes.standingBefore)} → {grouped(totals.standing)} identities.{' '}
      <a href="#changes">What changed</a>
    </p>
  );
};

export const Overview = ({ model }: { readonly model: Model }) => {
  const { totals, verdict, collectedAt } = model.data;
  const grave = totals.openBySeverity[4]! + totals.openBySeverity[3]!;
  return (
    <>
      <h1>Non-human identities</h1>
      <p class="lead">
        State of {collectedAt.slice(0, 16).replace('T', ' ')} UTC.{' '}
        {!verdict.read
          ? 'Nothing could be read from any source: there is no verdict.'
          : verdict.complete
            ? 'Everything that was asked for was read.'
            : 'Not everything could be seen: what is missing stands under coverage.'}
      </p>
      <div class="figures">
        <Figure
          value={grouped(totals.identities)}
          href="#identities"
          label={`identities: ${grouped(totals.machines)} machines, ${grouped(totals.people)} people, ${grouped(totals.identities - totals.machines - totals.people)} not known`}
        />
        <Figure
          value={percent(Math.round(share(totals.standing, totals.identities)))}
          tone="warn"
          href={`#identities?${standingsWithoutEnd.map((each) => `standing=${encodeURIComponent(each)}`).join('&')}`}
          label={
            <>
              hold <Term name="standing">privileges without expiry</Term>: {grouped(totals.standing)}{' '}
              identities
            </>
          }
        />
        <Figure
          value={grouped(totals.half)}
          tone={totals.half > 0 ? 'bad' : ''}
          href="#identities?sort=-radius"
          label={
            <>
              bring down half of the estate or more, each alone (<Term name="blast radius" />)
            </>
          }
        />
        <Figure
          value={grouped(grave)}
          tone={grave > 0 ? 'bad' : ''}
          href="#identities?severity=critical&severity=high"
          label={`critical and high findings, of ${grouped(totals.open)} open; ${grouped(totals.accepted)} accepted by exceptions`}
        />
      </div>
      <div class="columns">
        <Section
          title="How much of the estate each identity could compromise"
          note={
            <>
              Identities by the share of the estate that is compromised if one leaks. Dark: privileges without
              expiry.
            </>
          }
        >
          <Bands model={model} />
        </Section>
        <Section title="What to end first" note="One change each; what it ends is counted beside it.">
          <First model={model} />
        </Section>
        <Section title="The ten that matter most">
          <Worst model={model} />
        </Section>
        <Section
          title="Standing privilege"
          note={
            <>
              Two axes: <Term name="credential lifetime">how long the credential works</Term> and{' '}
              <Term name="grant duration">how long the grant holds</Term>. A short-lived credential on a grant
              without expiry is standing privilege all the same.
            </>
          }
        >
          <Cross
            caption="By provider"
            crossing={{
              ...totals.byProvider,
              rows: totals.byProvider.rows.map(model.providerName),
            }}
            href={(row, column) =>
              hrefOf('identities', {
                provider: totals.byProvider.rows.find((id) => model.providerName(id) === row) ?? row,
                standing: column,
              })
            }
          />
          <Cross
            caption="By the strongest level of its own privileges"
            crossing={totals.byLevel}
            href={(row, column) => hrefOf('identities', { level: row, standing: column })}
          />
          <Cross
            caption="By credential (rows) and grant (columns), each by what lasts longest"
            crossing={totals.byAxis}
          />
        </Section>
        <Section
          title="By OWASP risk"
          note="Open findings, by the OWASP Non-Human Identities Top 10 of 2025."
        >
          <Owasp model={model} />
        </Section>
        <Section
          title="What could be seen"
          note={<Term name="coverage">Coverage counts as much as results.</Term>}
        >
          <Seen model={model} />
        </Section>
        <Section title="What changed">
          <Changed model={model} />
        </Section>
        <PlanCard model={model} />
        <TrendCard model={model} />
      </div>
    </>
  );
};
