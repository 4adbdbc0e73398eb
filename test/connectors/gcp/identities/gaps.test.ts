import { describe, expect, test } from 'vitest';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import { account, custom, estateOf, organization, policy, project, record } from '../support.ts';

const gaps = (...records: readonly SnapshotRecord[]): readonly string[] =>
  estateOf(records)
    .coverage.filter(({ scope, source }) => scope === organization && !source.startsWith('assets'))
    .map(
      ({ scope, source, status, gives, detail }) =>
        `${scope} | ${source} | ${status} | ${gives.join('+')} | ${detail}`,
    );
const bound = (member: string, role = 'roles/viewer'): SnapshotRecord =>
  policy(`projects/${project}`, { role, members: [member] });
const all = (...members: readonly string[]): SnapshotRecord =>
  policy(`projects/${project}`, { role: 'roles/viewer', members });
const membership = (group: string, member: string, type: string): SnapshotRecord =>
  record('gcp.membership', `${group} ${member}`, { group, member, type });
const set = (name: string): string =>
  `principalSet://cloudresourcemanager.googleapis.com/projects/${name}/type/ServiceAccount`;
const boundary = (name: string): string =>
  `${organization}/locations/global/principalAccessBoundaryPolicies/${name}`;
const binding = (id: string, part: object): SnapshotRecord =>
  record('gcp.policy-binding', id, {
    name: id,
    target: { principalSet: `//cloudresourcemanager.googleapis.com/${organization}` },
    ...part,
  });
const from = (source: string, gives: string, detail: string): string =>
  `${organization} | ${source} | partial | ${gives} | ${detail}`;

const roles = (names: string): string =>
  from(
    'roles of Google Cloud',
    'grants',
    `not known what ${names}; add the output of gcloud iam roles describe`,
  );
const groups = (names: string): string =>
  from(
    'members of groups',
    'grants',
    `not known who is in ${names}; add the output of gcloud identity groups memberships list, named after the group (admins@example.com.json)`,
  );
const boundaries = (names: string): string =>
  from(
    'principal access boundaries',
    'guardrails',
    `not known what ${names} principals reach; add the output of gcloud iam principal-access-boundary-policies list`,
  );

describe('what nobody can tell', () => {
  test.each<[says: string, records: readonly SnapshotRecord[], expected: readonly string[]]>([
    ['nothing', [bound('user:ana@example.com')], []],
    [
      'a role that nobody read',
      [bound('user:ana@example.com', custom('x'))],
      [roles(`${custom('x')} permits`)],
    ],
    [
      'two of them, sorted',
      [
        policy(
          `projects/${project}`,
          { role: custom('y'), members: ['user:ana@example.com'] },
          { role: custom('x'), members: ['user:ana@example.com'] },
        ),
      ],
      [roles(`${custom('x')}, ${custom('y')} permit`)],
    ],
    ['a group', [bound('group:Ops@example.com')], [groups('group ops@example.com')]],
    [
      'a group whose members were read',
      [bound('group:ops@example.com'), membership('ops@example.com', 'ana@example.com', 'USER')],
      [],
    ],
    [
      'a group in one that was read, once',
      [
        bound('group:ops@example.com'),
        membership('ops@example.com', 'Inner@example.com', 'GROUP'),
        membership('other@example.com', 'Inner@example.com', 'GROUP'),
      ],
      [groups('group inner@example.com')],
    ],
    ['a domain', [bound('domain:example.com')], [groups('domain example.com')]],
    [
      'five, sorted',
      [all(...['e', 'd', 'c', 'b', 'a'].map((name) => `group:${name}@x.com`))],
      [groups('group a@x.com, group b@x.com, group c@x.com, group d@x.com, group e@x.com')],
    ],
    [
      'seven, of which five are named',
      [all(...['g', 'f', 'e', 'd', 'c', 'b', 'a'].map((name) => `group:${name}@x.com`))],
      [groups('group a@x.com, group b@x.com, group c@x.com, group d@x.com, group e@x.com and 2 more')],
    ],
    [
      'a boundary that nobody read',
      [binding('b', { policy: boundary('p') })],
      [boundaries(`${boundary('p')} lets its`)],
    ],
    [
      'two of them, of which one is bound twice',
      [
        binding('1', { policy: boundary('q') }),
        binding('2', { policy: boundary('p') }),
        binding('3', { policy: boundary('q') }),
      ],
      [boundaries(`${boundary('p')}, ${boundary('q')} let their`)],
    ],
    [
      'a boundary that was read',
      [
        binding('b', { policy: boundary('p') }),
        record('gcp.boundary', boundary('p'), { name: boundary('p'), details: { rules: [] } }),
      ],
      [],
    ],
  ])('%s', (_, records, expected) => {
    expect(gaps(...records)).toEqual(expected);
  });

  test('sets whose members nobody listed', () => {
    const told = (...members: readonly string[]): readonly string[] =>
      gaps(account('bot'), all(...members)).map((line) => line.split(' | ').slice(1).join(' | '));
    expect([told('allAuthenticatedUsersX:1'), told('b:1', 'a:1')]).toEqual([
      [
        'members of principal sets | partial | grants | not known who allAuthenticatedUsersX:1 stands for; add the output of gcloud iam service-accounts list of the projects',
      ],
      [
        'members of principal sets | partial | grants | not known who a:1, b:1 stand for; add the output of gcloud iam service-accounts list of the projects',
      ],
    ]);
    expect([told(set('100'), set('7777')), told(set('100'))]).toEqual([
      [
        `members of principal sets | partial | grants | not known who ${set('7777')} stands for; add the output of gcloud iam service-accounts list of the projects`,
      ],
      [],
    ]);
  });
});
