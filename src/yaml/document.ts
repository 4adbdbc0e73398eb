import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml';

/** A text of YAML that others wrote, with what is wrong with it: reading it costs no more than its size. */
export interface YamlText {
  readonly document: Document;
  readonly lineOf: (offset: number) => number;
  /** What each alias stands for: the last anchor of its name before it. */
  readonly targets: ReadonlyMap<Alias, Node>;
  /** Where a value has a tag of somebody's own first (`!Sub`): what reads it may take it for another thing than we do. Absent: nowhere. */
  readonly ownTagAt?: number;
  /** Absent: it is sound. */
  readonly problem?: { readonly says: string; readonly line: number };
}

const longest = 160;
/** Values in one another, each with the pair or list that it stands in: what reads them further has a stack. */
const deepest = 400;
const tooDeep = 'it is nested too deeply';

const yamlTag = /^tag:yaml\.org,2002:(.*)$/s;
/** Those of JSON's own kinds. Sets, ordered maps, pairs and bytes are read as something else by whoever passes over tags. */
const plainTags: ReadonlySet<string> = new Set(['str', 'int', 'float', 'bool', 'null', 'map', 'seq']);

/**
 * One pass for keys and aliases: the parser compares each key with all others of its mapping, and looks for the anchor of
 * each alias from the beginning.
 */
const lookThrough = (
  document: Document,
): { targets: Map<Alias, Node>; ownTagAt?: number; fault?: { says: string; at: number } } => {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  let fault: { says: string; at: number } | undefined;
  let ownTagAt: number | undefined;
  visit(document, {
    Node: (_, node, path) => {
      if (!isAlias(node) && node.tag !== undefined) {
        const at = node.range?.[0] ?? 0;
        const [, known] = yamlTag.exec(node.tag) ?? [];
        if (known === undefined) ownTagAt ??= at;
        else if (!plainTags.has(known)) fault ??= { says: 'a tag says that a value is none of JSON', at };
      }
      if (path.length > deepest) {
        fault = { says: tooDeep, at: node.range?.[0] ?? 0 };
        return visit.BREAK;
      }
      if (isAlias(node)) {
        const target = anchors.get(node.source);
        if (target !== undefined) targets.set(node, target);
        else
          fault ??= {
            // Its name may be a password that begins with a star.
            says: 'the alias refers to an anchor that is not defined before it',
            at: node.range?.[0] ?? 0,
          };
        return undefined;
      }
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
      if (!isMap(node)) return undefined;
      const keys = new Set<unknown>();
      for (const { key } of node.items) {
        if (!isScalar(key)) continue;
        if (keys.has(key.value)) fault ??= { says: 'Map keys must be unique', at: key.range?.[0] ?? 0 };
        keys.add(key.value);
      }
      return undefined;
    },
  });
  const found = { targets, ...(ownTagAt === undefined ? {} : { ownTagAt }) };
  return fault === undefined ? found : { ...found, fault };
};

/** Words of the parser, without what it quotes of the text: that may be a secret. */
const withoutQuotes = (message: string): string => {
  const place = / at line \d+, column \d+:?$/.exec(message)?.[0] ?? '';
  const says = message.slice(0, message.length - place.length);
  const own = /^(?:Unsupported YAML version|Invalid escape sequence)|^[^:]*/.exec(says)![0];
  return `${own.slice(0, longest)}${place}`;
};

const nothing = (): Document => parseDocument('');

export const readYaml = (text: string): YamlText => {
  const counter = new LineCounter();
  const lineOf = (offset: number): number => counter.linePos(offset).line;
  const none = new Map<Alias, Node>();
  try {
    const document: Document = parseDocument(text, {
      lineCounter: counter,
      // Of several documents, which nobody here would read on, it says so.
      logLevel: 'error',
      uniqueKeys: false,
    });
    const [error] = document.errors;
    if (error !== undefined) {
      const says = withoutQuotes(error.message.split('\n')[0]!);
      return { document, lineOf, targets: none, problem: { says, line: error.linePos?.[0].line ?? 1 } };
    }
    const { fault, ...found } = lookThrough(document);
    return fault === undefined
      ? { document, lineOf, ...found }
      : { document, lineOf, ...found, problem: { says: fault.says, line: lineOf(fault.at) } };
  } catch (error) {
    // The stack of the parser: thousands of brackets, one in another.
    if (!(error instanceof RangeError)) throw error;
    const problem = { says: tooDeep, line: 1 };
    return { document: nothing(), lineOf, targets: none, problem };
  }
};
