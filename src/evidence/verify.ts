import { createHash } from 'node:crypto';
import { closeSync, lstatSync, readdirSync, readSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { openRegular } from '../files/regular-file.ts';
import { InputError } from '../model/input-error.ts';
import { manifestName, manifestSchema, signatureName } from './manifest.ts';
import { isStatementOf, statementName } from './statement.ts';

/** A plain name of a file in the folder itself. */
const fileName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/, 'is not the plain name of a file in the folder')
  .refine(
    (name) => name !== manifestName && name !== signatureName && name !== statementName,
    'is the manifest itself, or about it',
  );

const schema = z.object({
  schema: z.literal(manifestSchema),
  files: z
    .array(
      z.object({
        name: fileName,
        bytes: z.number().int().nonnegative(),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .max(1000)
    .refine((files) => new Set(files.map(({ name }) => name)).size === files.length, 'names a file twice'),
});

export interface Difference {
  readonly kind: 'changed' | 'missing' | 'additional';
  readonly name: string;
  /** What is different. */
  readonly says: string;
}

export interface Verification {
  /** Files that are as the manifest says. */
  readonly same: number;
  /** Sorted by name. */
  readonly differences: readonly Difference[];
  /** `unchecked`: there is one, and no key to check it with. */
  readonly signature: 'none' | 'unchecked' | 'good' | 'bad' | 'missing';
}

const largestManifest = 64 * 1024 * 1024;
const remedy = 'Name the folder that `nhi-audit evidence --out` wrote, with its manifest.json.';

const statOf = (path: string): Stats | undefined => lstatSync(path, { throwIfNoEntry: false });

/** What a name stands for that is not to be read: a link could lead anywhere. */
const kindOf = (stat: Stats): string => {
  if (stat.isSymbolicLink()) return 'a link';
  return stat.isDirectory() ? 'a folder' : 'neither a file nor a folder';
};

const read = (path: string, onBytes: (bytes: Uint8Array) => void): number => {
  // What was looked at before may have been exchanged since.
  const { descriptor } = openRegular(path, { noLinks: true });
  try {
    const buffer = Buffer.allocUnsafe(1024 * 1024);
    let total = 0;
    for (;;) {
      const length = readSync(descriptor, buffer, 0, buffer.length, null);
      if (length === 0) return total;
      total += length;
      onBytes(buffer.subarray(0, length));
    }
  } finally {
    closeSync(descriptor);
  }
};

const readSmall = (folder: string, name: string): Buffer => {
  const path = join(folder, name);
  const stat = statOf(path);
  if (stat === undefined) throw new InputError(`There is no ${name}`, folder, remedy);
  if (!stat.isFile()) throw new InputError(`${name} is ${kindOf(stat)}`, path, remedy);
  if (stat.size > largestManifest) throw new InputError(`${name} is too large to be one`, path, remedy);
  const pieces: Uint8Array[] = [];
  read(path, (bytes) => pieces.push(Uint8Array.from(bytes)));
  return Buffer.concat(pieces);
};

const parseManifest = (bytes: Buffer, path: string): z.output<typeof schema> => {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new InputError('The manifest is not JSON', path, remedy);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw new InputError(`The manifest cannot be used: ${issue.path.join('.')} ${issue.message}`, path, remedy);
};

const differenceOf = (
  folder: string,
  { name, bytes, sha256 }: z.output<typeof schema>['files'][number],
): Difference | undefined => {
  const path = join(folder, name);
  const stat = statOf(path);
  if (stat === undefined) return { kind: 'missing', name, says: 'is not there' };
  if (!stat.isFile()) return { kind: 'changed', name, says: `is ${kindOf(stat)}` };
  if (stat.size !== bytes) return { kind: 'changed', name, says: `has ${stat.size} bytes, not ${bytes}` };
  const hash = createHash('sha256');
  read(path, (piece) => hash.update(piece));
  return hash.digest('hex') === sha256 ? undefined : { kind: 'changed', name, says: 'has another SHA-256' };
};

/**
 * Whether a pack is as it was written.
 * @param isSigned says whether a signature fits the manifest; absent: signatures are not checked
 * @throws InputError when there is no manifest, or it cannot be used
 */
export const verifyPack = (
  folder: string,
  isSigned?: (manifest: Uint8Array, signature: string) => boolean,
): Verification => {
  if (statOf(join(folder, '.'))?.isDirectory() !== true) {
    throw new InputError('There is no such folder', folder, remedy);
  }
  const manifest = readSmall(folder, manifestName);
  const { files } = parseManifest(manifest, join(folder, manifestName));
  const entries = readdirSync(folder);
  const hasSignature = entries.includes(signatureName);
  const signature = (): Verification['signature'] => {
    if (isSigned === undefined) return hasSignature ? 'unchecked' : 'none';
    if (!hasSignature) return 'missing';
    return isSigned(manifest, readSmall(folder, signatureName).toString('utf8')) ? 'good' : 'bad';
  };
  const known = new Set([...files.map(({ name }) => name), manifestName, signatureName, statementName]);
  const strayed =
    entries.includes(statementName) &&
    !isStatementOf(readSmall(folder, statementName).toString('utf8'), manifest, files);
  const found = files.flatMap((file) => differenceOf(folder, file) ?? []);
  const differences: readonly Difference[] = [
    ...found,
    ...(strayed
      ? [{ kind: 'changed', name: statementName, says: 'is not about this manifest' } as const]
      : []),
    ...entries
      .filter((name) => !known.has(name))
      .map((name): Difference => ({ kind: 'additional', name, says: 'is not in the manifest' })),
  ];
  return {
    same: files.length - found.length,
    differences: differences.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    signature: signature(),
  };
};
