import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { checkContent, checkedName, isObjectName, missingObject, type SnapshotStore } from './store.ts';

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

const sync = async (path: string): Promise<void> => {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
};

/** A folder that all workers reach: of one machine, or of a file server. Objects lie in folders by their first two digits. */
export const fileStore = (folder: string): SnapshotStore => {
  const placeOf = (object: string): string => join(folder, checkedName(object).slice(0, 2));
  const pathOf = (object: string): string => join(placeOf(object), object);
  const isThere = async (path: string): Promise<boolean> => {
    try {
      return (await stat(path)).isFile();
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  };
  const changedAt = async (path: string): Promise<Date | undefined> => {
    try {
      return (await stat(path)).mtime;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  };
  return {
    put: async (object, file) => {
      const path = pathOf(object);
      if (await isThere(path)) return;
      await mkdir(placeOf(object), { recursive: true, mode: 0o700 });
      const partial = `${path}.${randomBytes(6).toString('hex')}.partial`;
      try {
        await copyFile(file, partial, constants.COPYFILE_EXCL);
        await sync(partial);
        await rename(partial, path);
        if (process.platform !== 'win32') await sync(placeOf(object));
      } finally {
        await rm(partial, { force: true });
      }
    },
    get: async (object) => {
      const path = pathOf(object);
      if (!(await isThere(path))) throw missingObject(object);
      await checkContent(path, object);
      return path;
    },
    list: async function* () {
      let places: readonly string[];
      try {
        places = await readdir(folder);
      } catch (error) {
        if (isMissing(error)) return;
        throw error;
      }
      for (const place of places.filter((name) => /^[0-9a-f]{2}$/.test(name))) {
        for (const name of await readdir(join(folder, place))) {
          const path = join(folder, place, name);
          // What a worker that was killed left behind.
          const isPartial = name.endsWith('.partial');
          if (!isObjectName(name) && !isPartial) continue;
          const mtime = await changedAt(path);
          // Named or removed since, by a worker or another prune.
          if (mtime === undefined) continue;
          if (isObjectName(name)) yield { object: name, changedAt: mtime };
          else if (Date.now() - mtime.getTime() > 86_400_000) await rm(path, { force: true });
        }
      }
    },
    remove: async (object) => rm(pathOf(object), { force: true }),
  };
};
