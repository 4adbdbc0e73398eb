/** Taken at once; what is not written to takes no memory. */
const blockBytes = 256 * 1024 * 1024;
/** Shorter arrays are not worth it. */
const longEnough = 65_536;

let block: WeakRef<ArrayBuffer> | undefined;
let used = 0;

/**
 * An array of zeros. Long ones are cut from few large blocks: V8 counts every array that lies outside of its heap, and for each
 * 64 MiB or so of them it walks through all of the heap, which takes seconds with a million identities and frees nothing.
 * A block goes when the last array in it does.
 */
export const numbers = (length: number): Uint32Array => {
  if (length < longEnough) return new Uint32Array(length);
  const bytes = length * Uint32Array.BYTES_PER_ELEMENT;
  let buffer = block?.deref();
  if (buffer === undefined || used + bytes > buffer.byteLength) {
    buffer = new ArrayBuffer(Math.max(blockBytes, bytes));
    block = new WeakRef(buffer);
    used = 0;
  }
  const array = new Uint32Array(buffer, used, length);
  used += bytes;
  return array;
};

/** A copy, of which all may be written. */
export const copyOf = (values: Uint32Array): Uint32Array => {
  const copy = numbers(values.length);
  copy.set(values);
  return copy;
};
