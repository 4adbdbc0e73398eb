import { Copy } from './parts.tsx';
import { csvLines, download, tabLines } from './table-text.ts';

/** Copy and CSV of the rows that are shown. */
export const RowsOut = ({
  name,
  head,
  rows,
}: {
  /** Of the file. */
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: () => readonly (readonly (string | number)[])[];
}) => (
  <p class="actions no-print">
    <button type="button" class="quiet" onClick={() => download(name, csvLines(head, rows()))}>
      CSV of these rows
    </button>
    <Copy label="Copy rows" text={() => tabLines(head, rows())} />
  </p>
);
