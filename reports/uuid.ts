import { hash } from 'node:crypto';

/** Ours, drawn once: UUIDs are names within it. */
const namespace = Buffer.from('3d6f0f0a7c5e4b0f9b1a8f5e2c7d4a61', 'hex');

/** Names are short: one buffer for all that fit into it. */
const room = Buffer.alloc(4096);
namespace.copy(room);

/** The namespace and a name within it. */
const named = (name: string): Uint8Array =>
  // A code unit is three bytes at most.
  namespace.length + 3 * name.length <= room.length
    ? room.subarray(0, namespace.length + room.write(name, namespace.length, 'utf8'))
    : Buffer.concat([namespace, Buffer.from(name, 'utf8')]);

/** A UUID of version 5: the same parts give the same UUID, in every report. RFC 9562, 5.5. */
export const uuidOf = (...parts: readonly string[]): string => {
  const digits = hash('sha1', named(JSON.stringify(parts)), 'hex');
  const variant = '89ab'.charAt(Number.parseInt(digits.charAt(16), 16) % 4);
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-5${digits.slice(13, 16)}-${variant}${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
};
