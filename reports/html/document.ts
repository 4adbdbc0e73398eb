import { gzipSync } from 'fflate';
import type { AuditResult } from '../../src/model/report.ts';
import { bounded } from '../inert-text.ts';
import type { TextOptions } from '../report-format.ts';
import { detailsPerBlock, limits, pageBlocks } from './data.ts';
import template from './page.generated.json' with { type: 'json' };
import type { Detail, StartView } from './page-data.ts';

/** The script in pieces, none of which ends within a character. */
const wholeCharacters = /[\s\S]{1,50000}/gu;

/** Characters of data up to which they stand in the page as they are. */
const uncompressed = 1_000_000;

/** Characters of one text: a policy on one line goes in whole. */
const longestText = 12_000;

/** Every text is shown as it is in all other reports: what cannot be seen is written out. */
const asShown = (_: string, value: unknown): unknown =>
  typeof value === 'string' ? bounded(value, longestText) : value;

/** JSON that ends no element and begins no comment, wherever it stands in the page. */
const blockText = (value: unknown): string => JSON.stringify(value, asShown).replaceAll('<', '\\u003c');

interface Block {
  readonly id: string;
  readonly text: string;
}

/** Details up to the bounds, and how many identities have them. */
const detailBlocks = (
  details: Iterable<Detail>,
): { readonly blocks: readonly Block[]; readonly count: number } => {
  const blocks: Block[] = [];
  let texts: string[] = [];
  let count = 0;
  let characters = 0;
  const close = (): void => {
    if (texts.length === 0) return;
    blocks.push({ id: `detail-${blocks.length}`, text: `[${texts.join()}]` });
    texts = [];
  };
  for (const detail of details) {
    const text = blockText(detail);
    characters += text.length;
    if (characters > limits.detailCharacters) break;
    texts.push(text);
    count++;
    if (texts.length === detailsPerBlock) close();
  }
  close();
  return { blocks, count };
};

/** The header tells no time and no machine: the same data are the same bytes. */
const packed = (text: string): string =>
  Buffer.from(gzipSync(new TextEncoder().encode(text), { level: 6, mtime: 0 })).toString('base64');

/** A block that no browser takes for code: `type` is none of a script. */
const element = ({ id, text }: Block, compressed: boolean): string =>
  compressed
    ? `<script type="text/plain" id="${id}">${packed(text)}</script>\n`
    : `<script type="application/json" id="${id}">${text}</script>\n`;

/**
 * Nothing may be loaded, from anywhere; of code and style only what the package ships, known by its hash.
 * https://www.w3.org/TR/CSP3/
 */
export const contentSecurityPolicy = `default-src 'none'; script-src 'sha256-${template.scriptHash}'; style-src 'sha256-${template.styleHash}'; base-uri 'none'; form-action 'none'`;

/** The page as one document. @param start the view that it opens with */
export function* pageDocument(
  result: AuditResult,
  options: TextOptions,
  start: StartView = 'overview',
): Generator<string> {
  const { main, graph, details } = pageBlocks(result, options, start);
  const { blocks, count } = detailBlocks(details());
  const all: readonly Block[] = [
    { id: 'main', text: blockText(main(count)) },
    { id: 'graph', text: blockText(graph()) },
    ...blocks,
  ];
  const compressed = all.reduce((sum, { text }) => sum + text.length, 0) > uncompressed;
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Non-human identities: nhi-audit</title>
<style>${template.style}</style>
</head>
<body>
<div id="page"><main class="waiting"><p>Unpacking the report…</p></main></div>
<noscript><p>This report is drawn by a script that it carries itself and that loads nothing. Allow it, or read report.txt and the CSV tables beside this file.</p></noscript>
`;
  for (const block of all) yield element(block, compressed);
  yield '<script>';
  yield* template.script.match(wholeCharacters)!;
  yield '</script>\n</body>\n</html>\n';
}
