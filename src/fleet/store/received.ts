import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { checkContent } from './store.ts';

/** @throws where nothing came for so long: a server that is silent would be waited for for ever */
export async function* watched(body: AsyncIterable<Uint8Array>, idle: number): AsyncGenerator<Uint8Array> {
  const pieces = body[Symbol.asyncIterator]();
  for (;;) {
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new Error(`nothing came for ${Math.round(idle / 1000)} seconds`)),
        idle,
      );
    });
    try {
      const { done, value } = await Promise.race([pieces.next(), silence]);
      if (done === true) return;
      yield value;
    } finally {
      clearTimeout(timer);
    }
  }
}

/**
 * An object of a store as a file: whole, with the content that its name says, or not at all.
 * @param idle milliseconds in which nothing comes
 * @throws InputError where it is another content
 */
export const receive = async (
  body: AsyncIterable<Uint8Array>,
  object: string,
  path: string,
  idle: number,
): Promise<void> => {
  const partial = `${path}.${randomBytes(6).toString('hex')}.partial`;
  // Opened before anything comes: a stream that opens it by itself may do so after the body broke off, and leave it behind.
  const file = await open(partial, 'wx', 0o600);
  try {
    await pipeline(watched(body, idle), file.createWriteStream());
    await checkContent(partial, object);
    await rename(partial, path);
  } finally {
    await rm(partial, { force: true });
  }
};
