import type { Need } from './types.ts';

/** Pages of AWS's documentation that the tables point at. */
export const api = (path: string): string => `https://docs.aws.amazon.com/${path}.html`;
export const iamApi = (operation: string): string => api(`IAM/latest/APIReference/API_${operation}`);

/** ARN pattern of a service's resource in any region of the holder's account. */
export const on = (service: string, resource: string) =>
  `arn:{partition}:${service}:?*:{account}:${resource}` as const;

/** Resources that several techniques are about. */
export const ec2Instance: Need['on'] = on('ec2', 'instance/?*');
export const lambdaFunction: Need['on'] = on('lambda', 'function:?*');
export const ecsCluster: Need['on'] = on('ecs', 'cluster/?*');
export const ecsTask: Need['on'] = on('ecs', 'task-definition/?*:?*');
export const codebuildProject: Need['on'] = on('codebuild', 'project/?*');
export const stack: Need['on'] = on('cloudformation', 'stack/?*/?*');
export const stackSet: Need['on'] = on('cloudformation', 'stackset/?*:?*');
export const glueJob: Need['on'] = on('glue', 'job/?*');
export const glueTrigger: Need['on'] = on('glue', 'trigger/?*');
export const glueEndpoint: Need['on'] = on('glue', 'devEndpoint/?*');
export const notebook: Need['on'] = on('sagemaker', 'notebook-instance/?*');
export const agentcore = (kind: string): Need['on'] => on('bedrock-agentcore', `${kind}/?*`);

/**
 * Documents that run what the caller says: those of AWS that do, and any of the account's own, which may.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-command-ssm-plugin-reference.html
 */
export const runDocument = (action: string): Need => ({
  action,
  on: on('ssm', 'document/?*'),
  but: /:document\/(AWS|Amazon)/,
  or: [
    'RunShellScript',
    'RunPowerShellScript',
    'RunRemoteScript',
    'RunDocument',
    'RunDockerAction',
    'ApplyAnsiblePlaybooks',
    'RunAnsiblePlaybook',
    'ApplyChefRecipes',
    'RunSaltState',
    'ApplyDSCMofs',
    'InstallApplication',
    'InstallPowerShellModule',
  ].map((name) => `arn:{partition}:ssm:?*:*:document/AWS-${name}` as const),
});
export const existing = (what: string): string => `${what} exists`;
/** What the target of an event has to be good for. */
export const ofAction = 'can use what the role may do (run a task, start a build, run an automation)';
