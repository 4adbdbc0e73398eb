import { type Document, isMap, isNode, isScalar, type Node, visit } from 'yaml';
import type { z } from 'zod';
import { InputError } from '../model/input-error.ts';
import { type NotifySettings, notifySchema } from '../model/notify-schema.ts';
import type { Settings } from '../model/settings.ts';
import { settingsSchema } from '../model/settings-schema.ts';
import { redactForms, redactText, withoutSecrets } from '../redaction/text.ts';
import { readYaml } from '../yaml/document.ts';
import { settingsRemedy } from './own-files.ts';

interface Problem {
  readonly path: readonly PropertyKey[];
  readonly says: string;
}

const problemOf = (issue: z.core.$ZodIssue): readonly Problem[] =>
  issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => ({ path: [...issue.path, key], says: 'unknown key' }))
    : [{ path: issue.path, says: issue.message }];

/** Offset of the deepest key on the path that the file has; a wrong value is found at its key. */
const offsetOf = (document: Document, path: readonly PropertyKey[]): number => {
  let node: unknown = document.contents;
  let offset = 0;
  for (const part of path) {
    if (isMap<Node, Node | null>(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(part));
      if (pair === undefined) break;
      offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isNode(node)) {
      node = document.getIn(path.slice(0, path.indexOf(part) + 1), true);
      if (isNode(node)) offset = node.range?.[0] ?? offset;
    }
  }
  return offset;
};

/** Scope ids are texts that may look like numbers: an AWS account may begin with 0. */
const keepIds = (document: Document): void => {
  visit(document, {
    Scalar: (key, node) => {
      const isId = key === 'key' || /^\d{12,}$/.test(node.source ?? '');
      if (isId && typeof node.value === 'number' && node.source !== undefined) node.value = node.source;
    },
  });
};

/** A list, a mapping or an alias as a key: what stands in it is no name, and would be told as one. */
const oddKeyOf = (document: Document): Node | undefined => {
  let odd: Node | undefined;
  visit(document, {
    Pair: (_, { key }) => {
      if (!isNode(key) || isScalar(key)) return undefined;
      odd = key;
      return visit.BREAK;
    },
  });
  return odd;
};

const plainOf = (document: Document, name: string, remedy: string): unknown => {
  try {
    return document.toJS();
  } catch (error) {
    // Aliases in aliases: more than the parser is ready to write out.
    if (!(error instanceof ReferenceError)) throw error;
    throw new InputError('Its aliases expand to too much', name, remedy);
  }
};

/**
 * A file that people wrote, by its schema.
 * @param remedy where its keys are explained
 * @param wrong what the schema does not see
 * @throws InputError naming file, line and key of every problem
 */
export const parseOwnFile = <Schema extends z.ZodType>(
  text: string,
  name: string,
  schema: Schema,
  remedy: string,
  wrong: (parsed: z.output<Schema>) => readonly Problem[] = () => [],
): z.output<Schema> => {
  const { document, problem, lineOf } = readYaml(text);
  if (problem !== undefined) {
    const what = redactForms(problem.says.replace(/ at line \d+.*$/, '')).text;
    throw new InputError(`Not valid YAML: ${what}`, `${name}:${problem.line}`, remedy);
  }
  const odd = oddKeyOf(document);
  if (odd !== undefined)
    throw new InputError('a key is no word', `${name}:${lineOf(odd.range?.[0] ?? 0)}`, remedy);
  keepIds(document);
  const parsed = schema.safeParse(plainOf(document, name, remedy) ?? {});
  const problems = parsed.success ? wrong(parsed.data) : parsed.error.issues.flatMap(problemOf);
  if (parsed.success && problems.length === 0) return parsed.data;
  const told = problems
    .map(({ path, says }) => ({ line: lineOf(offsetOf(document, path)), path, says }))
    .sort((a, b) => a.line - b.line)
    .map(({ line, path, says }) => ({
      line,
      // A key of it may be anything.
      text: redactForms(`${path.length > 0 ? `${path.join('.')}: ` : ''}${says}`).text,
    }));
  const what =
    told.length === 1
      ? told[0]!.text
      : `${told.length} problems${told.map(({ line, text: each }) => `\n  line ${line}: ${each}`).join('')}`;
  throw new InputError(what, `${name}:${told[0]!.line}`, remedy);
};

/**
 * @param ruleIds rules that `rules:` may name: a misspelt id would otherwise leave a rule on that should be off
 * @throws InputError naming file, line and key of every problem
 */
export const parseSettings = (text: string, name: string, ruleIds: readonly string[]): Settings => {
  const { notify: _, ...settings } = parseOwnFile(text, name, settingsSchema, settingsRemedy, ({ rules }) =>
    Object.keys(rules)
      .filter((id) => !ruleIds.includes(id))
      .map((id) => ({ path: ['rules', id], says: 'no such rule; `nhi-audit rules` lists them' })),
  );
  // Its names and patterns stand in reports, and it may come with a pull request.
  const { owners, ...rest } = withoutSecrets(settings);
  return { ...rest, owners: owners.map((each) => ({ ...each, owner: redactText(each.owner).text })) };
};

/** Whom the same file wants told: followed only where a flag names the file. */
export const notifyIn = (text: string, name: string): NotifySettings | undefined =>
  parseOwnFile(text, name, settingsSchema, settingsRemedy).notify;

const notifyRemedy = 'docs/notices.md has an example.';

/** A file of `--notify`: what stands below `notify:` otherwise. */
export const parseNotify = (text: string, name: string): NotifySettings =>
  parseOwnFile(text, name, notifySchema, notifyRemedy);
