import { type Computed, computed, isComputed, type Values } from '../../../../src/plan/planned-resource.ts';
import { alternatives, isEither } from './either.ts';
import { openParts, stable } from './open-value.ts';

/** One piece of a template's resource in the words of Terraform's provider. */
export interface Part {
  readonly type: string;
  /** Tells parts of one resource apart, for people; empty: the resource itself. */
  readonly part: string;
  /** Tells apart those with the same `part`. */
  readonly key?: string;
  readonly values: Values;
  /** A denial that nobody can tell: it counts where it goes, and not where it comes. */
  readonly isDenial?: true;
}

export const isObject = (value: unknown): value is Values =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !isComputed(value) &&
  !isEither(value);

/** All that a list may hold, whatever a parameter decides. */
export const list = (value: unknown): readonly unknown[] => {
  if (value === undefined || value === null) return [];
  if (isEither(value)) return value.either.flatMap(list);
  return Array.isArray(value)
    ? value.flatMap((each) => (isEither(each) ? each.either.flatMap(list) : [each]))
    : [value];
};

interface Statements {
  readonly known: readonly unknown[];
  /** Each may allow anything. */
  readonly open: readonly Computed[];
  /** Each may deny something. */
  readonly denials: readonly Computed[];
}

export const openValue = (value: unknown): Computed => {
  const written = openParts(value);
  return computed([], false, written.length > 0 ? written : ['a condition of the template'], value);
};

const statementOf = (statement: unknown): Statements => {
  if (isComputed(statement)) return { known: [], open: [statement], denials: [] };
  const ways = alternatives(statement);
  const none = { known: [], open: [], denials: [] };
  if (ways === undefined) return { ...none, open: [openValue(statement)] };
  const isDenial = (way: unknown): boolean => isObject(way) && way.Effect === 'Deny';
  return {
    // What is allowed either way may be allowed; what is denied one way only may not be.
    known: ways.filter((way) => openParts(way).length === 0 && !(isDenial(way) && ways.length > 1)),
    open: ways.filter((way) => openParts(way).length > 0 && !isDenial(way)).map(openValue),
    denials: ways
      .filter((way) => isDenial(way) && (openParts(way).length > 0 || ways.length > 1))
      .map(openValue),
  };
};

/** Others are no policy of which anybody could say that it gives nothing: a name in another case, say. */
const hasStatements = (document: unknown): document is Values =>
  isObject(document) && Object.hasOwn(document, 'Statement');

const statementsOf = (document: unknown): Statements => {
  const all = (isEither(document) ? document.either : [document]).flatMap((each): readonly Statements[] => {
    if (each === undefined || each === null) return [];
    if (isComputed(each)) return [{ known: [], open: [each], denials: [] }];
    if (!hasStatements(each)) return [{ known: [], open: [openValue(each)], denials: [] }];
    return list(each.Statement).map(statementOf);
  });
  return {
    known: all.flatMap(({ known }) => known),
    open: all.flatMap(({ open }) => open),
    denials: all.flatMap(({ denials }) => denials),
  };
};

/** An account is a text, however it is written. */
const asText = (_: string, value: unknown): unknown =>
  typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;

/**
 * A policy in parts: the statements that are known as one, and each that nobody can tell by itself, so that it counts only
 * where it is new. The known part is the last: it says what the resource is called.
 * @param field where the text stands
 */
export const policyParts = (
  part: Part,
  field: string,
  document: unknown,
  beside: Values,
): readonly Part[] => {
  if (typeof document === 'string')
    return [{ ...part, values: { ...part.values, ...beside, [field]: document } }];
  // As it stands, so that whoever reads it says what is wrong with it.
  if (document != null && !isComputed(document) && !isEither(document) && !hasStatements(document)) {
    const written = openParts(document);
    const text = written.length > 0 ? openValue(document) : JSON.stringify(document, asText);
    return [{ ...part, values: { ...part.values, ...beside, [field]: text } }];
  }
  const { known, open, denials } = statementsOf(document);
  const openPart = (value: Computed): Part => ({
    ...part,
    key: `${part.key ?? ''} ${stable(value)}`,
    values: { ...part.values, [field]: value },
  });
  const version =
    isObject(document) && typeof document.Version === 'string' ? document.Version : '2012-10-17';
  const text =
    document === undefined ? undefined : JSON.stringify({ Version: version, Statement: known }, asText);
  return [
    ...open.map(openPart),
    ...denials.map((value): Part => ({ ...openPart(value), isDenial: true })),
    { ...part, values: { ...part.values, ...beside, [field]: text } },
  ];
};
