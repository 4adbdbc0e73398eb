import { describe, expect, test } from 'vitest';
import { ownersOfWorkflows } from '../../../../connectors/github/facts/codeowners.ts';

describe('who owns the workflows by a CODEOWNERS file', () => {
  test.each<[string, string, readonly string[]]>([
    ['everything', '* @acme/platform', ['@acme/platform']],
    ['the last line that fits', '* @acme/all\n/.github/ @acme/ci\n/src/ @acme/dev', ['@acme/ci']],
    ['a folder anywhere', 'workflows/ @acme/ci', ['@acme/ci']],
    ['a folder from the root', '/.github/workflows/ @acme/ci', ['@acme/ci']],
    ['a folder from the root, written without the first slash', '.github/workflows @acme/ci', ['@acme/ci']],
    ['the files of a folder', '.github/workflows/* @acme/ci', ['@acme/ci']],
    ['files of a folder, not those of folders within it', '.github/* @acme/ci', []],
    ['any depth', '.github/** @acme/ci', ['@acme/ci']],
    ['any depth before a name', '**/workflows/*.yml @acme/ci', ['@acme/ci']],
    ['an ending', '*.yml @acme/ci', ['@acme/ci']],
    ['another ending', '*.ts @acme/dev', []],
    ['another folder', '/docs/ @acme/docs', []],
    ['a folder that only looks the same', '/.github/workflow/ @acme/ci', []],
    ['people and addresses', '* @mona docs@example.com', ['@mona', 'docs@example.com']],
    ['a line that takes the owners away', '* @acme/all\n.github/', []],
    ['comments and empty lines', '# who\n\n* @acme/all # all of it\r\n', ['@acme/all']],
    ['words that are no owners', '* acme/platform; rm -rf @acme/ok', ['@acme/ok']],
    ['nothing', '', []],
  ])('%s: %j', (_, text, owners) => {
    expect(ownersOfWorkflows(text)).toEqual(owners);
  });

  test('a pattern that is made to be slow is not', () => {
    const slow = `${'**/'.repeat(200)}x @acme/ci\n${'*a'.repeat(5000)} @acme/ci\n`.repeat(50);
    expect(ownersOfWorkflows(slow)).toEqual([]);
  });
});
