import { describe, expect, test } from 'vitest';
import { placesOf } from '../../../../connectors/gcp/identities/places.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import {
  account,
  accountPlace,
  emailOf,
  folder,
  inventoryOf,
  organization,
  policy,
  project,
  record,
  tree,
} from '../support.ts';

describe('where things lie', () => {
  const number = '300';
  const places = (...records: readonly SnapshotRecord[]) => placesOf(inventoryOf(records));
  const compute = (of: string): string => `serviceAccount:${of}-compute@developer.gserviceaccount.com`;
  test.each<[string, readonly SnapshotRecord[], string]>([
    ['by the project', [record('gcp.project', 'p', { projectId: 'web', projectNumber: number })], 'web'],
    [
      'by what lies above its policy',
      [
        record('gcp.iam-policy', 'p', {
          resource: '//cloudresourcemanager.googleapis.com/projects/web',
          ancestors: [`projects/${number}`],
          bindings: [],
        }),
      ],
      'web',
    ],
    [
      'not by what lies above a folder',
      [
        record('gcp.iam-policy', 'p', {
          resource: '//cloudresourcemanager.googleapis.com/folders/web',
          ancestors: [`projects/${number}`],
          bindings: [],
        }),
      ],
      number,
    ],
    [
      'by the default account',
      [
        record('gcp.service-account', 'a', {
          email: `${number}-compute@developer.gserviceaccount.com`,
          uniqueId: '1',
          projectId: 'web',
        }),
      ],
      'web',
    ],
    [
      'not by a number for a number',
      [
        record('gcp.service-account', 'a', {
          email: `${number}-compute@developer.gserviceaccount.com`,
          uniqueId: '1',
          projectId: '400',
        }),
      ],
      number,
    ],
    [
      'by two of its accounts in its policy',
      [
        policy('projects/web', {
          role: 'roles/editor',
          members: [compute(number), `serviceAccount:${number}@cloudbuild.gserviceaccount.com`],
        }),
      ],
      'web',
    ],
    [
      'not by two of them',
      [policy('projects/web', { role: 'roles/editor', members: [compute(number), compute('301')] })],
      number,
    ],
    [
      'not where it has another number',
      [
        record('gcp.project', 'p', { projectId: 'web', projectNumber: '400' }),
        policy('projects/web', { role: 'roles/editor', members: [compute(number)] }),
      ],
      number,
    ],
    [
      'by the one that is of nobody yet',
      [
        record('gcp.project', 'p', { projectId: 'other', projectNumber: '301' }),
        policy('//cloudresourcemanager.googleapis.com/projects/web', {
          role: 'roles/editor',
          members: [
            compute(number),
            compute('301'),
            `serviceAccount:${number}@cloudservices.gserviceaccount.com`,
          ],
        }),
      ],
      'web',
    ],
    [
      'not by a policy of something else',
      [policy('projects/web/topics/x', { role: 'roles/editor', members: [compute(number)] })],
      number,
    ],
    [
      'not by an account of people',
      [
        policy('projects/web', {
          role: 'roles/editor',
          members: [`serviceAccount:x${number}-compute@developer.gserviceaccount.com`],
        }),
      ],
      number,
    ],
  ])('the number of a project: %s', (_, records, id) => {
    const { naming } = places(...records);
    expect([naming.projectId(number), naming.homeOf(number)]).toEqual([id, id]);
  });
  test.each([
    compute(number),
    `serviceAccount:${number}@cloudservices.gserviceaccount.com`,
    `serviceAccount:${number}@cloudbuild.gserviceaccount.com`,
    `serviceAccount:service-${number}@gcp-sa-pubsub.iam.gserviceaccount.com`,
  ])('%s alone in a policy may be let in from elsewhere: its project is supposed', (who) => {
    const { naming, supposedProject } = places(
      policy('projects/web', { role: 'roles/editor', members: [who, 'user:a@example.com', who] }),
    );
    expect([naming.projectId(number), naming.homeOf(number), supposedProject(number)]).toEqual([
      number,
      'web',
      'web',
    ]);
  });

  const all = places(
    ...tree,
    account('bot', project, { uniqueId: '117' }),
    account('elsewhere', 'far', { projectId: undefined }),
    record('gcp.iam-policy', 'bucket', {
      resource: '//storage.googleapis.com/logs',
      ancestors: ['projects/200', organization],
      bindings: [],
    }),
    record('gcp.iam-policy', 'topic', {
      resource: '//pubsub.googleapis.com/projects/100/topics/x',
      bindings: [],
    }),
    record('gcp.iam-policy', 'deep', {
      resource: 'folders/20',
      ancestors: ['folders/20', 'folders/10'],
      bindings: [],
    }),
    record('gcp.tag-value', 't1', { name: 'tagValues/1', namespacedName: '1/env/prod' } as never),
    record('gcp.tag-value', 't2', { name: 'tagValues/2', namespacedName: '100/env/prod' } as never),
    record('gcp.tag-value', 't3', { name: 'tagValues/3', namespacedName: 'shop-test/env/prod' } as never),
    record('gcp.tag-value', 't4', { name: 'tagValues/4', namespacedName: '9/env/prod' } as never),
    record('gcp.resource', 'vm', {
      name: '//compute.googleapis.com/projects/100/zones/z/instances/vm',
      assetType: 'compute.googleapis.com/Instance',
      code: ['//storage.googleapis.com/code', '//pubsub.googleapis.com/projects/200/topics/y'],
    } as never),
    record('gcp.resource', 'job', {
      name: '//x.googleapis.com/jobs/1',
      assetType: 'x',
      project: 'projects/200',
    } as never),
  );
  const above = `${folder} ${organization}`;
  test.each([
    [`projects/${project}`, `projects/${project} ${above}`],
    [accountPlace('bot'), `${accountPlace('bot')} projects/${project} ${above}`],
    ['storage.googleapis.com/logs', `storage.googleapis.com/logs projects/shop-test ${organization}`],
    [
      'pubsub.googleapis.com/projects/shop-prod/topics/x',
      `pubsub.googleapis.com/projects/shop-prod/topics/x projects/shop-prod ${above}`,
    ],
    ['folders/20', `folders/20 ${above}`],
    [
      'cloudresourcemanager.googleapis.com/tagValues/1',
      `cloudresourcemanager.googleapis.com/tagValues/1 ${organization}`,
    ],
    [
      'cloudresourcemanager.googleapis.com/tagValues/2',
      `cloudresourcemanager.googleapis.com/tagValues/2 projects/shop-prod ${above}`,
    ],
    [
      'cloudresourcemanager.googleapis.com/tagValues/3',
      `cloudresourcemanager.googleapis.com/tagValues/3 projects/shop-test ${organization}`,
    ],
    ['cloudresourcemanager.googleapis.com/tagValues/4', 'cloudresourcemanager.googleapis.com/tagValues/4'],
    ['storage.googleapis.com/code', `storage.googleapis.com/code projects/shop-prod ${above}`],
    [
      'pubsub.googleapis.com/projects/shop-test/topics/y',
      `pubsub.googleapis.com/projects/shop-test/topics/y projects/shop-test ${organization}`,
    ],
    ['x.googleapis.com/jobs/1', `x.googleapis.com/jobs/1 projects/shop-test ${organization}`],
    ['nowhere', 'nowhere'],
  ])('%s', (name, chain) => {
    expect(all.chainOf(name).join(' ')).toBe(chain);
  });
  test('nodes, what lies below them, and which projects are the estate’s own', () => {
    const nodes = [
      'folders/10',
      'folders/20',
      organization,
      'projects/far',
      'projects/shop-prod',
      'projects/shop-test',
    ];
    expect(all.nodes).toEqual(nodes);
    expect([organization, folder, 'projects/far', 'nowhere'].map(all.nodesBelow)).toEqual([
      nodes,
      ['folders/10', 'folders/20', 'projects/shop-prod'],
      ['projects/far'],
      [],
    ]);
    expect([project, 'far', '100', 'nowhere'].map(all.isOwnProject)).toEqual([true, true, false, false]);
    expect([all.naming.emailOf('117'), all.naming.emailOf('X@y')]).toEqual([emailOf('bot'), 'x@y']);
    expect(all.accountOf(emailOf('bot'))).toBe(accountPlace('bot'));
  });
  test('what only a policy, an account or a resource names is there as well, and what has no place has none', () => {
    const { nodes, chainOf } = places(
      record('gcp.folder', 'lone', { name: 'folders/5' }),
      policy('//pubsub.googleapis.com/projects/named/topics/x'),
      account('bot', 'of-account', { projectId: undefined }),
      record('gcp.service-account', 'x', { email: 'x@odd.example', uniqueId: '1' }),
      record('gcp.resource', 'r', {
        name: '//x.googleapis.com/jobs/1',
        assetType: 'x',
        code: ['//storage.googleapis.com/code'],
      } as never),
      record('gcp.resource', 's', { name: '//x.googleapis.com/projects/of-resource/jobs/1', assetType: 'x' }),
    );
    expect(nodes).toEqual(['folders/5', 'projects/named', 'projects/of-account', 'projects/of-resource']);
    expect(['x.googleapis.com/jobs/1', 'storage.googleapis.com/code'].map(chainOf)).toEqual([
      ['x.googleapis.com/jobs/1'],
      ['storage.googleapis.com/code'],
    ]);
  });
  test('who lists keys, or what may be asked for, has read of the project', () => {
    const key = (name: string): SnapshotRecord =>
      record('gcp.service-account-key', name, { name, keyType: 'USER_MANAGED' });
    const { nodes } = places(
      key('projects/of-key/serviceAccounts/x@of-key.iam.gserviceaccount.com/keys/1'),
      key('projects/300/serviceAccounts/x@odd.example/keys/1'),
      record('gcp.hmac-key', 'G', {
        accessId: 'G',
        serviceAccountEmail: 'X@Of-Hmac.iam.gserviceaccount.com',
        state: 'ACTIVE',
      }),
      record('gcp.entitlement', 'e', { name: 'projects/of-entitlement/locations/global/entitlements/e' }),
      record('gcp.entitlement', 'f', { name: 'projects/301/locations/global/entitlements/e' }),
    );
    expect(nodes).toEqual(['projects/of-entitlement', 'projects/of-hmac', 'projects/of-key']);
  });
  test('what says nothing of a place before the first slash is nowhere', () => {
    const { naming } = places(
      record('gcp.iam-policy', 'p', {
        resource: '//cloudresourcemanager.googleapis.com/projects/web',
        ancestors: [`xprojects/${number}`, `projects/${number}`],
        bindings: [],
      }),
      record('gcp.iam-policy', 'q', {
        resource: '//cloudresourcemanager.googleapis.com/projects/bare',
        bindings: [],
      }),
    );
    expect(naming.projectId(number)).toBe(number);
  });
  test('folders in a circle end', () => {
    const circle = places(
      record('gcp.folder', 'a', { name: 'folders/1', parent: 'folders/2' }),
      record('gcp.folder', 'b', { name: 'folders/2', parent: 'folders/1' }),
    );
    expect(circle.chainOf('folders/1')).toEqual(['folders/1', 'folders/2']);
  });
});

describe('what nothing says of a place', () => {
  const number = '300';
  const compute = `serviceAccount:${number}-compute@developer.gserviceaccount.com`;
  const supposing = placesOf(
    inventoryOf([
      record('gcp.organization', organization, { name: organization }),
      policy('projects/web', { role: 'roles/editor', members: [compute] }),
      record('gcp.folder', folder, { name: folder, parent: organization }),
    ]),
  );
  const account = `projects/web/serviceAccounts/${number}-compute@developer.gserviceaccount.com`;
  const lies = `projects/web lies below ${organization}`;
  const is = `the project of number ${number} is web`;
  test.each<[readonly string[], string, readonly string[]]>([
    [[account, 'projects/web', organization], organization, [is, lies]],
    [[account, 'projects/web', organization], 'projects/web', [is]],
    [[account, 'projects/web', organization], account, []],
    [[account, 'projects/web', organization], 'projects/other', []],
    [['projects/web', organization], organization, [lies]],
    [[folder, organization], organization, []],
    [[account.replace(`${number}-`, '400-'), 'projects/web'], 'projects/web', []],
    [[account.replace(`${number}-compute`, `x${number}`), 'projects/web'], 'projects/web', []],
    [[`x/${account}`, 'projects/web'], 'projects/web', []],
    [
      ['projects/web/serviceAccounts/service-300@gcp-sa-x.iam.gserviceaccount.com', 'projects/web'],
      'projects/web',
      [is],
    ],
  ])('from %j to %s', (chain, place, expected) => {
    expect(supposing.supposed(chain, place)).toEqual(expected);
  });
  test('with a single organisation all is below it, with two nothing', () => {
    const two = placesOf(
      inventoryOf([
        record('gcp.organization', 'a', { name: 'organizations/1' }),
        policy('organizations/2'),
        policy('projects/web'),
      ]),
    );
    expect([supposing.chainOf('projects/web'), two.chainOf('projects/web'), two.nodes]).toEqual([
      ['projects/web', organization],
      ['projects/web'],
      ['organizations/1', 'organizations/2', 'projects/web'],
    ]);
  });
  const project = (projectId: string, projectNumber?: string) =>
    record('gcp.project', projectId, {
      projectId,
      ...(projectNumber === undefined ? {} : { projectNumber }),
    });
  test.each<[string, readonly SnapshotRecord[], string | undefined]>([
    ['the only one whose number nobody knows', [project('a', '1'), project('b')], 'b'],
    ['one of two', [project('a'), project('b')], undefined],
    ['none', [project('a', '1')], undefined],
    ['known', [project('a', number), project('b')], undefined],
    ['called so itself', [policy(`projects/${number}`), project('b')], undefined],
    [
      'by its accounts, whoever else there is',
      [policy('projects/web', { role: 'roles/editor', members: [compute] }), project('b'), project('c')],
      'web',
    ],
  ])('whose number it may be: %s', (_, records, expected) => {
    expect(placesOf(inventoryOf(records)).supposedProject(number)).toBe(expected);
  });
});
