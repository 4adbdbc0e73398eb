import { Command, Option } from 'commander';
import type { Context, DefineCommand } from '../context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { configFile, examples, exceptionsFile, notifyFile, verbose, wholeNumber } from '../flags.ts';
import type { FleetReportOptions } from '../fleet-report.ts';
import type { FleetOptions } from '../fleet-world.ts';
import { addReportOptions } from '../report-options.ts';

interface ScheduleOptions extends FleetOptions {
  readonly all?: boolean;
  readonly cron?: string;
}

interface WorkOptions extends FleetOptions {
  readonly concurrency?: number;
  readonly untilEmpty?: boolean;
}

interface StatusOptions extends FleetOptions {
  readonly format: 'terminal' | 'json';
}

/** What runs a command, and says what it means that database or store is away. */
const guarded = async (context: Context, run: () => Promise<ExitCode>): Promise<ExitCode> => {
  const { whatIsAway } = await import('../fleet-world.ts');
  try {
    return await run();
  } catch (error) {
    const away = await whatIsAway(error);
    if (away === undefined) throw error;
    context.note(`nhi-audit: ${away}`);
    return exitCodes.notEvaluated;
  }
};

const targets = async (options: FleetOptions, context: Context): Promise<ExitCode> => {
  const { withFleet } = await import('../fleet-world.ts');
  const { findTargets } = await import('../../fleet/discover.ts');
  return withFleet(options, context, false, async (fleet) => {
    const findings = await findTargets(fleet);
    await context.write(
      findings.map(({ source, found, added, gone, failed }) =>
        failed === undefined
          ? `${source}: ${found} targets, ${added} new, ${gone} gone\n`
          : `${source}: could not be asked, what is known stays: ${failed}\n`,
      ),
    );
    return findings.every(({ failed }) => failed !== undefined) ? exitCodes.notEvaluated : exitCodes.pass;
  });
};

const schedule = async (options: ScheduleOptions, context: Context): Promise<ExitCode> => {
  const { withFleet } = await import('../fleet-world.ts');
  const { planRound } = await import('../../fleet/work.ts');
  const { enqueue, planQueue } = await import('../../fleet/queue.ts');
  const { targetStates } = await import('../../fleet/targets.ts');
  return withFleet(options, context, false, async (fleet) => {
    const { database } = fleet;
    if (options.cron !== undefined) {
      await database.boss.schedule(planQueue, options.cron, {}, { tz: 'UTC', missed: 'once' });
      await context.write([`workers begin a round at ${options.cron} (cron, UTC)\n`]);
      return exitCodes.pass;
    }
    let put = await planRound(fleet);
    if (options.all === true) put += await enqueue(database, await targetStates(database));
    await context.write([`${put} targets put into the queue\n`]);
    return exitCodes.pass;
  });
};

const usualConcurrency = 4;

const workOn = async (options: WorkOptions, context: Context): Promise<ExitCode> => {
  const { withFleet } = await import('../fleet-world.ts');
  const { work } = await import('../../fleet/work.ts');
  return withFleet(options, context, true, async (fleet) => {
    const { collected, failed } = await work(fleet, {
      concurrency: options.concurrency ?? usualConcurrency,
      untilEmpty: options.untilEmpty === true,
      signal: context.interrupts?.() ?? new AbortController().signal,
    });
    context.note(`nhi-audit: ${collected} targets collected, ${failed} tries failed`);
    return exitCodes.pass;
  });
};

const status = async (options: StatusOptions, context: Context): Promise<ExitCode> => {
  const { withFleet } = await import('../fleet-world.ts');
  const { takeDeadLetters } = await import('../../fleet/queue.ts');
  const { clockAhead, targetStates } = await import('../../fleet/targets.ts');
  const { statusOf } = await import('../../fleet/status.ts');
  return withFleet(options, context, false, async (fleet) => {
    await takeDeadLetters(fleet.database);
    const now = fleet.now().getTime() + (await clockAhead(fleet.database, fleet.now));
    const told = statusOf(await targetStates(fleet.database), fleet.file, now);
    if (options.format === 'json') {
      await context.write([`${JSON.stringify(told, undefined, 2)}\n`]);
      return exitCodes.pass;
    }
    const { statusText } = await import('../fleet-text.ts');
    await context.write(statusText(told));
    return exitCodes.pass;
  });
};

const prune = async (options: FleetOptions, context: Context): Promise<ExitCode> => {
  const { withFleet } = await import('../fleet-world.ts');
  const { prune: remove } = await import('../../fleet/retention.ts');
  return withFleet(options, context, false, async (fleet) => {
    const { snapshots, targets: gone, orphans } = await remove(fleet);
    await context.write([
      `${snapshots} snapshots and ${gone} targets forgotten, ${orphans} objects removed from the store\n`,
    ]);
    return exitCodes.pass;
  });
};

/** What each of them takes. */
const common = (command: Command): Command =>
  verbose(
    configFile(
      command.option(
        '--fleet <file>',
        'what is collected (default: nhi-audit.fleet.yaml in the working directory)',
      ),
    ),
  );

interface Says {
  readonly summary: string;
  readonly description: string;
}

/** Adds a command below `fleet`. */
type Define = <Options extends FleetOptions>(
  name: string,
  says: Says,
  run: (options: Options, context: Context) => Promise<ExitCode>,
  flags?: (command: Command) => Command,
) => void;

const definesCollecting = (define: Define): void => {
  define(
    'targets',
    {
      summary: 'find what there is to collect',
      description:
        'Asks each source of the configuration what it has, and remembers it. A source that cannot be asked keeps what it had.',
    },
    targets,
  );
  define<ScheduleOptions>(
    'schedule',
    {
      summary: 'put into the queue what is due',
      description: 'Finds targets, and puts those into the queue whose time has come. None is there twice.',
    },
    schedule,
    (below) =>
      below
        .option('--all', 'also those whose time has not come')
        .option(
          '--cron <expression>',
          'instead: from now on workers do this by themselves, at these times (UTC)',
        ),
  );
  define<WorkOptions>(
    'work',
    {
      summary: 'collect target after target from the queue',
      description:
        'Takes a target from the queue, collects it as a live scan does, and stores its snapshot. Any number of these may run, on any number of machines.',
    },
    workOn,
    (below) =>
      below
        .option('--concurrency <n>', `targets at once (default: ${usualConcurrency})`, wholeNumber)
        .option('--until-empty', 'end when nothing waits any more'),
  );
};

const definesReporting = (define: Define): void => {
  define<StatusOptions>(
    'status',
    {
      summary: 'what is fresh, stale, failing, given up',
      description:
        'Counts targets by how they are, and names those with which something is wrong, and since when.',
    },
    status,
    (below) =>
      below.addOption(
        new Option('--format <format>', 'what goes to standard output')
          .choices(['terminal', 'json'])
          .default('terminal'),
      ),
  );
  define<FleetReportOptions>(
    'report',
    {
      summary: 'report on the newest snapshot of each target',
      description:
        'Makes one estate of the newest good snapshot of each target, and reports on it as analyze does. Coverage tells how old the facts of each target are, and what fails since when.',
    },
    async (options, ran) => (await import('../fleet-report.ts')).fleetReport(options, ran),
    (below) =>
      exceptionsFile(
        notifyFile(addReportOptions(below).optionsGroup('Options:')).option(
          '--snapshot <file>',
          'also keep all of it as one snapshot, for gates, baselines and analyze',
        ),
      ).option(
        '--parts [facts]',
        'analyse what no trust joins one by one, here and by workers that run; a part has up to so many facts (default: 200000)',
        wholeNumber,
      ),
  );
  define(
    'prune',
    {
      summary: 'remove old snapshots',
      description:
        'Removes snapshots older than `keep` of the configuration, never the newest of a target, and what killed workers left in the store.',
    },
    prune,
  );
};

export const fleet: DefineCommand = (context, end) => {
  const command = new Command('fleet')
    .summary('many accounts: collect by a queue, report on all as one')
    .description(
      'Collects many targets by any number of workers, which share a queue and budgets in a database (NHI_AUDIT_FLEET_DATABASE) and a store of snapshots, and reports on the newest snapshot of each as one estate.',
    );
  const define: Define = <Options extends FleetOptions>(
    name: string,
    says: Says,
    run: (options: Options, context: Context) => Promise<ExitCode>,
    flags: (command: Command) => Command = (same) => same,
  ): void => {
    const below = new Command(name).summary(says.summary).description(says.description);
    command.addCommand(
      common(flags(below)).action(async (options: Options) =>
        end(await guarded(context, () => run(options, context))),
      ),
    );
  };
  definesCollecting(define);
  definesReporting(define);
  return examples(command, [
    ['what there is', 'nhi-audit fleet targets'],
    [
      'collect all that is due, on this machine',
      'nhi-audit fleet schedule && nhi-audit fleet work --until-empty',
    ],
    [
      'workers that go on, each night at two',
      "nhi-audit fleet schedule --cron '0 2 * * *'; nhi-audit fleet work",
    ],
    ['one report on all', 'nhi-audit fleet report --out fleet-report --fail-on critical'],
    [
      'past the memory of one machine',
      'nhi-audit fleet report --parts --out fleet-report --out-formats json',
    ],
  ]);
};
