import { hash } from 'node:crypto';
import { greatest } from '../../../src/model/many.ts';
import { type Expression, expressionOf, isPastReading, type Operator } from './expression-tree.ts';

/**
 * What an expression of a workflow file may come to, as far as the file tells. Where only a run decides between several
 * values, each of them counts.
 */
export type Value = Known | Unknown;

export interface Known {
  readonly is: 'known';
  readonly value: Data;
}

export interface Unknown {
  readonly is: 'unknown';
  /** What it is, as an expression: `vars.role`. Equal texts are the same unknown thing. */
  readonly text: string;
  /** Where it is kept, for people: `a variable of the settings`. */
  readonly why: string;
  /** What computes it, where that is in the files: a change of it changes the value. */
  readonly made?: string;
  /** Whether it counts as true, where that is known. */
  readonly truthy?: boolean;
  /** Given by whoever calls the workflow, who is not in these files. */
  readonly ofCaller?: true;
  /** Past a budget, it or what it is made of. Absent: it is not known for another reason. */
  readonly beyond?: true;
}

export type Data = string | number | boolean | null | readonly Data[] | { readonly [name: string]: Data };

/** Values of one name of a context, the name in lower case: `matrix`, `role`. */
export type Lookup = (context: string, name: string) => readonly Value[];

/** Told apart up to here; beyond, nobody can tell. */
const most = 64;

/**
 * Characters that a value may have beyond those of the texts that it is made of. Names stand for texts that are made of names:
 * a few lines, each of which says the last one twice, become more than there is memory for.
 */
export const spare = 4_096;

const digest = (text: string): string => hash('sha256', text, 'hex');

/** What is shown and compared, of bounded length: equal ones stay equal, and others others. */
const shortened = (text: string): string =>
  text.length <= 2 * spare ? text : `${text.slice(0, spare)}… (${digest(text)})`;

const known = (value: Data): Known => ({ is: 'known', value });
export const unknown = (text: string, why: string, made?: string): Unknown => ({
  is: 'unknown',
  text,
  why,
  ...(made === undefined ? {} : { made: shortened(made) }),
});

const onlyRuns = 'only a run tells it';

export const valueKey = (value: Value): string =>
  value.is === 'known'
    ? `=${JSON.stringify(value.value)}`
    : JSON.stringify([value.text, value.made ?? '', value.truthy ?? null]);

const distinct = (values: readonly Value[]): readonly Value[] => [
  ...new Map(values.map((value) => [valueKey(value), value])).values(),
];

/** Each once; too many are one that nobody knows. */
const bounded = (values: readonly Value[], text: () => string): readonly Value[] => {
  const own = distinct(values);
  return own.length <= most
    ? own
    : [
        {
          ...unknown(shortened(text()), 'it may be too many things', own.map(valueKey).sort().join('\n')),
          beyond: true,
        },
      ];
};

const isObject = (value: Data): value is { readonly [name: string]: Data } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#operators */
const isTruthy = (value: Value): boolean | undefined =>
  value.is === 'unknown'
    ? value.truthy
    : !(
        value.value === false ||
        value.value === null ||
        value.value === '' ||
        value.value === 0 ||
        Number.isNaN(value.value)
      );

const numberOf = (value: Data): number => {
  if (value === null) return 0;
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? (value.trim() === '' ? 0 : Number(value)) : Number.NaN;
};

export const textOfData = (value: Data): string =>
  value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);

/** Negative, 0, positive; NaN: they do not compare. */
const compare = (a: Data, b: Data): number => {
  if (typeof a === 'string' && typeof b === 'string') {
    const [one, other] = [a.toLowerCase(), b.toLowerCase()];
    return one < other ? -1 : one > other ? 1 : 0;
  }
  if (typeof a === 'object' && a !== null) return a === b ? 0 : Number.NaN;
  return numberOf(a) - numberOf(b);
};

const comparisons: Readonly<Record<Exclude<Operator, '||' | '&&'>, (order: number) => boolean>> = {
  '==': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

const memberOf = (data: Data, key: Data): Data => {
  if (Array.isArray(data)) return (data as readonly Data[])[numberOf(key)] ?? null;
  if (!isObject(data)) return null;
  const name = textOfData(key).toLowerCase();
  return Object.entries(data).find(([own]) => own.toLowerCase() === name)?.[1] ?? null;
};

const eachOf = (data: Data): Data =>
  Array.isArray(data) ? data : isObject(data) ? Object.values(data) : null;

const parsed = (text: string): Data | undefined => {
  try {
    return JSON.parse(text) as Data;
  } catch (failure) {
    if (failure instanceof SyntaxError) return undefined;
    throw failure;
  }
};

const both = [known(true), known(false)];

/** Characters of a value as text, and of all of them together. */
const lengthOf = (value: Value): number =>
  value.is === 'unknown' ? value.text.length : textOfData(value.value).length;
const lengthsOf = (values: readonly Value[]): number =>
  values.reduce((sum, value) => sum + lengthOf(value), 0);

/** Of known values; undefined: nobody can tell. */
type Work = (given: readonly Data[]) => Data | undefined;

/** https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#functions */
const functions: ReadonlyMap<string, Work> = new Map<string, Work>([
  [
    'format',
    ([pattern = '', ...rest]) => {
      const written = textOfData(pattern);
      const texts = rest.map(textOfData);
      let room = greatest([written, ...texts].map(({ length }) => length)) + spare;
      const made = written.replace(/\{\{|\}\}|\{(\d+)\}/g, (match, place?: string) => {
        const text = place === undefined ? match[0]! : (texts[Number(place)] ?? '');
        room -= text.length;
        return room < 0 ? '' : text;
      });
      return room < 0 ? undefined : made;
    },
  ],
  [
    'join',
    ([list = null, by = ',']) => {
      if (!Array.isArray(list)) return textOfData(list);
      const between = textOfData(by);
      return list.length * between.length > Math.max(JSON.stringify(list).length, between.length) + spare
        ? undefined
        : list.map((each: Data) => textOfData(each)).join(between);
    },
  ],
  [
    'tojson',
    ([value = null]) => {
      const written = JSON.stringify(value);
      return written.length > textOfData(value).length + spare ? undefined : written;
    },
  ],
  ['fromjson', ([text = '']) => parsed(textOfData(text))],
  [
    'contains',
    ([where = null, what = null]) =>
      Array.isArray(where)
        ? where.some((each: Data) => compare(each, what) === 0)
        : textOfData(where).toLowerCase().includes(textOfData(what).toLowerCase()),
  ],
  [
    'startswith',
    ([text = null, part = null]) => textOfData(text).toLowerCase().startsWith(textOfData(part).toLowerCase()),
  ],
  [
    'endswith',
    ([text = null, part = null]) => textOfData(text).toLowerCase().endsWith(textOfData(part).toLowerCase()),
  ],
]);

/** Of which a run gives one or the other. */
const questions: ReadonlySet<string> = new Set([
  'contains',
  'startswith',
  'endswith',
  'success',
  'failure',
  'always',
  'cancelled',
]);

const listedText = (values: readonly Value[]): string =>
  values.map((value) => (value.is === 'known' ? literalText(value.value) : value.text)).join(' or ');

const literalText = (value: Data): string =>
  typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : JSON.stringify(value);

/** What computes a value that is made of others. */
const madeOf = (values: readonly Value[]): string | undefined => {
  const made = values.flatMap((value) => (value.is === 'unknown' ? (value.made ?? []) : []));
  return made.length === 0 ? undefined : [...new Set(made)].sort().join('\n');
};

const firstWhy = (values: readonly Value[]): string =>
  values.flatMap((value) => (value.is === 'unknown' ? value.why : []))[0] ?? onlyRuns;

/** Every way to choose one of each. */
const choices = (sets: readonly (readonly Value[])[]): readonly (readonly Value[])[] | undefined => {
  if (sets.reduce((product, { length }) => product * length, 1) > most) return undefined;
  return sets.reduce<readonly (readonly Value[])[]>(
    (ways, set) => ways.flatMap((way) => set.map((value) => [...way, value])),
    [[]],
  );
};

/** What unknown values come to when something is made of them. */
const combined = (text: string, sets: readonly (readonly Value[])[]): Unknown => {
  const unknowns = sets.flat().filter(({ is }) => is === 'unknown') as readonly Unknown[];
  return {
    ...unknown(text, firstWhy(unknowns), madeOf(unknowns)),
    ...(unknowns.length > 0 && unknowns.every(({ ofCaller }) => ofCaller === true)
      ? { ofCaller: true as const }
      : {}),
    ...(unknowns.some(({ beyond }) => beyond === true) ? { beyond: true as const } : {}),
  };
};

const call = (name: string, sets: readonly (readonly Value[])[]): readonly Value[] => {
  const text = (): string => shortened(`${name}(${sets.map(listedText).join(', ')})`);
  const work = functions.get(name);
  const ways = choices(sets);
  if (work === undefined || ways === undefined) {
    if (questions.has(name)) return both;
    return [ways === undefined ? { ...combined(text(), sets), beyond: true } : combined(text(), sets)];
  }
  return bounded(
    ways.flatMap((way): readonly Value[] => {
      const given = way.flatMap((value) => (value.is === 'known' ? [value.value] : []));
      const result = given.length === way.length ? work(given) : undefined;
      if (result !== undefined) return [known(result)];
      if (questions.has(name)) return both;
      const made = combined(shortened(`${name}(${way.map((value) => listedText([value])).join(', ')})`), [
        way,
      ]);
      // All of it is known, and it becomes longer than is told.
      return [given.length === way.length && name !== 'fromjson' ? { ...made, beyond: true } : made];
    }),
    text,
  );
};

/** `case(a, x, b, y, z)`: x where a, y where b, else z. */
const caseOf = (given: readonly (readonly Value[])[]): readonly Value[] => {
  const [condition, chosen, ...rest] = given;
  if (condition === undefined) return [known(null)];
  if (chosen === undefined) return condition;
  const truths = condition.map(isTruthy);
  return [
    ...(truths.some((truth) => truth !== false) ? chosen : []),
    ...(truths.some((truth) => truth !== true) ? caseOf(rest) : []),
  ];
};

/** The left one where it has the truth that ends the matter, else the right one. */
const shortCircuit = (left: readonly Value[], right: readonly Value[], ends: boolean): readonly Value[] =>
  left.flatMap((value) => {
    const truth = isTruthy(value);
    if (truth === ends) return [value];
    if (truth !== undefined || value.is === 'known') return right;
    return [{ ...value, truthy: ends }, ...right];
  });

const isMember = (
  expression: Expression,
  name: string,
): expression is Expression & { readonly is: 'member' } =>
  expression.is === 'member' &&
  expression.key.is === 'literal' &&
  String(expression.key.value).toLowerCase() === name;

/** `github.event.inputs` */
const isEventInputs = (expression: Expression): boolean =>
  isMember(expression, 'inputs') &&
  isMember(expression.of, 'event') &&
  expression.of.of.is === 'context' &&
  expression.of.of.name === 'github';

const evaluated = (expression: Expression, lookup: Lookup): readonly Value[] => {
  const valuesOf = (inner: Expression): readonly Value[] => evaluated(inner, lookup);
  switch (expression.is) {
    case 'literal':
      return [known(expression.value)];
    case 'context':
      return lookup(expression.name, '');
    case 'not':
      return distinct(
        valuesOf(expression.of).flatMap((value): readonly Value[] => {
          const truth = isTruthy(value);
          return truth === undefined ? both : [known(!truth)];
        }),
      );
    case 'call':
      return expression.name === 'case'
        ? distinct(caseOf(expression.given.map(valuesOf)))
        : call(expression.name, expression.given.map(valuesOf));
    case 'each':
      return valuesOf(expression.of).map((value) =>
        value.is === 'known' ? known(eachOf(value.value)) : { ...value, text: `${value.text}.*` },
      );
    case 'member': {
      const keys = valuesOf(expression.key);
      const { of } = expression;
      return bounded(
        keys.flatMap((key): readonly Value[] => {
          if (key.is === 'unknown') {
            const text = of.is === 'context' ? of.name : listedText(valuesOf(of));
            return [unknown(shortened(`${text}[${key.text}]`), key.why, key.made)];
          }
          const name = textOfData(key.value).toLowerCase();
          if (of.is === 'context') return lookup(of.name, name);
          // What somebody gives who starts it by hand: the same as `inputs`.
          if (isEventInputs(of)) return lookup('inputs', name);
          return valuesOf(of).map((value) =>
            value.is === 'known'
              ? known(memberOf(value.value, key.value))
              : { ...value, text: `${value.text}.${name}` },
          );
        }),
        () => listedText(keys),
      );
    }
    case 'both': {
      const { by } = expression;
      const [left, right] = [valuesOf(expression.left), valuesOf(expression.right)];
      if (by === '||' || by === '&&') {
        return bounded(
          shortCircuit(left, right, by === '||'),
          () => `${listedText(left)} ${by} ${listedText(right)}`,
        );
      }
      return distinct(
        left.flatMap((one) =>
          right.flatMap((other): readonly Value[] =>
            one.is === 'known' && other.is === 'known'
              ? [known(comparisons[by](compare(one.value, other.value)))]
              : both,
          ),
        ),
      );
    }
  }
};

interface Part {
  readonly text: string;
  readonly isExpression: boolean;
}

/** What a text is made of: `a-${{ b }}` is `a-` and `b`. What is opened and never closed is text. */
const partsOf = (text: string): readonly Part[] => {
  const parts: Part[] = [];
  let done = 0;
  for (;;) {
    const start = text.indexOf('${{', done);
    const end = start < 0 ? -1 : endOf(text, start + 3);
    if (end < 0) return [...parts, { text: text.slice(done), isExpression: false }];
    parts.push({ text: text.slice(done, start), isExpression: false });
    parts.push({ text: text.slice(start + 3, end), isExpression: true });
    done = end + 2;
  }
};

/** The `}}` that ends an expression: one in quotes does not. */
const endOf = (text: string, from: number): number => {
  let isQuoted = false;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === "'") isQuoted = !isQuoted;
    else if (!isQuoted && text.startsWith('}}', at)) return at;
  }
  return -1;
};

const notUnderstood = (text: string): Unknown => ({
  ...unknown(text.trim(), 'the expression is not understood'),
  ...(isPastReading(text) ? { beyond: true as const } : {}),
});

/** What a text of a workflow file may come to. */
export const valuesOfText = (text: string, lookup: Lookup): readonly Value[] => {
  if (!text.includes('${{')) return [known(text)];
  const parts = partsOf(text).filter((part) => part.isExpression || part.text !== '');
  const worked = new Map<string, readonly Value[]>();
  const sets = parts.map((part): readonly Value[] => {
    if (!part.isExpression) return [known(part.text)];
    const before = worked.get(part.text);
    if (before !== undefined) return before;
    const expression = expressionOf(part.text);
    const values: readonly Value[] =
      expression === undefined ? [notUnderstood(part.text)] : evaluated(expression, lookup);
    worked.set(part.text, values);
    return values;
  });
  if (sets.length === 1) return sets[0]!;
  const ways = choices(sets);
  if (ways === undefined) return [{ ...combined(text, sets), beyond: true }];
  if (ways.some((way) => lengthsOf(way) > text.length + spare)) return [tooLong(text, [...worked.values()])];
  return bounded(
    ways.map((way): Value => {
      const written = way
        .map((value) => (value.is === 'known' ? textOfData(value.value) : `\${{ ${value.text} }}`))
        .join('');
      return way.every(({ is }) => is === 'known') ? known(written) : combined(written, [way]);
    }),
    () => text,
  );
};

/** A text that becomes too long to be told: another one where anything is another that it is made of. */
const tooLong = (text: string, sets: readonly (readonly Value[])[]): Unknown => ({
  ...unknown(text, 'it becomes too long to be told', digest(sets.flat().map(valueKey).join('\n'))),
  beyond: true,
});

/** Where in a text expressions begin that are past the budget of reading them: places of their characters, from 0. */
export const pastReading = (text: string): readonly number[] => {
  let at = 0;
  return partsOf(text).flatMap((part) => {
    const start = at;
    at += part.text.length + (part.isExpression ? '${{}}'.length : 0);
    return part.isExpression && isPastReading(part.text) ? [start] : [];
  });
};

/** What each expression in a text may come to by itself. */
export const valuesOfExpressions = (text: string, lookup: Lookup): readonly Value[] =>
  text.includes('${{')
    ? partsOf(text).flatMap((part): readonly Value[] => {
        if (!part.isExpression) return [];
        const expression = expressionOf(part.text);
        return expression === undefined ? [notUnderstood(part.text)] : evaluated(expression, lookup);
      })
    : [];

/** As it is shown and compared: the text itself, or the expression that nobody can work out. */
export const shownText = (value: Value): string =>
  value.is === 'known'
    ? textOfData(value.value)
    : value.text.includes('${{')
      ? value.text
      : `\${{ ${value.text} }}`;
