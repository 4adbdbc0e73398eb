import { existsSync, readdirSync, statSync } from 'node:fs';
import { Command } from 'commander';
import { InputError } from '../../model/input-error.ts';
import type { Context, DefineCommand } from '../context.ts';
import { openExceptions } from '../exceptions-options.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { configFile, examples, exceptionsFile, verbose } from '../flags.ts';
import type { GivenConfig } from '../settings-file.ts';
import { addSourceOptions, gatherFacts, openSources, type SourceOptions } from '../source-options.ts';

interface EvidenceOptions extends SourceOptions {
  readonly config?: GivenConfig;
  readonly exceptions?: string;
  readonly out?: string;
  readonly withSnapshot?: boolean;
  readonly signKey?: string;
  readonly preparedBy?: string;
}

/** Evidence is added to, never written over: an earlier pack may have been handed in. */
const newFolder = (path: string | undefined): string => {
  if (path === undefined) {
    throw new InputError('no output folder was given', '--out', 'Give --out with a new folder.');
  }
  if (!existsSync(path)) return path;
  if (statSync(path).isDirectory() && readdirSync(path).length === 0) return path;
  throw new InputError(
    'There is something there already',
    path,
    'Name a new folder: evidence is not written over.',
  );
};

const run = async (
  files: readonly string[],
  options: EvidenceOptions,
  context: Context,
): Promise<ExitCode> => {
  const out = newFolder(options.out);
  const { openSigningKey } = await import('../../evidence/signature.ts');
  const key = options.signKey === undefined ? undefined : openSigningKey(options.signKey);
  if (key?.readableByOthers === true) {
    context.note(`nhi-audit: ${options.signKey} can be read by others than its owner: chmod 600 it`);
  }
  const { loadSettings } = await import('../settings-file.ts');
  const { audit, ruleIds } = await import('../../pipeline/audit.ts');
  const loaded = await loadSettings(options.config, context.workingDirectory, ruleIds);
  const { settings } = loaded;
  const exceptions = await openExceptions(options, context, ruleIds);
  const { sources, collectedAt, isLive, finish } = await openSources(files, options, settings, context);
  const { couldRead, endOf, gather } = await import('../../pipeline/facts.ts');
  const facts = await gather(sources, collectedAt);
  finish();
  const { namedInForce } = await import('../../pipeline/in-force.ts');
  const result = {
    ...audit(facts, settings, exceptions.entries),
    inForce: namedInForce(loaded, exceptions.files),
  };
  if (!couldRead(facts) || result.estate.identities.length === 0) {
    context.note('nhi-audit: nothing could be read from any source: there is no evidence');
    return exitCodes.notEvaluated;
  }
  const { noteLoosened } = await import('../report-options.ts');
  await noteLoosened(result, context);
  const completedAt = isLive ? context.now().toISOString() : endOf(sources);
  const { evidencePack } = await import('../../pipeline/evidence.ts');
  const { writeReportFolder } = await import('../report-folder.ts');
  writeReportFolder(
    out,
    evidencePack({
      result,
      facts: { ...facts, ...(completedAt === undefined ? {} : { completedAt }) },
      withSnapshot: options.withSnapshot === true,
      preparedBy: options.preparedBy,
      ...(key === undefined ? {} : { sign: key.sign }),
    }),
  );
  context.note(`nhi-audit: evidence written to ${out}`);
  const gaps = result.coverage.filter(({ status }) => status !== 'complete').length;
  if (gaps > 0) {
    context.note(
      `nhi-audit: ${gaps} of ${result.coverage.length} sources could not be read in full: coverage.csv says which`,
    );
  }
  return exitCodes.pass;
};

const show = async (
  fingerprint: string,
  files: readonly string[],
  options: SourceOptions & Pick<EvidenceOptions, 'config' | 'exceptions'>,
  context: Context,
): Promise<ExitCode> => {
  const { loadSettings } = await import('../settings-file.ts');
  const { audit, ruleIds } = await import('../../pipeline/audit.ts');
  const { settings } = await loadSettings(options.config, context.workingDirectory, ruleIds);
  const exceptions = await openExceptions(options, context, ruleIds);
  const facts = await gatherFacts(files, options, settings, context);
  const { couldRead } = await import('../../pipeline/facts.ts');
  if (!couldRead(facts)) {
    context.note('nhi-audit: nothing could be read from any source');
    return exitCodes.notEvaluated;
  }
  const { findingOf, shownFinding } = await import('../../evidence/show.ts');
  const { prettyJson } = await import('../../../reports/inert-text.ts');
  const { findings } = audit(facts, settings, exceptions.entries);
  await context.write([`${prettyJson(shownFinding(findingOf(findings, fingerprint), facts.records))}\n`]);
  return exitCodes.pass;
};

const signatureSays = {
  none: 'not signed',
  unchecked: 'signed, and not checked: give --public-key',
  good: 'the signature is good',
  bad: 'the signature does not fit',
  missing: 'not signed, although a key was given',
} as const;

const verify = async (
  folder: string,
  { publicKey }: { readonly publicKey?: string },
  context: Context,
): Promise<ExitCode> => {
  const { openPublicKey } = await import('../../evidence/signature.ts');
  const { verifyPack } = await import('../../evidence/verify.ts');
  const { visible } = await import('../../../reports/inert-text.ts');
  const { same, differences, signature } = verifyPack(
    folder,
    publicKey === undefined ? undefined : openPublicKey(publicKey),
  );
  await context.write(
    differences.map(({ kind, name, says }) => `${kind.padEnd(10)}  ${visible(name)} ${says}\n`),
  );
  await context.write([`${same} files as the manifest says; ${signatureSays[signature]}\n`]);
  const whole = differences.length === 0 && signature !== 'bad' && signature !== 'missing';
  return whole ? exitCodes.pass : exitCodes.policyFailure;
};

export const evidence: DefineCommand = (context, end) => {
  const command = new Command('evidence')
    .summary('write or verify a pack of evidence for auditors')
    .description(
      'Writes what was found, what was looked at and what was not as tables, with a control matrix and a manifest of SHA-256 sums: whole or not at all, and the same bytes for the same facts.',
    )
    .argument('[files...]', 'provider exports and snapshots, recognised by their content');
  addSourceOptions(command);
  verbose(
    exceptionsFile(
      configFile(
        command
          .optionsGroup('Evidence:')
          .option('--out <folder>', 'a new folder')
          .option('--with-snapshot', 'put the snapshot into the pack too')
          .option('--prepared-by <name>', 'who answers for the pack: on its cover page')
          .option('--sign-key <file>', 'Ed25519 private key (PEM): makes manifest.json.sig')
          .optionsGroup('Options:'),
      ),
    ),
  );
  command.action(async (files: readonly string[], options: EvidenceOptions) =>
    end(await run(files, options, context)),
  );
  command
    .command('verify')
    .summary('exit 1 where a pack is not as it was written')
    .description('Compares a pack with its manifest: exit 1 where a file is changed, missing or additional.')
    .argument('<folder>', 'what nhi-audit evidence --out wrote')
    .option('--public-key <file>', 'Ed25519 public key (PEM): the signature has to fit')
    .action(async (folder: string, options: { readonly publicKey?: string }) =>
      end(await verify(folder, options, context)),
    );
  const showing = command
    .command('show')
    .summary('print a finding with the facts that it rests on')
    .description(
      'Prints a finding, each place in the facts that it rests on with what stands there, and the whole records, as JSON. Without secrets: what was never kept cannot be shown.',
    )
    .argument('<fingerprint>', 'of the finding, or the first eight characters of it or more')
    .argument('[files...]', 'provider exports and snapshots, recognised by their content');
  addSourceOptions(showing);
  verbose(exceptionsFile(configFile(showing.optionsGroup('Options:'))));
  showing.action(
    // Flags that both commands have are taken by the outer one, wherever they stand.
    async (fingerprint: string, files: readonly string[]) =>
      end(await show(fingerprint, files, showing.optsWithGlobals<EvidenceOptions>(), context)),
  );
  return examples(command, [
    ['the sample estate', 'nhi-audit evidence --demo --out evidence-demo'],
    [
      'of a snapshot, signed',
      'nhi-audit evidence today.ndjson --with-snapshot --sign-key key.pem --out 2026-q3',
    ],
    ['what a finding rests on', 'nhi-audit evidence show 0123abcd 2026-q3/snapshot.ndjson'],
    ['as the auditor', 'nhi-audit evidence verify 2026-q3 --public-key public.pem'],
  ]);
};
