import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { demoFiles } from '../../connectors/aws/demo/index.ts';
import { cli, temporaryFolder } from '../support/cli.ts';

/** A source that cannot be read: alone it is an error with its place; beside others it is a gap, and there is no verdict. */
const cwd = temporaryFolder();
const account = demoFiles.find((path) => path.includes('authorization-details'))!;
const plan = JSON.stringify({
  format_version: '1.2',
  terraform_version: '1.11.4',
  timestamp: '2026-01-01T00:00:00Z',
  resource_changes: [],
});
const cut = { json: '{"UserDetailList": [{"UserName": ', says: 'cut short' };

beforeAll(async () => {
  writeFileSync(join(cwd, 'broken.json'), cut.json);
  writeFileSync(join(cwd, 'plan.json'), plan);
  writeFileSync(join(cwd, 'template.json'), '{"Resources":{"G":{"Type":"AWS::IAM::Group"}}}');
  await cli(['collect', account, '--snapshot', 'whole.ndjson'], { cwd });
  writeFileSync(join(cwd, 'cut.ndjson'), readFileSync(join(cwd, 'whole.ndjson'), 'utf8').slice(0, 4_000));
});

describe('alone', () => {
  test.each([
    [['scan', 'broken.json'], 'broken.json, byte 33'],
    [['evidence', 'broken.json', '--out', 'none'], 'broken.json, byte 33'],
    [['analyze', 'cut.ndjson'], 'cut.ndjson, line'],
    [['gate', '--plan', 'broken.json'], 'broken.json'],
    [['baseline', 'write', 'broken.json', '--out', 'b.json'], 'broken.json, byte 33'],
  ])('%j ends with 2 and names file and place', async (args, place) => {
    const { code, stderr } = await cli(args, { cwd });
    expect(stderr).toContain(place);
    expect(code).toBe(2);
  });
});

describe('beside what can be read', () => {
  test.each([
    ['scan', ['scan', account, 'broken.json', '--format', 'json']],
    ['analyze', ['analyze', 'whole.ndjson', 'cut.ndjson', '--format', 'json']],
  ])('%s reports, and tells', async (_, args) => {
    const { code, stdout } = await cli(args, { cwd });
    expect(code).toBe(0);
    const { coverage, identities } = JSON.parse(stdout);
    expect(identities.length).toBeGreaterThan(0);
    expect(coverage).toContainEqual(
      expect.objectContaining({ connector: 'file', detail: expect.stringContaining(cut.says) }),
    );
  });

  test.each([
    [['gate', '--plan', 'plan.json', 'broken.json']],
    [['gate', '--plan', 'plan.json', '--snapshot', 'cut.ndjson']],
    [['gate', '--template', 'template.json', 'broken.json']],
    [['gate', 'whole.ndjson', 'broken.json', '--against', 'whole.ndjson']],
    [['baseline', 'write', 'whole.ndjson', 'broken.json', '--out', 'none.json']],
  ])('%j ends with 3 and tells', async (args) => {
    const { code, stderr } = await cli(args, { cwd });
    expect(stderr).toContain(cut.says);
    expect(code).toBe(3);
  });

  test('--fail-on has no verdict where nothing else fails', async () => {
    const rules: readonly { readonly id: string }[] = JSON.parse(
      (await cli(['rules', '--format', 'json'])).stdout,
    );
    const off = rules.map(({ id }) => `  ${id}: { enabled: false }\n`).join('');
    writeFileSync(join(cwd, 'off.yaml'), `rules:\n${off}`);
    const args = ['--config', 'off.yaml', '--fail-on', 'critical'];
    expect((await cli(['scan', account, ...args], { cwd })).code).toBe(0);
    expect((await cli(['scan', account, 'broken.json', ...args], { cwd })).code).toBe(3);
  });

  test('the same without the broken one passes: the tests above can fail', async () => {
    writeFileSync(join(cwd, 'needs.yaml'), 'gate: { needs: [inventory] }\n');
    const config = ['--config', 'needs.yaml'];
    for (const args of [
      ['gate', '--plan', 'plan.json', 'whole.ndjson'],
      ['gate', '--template', 'template.json'],
      ['gate', 'whole.ndjson', '--against', 'whole.ndjson'],
    ])
      expect((await cli([...args, ...config], { cwd })).code).toBe(0);
  });

  test('a name that stands for nothing is a mistake of the command line', async () => {
    for (const args of [
      ['gate', '--plan', 'plan.json', 'none.json'],
      ['analyze', 'whole.ndjson', 'none.ndjson'],
    ])
      expect((await cli(args, { cwd })).code).toBe(2);
  });
});
