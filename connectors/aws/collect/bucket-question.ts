import type { AskResource, Question, Resource, ResourceAnswer } from './resource-question.ts';
import type { Region } from './workload-region.ts';

type Sdk = typeof import('@aws-sdk/client-s3');

/** Asks S3 about one bucket. */
type AskBucket = (
  client: InstanceType<Sdk['S3Client']>,
  sdk: Sdk,
  region: Region,
  bucket: Resource,
) => ReturnType<AskResource>;

/** A question about buckets. One whose region was not told is found by the answer of the wrong one. */
export const bucketQuestion = (asks: string, ask: AskBucket): Question => ({
  asks,
  open: async (region, use) => {
    const sdk = await import('@aws-sdk/client-s3');
    return region.withClient(
      's3',
      (config) => new sdk.S3Client({ ...config, followRegionRedirects: true }),
      (client) => use((bucket): Promise<ResourceAnswer | undefined> => ask(client, sdk, region, bucket)),
    );
  },
});
