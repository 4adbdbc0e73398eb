import { describe, expect, test } from 'vitest';
import { loadOptional } from '../../src/collection/optional-packages.ts';

const notFound = (message: string): Error =>
  Object.assign(new Error(message), { code: 'ERR_MODULE_NOT_FOUND' });

describe('code that needs an optional package', () => {
  test('is loaded where the package is there', async () => {
    expect(await loadOptional('a live scan', async () => 'loaded')).toBe('loaded');
  });

  test('names the package that is missing, and what to do', async () => {
    const load = () =>
      loadOptional('a live scan of AWS', () =>
        Promise.reject(
          notFound("Cannot find package '@aws-sdk/client-iam' imported from /x/collect/index.ts"),
        ),
      );
    await expect(load()).rejects.toThrow('a live scan of AWS needs the package @aws-sdk/client-iam');
    await expect(load()).rejects.toHaveProperty('remedy', expect.stringContaining('npm ci'));
  });

  test.each([
    ['a file of our own that is missing is a fault', notFound("Cannot find module '/x/collect/index.ts'")],
    ['any other error goes through as it is', new Error("Cannot find package 'x'")],
    ['so does what is no error', 'stop'],
  ])('%s', async (_, error) => {
    await expect(loadOptional('a live scan', () => Promise.reject(error))).rejects.toBe(error);
  });
});
