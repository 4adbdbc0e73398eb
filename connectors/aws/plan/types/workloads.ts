import type { Values } from '../../../../src/plan/planned-resource.ts';
import { none, ownerArn, type PlanType, record, withOwner } from '../reading.ts';
import { iamArn, textOf, textsOf } from '../values.ts';

/** What runs with a role, and whose tokens roles accept. */

/** What runs with a role: type of AWS Config, and where the role stands. */
const workload = (
  ResourceType: string,
  arnPart: string,
  rolesIn: (values: Values) => readonly unknown[],
): PlanType => ({
  gives: `a workload that runs with a role (${ResourceType})`,
  read: (resource, values, view) => {
    const { id, partition } = view.accountOf(resource.providerKey);
    const name =
      [values.function_name, values.name, values.family].find((each) => typeof each === 'string') ??
      `{${resource.address}}`;
    const arn =
      typeof values.arn === 'string' && values.arn !== ''
        ? values.arn
        : `arn:${partition}:${arnPart.replace('@', `${id}:`)}${name}`;
    const texts = rolesIn(values).map((each) => textOf(each, view, 'aws_iam_role'));
    const roles = texts.flatMap((text) => (text.is === 'known' ? [text.text] : []));
    const arns = roles.map((each) => {
      const own = each.startsWith('arn:') ? each : ownerArn('role', each, resource, view);
      return view.owners.get(`role ${id} ${each}`) ?? own;
    });
    return {
      facts:
        arns.length === 0
          ? []
          : [
              record(
                'aws.workload',
                resource,
                arn,
                { Arn: arn, ResourceType, Name: name, RoleArns: arns },
                view,
              ),
            ],
      unknown: texts.flatMap((text) =>
        text.is === 'computed'
          ? [{ what: `which role ${String(name)} runs with`, why: text.why, privileged: false }]
          : [],
      ),
    };
  },
});

export const workloadTypes: Readonly<Record<string, PlanType>> = {
  aws_iam_instance_profile: {
    gives: 'the role of an instance profile',
    read: (resource, values, view) =>
      values.role === undefined || values.role === null
        ? none
        : withOwner('role', values.role, resource, view, (arn) => ({
            facts: [{ is: 'instance-profile', arn, profile: iamArn(resource, view)! }],
            unknown: [],
          })),
  },
  aws_iam_openid_connect_provider: {
    gives: 'an identity provider',
    read: (resource, values, view) => {
      const arn = iamArn(resource, view);
      if (arn === undefined) return none;
      const ids = textsOf(values.client_id_list, view).flatMap((text) =>
        text.is === 'known' ? [text.text] : [],
      );
      const data = { Arn: arn, Url: arn.slice(arn.indexOf('/') + 1), ClientIDList: ids };
      return { facts: [record('aws.oidc-provider', resource, arn, data, view)], unknown: [] };
    },
  },
  aws_lambda_function: workload('AWS::Lambda::Function', 'lambda:*:@function:', ({ role: arn }) => [arn]),
  aws_codebuild_project: workload(
    'AWS::CodeBuild::Project',
    'codebuild:*:@project/',
    ({ service_role: arn }) => [arn],
  ),
  aws_glue_job: workload('AWS::Glue::Job', 'glue:*:@job/', ({ role_arn: arn }) => [arn]),
  aws_ecs_task_definition: workload('AWS::ECS::TaskDefinition', 'ecs:*:@task-definition/', (values) => [
    values.task_role_arn,
    values.execution_role_arn,
  ]),
  aws_sagemaker_notebook_instance: workload(
    'AWS::SageMaker::NotebookInstance',
    'sagemaker:*:@notebook-instance/',
    ({ role_arn: arn }) => [arn],
  ),
  aws_cloudformation_stack: workload(
    'AWS::CloudFormation::Stack',
    'cloudformation:*:@stack/',
    ({ iam_role_arn: arn }) => [arn],
  ),
};
