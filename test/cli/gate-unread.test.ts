import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { cli, temporaryFolder } from '../support/cli.ts';
import { planText } from '../support/plan.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const gate = async (...args: readonly string[]) => {
  const { code, stdout } = await cli(['gate', ...args], { cwd: folder });
  // As one line, wherever it was folded.
  return { code, out: stdout.replace(/\s+/g, ' ') };
};

const binding = (role: string): Readonly<Record<string, unknown>> => ({
  role_ref: [{ kind: 'ClusterRole', name: role }],
  subject: [{ kind: 'ServiceAccount', name: 'ci' }],
});

beforeAll(() => {
  writeFileSync(
    at('plan.json'),
    planText([
      { address: 'aws_glue_resource_policy.catalog', after: { policy: '{"Statement":[]}' } },
      { address: 'aws_instance.web', after: { ami: 'ami-1' } },
      { address: 'kubernetes_cluster_role_binding.ci', after: binding('cluster-admin') },
      { address: 'kubernetes_role_binding.ci', after: binding('view') },
    ]),
  );
  writeFileSync(
    at('ignoring.yaml'),
    'version: 1\ngate:\n  ignoreUnread: [aws_glue_resource_policy, kubernetes_cluster_role_binding]\n',
  );
});

test('what is not read fails, and stands below a heading of its own', async () => {
  const { code, out } = await gate('--plan', 'plan.json');
  expect(code).toBe(1);
  expect(out).toContain('2 changes fail: not-read 2.');
  expect(out.slice(out.indexOf('Not read'))).toMatch(
    /aws_glue_resource_policy\.catalog[\s\S]*kubernetes_cluster_role_binding\.ci[\s\S]*kubernetes_role_binding\.ci[\s\S]*None of the arguments that may give privileges is set or changes: aws_instance/,
  );
});

test('types are left out by a flag, and the report says so', async () => {
  const { code, out } = await gate(
    '--plan',
    'plan.json',
    '--ignore-unread',
    'aws_glue_resource_policy',
    '--ignore-unread',
    'kubernetes_cluster_role_binding',
  );
  expect(code).toBe(0);
  expect(out).toContain('Left out by --ignore-unread or gate.ignoreUnread: aws_glue_resource_policy (1)');
  expect(out).toContain('2 resources are not evaluated');
});

test('and by the configuration', async () => {
  const { code } = await gate('--plan', 'plan.json', '--config', 'ignoring.yaml');
  expect(code).toBe(0);
});

test('every format tells it', async () => {
  const { code } = await gate(
    '--plan',
    'plan.json',
    '--ignore-unread',
    'aws_glue_resource_policy',
    '--out',
    'reports',
  );
  expect(code).toBe(1);
  const text = (name: string): string => readFileSync(join(folder, 'reports', name), 'utf8');
  const names = ['gate.txt', 'gate.json', 'gate.md', 'gate.sarif', 'gate-junit.xml', 'gate-annotations.log'];
  for (const name of names) {
    const said = text(name).replace(/\s+/g, ' ').replaceAll('\\', '');
    for (const part of ['kubernetes_role_binding.ci', 'aws_instance', 'aws_glue_resource_policy'])
      expect([name, part, said.includes(part)]).toEqual([name, part, true]);
    expect([name, /cluster-admin/.test(said)]).toEqual([name, true]);
  }
  expect(JSON.parse(text('gate.json'))).toMatchObject({
    notRead: [
      {
        address: 'kubernetes_cluster_role_binding.ci',
        type: 'kubernetes_cluster_role_binding',
        provider: 'kubernetes',
        change: 'create',
        effect: 'may-give',
        fails: true,
        fields: ['role_ref', 'subject'],
        shows: 'the role cluster-admin',
      },
      { address: 'aws_instance.web', effect: 'sets-nothing', fails: false, fields: [], fingerprint: null },
      { address: 'kubernetes_role_binding.ci', effect: 'shows-nothing', fails: false },
    ],
    notReadIgnored: [{ type: 'aws_glue_resource_policy', count: 1 }],
  });
});
