import type { SourceFile } from '../../src/model/connector.ts';

/** A source file from memory, in chunks of the size that the test is about. */
export const sourceOf = (
  content: string | Uint8Array,
  { name = 'file', chunk = 64 * 1024 }: { readonly name?: string; readonly chunk?: number } = {},
): SourceFile => {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  return {
    name,
    size: bytes.length,
    modifiedAt: '2026-01-01T00:00:00.000Z',
    head: new TextDecoder().decode(bytes.subarray(0, 64 * 1024), { stream: true }),
    *chunks() {
      for (let start = 0; start < bytes.length; start += chunk) yield bytes.subarray(start, start + chunk);
    },
  };
};
