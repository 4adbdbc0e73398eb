/**
 * A plugin of Stryker's, which knows no samples: a "checker" may say of a mutant that it does not compile, and this one says
 * it of all that it does not draw. Runs in a process of Stryker's, in the project's root.
 */
import { relative } from 'node:path';
import { draw, type Mutant, type Sample } from './draw.ts';
import { notDrawn } from './score.ts';

/** Environment of the checker: a `Sample` as JSON. */
export const sampleVariable = 'NHI_AUDIT_MUTATION_SAMPLE';

const sampleChecker = () => {
  const sample = JSON.parse(process.env[sampleVariable]!) as Sample;
  return {
    init: async () => {},
    // All of them at once: lots are told apart only beside each other.
    group: async (mutants: readonly Mutant[]) => [mutants.map(({ id }) => id)],
    check: async (mutants: readonly Mutant[]) => {
      const drawn = draw(mutants, sample, (file) => relative(process.cwd(), file));
      return Object.fromEntries(
        mutants.map(({ id }) => [
          id,
          drawn.has(id) ? { status: 'passed' } : { status: 'compileError', reason: notDrawn },
        ]),
      );
    },
  };
};

/** Stryker looks for this name. */
export const strykerPlugins = [
  { kind: 'Checker', name: 'sample', factory: Object.assign(sampleChecker, { inject: [] as const }) },
];
