import { fill } from '../../../src/model/command-line.ts';
import type { Exposure } from '../../../src/model/exposure.ts';
import type { Inventory, Principal } from '../facts/inventory.ts';

type Workload = Inventory['workloads'][number]['data'];

const byRole = new WeakMap<Inventory, ReadonlyMap<string, readonly Workload[]>>();

const hostsOf = (inventory: Inventory, role: string): readonly Workload[] => {
  let known = byRole.get(inventory);
  if (known === undefined) {
    known = Map.groupBy(
      inventory.workloads
        .map(({ data }) => data)
        .filter(({ MetadataTokens }) => MetadataTokens === 'optional'),
      ({ RoleArns: [first] }) => first ?? '',
    );
    byRole.set(inventory, known);
  }
  return known.get(role) ?? [];
};

/**
 * Instances whose metadata service gives the role's credentials to any request, forged ones through a web server among them.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
 */
export const metadataWithoutToken = (principal: Principal, inventory: Inventory): readonly Exposure[] =>
  (principal.kind === 'role' ? hostsOf(inventory, principal.arn) : []).map(
    ({ Arn, Name = Arn, ResourceType }): Exposure => ({
      kind: 'metadata-without-token',
      key: Arn,
      says: `${ResourceType === 'AWS::EC2::Instance' ? 'Instance' : 'Template'} ${Name} hands out credentials of the role without a session token (IMDSv1)`,
      evidence: [
        {
          record: 'aws.workload',
          id: Arn,
          pointer: '/MetadataTokens',
          says: 'HttpTokens is optional: one plain request to the metadata service is enough',
        },
      ],
      fix:
        ResourceType === 'AWS::EC2::Instance'
          ? `Require session tokens; see first whether something still asks without one (CloudWatch metric MetadataNoToken).\naws ec2 modify-instance-metadata-options --instance-id ${instanceOf(Arn)} --http-tokens required`
          : `Make a version of the template that requires session tokens, make it the default, and start instances from it.\n${fill(
              {
                template:
                  'aws ec2 create-launch-template-version --launch-template-id {template} --source-version \'$Default\' --launch-template-data \'{"MetadataOptions":{"HttpTokens":"required"}}\'',
                values: { template: Arn.slice(Arn.lastIndexOf('/') + 1) },
              },
            )}`,
    }),
  );

const instanceOf = (arn: string): string => /:instance\/(i-[0-9a-f]+)$/.exec(arn)?.[1] ?? 'INSTANCE_ID';
