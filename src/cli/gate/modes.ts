import { connectors } from '../../../connectors/index.ts';
import { repeatable } from '../flags.ts';
import { addFlags, nameOf } from '../live-flags.ts';
import { addSourceOptions, boundFlagNames, liveFlagNames } from '../source-options.ts';
import type { GateMode } from './mode.ts';
import type { PlanOptions } from './plan.ts';

/** What says where a live estate is, and what it is compared with. */
const ofLive: readonly string[] = [
  'baseline',
  'against',
  'renamed',
  'collectedAt',
  ...liveFlagNames,
  ...boundFlagNames,
];

/** Those that only one provider has. */
const ownModes: readonly GateMode[] = connectors.flatMap(({ gates = [] }) =>
  gates.map((own): GateMode => {
    const names = own.flags.map(nameOf);
    return {
      id: own.id,
      isAsked: (options) => {
        const given: Readonly<Record<string, unknown>> = { ...options };
        return names.some((name) => given[name] !== undefined);
      },
      addOptions: (command) => addFlags(command, own.flags),
      refuses: own.onEstate ? ofLive : [...ofLive, 'demo', 'snapshot', 'account'],
      compares: own.compares,
      prepare: async (...given) => (await import('./own.ts')).prepareOwn(own, ...given),
    };
  }),
);

/**
 * Every way to come by two states; the last is taken where no flag asks for another. What a mode needs is loaded when it
 * runs. A new one is a line here, or, of one provider, an entry of its connector.
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
        )
        .addOption(
          repeatable(
            '--account <id>',
            'account that the plan or template is for, where it does not tell; NAME=ID for one provider configuration',
          ),
        ),
    refuses: ofLive,
    compares: 'A plan is compared with what it starts from; --snapshot FILE adds the estate around it.',
    prepare: async (...given) => (await import('./plan.ts')).preparePlan(...given),
  },
  ...ownModes,
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
    refuses: ['snapshot', 'account', 'ignoreUnread'],
    compares: 'A live estate is compared with --baseline or --against; a snapshot of it is given as FILE.',
    prepare: async (...given) => (await import('./live.ts')).prepareLive(...given),
  },
];
