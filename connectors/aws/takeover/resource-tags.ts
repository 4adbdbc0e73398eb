import type { Inventory } from '../facts/inventory.ts';
import type { Tags } from '../policy/request-context.ts';
import { workloadTechniques } from '../techniques/index.ts';

/** Actions that set and take off the tags of a service's resources, where they are not called as with most. */
const named: ReadonlyMap<string, readonly [set: string, remove: string]> = new Map([
  ['autoscaling', ['autoscaling:createorupdatetags', 'autoscaling:deletetags']],
  ['datapipeline', ['datapipeline:addtags', 'datapipeline:removetags']],
  ['ec2', ['ec2:createtags', 'ec2:deletetags']],
  ['elasticbeanstalk', ['elasticbeanstalk:addtags', 'elasticbeanstalk:removetags']],
  ['elasticmapreduce', ['elasticmapreduce:addtags', 'elasticmapreduce:removetags']],
  ['sagemaker', ['sagemaker:addtags', 'sagemaker:deletetags']],
  ['ssm', ['ssm:addtagstoresource', 'ssm:removetagsfromresource']],
]);

/**
 * Actions that change the tags of a resource, by the service in its ARN. IAM's are about identities and stand by themselves.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html
 */
export const taggingOf = (service: string): { readonly set: string; readonly remove: string } => {
  const [set, remove] = named.get(service) ?? [`${service}:tagresource`, `${service}:untagresource`];
  return { set, remove };
};

/** Services whose resources some technique is about. */
const services: readonly string[] = [
  ...new Set(
    workloadTechniques.flatMap(({ needs }) =>
      needs.map(({ action }) => action.slice(0, action.indexOf(':'))),
    ),
  ),
].filter((service) => service !== 'iam' && service !== 'sts');

export const resourceTagging: readonly string[] = services.flatMap((service) => {
  const { set, remove } = taggingOf(service);
  return [set, remove];
});

const byInventory = new WeakMap<Inventory, ReadonlyMap<string, Tags>>();

/** Tags of a known workload, by key in lower case; nothing where they are not known. */
export const tagsOf = (
  inventory: Inventory,
  resource: string | undefined,
): { readonly resourceTags?: Tags } => {
  if (resource === undefined || inventory.workloads.length === 0) return {};
  let known = byInventory.get(inventory);
  if (known === undefined) {
    known = new Map(
      inventory.workloads.flatMap(({ data: { Arn, Tags } }) =>
        Tags === undefined
          ? []
          : [[Arn, new Map(Tags.map(({ Key, Value }) => [Key.toLowerCase(), Value]))] as const],
      ),
    );
    byInventory.set(inventory, known);
  }
  const tags = known.get(resource);
  return tags === undefined ? {} : { resourceTags: tags };
};
