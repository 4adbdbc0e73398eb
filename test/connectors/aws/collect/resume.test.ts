import { existsSync, mkdtempSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { AwsCollectOptions } from '../../../../connectors/aws/collect/index.ts';
import { journalStart } from '../../../../connectors/aws/collect/journal.ts';
import { plantedSecret, sampleAccount, sampleOrganization } from '../../../support/aws-account.ts';
import type { LoopbackOptions, LoopbackRequest } from '../../../support/aws-loopback.ts';
import { accessDenied } from '../../../support/aws-loopback.ts';
import type { Collected } from './support.ts';
import { collectFrom } from './support.ts';

const fresh = (): string => join(mkdtempSync(join(tmpdir(), 'nhi-journal-')), 'journal.ndjson');
const account = '111111111111';
const other = '222222222222';

/** One account, in which one call is refused and its privileged role's use is asked for. */
const small: LoopbackOptions = {
  accounts: [sampleAccount(account)],
  pageSize: 2,
  fault: ({ call }) => (call === 'iam:ListSAMLProviders' ? accessDenied : undefined),
};
const withUsage: AwsCollectOptions = {
  usage: { budget: 100, choose: () => [`arn:aws:iam::${account}:role/admin`] },
};
/** Two accounts of an organisation, with what runs in them. */
const large: LoopbackOptions = {
  accounts: [sampleAccount(account), sampleAccount(other)],
  organization: sampleOrganization,
};
const withAll: AwsCollectOptions = { ...withUsage, organization: true, workloads: {} };

const facts = ({ records, coverage }: Collected): readonly string[] =>
  [...records, ...coverage].map((each) => JSON.stringify(each)).sort();

/** How the scan gets in is asked each time. */
const asked = ({ loopback }: Collected): readonly LoopbackRequest[] =>
  loopback.requests.filter(({ service }) => service !== 'sts');

const keysIn = (journal: string): readonly string[] =>
  readFileSync(journal, 'utf8')
    .split('\n')
    .slice(1, -1)
    .map((line) => JSON.parse(line).key);

const interruptedAt = async (
  journal: string,
  calls: number,
  server: LoopbackOptions,
  options: AwsCollectOptions,
): Promise<void> => {
  const stop = new AbortController();
  let made = 0;
  const onCall = (): void => {
    made += 1;
    if (made === calls) stop.abort(new Error('interrupted'));
  };
  await expect(collectFrom(server, { ...options, journal, signal: stop.signal, onCall })).rejects.toThrow(
    'interrupted',
  );
};

const whole = await collectFrom(small, withUsage);
const wholeLarge = await collectFrom(large, withAll);
const callsOf = ({ calls }: Collected): number => Object.values(calls).reduce((a, b) => a + b, 0);

describe('a collection that was interrupted', () => {
  test.each(Array.from({ length: callsOf(whole) }, (_, at) => [at + 1]))(
    'at call %i comes to the same facts, and asks for no answer twice',
    async (at) => {
      const journal = fresh();
      await interruptedAt(journal, at, small, withUsage);
      const kept = existsSync(journal) ? keysIn(journal) : [];
      expect(new Set(kept).size).toBe(kept.length);
      const rest = await collectFrom(small, { ...withUsage, journal });
      expect(facts(rest)).toEqual(facts(whole));
      expect(asked(rest).length).toBe(asked(whole).length - kept.length);
      expect(existsSync(journal)).toBe(false);
    },
  );

  test.each([0.2, 0.5, 0.8])(
    'after %f of the calls to an organisation and its regions likewise, again and again',
    async (share) => {
      const at = Math.round(share * callsOf(wholeLarge));
      const journal = fresh();
      await interruptedAt(journal, at, large, withAll);
      const first = keysIn(journal).length;
      // Cut off in the middle of a line.
      writeFileSync(journal, '{"key":"111', { flag: 'a' });
      await interruptedAt(journal, 12, large, withAll);
      const kept = keysIn(journal);
      expect(kept.length).toBeGreaterThanOrEqual(first);
      expect(new Set(kept).size).toBe(kept.length);
      const rest = await collectFrom(large, { ...withAll, journal });
      expect(facts(rest)).toEqual(facts(wholeLarge));
      expect(asked(rest).length).toBe(asked(wholeLarge).length - kept.length);
      expect(existsSync(journal)).toBe(false);
    },
  );

  test('asks again for what failed on the way, and not for what was refused', async () => {
    const journal = fresh();
    const failing: LoopbackOptions = {
      ...small,
      fault: ({ call }) =>
        call === 'iam:ListSAMLProviders'
          ? accessDenied
          : call === 'iam:ListAccountAliases'
            ? { kind: 'error', code: 'ServiceFailure', status: 500 }
            : undefined,
    };
    await interruptedAt(journal, callsOf(whole) + 6, failing, withUsage);
    const rest = await collectFrom(small, { ...withUsage, journal });
    expect(facts(rest)).toEqual(facts(whole));
    expect(rest.calls['iam:ListAccountAliases']).toBe(1);
    expect(rest.calls['iam:ListSAMLProviders']).toBeUndefined();
  });

  test('goes on with new credentials where the old ones ran out', async () => {
    const journal = fresh();
    let made = 0;
    const expiring: LoopbackOptions = {
      ...small,
      fault: (request) => {
        made += 1;
        if (made > 20) return { kind: 'error', code: 'ExpiredToken', status: 403 };
        return small.fault?.(request);
      },
    };
    const bad = await collectFrom(expiring, { ...withUsage, journal });
    expect(bad.coverage.some(({ detail }) => detail.includes('ExpiredToken'))).toBe(true);
    expect(journalStart(journal)).toBe('2026-01-01T00:00:00.000Z');
    const kept = keysIn(journal).length;
    const rest = await collectFrom(small, { ...withUsage, journal });
    expect(facts(rest)).toEqual(facts(whole));
    expect(asked(rest).length).toBe(asked(whole).length - kept);
    expect(existsSync(journal)).toBe(false);
  });

  test('begins a list and a job anew of which it is not known whether AWS still knows their middle', async () => {
    const journal = fresh();
    const afterFirstPage = 3;
    await interruptedAt(journal, afterFirstPage, small, withUsage);
    expect(keysIn(journal).length).toBeGreaterThan(0);
    const longAgo = new Date(Date.now() - 60 * 60_000);
    utimesSync(journal, longAgo, longAgo);
    const rest = await collectFrom(small, { ...withUsage, journal });
    expect(facts(rest)).toEqual(facts(whole));
    expect(asked(rest).filter(({ call }) => call === 'iam:GetAccountAuthorizationDetails').length).toBe(
      asked(whole).filter(({ call }) => call === 'iam:GetAccountAuthorizationDetails').length,
    );
  });
});

describe('a journal', () => {
  const begun = async (): Promise<string> => {
    const journal = fresh();
    await interruptedAt(journal, 12, small, withUsage);
    return journal;
  };

  test('can be read by its owner only, and holds no secret', async () => {
    const journal = fresh();
    await interruptedAt(journal, callsOf(wholeLarge), large, withAll);
    expect(statSync(journal).mode & 0o077).toBe(0);
    const text = readFileSync(journal, 'utf8');
    expect(text).toContain('lambda:ListFunctions');
    expect(text).toContain('config:SelectResourceConfig');
    expect(text).not.toContain(plantedSecret);
    // Neither credentials nor what came of getting in.
    expect(text).not.toMatch(/SecretAccessKey|SessionToken|"loopback"| sts:AssumeRole |"ExternalId"/);
  });

  test.each<[string, LoopbackOptions, AwsCollectOptions]>([
    ['another account', { ...small, accounts: [sampleAccount(other)] }, withUsage],
    ['another choice of accounts', { ...small, organization: sampleOrganization }, withAll],
    ['other roles', small, { roles: [{ arn: `arn:aws:iam::${account}:role/nhi-audit` }] }],
  ])('of %s is refused', async (_, server, options) => {
    const journal = await begun();
    await expect(collectFrom(server, { ...options, journal })).rejects.toThrow(/another collection/);
    expect(existsSync(journal)).toBe(true);
  });

  test('of last week is refused', async () => {
    const journal = await begun();
    const now = () => new Date('2026-01-09T00:00:00Z');
    await expect(collectFrom(small, { ...withUsage, journal, now })).rejects.toThrow(/seven days/);
  });

  test.each<[string, (text: string) => string, RegExp]>([
    ['of another provider', (text) => text.replace('aws-journal', 'github-journal'), /not the journal of/],
    [
      'that is damaged in the middle',
      (text) => text.replace(/\n\{"key"/, '\n{"ke\0"'),
      /line 2 of the journal is damaged/,
    ],
  ])('%s is told', async (_, spoil, says) => {
    const journal = await begun();
    writeFileSync(journal, spoil(readFileSync(journal, 'utf8')));
    await expect(collectFrom(small, { ...withUsage, journal })).rejects.toThrow(says);
  });
});
