import { addSourceOptions } from '../source-options.ts';
import type { GateMode } from './mode.ts';

/**
 * Every way to come by two states; the last is taken where no flag asks for another. What a mode needs is loaded when it
 * runs. A new one is a line here.
 */
export const gateModes: readonly GateMode[] = [
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
    prepare: async (...given) => (await import('./live.ts')).prepareLive(...given),
  },
];
