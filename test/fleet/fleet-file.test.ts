import { describe, expect, test } from 'vitest';
import { connectors } from '../../connectors/index.ts';
import { parseOwnFile } from '../../src/cli/settings-text.ts';
import { fleetSchema } from '../../src/fleet/fleet-file.ts';
import { givenOf, givenWithin } from '../../src/fleet/given.ts';
import type { FleetConnector } from '../../src/fleet/world.ts';

const parse = (sources: string, more = '') =>
  parseOwnFile(`version: 1\nstore: file:///x\n${more}sources:\n${sources}`, 'fleet.yaml', fleetSchema, '');

const connector = (id: string) => connectors.find((each) => each.id === id) as FleetConnector;
const each = "each: { aws-role-arn: 'arn:aws:iam::{target}:role/audit' }";

describe('the configuration of a fleet', () => {
  test('ids of accounts stay texts, and spans become seconds', () => {
    const { sources, every, keep } = parse(
      `  - { name: p, provider: aws, targets: [012345678901], ${each} }`,
      'every: 90m\n',
    );
    expect(sources[0]!.targets).toEqual(['012345678901']);
    expect([every, keep]).toEqual([5400, 30 * 86_400]);
  });

  test.each([
    [
      'a flag with no place for the target',
      '  - { name: p, provider: aws, targets: discover }',
      'no flag holds {target}',
    ],
    ['a name twice', '  - { name: p, provider: aws }\n  - { name: p, provider: gcp }', 'named twice'],
    ['a budget that is not there', '  - { name: p, provider: aws, budget: b }', 'no such budget'],
    [
      'an id that would be more than one',
      `  - { name: p, provider: aws, targets: ['x:y/z'], ${each} }`,
      'the id of an account',
    ],
    [
      'a place to look in where nothing is looked for',
      "  - { name: p, provider: gcp, within: { gcp-organization: '1' } }",
      'nothing is discovered here',
    ],
    ['a key that holds a credential', '  - { name: p, provider: aws, password: x }', 'unknown key'],
  ])('%s is refused', (_, sources, says) => {
    expect(() => parse(sources)).toThrow(says);
  });
});

describe('flags of a source', () => {
  const given = (text: string, target?: string) => {
    const [source] = parse(`  - ${text}`).sources;
    return givenOf(source!, connector(source!.provider), target);
  };

  test('are what the command line would hand on, with the target in its place', () => {
    expect(
      given(
        `{ name: p, provider: aws, flags: { aws-workloads: true, aws-region: eu-west-1 }, targets: ['1'], ${each} }`,
        '111122223333',
      ),
    ).toEqual({
      aws: true,
      awsWorkloads: true,
      awsRegion: ['eu-west-1'],
      awsRoleArn: ['arn:aws:iam::111122223333:role/audit'],
    });
    expect(given('{ name: g, provider: github, flags: { github: acme } }')).toEqual({
      github: ['acme'],
    });
    expect(given('{ name: a, provider: azure }')).toEqual({ azure: true });
  });

  test('what is looked in is told to the question what there is, and not to a collection', () => {
    const [source] = parse(
      "  - { name: g, provider: gcp, flags: { gcp-quota-project: audit }, targets: discover, within: { gcp-organization: '1' }, each: { gcp-project: '{target}' } }",
    ).sources;
    const gcp = connector('gcp');
    expect(givenWithin(source!, gcp)).toEqual({
      gcp: true,
      gcpQuotaProject: 'audit',
      gcpOrganization: ['1'],
    });
    expect(givenOf(source!, gcp, 'acme-p0000')).toEqual({
      gcp: true,
      gcpQuotaProject: 'audit',
      gcpProject: ['acme-p0000'],
    });
  });

  test.each([
    ['{ name: p, provider: aws, flags: { aws-rolearn: x } }', 'there is no such flag of a live scan'],
    ['{ name: p, provider: aws, flags: { azure: true } }', 'there is no such flag of a live scan'],
    ['{ name: p, provider: aws, flags: { aws-workloads: yes please } }', 'the flag takes no value'],
    ['{ name: p, provider: aws, flags: { aws-profile: true } }', 'the flag takes a value'],
    ['{ name: p, provider: aws, flags: { aws-profile: [a, b] } }', 'the flag takes one value'],
    ['{ name: p, provider: aws, flags: { aws-usage-budget: -1 } }', 'a whole number from 1'],
    ['{ name: p, provider: aws, flags: { aws-resume: x } }', 'a fleet resumes by its queue'],
  ])('%s is refused: %s', (text, says) => {
    expect(() => given(text)).toThrow(says);
  });
});
