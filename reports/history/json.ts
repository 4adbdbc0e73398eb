import { jsonText } from '../inert-text.ts';
import { inPieces } from '../pieces.ts';

/** What `--format json` of the commands about histories prints. Documented in docs/history.md; members may be added. */
const schema = 'nhi-audit/history/v1';

/** @param lists by name; records one a line, so that two can be compared */
export const historyJson = (
  values: Readonly<Record<string, unknown>>,
  lists: Readonly<Record<string, readonly object[]>>,
): Iterable<string> =>
  inPieces(function* () {
    yield `{\n  "schema": ${jsonText(schema)}`;
    for (const [name, value] of Object.entries(values)) yield `,\n  ${jsonText(name)}: ${jsonText(value)}`;
    for (const [name, items] of Object.entries(lists)) {
      yield `,\n  ${jsonText(name)}: [`;
      let before = '\n    ';
      for (const item of items) {
        yield before + jsonText(item);
        before = ',\n    ';
      }
      yield items.length === 0 ? ']' : '\n  ]';
    }
    yield '\n}\n';
  });
