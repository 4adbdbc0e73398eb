/**
 * What stands between `${{` and `}}`, in one pass: what is opened and never closed is none.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/expressions
 */
export const expressionsIn = (text: string): readonly string[] => {
  const found: string[] = [];
  let done = 0;
  for (;;) {
    const start = text.indexOf('${{', done);
    const end = start < 0 ? -1 : text.indexOf('}}', start + 3);
    if (end < 0) return found;
    found.push(text.slice(start + 3, end));
    done = end + 2;
  }
};
