import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { demoCollectedAt, demoFiles } from '../../connectors/aws/demo/index.ts';
import { demoGcpFile } from '../../connectors/gcp/demo/index.ts';
import { demoGitHubFile } from '../../connectors/github/demo/index.ts';
import { demoGcpSnapshot } from '../../scripts/make-demo-estate.ts';
import type { AuditResult } from '../../src/model/report.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { audit } from '../../src/pipeline/audit.ts';
import { gather } from '../../src/pipeline/facts.ts';
import { fileSource } from '../../src/pipeline/file-source.ts';
import { demoStoriesIn, storyOf } from '../support/demo-stories.ts';

const scopes: Readonly<Record<string, string>> = {
  production: 'nordlicht-routing',
  lab: 'nordlicht-lab',
  organisation: 'organizations/482910573311',
};
const fullName = (name: string): string =>
  name.includes('@') ? name : `${name}@nordlicht-routing.iam.gserviceaccount.com`;

const stories = demoStoriesIn(new URL('../../connectors/gcp/demo/README.md', import.meta.url), scopes).map(
  (story) => ({
    ...story,
    identity: fullName(story.identity),
  }),
);

let result: AuditResult;
beforeAll(async () => {
  const facts = await gather([...demoFiles, demoGcpFile, demoGitHubFile].map(fileSource), demoCollectedAt);
  result = audit(facts, defaultSettings);
});

const indexOf = (name: string): number =>
  result.estate.identities.findIndex((each) => each.provider === 'gcp' && each.name === name);

describe('the Google organisation of the demo estate', () => {
  test('is what the script writes', () => {
    expect(readFileSync(demoGcpFile, 'utf8')).toBe(demoGcpSnapshot());
  });

  test('every identity has a story', () => {
    const told = result.estate.identities.filter(({ provider }) => provider === 'gcp');
    expect(told.map(({ name }) => name).sort()).toEqual(stories.map(({ identity }) => identity).sort());
  });

  test.each(stories)('$identity', ({ identity, ...story }) => {
    const index = indexOf(identity);
    expect(storyOf(result, index, scopes)).toEqual(story);
  });

  test('a repository leads by a pool through an account to the owner of a project', () => {
    const { estate, reach } = result;
    const key = estate.identities.findIndex(({ id }) => id.endsWith('label-templates/keys/91001'));
    const project = estate.scopes.findIndex(({ id }) => id === scopes.production);
    const steps = reach.pathToControl(key, project);
    expect(steps.flatMap(({ assumes }) => assumes)).toEqual([]);
    expect(steps.map(({ to }) => to)).toEqual([
      ...['map-release', 'routing-terraform'].map(fullName),
      'scope:nordlicht-routing',
    ]);
  });

  test('a role of the AWS account, and no other, leads by a pool to the account that it is for', () => {
    const { estate, reach } = result;
    const tiles = reach.pathsToAny({ identities: [indexOf(fullName('route-tiles'))], scopes: [] });
    const straight = estate.identities.filter(
      ({ provider }, index) => provider === 'aws' && tiles(index).length === 1,
    );
    expect(straight.map(({ name }) => name)).toEqual(['lambda-route-plan']);
  });

  test('the agent’s account, and no other, comes into a role of the AWS account by its tokens', () => {
    const { estate, reach } = result;
    const role = estate.identities.findIndex(({ name }) => name === 'google-dispatch-routes');
    const steps = reach.pathsToAny({ identities: [role], scopes: [] });
    const straight = estate.identities.filter(
      ({ provider }, index) => provider === 'gcp' && steps(index).length === 1,
    );
    expect(straight.map(({ name }) => name)).toEqual([fullName('dispatch-helper')]);
  });
});
