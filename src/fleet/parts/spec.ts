import { createReadStream, createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { z } from 'zod';
import type { Clock } from '../../model/clock.ts';
import type { Settings } from '../../model/settings.ts';
import { settingsSchema } from '../../model/settings-schema.ts';
import type { SnapshotRecord } from '../../model/snapshot.ts';
import type { Keeper } from '../../pipeline/keepers.ts';
import { clockSchema, coverageSchema } from '../../snapshot/read.ts';
import { tool } from '../../version.ts';
import type { TargetFacts } from '../estate.ts';
import { hashOf, isObjectName, objectName, type SnapshotStore } from '../store/store.ts';
import type { Weighed, WeighedScope } from './part.ts';
import { coverageElsewhere, type ReadTargets, recordsElsewhere, type TargetSet } from './split.ts';

/** What a worker has to know of a part. It lies in the store; a job is its name. */
export interface PartSpec {
  /** Of the report: another one has other objects, even where they say the same. */
  readonly report: string;
  /** Version of nhi-audit that began it: another one may judge otherwise. */
  readonly tool: string;
  readonly clock: Clock;
  readonly settings: Settings;
  /** What is weighed each by itself; a part that is judged is one. */
  readonly sets: readonly SetSpec[];
  readonly keepers?: readonly Keeper[] | undefined;
}

interface SetSpec {
  readonly targets: readonly {
    readonly key: string;
    readonly age: z.output<typeof coverageSchema>;
    readonly isOld: boolean;
    readonly newest?: { readonly object: string; readonly collectedAt: string } | undefined;
  }[];
  readonly toAll: readonly SnapshotRecord[];
  readonly elsewhere: readonly z.output<typeof coverageSchema>[];
}

/** What a worker has to know of one part of a report. @param sets indices of their targets */
export const specOf = (
  known: ReadTargets,
  targets: readonly TargetFacts[],
  sets: readonly TargetSet[],
  of: Pick<PartSpec, 'report' | 'clock' | 'settings' | 'keepers'>,
): PartSpec => ({
  ...of,
  tool: tool.version,
  sets: sets.map((set) => ({
    toAll: recordsElsewhere(known, set),
    elsewhere: coverageElsewhere(known.targets, set).map((entry) => ({ ...entry, gives: [...entry.gives] })),
    targets: set.map((index) => {
      const { key, age, isOld, newest } = targets[index]!;
      return {
        key,
        age: { ...age, gives: [...age.gives] },
        isOld,
        ...(newest === undefined
          ? {}
          : { newest: { object: newest.object, collectedAt: newest.collectedAt } }),
      };
    }),
  })),
});

const specSchema = z.object({
  report: z.string(),
  tool: z.string(),
  clock: clockSchema,
  settings: settingsSchema,
  keepers: z.array(z.object({ connector: z.string(), whole: z.boolean() })).optional(),
  sets: z.array(
    z.object({
      targets: z.array(
        z.object({
          key: z.string(),
          age: coverageSchema,
          isOld: z.boolean(),
          newest: z.object({ object: z.string().refine(isObjectName), collectedAt: z.string() }).optional(),
        }),
      ),
      elsewhere: z.array(coverageSchema),
      toAll: z.array(z.object({ record: z.string(), scope: z.string(), id: z.string(), data: z.unknown() })),
    }),
  ),
});

export const readSpec = (path: string): PartSpec =>
  specSchema.parse(JSON.parse(readFileSync(path, 'utf8'))) as PartSpec;

const scopesSchema = z.object({ report: z.string(), scopes: z.array(z.tuple([z.string(), z.number()])) });

export const scopesText = (report: string, scopes: readonly WeighedScope[]): string =>
  JSON.stringify({ report, scopes });

const weighedSchema = z.object({
  report: z.string(),
  sets: z.array(
    z.object({
      scopes: z.array(z.tuple([z.string(), z.number()])),
      // As it was written by this version of this program: its members are those of the interpretation.
      border: z.record(z.string(), z.unknown()),
    }),
  ),
});

export const weighedText = (report: string, sets: readonly Weighed[]): string =>
  JSON.stringify({ report, sets });

export const readWeighed = (path: string): readonly Weighed[] =>
  weighedSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).sets as unknown as readonly Weighed[];

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
