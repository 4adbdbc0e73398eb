import { Command, InvalidArgumentError } from 'commander';
import type { Context, DefineCommand } from '../context.ts';
import { examples } from '../flags.ts';
import {
  readsHistory,
  type StoredHistory,
  type StoredHistoryOptions,
  withStoredHistory,
} from '../stored-history.ts';

type Told = (history: StoredHistory, isJson: boolean) => Promise<Iterable<string>>;

const list: Told = async ({ db, layout }, isJson) => {
  const { historyScans } = await import('../../history/read.ts');
  const scans = await historyScans(db);
  if (isJson) return (await import('../../../reports/history/json.ts')).historyJson({}, { scans });
  return (await import('../../../reports/history/scans.ts')).scanList(scans, layout);
};

const show =
  (name: string): Told =>
  async ({ db, deadlines, layout }, isJson) => {
    const { findingsAfter, historyScans, scanNamed } = await import('../../history/read.ts');
    const scan = scanNamed(await historyScans(db), name);
    const findings = await findingsAfter(db, scan, deadlines);
    if (isJson) return (await import('../../../reports/history/json.ts')).historyJson({ scan }, { findings });
    return (await import('../../../reports/history/findings.ts')).scanPage(scan, findings, layout);
  };

const diff =
  (first: string, second: string): Told =>
  async ({ db, deadlines, layout }, isJson) => {
    const { changesBetween, historyScans, scanNamed } = await import('../../history/read.ts');
    const scans = await historyScans(db);
    const [from, to] = [scanNamed(scans, first), scanNamed(scans, second)];
    const changes = await changesBetween(db, from, to, deadlines);
    if (isJson)
      return (await import('../../../reports/history/json.ts')).historyJson({ from, to }, { changes });
    return (await import('../../../reports/history/findings.ts')).diffPage([from, to], changes, layout);
  };

const finding =
  (fingerprint: string): Told =>
  async ({ db, deadlines, layout }, isJson) => {
    const { findingTold } = await import('../../history/read.ts');
    const told = await findingTold(db, fingerprint, deadlines);
    if (isJson)
      return (await import('../../../reports/history/json.ts')).historyJson(
        { finding: told.finding },
        { events: told.events },
      );
    return (await import('../../../reports/history/findings.ts')).findingPage(
      told.finding,
      told.events,
      layout,
    );
  };

const identity =
  (id: string): Told =>
  async ({ db, deadlines, layout }, isJson) => {
    const { identityTold } = await import('../../history/read.ts');
    const identities = await identityTold(db, id, deadlines);
    if (isJson) return (await import('../../../reports/history/json.ts')).historyJson({}, { identities });
    return (await import('../../../reports/history/findings.ts')).identityPage(identities, layout);
  };

const remove =
  (name: string): Told =>
  async ({ store, db }, isJson) => {
    const { historyScans, scanNamed } = await import('../../history/read.ts');
    const { removeScan } = await import('../../history/remove.ts');
    const { id, collectedAt } = scanNamed(await historyScans(db), name);
    await removeScan(store.engine, id);
    return isJson
      ? (await import('../../../reports/history/json.ts')).historyJson({ removed: { id, collectedAt } }, {})
      : [`removed the scan ${id.slice(0, 8)} of ${collectedAt}\n`];
  };

const prune =
  (keep: number, now: Date): Told =>
  async ({ store }, isJson) => {
    const { prune: pruneStore } = await import('../../history/prune.ts');
    const pruned = await pruneStore(store.engine, keep, now);
    if (pruned.scans > 0) await store.engine.compact();
    if (isJson) return (await import('../../../reports/history/json.ts')).historyJson({ pruned }, {});
    const { scans, findings, horizon } = pruned;
    return horizon === undefined
      ? ['nothing is that old\n']
      : [`removed ${scans} scans from before ${horizon}, and ${findings} findings that were fixed by then\n`];
  };

/** `400d`, or `400`. */
const keptDays = (value: string): number => {
  const [, digits] = /^([1-9]\d{0,4})d?$/.exec(value) ?? [];
  if (digits === undefined) throw new InvalidArgumentError('Give days, for instance 400d.');
  return Number(digits);
};

export const history: DefineCommand = (context: Context, end) => {
  const command = new Command('history')
    .summary('what was found when')
    .description(
      'What scans with --history have found over time: what is new, open, fixed, reopened, accepted, and what could not be looked at.',
    );
  const run = async (told: Told, options: StoredHistoryOptions): Promise<void> =>
    end(await withStoredHistory(options, context, (stored) => told(stored, options.format === 'json')));
  readsHistory(command.command('list').description('scans, the newest first')).action(
    (options: StoredHistoryOptions) => run(list, options),
  );
  readsHistory(command.command('show').description('what was known after a scan (default: the latest)'))
    .argument('[scan]', 'beginning of its id or of its time, or latest', 'latest')
    .action((name: string, options: StoredHistoryOptions) => run(show(name), options));
  readsHistory(command.command('diff').description('what changed from one scan to another'))
    .argument('<from>', 'a scan')
    .argument('<to>', 'a later one')
    .action((from: string, to: string, options: StoredHistoryOptions) => run(diff(from, to), options));
  readsHistory(command.command('finding').description('what became of a finding'))
    .argument('<fingerprint>', 'as reports have it, or its beginning')
    .action((fingerprint: string, options: StoredHistoryOptions) => run(finding(fingerprint), options));
  readsHistory(command.command('identity').description('key figures and findings of an identity over time'))
    .argument('<id>', 'as reports have it')
    .action((id: string, options: StoredHistoryOptions) => run(identity(id), options));
  readsHistory(command.command('remove').description('take out one scan, as if it had never been added'))
    .argument('<scan>', 'beginning of its id or of its time, or latest')
    .action((name: string, options: StoredHistoryOptions) => run(remove(name), options));
  readsHistory(command.command('prune').description('remove old scans; what is open keeps since when'))
    .requiredOption('--keep <days>', 'days before the newest scan that stay: 400d', keptDays)
    .action((options: StoredHistoryOptions & { readonly keep: number }) =>
      run(prune(options.keep, context.now()), options),
    );
  return examples(command, [
    ['begin one, or add to it', 'nhi-audit scan account.json --history nhi.db'],
    ['what changed this week?', 'nhi-audit history diff 2026-09-01 latest --history nhi.db'],
    ['what is open, and since when?', 'nhi-audit history show --history nhi.db'],
  ]);
};
