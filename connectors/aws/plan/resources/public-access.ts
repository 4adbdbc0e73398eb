import type { StateAccess, StateResource } from '../../../../src/model/gate.ts';
import type { PlannedResource } from '../../../../src/plan/planned-resource.ts';
import { isComputed } from '../../../../src/plan/planned-resource.ts';
import { arnFor, plannedArn } from '../planned-arn.ts';
import type { ResourceAccess } from '../reading.ts';
import { textOf } from '../values.ts';
import type { View } from '../view.ts';

/** What keeps everyone out of a bucket, whatever its policy and access list say. */
interface Block {
  readonly policy: boolean;
  readonly acl: boolean;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html */
const blocksIn = (resources: readonly PlannedResource[], view: View): ReadonlyMap<string, Block> =>
  new Map(
    resources.flatMap((resource) => {
      const values = view.valuesOf(resource);
      if (resource.type !== 'aws_s3_bucket_public_access_block' || values === undefined) return [];
      const origin = isComputed(values.bucket) ? values.bucket.from[0]?.resource : undefined;
      const name = textOf(values.bucket, view);
      const id =
        origin?.type === 'aws_s3_bucket'
          ? plannedArn(origin, view)
          : name.is === 'known'
            ? arnFor('aws_s3_bucket', name.text, resource.providerKey, view)
            : undefined;
      if (id === undefined) return [];
      const is = (field: string): boolean => values[field] === true;
      return [
        [
          id,
          {
            policy: is('restrict_public_buckets') || is('block_public_policy'),
            acl: is('ignore_public_acls') || is('block_public_acls'),
          },
        ] as const,
      ];
    }),
  );

/** Whether a block of public access keeps it out: everyone, under nothing that limits whom. */
const isPublic = ({ party, lines }: StateAccess): boolean =>
  party === 'everyone' &&
  lines.every(({ conditions }) =>
    conditions.every(({ class: kind }) => kind === 'exclusion' || kind === 'other' || kind === 'always'),
  );

/** One resource of all that speaks of it. */
export const resourcesOf = (
  readings: readonly ResourceAccess[],
  resources: readonly PlannedResource[],
  view: View,
): readonly StateResource[] => {
  const blocks = blocksIn(resources, view);
  return [...Map.groupBy(readings, ({ id }) => id)].map(([id, same]): StateResource => {
    const { kind, scope } = same[0]!;
    const block = blocks.get(id);
    return {
      id,
      provider: 'aws',
      kind,
      scope,
      access: same.flatMap(({ by, access }) =>
        access.filter((each) => block?.[by] !== true || !isPublic(each)),
      ),
    };
  });
};
