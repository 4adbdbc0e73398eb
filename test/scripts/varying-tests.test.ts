import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { varyingTests } from '../../scripts/varying-tests.ts';

const varying = (files: Readonly<Record<string, string>>) => varyingTests(new Map(Object.entries(files)));
const cli = "export const cli = () => process.env.NHI_AUDIT_TEST_PROCESSES;\nexport const folder = '';\n";

describe('test files whose second run says more', () => {
  const cases: readonly [name: string, text: string, varies: boolean][] = [
    ['one that draws cases', "import fc from 'fast-check';", true],
    ['one that asks how many', "import { lawRuns } from './support/law-runs.ts';", true],
    ['one that reads the variable itself', 'process.env.NHI_AUDIT_LAW_RUNS', true],
    ['one that runs commands', "import { type CliRun, cli } from './support/cli.ts';", true],
    ['one whose helper draws', "import { draw } from './support/draws.ts';", true],
    ['one whose helper of a helper draws', "const d = await import('./support/more.ts');", true],
    ['one that only has a folder of its own', "import { folder } from './support/cli.ts';", false],
    ['one that only has a type', "import type { draw } from './support/draws.ts';", false],
    ['one that has neither', "import { expect } from 'vitest';", false],
  ];
  test.each(cases)('%s', (_, text, varies) => {
    const found = varying({
      'test/a.test.ts': text,
      'test/support/cli.ts': cli,
      'test/support/law-runs.ts': 'process.env.NHI_AUDIT_LAW_RUNS',
      'test/support/draws.ts': "import * as fc from 'fast-check';",
      'test/support/more.ts': "export { draw } from './draws.ts';",
    });
    expect(found).toEqual(varies ? ['test/a.test.ts'] : []);
  });

  test('of ours there are some of each kind', () => {
    const files = new Map(
      globSync('test/{audit,cli,model,rules,support}/**/*.ts').map((path) => [
        path.replaceAll('\\', '/'),
        readFileSync(path, 'utf8'),
      ]),
    );
    const found = varyingTests(files);
    expect(found).toContain('test/audit/gate/laws.test.ts');
    expect(found).toContain('test/cli/in-force.test.ts');
    expect(found).not.toContain('test/support/needed.test.ts');
    expect(found.length).toBeLessThan([...files.keys()].filter((path) => path.endsWith('.test.ts')).length);
  });
});
