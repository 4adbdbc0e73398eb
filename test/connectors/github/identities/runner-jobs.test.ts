import { describe, expect, test } from 'vitest';
import type { GitHubRecordInput } from '../../../../connectors/github/facts/records.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import {
  api,
  estateOf,
  exposuresIn,
  organizationRecord,
  record,
  repository,
  wayBetween,
  web,
  workflow,
} from '../support.ts';

const runner = (part: Partial<GitHubRecordInput<'github.runner'>> = {}): SnapshotRecord =>
  record('github.runner', '8', {
    id: 8,
    level: 'organization',
    name: 'box',
    ephemeral: false,
    runner_group_id: 1,
    labels: ['self-hosted', 'linux', 'gpu'],
    ...part,
  });
const group = (part: Partial<GitHubRecordInput<'github.runner-group'>> = {}): SnapshotRecord =>
  record('github.runner-group', '1', { id: 1, name: 'Builders', visibility: 'all', ...part });
const job = (runsOn: string, more = ''): SnapshotRecord =>
  workflow(`on: push\njobs:\n  one:\n    runs-on: ${runsOn}\n${more}    steps: [{ run: make }]\n`);

const base = [organizationRecord(), repository(web), repository(api)];
const box = 'orgs/acme/actions/runners/8';
const ci = 'repos/acme/web/.github/workflows/ci.yml';

describe('which jobs a runner takes', () => {
  const matrix = (values: string): string => `    strategy: { matrix: { os: ${values} } }\n`;
  test.each<[string, SnapshotRecord, SnapshotRecord[], string]>([
    ['labels that it has', job('[self-hosted, linux]'), [runner(), group()], 'surely'],
    ['a label that it has not', job('[self-hosted, arm]'), [runner(), group()], 'no way'],
    ['a label of its own without self-hosted', job('gpu'), [runner(), group()], 'surely'],
    ['a machine that GitHub hosts', job('ubuntu-latest'), [runner(), group()], 'no way'],
    ['its group', job('{ group: builders }'), [runner(), group()], 'surely'],
    ['its group, by the kind of its owner', job('{ group: org/Builders }'), [runner(), group()], 'surely'],
    ['another group', job('{ group: Deployers }'), [runner(), group()], 'no way'],
    ['one of several groups', job('{ group: [Deployers, Builders] }'), [runner(), group()], 'surely'],
    ['its group and its label', job('{ group: Builders, labels: gpu }'), [runner(), group()], 'surely'],
    ['its group and another label', job('{ group: Builders, labels: arm }'), [runner(), group()], 'no way'],
    ['another group and its label', job('{ group: Deployers, labels: gpu }'), [runner(), group()], 'no way'],
    [
      'a group, where groups were not read',
      job('{ group: Builders }'),
      [runner()],
      'the runner is in group Builders',
    ],
    [
      'a group that an expression names',
      job('{ group: "${{ vars.GROUP }}" }'),
      [runner(), group()],
      '${{ vars.GROUP }} names group Builders',
    ],
    [
      'a machine that an expression names',
      job('"${{ vars.RUNNER }}"'),
      [runner(), group()],
      '${{ vars.RUNNER }} names a label of the runner',
    ],
    [
      'a machine of a matrix',
      job('"${{ matrix.os }}"', matrix('[ubuntu-latest, gpu]')),
      [runner(), group()],
      'surely',
    ],
    [
      'a matrix of lists of labels',
      job('"${{ matrix.os }}"', matrix('[[self-hosted, gpu], [ubuntu-latest]]')),
      [runner(), group()],
      'surely',
    ],
    [
      'a matrix of machines that GitHub hosts',
      job('"${{ matrix.os }}"', matrix('[ubuntu-latest, windows-latest]')),
      [runner(), group()],
      'no way',
    ],
    [
      'labels, where those of the runner were not read',
      job('[self-hosted, gpu]'),
      [runner({ labels: undefined }), group()],
      'the runner has the labels self-hosted, gpu',
    ],
  ])('%s', (_, file, records, expected) => {
    expect(wayBetween(estateOf([...base, file, ...records]), box, ci)).toBe(expected);
  });

  test('a group is never that of a runner of the repository', () => {
    const own = runner({ level: 'repository', repository: web });
    const way = (file: SnapshotRecord): string =>
      wayBetween(estateOf([...base, file, own]), 'repos/acme/web/actions/runners/8', ci);
    expect([way(job('{ group: Builders }')), way(job('[self-hosted]'))]).toEqual(['no way', 'surely']);
  });

  test.each<[string, string[] | undefined, string]>([
    ['names the workflow', ['acme/web/.github/workflows/ci.yml'], 'surely'],
    [
      'names the workflow of one branch',
      ['acme/web/.github/workflows/ci.yml@refs/heads/main'],
      'it runs as acme/web/.github/workflows/ci.yml of refs/heads/main',
    ],
    ['names another', ['acme/web/.github/workflows/deploy.yml@main'], 'no way'],
    ['was not read to the end', undefined, 'group Builders lets acme/web/.github/workflows/ci.yml in'],
  ])('a group that is kept for certain workflows and %s', (_, selected, expected) => {
    const kept = group({ restricted_to_workflows: true, selected_workflows: selected });
    expect(wayBetween(estateOf([...base, job('[self-hosted]'), runner(), kept]), box, ci)).toBe(expected);
  });

  test('into a group that is kept for certain workflows only their jobs lead', () => {
    const kept = group({
      restricted_to_workflows: true,
      selected_workflows: ['acme/web/.github/workflows/ci.yml'],
    });
    const key = (reference: typeof web, id: number): SnapshotRecord =>
      record('github.deploy-key', String(id), { id, repository: reference, read_only: false });
    const estate = estateOf([...base, job('[self-hosted]'), runner(), kept, key(web, 4), key(api, 5)]);
    expect(wayBetween(estate, 'repos/acme/web/keys/4', box)).toBe('surely');
    expect(wayBetween(estate, 'repos/acme/api/keys/5', box)).toBe('no way');
  });
});

describe('runners that public repositories can use', () => {
  const open = [organizationRecord(), repository(web, { visibility: 'public' }), repository(api)];
  const of = (selected: string[] | undefined) =>
    exposuresIn([
      ...open,
      runner(),
      group({
        allows_public_repositories: true,
        restricted_to_workflows: true,
        selected_workflows: selected,
      }),
    ]);
  test.each<[string, string[] | undefined, boolean]>([
    ['its group is kept for a workflow there', ['acme/web/.github/workflows/ci.yml@main'], true],
    ['its group is kept for a workflow of a closed one', ['acme/api/.github/workflows/ci.yml@main'], false],
    ['which workflows was not read', undefined, true],
  ])('%s', (_, selected, expected) => {
    expect(of(selected)).toEqual(expected ? [`${box} open-host public repositories`] : []);
  });
});
