import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { violationsIn } from '../../scripts/layers.ts';

describe('which import is caught', () => {
  const caught: readonly [name: string, path: string, text: string, says: string][] = [
    [
      'the model imports another room',
      'src/model/a.ts',
      "import { x } from '../reach/x.ts';",
      'must not import src/reach/x.ts',
    ],
    [
      'a rule imports the engine',
      'rules/a.ts',
      "import { x } from '../src/audit/run-rules.ts';",
      'must not import',
    ],
    ['a rule imports a report', 'rules/a.ts', "import { x } from '../reports/json.ts';", 'must not import'],
    [
      'a report imports a type of reach',
      'reports/a.ts',
      "import type { X } from '../src/reach/x.ts';",
      'must not import',
    ],
    [
      'a connector imports the command line',
      'connectors/aws/a.ts',
      "export { x } from '../../src/cli/x.ts';",
      'must not import',
    ],
    [
      'a connector imports another connector',
      'connectors/aws/a.ts',
      "import { x } from '../azure/x.ts';",
      'must not import connectors/azure/',
    ],
    [
      'the pipeline imports the command line',
      'src/pipeline/a.ts',
      "import { x } from '../cli/x.ts';",
      'must not import',
    ],
    ['reach reads a file', 'src/reach/a.ts', "import fs from 'node:fs';", 'does not use node:fs'],
    [
      'an SDK outside of collection',
      'connectors/aws/a.ts',
      "import { x } from '@aws-sdk/client-iam';",
      'does not use @aws-sdk/client-iam',
    ],
    [
      'an SDK outside of the collection of a provider that nobody has heard of',
      'connectors/okta/facts/a.ts',
      "import { x } from '@okta/okta-sdk-nodejs';",
      'does not use @okta/okta-sdk-nodejs',
    ],
    [
      'a head that loads what only some commands need',
      'connectors/okta/head.ts',
      "import { x } from './interpret.ts';",
      'a head imports nothing but types',
    ],
    [
      'a connector that reaches into its collection',
      'connectors/okta/interpret.ts',
      "const x = await import('./collect/index.ts');",
      'must not import connectors/okta/collect/index.ts',
    ],
    [
      'an SDK loaded at start-up',
      'src/pipeline/a.ts',
      "import { x } from '../../connectors/aws/collect/index.ts';",
      'import it dynamically',
    ],
    [
      'over several lines',
      'rules/a.ts',
      "import {\n  a,\n  b,\n} from '../src/reach/x.ts';",
      'must not import',
    ],
    ['dynamically', 'rules/a.ts', "const x = await import('../src/cli/x.ts');", 'must not import'],
    ['for its effect', 'rules/a.ts', "import '../src/cli/x.ts';", 'must not import'],
  ];
  test.each(caught)('%s', (_, path, text, says) => {
    expect(violationsIn(path, text).map((violation) => violation.says)).toEqual([
      expect.stringContaining(says),
    ]);
  });

  test('the line is that of the import', () => {
    const text =
      "import type { Rule } from '../src/model/rule.ts';\n\nimport { x } from '../src/cli/x.ts';\n";
    expect(violationsIn('rules/a.ts', text).map(({ line }) => line)).toEqual([3]);
  });
});

describe('which import is allowed', () => {
  const allowed: readonly [name: string, path: string, text: string][] = [
    ['downwards', 'rules/a.ts', "import type { Rule } from '../src/model/rule.ts';"],
    ['within a room', 'src/reach/a.ts', "import { x } from './b.ts';"],
    [
      'a room that loads an SDK, dynamically',
      'src/pipeline/a.ts',
      "await import('../../connectors/aws/collect/index.ts');",
    ],
    [
      'the list of permissions, which loads none',
      'src/cli/a.ts',
      "import { x } from '../../connectors/aws/collect/permissions.ts';",
    ],
    [
      'an SDK in the collection of a provider that nobody has heard of',
      'connectors/okta/collect/index.ts',
      "import { x } from '@okta/okta-sdk-nodejs';",
    ],
    ['a head, of types', 'connectors/okta/head.ts', "import type { Connector } from '../connector.ts';"],
    ['a head, when a command needs it', 'connectors/okta/head.ts', "await import('./interpret.ts');"],
    [
      'the door to the collection',
      'connectors/okta/live.ts',
      "import { x } from './collect/calls.ts';\nawait import('./collect/index.ts');",
    ],
    ['a package that the room uses', 'src/model/a.ts', "import { z } from 'zod';"],
  ];
  test.each(allowed)('%s', (_, path, text) => {
    expect(violationsIn(path, text)).toEqual([]);
  });
});

test('the project keeps to it', () => {
  const run = spawnSync(process.execPath, ['scripts/check-layers.ts'], { encoding: 'utf8' });
  expect(run.stderr).toBe('');
  expect(run.status).toBe(0);
});
