import { expect, it } from 'vitest';
import { largeOrganization } from '../../../support/github-estate.ts';
import { leastCalls, sumOf } from '../../../support/github-least.ts';
import { collectFrom } from './support.ts';

it('the number of calls is the least that GitHub allows, but for settings made once and lists of environments', async () => {
  const organization = largeOrganization(120, 20);
  const { calls, coverage } = await collectFrom({ organizations: [organization] });
  const count = (call: string): number => calls.filter((each) => each === call).length;

  for (const { call, least } of leastCalls(organization)) {
    if (call !== undefined) expect([call, count(call)]).toEqual([call, expect.toSatisfy((n) => n <= least)]);
  }
  // GraphQL tells neither from which branches an environment is entered nor which Apps guard it.
  const environments = count('GET /repos/{owner}/{repo}/environments');
  expect(environments).toBe(12);
  expect(calls.length - environments).toBeLessThanOrEqual(sumOf(leastCalls(organization)) + 5);
  const lost = coverage.filter(({ status }) => status === 'denied' || status === 'partial');
  expect(lost.map(({ source }) => source)).toEqual([]);
});
