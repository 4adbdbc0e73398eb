import { tooComplex } from '../../../src/identities/too-complex.ts';
import { type ActionSet, compileActions } from './actions.ts';
import { isTooMuch } from './condition.ts';
import type { Clause, PolicyDocument, PrincipalElement, ResourcePattern, Statement } from './document.ts';
import { decoded, keyOf } from './document-text.ts';
import { operators } from './operators.ts';
import { markOf, saysSame } from './same-document.ts';
import { simplified } from './too-complex.ts';
import { compileWildcard, type Matcher } from './wildcard.ts';

const asList = (value: unknown): readonly unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];

const isString = (value: unknown): value is string => typeof value === 'string';

const asStrings = (value: unknown): readonly string[] => {
  // Nearly all are a text or a list of texts.
  if (isString(value)) return [value];
  const list = asList(value);
  if (list.every(isString)) return list;
  return list.flatMap((item) =>
    isString(item) || typeof item === 'number' || typeof item === 'boolean' ? [String(item)] : [],
  );
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const readPrincipals = (value: unknown, not: boolean): PrincipalElement => {
  const everyone = value === '*';
  const record = isRecord(value) ? value : {};
  const aws = asStrings(record.AWS);
  return {
    not,
    // `{"AWS": "*"}` is the same as `"*"` in a trust policy.
    everyone: everyone || aws.includes('*'),
    aws: aws.filter((principal) => principal !== '*'),
    service: asStrings(record.Service),
    federated: asStrings(record.Federated),
    canonicalUser: asStrings(record.CanonicalUser),
  };
};

const quantifiers: readonly (readonly [string, 'all' | 'any'])[] = [
  ['forallvalues:', 'all'],
  ['foranyvalue:', 'any'],
];

/** Longer names are no names: they are cut where they are told. */
const longestQuoted = 64;

const noConditions: readonly Clause[] = [];

const saysPatterns = new RegExp(` patterns? ${tooComplex}$`);

/** Texts of which none is too complex to judge; what stands for one that is, is told. */
const judgeable = (texts: readonly string[], where: string, problems: string[]): readonly string[] => {
  const { texts: simple, changed } = simplified(texts);
  if (changed > 0) problems.push(`${where} has ${changed} pattern${changed === 1 ? '' : 's'} ${tooComplex}`);
  return simple;
};

const isPatternOperator = (operator: string): boolean =>
  operator.endsWith('like') || operator.startsWith('arn');

const readConditions = (value: unknown, index: number, problems: string[]): readonly Clause[] => {
  if (value === undefined) return noConditions;
  if (!isRecord(value)) {
    problems.push('Condition is not an object');
    return [
      {
        written: 'Condition',
        operator: 'unreadable',
        quantifier: undefined,
        ifExists: false,
        key: '',
        keyWritten: '',
        values: [],
      },
    ];
  }
  const clauses = Object.entries(value).flatMap(([written, block]) => {
    let operator = written.toLowerCase();
    let quantifier: Clause['quantifier'];
    for (const [prefix, name] of quantifiers) {
      if (operator.startsWith(prefix)) {
        quantifier = name;
        operator = operator.slice(prefix.length);
      }
    }
    const ifExists = operator.endsWith('ifexists');
    if (ifExists) operator = operator.slice(0, -'ifexists'.length);
    if (operator !== 'null' && !operators.has(operator)) {
      problems.push(
        `statement ${index} has the unknown condition operator ${written.slice(0, longestQuoted)}`,
      );
      operator = 'unreadable';
    }
    return Object.entries(isRecord(block) ? block : {}).map(
      ([keyWritten, values]): Clause => ({
        written,
        operator,
        quantifier,
        ifExists,
        key: keyWritten.toLowerCase(),
        keyWritten,
        values: isPatternOperator(operator)
          ? judgeable(asStrings(values), `${keyWritten} of statement ${index}`, problems)
          : asStrings(values),
      }),
    );
  });
  for (const [, own] of Map.groupBy(clauses, ({ key }) => key))
    if (isTooMuch(own))
      problems.push(
        `${own[0]!.keyWritten.slice(0, longestQuoted)} of statement ${index} has too many values to compare: ${tooComplex}`,
      );
  return clauses;
};

const elementNames = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
] as const;
const knownElements: ReadonlySet<string> = new Set(elementNames);
const elementByLowerCase = new Map(elementNames.map((name) => [name.toLowerCase(), name]));

type Elements = { readonly [name in (typeof elementNames)[number]]?: unknown };

/** The statement's elements by their names; a name in another case is read as the one it resembles. */
const elementsOf = (value: Readonly<Record<string, unknown>>): Elements => {
  if (Object.keys(value).every((name) => knownElements.has(name))) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, element]) => [
      elementByLowerCase.get(name.toLowerCase()) ?? name,
      element,
    ]),
  );
};

/** As long as nobody asked, it is only its text: most resources are never matched, because no technique turns on them. */
interface LazyPattern extends ResourcePattern {
  compiled: Matcher | undefined;
}

/** One function for all patterns: a closure for each would take more memory than the patterns. */
function matchesPattern(this: LazyPattern, resource: string): boolean {
  this.compiled ??= compileWildcard(this.text);
  return this.compiled(resource);
}

const arnFields = 6;

/**
 * An ARN with fewer fields than the six stands for whatever is in those that are missing.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
const completed = (text: string): string => {
  // A star at the end reaches over the fields that follow as it is.
  if (!text.startsWith('arn:') || text.endsWith('*')) return text;
  const fields = text.replaceAll(/\$\{[^}]*\}/g, '').split(':').length;
  return fields >= arnFields ? text : text + ':*'.repeat(arnFields - fields);
};

const resourcePattern = (written: string): ResourcePattern => {
  const text = completed(written);
  const pattern: LazyPattern = {
    text,
    matches: matchesPattern,
    variable: text.includes('${'),
    compiled: undefined,
  };
  return pattern;
};

const anyResource: readonly ResourcePattern[] = [resourcePattern('*')];

const resourcePatterns = (texts: readonly string[]): readonly ResourcePattern[] =>
  texts.length === 1 && texts[0] === '*' ? anyResource : texts.map(resourcePattern);

/** Distinct documents and distinct lists of actions and resources, each compiled once. */
export interface PolicyStore {
  readonly documents: readonly PolicyDocument[];
  /** Index of the document; the same text gives the same index. */
  readonly intern: (raw: unknown) => number;
  /**
   * The document without an index yet: texts are read as they come in, while indices must not depend on their order.
   * The same text gives the same document.
   */
  readonly read: (raw: unknown) => PolicyDocument;
  /** Index of a document of this store. */
  readonly indexOf: (document: PolicyDocument) => number;
  /** A new document of some statements of others. Its index. */
  readonly add: (statements: readonly Statement[]) => number;
}

/** A statement while its document has no index. */
type UnnumberedStatement = { -readonly [Member in keyof Statement]: Statement[Member] };
const unnumbered = -1;

interface StoredDocument extends PolicyDocument {
  readonly statements: readonly UnnumberedStatement[];
  index: number;
}

/** So many documents with the same mark are compared one by one; any more are told apart by their texts. */
const mostMarked = 8;

const none: readonly StoredDocument[] = [];

const noProblems: readonly string[] = [];

export const createPolicyStore = (): PolicyStore => {
  const documents: PolicyDocument[] = [];
  const byText = new Map<string, StoredDocument>();
  const byMark = new Map<string, readonly StoredDocument[]>();
  const actionSets = new Map<string, ActionSet>();

  const actionSet = (patterns: readonly string[], not: boolean): ActionSet => {
    const text = patterns.length === 1 ? patterns[0]! : patterns.join('\n');
    const key = not ? `!${text}` : text;
    let set = actionSets.get(key);
    if (set === undefined) {
      set = compileActions(patterns, not);
      actionSets.set(key, set);
    }
    return set;
  };

  const readStatement = (
    value: unknown,
    index: number,
    variables: boolean,
    problems: string[],
  ): UnnumberedStatement | undefined => {
    if (!isRecord(value)) {
      problems.push(`statement ${index} is not an object`);
      return undefined;
    }
    const elements = elementsOf(value);
    if (elements !== value && Object.keys(elements).some((name) => !knownElements.has(name)))
      problems.push(`statement ${index} has unknown elements`);
    const effect = elements.Effect;
    if (effect !== 'Allow' && effect !== 'Deny') {
      problems.push(`statement ${index} has no Effect of Allow or Deny`);
      return undefined;
    }
    const notAction = elements.NotAction !== undefined && elements.Action === undefined;
    const actions = asStrings(notAction ? elements.NotAction : elements.Action);
    if (actions.length === 0 && !notAction) problems.push(`statement ${index} names no action`);
    const notResource = elements.NotResource !== undefined && elements.Resource === undefined;
    const resources = judgeable(
      asStrings(notResource ? elements.NotResource : elements.Resource),
      `statement ${index}`,
      problems,
    );
    const statement: UnnumberedStatement = {
      document: unnumbered,
      index,
      allow: effect === 'Allow',
      actions: actionSet(actions, notAction),
      resources: resourcePatterns(resources),
      notResource,
      conditions: readConditions(elements.Condition, index, problems),
      // What stands for a pattern is a variable, whatever the version says.
      variables: variables || problems.some((problem) => saysPatterns.test(problem)),
    };
    if (typeof elements.Sid === 'string' && elements.Sid !== '') statement.sid = elements.Sid;
    const notPrincipal = elements.NotPrincipal !== undefined;
    const principal = notPrincipal ? elements.NotPrincipal : elements.Principal;
    if (principal !== undefined) statement.principals = readPrincipals(principal, notPrincipal);
    return statement;
  };

  const compile = (raw: unknown): StoredDocument => {
    const problems: string[] = [];
    const value = decoded(raw);
    if (!isRecord(value)) {
      return {
        statements: [],
        single: false,
        variables: false,
        problems: ['the document is not a JSON object'],
        index: unnumbered,
      };
    }
    const variables = value.Version === '2012-10-17';
    const found = asList(value.Statement).map((item, index) =>
      readStatement(item, index, variables, problems),
    );
    const statements = found.every((statement) => statement !== undefined)
      ? found
      : found.filter((statement) => statement !== undefined);
    if (statements.length === 0) problems.push('the document has no statement that can be read');
    return {
      statements,
      single: isRecord(value.Statement),
      variables,
      problems: problems.length === 0 ? noProblems : problems,
      index: unnumbered,
    };
  };

  const readByText = (raw: unknown): StoredDocument => {
    const key = keyOf(raw);
    let document = byText.get(key);
    if (document === undefined) {
      document = compile(raw);
      byText.set(key, document);
    }
    return document;
  };

  const read = (raw: unknown): StoredDocument => {
    const mark = markOf(raw);
    if (mark === undefined) return readByText(raw);
    const known = byMark.get(mark) ?? none;
    for (const document of known) if (saysSame(raw, document)) return document;
    if (known.length === mostMarked) return readByText(raw);
    const document = compile(raw);
    // Out of the ordinary, so that it would not be found again.
    if (!saysSame(raw, document)) return readByText(raw);
    byMark.set(mark, [...known, document]);
    return document;
  };

  const indexOf = (document: StoredDocument): number => {
    if (document.index === unnumbered) {
      document.index = documents.push(document) - 1;
      for (const statement of document.statements) statement.document = document.index;
    }
    return document.index;
  };

  return {
    documents,
    read,
    // Whoever asks has the document from `read`.
    indexOf: (document) => indexOf(document as StoredDocument),
    intern: (raw) => indexOf(read(raw)),
    add: (statements) =>
      indexOf({
        statements: statements.map((statement, index) => ({ ...statement, index })),
        single: false,
        variables: statements.some(({ variables }) => variables),
        problems: noProblems,
        index: unnumbered,
      }),
  };
};
