import { isIdentityOfPlan } from '../../../src/plan/own-identity.ts';
import type { Plan, PlanReader } from '../../../src/plan/planned-resource.ts';
import { type TypeTable, typeTableAt, type UnreadSort } from '../../../src/plan/type-table.ts';
import { isEither } from './template/either.ts';
import { templateTypes } from './template/translated.ts';
import { planTypes } from './types/index.ts';
import { unreadTypes as toldTypes } from './unread.ts';

const tables: Readonly<Record<Plan['kind'], () => TypeTable>> = {
  terraform: typeTableAt(new URL('./terraform-types.generated.json', import.meta.url)),
  cloudformation: typeTableAt(new URL('./cloudformation-types.generated.json', import.meta.url)),
};

/** How types are sorted that are not read here, of Terraform's provider and of CloudFormation: made by `npm run resource-types`. */
export const typesOf = (kind: Plan['kind']): TypeTable => tables[kind]();

/** Of the transform, of tools and of the service itself: they are in no list of types. */
const others: readonly (readonly [types: RegExp, sort: UnreadSort])[] = [
  [/^AWS::Serverless::(?:Api|HttpApi|LayerVersion|SimpleTable|GraphQLApi)$/, 'may'],
  [/^AWS::(?:CDK::Metadata|CloudFormation::(?:WaitCondition|WaitConditionHandle|Interface))$/, 'cannot'],
  // Whoever answers for it decides what it makes.
  [/^AWS::CloudFormation::CustomResource$/, 'may'],
];

/** What runs as a role: read, and its role counts where neither the plan makes it nor only the service can use it. */
const workloads =
  /^(?:aws_(?:lambda_function|codebuild_project|glue_job|ecs_task_definition|sagemaker_notebook_instance|iam_instance_profile)|AWS::(?:Lambda::Function|CodeBuild::Project|Glue::Job|ECS::TaskDefinition|SageMaker::NotebookInstance|IAM::InstanceProfile|Serverless::(?:Function|StateMachine)))$/;

/** Read as what runs with a role, while what they make stands in a template that nothing here reads. */
const readInPart: ReadonlySet<string> = new Set(['aws_cloudformation_stack']);

/** How a type of resource is sorted. */
export const sortOf: PlanReader['sortOf'] = (type, kind) => {
  if (workloads.test(type)) return 'workload';
  if (kind === 'terraform') {
    const isRead =
      (Object.hasOwn(planTypes, type) || Object.hasOwn(toldTypes, type)) && !readInPart.has(type);
    return isRead ? 'read' : (typesOf(kind).types.get(type) ?? 'unknown');
  }
  if (templateTypes.has(type)) return 'read';
  // Types of other registries, and those that an account makes for itself.
  if (!type.startsWith('AWS::')) return 'foreign';
  return others.find(([pattern]) => pattern.test(type))?.[1] ?? typesOf(kind).types.get(type) ?? 'unknown';
};

const makesIdentity = (type: string): boolean =>
  /^(?:aws_iam_(?:role|user|instance_profile)|AWS::IAM::(?:Role|User|InstanceProfile))$/.test(type);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html */
const serviceLinked = /:role\/aws-service-role\//;

export const isOwnIdentity: PlanReader['isOwnIdentity'] = (value, plan) => {
  if (isEither(value)) return value.either.every((each) => each === undefined || isOwnIdentity(each, plan));
  if (isIdentityOfPlan(value, plan, makesIdentity, serviceLinked)) return true;
  if (plan.kind !== 'cloudformation' || typeof value !== 'string') return false;
  const name = value.slice(value.lastIndexOf('/') + 1);
  return plan.resources.some(
    ({ type, address, after }) =>
      makesIdentity(type) &&
      [`{${address}}`, after?.RoleName, after?.InstanceProfileName, after?.UserName].includes(name),
  );
};
