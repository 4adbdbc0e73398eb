import { execFileSync } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import {
  copyFileSync,
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { demoFolder, demoGitHubFile, terraformFolder, writeEstate } from './places.ts';
import { projectFolders } from './trees.ts';

/** Of files that a report names no time for: their last change is the clock. */
const lastChange = new Date('2026-09-01T06:00:00Z');

/** Third-party data beside the project, where there is any. */
const sampleAccount = '../shared/data/aws/sample-account-authorization-details.json';
const generatedPrincipals = 10_000;

/** Plans by the name of their folder. */
const plansOf = (root: string): readonly (readonly [name: string, path: string])[] => [
  ['demo', join(root, demoFolder, 'plan/plan.json')],
  ...globSync(join(root, terraformFolder, '*/plan.json')).map(
    (path) => [basename(dirname(path)), path] as const,
  ),
];

/** Files of the bundled estate that a scan takes, from the folder of inputs. */
export const demoFilesIn = (inputs: string): readonly string[] =>
  globSync('demo/*.{json,csv,ndjson}', { cwd: inputs })
    .filter((path) => !path.includes('baseline'))
    .sort()
    .map((path) => `in/${path}`);

/**
 * A repository whose baseline is committed; the working folder has another one, and settings that would let more pass, as a
 * pull request could.
 */
const makeRepository = (root: string, folder: string): void => {
  const baseline = join(folder, 'nhi-audit.baseline.json');
  mkdirSync(folder);
  copyFileSync(join(root, demoFolder, 'nhi-audit.baseline.json'), baseline);
  const day = '2026-09-01T06:00:00Z';
  const env = { ...process.env, GIT_AUTHOR_DATE: day, GIT_COMMITTER_DATE: day };
  const author = ['-c', 'user.name=nobody', '-c', 'user.email=nobody@nordlicht.example'];
  for (const args of [
    ['init', '--quiet'],
    ['add', '.'],
    [...author, 'commit', '--quiet', '--no-gpg-sign', '--message', 'baseline'],
  ])
    execFileSync('git', args, { cwd: folder, env });
  writeFileSync(baseline, '{}\n');
  writeFileSync(join(folder, 'nhi-audit.yaml'), 'gate: { level: admin, onIndeterminate: pass }\n');
};

/** What both trees read: one folder, made once by this tree. Plain files, all of one date. */
export const makeInputs = (root: string, inputs: string, withGenerated: boolean): void => {
  cpSync(fileURLToPath(new URL('fixed', import.meta.url)), inputs, { recursive: true });
  for (const name of ['snapshots', 'demo']) mkdirSync(join(inputs, name));
  for (const [name, path] of plansOf(root)) copyFileSync(path, join(inputs, 'plans', `${name}.json`));
  const demo = [...globSync(join(root, demoFolder, '*.{json,csv,yaml}')), join(root, demoGitHubFile)];
  for (const path of demo) copyFileSync(path, join(inputs, 'demo', basename(path)));
  const sample = projectFolders(root)
    .map((folder) => join(folder, sampleAccount))
    .find((path) => existsSync(path));
  if (sample !== undefined) copyFileSync(sample, join(inputs, 'sample-account.json'));
  makeRepository(root, join(inputs, 'repository'));
  if (withGenerated) writeEstate(join(inputs, 'generated.json'), generatedPrincipals);
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const pem = { format: 'pem' } as const;
  writeFileSync(join(inputs, 'key.pem'), privateKey.export({ type: 'pkcs8', ...pem }), { mode: 0o600 });
  writeFileSync(join(inputs, 'public.pem'), publicKey.export({ type: 'spki', ...pem }));
  for (const path of globSync('**/*', { cwd: inputs }))
    utimesSync(join(inputs, path), lastChange, lastChange);
};

/** Records without which the others cannot be read. */
const kept = /^(aws\.(account|policy|caller|credential-report-row)|github\.organization)$/;
const everyDropped = 6;

/**
 * The same estate as it may have been before: every sixth record is not there. A snapshot is lines of JSON, whose last one
 * holds their number and digest.
 */
export const writeEarlier = (snapshot: string, earlier: string): void => {
  const lines = readFileSync(snapshot, 'utf8').trimEnd().split('\n');
  const seal = JSON.parse(lines.pop()!) as object;
  let droppable = 0;
  const rest = lines.filter((line) => {
    const { record, data } = JSON.parse(line) as { readonly record: string; readonly data?: unknown };
    if (data === undefined || kept.test(record)) return true;
    droppable += 1;
    return droppable % everyDropped !== 0;
  });
  const text = rest.map((line) => `${line}\n`).join('');
  const sha256 = createHash('sha256').update(text).digest('hex');
  writeFileSync(earlier, `${text}${JSON.stringify({ ...seal, lines: rest.length, sha256 })}\n`);
};

interface Identity {
  readonly id: string;
  readonly provider: string;
  readonly kind: string;
  readonly nature: string;
}

/** Whom `explain` is asked about: a few, and more of them where there is time. */
export interface Explained {
  readonly few: readonly string[];
  readonly further: readonly string[];
}

const firstFew = 5;

/** The first ones, and the first with each trait. */
const choose = (
  identities: readonly Identity[],
  first: number,
  traitsOf: (identity: Identity) => readonly string[],
): readonly string[] => {
  const seen = new Set<string>();
  return identities
    .filter((identity, index) => {
      const traits = traitsOf(identity).filter((trait) => !seen.has(trait));
      for (const trait of traits) seen.add(trait);
      return index < first || traits.length > 0;
    })
    .map(({ id }) => id);
};

/** From a JSON report, whose first identities are the most dangerous. */
export const explainedOf = (report: string): Explained => {
  const { identities } = JSON.parse(report) as { readonly identities: readonly Identity[] };
  const few = choose(identities, 1, ({ nature, provider }) => [nature, provider]);
  const further = choose(identities, firstFew, ({ kind, nature, provider }) => [
    `${provider} ${nature} ${kind}`,
  ]);
  return { few, further: further.filter((id) => !few.includes(id)) };
};
