/**
 * `node bench/reduce.ts [principals|demo|FILE …]`: what a plan of twenty changes costs, on generated AWS accounts (bench/estate.ts),
 * on the sample estate, or on files. Prints identities, simulations, processor time beside that of one analysis of the same facts, time
 * by the clock, peak memory, and a digest of the plan: the same search gives the same digest. Default: demo 1000 10000.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, cpuUsage, execArgv, execPath, resourceUsage, stdout } from 'node:process';
import { overlayOf } from '../src/audit/reduce/overlay.ts';
import { defaultSettings } from '../src/model/settings.ts';
import { demoSources } from '../src/pipeline/demo.ts';
import { gather } from '../src/pipeline/facts.ts';
import { fileSource } from '../src/pipeline/file-source.ts';
import { reduce, simulatorOf } from '../src/pipeline/reduce.ts';
import { writeEstate } from './estate.ts';

const mebibyte = 1 << 20;

const rounded = (number: number): number => Math.round(number * 100) / 100;

interface Cost {
  readonly processorSeconds: number;
  readonly wallSeconds: number;
}

const costOf = async <Done>(run: () => Promise<Done>): Promise<readonly [Cost, Done]> => {
  const [before, began] = [cpuUsage(), performance.now()];
  const done = await run();
  const { user, system } = cpuUsage(before);
  return [
    {
      processorSeconds: rounded((user + system) / 1_000_000),
      wallSeconds: rounded((performance.now() - began) / 1_000),
    },
    done,
  ];
};

const measure = async (what: string, path: string): Promise<void> => {
  const facts =
    what === 'demo'
      ? await gather(await demoSources())
      : await gather([fileSource(path)], '2026-09-01T00:00:00.000Z');
  const [once] = await costOf(() =>
    Promise.resolve(simulatorOf(facts, defaultSettings, false)(overlayOf(facts.records))),
  );
  const [cost, plan] = await costOf(() => reduce(facts, defaultSettings, { most: 20 }));
  const [first] = facts.records;
  stdout.write(
    `${JSON.stringify({
      what,
      records: facts.records.length,
      of: first?.record,
      start: plan.start,
      end: plan.steps.at(-1)?.after,
      looked: plan.candidates,
      verified: plan.verified,
      ...cost,
      analysisSeconds: once.processorSeconds,
      peakMebibytes: Math.round((resourceUsage().maxRSS * 1024) / mebibyte),
      digest: createHash('sha256').update(JSON.stringify(plan)).digest('hex').slice(0, 16),
    })}\n`,
  );
};

const given = argv.slice(2);
if (given[0] === 'one') await measure(given[1]!, given[2]!);
else {
  const folder = mkdtempSync(join(tmpdir(), 'nhi-audit-bench-'));
  try {
    for (const what of given.length === 0 ? ['demo', '1000', '10000'] : given) {
      const size = Number(what);
      const path = Number.isNaN(size) ? what : join(folder, `${what}.json`);
      if (!Number.isNaN(size)) writeEstate(path, size);
      execFileSync(execPath, [...execArgv, new URL(import.meta.url).pathname, 'one', what, path], {
        stdio: 'inherit',
      });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
