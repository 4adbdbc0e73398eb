import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { pathsFromRoot } from '../../src/cli/from-root.ts';

const top = mkdtempSync(join(tmpdir(), 'from-root-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));

const repository = (folder: string): void => {
  for (const name of ['objects', 'refs']) mkdirSync(join(top, folder, '.git', name), { recursive: true });
  writeFileSync(join(top, folder, '.git/HEAD'), 'ref: refs/heads/main\n');
};
repository('repo');
repository('repo/head');
mkdirSync(join(top, 'repo/infra/app'), { recursive: true });
mkdirSync(join(top, 'bare'));
symlinkSync(join(top, 'repo/infra'), join(top, 'link'));

describe('paths from the root of the repository', () => {
  test.each<[workingDirectory: string, file: string, path: string]>([
    ['repo', 'infra/plan.json', 'infra/plan.json'],
    ['repo/infra', 'plan.json', 'infra/plan.json'],
    ['repo/infra', './app/main.tf', 'infra/app/main.tf'],
    ['repo/infra/app', '../plan.json', 'infra/plan.json'],
    ['repo/infra', 'not/there/yet.tf', 'infra/not/there/yet.tf'],
    ['repo', 'head/.github/workflows/ci.yml', '.github/workflows/ci.yml'],
    ['link', 'plan.json', 'infra/plan.json'],
    ['bare', 'plan.json', 'plan.json'],
    ['bare', '../repo/infra/plan.json', 'infra/plan.json'],
    ['repo', '../bare/plan.json', '../bare/plan.json'],
  ])('%s: %s', (workingDirectory, file, path) => {
    expect(pathsFromRoot(join(top, workingDirectory))(file)).toBe(path);
  });

  test('an absolute one', () => {
    expect(pathsFromRoot(top)(join(top, 'repo/infra/plan.json'))).toBe('infra/plan.json');
  });
});
