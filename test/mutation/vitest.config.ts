import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Most changes of what stands at the top of files are of texts, which these compare. */
const comparesTexts = /^(docs|index|csv-columns|holdings)\./;

/** And these take longest. */
const drawsCases = /laws\.test\.ts$/;

/** The first test that fails is enough: what notices most comes first, then what is short. */
class Sequencer extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number =>
      comparesTexts.test(basename(moduleId))
        ? 0
        : drawsCases.test(moduleId)
          ? Infinity
          : statSync(moduleId).size;
    return files.toSorted((a, b) => place(a) - place(b));
  }
}

/** What `npm run mutation` runs for each change of the code; `scripts/mutation/rooms.ts` says which tests. */
export default defineConfig({
  test: {
    setupFiles: ['test/support/law-draws.ts'],
    include: JSON.parse(process.env.NHI_AUDIT_MUTATION_TESTS ?? '[]'),
    testTimeout: 60_000,
    // Each change is tried in a worker of its own; its test files share the modules, as in `npm test`.
    isolate: false,
    sequence: { sequencer: Sequencer },
  },
});
