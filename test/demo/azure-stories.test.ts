import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { demoCollectedAt, demoFiles } from '../../connectors/aws/demo/index.ts';
import { demoAzureFile } from '../../connectors/azure/demo/index.ts';
import { demoGitHubFile } from '../../connectors/github/demo/index.ts';
import { demoAzureSnapshot } from '../../scripts/make-demo-estate.ts';
import type { AuditResult } from '../../src/model/report.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { audit } from '../../src/pipeline/audit.ts';
import { gather } from '../../src/pipeline/facts.ts';
import { fileSource } from '../../src/pipeline/file-source.ts';
import { demoStoriesIn, storyOf } from '../support/demo-stories.ts';

const scopes: Readonly<Record<string, string>> = {
  production: '9e2f1a00-1111-4c11-8a11-000000000001',
  sandbox: '9e2f1a00-2222-4c22-8a22-000000000002',
  tenant: '7d0c0b51-6d0e-4b0e-9a53-1f2e3d4c5b6a',
};

const stories = demoStoriesIn(new URL('../../connectors/azure/demo/README.md', import.meta.url), scopes);

let result: AuditResult;
beforeAll(async () => {
  const facts = await gather([...demoFiles, demoAzureFile, demoGitHubFile].map(fileSource), demoCollectedAt);
  result = audit(facts, defaultSettings);
});

const indexOf = (name: string): number =>
  result.estate.identities.findIndex((each) => each.provider === 'azure' && each.name === name);

describe('the tenant of the demo estate', () => {
  test('is what the script writes', () => {
    expect(readFileSync(demoAzureFile, 'utf8')).toBe(demoAzureSnapshot());
  });

  test('every identity has a story', () => {
    const told = result.estate.identities.filter(({ provider }) => provider === 'azure');
    expect(told.map(({ name }) => name).sort()).toEqual(stories.map(({ identity }) => identity).sort());
  });

  test.each(stories)('$identity', ({ identity, ...story }) => {
    const index = indexOf(identity);
    expect(storyOf(result, index, scopes)).toEqual(story);
  });

  test('a repository leads through an application to the owner of a subscription', () => {
    const { estate, reach } = result;
    const key = estate.identities.findIndex(({ id }) => id.endsWith('label-templates/keys/91001'));
    const subscription = estate.scopes.findIndex(({ id }) => id === scopes.production);
    const steps = reach.pathToControl(key, subscription);
    expect(steps.flatMap(({ assumes }) => assumes)).toEqual([]);
    expect(steps.slice(0, 2).map(({ to }) => to)).toEqual(
      ['label-release', 'tracking-worker'].map((name) => estate.identities[indexOf(name)]!.id),
    );
  });

  test('the managed identity, and no other of the tenant, comes into a role of the AWS account by its tokens', () => {
    const { estate, reach } = result;
    const role = estate.identities.findIndex(({ name }) => name === 'azure-tracking-archive');
    const steps = reach.pathsToAny({ identities: [role], scopes: [] });
    const straight = estate.identities.filter(
      ({ provider }, index) => provider === 'azure' && steps(index).length === 1,
    );
    expect(straight.map(({ name }) => name)).toEqual(['tracking-worker']);
  });
});
