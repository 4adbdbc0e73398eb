import { createRequire } from 'node:module';
import { InputError } from '../model/input-error.ts';

/**
 * Unpacks gzip piece by piece, so that a large export is never whole in memory. `node:zlib` does that for streams
 * only, and files are read in one go: https://nodejs.org/api/zlib.html#for-zlib-based-streams
 * The format, with several members one after another: https://www.rfc-editor.org/rfc/rfc1952
 */

/** Loaded with the first packed file: they build tables as they start, and most files are plain. */
const load = createRequire(import.meta.url);
const unpacker = (): typeof import('fflate') => load('fflate');
const checksums = (): typeof import('node:zlib') => load('node:zlib');

/** Deflate makes at most 1,032 bytes of one: a piece of this size becomes 33 MiB at most. */
const pieceBytes = 32 * 1024;

/** What a file may become however small it is, and how often its own size beyond that: JSON and CSV stay below 100. */
const alwaysAllowed = 64 * 1024 * 1024;
const allowedRatio = 200;

const trailerBytes = 8;

const sound = 'Fetch the file again, or unpack it: gunzip FILE';

const damaged = (path: string): InputError =>
  new InputError('the gzip file is cut short or damaged', path, sound);

export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** Checks one member against its trailer: checksum, and length modulo 2³². */
interface Member {
  readonly checksum: number;
  readonly length: number;
}
const emptyMember: Member = { checksum: 0, length: 0 };

const fits = ({ checksum, length }: Member, trailer: Uint8Array): boolean => {
  if (trailer.length !== trailerBytes) return false;
  const view = new DataView(trailer.buffer, trailer.byteOffset, trailerBytes);
  return view.getUint32(0, true) === checksum && view.getUint32(4, true) === length % 2 ** 32;
};

const piecesOf = function* (chunks: Iterable<Uint8Array>): Generator<Uint8Array> {
  for (const chunk of chunks) {
    for (let start = 0; start < chunk.length; start += pieceBytes)
      yield chunk.subarray(start, start + pieceBytes);
  }
};

/**
 * @param path for messages
 * @param size bytes of all chunks
 * @throws InputError where a member is damaged or cut short, and where the whole becomes unreasonably large
 */
export function* gunzip(
  chunks: Iterable<Uint8Array>,
  { path, size }: { readonly path: string; readonly size: number },
): Generator<Uint8Array> {
  const largest = Math.max(alwaysAllowed, size * allowedRatio);
  let unpacked: Uint8Array[] = [];
  let total = 0;
  let read = 0;
  let member = emptyMember;
  /** The last bytes that were read: a member's trailer may lie across pieces. */
  let recent = new Uint8Array(0);
  const { Gunzip } = unpacker();
  const { crc32 } = checksums();
  const stream = new Gunzip((bytes) => {
    if (bytes.length === 0) return;
    unpacked.push(bytes);
    total += bytes.length;
    member = { checksum: crc32(bytes, member.checksum), length: member.length + bytes.length };
  });
  const check = (end: number): void => {
    const at = end - (read - recent.length);
    if (at < trailerBytes || !fits(member, recent.subarray(at - trailerBytes, at))) throw damaged(path);
    member = emptyMember;
  };
  stream.onmember = check;
  const push = (piece: Uint8Array, last: boolean): void => {
    try {
      stream.push(piece, last);
    } catch (error) {
      if (error instanceof InputError) throw error;
      // Whatever fflate found wrong: https://github.com/101arrowz/fflate/blob/master/src/index.ts (FlateErrorCode)
      throw damaged(path);
    }
  };
  for (const piece of piecesOf(chunks)) {
    recent = Buffer.concat([recent.subarray(-pieceBytes), piece]);
    read += piece.length;
    push(piece, false);
    if (total > largest) {
      throw new InputError(
        `the file unpacks to more than ${allowedRatio} times its size`,
        path,
        'If it is what it should be, unpack it first: gunzip FILE',
      );
    }
    yield* unpacked;
    unpacked = [];
  }
  push(new Uint8Array(0), true);
  yield* unpacked;
  check(read);
}
