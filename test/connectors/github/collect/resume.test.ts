import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { journalStart } from '../../../../connectors/github/collect/journal.ts';
import { sampleOrganization } from '../../../support/github-estate.ts';
import type { FakeOptions } from '../../../support/github-loopback.ts';
import { collectFrom, coverageOf } from './support.ts';

const fresh = (): string => join(mkdtempSync(join(tmpdir(), 'nhi-journal-')), 'journal.ndjson');
const organization = {
  ...sampleOrganization(),
  repositories: [
    ...sampleOrganization().repositories,
    ...Array.from({ length: 6 }, (_, at) => ({ id: 700 + at, name: `r${at}`, secrets: ['A'] })),
  ],
};

/** The same address before and after the interruption: a journal is of one API. */
const port = await new Promise<number>((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port: free } = server.address() as AddressInfo;
    server.close(() => resolve(free));
  });
});

const interruptedAt = async (
  journal: string,
  calls: number,
  interject: FakeOptions['interject'] = () => undefined,
): Promise<number> => {
  const stop = new AbortController();
  let made = 0;
  await expect(
    collectFrom(
      { organizations: [organization], port, interject },
      {
        journal,
        signal: stop.signal,
        onCall: () => {
          made += 1;
          if (made === calls) stop.abort(new Error('interrupted'));
        },
      },
    ),
  ).rejects.toThrow('interrupted');
  return made;
};

describe('an interrupted collection', () => {
  it('goes on where it was, and comes to the same facts', async () => {
    const whole = await collectFrom({ organizations: [organization], port });
    const journal = fresh();
    await interruptedAt(journal, 60);
    expect(journalStart(journal)).toBe('2026-04-01T00:00:00.000Z');
    expect(statSync(journal).mode & 0o077).toBe(0);
    expect(readFileSync(journal, 'utf8')).not.toMatch(/very-secret|spring-2019|plainly-written/);
    // Cut off in the middle of a line.
    writeFileSync(journal, '{"key":"acme half', { flag: 'a' });

    const rest = await collectFrom({ organizations: [organization], port }, { journal });
    expect(rest.calls.length).toBeLessThan(whole.calls.length - 40);
    expect(rest.records).toEqual(whole.records);
    expect(rest.coverage).toEqual(whole.coverage);
    expect(existsSync(journal)).toBe(false);
  });

  it('asks again what GitHub failed for', async () => {
    const journal = fresh();
    await interruptedAt(journal, 60, ({ path }) =>
      path === '/orgs/acme/hooks' ? { status: 502, body: {} } : undefined,
    );
    expect(readFileSync(journal, 'utf8')).not.toContain('"key":"acme webhooks"');
    const rest = await collectFrom({ organizations: [organization], port }, { journal });
    expect(coverageOf(rest, 'GET /orgs/{org}/hooks')?.status).toBe('complete');
    expect(rest.calls).toContain('GET /orgs/{org}/hooks');
    expect(rest.calls).not.toContain('GET /orgs/{org}/actions/runners');
  });

  it('goes on with a new token where the old one ran out, which is not used any further', async () => {
    const whole = await collectFrom({ organizations: [organization], port });
    const journal = fresh();
    const bad = await collectFrom(
      {
        organizations: [organization],
        port,
        interject: ({ number }) =>
          number > 60 ? { status: 401, body: { message: 'Bad credentials' } } : undefined,
      },
      { journal },
    );
    expect(bad.github.seen).toHaveLength(63);
    for (const source of ['hooks', 'dependabot/secrets'])
      expect(coverageOf(bad, `GET /repos/{owner}/{repo}/${source}`)).toMatchObject({
        status: expect.stringMatching(/partial|denied/),
        detail: expect.stringContaining('401'),
      });
    const rest = await collectFrom({ organizations: [organization], port }, { journal });
    expect(rest.records).toEqual(whole.records);
    expect(rest.coverage).toEqual(whole.coverage);
    expect(rest.calls.length).toBeLessThan(whole.calls.length - 40);
    expect(existsSync(journal)).toBe(false);
  });

  it('is not mixed with another one', async () => {
    const journal = fresh();
    await interruptedAt(journal, 40);
    await expect(
      collectFrom({ organizations: [organization], port }, { journal, organizations: ['other'] }),
    ).rejects.toThrow(/another collection/);
    await expect(
      collectFrom(
        { organizations: [organization], port },
        { journal, now: () => new Date('2026-05-01T00:00:00Z') },
      ),
    ).rejects.toThrow(/seven days/);
  });
});
