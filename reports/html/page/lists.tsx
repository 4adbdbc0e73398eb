import type { Model } from './model.ts';
import { Code, End, List, Section, Severity, Standing, Term } from './parts.tsx';
import { hrefOf } from './route.ts';
import { grouped, percent } from './words.ts';

/** Lines of a long list that are drawn: all are in the CSV tables. */
const most = 1_000;

const Rest = ({ count, file }: { readonly count: number; readonly file: string }) =>
  count > 0 ? (
    <p>
      {grouped(count)} more in {file}.
    </p>
  ) : null;

export const CoverageTables = ({ model }: { readonly model: Model }) => {
  const { coverage, rules } = model.data;
  return (
    <>
      <Section title="Sources" note="What could not be read stands first, with the reason and what fills it.">
        <div class="scrolling-small">
          <table class="plain-table">
            <thead>
              <tr>
                <th scope="col">Status</th>
                <th scope="col">Provider</th>
                <th scope="col">Scope</th>
                <th scope="col">Source</th>
                <th scope="col">Why, and what to do</th>
                <th scope="col">What it tells</th>
              </tr>
            </thead>
            <tbody>
              {coverage.slice(0, most).map((row) => (
                <tr key={`${row.provider} ${row.scope} ${row.source} ${row.detail}`}>
                  <td>
                    <span class={`chip status-${row.status}`}>{row.status}</span>
                  </td>
                  <td>{model.providerName(row.provider)}</td>
                  <td class="place">{row.scope === '*' ? 'all' : model.scopeName(row.scope)}</td>
                  <td class="id">{row.source}</td>
                  <td>{row.detail}</td>
                  <td class="muted">{row.gives.join(', ')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <Rest count={coverage.length - most} file="coverage.csv" />
      </Section>
      <Section
        title="Rules"
        note="Assessed means: could have failed. A rule without an input is not assessed, and never passes in silence."
      >
        <div class="scrolling-small">
          <table class="plain-table">
            <thead>
              <tr>
                <th scope="col">Rule</th>
                <th scope="col">Open</th>
                <th scope="col">Scopes assessed</th>
                <th scope="col">In part</th>
                <th scope="col">Not assessed</th>
                <th scope="col">Why not</th>
              </tr>
            </thead>
            <tbody>
              {rules.map((rule) => (
                <tr key={rule.id}>
                  <td>
                    {rule.title}
                    <div class="id muted">{rule.id}</div>
                  </td>
                  <td class="number">
                    {rule.open === 0 ? (
                      '0'
                    ) : (
                      <a href={hrefOf('identities', { rule: rule.id })}>{grouped(rule.open)}</a>
                    )}
                  </td>
                  <td class="number">{grouped(rule.assessed)}</td>
                  <td class="number">{grouped(rule.partly)}</td>
                  <td class="number">{grouped(rule.notAssessed)}</td>
                  <td>
                    {rule.reasons.slice(0, 3).map((reason) => (
                      <div key={reason}>{reason}</div>
                    ))}
                    {rule.reasons.length > 3 && (
                      <div class="muted">and {rule.reasons.length - 3} more reasons</div>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Section>
      <Section title="Configuration in force">
        {model.data.inForce.length === 0 ? <p>The defaults.</p> : <List lines={model.data.inForce} />}
        {model.data.clock !== '' && <p class="muted">Clock: {model.data.clock}</p>}
      </Section>
    </>
  );
};

export const CoverageView = ({ model }: { readonly model: Model }) => (
  <>
    <h1>Coverage</h1>
    <p class="lead">
      <Term name="coverage">What was read, and what could not be.</Term>
    </p>
    <CoverageTables model={model} />
  </>
);

export const ExceptionsTable = ({ model }: { readonly model: Model }) => {
  const { exceptions } = model.data;
  if (exceptions === null) return <p>No exceptions file was given.</p>;
  if (exceptions.length === 0) return <p>The exceptions file holds none.</p>;
  return (
    <div class="scrolling-small">
      <table class="plain-table">
        <thead>
          <tr>
            <th scope="col">Exception</th>
            <th scope="col">Status</th>
            <th scope="col">Covers</th>
            <th scope="col">Why, by whom</th>
            <th scope="col">Until</th>
            <th scope="col">Findings</th>
          </tr>
        </thead>
        <tbody>
          {exceptions.slice(0, most).map((each) => (
            <tr key={`${each.id} ${each.place}`}>
              <td>
                {each.id}
                <div class="id muted">{each.place}</div>
              </td>
              <td>
                <span class={`chip status-${each.status}`}>{each.status}</span>
                {each.problems.map((problem) => (
                  <div key={problem}>{problem}</div>
                ))}
              </td>
              <td class="id">{each.covers}</td>
              <td>
                {each.reason}
                {each.owner !== '' && (
                  <div class="muted">
                    Owner {each.owner}, approved by {each.approver}, {each.created}
                  </div>
                )}
                {each.controls.map((control) => (
                  <div key={control} class="muted">
                    Meanwhile: {control}
                  </div>
                ))}
              </td>
              <td class="date">{each.expires}</td>
              <td class="number">{grouped(each.findings)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Rest count={exceptions.length - most} file="exceptions.csv" />
    </div>
  );
};

export const ExceptionsView = ({ model }: { readonly model: Model }) => (
  <>
    <h1>Exceptions</h1>
    <p class="lead">
      Documented, owned, approved, expiring acceptances. One that is not in force accepts nothing.
    </p>
    <section class="card">
      <ExceptionsTable model={model} />
    </section>
  </>
);

const changeWords = {
  new: 'new',
  gone: 'gone',
  wider: 'reaches more',
  narrower: 'reaches less',
  standing: 'other standing',
} as const;

const shareOrNone = (share: number | null): string => (share === null ? '–' : percent(share));

export const ChangesView = ({ model }: { readonly model: Model }) => {
  const { changes, again } = model.data;
  if (changes === null)
    return (
      <>
        <h1>What changed</h1>
        <p class="lead">No earlier snapshot was given. Keep one of each run, and name it at the next:</p>
        <section class="card">
          <Code
            text={`nhi-audit scan ${again} --compare-with earlier.ndjson --snapshot today.ndjson --format html > report.html`}
          />
        </section>
      </>
    );
  const { totals, collectedAt } = model.data;
  return (
    <>
      <h1>What changed</h1>
      <p class="lead">
        From {changes.earlier.slice(0, 10)} to {collectedAt.slice(0, 10)}: identities{' '}
        {grouped(changes.identitiesBefore)} → {grouped(totals.identities)}; with privileges that have no end{' '}
        {grouped(changes.standingBefore)} → {grouped(totals.standing)}; open findings{' '}
        {grouped(changes.openBefore)} → {grouped(totals.open)}.
      </p>
      {changes.unequal.length > 0 && (
        <Section
          title="Read differently"
          note="What these show may have been there before, or may still be there."
        >
          <List lines={changes.unequal} />
        </Section>
      )}
      <Section title="Identities">
        {changes.identities.length === 0 && <p>None came, went or changed in what it reaches.</p>}
        {changes.identities.length > 0 && (
          <div class="scrolling-small">
            <table class="plain-table">
              <thead>
                <tr>
                  <th scope="col">Identity</th>
                  <th scope="col">What</th>
                  <th scope="col">Blast radius</th>
                  <th scope="col">Standing</th>
                </tr>
              </thead>
              <tbody>
                {changes.identities.slice(0, most).map((each) => (
                  <tr key={each.id}>
                    <td>
                      <End model={model} end={each.id} />
                    </td>
                    <td>{changeWords[each.what]}</td>
                    <td class="number">
                      {shareOrNone(each.before)} → {shareOrNone(each.now)}
                    </td>
                    <td>
                      {each.standingNow !== '' && <Standing name={each.standingNow} />}
                      {each.standingBefore !== '' && each.standingBefore !== each.standingNow && (
                        <div class="muted">before: {each.standingBefore}</div>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        <Rest
          count={changes.more.identities + Math.max(0, changes.identities.length - most)}
          file="identities.csv of both"
        />
      </Section>
      <Section title="Findings">
        {changes.findings.length === 0 && <p>None is new, none has ended.</p>}
        {changes.findings.length > 0 && (
          <div class="scrolling-small">
            <table class="plain-table">
              <thead>
                <tr>
                  <th scope="col">What</th>
                  <th scope="col">Severity</th>
                  <th scope="col">Finding</th>
                  <th scope="col">Identity</th>
                </tr>
              </thead>
              <tbody>
                {changes.findings.slice(0, most).map((each) => (
                  <tr key={`${each.what} ${each.identity} ${each.rule} ${each.title}`}>
                    <td>{each.what}</td>
                    <td>
                      <Severity name={each.severity} />
                    </td>
                    <td>
                      {each.title}
                      <div class="id muted">{each.rule}</div>
                    </td>
                    <td>
                      <End model={model} end={each.identity} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        <Rest
          count={changes.more.findings + Math.max(0, changes.findings.length - most)}
          file="findings.csv of both"
        />
      </Section>
    </>
  );
};
