import { expect, test } from 'vitest';
import { fakeOrganization } from '../../../support/gcp-organization.ts';
import { collectFrom } from './support.ts';

/**
 * 500 projects, 5,000 accounts, 15,000 keys with those of Google, 12,000 policies; here a tenth of it, on pages of a tenth, which is
 * as many pages.
 */
test('an organisation of 500 projects takes 54 calls or fewer by inventory, and three of each project', async () => {
  const projects = 50;
  const { calls, coverage, waits } = await collectFrom({
    organization: fakeOrganization(projects, 10, 2, 13),
    pageSize: 100,
  });
  const count = (part: RegExp): number => calls.filter((call) => part.test(call)).length;
  expect(count(/^cloudasset\./)).toBeLessThanOrEqual(54);
  expect(count(/^cloudasset\./)).toBeGreaterThan(30);
  expect(count(/^(?:storage|policyanalyzer)\./)).toBe(3 * projects);
  // What an organisation has of its own, one project with agents and entitlements, two groups.
  expect(calls.length - count(/^(?:cloudasset|storage|policyanalyzer)\./)).toBeLessThanOrEqual(30);
  expect(waits).toEqual([]);
  expect(coverage.filter(({ status }) => status === 'partial' || status === 'denied')).toEqual([]);
});
