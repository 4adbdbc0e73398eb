/**
 * Where the configuration of a resource names the role that code in it can act as, in the words of AWS Config.
 * Roles that only the service itself uses (an ECS execution role or service role, an EKS cluster role) are left out on
 * purpose: whoever changes the code gains nothing from them.
 * Field names: https://github.com/awslabs/aws-config-resource-schema/tree/master/config/properties/resource-types
 * Types that Config does not record there: the same names as in AWS CloudFormation.
 */
export interface WorkloadRoles {
  /** Paths to ARNs or names of roles, from `configuration`; a step through a list means each of its elements. */
  readonly roles?: readonly string[];
  /** Only the first of the paths that has a value counts. */
  readonly firstOnly?: true;
  /** Paths to ARNs or names of instance profiles. */
  readonly profiles?: readonly string[];
  /** Path to the state, where there is one. */
  readonly state?: string;
  /** Path to a flag; where it is false nothing runs. */
  readonly enabled?: string;
  /** One that runs as no role is good for a technique as well: it can be given one. */
  readonly withoutRole?: true;
  /** Paths to policies, and to ARNs of managed policies, that limit the sessions it starts. */
  readonly sessionPolicies?: { readonly inline: readonly string[]; readonly managed?: readonly string[] };
}

export const workloadRoles: Readonly<Record<string, WorkloadRoles>> = {
  'AWS::Amplify::App': { roles: ['IAMServiceRole'] },
  'AWS::AppRunner::Service': { roles: ['InstanceConfiguration.InstanceRoleArn'], state: 'Status' },
  'AWS::AppStream::Fleet': { roles: ['IamRoleArn'] },
  'AWS::Athena::WorkGroup': { roles: ['WorkGroupConfiguration.ExecutionRole'], state: 'State' },
  'AWS::AutoScaling::LaunchConfiguration': { profiles: ['iamInstanceProfile'] },
  'AWS::Batch::ComputeEnvironment': { profiles: ['ComputeResources.InstanceRole'] },
  'AWS::Batch::JobDefinition': { roles: ['ContainerProperties.JobRoleArn'] },
  'AWS::Batch::JobQueue': { withoutRole: true },
  'AWS::BedrockAgentCore::BrowserCustom': { roles: ['ExecutionRoleArn'], state: 'Status' },
  'AWS::BedrockAgentCore::CodeInterpreterCustom': { roles: ['ExecutionRoleArn'], state: 'Status' },
  'AWS::BedrockAgentCore::Runtime': { roles: ['RoleArn'], state: 'Status' },
  'AWS::CloudFormation::Stack': { roles: ['roleARN'], state: 'stackStatus', withoutRole: true },
  'AWS::CloudFormation::StackSet': { roles: ['AdministrationRoleARN'], withoutRole: true },
  'AWS::CodeBuild::Project': { roles: ['serviceRole', 'buildBatchConfig.serviceRole'] },
  'AWS::CodeDeploy::DeploymentGroup': { roles: ['serviceRoleArn'] },
  'AWS::CodePipeline::Pipeline': { roles: ['pipeline.roleArn', 'pipeline.stages.actions.roleArn'] },
  'AWS::Cognito::IdentityPoolRoleAttachment': { roles: ['Roles.authenticated', 'Roles.unauthenticated'] },
  'AWS::Deadline::Fleet': { roles: ['RoleArn'] },
  'AWS::Deadline::Queue': { roles: ['RoleArn'], withoutRole: true },
  'AWS::EC2::Instance': { profiles: ['iamInstanceProfile'], state: 'state' },
  'AWS::EC2::LaunchTemplate': { profiles: ['LaunchTemplateData.IamInstanceProfile'], withoutRole: true },
  'AWS::EC2::SpotFleet': {
    profiles: ['SpotFleetRequestConfigData.LaunchSpecifications.IamInstanceProfile'],
  },
  'AWS::ECS::Cluster': { withoutRole: true },
  'AWS::ECS::ExpressGatewayService': { roles: ['TaskRoleArn'], withoutRole: true },
  'AWS::ECS::Service': { withoutRole: true },
  'AWS::ECS::TaskDefinition': { roles: ['TaskRoleArn'], withoutRole: true },
  'AWS::EKS::Addon': { roles: ['ServiceAccountRoleArn'] },
  'AWS::EKS::Nodegroup': { roles: ['NodeRole'] },
  // The pods get the target role where there is one, and may be limited by a policy of the association.
  // https://docs.aws.amazon.com/eks/latest/APIReference/API_CreatePodIdentityAssociation.html
  'AWS::EKS::PodIdentityAssociation': {
    roles: ['TargetRoleArn', 'RoleArn'],
    firstOnly: true,
    sessionPolicies: { inline: ['Policy'] },
  },
  'AWS::EMR::Cluster': { profiles: ['JobFlowRole'] },
  'AWS::EMRServerless::Application': { state: 'State', withoutRole: true },
  'AWS::Glue::DevEndpoint': { roles: ['RoleArn'] },
  'AWS::Glue::Job': { roles: ['Role'] },
  'AWS::Glue::MLTransform': { roles: ['Role'] },
  'AWS::IoT::RoleAlias': { roles: ['RoleArn'] },
  'AWS::IoTAnalytics::Dataset': { roles: ['Actions.ContainerAction.ExecutionRoleArn'] },
  'AWS::KinesisAnalyticsV2::Application': { roles: ['ServiceExecutionRole'] },
  'AWS::Lambda::Function': { roles: ['role'], state: 'state' },
  'AWS::RDS::DBCluster': { roles: ['associatedRoles.roleArn'] },
  'AWS::RDS::DBInstance': { roles: ['associatedRoles.roleArn'] },
  'AWS::Redshift::Cluster': { roles: ['iamRoles.iamRoleArn'] },
  // https://docs.aws.amazon.com/rolesanywhere/latest/userguide/authentication-create-session.html
  'AWS::RolesAnywhere::Profile': {
    roles: ['RoleArns'],
    enabled: 'Enabled',
    sessionPolicies: { inline: ['SessionPolicy'], managed: ['ManagedPolicyArns'] },
  },
  'AWS::SageMaker::Domain': {
    roles: ['DefaultUserSettings.ExecutionRole', 'DefaultSpaceSettings.ExecutionRole'],
  },
  'AWS::SageMaker::Model': { roles: ['ExecutionRoleArn'] },
  'AWS::SageMaker::NotebookInstance': { roles: ['RoleArn'] },
  'AWS::Scheduler::Schedule': { roles: ['Target.RoleArn'], state: 'State' },
  'AWS::ServiceCatalog::LaunchRoleConstraint': { roles: ['RoleArn'] },
  'AWS::StepFunctions::StateMachine': { roles: ['RoleArn'] },
};
