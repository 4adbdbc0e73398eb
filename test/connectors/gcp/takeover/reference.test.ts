import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import { lawRuns } from '../../../support/law-runs.ts';
import {
  account,
  custom,
  customRole,
  emailOf,
  folder,
  member,
  organization,
  otherProject,
  policy,
  project,
  record,
  way,
} from '../support.ts';

/**
 * A second opinion, slow and from the documentation alone: an allow policy on the resource or on what holds it gives the
 * permission, unless a deny rule there takes it. https://cloud.google.com/iam/docs/policy-types#evaluation
 */
const ancestors: Readonly<Record<string, readonly string[]>> = {
  [project]: [`projects/${project}`, folder, organization],
  [otherProject]: [`projects/${otherProject}`, organization],
};
const token = 'iam.serviceAccounts.getAccessToken';
const nodes = [organization, folder, `projects/${project}`, `projects/${otherProject}`];

interface Allow {
  readonly on: string;
  readonly who: 'bot' | 'other';
  readonly gives: boolean;
  readonly ends: 'never' | 'over' | 'later';
}
interface Deny {
  readonly on: string;
  readonly all: boolean;
  readonly spares: boolean;
  readonly whole: boolean;
}

const mayTake = (target: string, allows: readonly Allow[], denies: readonly Deny[]): boolean =>
  allows.some(
    ({ on, who, gives, ends }) =>
      ancestors[target]!.includes(on) && who === 'bot' && gives && ends !== 'over',
  ) &&
  !denies.some(({ on, all, spares, whole }) => ancestors[target]!.includes(on) && all && !spares && whole);

const expressions = {
  over: 'request.time < timestamp("2020-01-01T00:00:00Z")',
  later: '!(request.time >= timestamp("2030-01-01T00:00:00Z"))',
};

const recordsOf = (allows: readonly Allow[], denies: readonly Deny[]): readonly SnapshotRecord[] => [
  customRole('gives', token),
  customRole('not', 'iam.serviceAccounts.get'),
  ...nodes.map((on) =>
    policy(
      on,
      ...allows
        .filter((allow) => allow.on === on)
        .map(({ who, gives, ends }) => ({
          role: custom(gives ? 'gives' : 'not'),
          members: [who === 'bot' ? member('bot') : 'user:other@example.com'],
          ...(ends === 'never' ? {} : { condition: expressions[ends] }),
        })),
    ),
  ),
  ...denies.map(({ on, all, spares, whole }, index) => {
    const name = `policies/cloudresourcemanager.googleapis.com%2F${on.replace('/', '%2F')}/denypolicies/d${index}`;
    const bot = `principal://iam.googleapis.com/projects/-/serviceAccounts/${emailOf('bot')}`;
    return record('gcp.deny-policy', name, {
      name,
      rules: [
        {
          denyRule: {
            deniedPrincipals: all
              ? ['principalSet://goog/public:all']
              : ['principal://goog/subject/other@example.com'],
            exceptionPrincipals: spares ? [bot] : [],
            deniedPermissions: ['iam.googleapis.com/serviceAccounts.*'],
            exceptionPermissions: whole ? [] : [`iam.googleapis.com/serviceAccounts.getAccessToken`],
          },
        },
      ],
    });
  }),
];

test('allow and deny as the documentation has them, on policies by the hundred', () => {
  const on = fc.constantFrom(...nodes);
  const allow: fc.Arbitrary<Allow> = fc.record({
    on,
    who: fc.constantFrom('bot', 'bot', 'other'),
    gives: fc.boolean(),
    ends: fc.constantFrom('never', 'over', 'later'),
  });
  const deny: fc.Arbitrary<Deny> = fc.record({
    on,
    all: fc.boolean(),
    spares: fc.boolean(),
    whole: fc.boolean(),
  });
  const numRuns = lawRuns(80, 400);
  let taken = 0;
  fc.assert(
    fc.property(
      fc.array(allow, { minLength: 1, maxLength: 5 }),
      fc.array(deny, { maxLength: 3 }),
      fc.constantFrom(project, otherProject),
      (allows, denies, target) => {
        const wanted = mayTake(target, allows, denies);
        if (wanted) taken += 1;
        const records = [account('bot'), account('admin', target), ...recordsOf(allows, denies)];
        expect(way(records, emailOf('bot'), emailOf('admin', target))).toBe(wanted ? 'surely' : 'no way');
      },
    ),
    { numRuns },
  );
  expect(taken).toBeGreaterThan(numRuns / 20);
});
