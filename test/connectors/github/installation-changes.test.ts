import { expect, test } from 'vitest';
import { defaultSettings } from '../../../src/model/settings.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { interpretationsOf } from '../../../src/pipeline/interpretations.ts';
import { type ReduceOptions, reduce } from '../../../src/pipeline/reduce.ts';

const owner = 'acme';
const record = (kind: string, id: string, data: object): SnapshotRecord => ({
  record: kind,
  scope: owner,
  id,
  data,
});
const repository = (name: string, id: number) =>
  record('github.repository', `${owner}/${name}`, { id, full_name: `${owner}/${name}`, name });
const repositories = [repository('web', 1), repository('infra', 2)];
const installation = (data: object) =>
  record('github.app-installation', '5', {
    id: 5,
    app_slug: 'deployer',
    permissions: { metadata: 'read', contents: 'write', administration: 'write' },
    repository_selection: 'selected',
    repositories: ['web', 'infra'].map((name, index) => ({ id: index + 1, full_name: `${owner}/${name}` })),
    ...data,
  });
const organization = record('github.organization', owner, { id: 9, login: owner });

const planOf = async (
  data: object,
  most = 1,
  more: readonly SnapshotRecord[] = [],
  options: Partial<ReduceOptions> = {},
) => {
  const records = [organization, ...repositories, installation(data), ...more];
  const interpretations = await interpretationsOf(['github']);
  const facts = { collectedAt: '2026-06-01T00:00:00.000Z', coverage: [], records, interpretations };
  return reduce(facts, defaultSettings, { most, ...options });
};
const first = async (data: object) => (await planOf(data)).steps[0]?.changes[0];
const ours = { login: owner, type: 'Organization' };

test('of an App that has two repositories one is taken from the installation, which goes on with the other', async () => {
  const plan = await planOf({});
  expect(plan.steps[0]!.after.sum).toBeLessThan(plan.start.sum);
  expect(plan.steps[0]!.changes).toMatchObject([
    {
      commands: ['gh api --method DELETE user/installations/5/repositories/1'],
      undo: ['gh api --method PUT user/installations/5/repositories/1'],
    },
  ]);
});

const all = { repository_selection: 'all', repositories: undefined };

test('an App of one’s own that has all repositories loses a permission, which its owner sets', async () => {
  const change = await first({ ...all, owner: ours });
  expect(change).toMatchObject({
    commands: [],
    undo: [],
    documents: [
      {
        of: expect.stringContaining('permissions of the App deployer'),
        before: { administration: 'write' },
        after: { administration: 'read' },
      },
    ],
  });
});

test('of somebody else’s App with all repositories nothing is left but to suspend it', async () => {
  expect((await first(all))!.commands).toEqual(['gh api --method PUT app/installations/5/suspended']);
});

test('an App of which a log shows where it works keeps these repositories', async () => {
  const use = (resources: readonly string[], other = false) =>
    record('github.use', 'use', {
      Id: 'use',
      Log: 'audit log',
      Identity: 'acme/deployer[bot]',
      Action: 'git.push',
      Service: 'git',
      First: '2026-05-30T00:00:00.000Z',
      Last: '2026-05-30T00:00:00.000Z',
      Count: 2,
      Resources: resources.map((Id) => ({
        Id,
        First: '2026-05-30T00:00:00.000Z',
        Last: '2026-05-30T00:00:00.000Z',
        Count: 2,
      })),
      ...(other ? { OtherResources: true } : {}),
      Networks: [],
      Clients: [],
    });
  const keeping = { keepUsedWithinDays: 90 };
  const kept = await planOf(all, 1, [use(['acme/web'])], keeping);
  expect(kept.steps[0]!.changes).toMatchObject([
    { kind: 'narrow-to-used', documents: [{ before: 'all', after: ['acme/web'] }] },
  ]);
  expect(kept.steps[0]!.after.sum).toBeLessThan(kept.start.sum);
  for (const uses of [use(['acme/web'], true), use(['acme/web', 'acme/infra']), use(['acme/gone'])])
    expect(
      (await planOf(all, 1, [uses], keeping)).steps.flatMap(({ changes }) => changes),
    ).not.toContainEqual(expect.objectContaining({ kind: 'narrow-to-used' }));
});
