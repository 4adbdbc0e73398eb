import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultSettings } from '../../../src/model/settings.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { whoCan } from '../../../src/pipeline/who-can.ts';
import { reachOf } from '../../../src/reach/index.ts';
import { lawRuns } from '../../support/law-runs.ts';
import {
  account,
  accountPlace,
  custom,
  customRole,
  emailOf,
  estateOf,
  folder,
  identityAt,
  member,
  organization,
  otherProject,
  policy,
  project,
  record,
} from './support.ts';

const token = 'iam.serviceAccounts.getAccessToken';
const bot = emailOf('bot');

/** What is told of `bot`: its verdict, and what it rests on. */
const told = (records: readonly SnapshotRecord[], on?: string, permission = token): string => {
  const estate = estateOf([account('bot'), account('admin'), ...records]);
  const answer = estate.whoCan!({ privilege: permission, ...(on === undefined ? {} : { resource: on }) });
  const { verdict, ways, stoppedBy, unread } = answer.identities.find(
    ({ identity }) => identity === identityAt(estate, bot),
  )!;
  const [best] = ways;
  if (best === undefined)
    return [verdict, stoppedBy?.kind, stoppedBy?.name, ...(unread ?? [])].filter(Boolean).join(' ');
  const { duration, allowedBy, conditions, assumes } = best;
  return [
    verdict,
    duration,
    ...allowedBy.map(({ policy: by, via }) => `${by} ${via}`),
    ...conditions.map(({ values, key }) => `${key} ${values.join()}`),
    ...assumes,
  ].join(', ');
};
const creator = 'roles/iam.serviceAccountTokenCreator';
const on = accountPlace('admin');
const gives = (place: string, who = member('bot'), more: object = {}): SnapshotRecord =>
  policy(place, { role: creator, members: [who], ...more });
const deny = (place: string, rule: object): SnapshotRecord => {
  const name = `policies/cloudresourcemanager.googleapis.com%2F${place.replace('/', '%2F')}/denypolicies/d`;
  return record('gcp.deny-policy', name, {
    name,
    displayName: 'no tokens',
    rules: [
      {
        denyRule: {
          deniedPrincipals: ['principalSet://goog/public:all'],
          deniedPermissions: ['iam.googleapis.com/serviceAccounts.getAccessToken'],
          ...rule,
        },
      },
    ],
  });
};

test.each([
  ['nothing is given', [], 'denied no-allow'],
  ['on the account itself', [gives(on)], `allowed, permanent, ${creator} bound`],
  ['on its project', [gives(`projects/${project}`)], `allowed, permanent, ${creator} bound`],
  ['on its folder', [gives(folder)], `allowed, permanent, ${creator} bound`],
  ['on another project', [gives(`projects/${otherProject}`)], 'denied no-allow'],
  ['of another account', [gives(accountPlace('bot'))], 'denied no-allow'],
  [
    'through a group',
    [
      gives(folder, 'group:ops@example.com'),
      record('gcp.membership', 'm', { group: 'ops@example.com', member: bot }),
    ],
    `allowed, permanent, ${creator} group ops@example.com`,
  ],
  [
    'until an end',
    [gives(folder, member('bot'), { condition: 'request.time < timestamp("2027-01-01T00:00:00Z")' })],
    `allowed, time-bound, ${creator} bound`,
  ],
  [
    'on accounts alone',
    [gives(folder, member('bot'), { condition: 'resource.type == "iam.googleapis.com/ServiceAccount"' })],
    `allowed, permanent, ${creator} bound`,
  ],
  [
    'on buckets alone',
    [gives(folder, member('bot'), { condition: 'resource.type == "storage.googleapis.com/Bucket"' })],
    'denied no-allow',
  ],
  [
    'where a tag is',
    [gives(folder, member('bot'), { condition: 'resource.matchTag("1/env", "test")' })],
    `conditional, permanent, ${creator} bound, resource.matchTag("1/env", "test") true`,
  ],
  ['denied to everybody', [gives(folder), deny(folder, {})], 'denied deny no tokens'],
  [
    'denied elsewhere',
    [gives(folder), deny(`projects/${otherProject}`, {})],
    `allowed, permanent, ${creator} bound`,
  ],
  [
    'denied where a tag is',
    [gives(folder), deny(folder, { denialCondition: { expression: 'resource.matchTag("1/env", "prod")' } })],
    `conditional, permanent, ${creator} bound, the deny policy no tokens does not stop it`,
  ],
  [
    'by a role that nobody read',
    [policy(folder, { role: custom('mystery'), members: [member('bot')] })],
    `unknown ${custom('mystery')}`,
  ],
  ['switched off', [gives(folder), account('bot', project, { disabled: true })], 'denied no-allow'],
] as const)('tokens of an account: %s', (_, records, expected) => {
  expect(told(records, on)).toBe(expected);
});

describe('whoever is stopped and may put that aside', () => {
  const of = 'iam.principalaccessboundarypolicies';
  const name = `${organization}/locations/global/principalAccessBoundaryPolicies/b`;
  const boundary = [
    record('gcp.boundary', 'b', {
      name,
      displayName: 'home',
      details: {
        enforcementVersion: '3',
        rules: [
          {
            effect: 'ALLOW',
            resources: [`//cloudresourcemanager.googleapis.com/projects/${otherProject}`],
          },
        ],
      },
    }),
    record('gcp.policy-binding', 'pb', {
      name: 'pb',
      policy: name,
      target: { principalSet: `//cloudresourcemanager.googleapis.com/projects/${project}` },
    }),
  ];
  const may = (place: string, ...permissions: readonly string[]): readonly SnapshotRecord[] => [
    customRole('lifts', ...permissions),
    policy(place, { role: custom('lifts'), members: [member('bot')] }),
  ];
  const path = (records: readonly SnapshotRecord[]): readonly string[] => {
    const estate = estateOf([account('bot'), account('admin'), gives(on), ...records]);
    const reach = reachOf(estate, defaultSettings);
    const report = whoCan({ estate, reach } as Parameters<typeof whoCan>[0], {
      privilege: token,
      resource: on,
    })!;
    const at = identityAt(estate, bot);
    const { verdict, stoppedBy } = report.answer.identities.find(({ identity }) => identity === at)!;
    return [
      `${verdict} ${stoppedBy?.kind ?? ''}`,
      ...(report.becoming.get(at) ?? []).map(
        ({ from, to, by, assumes, evidence }) =>
          `${from === to ? 'itself' : to}: ${by}${assumes.map((each) => ` if ${each}`).join('')} by ${evidence.length}`,
      ),
    ];
  };
  test.each([
    ['nothing stops', [], ['allowed ']],
    ['a deny, for good', [deny(folder, {})], ['denied deny']],
    [
      'a deny, until it takes it away',
      [deny(folder, {}), ...may(folder, 'iam.denypolicies.delete')],
      ['denied deny', 'itself: take the deny policy no tokens away by 1'],
    ],
    [
      'a deny above what it may take away',
      [deny(folder, {}), ...may(`projects/${project}`, 'iam.denypolicies.delete')],
      ['denied deny'],
    ],
    ['a boundary, for good', boundary, ['denied principal-access-boundary']],
    [
      'a boundary, until it widens it',
      [...boundary, ...may(organization, `${of}.update`)],
      ['denied principal-access-boundary', 'itself: widen the principal access boundary home by 1'],
    ],
    [
      'a boundary, until it unbinds it',
      [...boundary, ...may(organization, `${of}.unbind`, 'resourcemanager.projects.deletePolicyBinding')],
      ['denied principal-access-boundary', 'itself: take away the principal access boundary home by 2'],
    ],
    [
      'both, one after the other',
      [...boundary, deny(folder, {}), ...may(organization, `${of}.update`, 'iam.denypolicies.update')],
      [
        'denied deny',
        'itself: widen the principal access boundary home by 1',
        'itself: take the deny policy no tokens away by 1',
      ],
    ],
    [
      'both, of which it may lift one',
      [...boundary, deny(folder, {}), ...may(organization, `${of}.update`)],
      ['denied deny'],
    ],
    [
      'a deny of what would lift it',
      [
        deny(folder, {
          deniedPermissions: [
            'iam.googleapis.com/serviceAccounts.getAccessToken',
            'iam.googleapis.com/denypolicies.*',
          ],
        }),
        ...may(folder, 'iam.denypolicies.delete'),
      ],
      ['denied deny'],
    ],
  ])('%s', (_, records, expected) => {
    expect(path(records)).toEqual(expected);
  });
});

test('a resource is named in full, by its number, by an address', () => {
  for (const written of [
    on,
    `//iam.googleapis.com/${on}`,
    emailOf('admin'),
    `projects/100/serviceAccounts/${emailOf('admin')}`,
  ])
    expect(told([gives(`projects/${project}`)], written)).toContain('allowed');
  expect(told([gives(accountPlace('bot'))])).toContain('allowed');
});

describe('a question that means nothing', () => {
  const ask = (privilege: string, resource?: string) => () =>
    estateOf([account('bot')]).whoCan!({ privilege, ...(resource === undefined ? {} : { resource }) });
  test.each([
    ['iam.serviceAccounts.getAccessTokens', undefined, /no such permission/],
    ['no', undefined, /no such permission/],
    [token, 'shop', /no resource/],
    [token, 'projects/*', /no resource/],
  ])('%s on %s is refused', (permission, resource, says) => {
    expect(ask(permission, resource)).toThrow(says);
  });
});

test('who is in a group that nobody read is said', () => {
  const estate = estateOf([account('admin'), gives(folder, 'group:ops@example.com')]);
  expect(estate.whoCan!({ privilege: token, resource: on }).notes).toEqual([
    'It is not known who is in group ops@example.com, who may.',
  ]);
  expect(estate.whoCan!({ privilege: token, resource: accountPlace('x', otherProject) }).notes).toEqual([]);
});

test('control of what holds the resource is enough', () => {
  const estate = estateOf([
    account('bot'),
    account('admin'),
    policy(folder, { role: 'roles/owner', members: [member('bot')] }),
  ]);
  const { scopes } = estate.whoCan!({ privilege: token, resource: on });
  expect(scopes.map((index) => estate.scopes[index]!.id).sort()).toEqual(
    [folder, organization, project].sort(),
  );
  expect(reachOf(estate, defaultSettings).pathToControl(identityAt(estate, bot), scopes[0]!)).toBeDefined();
});

/**
 * A second opinion, slow and from the documentation alone, in three values: what a role gives on the way up, then boundaries,
 * then deny policies with their exceptions and conditions. https://cloud.google.com/iam/docs/policy-types#evaluation
 */
type Answer = 'yes' | 'no' | 'maybe';
const least = (...answers: readonly Answer[]): Answer =>
  answers.includes('no') ? 'no' : answers.includes('maybe') ? 'maybe' : 'yes';
const most = (answers: readonly Answer[]): Answer =>
  answers.includes('yes') ? 'yes' : answers.includes('maybe') ? 'maybe' : 'no';
const opposite: Readonly<Record<Answer, Answer>> = { yes: 'no', no: 'yes', maybe: 'maybe' };

const up: Readonly<Record<string, readonly string[]>> = {
  [project]: [`projects/${project}`, folder, organization],
  [otherProject]: [`projects/${otherProject}`, organization],
};
const conditions: Readonly<Record<string, { readonly text: string; readonly is: Answer }>> = {
  over: { text: 'request.time < timestamp("2020-01-01T00:00:00Z")', is: 'no' },
  later: { text: '!(request.time >= timestamp("2030-01-01T00:00:00Z"))', is: 'yes' },
  account: { text: 'resource.type == "iam.googleapis.com/ServiceAccount"', is: 'yes' },
  bucket: { text: 'resource.type == "storage.googleapis.com/Bucket"', is: 'no' },
  tag: { text: 'resource.matchTag("1/env", "x")', is: 'maybe' },
};
const names = ['none', ...Object.keys(conditions)];
const holds = (name: string): Answer => conditions[name]?.is ?? 'yes';

test('allow, boundary and deny as the documentation has them', () => {
  const places = [organization, folder, `projects/${project}`, `projects/${otherProject}`];
  const place = fc.constantFrom(...places);
  const allow = fc.record({
    place,
    who: fc.constantFrom(
      member('bot'),
      member('bot'),
      'group:ops@example.com',
      'user:ana@example.com',
      'allUsers',
    ),
    gives: fc.boolean(),
    condition: fc.constantFrom(...names),
  });
  const denial = fc.record({
    place,
    who: fc.constantFrom('all', 'ops', 'ana', 'project'),
    spares: fc.constantFrom('nobody', 'bot', 'ops', 'elsewhere'),
    whole: fc.boolean(),
    condition: fc.constantFrom(...names),
  });
  const principal = {
    all: 'principalSet://goog/public:all',
    ops: 'principalSet://goog/group/ops@example.com',
    ana: 'principal://goog/subject/ana@example.com',
    project: 'principalSet://cloudresourcemanager.googleapis.com/projects/100',
    elsewhere: 'principalSet://cloudresourcemanager.googleapis.com/projects/200',
    bot: `principal://iam.googleapis.com/projects/-/serviceAccounts/${bot}`,
  };
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(
      fc.array(allow, { minLength: 1, maxLength: 4 }),
      fc.array(denial, { maxLength: 2 }),
      fc.option(fc.record({ place, bound: place, version: fc.constantFrom('2', '3', 'latest') })),
      fc.boolean(),
      fc.constantFrom(project, otherProject),
      (allows, denials, boundary, inGroup, target) => {
        const chain = up[target]!;
        const isBot = (who: string): Answer =>
          who === 'ops' || who === 'group:ops@example.com'
            ? inGroup
              ? 'yes'
              : 'no'
            : who === member('bot') || who === 'bot' || who === 'all' || who === 'project'
              ? 'yes'
              : 'no';
        const allowed = most(
          allows.map((each) =>
            each.gives && chain.includes(each.place) ? least(isBot(each.who), holds(each.condition)) : 'no',
          ),
        );
        // Tokens of accounts are among what boundaries stop from the third version on.
        const within: Answer =
          boundary === null ||
          !up[project]!.includes(boundary.bound) ||
          chain.includes(boundary.place) ||
          boundary.version === '2'
            ? 'yes'
            : 'no';
        const isDenied = most(
          denials.map((each) =>
            chain.includes(each.place) && each.whole
              ? least(isBot(each.who), opposite[isBot(each.spares)], holds(each.condition))
              : 'no',
          ),
        );
        const expected = least(allowed, within, opposite[isDenied]);
        const estate = estateOf([
          account('bot'),
          account('admin', target),
          customRole('gives', token),
          customRole('not', 'iam.serviceAccounts.get'),
          record('gcp.group', 'ops', { email: 'ops@example.com', whole: true }),
          ...(inGroup ? [record('gcp.membership', 'm', { group: 'ops@example.com', member: bot })] : []),
          ...places.map((at) =>
            policy(
              at,
              ...allows
                .filter((each) => each.place === at)
                .map((each) => ({
                  role: custom(each.gives ? 'gives' : 'not'),
                  members: [each.who],
                  ...(each.condition === 'none' ? {} : { condition: conditions[each.condition]!.text }),
                })),
            ),
          ),
          ...denials.map((each, index) => {
            const name = `policies/cloudresourcemanager.googleapis.com%2F${each.place.replace('/', '%2F')}/denypolicies/d${index}`;
            return record('gcp.deny-policy', name, {
              name,
              rules: [
                {
                  denyRule: {
                    deniedPrincipals: [principal[each.who]],
                    exceptionPrincipals: each.spares === 'nobody' ? [] : [principal[each.spares]],
                    deniedPermissions: ['iam.googleapis.com/serviceAccounts.*'],
                    exceptionPermissions: each.whole
                      ? []
                      : ['iam.googleapis.com/serviceAccounts.getAccessToken'],
                    denialCondition:
                      each.condition === 'none' ? null : { expression: conditions[each.condition]!.text },
                  },
                },
              ],
            });
          }),
          ...(boundary === null
            ? []
            : [
                record('gcp.boundary', 'b', {
                  name: 'b',
                  details: {
                    enforcementVersion: boundary.version,
                    rules: [
                      {
                        effect: 'ALLOW',
                        resources: [`//cloudresourcemanager.googleapis.com/${boundary.place}`],
                      },
                    ],
                  },
                }),
                record('gcp.policy-binding', 'pb', {
                  name: 'pb',
                  policy: 'b',
                  target: { principalSet: `//cloudresourcemanager.googleapis.com/${boundary.bound}` },
                }),
              ]),
        ]);
        const answer = estate.whoCan!({ privilege: token, resource: accountPlace('admin', target) });
        const { verdict } = answer.identities.find(({ identity }) => identity === identityAt(estate, bot))!;
        seen.set(expected, (seen.get(expected) ?? 0) + 1);
        expect(verdict).toBe({ yes: 'allowed', maybe: 'conditional', no: 'denied' }[expected]);
      },
    ),
    { numRuns: lawRuns(60, 2_000) },
  );
  expect([...seen.keys()].sort()).toEqual(['maybe', 'no', 'yes']);
});
