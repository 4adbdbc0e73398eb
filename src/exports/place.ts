import type { SourceFile } from '../model/connector.ts';

/** A file whose places messages tell. */
export type Placed = Pick<SourceFile, 'name' | 'where'>;

/**
 * Where a byte of a file's text is, as a person finds it: `FILE, byte 512`.
 * @param part what the byte belongs to: `FILE, element 3, byte 512`
 */
export const placeIn = ({ name, where }: Placed, offset: number, part?: string): string =>
  [name, ...(part === undefined ? [] : [part]), where?.(offset) ?? `byte ${offset}`].join(', ');
