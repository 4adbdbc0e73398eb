import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/model/input-error.ts';
import { fileSource } from '../../src/pipeline/file-source.ts';
import { cloudSeeds } from '../fuzz/seeds-cloud.ts';
import { temporaryFolder } from '../support/cli.ts';

const folder = temporaryFolder();
const source = (text: string) => {
  const path = join(folder, 'export.json');
  writeFileSync(path, text);
  return fileSource(path);
};
const refusal = async (text: string): Promise<string> => {
  try {
    for await (const _ of await source(text).entries());
    return '';
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
};

const assignment = { roleDefinitionId: 'r', principalId: 'p', scope: '/subscriptions/x' };

describe('what a file nearly is', () => {
  test.each<[what: string, text: string, says: RegExp]>([
    [
      'an assignment without its scope',
      JSON.stringify([{ ...assignment, scope: undefined }]),
      /nearly az role assignment list --all --output json: scope is not in it/,
    ],
    [
      'one that is cut short before it',
      '[{"roleDefinitionId":"r","principalId":"p","sco',
      /nearly az role assignment list .*cut short at character 47/,
    ],
    [
      'accounts of Google Cloud without their numbers',
      JSON.stringify([{ email: 'a@b', projectId: 'x' }]),
      /nearly gcloud iam service-accounts list --format json: uniqueId is not in it/,
    ],
    [
      'keys of AWS without their ids',
      '{"AccessKeyMetadata":[{"UserName":"a"}]}',
      /nearly aws iam list-access-keys --output json: AccessKeyId is not in it/,
    ],
    [
      'a caller of AWS without its ARN',
      '{"UserId":"AIDA","Account":"1"}',
      /nearly aws sts get-caller-identity --output json: Arn is not in it/,
    ],
    ['AzureHound, cut short', '{"data":[{"kind":"AZ', /nearly what azurehound list writes: .*cut short/],
    [
      'assets without ancestors',
      '{"name":"//x","assetType":"a"}',
      /nearly gcloud asset .*: ancestors is not in it/,
    ],
    [
      'JSON of nobody, cut short',
      '{"a":[1,',
      /no kind that is known here, and it is cut short at character 8/,
    ],
    ['nothing', ' \n', /the file is empty/],
    ['an empty list', '[]\n', /empty list, so its kind cannot be recognised/],
    ['pages without an element', '{ "value": [] }', /empty list/],
    ['JSON of nobody', '{"a":1}', /of no kind that nhi-audit reads/],
    [
      'members named like those of every object',
      '{"__proto__":1,"constructor":{}}',
      /of no kind that nhi-audit reads/,
    ],
    ['text', 'name: x\n', /of no kind that nhi-audit reads/],
  ])('%s', async (_, text, says) => {
    expect(await refusal(text)).toMatch(says);
  });
});

/** Of lines each is whole by itself: a cut between two takes some away and leaves a file that is one. */
test('an export cut short anywhere is told as that, or as what it nearly is', async () => {
  const exports = [...cloudSeeds.azureCli, ...cloudSeeds.azureHound, ...cloudSeeds.gcloud];
  for (const text of exports)
    for (let part = 1; part < 12; part += 1) {
      const cut = text.slice(0, Math.floor((text.length * part) / 12));
      expect(await refusal(cut), cut).toMatch(/cut short|nearly|ends|end of|not closed/i);
    }
});
