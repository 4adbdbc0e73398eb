/**
 * One measurement in a process of its own, so that peak memory is its own: `node bench/measure.ts <what> <file>`.
 * Prints one line of JSON. `parse`: the baseline, `JSON.parse` of the same bytes. `audit`: every stage.
 */

import { readFileSync, statSync } from 'node:fs';
import { aws } from '../connectors/aws/head.ts';
import { awsInterpretation } from '../connectors/aws/index.ts';
import { fileHead } from '../src/exports/file-head.ts';
import type { Coverage } from '../src/model/coverage.ts';
import { defaultSettings } from '../src/model/settings.ts';
import { remediesFor } from '../src/pipeline/audit.ts';

const [what, path] = process.argv.slice(2) as [string, string];
const milliseconds: Record<string, number> = {};
const processorMilliseconds: Record<string, number> = {};
const timed = <Result>(stage: string, run: () => Result): Result => {
  const start = performance.now();
  const startOfWork = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(startOfWork);
  processorMilliseconds[stage] = (user + system) / 1000;
  milliseconds[stage] = performance.now() - start;
  return result;
};

const figures: Record<string, number> = {};

if (what === 'parse') {
  const bytes = readFileSync(path);
  timed('JSON.parse', () => JSON.parse(bytes.toString('utf8')));
} else {
  const { openSourceFile } = await import('../src/exports/source-file.ts');
  const { awsFormats } = await import('../connectors/aws/import/formats.ts');
  const { redactAws } = await import('../connectors/aws/facts/redaction.ts');
  const { readAws } = await import('../connectors/aws/interpret.ts');
  const { reachOf } = await import('../src/reach/index.ts');
  const { runRules } = await import('../src/audit/run-rules.ts');
  const { furtherControls, rules } = await import('../rules/index.ts');
  const { exposuresOf } = await import('../src/audit/exposure.ts');
  const { isOpenToOthers } = await import('../rules/knowledge/issuers/index.ts');
  const { rank } = await import('../src/audit/ranking.ts');
  const { reportFormats } = await import('../reports/index.ts');
  const { tool } = await import('../src/version.ts');
  const file = openSourceFile(path);
  const head = fileHead(file.head);
  const kind = aws.files!.find(({ recognises }) => recognises(head))!;
  const source = awsFormats.find(({ id }) => id === kind.id)!;
  const reader = readAws();
  const coverage: Coverage[] = [];
  timed('parse', () => {
    for (const entry of source.read(file)) {
      if ('record' in entry) reader.add(redactAws(entry));
      else coverage.push(entry);
    }
  });
  const settings = defaultSettings;
  const collectedAt = '2026-09-01T00:00:00.000Z';
  const estate = timed('interpret', () => reader.finish({ collectedAt, coverage, settings }));
  const reach = timed('reach', () => {
    const result = reachOf(estate, settings);
    for (const index of estate.identities.keys()) result.radius(index);
    return result;
  });
  const judged = timed('rules', () =>
    runRules({
      estate,
      reach,
      settings,
      rules,
      furtherControls,
      remedies: remediesFor([awsInterpretation])(estate),
    }),
  );
  if (what === 'audit')
    timed('report', () => {
      const result = {
        tool,
        estate,
        reach,
        exposure: exposuresOf(estate, reach, settings, isOpenToOthers),
        ...judged,
        coverage: estate.coverage,
        rules,
        providers: {},
        settings,
      };
      let length = 0;
      // The order that every format asks for; kept for all of them.
      timed('report order', () => rank(result));
      for (const format of reportFormats)
        timed(`report ${format.id}`, () => {
          for (const { text } of format.files(result, { width: 80, colour: false }))
            for (const piece of text) length += Buffer.byteLength(piece);
        });
      figures.reportBytes = length;
    });
  figures.identities = estate.identities.length;
  figures.edges = estate.takeover.from.length;
  figures.findings = judged.findings.length;
}
process.stdout.write(
  `${JSON.stringify({ what, bytes: statSync(path).size, milliseconds, processorMilliseconds, figures, peakBytes: process.resourceUsage().maxRSS * 1024 })}\n`,
);
