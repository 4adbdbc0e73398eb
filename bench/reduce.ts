/**
 * `node bench/reduce.ts [principals|demo|FILE …]`: what a plan of twenty changes costs, on generated AWS accounts (bench/estate.ts),
 * on the sample estate, or on files. Prints identities, simulations, processor time, peak memory, and a digest of the plan:
 * the same search gives the same digest. Default: demo 1000 10000.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, cpuUsage, execArgv, execPath, resourceUsage, stdout } from 'node:process';
import { defaultSettings } from '../src/model/settings.ts';
import { demoSources } from '../src/pipeline/demo.ts';
import { gather } from '../src/pipeline/facts.ts';
import { fileSource } from '../src/pipeline/file-source.ts';
import { reduce } from '../src/pipeline/reduce.ts';
import { writeEstate } from './estate.ts';

const mebibyte = 1 << 20;

const measure = async (what: string, path: string): Promise<void> => {
  const facts =
    what === 'demo'
      ? await gather(await demoSources())
      : await gather([fileSource(path)], '2026-09-01T00:00:00.000Z');
  const before = cpuUsage();
  const plan = await reduce(facts, defaultSettings, { most: 20 });
  const { user, system } = cpuUsage(before);
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
      processorSeconds: Math.round((user + system) / 10_000) / 100,
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
