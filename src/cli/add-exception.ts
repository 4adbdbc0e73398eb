import { type Document, isMap, isScalar, isSeq, parseDocument, Scalar, visit, YAMLMap, YAMLSeq } from 'yaml';
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
  const { document } = exceptionsDocument(text ?? '', name);
  if (text === undefined) document.commentBefore = head;
  const list = listOf(document);
  // Numbers as texts: the document knows nothing else, and reads as numbers for others.
  const node = document.createNode(
    JSON.parse(JSON.stringify(requested), (_, value: unknown) =>
      typeof value === 'number' ? String(value) : value,
    ),
  );
  if (!isMap(node)) throw new Error('An exception is not written as a map');
  quoteWhatIsNoText(node as YAMLMap);
  if (list.items.length > 0) node.spaceBefore = true;
  list.add(node);
  // As the file has it: what is there already should not change.
  const written = document.toString({ lineWidth: 0, flowCollectionPadding: /[[{] /.test(text ?? '') });
  const made = text?.includes('\r\n') === true ? written.replaceAll('\n', '\r\n') : written;
  const entries = parseExceptions(made, name, ruleIds);
  const added = entries.at(-1);
  const kept = entries.slice(0, -1).map(withoutPlace);
  if (added === undefined || added.exception === undefined) {
    throw new InputError(
      `The exception is not valid: ${added?.problems.join('; ')}`,
      'the command line',
      'Nothing was written. docs/exceptions.md says what an exception needs.',
    );
  }
  if (JSON.stringify(kept) !== JSON.stringify(before.map(withoutPlace))) {
    throw new InputError(
      'The file cannot be added to without changing what is there',
      name,
      'Nothing was written. Write the entry by hand at the end of the file.',
    );
  }
  return { text: made, entries };
};
