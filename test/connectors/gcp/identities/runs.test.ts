import { describe, expect, test } from 'vitest';
import { placesOf } from '../../../../connectors/gcp/identities/places.ts';
import { runsOf } from '../../../../connectors/gcp/identities/runs.ts';
import { usesOf } from '../../../../connectors/gcp/identities/use.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import { account, emailOf, estateOf, inventoryOf, record, tree } from '../support.ts';

describe('agents, by the last time that they showed anything', () => {
  const summary = (id: string, workloadId: string | undefined, lastAccessTime: string | undefined) =>
    record('gcp.access-summary', id, { name: id, workloadId, lastAccessTime } as never);
  const inventory = inventoryOf([
    summary('1', 'a', '2026-01-01T00:00:00Z'),
    summary('2', 'a', '2026-03-01T00:00:00Z'),
    summary('3', 'a', '2026-02-01T00:00:00Z'),
    summary('4', undefined, '2026-02-01T00:00:00Z'),
    summary('5', 'b', undefined),
  ]);
  const { ofAgent } = usesOf(inventory, placesOf(inventory));
  test('the last of several', () => {
    expect([ofAgent('a'), ofAgent('b')]).toEqual([{ lastUsedAt: '2026-03-01T00:00:00.000Z' }, undefined]);
  });
});

test('what an agent runs as is an agent, unless it is one of Google', () => {
  const google = 'service-100@gcp-sa-aiplatform-re.iam.gserviceaccount.com';
  const estate = estateOf([
    account('bot'),
    account('other'),
    ...[google, emailOf('bot')].map((email, at) =>
      record('gcp.agent', `a${at}`, { name: `a${at}`, runtimeIdentity: `serviceAccount:${email}` } as never),
    ),
    record('gcp.access-summary', 's', {
      name: 's',
      workloadId: emailOf('bot'),
      lastAccessTime: '2026-03-01T00:00:00Z',
    } as never),
  ]);
  expect(estate.identities.map(({ id, agent, lastUsedAt }) => [id, agent, lastUsedAt])).toEqual([
    [emailOf('bot'), true, '2026-03-01T00:00:00.000Z'],
    [emailOf('other'), false, undefined],
    [google, false, undefined],
  ]);
});

describe('what runs in a project, as far as somebody listed it', () => {
  const named = (resource: string, assetType?: string): SnapshotRecord =>
    record('gcp.iam-policy', resource, {
      resource,
      ...(assetType === undefined ? {} : { assetType }),
    } as never);
  const [run, vm] = ['run.googleapis.com/Service', 'compute.googleapis.com/Instance'];
  const records = [
    ...tree,
    record('gcp.resource', 'a', { name: '//run.googleapis.com/projects/100/services/a', assetType: run }),
    named('//run.googleapis.com/projects/100/services/a', run),
    named('//run.googleapis.com/projects/shop-prod/services/b', run),
    named('//run.googleapis.com/projects/200/services/c', run),
    named('//run.googleapis.com/projects/200/services/untyped'),
  ];
  const told = (source: string, part: object = {}) =>
    ({ connector: 'gcp', scope: 'x', source, status: 'complete', gives: ['workloads'], ...part }) as never;
  const runs = (...coverage: readonly never[]) => {
    const inventory = inventoryOf(records);
    return runsOf(inventory, placesOf(inventory), coverage);
  };
  test('those that are listed, and those that a policy names', () => {
    const { ofType } = runs();
    expect([
      ofType('shop-prod', run),
      ofType('projects/shop-prod', run),
      ofType('projects/shop-test', run),
      ofType('projects/shop-prod', vm),
    ]).toEqual([
      [],
      [
        'run.googleapis.com/projects/shop-prod/services/a',
        'run.googleapis.com/projects/shop-prod/services/b',
      ],
      ['run.googleapis.com/projects/shop-test/services/c'],
      [],
    ]);
  });
  test.each<[string, readonly never[], readonly boolean[]]>([
    ['by one of them', [], [true, false, false]],
    ['by a list of all assets', [told('assets: resources')], [true, true, true]],
    ['by the call for all assets', [told('cloudasset.assets.list RESOURCE')], [true, true, true]],
    ['not by one that was cut', [told('assets: resources', { status: 'partial' })], [true, false, false]],
    [
      'not by one that the place has not',
      [told('assets: resources', { status: 'unsupported' })],
      [true, false, false],
    ],
    ['not by another list of assets', [told('assets: resources of one')], [true, false, false]],
    ['by a list of its kind', [told('run.services.list')], [true, true, false]],
    [
      'by a list of its kind that the place has not',
      [told('run.services.list', { status: 'unsupported' })],
      [true, true, false],
    ],
    ['not by a list that was cut', [told('run.services.list', { status: 'partial' })], [true, false, false]],
    ['not by a list of something else', [told('runs.services.list')], [true, false, false]],
    ['not by what tells of others', [told('run.services.list', { gives: ['grants'] })], [true, false, false]],
    ['not by another provider', [told('run.services.list', { connector: 'aws' })], [true, false, false]],
  ])('listed %s', (_, coverage, expected) => {
    const { isListed } = runs(...coverage);
    expect([
      isListed('projects/shop-prod', run),
      isListed('projects/shop-test', run),
      isListed('projects/shop-prod', vm),
    ]).toEqual(expected);
  });
  test('where what only a policy names is, unless a list would tell', () => {
    const [listed, lone, untyped] = [
      'shop-prod/services/a',
      'shop-test/services/c',
      'shop-test/services/untyped',
    ].map((name) => `run.googleapis.com/projects/${name}`) as [string, string, string];
    const of = (...coverage: readonly never[]): readonly (string | undefined)[] =>
      [listed, lone, untyped].map(runs(...coverage).unlistedHome);
    expect([of(), of(told('run.services.list'))]).toEqual([
      [undefined, 'projects/shop-test', undefined],
      [undefined, undefined, undefined],
    ]);
  });
});
