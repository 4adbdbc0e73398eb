import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { collectGitHub } from '../../../../connectors/github/collect/index.ts';
import { largeOrganization } from '../../../support/github-estate.ts';
import { type FakeGitHub, type FakeOptions, startGitHub } from '../../../support/github-loopback.ts';
import { type PassTime, withQuickTime } from '../../../support/quick-time.ts';
import { allPermissions } from './support.ts';

/** `bench/github.ts 3000 400 limits` and `killed` do the same with three thousand repositories. */
const bench = fileURLToPath(new URL('../../../../bench/github.ts', import.meta.url));
const token = 'ghs_bench';
const fake = (more: Partial<FakeOptions> = {}): FakeOptions => ({
  organizations: [largeOrganization(200, 20)],
  tokens: [{ token, kind: 'app', permissions: allPermissions }],
  ...more,
});

interface Run {
  readonly facts: readonly string[];
  readonly calls: number;
  readonly waits: number;
}

const collect = ({ url }: FakeGitHub, journal?: string): Promise<Run> =>
  withQuickTime((sleep) => collectAll(url, sleep, journal));

const collectAll = async (url: string, sleep: PassTime, journal?: string): Promise<Run> => {
  const facts: string[] = [];
  let calls = 0;
  let waits = 0;
  for await (const entry of collectGitHub({
    credential: { token },
    organizations: ['acme'],
    apiUrl: url,
    journal,
    spacing: 0,
    sleep,
    now: () => new Date('2026-04-01T00:00:00Z'),
    onCall: () => {
      calls += 1;
    },
    onWait: () => {
      waits += 1;
    },
  }))
    facts.push(JSON.stringify(entry));
  return { facts, calls, waits };
};

/** A collection in a process of its own, killed after so many calls: it cannot say goodbye. */
const killedAfter = (calls: number, { url }: FakeGitHub, journal: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const child: ChildProcess = fork(bench, ['200', '20', 'killed', 'collect', url, journal], {
      execArgv: [],
    });
    let made = 0;
    child.on('message', (message) => {
      made = Number(message);
      if (made >= calls) child.kill('SIGKILL');
    });
    child.once('exit', (_code, signal) =>
      signal === 'SIGKILL' ? resolve(made) : reject(new Error('it came to its end')),
    );
  });

it('a collection under limits that is killed and goes on comes to the same facts, in about as many calls', {
  timeout: 120_000,
}, async () => {
  const easy = await startGitHub(fake());
  const calm = await collect(easy).finally(easy.close);

  const github = await startGitHub(
    fake({
      // Facts name the host.
      port: easy.port,
      limit: 150,
      period: 2,
      interject: ({ number }) =>
        number % 300 === 0
          ? {
              status: 403,
              headers: { 'retry-after': '0' },
              body: { message: 'You have exceeded a secondary rate limit.' },
            }
          : undefined,
    }),
  );
  try {
    const journal = join(mkdtempSync(join(tmpdir(), 'nhi-journal-')), 'journal.ndjson');
    const first = await killedAfter(300, github, journal);
    const rest = await collect(github, journal);
    expect(rest.facts).toEqual(calm.facts);
    expect(rest.waits).toBeGreaterThan(0);
    // At most what one step asks is asked again, and what was refused for a limit.
    expect(first + rest.calls - calm.calls).toBeGreaterThanOrEqual(0);
    expect(first + rest.calls - calm.calls).toBeLessThan(15);
    expect(existsSync(journal)).toBe(false);
  } finally {
    await github.close();
  }
});
