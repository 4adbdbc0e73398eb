import { execFileSync } from 'node:child_process';
import { argv, cpuUsage, execPath, resourceUsage } from 'node:process';
import type { Interpretation } from '../connectors/connector.ts';
import { furtherControls, rules } from '../rules/index.ts';
import { runRules } from '../src/audit/run-rules.ts';
import type { EstateReader } from '../src/model/connector.ts';
import { inputKinds } from '../src/model/coverage.ts';
import { defaultSettings } from '../src/model/settings.ts';
import type { SnapshotRecord } from '../src/model/snapshot.ts';
import { remediesFor } from '../src/pipeline/audit.ts';
import { reachOf } from '../src/reach/index.ts';

export interface Bench {
  readonly reader: () => EstateReader;
  readonly interpretation: Interpretation;
  /** What the coverage is of. */
  readonly scope: string;
  /** What tells, in the coverage. */
  readonly source: string;
  /** Facts about so many identities. */
  readonly records: (size: number) => Iterable<SnapshotRecord>;
}

interface Measured {
  readonly milliseconds: Readonly<Record<string, number>>;
  readonly figures: Readonly<Record<string, number>>;
  readonly peak: number;
}

const measure = ({ interpretation, reader: open, scope, source, records }: Bench, size: number): Measured => {
  const milliseconds: Record<string, number> = {};
  const timed = <Result>(stage: string, run: () => Result): Result => {
    const start = cpuUsage();
    const result = run();
    const { user, system } = cpuUsage(start);
    milliseconds[stage] = (user + system) / 1000;
    return result;
  };
  const reader = open();
  timed('facts', () => {
    for (const each of records(size)) reader.add(each);
  });
  const settings = defaultSettings;
  const coverage = [
    {
      connector: interpretation.id,
      scope,
      source,
      status: 'complete',
      detail: '',
      gives: inputKinds,
    } as const,
  ];
  const estate = timed('interpret', () =>
    reader.finish({ collectedAt: '2026-09-01T00:00:00.000Z', coverage, settings }),
  );
  const reach = timed('reach', () => {
    const result = reachOf(estate, settings);
    for (const index of estate.identities.keys()) result.radius(index);
    return result;
  });
  const { findings } = timed('rules', () =>
    runRules({
      estate,
      reach,
      settings,
      rules,
      furtherControls,
      remedies: remediesFor([interpretation])(estate),
    }),
  );
  return {
    milliseconds,
    figures: {
      identities: estate.identities.length,
      edges: estate.takeover.from.length,
      findings: findings.length,
    },
    peak: resourceUsage().maxRSS / 1024,
  };
};

/** Measures in a process of its own for each size, and tells with what exponent time and memory grow. */
export const benchProvider = (bench: Bench): void => {
  const [, path = '', ...rest] = argv;
  if (rest[0] === 'one') {
    process.stdout.write(JSON.stringify(measure(bench, Number(rest[1]))));
    return;
  }
  const points: { readonly size: number; readonly all: number; readonly peak: number }[] = [];
  for (const size of rest.length === 0 ? [1000, 10_000] : rest.map(Number)) {
    const text = execFileSync(execPath, ['--max-old-space-size=8192', path, 'one', String(size)], {
      encoding: 'utf8',
    });
    const { milliseconds, figures, peak } = JSON.parse(text) as Measured;
    const all = Object.values(milliseconds).reduce((a, b) => a + b, 0);
    const stages = Object.entries(milliseconds).map(([stage, time]) => `${stage} ${time.toFixed(0)} ms`);
    process.stdout.write(
      `${size}: ${stages.join(', ')}; all ${(all / 1000).toFixed(1)} s, peak ${peak.toFixed(0)} MiB; ${JSON.stringify(figures)}\n`,
    );
    points.push({ size, all, peak });
  }
  for (let at = 1; at < points.length; at += 1) {
    const [a, b] = [points[at - 1]!, points[at]!];
    const exponent = (from: number, to: number): string =>
      (Math.log(to / from) / Math.log(b.size / a.size)).toFixed(2);
    process.stdout.write(
      `${a.size} → ${b.size}: time grows with exponent ${exponent(a.all, b.all)}, peak memory with ${exponent(a.peak, b.peak)}\n`,
    );
  }
};
