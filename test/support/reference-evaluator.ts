/**
 * AWS's evaluation of one request whose context is fully known, written for being read and not for speed.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 * It shares no code with the evaluator that it is compared with.
 */
export interface ReferenceStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource?: readonly string[];
  readonly NotResource?: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

export interface ReferenceDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly ReferenceStatement[];
}

export interface ReferenceLayers {
  readonly identity: readonly ReferenceDocument[];
  readonly boundary?: ReferenceDocument | undefined;
  /** One list for each level from the root to the account. */
  readonly serviceControl: readonly (readonly ReferenceDocument[])[];
}

export interface ReferenceRequest {
  readonly action: string;
  readonly resource: string;
  /** Lower-case keys; a key that is not there is absent. */
  readonly context: ReadonlyMap<string, readonly string[]>;
}

const matchesPattern = (pattern: string, text: string): boolean =>
  new RegExp(
    `^${[...pattern]
      .map((character) => {
        if (character === '*') return '[^]*';
        if (character === '?') return '[^]';
        return character.replace(/[.+^${}()|[\]\\]/, '\\$&');
      })
      .join('')}$`,
  ).test(text);

/** `${key}` becomes the key's only value; without one the text matches nothing. */
const withVariables = (text: string, { context }: ReferenceRequest): string | undefined => {
  let missing = false;
  const replaced = text.replaceAll(/\$\{([^}]+)\}/g, (_, inner: string) => {
    const [key, fallback] = inner.split(',').map((part) => part.trim());
    const values = context.get(key!.toLowerCase());
    if (values?.length === 1) return values[0]!;
    if (fallback !== undefined) return fallback.slice(1, -1);
    missing = true;
    return '';
  });
  return missing ? undefined : replaced;
};

const compare: Readonly<Record<string, (actual: string, wanted: string) => boolean>> = {
  StringEquals: (actual, wanted) => actual === wanted,
  StringLike: (actual, wanted) => matchesPattern(wanted, actual),
  NumericLessThan: (actual, wanted) => Number(actual) < Number(wanted),
  DateLessThan: (actual, wanted) => Date.parse(actual) < Date.parse(wanted),
  Bool: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
};
const opposite: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotLike: 'StringLike',
};

const clauseHolds = (
  written: string,
  key: string,
  listed: readonly string[],
  request: ReferenceRequest,
): boolean => {
  const actual = request.context.get(key.toLowerCase());
  const wanted = listed.flatMap((text) => withVariables(text, request) ?? []);
  if (written === 'Null') return wanted.includes('true') === (actual === undefined);
  const quantifier = /^(ForAllValues|ForAnyValue):/.exec(written)?.[1];
  const ifExists = written.endsWith('IfExists');
  const operator = written.replace(/^For\w+:/, '').replace(/IfExists$/, '');
  const negated = operator in opposite;
  const test = compare[opposite[operator] ?? operator]!;
  if (actual === undefined) {
    if (quantifier === 'ForAllValues' || ifExists) return true;
    return quantifier === 'ForAnyValue' ? false : negated;
  }
  const good = actual.map((value) => wanted.some((item) => test(value, item)) !== negated);
  if (quantifier === 'ForAllValues') return good.every(Boolean);
  if (quantifier === 'ForAnyValue') return good.some(Boolean);
  return good[0]!;
};

export const statementApplies = (statement: ReferenceStatement, request: ReferenceRequest): boolean => {
  const names = (patterns: readonly string[]): boolean =>
    patterns.some((pattern) => matchesPattern(pattern.toLowerCase(), request.action.toLowerCase()));
  const covers = (patterns: readonly string[]): boolean =>
    patterns.some((pattern) => {
      const replaced = withVariables(pattern, request);
      return replaced !== undefined && matchesPattern(replaced, request.resource);
    });
  const actionFits =
    statement.Action !== undefined ? names(statement.Action) : !names(statement.NotAction ?? []);
  const resourceFits =
    statement.Resource !== undefined ? covers(statement.Resource) : !covers(statement.NotResource ?? []);
  if (!actionFits || !resourceFits) return false;
  return Object.entries(statement.Condition ?? {}).every(([operator, block]) =>
    Object.entries(block).every(([key, values]) => clauseHolds(operator, key, values, request)),
  );
};

const says = (
  documents: readonly ReferenceDocument[],
  effect: 'Allow' | 'Deny',
  request: ReferenceRequest,
): boolean =>
  documents.some(({ Statement }) =>
    Statement.some((statement) => statement.Effect === effect && statementApplies(statement, request)),
  );

export const referenceDecides = (layers: ReferenceLayers, request: ReferenceRequest): boolean => {
  const { identity, boundary, serviceControl } = layers;
  const everything = [...identity, ...(boundary === undefined ? [] : [boundary]), ...serviceControl.flat()];
  if (says(everything, 'Deny', request)) return false;
  if (!serviceControl.every((level) => says(level, 'Allow', request))) return false;
  if (boundary !== undefined && !says([boundary], 'Allow', request)) return false;
  return says(identity, 'Allow', request);
};
