import { randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { loadOptional } from '../../collection/optional-packages.ts';
import { InputError } from '../../model/input-error.ts';
import { checkContent, checkedName, isObjectName, missingObject, type SnapshotStore } from './store.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/upload-objects.html: by one request, which is whole or not at all. */
const largestObject = 5 * 1024 ** 3;

const statusOf = (error: unknown): number | undefined => {
  if (!(error instanceof Error) || !('$metadata' in error)) return undefined;
  const { httpStatusCode } = error.$metadata as { readonly httpStatusCode?: number };
  return httpStatusCode;
};

/**
 * A bucket of S3, or of what answers like it (AWS_ENDPOINT_URL_S3). The SDK finds the credential, by its own chain.
 * @param prefix with a slash at its end, or empty
 */
export const s3Store = async (bucket: string, prefix: string): Promise<SnapshotStore> => {
  const sdk = await loadOptional('a store in S3', () => import('@aws-sdk/client-s3'));
  // Servers that answer like S3 seldom know names of buckets as hosts.
  const own = process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL;
  const client = new sdk.S3Client({ maxAttempts: 5, ...(own === undefined ? {} : { forcePathStyle: true }) });
  const keyOf = (object: string): string => `${prefix}${checkedName(object).slice(0, 2)}/${object}`;
  return {
    put: async (object, file, signal) => {
      const { size } = await stat(file);
      if (size > largestObject)
        throw new InputError('the snapshot is larger than 5 GiB', object, 'Split the target.');
      const sent = { ...(signal === undefined ? {} : { abortSignal: signal }) };
      const sha256 = Buffer.from(object.slice(0, 64), 'hex').toString('base64');
      try {
        await client.send(
          new sdk.PutObjectCommand({
            Bucket: bucket,
            Key: keyOf(object),
            Body: createReadStream(file),
            ContentLength: size,
            // The server compares: what was damaged on the way is refused.
            ChecksumSHA256: sha256,
            IfNoneMatch: '*',
          }),
          sent,
        );
      } catch (error) {
        // It is there already, or another puts it at this moment.
        if (statusOf(error) !== 412 && statusOf(error) !== 409) throw error;
        await client.send(new sdk.HeadObjectCommand({ Bucket: bucket, Key: keyOf(object) }), sent);
      }
    },
    get: async (object, folder) => {
      const path = join(folder, checkedName(object));
      const partial = `${path}.${randomBytes(6).toString('hex')}.partial`;
      try {
        const { Body } = await client.send(new sdk.GetObjectCommand({ Bucket: bucket, Key: keyOf(object) }));
        await pipeline(Body as Readable, createWriteStream(partial, { mode: 0o600 }));
        await checkContent(partial, object);
        await rename(partial, path);
      } catch (error) {
        if (statusOf(error) === 404) throw missingObject(object);
        throw error;
      } finally {
        await rm(partial, { force: true });
      }
      return path;
    },
    list: async function* () {
      for await (const page of sdk.paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
        for (const { Key = '', LastModified } of page.Contents ?? []) {
          const object = Key.split('/').at(-1)!;
          if (isObjectName(object) && LastModified !== undefined && Key === keyOf(object))
            yield { object, changedAt: LastModified };
        }
      }
    },
    remove: async (object) => {
      await client.send(new sdk.DeleteObjectCommand({ Bucket: bucket, Key: keyOf(object) }));
    },
  };
};
