import { severities } from '../../../src/model/finding.ts';
import type { PageTrend, TrendRow } from '../page-data.ts';
import { Chart, type Series } from './chart.tsx';
import type { Model } from './model.ts';
import { Code, Section, Term } from './parts.tsx';
import { RowsOut } from './rows.tsx';
import { counted, grouped, percent } from './words.ts';

const minute = (time: string): string => time.slice(0, 16).replace('T', ' ');

const share = ({ standing, privileged }: TrendRow): number | null =>
  privileged === 0 ? null : (100 * standing) / privileged;

const tones: Readonly<Record<string, Series['tone']>> = {
  critical: 'one',
  high: 'two',
  medium: 'three',
  low: 'four',
  info: 'five',
};

/** What is drawn, in the order of the page. */
const charts: readonly {
  readonly title: string;
  readonly unit: 'percent' | 'count' | 'days';
  readonly series: (points: readonly TrendRow[]) => readonly Series[];
}[] = [
  {
    title: 'Standing share: identities with standing privileges, of those with privileges',
    unit: 'percent',
    series: (points) => [{ name: 'standing share', tone: 'one', values: points.map(share) }],
  },
  {
    title: 'Largest blast radius: how much of the estate one identity can compromise',
    unit: 'percent',
    series: (points) => [{ name: 'largest', tone: 'one', values: points.map(({ worst }) => worst) }],
  },
  {
    title: 'Open findings by severity',
    unit: 'count',
    series: (points) =>
      severities
        .map((severity, at) => ({
          name: severity,
          tone: tones[severity] ?? 'five',
          values: points.map(({ open }) => open[at] ?? 0),
        }))
        // A line along the bottom says nothing of a severity that nothing was of.
        .filter(({ values }) => values.some((value) => value > 0))
        .toReversed(),
  },
  {
    title: 'Days that open findings are old, and that fixes take, on average',
    unit: 'days',
    series: (points) => [
      { name: 'age of what is open', tone: 'one', values: points.map(({ age }) => age) },
      { name: 'time to fix (90 days)', tone: 'three', values: points.map(({ fix }) => fix) },
    ],
  },
];

const Curves = ({ trend, first = charts.length }: { readonly trend: PageTrend; readonly first?: number }) => {
  const { points } = trend;
  return (
    <div class="charts">
      {charts.slice(0, first).map(({ title, unit, series }) => (
        <Chart
          key={title}
          title={title}
          unit={unit}
          places={points.map(({ at }) => Date.parse(at))}
          labels={points.map(({ at }) => at.slice(0, 10))}
          series={series(points)}
        />
      ))}
    </div>
  );
};

const head = [
  'collected',
  'standing',
  'privileged',
  'standing_share',
  'largest_blast_radius',
  ...severities.toReversed().map((severity) => `open_${severity}`),
  'accepted',
  'unseen',
  'mean_age_days',
  'mean_days_to_fix',
] as const;

const csvRow = (row: TrendRow): readonly (string | number)[] => {
  const part = share(row);
  return [
    row.at,
    row.standing,
    row.privileged,
    part === null ? '' : Math.round(part * 10) / 10,
    row.worst,
    ...row.open.toReversed(),
    row.accepted,
    row.unseen,
    row.age ?? '',
    row.fix ?? '',
  ];
};

const days = (value: number | null): string => (value === null ? '–' : grouped(Math.round(value)));

const openOf = ({ open }: TrendRow): number => open.reduce((sum, count) => sum + count, 0);
const shareText = (row: TrendRow): string => {
  const part = share(row);
  return part === null ? '–' : percent(part);
};
const critical = severities.indexOf('critical');

/** What became of it, for who reads one line. */
const InShort = ({ first, last }: { readonly first: TrendRow; readonly last: TrendRow }) => {
  const figures: readonly (readonly [says: string, of: (row: TrendRow) => string])[] = [
    ['standing share', shareText],
    ['largest blast radius', ({ worst }) => percent(worst)],
    ['open findings', (row) => grouped(openOf(row))],
    ['critical', ({ open }) => grouped(open[critical] ?? 0)],
  ];
  return (
    <p class="lead">
      From the first scan to the newest:{' '}
      {figures
        .map(([says, of]) =>
          of(first) === of(last) ? `${says} ${of(last)} as before` : `${says} ${of(first)} → ${of(last)}`,
        )
        .join(', ')}
      .
      {first.series !== last.series &&
        ` ${counted(last.series, 'thing is', 'things are')} scanned instead of ${grouped(first.series)}: figures grow where one comes in.`}
    </p>
  );
};

const Scans = ({ trend }: { readonly trend: PageTrend }) => (
  <div class="scrolling-small">
    <table class="plain-table">
      <caption>Scan by scan, the newest first</caption>
      <thead>
        <tr>
          <th scope="col">Collected (UTC)</th>
          <th scope="col">Standing share</th>
          <th scope="col">Largest blast radius</th>
          {severities.toReversed().map((severity) => (
            <th key={severity} scope="col">
              {severity}
            </th>
          ))}
          <th scope="col">Accepted</th>
          <th scope="col">Not seen</th>
          <th scope="col">Age, days</th>
          <th scope="col">To fix, days</th>
        </tr>
      </thead>
      <tbody>
        {trend.points.toReversed().map((row, at) => {
          return (
            // Two scans may be of one time.
            <tr key={`${row.at} ${at}`}>
              <td>{minute(row.at)}</td>
              <td class="number">{shareText(row)}</td>
              <td class="number">{percent(row.worst)}</td>
              {row.open.toReversed().map((count, place) => (
                <td key={severities[place]} class="number">
                  {grouped(count)}
                </td>
              ))}
              <td class="number">{grouped(row.accepted)}</td>
              <td class="number">{grouped(row.unseen)}</td>
              <td class="number">{days(row.age)}</td>
              <td class="number">{days(row.fix)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  </div>
);

/** For the overview: whether it gets better, in two curves. */
export const TrendCard = ({ model }: { readonly model: Model }) => {
  const { trend } = model.data;
  if (trend === null || trend.points.length < 2) return null;
  return (
    <Section title="Over time">
      <Curves trend={trend} first={2} />
      <p>
        <a href="#trend">All curves, scan by scan</a>
      </p>
    </Section>
  );
};

export const TrendPrinted = ({ trend }: { readonly trend: PageTrend }) => (
  <section class="card">
    <h2>Over time</h2>
    <Curves trend={trend} />
    <Scans trend={trend} />
  </section>
);

export const TrendView = ({ model }: { readonly model: Model }) => {
  const { trend, again } = model.data;
  if (trend === null)
    return (
      <>
        <h1>Over time</h1>
        <p class="lead">
          This scan is in no history. Add each scan to one, and the page shows whether it gets better:
        </p>
        <section class="card">
          <Code text={`nhi-audit scan ${again} --history nhi.db --format html > report.html`} />
        </section>
      </>
    );
  const { points, left } = trend;
  const [oldest, newest] = [points[0], points.at(-1)];
  return (
    <>
      <h1>Over time</h1>
      <p class="lead">
        {counted(points.length + left, 'scan')} of the history, from {oldest?.at.slice(0, 10)} to{' '}
        {newest?.at.slice(0, 10)}. Where several things are scanned in turn, each counts as it was last seen.
        {left > 0 && ` ${grouped(points.length)} of them are drawn, evenly spread.`}
      </p>
      {oldest !== undefined && newest !== undefined && points.length > 1 && (
        <InShort first={oldest} last={newest} />
      )}
      <Section
        title="Curves"
        note={<Term name="largest blast radius">What one identity can compromise</Term>}
      >
        <Curves trend={trend} />
      </Section>
      <Section
        title="Figures"
        note="Not seen: what they rest on was not read, so that they are neither open nor fixed. To fix: over the 90 days before."
      >
        <RowsOut name="trend.csv" head={head} rows={() => points.map(csvRow)} />
        <Scans trend={trend} />
      </Section>
    </>
  );
};
