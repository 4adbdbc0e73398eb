import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { demoCollectedAt, demoFiles } from '../../connectors/aws/demo/index.ts';
import { demoGitHubFile } from '../../connectors/github/demo/index.ts';
import { demoGitHubSnapshot } from '../../scripts/make-demo-estate.ts';
import type { AuditResult } from '../../src/model/report.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { audit } from '../../src/pipeline/audit.ts';
import { gather } from '../../src/pipeline/facts.ts';
import { fileSource } from '../../src/pipeline/file-source.ts';
import { demoStoriesIn, storyOf } from '../support/demo-stories.ts';

const scopes: Readonly<Record<string, string>> = {
  production: '111122223333',
  development: '444455556666',
  organisation: 'nordlicht-logistics',
};

const stories = demoStoriesIn(new URL('../../connectors/github/demo/README.md', import.meta.url), scopes);

const idOf = (text: string): string => text.replace(/^(repos|orgs)\/nordlicht-logistics\//, '');

let result: AuditResult;
beforeAll(async () => {
  const facts = await gather([...demoFiles, demoGitHubFile].map(fileSource), demoCollectedAt);
  result = audit(facts, defaultSettings);
});

describe('the GitHub organisation of the demo estate', () => {
  test('is what the script writes', () => {
    expect(readFileSync(demoGitHubFile, 'utf8')).toBe(demoGitHubSnapshot());
  });

  test('every identity has a story', () => {
    const told = result.estate.identities.filter(({ provider }) => provider === 'github');
    expect(told.map(({ id }) => idOf(id)).sort()).toEqual(stories.map(({ identity }) => identity).sort());
  });

  test.each(stories)('$identity', ({ identity, ...story }) => {
    const index = result.estate.identities.findIndex(
      ({ id, provider }) => provider === 'github' && idOf(id) === identity,
    );
    expect(storyOf(result, index, scopes)).toEqual(story);
  });

  test('a deploy key reaches an administrator of a cloud, step by step', () => {
    const { estate, reach } = result;
    const key = estate.identities.findIndex(({ id }) => id.endsWith('/label-templates/keys/91001'));
    const steps = reach.pathToControl(
      key,
      estate.scopes.findIndex(({ id }) => id === '111122223333'),
    );
    expect(steps.map(({ to, technique, assumes }) => [to, technique, assumes])).toEqual([
      ['arn:aws:iam::111122223333:role/github-release', 'write-workflow', []],
      ['arn:aws:iam::111122223333:role/lambda-account-housekeeping', expect.any(String), []],
      ['scope:111122223333', 'full-access', []],
    ]);
    expect(steps.every(({ evidence }) => evidence.length > 0)).toBe(true);
    expect(reach.radius(key).providers).toEqual(['aws', 'github']);
  });
});
