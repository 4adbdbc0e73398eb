import { grouped, percent } from './words.ts';

/** A curve of figures, drawn as SVG of our own: what it says stands in a table beside it, too. */

export interface Series {
  readonly name: string;
  /** One for each x; null: not known there. */
  readonly values: readonly (number | null)[];
  /** Class of the line: a colour and a pattern, so that nobody needs colours to tell them apart. */
  readonly tone: 'one' | 'two' | 'three' | 'four' | 'five';
}

const width = 400;
const height = 180;
const edge = { left: 48, right: 10, top: 10, bottom: 26 } as const;
const inner = { width: width - edge.left - edge.right, height: height - edge.top - edge.bottom } as const;

/** More points than these are a line alone. */
const mostDots = 60;

/** The next round number above: what the axis ends with. */
const roundUp = (value: number): number => {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10].find((factor) => factor * power >= value)!;
  return step * power;
};

const known = (values: readonly (number | null)[]): readonly number[] =>
  values.filter((value) => value !== null);

export type Unit = 'percent' | 'count' | 'days';

const said = (value: number, unit: Unit): string =>
  unit === 'percent' ? percent(value) : grouped(Math.round(value * 10) / 10);

/** A figure that stays until the next one is a step; one that was seen now and then is a line. */
const pathOf = (points: readonly (readonly [x: number, y: number])[], stepped: boolean): string =>
  points
    .map(([x, y], at) =>
      at === 0
        ? `M${x.toFixed(1)} ${y.toFixed(1)}`
        : `${stepped ? `H${x.toFixed(1)}V` : `L${x.toFixed(1)} `}${y.toFixed(1)}`,
    )
    .join('');

const summary = (title: string, { name, values }: Series, unit: Unit, several: boolean): string => {
  const of = several ? `${name}: ` : '';
  const figures = known(values);
  if (figures.length === 0) return `${of}nothing known`;
  return `${several ? of : `${title}: `}from ${said(figures[0]!, unit)} to ${said(figures.at(-1)!, unit)}`;
};

export const Chart = ({
  title,
  unit,
  places,
  labels,
  series,
  stepped = false,
}: {
  readonly title: string;
  readonly unit: Unit;
  /** X of each point, ascending. */
  readonly places: readonly number[];
  /** What is written below each point, and in front of its figure. */
  readonly labels: readonly string[];
  readonly series: readonly Series[];
  readonly stepped?: boolean;
}) => {
  const first = places[0] ?? 0;
  const span = Math.max((places.at(-1) ?? 0) - first, 1e-9);
  const highest = Math.max(0, ...series.flatMap(({ values }) => known(values)));
  const top = unit === 'percent' && highest > 50 ? 100 : roundUp(highest);
  const x = (place: number): number =>
    edge.left + (places.length < 2 ? inner.width / 2 : (inner.width * (place - first)) / span);
  const y = (value: number): number => edge.top + inner.height * (1 - value / top);
  // Nobody has half an identity.
  const ticks = [0, top / 2, top].filter((tick) => unit !== 'count' || Number.isInteger(tick));
  const several = series.length > 1;
  const lowest = edge.top + inner.height;
  return (
    <figure class="chart">
      <figcaption>
        {title}
        {several &&
          series.map(({ name, tone }) => (
            <span key={name} class="chart-key">
              <svg viewBox="0 0 26 6" aria-hidden="true">
                <path class={`curve ${tone}`} d="M0 3H26" />
              </svg>
              {name}
            </span>
          ))}
      </figcaption>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`${several ? `${title}. ` : ''}${series.map((each) => summary(title, each, unit, several)).join('; ')}`}
      >
        {ticks.map((tick) => (
          <g key={tick}>
            <path class="grid" d={`M${edge.left} ${y(tick)}H${width - edge.right}`} />
            <text x={edge.left - 6} y={y(tick) + 4} text-anchor="end">
              {said(tick, unit)}
            </text>
          </g>
        ))}
        <text x={x(places[0] ?? 0)} y={lowest + 18} text-anchor={places.length < 2 ? 'middle' : 'start'}>
          {labels[0] ?? ''}
        </text>
        {places.length > 1 && (
          <text x={width - edge.right} y={lowest + 18} text-anchor="end">
            {labels.at(-1) ?? ''}
          </text>
        )}
        {series.map(({ name, values, tone }) => {
          const points = values.flatMap((value, at) =>
            value === null ? [] : [{ at, value, place: [x(places[at]!), y(value)] as const }],
          );
          return (
            <g key={name}>
              <path
                class={`curve ${tone}`}
                d={pathOf(
                  points.map(({ place }) => place),
                  stepped,
                )}
              />
              {points.length <= mostDots &&
                points.map(({ at, value, place: [cx, cy] }) => (
                  <circle key={at} class={`dot ${tone}`} cx={cx} cy={cy} r="3">
                    <title>{`${labels[at] ?? ''}${several ? `, ${name}` : ''}: ${said(value, unit)}`}</title>
                  </circle>
                ))}
            </g>
          );
        })}
      </svg>
    </figure>
  );
};
