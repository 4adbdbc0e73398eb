/**
 * `node bench/fleet-parts.ts [organisations] [accounts of each] [identities of each]`: the report on several organisations by one
 * process and in parts, each step in a process of its own, with the most memory that it took. Without a queue: what it would do is
 * done one after the other. Ends with whether both reports are the same bytes.
 */
import { spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { jsonFormat } from '../reports/json.ts';
import { inPieces } from '../reports/pieces.ts';
import { rules } from '../rules/index.ts';
import { estateOfTargets, type TargetFacts } from '../src/fleet/estate.ts';
import { joinedReport } from '../src/fleet/parts/join.ts';
import { allScopes } from '../src/fleet/parts/part.ts';
import { type PartJob, runPart } from '../src/fleet/parts/run.ts';
import { fetchFile, putFile, putText, readWeighed, scopesText, specOf } from '../src/fleet/parts/spec.ts';
import { readTargets, splitTargets } from '../src/fleet/parts/split.ts';
import { fileStore } from '../src/fleet/store/file-store.ts';
import { defaultSettings } from '../src/model/settings.ts';
import { auditSources } from '../src/pipeline/audit.ts';
import { clockOf } from '../src/pipeline/clock.ts';
import { snapshotSource } from '../src/pipeline/file-source.ts';
import { openSnapshotWriter } from '../src/snapshot/write.ts';
import { tool } from '../src/version.ts';
import { drawOrganizations, factsOfAccount } from '../test/fleet/organizations.ts';

const collectedAt = '2026-06-01T00:00:00.000Z';
const layout = { width: 100, colour: false, sourceArguments: [], sourceFiles: [] };
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const make = async (folder: string, sizes: readonly number[]): Promise<void> => {
  const [organizations = 10, accounts = 10, identities = 100] = sizes;
  const store = fileStore(join(folder, 'store'));
  const drawn = drawOrganizations(organizations, () => accounts);
  mkdirSync(join(folder, 'made'));
  for (const [organization, own] of drawn.organizations.entries()) {
    for (const [account, id] of own.accounts.entries()) {
      const path = join(folder, 'made', id);
      const writer = openSnapshotWriter(path, { tool, collectedAt });
      for (const entry of factsOfAccount(drawn, organization, account, identities, 1)) writer.add(entry);
      writer.seal(collectedAt);
      writeFileSync(`${path}.object`, await putFile(store, path));
    }
  }
};

const targetsIn = async (folder: string): Promise<readonly TargetFacts[]> => {
  const store = fileStore(join(folder, 'store'));
  const ids = readdirSync(join(folder, 'made')).filter((name) => /^\d+$/.test(name));
  return Promise.all(
    ids.toSorted().map(async (id): Promise<TargetFacts> => {
      const object = readFileSync(join(folder, 'made', `${id}.object`), 'utf8');
      return {
        key: `production/${id}`,
        age: {
          connector: 'aws',
          scope: id,
          source: 'fleet: newest snapshot',
          status: 'complete',
          detail: `data as of ${collectedAt}, 0 h old`,
          gives: [],
        },
        isOld: false,
        newest: { object, collectedAt, source: snapshotSource(await store.get(object, folder)) },
      };
    }),
  );
};

const write = (path: string, pieces: Iterable<string | Uint8Array>): void => {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  writeFileSync(path, hash.digest('hex'));
};

const whole = async (folder: string): Promise<void> => {
  const estate = estateOfTargets({ targets: await targetsIn(folder), collectedAt });
  const result = await auditSources(estate.sources, defaultSettings);
  write(join(folder, 'whole'), jsonFormat.files(result, layout)[0]!.text);
  say(`${result.estate.identities.length} identities, ${result.findings.length} findings`);
};

const split = async (folder: string): Promise<void> => {
  const targets = await targetsIn(folder);
  const store = fileStore(join(folder, 'store'));
  const known = await readTargets(targets);
  const found = splitTargets(known.targets);
  const clock = clockOf(estateOfTargets({ targets, collectedAt }).sources);
  const specs: string[] = [];
  for (const set of found.sets) {
    const spec = specOf(known, targets, [set], { report: randomUUID(), clock, settings: defaultSettings });
    specs.push(await putText(store, JSON.stringify(spec), join(folder, 'spec')));
  }
  writeFileSync(join(folder, 'specs'), JSON.stringify(specs));
  say(`${found.sets.length} parts`);
};

const part = async (folder: string, job: PartJob): Promise<void> => {
  const { object } = await runPart(
    { store: fileStore(join(folder, 'store')) },
    job,
    new AbortController().signal,
  );
  writeFileSync(join(folder, `${job.scopes === undefined ? 'weighed' : 'judged'}-${job.spec}`), object);
};

const doneOf = (folder: string, what: string, specs: readonly string[]): Promise<readonly string[]> =>
  Promise.all(
    specs.map((spec, n) =>
      fetchFile(
        fileStore(join(folder, 'store')),
        readFileSync(join(folder, `${what}-${spec}`), 'utf8'),
        folder,
        join(folder, `${what}-${n}`),
      ),
    ),
  );

const specsIn = (folder: string): readonly string[] =>
  JSON.parse(readFileSync(join(folder, 'specs'), 'utf8')) as readonly string[];

const scopes = async (folder: string): Promise<void> => {
  const weighed = (await doneOf(folder, 'weighed', specsIn(folder))).flatMap(readWeighed);
  const found = allScopes(weighed.map((each) => each.scopes));
  const store = fileStore(join(folder, 'store'));
  writeFileSync(
    join(folder, 'scopes.object'),
    await putText(store, scopesText('bench', found), join(folder, 'all-scopes')),
  );
};

const joinAll = async (folder: string): Promise<void> => {
  const clock = clockOf(estateOfTargets({ targets: await targetsIn(folder), collectedAt }).sources);
  const { document } = joinedReport(
    await doneOf(folder, 'judged', specsIn(folder)),
    { tool, settings: defaultSettings, collectedAt, clock },
    rules,
  );
  write(
    join(folder, 'joined'),
    inPieces(() => document),
  );
};

/** A step in a process of its own. */
const measured = (what: string, ...args: readonly string[]): { seconds: number; megabytes: number } => {
  const child = spawnSync(process.execPath, [fileURLToPath(import.meta.url), what, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.status !== 0) throw new Error(`${what} failed`);
  const lines = child.stdout.trim().split('\n');
  const { seconds, megabytes } = JSON.parse(lines.pop()!) as { seconds: number; megabytes: number };
  for (const line of lines) say(`  ${line}`);
  return { seconds, megabytes };
};
const shown = ({ seconds, megabytes }: { seconds: number; megabytes: number }): string =>
  `${seconds.toFixed(1)} s of processor time, ${megabytes} MB`;

const all = (sizes: readonly string[]): void => {
  const folder = mkdtempSync(join(tmpdir(), 'nhi-audit-bench-parts-'));
  try {
    measured('make', folder, ...sizes);
    say(`one process: ${shown(measured('whole', folder))}`);
    say(`names, ties, parts: ${shown(measured('split', folder))}`);
    const specs = specsIn(folder);
    const weighed = specs.map((spec) => measured('part', folder, spec));
    measured('scopes', folder);
    const object = readFileSync(join(folder, 'scopes.object'), 'utf8');
    const judged = specs.map((spec) => measured('part', folder, spec, object));
    for (const [what, parts] of [
      ['weighed', weighed],
      ['judged', judged],
    ] as const)
      say(
        `${parts.length} parts ${what}: ${parts.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(1)} s of processor time, ${Math.max(...parts.map(({ megabytes }) => megabytes))} MB at most`,
      );
    say(`joined: ${shown(measured('join', folder))}`);
    const [one, other] = ['whole', 'joined'].map((name) => readFileSync(join(folder, name), 'utf8'));
    say(one === other ? 'the same bytes' : 'NOT the same');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const [what = '', folder = '', ...rest] = process.argv.slice(2);
const steps: Readonly<Record<string, () => Promise<void>>> = {
  make: () => make(folder, rest.map(Number)),
  whole: () => whole(folder),
  split: () => split(folder),
  part: () => part(folder, { spec: rest[0]!, ...(rest[1] === undefined ? {} : { scopes: rest[1] }) }),
  scopes: () => scopes(folder),
  join: () => joinAll(folder),
};
const step = Object.hasOwn(steps, what) ? steps[what] : undefined;
if (step === undefined) all(process.argv.slice(2));
else {
  await step();
  const { user, system } = process.cpuUsage();
  say(
    JSON.stringify({
      seconds: (user + system) / 1e6,
      megabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    }),
  );
}
