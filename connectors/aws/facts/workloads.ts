import type { Coverage } from '../../../src/model/coverage.ts';
import type { AwsRecordData } from './records.ts';

/**
 * Type of workload, in the words of AWS Config → the coverage entry that says whether all of an account's are known.
 * Only where that entry is complete does the absence of a workload mean something. Of types that are not listed here
 * no source tells that it shows all.
 */
export const workloadSources: Readonly<Record<string, string>> = {
  'AWS::CloudFormation::Stack': 'cloudformation:DescribeStacks',
  'AWS::CodeBuild::Project': 'codebuild:BatchGetProjects',
  'AWS::EC2::Instance': 'ec2:DescribeInstances',
  'AWS::ECS::TaskDefinition': 'ecs:DescribeTaskDefinition',
  'AWS::Glue::DevEndpoint': 'glue:GetDevEndpoints',
  'AWS::Glue::Job': 'glue:GetJobs',
  'AWS::Lambda::Function': 'lambda:ListFunctions',
  'AWS::SageMaker::Model': 'sagemaker:DescribeModel',
  'AWS::SageMaker::NotebookInstance': 'sagemaker:DescribeNotebookInstance',
};

/** Types of which none runs without a role: where all that have one are known, all are. */
export const alwaysWithRole: ReadonlySet<string> = new Set([
  'AWS::BedrockAgentCore::Runtime',
  'AWS::CodeBuild::Project',
  'AWS::Glue::Job',
  'AWS::Lambda::Function',
  'AWS::StepFunctions::StateMachine',
]);

const typeOfSource: ReadonlyMap<string, string> = new Map(
  Object.entries(workloadSources).map(([type, source]) => [source, type]),
);

export const accountAndType = (account: string, resourceType: string): string => `${account}/${resourceType}`;

export interface ScopedWorkload {
  readonly scope: string;
  readonly data: AwsRecordData<'aws.workload'>;
}

/** What every live reading of workloads begins with. Of a type that has no list, AWS Config may show some regions' only. */
const liveSource = 'ec2:DescribeRegions';

/**
 * `accountAndType` of every type of workload of which all are taken to be known: a live list of the type is complete,
 * or nothing was asked live and an export shows workloads of the type. Whoever handed the export in asked for them;
 * coverage says that nothing in it proves that they are all.
 */
export const knownWorkloadTypes = (
  coverage: readonly Coverage[],
  workloads: readonly ScopedWorkload[] = [],
): ReadonlySet<string> => {
  const known = new Set<string>();
  const listed = new Set<string>();
  const live = new Set<string>();
  for (const { connector, scope, source, status } of coverage) {
    if (connector === 'aws' && source === liveSource) live.add(scope);
    const type = connector === 'aws' ? typeOfSource.get(source) : undefined;
    if (type === undefined) continue;
    listed.add(accountAndType(scope, type));
    if (status === 'complete') known.add(accountAndType(scope, type));
  }
  for (const { scope, data } of workloads) {
    const type = accountAndType(scope, data.ResourceType);
    if (!listed.has(type) && !live.has(scope)) known.add(type);
  }
  return known;
};

const textOfFacts = ({ RoleArns: _, ...facts }: ScopedWorkload['data']): string => JSON.stringify(facts);

/**
 * Workloads sorted by ARN, each once however many sources show it, with the role of their instance profile.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles.html
 */
export const arrangeWorkloads = (
  workloads: readonly ScopedWorkload[],
  roles: readonly { readonly arn: string; readonly instanceProfiles: readonly string[] }[],
): readonly ScopedWorkload[] => {
  const roleOfProfile = new Map(
    roles.flatMap(({ arn, instanceProfiles }) => instanceProfiles.map((profile) => [profile, arn] as const)),
  );
  const byArn = new Map<string, ScopedWorkload>();
  for (const { scope, data } of workloads) {
    const own = roleOfProfile.get(data.InstanceProfileArn ?? '');
    const before = byArn.get(data.Arn)?.data;
    const roleArns = [...(before?.RoleArns ?? []), ...data.RoleArns, ...(own === undefined ? [] : [own])];
    // Whichever comes first, the same one is kept.
    const kept = before !== undefined && textOfFacts(before) < textOfFacts(data) ? before : data;
    byArn.set(data.Arn, { scope, data: { ...kept, RoleArns: [...new Set(roleArns)].sort() } });
  }
  return [...byArn.values()].sort((a, b) => (a.data.Arn < b.data.Arn ? -1 : 1));
};
