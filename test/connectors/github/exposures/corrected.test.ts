import { describe, expect, test } from 'vitest';
import {
  correctedJobs,
  keepsNoToken,
  pinned,
  readsOnly,
} from '../../../../connectors/github/exposures/corrected.ts';

const workflow = `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    permissions: write-all
    steps:
      # the code
      - uses: actions/checkout@v4
      - uses: acme/upload@v1
        with: { path: . }
  other:
    uses: acme/flows/.github/workflows/x.yml@main
`;

describe('the whole job, corrected', () => {
  test.each([
    [
      'a checkout that keeps no token',
      ['build'],
      keepsNoToken('actions/checkout@v4'),
      ['      - uses: actions/checkout@v4', '        with:', '          persist-credentials: false'],
    ],
    ['a token that reads', ['build'], readsOnly, ['    permissions:', '      contents: read']],
    [
      'an action by its commit',
      ['build'],
      pinned('acme/upload@v1'),
      ['      - uses: acme/upload@<commit> # v1'],
    ],
    [
      'a called workflow by its commit',
      ['other'],
      pinned('acme/flows/.github/workflows/x.yml@main'),
      ['    uses: acme/flows/.github/workflows/x.yml@<commit> # main'],
    ],
  ])('%s', (_, names, change, expected) => {
    const lines = correctedJobs(workflow, names, change);
    expect(lines.slice(0, 2)).toEqual(['jobs:', `  ${names[0]}:`]);
    expect(lines.join('\n')).toContain(expected.join('\n'));
    if (names[0] === 'build') {
      expect(lines).toContain('    runs-on: ubuntu-latest');
      expect(lines).toContain('      # the code');
    }
  });

  test.each([
    ['no text', undefined, ['build']],
    ['no such job', workflow, ['deploy']],
    ['an anchor', workflow.replace('runs-on:', 'env: &all { A: b }\n    runs-on:'), ['build']],
    ['a line that no screen shows', workflow.replace('ubuntu-latest', `"${'x'.repeat(200)}"`), ['build']],
    [
      'too many lines',
      workflow.replace('    steps:\n', `    steps:\n${'      - run: make\n'.repeat(70)}`),
      ['build'],
    ],
    ['no YAML', 'jobs: [', ['build']],
  ])('nothing for %s', (_, text, names) => {
    expect(correctedJobs(text, names, readsOnly)).toEqual([]);
  });
  test('nothing where there is nothing to change', () => {
    expect(correctedJobs(workflow, ['build'], pinned('acme/other@v1'))).toEqual([]);
  });
});
