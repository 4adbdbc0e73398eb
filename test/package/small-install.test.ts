import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { environment, root } from './environment.ts';

/** What gates and readers of files need: `npm ci` without the packages of providers. */
const folder = mkdtempSync(join(tmpdir(), 'nhi-audit-small-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (program: string, ...args: readonly string[]) =>
  spawnSync(program, args, { cwd: folder, env: environment, encoding: 'utf8', maxBuffer: 64 * 1_048_576 });

beforeAll(() => {
  for (const part of ['package.json', 'package-lock.json', 'src', 'connectors', 'rules', 'reports'])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  const { status, stderr } = run(
    'npm',
    ...['ci', '--omit=dev', '--omit=optional', '--ignore-scripts', '--no-audit', '--no-fund'],
  );
  expect(`${status} ${status === 0 ? '' : stderr}`.trim()).toBe('0');
});

describe('a small install', () => {
  // What is found by its form alone is found by secretlint's rules; conditions in files are parsed by CEL's.
  const ofNobody = new Set(['@secretlint', '@bufbuild']);

  test('holds no package of a provider', () => {
    expect(
      readdirSync(join(folder, 'node_modules')).filter((name) => name.startsWith('@') && !ofNobody.has(name)),
    ).toEqual([]);
  });

  test('scans files', () => {
    const { status, stdout, stderr } = run('node', 'src/cli/main.ts', 'scan', '--demo', '--format', 'json');
    expect(status, stderr).toBe(0);
    expect(JSON.parse(stdout).identities.length).toBeGreaterThan(10);
  });

  test('says which package Parquet lacks, before anything is read', () => {
    for (const flags of [
      ['--out', 'reports', '--out-formats', 'parquet'],
      ['--lake', 'lake'],
    ]) {
      const { status, stderr } = run('node', 'src/cli/main.ts', 'scan', '--demo', ...flags);
      expect([status, stderr]).toEqual([2, expect.stringContaining('hyparquet-writer')]);
    }
  });

  test('says which package a history lacks, which the published package has built in', () => {
    const { status, stderr } = run(
      'node',
      'src/cli/main.ts',
      'scan',
      '--demo',
      '--history',
      'history.sqlite',
    );
    expect([status, stderr]).toEqual([2, expect.stringContaining('a history needs the package kysely')]);
    expect(stderr).toContain('in a clone');
  });

  test('judges a plan', () => {
    const plan = join(root, 'test/fixtures/terraform/trust/plan.json');
    expect(run('node', 'src/cli/main.ts', 'gate', '--plan', plan).status).toBe(1);
  });

  test.each([
    ['AWS', ['--aws'], '@aws-sdk/'],
    ['Azure', ['--azure'], '@azure/'],
    ['GitHub', ['--github', 'acme'], '@octokit/'],
    ['Google Cloud', ['--gcp'], 'google-auth-library'],
  ])('a live scan of %s says which package it lacks', (provider, flags, name) => {
    const { status, stderr } = spawnSync('node', ['src/cli/main.ts', 'scan', ...flags], {
      cwd: folder,
      env: { ...environment, GITHUB_TOKEN: 'none', AWS_REGION: 'eu-central-1' },
      encoding: 'utf8',
    });
    expect(status).toBe(2);
    expect(stderr).toContain(`a live scan of ${provider} needs the package ${name}`);
    expect(stderr).toContain('npm ci');
  });
});
