import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { demoCollectedAt, demoFiles } from '../../connectors/aws/demo/index.ts';
import { demoAzureFile } from '../../connectors/azure/demo/index.ts';
import { demoGcpFile } from '../../connectors/gcp/demo/index.ts';
import { demoGitHubFile } from '../../connectors/github/demo/index.ts';
import type { Estate } from '../../src/model/estate.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { estateOf } from '../../src/pipeline/estate.ts';
import { gather } from '../../src/pipeline/facts.ts';
import { fileSource } from '../../src/pipeline/file-source.ts';
// Loaded before the tests, and not by one of them: mutation testing takes what is loaded in a test for that test's alone.
import '../../connectors/aws/interpret.ts';
import '../../connectors/azure/interpret.ts';
import '../../connectors/github/interpret.ts';
import { everythingOf, holdingsOf, linesIn, scopesOf } from '../support/holdings.ts';

/**
 * Both axes of the sample estate, value by value: who everybody is and why, which credential lives how long, which grant
 * holds how long by policy. The files are changed by hand. When `holdings.txt` was written, owners, environments, keys with
 * their dates, sessions, policies and ends of both accounts were read from the estate's files by a script of another
 * language, and were the same; those of the organisation were read by a person.
 * `holdings-azure.txt` and `holdings-gcp.txt` were made by the product and read over against the snapshots.
 */
const expected = (name: string): readonly string[] =>
  linesIn(readFileSync(new URL(name, import.meta.url), 'utf8'));

const estateIn = async (files: readonly string[]): Promise<Estate> => {
  const { records, interpretations, ...facts } = await gather(files.map(fileSource), demoCollectedAt);
  return estateOf(records, interpretations, { ...facts, settings: defaultSettings });
};

// Within tests and not before them: mutation testing sees by that what runs the connectors.
test('of everybody in the accounts and the organisation: who it is, what it holds and may for how long', async () => {
  expect(holdingsOf(await estateIn([...demoFiles, demoGitHubFile]))).toEqual(expected('holdings.txt'));
});

test('of everybody in the tenant: that, what it is given, who may become it, and where it lives', async () => {
  const estate = await estateIn([demoAzureFile]);
  expect([...scopesOf(estate), ...everythingOf(estate)]).toEqual(expected('holdings-azure.txt'));
});

test('of everybody in the Google organisation: that, what it is given, who may become it, and where it lives', async () => {
  const estate = await estateIn([demoGcpFile]);
  expect([...scopesOf(estate), ...everythingOf(estate)]).toEqual(expected('holdings-gcp.txt'));
});
