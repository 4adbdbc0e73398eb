import { join } from 'node:path';
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import { readWholeFile } from '../files/whole-file.ts';
import type { Exception, ExceptionEntry } from '../model/exception.ts';
import type { FileInForce } from '../model/in-force.ts';
import { InputError } from '../model/input-error.ts';
import { redactText } from '../redaction/text.ts';
import { didYouMean } from './did-you-mean.ts';
import { agreements, fieldNames, fields, keyOf, quoted, type Read } from './exception-fields.ts';
import { fileInForce } from './in-force.ts';
import { exceptionsFileName, ownFileOptions } from './own-files.ts';

const remedy = 'docs/exceptions.md shows the format; `nhi-audit exceptions add` writes an entry.';

/** Larger than any list that people approve one by one. */
const largestFile = 1_048_576;

/** Things of YAML that make one text mean another: an exception is read as it is written, or not at all. */
const trickOf = (entry: Node): { readonly node: Node; readonly says: string } | undefined => {
  let found: { readonly node: Node; readonly says: string } | undefined;
  visit(entry, {
    Node: (_, node) => {
      if (isAlias(node)) found = { node, says: 'an alias (*) stands here: write the value out' };
      else if (node.anchor !== undefined) found = { node, says: 'an anchor (&) stands here: remove it' };
      else if (node.tag !== undefined && !node.tag.startsWith('tag:yaml.org,2002:'))
        found = { node, says: 'a tag (!) stands here: remove it' };
      return found === undefined ? undefined : visit.BREAK;
    },
  });
  return found;
};

interface Place {
  readonly name: string;
  readonly lineOf: (node: unknown) => number | undefined;
}

const withoutSecret = (text: string): string => redactText(text).text;

/** Texts that people wrote go into every report. What is compared was compared as written. */
const redacted = (exception: Exception): Exception => ({
  ...exception,
  reason: withoutSecret(exception.reason),
  owner: withoutSecret(exception.owner),
  approver: withoutSecret(exception.approver),
  compensatingControls: exception.compensatingControls.map(withoutSecret),
  ...(exception.ticket === undefined ? {} : { ticket: withoutSecret(exception.ticket) }),
});

const readEntry = (
  node: Node | null,
  position: number,
  fallbackLine: number,
  { name, lineOf }: Place,
  ruleIds: readonly string[],
): ExceptionEntry => {
  const line = lineOf(node) ?? fallbackLine;
  const location = { file: name, line };
  const unnamed = `entry ${position}`;
  if (!isMap<Node, Node | null>(node)) {
    return { id: unnamed, problems: ['the entry is not a list of keys and values'], location };
  }
  const trick = trickOf(node);
  const problems: string[] = [];
  const values: Partial<Record<string, unknown>> = {};
  const say = (what: string, where: unknown): void => {
    const at = lineOf(where) ?? line;
    problems.push(at === line ? what : `${what} (line ${at})`);
  };
  if (trick !== undefined) say(trick.says, trick.node);
  const seen = new Set<string>();
  for (const { key, value } of node.items) {
    const word = keyOf(key);
    if (seen.has(word)) say(`${word} is there twice`, key);
    seen.add(word);
    const field = fields[word as keyof typeof fields] as (typeof fields)[keyof typeof fields] | undefined;
    if (field === undefined || !Object.hasOwn(fields, word)) {
      say(`unknown key ${quoted(word)}${didYouMean(word, fieldNames)}`, key);
      continue;
    }
    const read: Read<unknown> = isAlias(value) ? { problem: 'is an alias' } : field.read(value, ruleIds);
    if ('problem' in read) say(`${word} ${read.problem}`, key);
    else values[word] = read.value;
  }
  for (const word of fieldNames) {
    if (fields[word].required && !seen.has(word)) {
      problems.push(
        word === 'expires' ? 'expires is missing: every exception has to expire' : `${word} is missing`,
      );
    }
  }
  const given = values as Partial<Exception>;
  for (const agree of agreements) {
    const says = agree(given);
    if (says !== undefined) problems.push(says);
  }
  const covers = given.covers === undefined ? {} : { covers: given.covers };
  const id = given.id ?? unnamed;
  if (problems.length > 0) return { id, ...covers, problems, location };
  const exception = redacted({
    ...given,
    compensatingControls: given.compensatingControls ?? [],
  } as Exception);
  return { id, ...covers, exception, problems, location };
};

/** Lines that are named; more are counted. */
const mostTwins = 5;

/** Two entries of one name: nobody can say which was approved. */
const withoutTwins = (entries: readonly ExceptionEntry[]): readonly ExceptionEntry[] => {
  const sameId = Map.groupBy(entries, ({ id }) => id.toLowerCase());
  return entries.map((entry) => {
    const twins = sameId.get(entry.id.toLowerCase())!;
    if (twins.length === 1) return entry;
    const { exception: _, ...rest } = entry;
    const others = twins.slice(0, mostTwins + 1).filter((twin) => twin !== entry);
    const named = others.slice(0, mostTwins).map(({ location }) => location.line);
    const more = twins.length - 1 - named.length;
    const where = `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
    return { ...rest, problems: [...entry.problems, `the id is there again on line ${where}`] };
  });
};

const broken = (what: string, where: string): InputError => new InputError(what, where, remedy);

/**
 * As a document whose scalars are all texts as written: neither `no`, nor `0123`, nor a date turns into something else.
 * @throws InputError
 */
export const exceptionsDocument = (
  text: string,
  name: string,
): { readonly document: Document; readonly lines: LineCounter } => {
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter: lines, schema: 'failsafe', uniqueKeys: false });
    const [error] = document.errors;
    if (error === undefined) return { document, lines };
    const what = error.message.split('\n')[0]!.replace(/ at line \d+.*$/, '');
    throw broken(`Not valid YAML: ${what}`, `${name}:${error.linePos?.[0].line ?? 1}`);
  } catch (error) {
    // The stack of the parser: thousands of brackets, one in another.
    if (error instanceof RangeError) throw broken('Nested too deeply', name);
    throw error;
  }
};

/** `exceptions:` of a document, its other keys checked. `undefined`: there is none. @throws InputError */
const listOf = (document: Document, { name, lineOf }: Place): readonly (Node | null)[] => {
  const top = document.contents;
  if (top === null || (isScalar(top) && (top.value === null || top.value === ''))) return [];
  const at = (node: unknown): string => `${name}:${lineOf(node) ?? 1}`;
  if (!isMap<Node, Node | null>(top)) throw broken('There is no key "exceptions"', at(top));
  const seen = new Set<string>();
  for (const { key } of top.items) {
    const word = keyOf(key);
    if (!['version', 'exceptions'].includes(word)) {
      throw broken(`Unknown key ${quoted(word)}${didYouMean(word, ['version', 'exceptions'])}`, at(key));
    }
    if (seen.has(word)) throw broken(`"${word}" is there twice`, at(key));
    seen.add(word);
  }
  const version = top.get('version', true);
  if (version !== undefined && String(isScalar(version) ? version.value : '') !== '1') {
    throw broken('This version of the format is not known here; known: 1', at(version));
  }
  const list = top.get('exceptions', true) as Node | null | undefined;
  if (list === undefined || list === null || (isScalar(list) && String(list.value ?? '') === '')) return [];
  if (!isSeq<Node | null>(list)) throw broken('"exceptions" is to be a list', at(list));
  return list.items;
};

/**
 * All entries in the order of the file, each with what is wrong with it: one that is wrong never hides another.
 * @param ruleIds rules that `covers` may name
 * @throws InputError when the text as a whole cannot be read
 */
export const parseExceptions = (
  text: string,
  name: string,
  ruleIds: readonly string[],
): readonly ExceptionEntry[] => {
  const { document, lines } = exceptionsDocument(text, name);
  const place: Place = {
    name,
    lineOf: (node) => (isNode(node) && node.range != null ? lines.linePos(node.range[0]).line : undefined),
  };
  const list = listOf(document, place);
  const entries: ExceptionEntry[] = [];
  for (const [index, node] of list.entries()) {
    const fallback = entries.at(-1)?.location.line ?? 1;
    entries.push(readEntry(node, index + 1, fallback, place, ruleIds));
  }
  return withoutTwins(entries);
};

/** A file of exceptions as it lies there. */
interface ExceptionsText {
  readonly text: string;
  readonly bytes: Uint8Array;
}

/** `undefined`: there is none. @throws InputError */
export const readExceptionsText = (
  path: string,
  options: { readonly noLinks?: true } = {},
): ExceptionsText | undefined => {
  const file = readWholeFile(path, { largest: largestFile, what: 'list of exceptions', ...options });
  if (file === undefined) return undefined;
  const { bytes } = file;
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), bytes };
  } catch {
    throw broken('Not UTF-8 text', path);
  }
};

export interface LoadedExceptions {
  readonly entries: readonly ExceptionEntry[];
  /** As the user wrote it. */
  readonly file: string;
  readonly inForce: FileInForce;
}

/**
 * From `--exceptions`, else from `nhi-audit.exceptions.yaml` in the working directory. `undefined`: there is none.
 * @throws InputError
 */
export const loadExceptions = (
  given: string | undefined,
  workingDirectory: string,
  ruleIds: readonly string[],
): LoadedExceptions | undefined => {
  const read = readExceptionsText(given ?? join(workingDirectory, exceptionsFileName), ownFileOptions(given));
  const file = given ?? exceptionsFileName;
  if (read !== undefined) {
    return {
      entries: parseExceptions(read.text, file, ruleIds),
      file,
      inForce: fileInForce('exceptions', given, exceptionsFileName, workingDirectory, read.bytes),
    };
  }
  if (given === undefined) return undefined;
  throw new InputError(
    'No such file',
    given,
    'Check the path given with --exceptions; `nhi-audit exceptions add` makes a file.',
  );
};
