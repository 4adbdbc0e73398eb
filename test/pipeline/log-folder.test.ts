import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { gather } from '../../src/pipeline/facts.ts';
import { fileSource } from '../../src/pipeline/file-source.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nhi-logs-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (path: string, content: string | Uint8Array): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
};

const event = (day: number, user: string) => ({
  eventVersion: '1.08',
  eventID: `${day} ${user}`,
  eventTime: `2026-03-${String(day).padStart(2, '0')}T10:00:00Z`,
  eventSource: 'iam.amazonaws.com',
  eventName: 'GetUser',
  awsRegion: 'us-east-1',
  sourceIPAddress: `203.0.${day}.1`,
  userAgent: 'Boto3/1.34',
  readOnly: true,
  eventCategory: 'Management',
  recipientAccountId: '111122223333',
  userIdentity: {
    type: 'IAMUser',
    arn: `arn:aws:iam::111122223333:user/${user}`,
    accountId: '111122223333',
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  },
});
const trail = (...events: readonly unknown[]): Uint8Array => gzipSync(JSON.stringify({ Records: events }));
const events = Array.from({ length: 12 }, (_, n) => event(n + 1, n % 3 === 0 ? 'ci' : 'build'));

const factsOf = async (...paths: readonly string[]) => {
  const { records, coverage } = await gather(paths.map(fileSource), '2026-04-01T00:00:00.000Z');
  return { records, coverage };
};
const uses = async (...paths: readonly string[]) => (await factsOf(...paths)).records;

describe('a folder of logs', () => {
  test('is one fold, however its events lie in files and folders', async () => {
    put('one/all.json.gz', trail(...events));
    for (const [index, each] of events.entries())
      put(`many/AWSLogs/111122223333/CloudTrail/us-east-1/2026/03/${index}/x.json.gz`, trail(each));
    put(
      'lines/all.ndjson',
      events
        .toReversed()
        .map((each) => JSON.stringify(each))
        .join('\n'),
    );
    const whole = await uses(join(folder, 'one/all.json.gz'));
    expect(whole.map(({ record }) => record)).toEqual(['aws.use-window', 'aws.use', 'aws.use']);
    expect(await uses(join(folder, 'many'))).toEqual(whole);
    expect(await uses(join(folder, 'lines'))).toEqual(whole);
    // And of files that are named one by one.
    const halves = [events.slice(0, 5), events.slice(5)];
    for (const [index, half] of halves.entries()) put(`half-${index}.json.gz`, trail(...half));
    expect(await uses(join(folder, 'half-1.json.gz'), join(folder, 'half-0.json.gz'))).toEqual(whole);
  });

  test('leaves other files aside and says so; a damaged one is a gap; links are not followed', async () => {
    put('a/one.json.gz', trail(events[0]));
    put('a/readme.txt', 'hello');
    put(
      'a/digest.json',
      JSON.stringify({ awsAccountId: '1', digestStartTime: 'x', previousDigestS3Bucket: 'x', logFiles: [] }),
    );
    put('a/cut.json.gz', trail(...events).subarray(0, 200));
    put('a/cut.json', JSON.stringify({ Records: events }).slice(0, -40));
    put('elsewhere/two.json.gz', trail(events[1]));
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'a/link'));
    const { records, coverage } = await factsOf(join(folder, 'a'));
    const [window] = records;
    // Of the one that is cut short, nothing: half a file says less than it seems.
    expect(window!.data).toMatchObject({ Events: 1 });
    expect(coverage.map(({ status, detail }) => [status, detail])).toEqual([
      ['skipped', '1 × digest file, left aside'],
      ['skipped', expect.stringMatching(/^2 files are no log of use/)],
      ['partial', expect.stringMatching(/cut\.json/)],
    ]);
  });

  test('without any log it is what it was before: no checkout', () => {
    put('b/readme.txt', 'hello');
    expect(() => fileSource(join(folder, 'b'))).toThrow(/the folder has no/);
  });

  test('where each log is damaged, it says that none can be read', () => {
    put('c/a.json.gz', Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3]));
    expect(() => fileSource(join(folder, 'c'))).toThrow(/and no log of use that can be read/);
  });
});
