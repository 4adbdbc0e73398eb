/**
 * `node bench/logs.ts [events …]`: what the fold of logs costs, and that its memory does not grow with what is read: events of
 * CloudTrail of 200 roles in packed files of five thousand, as a trail delivers them. Prints size, lines that are kept, processor time
 * and peak memory, each in a process of its own. Default: 20000 200000.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, cpuUsage, execArgv, execPath, resourceUsage, stdout } from 'node:process';
import { gzipSync } from 'node:zlib';
import { gather } from '../src/pipeline/facts.ts';
import { fileSource } from '../src/pipeline/file-source.ts';

const mebibyte = 1 << 20;
const perFile = 5_000;
const roles = 200;
const account = '111122223333';
const start = Date.parse('2026-03-01T00:00:00Z');
const actions = [
  ['s3.amazonaws.com', 'ListBuckets'],
  ['sqs.amazonaws.com', 'GetQueueUrl'],
  ['iam.amazonaws.com', 'GetRole'],
] as const;

const event = (n: number): object => {
  const role = `svc-${n % roles}`;
  const [eventSource, eventName] = actions[n % actions.length]!;
  return {
    eventVersion: '1.08',
    eventID: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    eventTime: new Date(start + n * 1_000).toISOString(),
    eventSource,
    eventName,
    awsRegion: 'eu-central-1',
    sourceIPAddress: `203.0.113.${n % 250}`,
    userAgent: 'Boto3/1.34 md/Botocore#1.34',
    requestParameters: { filler: 'x'.repeat(300) },
    readOnly: true,
    eventCategory: 'Management',
    recipientAccountId: account,
    userIdentity: {
      type: 'AssumedRole',
      arn: `arn:aws:sts::${account}:assumed-role/${role}/session`,
      accountId: account,
      sessionContext: {
        sessionIssuer: { type: 'Role', arn: `arn:aws:iam::${account}:role/${role}`, accountId: account },
      },
    },
  };
};

const writeLogs = (folder: string, events: number): { readonly packed: number; readonly plain: number } => {
  let packed = 0;
  let plain = 0;
  for (let first = 0; first < events; first += perFile) {
    const length = Math.min(perFile, events - first);
    const text = JSON.stringify({ Records: Array.from({ length }, (_, n) => event(first + n)) });
    const bytes = gzipSync(text);
    writeFileSync(join(folder, `${account}_CloudTrail_eu-central-1_${first}.json.gz`), bytes);
    packed += bytes.length;
    plain += text.length;
  }
  return { packed, plain };
};

const measure = async (folder: string): Promise<void> => {
  const before = cpuUsage();
  const { records } = await gather([fileSource(folder)], '2026-09-01T00:00:00.000Z');
  const { user, system } = cpuUsage(before);
  stdout.write(
    `${JSON.stringify({
      lines: records.length,
      processorSeconds: Math.round((user + system) / 10_000) / 100,
      peakMebibytes: Math.round((resourceUsage().maxRSS * 1024) / mebibyte),
    })}\n`,
  );
};

const given = argv.slice(2);
if (given[0] === 'one') await measure(given[1]!);
else {
  for (const events of given.length === 0 ? [20_000, 200_000] : given.map(Number)) {
    const folder = mkdtempSync(join(tmpdir(), 'nhi-audit-bench-'));
    try {
      const { packed, plain } = writeLogs(folder, events);
      stdout.write(`${events} events, ${(packed / mebibyte).toFixed(1)} MiB packed, `);
      stdout.write(`${(plain / mebibyte).toFixed(1)} MiB plain: `);
      execFileSync(execPath, [...execArgv, new URL(import.meta.url).pathname, 'one', folder], {
        stdio: 'inherit',
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}
