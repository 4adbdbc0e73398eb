/**
 * Columns of a struct or a list in the CSV that Athena writes its results to. They are texts as its engine prints values, and no
 * JSON: `{type=IAMUser, arn=arn:aws:iam::…:user/mary, sessioncontext=null}`, `[{arn=…, type=…}]`. Nothing in them is quoted, so
 * that a text with a comma and a space, or a brace, cannot be told from what stands around it: such a column is not read, nor is
 * one that names a member twice.
 * https://docs.aws.amazon.com/athena/latest/ug/querying-finding-output-files.html
 * https://docs.aws.amazon.com/athena/latest/ug/rows-and-structs.html
 */
type Printed = string | undefined | ReadonlyMap<string, Printed> | readonly Printed[];

/** `userIdentity.sessionContext.webIdFederationData.attributes` is the deepest that CloudTrail has. */
const deepest = 6;

/** Longer ones are none of CloudTrail's. */
const longest = 65_536;

const memberName = /[A-Za-z0-9_.:/-]{1,128}=/y;
/** Up to a brace, or to a comma with a space after it. */
const scalar = /(?:[^{}[\],]|,(?! ))*/y;

/** Where it goes on, and what was read; undefined: it is not such a text. */
type Read<Value> = { readonly value: Value; readonly end: number } | undefined;

const matched = (pattern: RegExp, text: string, start: number): string | undefined => {
  pattern.lastIndex = start;
  return pattern.exec(text)?.[0];
};

/** What stands between an opening and a closing bracket, one item after the other. */
const itemsOf = <Item>(
  text: string,
  start: number,
  close: string,
  readItem: (start: number) => Read<Item>,
): Read<readonly Item[]> => {
  if (text[start] === close) return { value: [], end: start + 1 };
  const items: Item[] = [];
  for (let at = start; ; at += 2) {
    const item = readItem(at);
    if (item === undefined) return undefined;
    items.push(item.value);
    at = item.end;
    if (text[at] === close) return { value: items, end: at + 1 };
    if (!text.startsWith(', ', at)) return undefined;
  }
};

const valueAt = (text: string, start: number, depth: number): Read<Printed> => {
  if (depth > deepest) return undefined;
  if (text[start] === '[') return itemsOf(text, start + 1, ']', (at) => valueAt(text, at, depth + 1));
  if (text[start] === '{') {
    const members = itemsOf(text, start + 1, '}', (at): Read<readonly [string, Printed]> => {
      const name = matched(memberName, text, at);
      const value = name === undefined ? undefined : valueAt(text, at + name.length, depth + 1);
      return name === undefined || value === undefined
        ? undefined
        : { value: [name.slice(0, -1), value.value], end: value.end };
    });
    if (members === undefined) return undefined;
    const value = new Map(members.value);
    return value.size === members.value.length ? { value, end: members.end } : undefined;
  }
  const value = matched(scalar, text, start)!;
  return { value: value === 'null' ? undefined : value, end: start + value.length };
};

const plain = (printed: Printed): unknown =>
  printed instanceof Map
    ? Object.fromEntries([...printed].map(([name, value]) => [name, plain(value)]))
    : Array.isArray(printed)
      ? printed.map(plain)
      : printed;

/** The value that a printed struct or list stands for; undefined: it cannot be told. */
export const valueOfPrinted = (text: string): unknown => {
  if (text.length > longest || !/^[{[]/.test(text)) return undefined;
  const read = valueAt(text, 0, 0);
  return read?.end === text.length ? plain(read.value) : undefined;
};
