import { useEffect, useMemo, useState } from 'preact/hooks';
import { levels } from '../../../src/model/level.ts';
import type { CredentialRow, Detail, FindingRow, StepRow } from '../page-data.ts';
import { detailOf, readyDetailOf } from './blocks.ts';
import { waysOut } from './identity-ways.ts';
import type { Model } from './model.ts';
import { Code, Copy, End, Fix, List, Section, Severity, Standing, Term } from './parts.tsx';
import { Picture } from './picture.tsx';
import { hrefOf } from './route.ts';
import { ageOf, counted, grouped, percent } from './words.ts';

const shellWord = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

const explainCommand = ({ data }: Model, id: string): string =>
  `nhi-audit explain ${shellWord(id)} ${data.again}`.trimEnd();

const Finding = ({ finding }: { readonly finding: FindingRow }) => (
  <article class="finding">
    <h3>
      <Severity name={finding.severity} /> {finding.title}
    </h3>
    <p class="muted">
      <a href={hrefOf('identities', { rule: finding.rule })}>{finding.rule}</a>, {finding.status}, confidence{' '}
      {finding.confidence}, fingerprint <span class="id">{finding.fingerprint}</span>
    </p>
    {finding.since !== '' && <p>{finding.since}</p>}
    <Fix lines={finding.fix} />
    {finding.exception.length > 0 && (
      <div class="accepted">
        <strong>Exception: </strong>
        <List lines={finding.exception} />
      </div>
    )}
    <details>
      <summary>Evidence and controls</summary>
      <List lines={finding.evidence} />
      <p class="muted">
        {finding.owasp.join(', ')}
        {finding.controls.length > 0 && `; evidence to be weighed for: ${finding.controls.join('; ')}`}
      </p>
    </details>
  </article>
);

export const Path = ({ model, steps }: { readonly model: Model; readonly steps: readonly StepRow[] }) => (
  <ol class="path">
    <li class="start">
      <End model={model} end={steps[0]!.from} />
    </li>
    {steps.map((step) => (
      <li
        key={`${step.from} ${step.to} ${step.technique}`}
        class={step.assumes.length > 0 ? 'assumed' : 'proven'}
      >
        <p class="how">
          can {step.by} <span class="muted">{step.technique}</span>
        </p>
        <p class="who">
          <End model={model} end={step.to} />
        </p>
        {step.assumes.map((text) => (
          <p key={text} class="assumes">
            Assumes: {text}
          </p>
        ))}
        <details>
          <summary>Evidence</summary>
          <List lines={step.evidence} />
        </details>
      </li>
    ))}
  </ol>
);

const Heat = ({ model, heat }: { readonly model: Model; readonly heat: Detail['heat'] }) => {
  if (heat.length === 0) return <p>Its own grants give nothing that the facts show.</p>;
  return (
    <>
      {heat.map(({ scope, rows }) => (
        <table key={scope} class="heat-map">
          <caption>
            In {model.scopeName(scope)} <span class="id muted">{scope}</span>
          </caption>
          <thead>
            <tr>
              <th scope="col">Service</th>
              {levels.slice(1).map((level) => (
                <th key={level} scope="col">
                  {level}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.services.join()}>
                <th scope="row">{row.all ? 'every service' : row.services.join(', ')}</th>
                {row.share.map((share, at) => (
                  <td
                    key={levels[at + 1]}
                    class={`heat heat-${share === 0 ? 0 : Math.max(1, Math.ceil(share * 4))}`}
                  >
                    {share === 0 ? <span class="muted">·</span> : share === 1 ? 'all' : percent(100 * share)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </>
  );
};

const Credential = ({ credential }: { readonly credential: CredentialRow }) => {
  const { kind, id, status, lifetime, binding, note, created, expires, used, age } = credential;
  return (
    <tr>
      <td>
        {kind} {id !== '' && <div class="id muted">{id}</div>}
        {note !== '' && <div class="muted">{note}</div>}
      </td>
      <td>{status}</td>
      <td>
        {lifetime}
        <div class="muted">{binding}</div>
      </td>
      <td>
        {age === null ? (
          <span class="muted">{lifetime === 'short-lived' ? 'issued on demand' : 'not known'}</span>
        ) : (
          <>
            {ageOf(age)}
            <span class="bar" aria-hidden="true">
              <span
                class={age > 365 ? 'old' : age > 90 ? 'ageing' : 'seen'}
                style={{ width: `${Math.min(100, age / 7.3)}%` }}
              />
            </span>
            <div class="muted">since {created}</div>
          </>
        )}
        {expires !== '' && <div class="muted">expires {expires}</div>}
      </td>
      <td>{used}</td>
    </tr>
  );
};

const Credentials = ({ credentials }: { readonly credentials: Detail['credentials'] }) =>
  credentials.length === 0 ? (
    <p>None known.</p>
  ) : (
    <div class="scrolling-small">
      <table class="plain-table">
        <thead>
          <tr>
            <th scope="col">Credential</th>
            <th scope="col">Status</th>
            <th scope="col">Works</th>
            <th scope="col">Age</th>
            <th scope="col">Last used</th>
          </tr>
        </thead>
        <tbody>
          {credentials.map((credential) => (
            <Credential key={`${credential.kind} ${credential.id}`} credential={credential} />
          ))}
        </tbody>
      </table>
    </div>
  );

const Grants = ({ model, detail }: { readonly model: Model; readonly detail: Detail }) => (
  <details>
    <summary>Grants, as they are written: {grouped(detail.grants.length + detail.moreGrants)}</summary>
    <ul class="grants">
      {detail.grants.map((grant) => (
        <li key={`${grant.scope} ${grant.name} ${grant.source}`}>
          <strong>{grant.name}</strong> on {model.scopeName(grant.scope)}: {grant.via}, {grant.duration}{' '}
          <span class="id muted">[{grant.source}]</span>
          {grant.gives.length === 0 ? (
            <p>Nothing: denied, or outside the permissions boundary.</p>
          ) : (
            <ul class="plain">
              {grant.gives.map(([level, what]) => (
                <li key={`${level} ${what}`}>
                  <span class="level">{level}</span> {what}
                </li>
              ))}
            </ul>
          )}
          {grant.conditions.map((condition) => (
            <p key={condition} class="muted">
              if {condition}
            </p>
          ))}
        </li>
      ))}
    </ul>
    {detail.moreGrants > 0 && <p>{grouped(detail.moreGrants)} more in grants.csv.</p>}
  </details>
);

const May = ({ detail }: { readonly detail: Detail }) =>
  detail.may === null ? null : (
    <details>
      <summary>Line by line, after denies and limits: {grouped(detail.may.length + detail.moreMay)}</summary>
      <ul class="grants">
        {detail.may.map(([level, head, lines]) => (
          <li key={`${level} ${head} ${lines.join()}`}>
            <span class="level">{level}</span> {head}
            {lines.map((line) => (
              <p key={line} class="muted">
                {line}
              </p>
            ))}
          </li>
        ))}
      </ul>
      {detail.moreMay > 0 && <p>{grouped(detail.moreMay)} more: nhi-audit explain … --format json.</p>}
    </details>
  );

const Become = ({ model, detail }: { readonly model: Model; readonly detail: Detail }) => (
  <>
    {detail.trusts.length === 0 && detail.takenOverBy.length === 0 && (
      <p>No one in the collected data, except whoever holds its credentials.</p>
    )}
    <List lines={detail.trusts} />
    {detail.takenOverBy.length > 0 && (
      <>
        <p>
          Can be taken over in one step, proven or assumed, by{' '}
          {counted(detail.takenOverBy.length + detail.moreTakenOverBy, 'identity', 'identities')}:
        </p>
        <ul class="names">
          {detail.takenOverBy.map((id) => (
            <li key={id}>
              <End model={model} end={id} />
            </li>
          ))}
          {detail.moreTakenOverBy > 0 && <li>and {grouped(detail.moreTakenOverBy)} more</li>}
        </ul>
      </>
    )}
  </>
);

const Exposure = ({ detail }: { readonly detail: Detail }) => (
  <table class="bands">
    <caption class="unseen">Exposure by its sides</caption>
    <tbody>
      {detail.exposure.map(({ part, points, most, known, unknown }) => (
        <tr key={part}>
          <th scope="row">{part}</th>
          <td>
            <span class="bar wide" aria-hidden="true">
              <span class="proven" style={{ width: `${(100 * points) / most}%` }} />
            </span>
            <div class="muted">
              {known.join('; ')}
              {unknown.length > 0 && ` Not known: ${unknown.join('; ')}`}
            </div>
          </td>
          <td class="number">
            {points} of {most}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);

const Facts = ({ detail }: { readonly detail: Detail }) => (
  <dl class="facts">
    {detail.facts.map(([name, text]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd class={name === 'Id' || name === 'Written in' ? 'id' : ''}>{text}</dd>
      </div>
    ))}
  </dl>
);

const Details = ({
  model,
  row,
  detail,
}: {
  readonly model: Model;
  readonly row: number;
  readonly detail: Detail;
}) => {
  const id = model.data.identities.id[row]!;
  const ways = useMemo(() => waysOut(model, id, detail), [model, id, detail]);
  const [worst, ...further] = detail.paths;
  const scope = model.data.scopes[model.data.identities.scope[row]!];
  const unjudged = model.data.unjudged[scope?.unjudged ?? -1] ?? [];
  return (
    <>
      {detail.notes.length > 0 && <p class="note">{detail.notes.join('; ')}.</p>}
      <Section title={`Findings (${grouped(detail.findings.length)})`}>
        {detail.findings.length === 0 && <p>None of its own.</p>}
        {detail.findings.map((finding) => (
          <Finding key={finding.fingerprint} finding={finding} />
        ))}
        {detail.scopeFindings.length > 0 && (
          <>
            <h3>Findings of its scope, which are about it too</h3>
            <List lines={detail.scopeFindings} />
          </>
        )}
      </Section>
      <Section
        title="Its path to the worst"
        note={
          <>
            The shortest. <Term name="full control">Full control</Term> of:{' '}
            {detail.admin.map(model.scopeName).join(', ') || 'no scope'}
            {detail.adminIf.length > 0 && `; if assumptions hold: ${detail.adminIf.join('; ')}`}.
          </>
        }
      >
        {worst === undefined ? (
          <p>None needed: its own permissions reach all of it.</p>
        ) : (
          <Path model={model} steps={worst} />
        )}
        {further.map((steps) => (
          <details key={steps.at(-1)!.to}>
            <summary>To {model.endName(steps.at(-1)!.to)}</summary>
            <Path model={model} steps={steps} />
          </details>
        ))}
        {detail.morePaths > 0 && (
          <p>{counted(detail.morePaths, 'more scope')} with a path to full control.</p>
        )}
      </Section>
      {ways.edges.length > 0 && (
        <Section title="What it can take over">
          <Picture model={model} {...ways} label="Ways out of this identity" />
          {detail.moreSteps > 0 && (
            <p>{grouped(detail.moreSteps)} more that it takes over in one step are not drawn.</p>
          )}
        </Section>
      )}
      <Section
        title="What it can do itself"
        note={
          <>
            Services by <Term name="level" />: the share of the resources there.
          </>
        }
      >
        <Heat model={model} heat={detail.heat} />
        <May detail={detail} />
        <Grants model={model} detail={detail} />
      </Section>
      <Section title={`Credentials (${grouped(detail.credentials.length)})`}>
        <Credentials credentials={detail.credentials} />
      </Section>
      <Section title="Who can become it">
        <Become model={model} detail={detail} />
      </Section>
      <Section title={<Term name="exposure">How easily somebody could get hold of it</Term>}>
        <Exposure detail={detail} />
      </Section>
      <Section title="What is known of it">
        <Facts detail={detail} />
      </Section>
      {unjudged.length > 0 && (
        <Section title={`Not judged, or not fully, in ${model.scopeName(scope?.id ?? '')}`}>
          <List lines={unjudged} />
        </Section>
      )}
    </>
  );
};

const Head = ({ model, row }: { readonly model: Model; readonly row: number }) => {
  const { identities } = model.data;
  const radius = identities.radius[row]!;
  const proven = identities.proven[row]!;
  const id = identities.id[row]!;
  return (
    <header class="identity-head">
      <div>
        <h1>{model.nameOf(row)}</h1>
        <p class="id">{id}</p>
        <p class="chips">
          <span class="chip">
            {model.providerName(model.word(identities.provider, row))} {model.word(identities.kind, row)}
          </span>
          <Standing name={model.word(identities.standing, row)} whole />
          <span class="chip">{model.word(identities.nature, row)}</span>
          <span class="chip">in {model.scopeNameAt(identities.scope[row]!)}</span>
          <span class="chip">environment {model.word(identities.environment, row)}</span>
          <span class="chip">owner {model.word(identities.owner, row) || 'not known'}</span>
        </p>
        <p class="actions">
          <Copy label="Copy link" text={() => location.href} />
          <Copy label="Copy the command for the terminal" text={() => explainCommand(model, id)} />
        </p>
      </div>
      <div class="dial">
        <svg viewBox="0 0 120 120" role="img" aria-label={`${percent(radius)} of the estate`}>
          <circle cx="60" cy="60" r="50" class="track" />
          <circle
            cx="60"
            cy="60"
            r="50"
            class="assumed"
            pathLength={100}
            stroke-dasharray={`${radius} 100`}
          />
          <circle cx="60" cy="60" r="50" class="proven" pathLength={100} stroke-dasharray={`${proven} 100`} />
          <text x="60" y="66" text-anchor="middle">
            {percent(radius)}
          </text>
        </svg>
        <p>
          of the estate is compromised if it leaks (<Term name="blast radius" />
          {proven < radius && `; ${percent(proven)} by proven steps`}). Rank {grouped(row + 1)} of{' '}
          {grouped(model.data.totals.identities)}; {counted(identities.becomableBy[row]!, 'other')} can become
          it, it can become {grouped(identities.becomes[row]!)}.
        </p>
      </div>
    </header>
  );
};

export const IdentityView = ({ model, id }: { readonly model: Model; readonly id: string }) => {
  const row = model.rowOf(id);
  const hasDetail = row !== undefined && row < model.data.left.firstWithout;
  const [, setUnpacked] = useState('');
  const detail = hasDetail ? readyDetailOf(model.data, row) : undefined;
  useEffect(() => {
    if (hasDetail && detail === undefined) void detailOf(model.data, row).then(() => setUnpacked(id));
  }, [id, row, hasDetail, detail]);
  if (row === undefined)
    return (
      <>
        <h1>Not in this report</h1>
        <p>
          There is no identity <span class="id">{id}</span> among those of this file.{' '}
          {model.data.left.identities > 0 &&
            'The ones of the smallest blast radius are in identities.csv only.'}
        </p>
      </>
    );
  return (
    <>
      <Head model={model} row={row} />
      {!hasDetail && (
        <Section title="More about it">
          <p>
            The page holds the details of the {grouped(model.data.left.firstWithout)} identities with the
            largest blast radius. All about this one:
          </p>
          <Code text={explainCommand(model, id)} />
          <h3>Open findings</h3>
          <ul class="plain">
            {model.openOf(row).map(({ found, severity }) => (
              <li key={`${found.rule} ${severity}`}>
                <a href={hrefOf('identities', { rule: found.rule })}>{found.rule}</a>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {detail !== undefined && <Details key={id} model={model} row={row} detail={detail} />}
    </>
  );
};
