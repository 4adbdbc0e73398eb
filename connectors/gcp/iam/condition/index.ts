import { isoTime } from '../../../../src/model/time.ts';
import { type Answer, asksTime, type Circumstances, evaluate, spanOf } from './evaluate.ts';
import { type Expression, partsOf } from './expression.ts';
import { isBounded, parseCondition } from './parse.ts';

/** A condition of a binding or a deny rule, read once. */
export interface Condition {
  /** As written. */
  readonly text: string;
  /** Undefined: it could not be read, and nobody can tell what it lets. */
  readonly tree: Expression | undefined;
  /** What it says for certain wherever it is asked, now. */
  readonly now: Answer;
  /** From then on it lets nothing, ISO 8601. Absent: no such time. */
  readonly until?: string;
  /** It lets nothing yet, and may from then on, ISO 8601. */
  readonly from?: string;
  /** It let something until then, and never will again, ISO 8601. */
  readonly ended?: string;
  /** Whether nothing but the clock decides. */
  readonly timeOnly: boolean;
  /** Which budget it is past. Absent: none, whether it can be read or not. */
  readonly beyond?: string;
}

const nowhere: Circumstances['attributes'] = new Map();

/** Parts that are looked at to tell how an expression turns with time: those of a person's own have some dozens. */
const mostLooks = 1_000_000;

/**
 * Times at which what the clock decides can change: those that are written, with and without spans, and new years.
 * @returns undefined: so many that nobody can try them all
 */
const turnsOf = (tree: Expression): readonly number[] | undefined => {
  const [times, spans, years]: [number[], number[], number[]] = [[], [0], []];
  const parts = partsOf(tree);
  for (const part of parts) {
    if (part.is === 'call' && part.of === undefined) {
      const [argument] = part.args;
      const text = argument?.is === 'value' && typeof argument.value === 'string' ? argument.value : '';
      const time = part.name === 'timestamp' ? Date.parse(text) : Number.NaN;
      const span = part.name === 'duration' ? spanOf(text) : undefined;
      if (!Number.isNaN(time)) times.push(time);
      if (span !== undefined) spans.push(span, -span);
    }
    if (part.is === 'value' && typeof part.value === 'number' && part.value >= 1970 && part.value <= 9998)
      years.push(Date.UTC(part.value, 0, 1), Date.UTC(part.value + 1, 0, 1));
  }
  if ((times.length * spans.length + years.length) * parts.length > mostLooks) return undefined;
  return [...times.flatMap((time) => spans.map((span) => time + span)), ...years];
};

/** The last of these times before which something was let. @param turns past ones, ascending */
const lastEnd = (turns: readonly number[], at: (time: number) => Answer): number | undefined =>
  turns.findLast((turn, place) => at(place === 0 ? turn - 1000 : (turns[place - 1]! + turn) / 2) !== 'no');

/** @param now ISO 8601 */
export const readCondition = (text: string, now: string): Condition => {
  const tree = parseCondition(text);
  const found = tree !== undefined && asksTime(tree) ? turnsOf(tree) : [];
  if (tree === undefined || found === undefined)
    return {
      text,
      tree: undefined,
      now: 'unknown',
      timeOnly: false,
      ...(found === undefined
        ? { beyond: 'names so many times that nobody can try them all' }
        : isBounded(text)
          ? {}
          : { beyond: 'is longer, deeper or of more parts than are read' }),
    };
  const start = Date.parse(now);
  const at = (time: number): Answer => evaluate(tree, { time, attributes: nowhere });
  const answer = at(start);
  const all = [...new Set(found)].sort((a, b) => a - b);
  const turns = all.filter((time) => time > start);
  // Between two turns nothing changes: one moment tells of all of them.
  const after = turns.map((turn, place) =>
    at(place + 1 < turns.length ? (turn + turns[place + 1]!) / 2 : turn + 1000),
  );
  const timeOnly = answer !== 'unknown' && asksTime(tree) && after.every((each) => each !== 'unknown');
  const lasts = answer === 'no' ? after.findIndex((each) => each !== 'no') : -1;
  const lastLetting = after.findLastIndex((each) => each !== 'no');
  const end =
    answer === 'no' && lasts < 0
      ? undefined
      : lastLetting === after.length - 1
        ? undefined
        : turns[lastLetting + 1];
  const ended =
    answer === 'no' && lasts < 0 ? lastEnd(all.slice(0, all.length - turns.length), at) : undefined;
  return {
    text,
    tree,
    now: answer,
    ...(ended === undefined ? {} : { ended: isoTime(ended)! }),
    ...(end === undefined ? {} : { until: isoTime(end)! }),
    ...(lasts < 0 ? {} : { from: isoTime(turns[lasts]!)! }),
    timeOnly,
  };
};

/** What a condition says about one resource. */
export const asked = (
  { tree, now }: Condition,
  time: number,
  attributes: Circumstances['attributes'],
  grants?: Circumstances['grants'],
  tags?: Circumstances['tags'],
): Answer =>
  tree === undefined || now !== 'unknown'
    ? now
    : evaluate(tree, {
        time,
        attributes,
        ...(grants === undefined ? {} : { grants }),
        ...(tags === undefined ? {} : { tags }),
      });

/** What it says whichever of these the attributes are; unknown where that makes a difference. */
export const askedOfEach = (
  condition: Condition,
  time: number,
  possible: readonly Circumstances['attributes'][],
  grants?: Circumstances['grants'],
  tags?: Circumstances['tags'],
): Answer => {
  const answers = new Set(possible.map((attributes) => asked(condition, time, attributes, grants, tags)));
  return answers.size === 1 ? [...answers][0]! : 'unknown';
};

/** Whether it asks for a tag of the resource. */
export const asksTags = ({ tree }: Condition): boolean =>
  tree !== undefined &&
  partsOf(tree).some((part) => part.is === 'call' && /^(?:match|has)Tag/.test(part.name));
