import { join } from 'node:path';
import { readWholeFile } from '../../files/whole-file.ts';
import { noIdentityFound } from '../../model/coverage.ts';
import type { ChangeLocation, GateState } from '../../model/gate.ts';
import { InputError } from '../../model/input-error.ts';
import type { SnapshotRecord } from '../../model/snapshot.ts';
import { ownFileOptions } from '../own-files.ts';
import { openFiles, openSources } from '../source-options.ts';
import { baselineFileName, readBaseline } from './baseline-file.ts';
import type { GateEnvironment, GateOptions, Prepared } from './mode.ts';
import { withoutVerdict } from './unread.ts';

/** The earlier state, or why there is none. */
type Before =
  | {
      readonly ok: true;
      readonly state: GateState;
      /** Of a snapshot; a baseline holds what was made of them. */
      readonly records?: readonly SnapshotRecord[];
      readonly text: string;
      readonly locationOf: (identity: string) => ChangeLocation | undefined;
    }
  | Extract<Prepared, { readonly ok: false }>;

const largestBaseline = 256 * 1_048_576;

const readText = (path: string, given: string | undefined): string | undefined => {
  const file = readWholeFile(path, { largest: largestBaseline, what: 'baseline', ...ownFileOptions(given) });
  return file?.bytes.toString('utf8');
};

const demoBaseline = async (): Promise<string> => {
  const { demoParts } = await import('../../pipeline/demo.ts');
  return (await demoParts()).flatMap(({ baseline }) => baseline ?? [])[0]!;
};

const fromBaseline = async (
  given: string | undefined,
  isDemo: boolean,
  { context, settings, base }: GateEnvironment,
): Promise<Before> => {
  const bundled = given === undefined && isDemo && base === undefined;
  const file = bundled ? `demo/${baselineFileName}` : (given ?? baselineFileName);
  const path = bundled ? await demoBaseline() : (given ?? join(context.workingDirectory, file));
  const where = base === undefined ? file : `${file} at ${base.ref} (${base.commit.slice(0, 12)})`;
  const stored = base?.read(path);
  if (stored?.is === 'unreadable') {
    return { ok: false, says: `${where} cannot be read: ${stored.says}`, remedy: stored.remedy };
  }
  const text = stored === undefined ? readText(path, given) : stored.is === 'file' ? stored.text : undefined;
  if (text === undefined) {
    return {
      ok: false,
      says: `there is no baseline ${where}`,
      remedy:
        base === undefined
          ? 'Make one from a complete scan with `nhi-audit baseline write`, have it reviewed and commit it.'
          : 'The baseline has to be on the base branch first: merge it by itself, reviewed.',
    };
  }
  const read = readBaseline(text, settings);
  if (!read.ok) return { ...read, says: `${where}: ${read.says}` };
  if (!read.sameSettings) {
    return {
      ok: false,
      says: `${where}: the baseline was made under other settings (environments, weights, thresholds, names or gate.level), which show another picture of the same estate`,
      remedy:
        'Bring it up to date with `nhi-audit baseline update`, and commit it together with the settings.',
    };
  }
  if (read.edited) {
    const says = `${where}: the baseline was changed by hand: it is not as it was written`;
    if (settings.gate.editedBaseline === 'error') {
      return {
        ok: false,
        says,
        remedy:
          'Let `nhi-audit baseline update` make the change, or set gate.editedBaseline to warn if people edit it on purpose.',
      };
    }
    context.note(`nhi-audit: ${says}`);
  }
  return {
    ok: true,
    state: read.state,
    text: `baseline ${where}, data as of ${read.state.collectedAt} (${read.tool})`,
    locationOf: (identity) => ({ file, line: read.lineOf(identity) }),
  };
};

/** Whatever is wrong with the earlier snapshot: without it there is no verdict. */
const fromSnapshot = async (path: string, { settings, context }: GateEnvironment): Promise<Before> => {
  const { gather } = await import('../../pipeline/facts.ts');
  const { audit } = await import('../../pipeline/audit.ts');
  const { gateStateOf } = await import('../../pipeline/gate.ts');
  try {
    const facts = await gather(await openFiles([path], 0, context, 'snapshotSource'));
    return {
      ok: true,
      state: gateStateOf(audit(facts, settings)),
      records: facts.records,
      text: `snapshot ${path}, data as of ${facts.collectedAt}`,
      locationOf: () => undefined,
    };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return {
      ok: false,
      says: `the earlier snapshot cannot be read: ${error.message} (${error.where})`,
      remedy: error.remedy,
    };
  }
};

/** `--renamed "OLD NEW"`: ids hold no blanks. By the new id. */
export const renamesGiven = ({ renamed = [] }: Pick<GateOptions, 'renamed'>): ReadonlyMap<string, string> =>
  new Map(
    renamed.map((given) => {
      const [old, id, ...rest] = given.trim().split(/\s+/);
      if (old !== undefined && id !== undefined && rest.length === 0) return [id, old] as const;
      throw new InputError(
        `${JSON.stringify(given.slice(0, 200))} does not name two identities`,
        '--renamed',
        'Give both ids in one argument: --renamed "OLD-ID NEW-ID".',
      );
    }),
  );

/** A live estate, exports or a snapshot against a baseline or an earlier snapshot. */
export const prepareLive = async (
  files: readonly string[],
  options: GateOptions,
  environment: GateEnvironment,
): Promise<Prepared> => {
  const { context, settings, base } = environment;
  if (options.baseline !== undefined && options.against !== undefined) {
    throw new InputError(
      '--baseline and --against are two things to compare with',
      'the command line',
      'Give one of them.',
    );
  }
  if (options.against !== undefined && base !== undefined) {
    throw new InputError(
      '--base-ref reads the baseline from git, and a snapshot is not kept there',
      'the command line',
      'Give --baseline with --base-ref, or --against without it.',
    );
  }
  const renamed = renamesGiven(options);
  // Before anything is collected: an hour of reading for a gate that cannot judge helps nobody.
  const before =
    options.against === undefined
      ? await fromBaseline(options.baseline, options.demo === true, environment)
      : await fromSnapshot(options.against, environment);
  if (!before.ok) return before;
  const opened = await openSources(files, options, settings, context);
  const { gather } = await import('../../pipeline/facts.ts');
  const { audit } = await import('../../pipeline/audit.ts');
  const { gateStateOf } = await import('../../pipeline/gate.ts');
  const facts = await gather(opened.sources, opened.collectedAt);
  opened.finish();
  const unread = withoutVerdict(facts);
  if (unread !== undefined) return unread;
  const result = audit(facts, settings);
  const empty = result.coverage.find(({ source }) => source === noIdentityFound);
  if (empty !== undefined) {
    return {
      ok: false,
      says: `no identity was found in ${empty.scope}: ${empty.detail}`,
      remedy: 'Look at the coverage of a scan. Where the scope is meant to be empty, leave it out.',
    };
  }
  const { withAllHolders, withHolders } = await import('../../pipeline/holders.ts');
  const now = { state: gateStateOf(result), records: facts.records };
  // A baseline of an earlier version holds neither groups nor policies: nothing of them is news then.
  const compared = (): GateState =>
    before.state.holders === undefined ? now.state : withAllHolders(now, facts.interpretations, settings);
  const [was, after] =
    before.records === undefined
      ? [before.state, compared()]
      : withHolders(
          { state: before.state, records: before.records },
          now,
          facts.interpretations,
          settings,
          true,
        );
  return {
    ok: true,
    input: {
      before: was,
      after,
      renamed,
      indeterminate: [],
      locationOf: before.locationOf,
      since: () => `the state of ${before.state.collectedAt}`,
      exceptions: [],
    },
    before: before.text,
    after: `${opened.sourceArguments.join(' ')}, data as of ${after.collectedAt}`,
    found: { findings: result.findings, identities: result.estate.identities },
  };
};
