import { expect, test } from 'vitest';
import { InputError } from '../../src/model/input-error.ts';
import { tolerantSources } from '../../src/pipeline/tolerant-sources.ts';

const at = '2026-01-01T00:00:00.000Z';
const sound = { name: 'sound.json', open: () => ({ collectedAt: at, entries: () => [] }) };
const broken = (remedy: string, where = 'policy.json') => ({
  name: 'policy.json',
  open: () => {
    throw new InputError('nothing says whose policy it is', where, remedy);
  },
});
const detailOf = async (file: typeof sound | ReturnType<typeof broken>): Promise<string> => {
  const [, source] = tolerantSources([sound, file], 0);
  const [gap] = [...((await source!.entries()) as Iterable<{ readonly detail?: string }>)];
  return gap?.detail ?? '';
};

test('the advice of a file that cannot be read stands in the gap, beside the place', async () => {
  expect(await detailOf(broken('Name the file after it (p.iam-policy.json).'))).toBe(
    'nothing says whose policy it is. Name the file after it (p.iam-policy.json).',
  );
  expect(await detailOf(broken('Name it.', 'policy.json, byte 7'))).toBe(
    'nothing says whose policy it is (policy.json, byte 7). Name it.',
  );
});

test('a list of all kinds of files is left to the error of that file alone', async () => {
  expect(await detailOf(broken('Give one of these:\n  - a\n  - b'))).toBe(
    'nothing says whose policy it is. `nhi-audit scan policy.json` alone lists the kinds of files that can be read',
  );
});

test('a file alone keeps its error', () => {
  expect(() => tolerantSources([broken('Name it.')], 0)).toThrow(InputError);
});
