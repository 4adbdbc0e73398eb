import { addSourceOptions } from '../source-options.ts';
import type { GateMode, GateOptions } from './mode.ts';
import type { PlanOptions } from './plan.ts';
import type { TemplateOptions } from './template.ts';
import type { WorkflowOptions } from './workflows.ts';

/** What says where a live estate is, and what it is compared with. */
const ofLive: readonly (keyof GateOptions)[] = [
  'baseline',
  'against',
  'renamed',
  'collectedAt',
  'aws',
  'awsProfile',
  'awsRoleArn',
  'awsExternalId',
  'awsOrganization',
  'awsOrganizationRole',
  'awsUsage',
  'awsUsageBudget',
  'awsWorkloads',
  'awsRegion',
];

/**
 * Every way to come by two states; the last is taken where no flag asks for another. What a mode needs is loaded when it
 * runs. A new one is a line here.
 */
export const gateModes: readonly GateMode[] = [
  {
    id: 'terraform',
    isAsked: (options: PlanOptions) => options.plan !== undefined,
    addOptions: (command) =>
      command
        .optionsGroup('Plans:')
        .option('--plan <file>', 'a Terraform plan as `terraform show -json` prints it')
        .option(
          '--snapshot <file>',
          'snapshot or export of the estate that the plan changes: shows chains, texts of policies',
        ),
    refuses: ofLive,
    compares: 'A plan is compared with what it starts from; --snapshot FILE adds the estate around it.',
    prepare: async (...given) => (await import('./plan.ts')).preparePlan(...given),
  },
  {
    id: 'cloudformation',
    isAsked: (options: TemplateOptions) =>
      options.template !== undefined || options.baseTemplate !== undefined,
    addOptions: (command) =>
      command
        .option('--template <file>', 'a CloudFormation template as it is to be')
        .option('--base-template <file>', 'the same template as it was; without it all is new'),
    refuses: ofLive,
    compares: 'A template is compared with --base-template; --snapshot FILE adds the estate around it.',
    prepare: async (...given) => (await import('./template.ts')).prepareTemplate(...given),
  },
  {
    id: 'workflows',
    isAsked: ({ workflows, baseWorkflows }: WorkflowOptions) =>
      workflows !== undefined || baseWorkflows !== undefined,
    addOptions: (command) =>
      command
        .option('--workflows <folder>', 'a checkout whose GitHub workflows are judged')
        .option('--base-workflows <folder>', 'a checkout of what they are compared with'),
    refuses: [...ofLive, 'demo', 'snapshot'],
    compares: 'Workflows are compared with those of --base-workflows.',
    prepare: async (files, options) => (await import('./workflows.ts')).prepareWorkflows(files, options),
  },
  {
    id: 'live',
    isAsked: () => true,
    addOptions: (command) =>
      addSourceOptions(
        command
          .optionsGroup('Compare with:')
          .option('--baseline <file>', 'a reviewed baseline (default: nhi-audit.baseline.json)')
          .option('--against <snapshot>', 'an earlier snapshot instead of a baseline'),
      ),
    refuses: ['snapshot'],
    compares: 'A live estate is compared with --baseline or --against; a snapshot of it is given as FILE.',
    prepare: async (...given) => (await import('./live.ts')).prepareLive(...given),
  },
];
