import { stripVTControlCharacters } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { Ajv } from 'ajv';
import { parse as parseCsv } from 'csv-parse/sync';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import markdownIt from 'markdown-it';
import { expect } from 'vitest';
import { ocsfValidators, oscalValidator, sarifValidator } from '../support/schemas.ts';
import { unseenIn } from './hostile.ts';

/**
 * Readers of other people for every format. Each asserts that nothing in a file does anything, and returns its shape:
 * what must not depend on the text in it.
 */
export type Reader = (text: string) => unknown;

/** What runners of GitHub Actions take for a command, as they look for it. */
const runnerCommand = /^[^\S\n]*::[a-z].*|##[a-z]*\[.*/gim;

/** Outside of line feeds, which the formats write themselves. */
const faultsIn = (text: string): readonly string[] => [
  ...unseenIn(text.replaceAll('\n', '')),
  ...(text.isWellFormed() ? [] : ['a lone surrogate']),
  ...(text.match(runnerCommand) ?? []),
];

/** One assertion for many texts: a matcher costs more than the look at one of them. */
const expectNothingUnseen = (...texts: readonly string[]): void => {
  expect(texts.flatMap(faultsIn)).toEqual([]);
};

/** Lines that are commands to the runner, and nothing but those that we write. */
export const readAnnotations: Reader = (text) => {
  const lines = text.trimEnd().split('\n');
  return lines.map((line) => {
    const [, name, properties = '', message = ''] = /^::(error|warning|notice) (.*?)::(.*)$/.exec(line) ?? [];
    expect(name).toBeDefined();
    expectNothingUnseen(properties, `> ${message}`);
    // https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
    expect(properties).not.toMatch(/%(?!25|3A|2C)/);
    expect(message).not.toMatch(/%(?!25|0A)/);
    return [
      name,
      properties.split(',').map((property) => property.split('=')[0]),
      message.split('%0A').length,
    ];
  });
};

const renderer = markdownIt({ html: true, linkify: true });
const inert = /^[A-Za-z0-9 .,;:!?()"'%<#/–-]*$/;
const references = /#\d|\bGH-\d|@\w|:\w+:|www\.|\/\/|https?:|\b[0-9a-f]{7,40}\b/i;
const blocks = new Set([
  ...['heading_open', 'heading_close', 'paragraph_open', 'paragraph_close', 'inline', 'hr'],
  ...['bullet_list_open', 'bullet_list_close', 'list_item_open', 'list_item_close'],
  ...['table_open', 'table_close', 'thead_open', 'thead_close', 'tbody_open', 'tbody_close'],
  ...['tr_open', 'tr_close', 'th_open', 'th_close', 'td_open', 'td_close'],
]);
const inlines = new Set(['text', 'code_inline', 'strong_open', 'strong_close', 'softbreak']);

/** Markdown of which only our own blocks are left; text that is not in code holds nothing that a site could pick up. */
/** A flowchart of ours: names of others stand in its labels alone, as letters, digits and numbers of characters. */
const flowchart =
  /^flowchart LR\n(?: {2}n\d+(?:\["[\w #;/-]+"\]|\{\{"[\w #;/-]+"\}\})\n| {2}n\d+ (?:-->|-\.->|==>)\|"[\w #;/-]+"\| n\d+\n)+$/;
const isPicture = (type: string, info: string, content: string): boolean =>
  type === 'fence' && info === 'mermaid' && flowchart.test(content);

export const readMarkdown: Reader = (text) => {
  expectNothingUnseen(text);
  const tokens = renderer.parse(text, {});
  const children = tokens.flatMap((token) => token.children ?? []);
  const wrong = [
    ...tokens.filter(({ type, info, content }) => !blocks.has(type) && !isPicture(type, info, content)),
    ...children.filter(({ type }) => !inlines.has(type)),
    ...children.filter(
      ({ type, content }) => type === 'text' && (!inert.test(content) || references.test(content)),
    ),
  ];
  expect(wrong.map(({ type, content }) => `${type} of ${content.slice(0, 200)}`)).toEqual([]);
  return tokens.map(({ type }) => type);
};

export const readText: Reader = (text) => {
  expectNothingUnseen(text);
  return undefined;
};

/** Coloured text: nothing but the colours that we chose. */
export const readColoured: Reader = (text) => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what is looked for is a control character
  const without = text.replace(/\u001b\[\d{1,2}m/g, '');
  expect(without).toBe(stripVTControlCharacters(without));
  expectNothingUnseen(without);
  return undefined;
};

const formula =
  /^[\s\p{C}\p{Z}\p{M}\p{Default_Ignorable_Code_Point}\u2800]*[=+\-@|%＝＋－＠﹢﹣﹦﹫\u2212\u207a\u207b\u207c]/u;

const controls = /[\t\r\n\0]/;

export const readCsv: Reader = (text) => {
  expectNothingUnseen(text.replaceAll('\r\n', '\n'));
  const rows = parseCsv(Buffer.from(text, 'utf8'), { record_delimiter: '\r\n' }) as string[][];
  const wrong = rows.flat().filter((value) => formula.test(value.slice(0, 100)) || controls.test(value));
  expect(wrong).toEqual([]);
  return rows.map((row) => row.length);
};

export const readJson: Reader = (text) => {
  expectNothingUnseen(text);
  return shapeOf(JSON.parse(text));
};

/** Keys and lengths of lists, without any text. */
const shapeOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shapeOf(item)]));
};

const xml = new XMLParser({ ignoreAttributes: false, processEntities: true });
// https://www.w3.org/TR/xml/#charsets
const notXml = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;

export const readJunit: Reader = (text) => {
  expectNothingUnseen(text);
  expect(text).not.toMatch(notXml);
  expect(XMLValidator.validate(text)).toBe(true);
  const document = xml.parse(text) as Record<string, unknown>;
  expect(Object.keys(document).sort()).toEqual(['?xml', 'testsuites']);
  return elementsOf(document);
};

const elementsOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(elementsOf);
  if (typeof value !== 'object' || value === null) return 'text';
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, elementsOf(item)]));
};

interface Location {
  readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } };
}

const sarif = sarifValidator();

const walk = function* (value: unknown, key = ''): Generator<readonly [key: string, text: string]> {
  if (typeof value === 'string') yield [key, value];
  else if (Array.isArray(value)) for (const item of value) yield* walk(item, key);
  else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) yield* walk(item, name);
  }
};

export const readSarif: Reader = (text) => {
  expectNothingUnseen(text);
  const document = JSON.parse(text);
  sarif(document);
  expect(sarif.errors).toBeNull();
  const [run] = document.runs;
  for (const result of run.results) {
    expectNothingUnseen(result.message.text);
    // A link in the text of a message: SARIF 3.11.6.
    expect(result.message.text).not.toMatch(/(?<!\\)\]\(/);
    expect(result.message.text).not.toMatch(/(?<!\{)\{\d+\}/);
    for (const { physicalLocation } of result.locations as Location[]) {
      const { uri } = physicalLocation.artifactLocation;
      const resolved = new URL(uri, 'file:///root/of/repository/');
      expect(resolved.protocol).toBe('file:');
      expect(resolved.host + resolved.search + resolved.hash).toBe('');
    }
  }
  const values = [...walk(run)].map(([, value]) => value.replaceAll('\n', ''));
  expect(values.flatMap(unseenIn)).toEqual([]);
  return run.results.length;
};

const ocsf = ocsfValidators();

export const readOcsf: Reader = (text) => {
  expectNothingUnseen(text);
  return text
    .trimEnd()
    .split('\n')
    .map((line) => {
      const event = JSON.parse(line) as { readonly class_uid: 2003 | 2008; readonly message: string };
      const valid = ocsf[event.class_uid];
      valid(event);
      expect(valid.errors).toBeNull();
      expectNothingUnseen(event.message);
      return event.class_uid;
    });
};

const oscal = oscalValidator();
const markup = new Set(['title', 'description', 'statement', 'remarks']);

export const readOscal: Reader = (text) => {
  expectNothingUnseen(text);
  const document = JSON.parse(text);
  oscal(document);
  expect(oscal.errors).toBeNull();
  for (const [key, value] of walk(document)) if (markup.has(key)) readMarkdown(value);
  const [result] = document['assessment-results'].results;
  return ['observations', 'risks', 'findings'].map((name) => result[name]?.length);
};

/** Blocks of data of an HTML report by their ids, as a browser finds them: elements end where their end tag stands. */
export const pageBlocksIn = (text: string): ReadonlyMap<string, unknown> => {
  const elements = [...text.matchAll(/<script type="([^"]*)" id="([^"]*)">([\s\S]*?)<\/script>/g)];
  return new Map(
    elements.map(([, type, id, content]) => [
      id!,
      JSON.parse(
        type === 'text/plain' ? gunzipSync(Buffer.from(content!, 'base64')).toString('utf8') : content!,
      ),
    ]),
  );
};

/** How many lines a fix has depends on the text in it; a list of texts is a list of texts. */
const withoutLines = (value: unknown): unknown => {
  if (Array.isArray(value))
    return value.length > 0 && value.every((each) => typeof each === 'string')
      ? 'texts'
      : value.map(withoutLines);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutLines(item)]));
};

/** The page around its data is ours to the letter; the data are texts in which everything can be seen. */
export const readPage: Reader = (text) => {
  const blocks = pageBlocksIn(text);
  const around = text.replaceAll(/<script type="[^"]*" (id="[^"]*">)[\s\S]*?(<\/script>)/g, '$1$2');
  expectNothingUnseen(JSON.stringify([...blocks]).slice(0, 5_000_000));
  return [around.length, shapeOf(withoutLines(Object.fromEntries(blocks)))];
};

/** As elements; texts and attributes of others are in `data` alone. */
export const readGraphml: Reader = (text) => {
  expectNothingUnseen(text);
  expect(text).not.toMatch(notXml);
  expect(XMLValidator.validate(text)).toBe(true);
  return text.replaceAll(/(<data key="[a-z-]+">)[^<]*<\/data>/g, '$1');
};

/** Statements of DOT with their quoted strings taken out: what is left is ours. */
export const readDot: Reader = (text) => {
  const bare = text.replaceAll(/"(?:[^"\\\n]|\\["\\])*"/g, '""');
  expect(bare).toMatch(/^[\sA-Za-z0-9_{}[\]=,;">-]*$/);
  expectNothingUnseen(text);
  return bare;
};

const primitive = { type: ['string', 'number', 'boolean'] };
const properties = {
  type: 'object',
  propertyNames: { pattern: '^[a-z][a-z0-9_]*$' },
  additionalProperties: { anyOf: [primitive, { type: 'array', items: { type: 'string' } }] },
};
const edgeEnd = {
  type: 'object',
  required: ['value', 'match_by'],
  properties: { value: { type: 'string' }, match_by: { const: 'id' } },
  additionalProperties: false,
};
const kind = { type: 'string', pattern: '^[A-Za-z0-9_]+$' };

/** What https://bloodhound.specterops.io/opengraph/developer/schema asks of nodes and edges, in our words. */
const isOpenGraph = new Ajv({ allErrors: true, allowUnionTypes: true }).compile({
  type: 'object',
  required: ['metadata', 'graph'],
  additionalProperties: false,
  properties: {
    metadata: { type: 'object', properties: { source_kind: kind }, additionalProperties: false },
    graph: {
      type: 'object',
      required: ['nodes', 'edges'],
      properties: {
        nodes: {
          type: 'array',
          items: {
            type: 'object',
            required: ['id', 'kinds'],
            additionalProperties: false,
            properties: {
              id: { type: 'string' },
              kinds: { type: 'array', items: kind, minItems: 1, maxItems: 3 },
              properties,
            },
          },
        },
        edges: {
          type: 'array',
          items: {
            type: 'object',
            required: ['start', 'end', 'kind'],
            additionalProperties: false,
            properties: { start: edgeEnd, end: edgeEnd, kind, properties },
          },
        },
      },
    },
  },
});

export const readOpenGraph: Reader = (text) => {
  const graph: unknown = JSON.parse(text);
  isOpenGraph(graph);
  expect(isOpenGraph.errors ?? []).toEqual([]);
  return readJson(text);
};

/** By the end of the file's name. */
export const readerOf = (name: string): Reader => {
  const found = readers.find(([end]) => name.endsWith(end));
  if (found === undefined) throw new Error(`No reader of ${name}`);
  return found[1];
};

const readers: readonly (readonly [end: string, reader: Reader])[] = [
  ['.txt', readText],
  ['.log', readAnnotations],
  ['.csv', readCsv],
  ['.html', readPage],
  ['.dot', readDot],
  ['.graphml', readGraphml],
  ['opengraph.json', readOpenGraph],
  ['.md', readMarkdown],
  ['.sarif', readSarif],
  ['.xml', readJunit],
  ['.ndjson', readOcsf],
  ['oscal-assessment-results.json', readOscal],
  ['.json', readJson],
];
