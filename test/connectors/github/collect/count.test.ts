import { expect, it } from 'vitest';
import { largeOrganization } from '../../../support/github-estate.ts';
import { collectFrom } from './support.ts';

/** The least that GitHub allows, by the field notes: three calls a repository, and what it has more of. */
it('the number of calls grows with repositories that have something, and with nothing else', async () => {
  const [repositories, tokens] = [120, 20];
  const { calls, coverage } = await collectFrom({ organizations: [largeOrganization(repositories, tokens)] });
  const count = (call: string): number => calls.filter((each) => each === call).length;
  const each = (n: number): number => Math.ceil(repositories / n);

  expect(count('graphql Repositories')).toBe(each(100));
  expect(count('graphql WorkflowTexts')).toBe(each(20));
  expect(count('GET /repos/{owner}/{repo}/keys')).toBe(each(4));
  expect(count('GET /repos/{owner}/{repo}/environments')).toBe(each(10));
  expect(count('GET /repos/{owner}/{repo}/environments/{environment_name}/secrets')).toBe(each(10));
  expect(count('GET /repos/{owner}/{repo}/actions/oidc/customization/sub')).toBe(each(5));
  expect(count('GET /orgs/{org}/personal-access-tokens/{pat_id}/repositories')).toBe(tokens / 2);
  // Not asked where the organisation says that there is none.
  expect(count('GET /repos/{owner}/{repo}/actions/permissions/workflow')).toBe(0);
  expect(count('GET /repos/{owner}/{repo}/actions/runners')).toBe(0);
  expect(count('GET /repos/{owner}/{repo}/agents/secrets')).toBe(0);
  const linear = 3 * repositories + each(4) + 2 * each(10) + each(5) + each(100) + each(20) + tokens / 2;
  expect(calls.length - linear).toBeLessThan(40);
  const lost = coverage.filter(({ status }) => status === 'denied' || status === 'partial');
  expect(lost.map(({ source }) => source)).toEqual([]);
});
