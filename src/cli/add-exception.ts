import {
  Document,
  isMap,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  Scalar,
  visit,
  YAMLMap,
  YAMLSeq,
} from 'yaml';
import type { Exception, ExceptionEntry } from '../model/exception.ts';
import { InputError } from '../model/input-error.ts';
import { exceptionsDocument, parseExceptions } from './exceptions-file.ts';

/** An exception as somebody asks for it: nothing of it is believed before it was read back. */
export type RequestedException = { readonly [Key in keyof Exception]?: Exception[Key] | undefined };

const head = ' Accepted risks, each with an owner, an approver and an end: docs/exceptions.md of nhi-audit.';

/** Texts that other readers of YAML would take for a number, a truth or nothing stand in quotes. */
const quoteWhatIsNoText = (node: YAMLMap): void => {
  visit(node, {
    Scalar: (_, scalar) => {
      if (typeof scalar.value !== 'string') return;
      const read = parseDocument(scalar.value);
      const plain =
        read.errors.length === 0 && isScalar(read.contents) && typeof read.contents.value === 'string';
      if (!plain && !scalar.value.includes('\n')) scalar.type = Scalar.QUOTE_DOUBLE;
    },
    Seq: (_, seq) => {
      seq.flow = false;
    },
  });
  for (const key of ['reviewEveryDays', 'rotateEveryDays'] as const satisfies readonly (keyof Exception)[]) {
    const value = node.get(key, true);
    if (isScalar(value)) value.type = Scalar.PLAIN;
  }
};

const listOf = (document: Document): YAMLSeq => {
  if (!isMap(document.contents)) {
    document.contents = new YAMLMap();
    document.set('version', document.createNode('1'));
  }
  const list = document.get('exceptions', true);
  if (isSeq(list)) {
    if (list.items.length === 0) list.flow = false;
    return list;
  }
  const made = new YAMLSeq();
  document.set('exceptions', made);
  return made;
};

const withoutPlace = ({ location: _, ...entry }: ExceptionEntry): unknown => entry;

const entryNode = (document: Document, requested: RequestedException): YAMLMap => {
  // Numbers as texts: the document knows nothing else, and they read as numbers for others.
  const node = document.createNode(
    JSON.parse(JSON.stringify(requested), (_, value: unknown) =>
      typeof value === 'number' ? String(value) : value,
    ),
  ) as YAMLMap;
  quoteWhatIsNoText(node);
  return node;
};

/** Put in behind the last entry, all else byte for byte as it is. `undefined`: there is no list of lines to add to. */
const putIn = (text: string, name: string, requested: RequestedException): string | undefined => {
  const { document, lines } = exceptionsDocument(text, name);
  const list = isMap(document.contents) ? document.contents.get('exceptions', true) : undefined;
  const last = isSeq<Node | null>(list) && list.flow !== true ? list.items.at(-1) : undefined;
  if (!isSeq(list) || last?.range == null || list.range == null) return undefined;
  const made = new Document(undefined, { schema: 'failsafe' });
  made.contents = new YAMLSeq();
  made.contents.add(entryNode(made, requested));
  const indent = ' '.repeat(lines.linePos(list.range[0]).col - 1);
  const added = made
    .toString({ lineWidth: 0 })
    .trimEnd()
    .replaceAll(/^(?=.)/gm, indent);
  const content = text.slice(0, last.range[1]).trimEnd().length;
  const newline = text.indexOf('\n', content);
  const end = newline < 0 ? text.length : newline + 1;
  return `${text.slice(0, end)}${newline < 0 ? '\n' : ''}\n${added}\n${text.slice(end)}`;
};

/** Written anew from the document: comments and order stay, blanks may not. */
const writeAnew = (text: string | undefined, name: string, requested: RequestedException): string => {
  const { document } = exceptionsDocument(text ?? '', name);
  if (text === undefined) document.commentBefore = head;
  const list = listOf(document);
  const node = entryNode(document, requested);
  if (list.items.length > 0) node.spaceBefore = true;
  list.add(node);
  return document.toString({ lineWidth: 0 });
};

/**
 * The text of the file with one entry more at its end; comments, order and whatever else is there stay.
 * @param text of the file; absent: there is none yet
 * @throws InputError when the entry would be none, or the file cannot be read
 */
export const withException = (
  text: string | undefined,
  name: string,
  requested: RequestedException,
  ruleIds: readonly string[],
): { readonly text: string; readonly entries: readonly ExceptionEntry[] } => {
  const before = text === undefined ? [] : parseExceptions(text, name, ruleIds);
  const windows = text?.includes('\r\n') === true;
  const lines = windows ? text.replaceAll('\r\n', '\n') : text;
  const drafts = [() => (lines === undefined ? undefined : putIn(lines, name, requested))];
  drafts.push(() => writeAnew(lines, name, requested));
  for (const draft of drafts) {
    const drafted = draft();
    if (drafted === undefined) continue;
    const made = windows ? drafted.replaceAll('\n', '\r\n') : drafted;
    const entries = parseExceptions(made, name, ruleIds);
    const [kept, added] = [entries.slice(0, -1), entries.at(-1)];
    if (added === undefined || entries.length !== before.length + 1) continue;
    if (added.exception === undefined) {
      throw new InputError(
        `The exception is not valid: ${added.problems.join('; ')}`,
        'the command line',
        'Nothing was written. docs/exceptions.md says what an exception needs.',
      );
    }
    if (JSON.stringify(kept.map(withoutPlace)) === JSON.stringify(before.map(withoutPlace))) {
      return { text: made, entries };
    }
  }
  throw new InputError(
    'The file cannot be added to without changing what is there',
    name,
    'Nothing was written. Write the entry by hand at the end of the file.',
  );
};
