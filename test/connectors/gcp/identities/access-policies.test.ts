import { describe, expect, test } from 'vitest';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import {
  account,
  custom,
  customRole,
  emailOf,
  estateOf,
  folder,
  identityAt,
  member,
  organization,
  policy,
  project,
  record,
} from '../support.ts';

/** IAM v3: https://cloud.google.com/iam/docs/reference/rest/v3/projects.locations.accessPolicies */
const bot = emailOf('bot');
const agent =
  'principal://agents.global.org-1.system.id.goog/resources/aiplatform/projects/100/locations/x/reasoningEngines/7';
const agents = 'principalSet://agents.global.org-1.system.id.goog/attribute.platform/aiplatform';
const publish = 'eventarc.messageBuses.publish';
const name = 'projects/100/locations/global/accessPolicies/buses';
const rule = (part: object = {}) => ({
  effect: 'ALLOW',
  principals: [`principal://iam.googleapis.com/projects/-/serviceAccounts/${bot}`],
  operation: { permissions: ['eventarc.googleapis.com/messageBuses.publish'] },
  ...part,
});
const rules = (...parts: readonly object[]): SnapshotRecord =>
  record('gcp.access-policy', name, { name, displayName: 'buses', details: { rules: parts } as never });
const bound = (to: string, id = 'b', of = name): SnapshotRecord =>
  record('gcp.policy-binding', `projects/100/locations/global/policyBindings/${id}`, {
    name: `projects/100/locations/global/policyBindings/${id}`,
    policy: of,
    policyKind: 'ACCESS',
    target: { resource: `//cloudresourcemanager.googleapis.com/${to}` },
  });
const gives = [
  customRole('publishes', publish),
  policy(organization, { role: custom('publishes'), members: [member('bot')] }),
];

const told = (records: readonly SnapshotRecord[], who = bot, on = `projects/${project}`): string => {
  const estate = estateOf([
    account('bot'),
    customRole('known', publish),
    policy(on, { role: custom('known'), members: ['user:x@example.com'] }),
    ...records,
  ]);
  const answer = estate.whoCan!({ privilege: publish, resource: on });
  const found = answer.identities.find(({ identity }) => identity === identityAt(estate, who))!;
  const [way] = found.ways;
  const lifted = answer.lifting?.find(({ identity }) => identity === found.identity);
  return [
    found.verdict,
    ...(way === undefined
      ? [found.stoppedBy!.kind, found.stoppedBy!.name]
      : [
          way.duration,
          ...way.allowedBy.map(({ policy: by }) => by),
          ...way.conditions.map(({ key }) => key),
        ]),
    ...(lifted?.path.map(({ by }) => by) ?? []),
  ]
    .filter((each) => each !== '')
    .join(', ');
};

describe('an access policy', () => {
  test.each([
    [
      'allows where it is bound',
      [rules(rule()), bound(`projects/${project}`)],
      `allowed, permanent, ${name}`,
    ],
    ['and below', [rules(rule()), bound(folder)], `allowed, permanent, ${name}`],
    [
      'once, however often',
      [rules(rule()), bound(folder), bound(folder, 'c')],
      `allowed, permanent, ${name}`,
    ],
    ['nowhere, unbound', [rules(rule())], 'denied, no-allow'],
    ['nothing elsewhere', [rules(rule()), bound('projects/200')], 'denied, no-allow'],
    [
      'what it does not except',
      [
        rules(
          rule({
            operation: {
              permissions: ['eventarc.googleapis.com/messageBuses.publish'],
              excludedPermissions: ['eventarc.googleapis.com/messageBuses.publish'],
            },
          }),
        ),
        bound(folder),
      ],
      'denied, no-allow',
    ],
    [
      'whom it does not except',
      [
        rules(
          rule({
            principals: ['principalSet://goog/group/ops@example.com'],
            excludedPrincipals: [`principal://iam.googleapis.com/projects/-/serviceAccounts/${bot}`],
          }),
        ),
        record('gcp.membership', 'm', { group: 'ops@example.com', member: bot }),
        bound(folder),
      ],
      'denied, no-allow',
    ],
    [
      'a group',
      [
        rules(rule({ principals: ['principalSet://goog/group/ops@example.com'] })),
        record('gcp.membership', 'm', { group: 'ops@example.com', member: bot }),
        bound(folder),
      ],
      `allowed, permanent, ${name}`,
    ],
    [
      'under a condition',
      [
        rules(
          rule({ conditions: { 'iam.googleapis.com': { expression: "resource.matchTag('1/env', 'x')" } } }),
        ),
        bound(folder),
      ],
      `conditional, permanent, ${name}, resource.matchTag('1/env', 'x')`,
    ],
    [
      'nobody who is no more',
      [
        rules(
          rule({
            principals: [`deleted:principal://iam.googleapis.com/projects/-/serviceAccounts/${bot}?uid=1`],
          }),
        ),
        bound(folder),
      ],
      'denied, no-allow',
    ],
    [
      'and denies',
      [...gives, rules(rule({ effect: 'DENY' })), bound(folder)],
      'denied, access-policy, buses',
    ],
    [
      'what is allowed by another of its rules',
      [rules(rule(), rule({ effect: 'DENY' })), bound(folder)],
      'denied, access-policy, buses',
    ],
    [
      'not those it excepts',
      [
        ...gives,
        rules(
          rule({
            effect: 'DENY',
            principals: ['principalSet://goog/public:all'],
            excludedPrincipals: [`principal://iam.googleapis.com/projects/-/serviceAccounts/${bot}`],
          }),
        ),
        bound(folder),
      ],
      `allowed, permanent, ${custom('publishes')}`,
    ],
    [
      'until its holder changes it',
      [
        ...gives,
        customRole('changes', 'iam.accesspolicies.update'),
        policy(`projects/${project}`, { role: custom('changes'), members: [member('bot')] }),
        rules(rule({ effect: 'DENY' })),
        bound(folder),
      ],
      'denied, access-policy, buses, take the access policy buses away',
    ],
    [
      'until its holder unbinds it',
      [
        ...gives,
        customRole('unbinds', 'iam.accesspolicies.unbind', 'resourcemanager.folders.deletePolicyBinding'),
        policy(folder, { role: custom('unbinds'), members: [member('bot')] }),
        rules(rule({ effect: 'DENY' })),
        bound(folder),
      ],
      'denied, access-policy, buses, take the access policy buses away',
    ],
    [
      'for good where its holder may unbind it elsewhere',
      [
        ...gives,
        customRole('unbinds', 'iam.accesspolicies.unbind', 'resourcemanager.projects.deletePolicyBinding'),
        policy(folder, { role: custom('unbinds'), members: [member('bot')] }),
        rules(rule({ effect: 'DENY' })),
        bound(folder),
      ],
      'denied, access-policy, buses',
    ],
  ])('%s', (_, records, expected) => {
    expect(told(records)).toBe(expected);
  });

  test('agents are named one by one and by sets', () => {
    const known = record('gcp.agent', 'a', { name: 'a', runtimeIdentity: agent });
    const egress = rule({ principals: [agents] });
    expect(told([known, rules(egress), bound(folder)], agent)).toBe(`allowed, permanent, ${name}`);
    expect(told([known, rules(rule({ principals: [agent] })), bound(folder)], agent)).toBe(
      `allowed, permanent, ${name}`,
    );
    expect(
      told([known, rules(rule({ principals: [agents.replace('org-1', 'org-2')] })), bound(folder)], agent),
    ).toBe('denied, no-allow');
    expect(
      told([known, rules(egress, rule({ effect: 'DENY', principals: [agents] })), bound(folder)], agent),
    ).toBe('denied, access-policy, buses');
  });

  test('that is bound and was not read is said', () => {
    const gaps = (...records: readonly SnapshotRecord[]) =>
      estateOf(records).coverage.filter(({ source }) => source === 'access policies');
    expect(gaps(bound(folder))).toEqual([
      {
        connector: 'gcp',
        scope: organization,
        source: 'access policies',
        status: 'partial',
        detail: `not known what projects/${project}/locations/global/accessPolicies/buses allows or denies; add the output of gcloud iam access-policies list`,
        gives: ['grants', 'guardrails'],
      },
    ]);
    expect(gaps(bound(folder), rules(rule({ effect: 'AUDIT' })))).toHaveLength(1);
    expect(gaps(bound(folder), rules(rule()))).toEqual([]);
    expect(gaps(rules(rule()))).toEqual([]);
  });

  test('a boundary that is bound and was not read is said', () => {
    const binding = record('gcp.policy-binding', 'pb', {
      name: 'pb',
      policy: `${organization}/locations/global/principalAccessBoundaryPolicies/gone`,
      target: { principalSet: `//cloudresourcemanager.googleapis.com/${organization}` },
    });
    expect(
      estateOf([binding]).coverage.find(({ source }) => source === 'principal access boundaries')?.detail,
    ).toContain('principalAccessBoundaryPolicies/gone lets its principals reach');
  });
});
