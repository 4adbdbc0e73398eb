import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { ListObjectsV2CommandOutput } from '@aws-sdk/client-s3';
import { loadOptional } from '../../collection/optional-packages.ts';
import { agentOptions } from '../../collection/proxy.ts';
import { InputError } from '../../model/input-error.ts';
import { receive } from './received.ts';
import {
  checkedName,
  checkedSize,
  listedObject,
  missingObject,
  oncePerPage,
  type SnapshotStore,
  storeAway,
} from './store.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/upload-objects.html: by one request, which is whole or not at all. */
const largestObject = 5 * 1024 ** 3;

export interface S3Place {
  readonly bucket: string;
  /** With a slash at its end, or empty. */
  readonly prefix: string;
  /** Of a server that answers like S3; absent: AWS_ENDPOINT_URL_S3, or S3 itself. */
  readonly endpoint?: string;
  /** Absent: that of the SDK's own chain. */
  readonly region?: string;
}

export interface S3Patience {
  /** Of one request; the worker itself tries again for longer. */
  readonly attempts: number;
  /** Milliseconds in which nothing comes. */
  readonly idle: number;
}

const usualPatience: S3Patience = { attempts: 5, idle: 60_000 };

const nothing = (): void => {};

const statusOf = (error: unknown): number | undefined => {
  if (!(error instanceof Error) || !('$metadata' in error)) return undefined;
  const { httpStatusCode } = error.$metadata as { readonly httpStatusCode?: number };
  return httpStatusCode;
};

const isBucketGone = (error: unknown): boolean => error instanceof Error && error.name === 'NoSuchBucket';

/** The name of the error, which is S3's code, and what it says. */
const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const status = statusOf(error);
  return `${error.name}: ${error.message}${status === undefined ? '' : ` (HTTP ${status})`}`;
};

/** What S3 answers, as what a store says. */
const answered = async <Result>(ask: () => Promise<Result>): Promise<Result> => {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw storeAway(reasonOf(error), error);
  }
};

/**
 * A bucket of S3, or of what answers like it. The SDK finds the credential, by its own chain.
 * @throws InputError where the package is missing
 */
export const s3Store = async (
  { bucket, prefix, endpoint, region }: S3Place,
  { attempts, idle }: S3Patience = usualPatience,
): Promise<SnapshotStore> => {
  const sdk = await loadOptional('a store in S3', () => import('@aws-sdk/client-s3'));
  const own = endpoint ?? process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL;
  const client = new sdk.S3Client({
    maxAttempts: attempts,
    // What goes wrong is told by whoever asked.
    logger: { debug: nothing, info: nothing, warn: nothing, error: nothing },
    requestHandler: {
      connectionTimeout: Math.min(10_000, idle),
      socketTimeout: idle,
      ...agentOptions(process.env, { file: process.env.AWS_CA_BUNDLE, name: 'AWS_CA_BUNDLE' }),
    },
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(region === undefined ? {} : { region }),
    // Servers that answer like S3 seldom know names of buckets as hosts.
    ...(own === undefined ? {} : { forcePathStyle: true }),
  });
  const keyOf = (object: string): string => `${prefix}${checkedName(object).slice(0, 2)}/${object}`;
  const at = (object: string) => ({ Bucket: bucket, Key: keyOf(object) });

  const putOnce = async (object: string, file: string, size: number, signal: AbortSignal | undefined) => {
    const sent = signal === undefined ? {} : { abortSignal: signal };
    try {
      await client.send(
        new sdk.PutObjectCommand({
          ...at(object),
          Body: createReadStream(file),
          ContentLength: size,
          // The server compares: what was damaged on the way is refused.
          ChecksumSHA256: Buffer.from(object.slice(0, 64), 'hex').toString('base64'),
          IfNoneMatch: '*',
        }),
        sent,
      );
    } catch (error) {
      // It is there already, or another puts it at this moment.
      if (statusOf(error) !== 412 && statusOf(error) !== 409) throw error;
      await client.send(new sdk.HeadObjectCommand(at(object)), sent);
    }
  };

  const getOnce = async (object: string, path: string): Promise<void> => {
    try {
      const { Body, ContentLength = 0 } = await client.send(new sdk.GetObjectCommand(at(object)));
      if (!(Body instanceof Readable)) throw new Error('the answer has no body');
      if (ContentLength > largestObject) throw new Error('the answer is larger than any snapshot');
      await receive(Body, object, path, idle).finally(() => Body.destroy());
    } catch (error) {
      if (statusOf(error) === 404 && !isBucketGone(error)) throw missingObject(object);
      throw error;
    }
  };

  return {
    put: async (object, file, signal) => {
      const size = await checkedSize(file, object, largestObject);
      await answered(() => putOnce(object, file, size, signal));
    },
    get: async (object, folder) => {
      const path = join(folder, checkedName(object));
      await answered(async () => {
        // The SDK repeats what failed before the first byte; an answer that broke off is asked for again here.
        for (let left = attempts; ; left -= 1) {
          try {
            return await getOnce(object, path);
          } catch (error) {
            if (left <= 1 || error instanceof InputError || statusOf(error) !== undefined) throw error;
          }
        }
      });
      return path;
    },
    list: async function* () {
      const onward = oncePerPage();
      for (let from: string | undefined, isFirst = true; isFirst || from !== undefined; isFirst = false) {
        const ContinuationToken = from;
        const page: ListObjectsV2CommandOutput = await answered(() =>
          client.send(new sdk.ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken })),
        );
        // The SDK reads the page of a proxy that says 200 as a list of nothing.
        if (page.Name === undefined) throw storeAway('the answer is no list of a bucket', undefined);
        for (const { Key = '', LastModified } of page.Contents ?? []) {
          const object = listedObject(Key, keyOf);
          if (object !== undefined && LastModified !== undefined) yield { object, changedAt: LastModified };
        }
        const next = page.NextContinuationToken;
        if (page.IsTruncated === true && !next)
          throw storeAway('the list of the bucket goes on, and does not say where', undefined);
        from = next ? onward(next) : undefined;
      }
    },
    remove: async (object) => {
      await answered(() => client.send(new sdk.DeleteObjectCommand(at(object))));
    },
  };
};
