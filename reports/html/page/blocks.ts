import type { Detail, GraphData, PageData } from '../page-data.ts';

/** Blocks of data that stand in the page: inert text, compressed where there is much of it. */

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
};

const unpacked = async (element: HTMLElement): Promise<unknown> => {
  const text = element.textContent ?? '';
  if (element.getAttribute('type') === 'application/json') return JSON.parse(text);
  const stream = new Blob([bytesOf(text)]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).json();
};

const blocks = new Map<string, Promise<unknown>>();

const block = (id: string): Promise<unknown> => {
  const element = document.getElementById(id);
  if (element === null) return Promise.reject(new Error(`The page holds no block ${id}`));
  const known = blocks.get(id) ?? unpacked(element);
  blocks.set(id, known);
  return known;
};

// The blocks are written by the same release as the code that reads them.
export const mainBlock = (): Promise<PageData> => block('main') as Promise<PageData>;
export const graphBlock = (): Promise<GraphData> => block('graph') as Promise<GraphData>;

const ready = new Map<string, readonly Detail[]>();

const detailBlockId = ({ detailsPerBlock }: PageData, row: number): string =>
  `detail-${Math.floor(row / detailsPerBlock)}`;

/** All that is known of the identity in a row, where its block is unpacked: paper does not wait. */
export const readyDetailOf = (data: PageData, row: number): Detail | undefined =>
  ready.get(detailBlockId(data, row))?.[row % data.detailsPerBlock];

/** All that is known of the identity in a row. */
export const detailOf = async (data: PageData, row: number): Promise<Detail> => {
  const id = detailBlockId(data, row);
  const details = (await block(id)) as readonly Detail[];
  ready.set(id, details);
  return details[row % data.detailsPerBlock]!;
};
