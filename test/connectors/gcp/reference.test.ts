import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ana, bot, permissions, recordsOf, robot, token, worlds } from '../../support/gcp-draws.ts';
import { mayUse, targets } from '../../support/gcp-reference.ts';
import { lawRuns } from '../../support/law-runs.ts';
import { accountPlace, estateOf, identityAt } from './support.ts';

/**
 * Who may do what, against a second opinion: principal sets, groups in groups and groups that nobody read, people, exceptions,
 * conditions by time and resource, boundaries by version, disabled, deleted and unread roles, deleted members, access policies and
 * what may be asked for, anywhere in the hierarchy.
 */
const called = { allowed: 'yes', conditional: 'maybe', denied: 'no', unknown: 'open' } as const;

test('who may use a permission, as the documentation has it', () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(
      worlds,
      fc.constantFrom(token, token, ...permissions),
      fc.constantFrom(...targets),
      (world, permission, of) => {
        const estate = estateOf(recordsOf(world));
        const resource = permission === token ? accountPlace('admin', of) : `projects/${of}`;
        const { identities } = estate.whoCan!({ privilege: permission, resource });
        for (const who of [bot, robot, ana]) {
          const index = identityAt(estate, who);
          const told = called[identities.find(({ identity }) => identity === index)!.verdict];
          const wanted = mayUse(world, who, permission, of);
          seen.set(wanted, (seen.get(wanted) ?? 0) + 1);
          expect(told, `${who} ${permission} on ${resource}`).toBe(wanted);
        }
      },
    ),
    { numRuns: lawRuns(60, 1_500) },
  );
  expect([...seen.keys()].sort()).toEqual(['maybe', 'no', 'open', 'yes']);
});
