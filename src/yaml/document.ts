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
  /** Absent: it is sound. */
  readonly problem?: { readonly says: string; readonly line: number };
}

const longest = 160;
/** Values in one another, each with the pair or list that it stands in: what reads them further has a stack. */
const deepest = 400;
const tooDeep = 'it is nested too deeply';

/**
 * One pass for keys and aliases: the parser compares each key with all others of its mapping, and looks for the anchor of
 * each alias from the beginning.
 */
const lookThrough = (
  document: Document,
): { targets: Map<Alias, Node>; fault?: { says: string; at: number } } => {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  let fault: { says: string; at: number } | undefined;
  visit(document, {
    Node: (_, node, path) => {
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
  return fault === undefined ? { targets } : { targets, fault };
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
      logLevel: 'silent',
      uniqueKeys: false,
    });
    const [error] = document.errors;
    if (error !== undefined) {
      const says = withoutQuotes(error.message.split('\n')[0]!);
      return { document, lineOf, targets: none, problem: { says, line: error.linePos?.[0].line ?? 1 } };
    }
    const { targets, fault } = lookThrough(document);
    return fault === undefined
      ? { document, lineOf, targets }
      : { document, lineOf, targets, problem: { says: fault.says, line: lineOf(fault.at) } };
  } catch (error) {
    // The stack of the parser: thousands of brackets, one in another.
    if (!(error instanceof RangeError)) throw error;
    const problem = { says: tooDeep, line: 1 };
    return { document: nothing(), lineOf, targets: none, problem };
  }
};
