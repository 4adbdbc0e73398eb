/**
 * The parts of a text of `Fn::Sub`: `${Name}` and `${Resource.Attribute}` are names, `${!Literal}` is `${Literal}`.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html
 */
export interface Part {
  /** As it comes out, where nothing is put in. */
  readonly text: string;
  /** What is put in. */
  readonly name?: string;
}

/** One pass: what is opened and never closed is text. */
export const substitutionsIn = (written: string): readonly Part[] => {
  const parts: Part[] = [];
  let done = 0;
  for (;;) {
    const start = written.indexOf('${', done);
    const end = start < 0 ? -1 : written.indexOf('}', start);
    if (end < 0) return [...parts, { text: written.slice(done) }];
    if (start > done) parts.push({ text: written.slice(done, start) });
    const inner = written.slice(start + 2, end);
    parts.push(inner.startsWith('!') ? { text: `\${${inner.slice(1)}}` } : { text: '', name: inner.trim() });
    done = end + 1;
  }
};

/** @param spend is told how long the text will be before it is made */
export const substituted = (
  parts: readonly Part[],
  texts: ReadonlyMap<string, string>,
  spend: (characters: number) => void,
): string => {
  const pieces = parts.map(({ text, name }) => (name === undefined ? text : texts.get(name)!));
  spend(pieces.reduce((sum, { length }) => sum + length, 0));
  return pieces.join('');
};
