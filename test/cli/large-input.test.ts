import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { getHeapStatistics } from 'node:v8';
import { expect, test } from 'vitest';
import { heapFor } from '../../src/cli/large-input.ts';
import { cliProcess, temporaryFolder } from '../support/cli.ts';

const gibibyte = 1024 ** 3;
const memory = { limit: 4 * gibibyte, total: 16 * gibibyte };

test.each([
  ['a small file', gibibyte, memory, undefined],
  ['a large one', 2 * gibibyte, memory, 6 * 1024],
  ['one that is too large for the machine', 100 * gibibyte, memory, 12 * 1024],
  ['a machine that has no more', 2 * gibibyte, { ...memory, total: 5 * gibibyte }, undefined],
])('the heap for %s', (_, bytes, of, expected) => {
  expect(heapFor(bytes, of)).toBe(expected);
});

test('a large file is read by a process of its own, whose answer is the answer; a limit that was set stays', async () => {
  const folder = temporaryFolder();
  const [large, imports] = [join(folder, 'large.json'), join(folder, 'imports')];
  writeFileSync(large, '');
  // Sparse: it takes no space on the disk.
  truncateSync(large, 4 * gibibyte);
  const processes = async (flags: readonly string[]): Promise<number> => {
    writeFileSync(imports, '');
    const run = await cliProcess(['scan', large], {
      nodeFlags: ['--import', resolve('test/support/record-imports.ts'), ...flags],
      env: { NHI_TEST_IMPORTS: imports },
    });
    expect(run.code).toBe(2);
    expect(run.stderr).toContain(large);
    return readFileSync(imports, 'utf8')
      .split('\n')
      .filter((url) => url.endsWith('src/cli/main.ts')).length;
  };
  const larger = heapFor(4 * gibibyte, { limit: getHeapStatistics().heap_size_limit, total: totalmem() });
  expect(await processes([])).toBe(larger === undefined ? 1 : 2);
  expect(await processes(['--max-old-space-size=1024'])).toBe(1);
});
