import { createReadStream, createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { z } from 'zod';
import type { Clock } from '../../model/clock.ts';
import { clockBases } from '../../model/clock.ts';
import { coverageStatuses, inputKinds } from '../../model/coverage.ts';
import type { Settings } from '../../model/settings.ts';
import { settingsSchema } from '../../model/settings-schema.ts';
import type { SnapshotRecord } from '../../model/snapshot.ts';
import { hashOf, isObjectName, objectName, type SnapshotStore } from '../store/store.ts';
import type { WeighedScope } from './part.ts';

/** What a worker has to know of a part. It lies in the store; a job is its name. */
export interface PartSpec {
  /** Of the report: another one has other objects, even where they say the same. */
  readonly report: string;
  /** Version of nhi-audit that began it: another one may judge otherwise. */
  readonly tool: string;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly targets: readonly {
    readonly key: string;
    readonly age: z.output<typeof coverage>;
    readonly isOld: boolean;
    readonly newest?: { readonly object: string; readonly collectedAt: string } | undefined;
  }[];
  readonly toAll: readonly SnapshotRecord[];
  readonly elsewhere: readonly z.output<typeof coverage>[];
}

const coverage = z.object({
  connector: z.string(),
  scope: z.string(),
  source: z.string(),
  status: z.enum(coverageStatuses),
  detail: z.string(),
  gives: z.array(z.enum(inputKinds)),
});

const specSchema = z.object({
  report: z.string(),
  tool: z.string(),
  clock: z.object({
    time: z.string(),
    basis: z.enum(clockBases),
    fileTime: z.string().optional(),
    newest: z.object({ time: z.string(), place: z.string() }).optional(),
    says: z.string(),
  }),
  settings: settingsSchema,
  targets: z.array(
    z.object({
      key: z.string(),
      age: coverage,
      isOld: z.boolean(),
      newest: z.object({ object: z.string().refine(isObjectName), collectedAt: z.string() }).optional(),
    }),
  ),
  elsewhere: z.array(coverage),
  toAll: z.array(z.object({ record: z.string(), scope: z.string(), id: z.string(), data: z.unknown() })),
});

export const readSpec = (path: string): PartSpec =>
  specSchema.parse(JSON.parse(readFileSync(path, 'utf8'))) as PartSpec;

const scopesSchema = z.object({ report: z.string(), scopes: z.array(z.tuple([z.string(), z.number()])) });

export const scopesText = (report: string, scopes: readonly WeighedScope[]): string =>
  JSON.stringify({ report, scopes });

export const readScopes = (path: string): readonly WeighedScope[] =>
  scopesSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).scopes;

/** Packs a file and puts it into the store. @returns its name there */
export const putFile = async (store: SnapshotStore, path: string, signal?: AbortSignal): Promise<string> => {
  const packed = `${path}.packed`;
  await pipeline(createReadStream(path), createGzip(), createWriteStream(packed, { mode: 0o600 }));
  const object = objectName(await hashOf(packed));
  await store.put(object, packed, signal);
  await rm(packed);
  return object;
};

export const putText = async (store: SnapshotStore, text: string, path: string): Promise<string> => {
  writeFileSync(path, text, { mode: 0o600 });
  return putFile(store, path);
};

/** Fetches an object and unpacks it. @param path where to */
export const fetchFile = async (
  store: SnapshotStore,
  object: string,
  folder: string,
  path: string,
): Promise<string> => {
  const packed = await store.get(object, folder);
  await pipeline(createReadStream(packed), createGunzip(), createWriteStream(path, { mode: 0o600 }));
  return path;
};
