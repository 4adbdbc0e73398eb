import { describe, expect, it } from 'vitest';
import { createLimits, isLimited } from '../../../../connectors/github/collect/limits.ts';
import { sampleOrganization } from '../../../support/github-estate.ts';
import type { Said, Seen } from '../../../support/github-loopback.ts';
import { collectFrom, coverageOf, ofKind } from './support.ts';

const headers = (given: Readonly<Record<string, string>>) => (name: string) => given[name] ?? null;

describe('an answer is a refusal for a limit', () => {
  it.each([
    ['with 429', { status: 429, header: headers({}), text: '' }, true],
    [
      'with 403 and nothing left',
      { status: 403, header: headers({ 'x-ratelimit-remaining': '0' }), text: '' },
      true,
    ],
    ['with 403 and retry-after', { status: 403, header: headers({ 'retry-after': '60' }), text: '' }, true],
    [
      'with 403 and the words of a secondary limit',
      { status: 403, header: headers({}), text: 'You have exceeded a secondary rate limit' },
      true,
    ],
    [
      'with 200 and the error of GraphQL',
      { status: 200, header: headers({}), text: '{"errors":[{"type":"RATE_LIMITED"}]}' },
      true,
    ],
    [
      'not with 403 for a permission',
      { status: 403, header: headers({}), text: 'Resource not accessible' },
      false,
    ],
  ])('%s', (_name, answer, expected) => {
    expect(isLimited(answer)).toBe(expected);
  });
});

describe("waits follow GitHub's order", () => {
  const clock = () => {
    let now = 1_000_000;
    return {
      now: () => now,
      sleep: async (milliseconds: number) => {
        now += milliseconds;
      },
    };
  };
  const refused = (given: Readonly<Record<string, string>>) => ({
    status: 403,
    header: headers(given),
    text: 'You have exceeded a secondary rate limit',
  });

  it.each([
    [
      'retry-after first',
      [refused({ 'retry-after': '7', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '9999' })],
      8000,
    ],
    ['then the reset', [refused({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1030' })], 31_000],
    ['a wait of days no longer than a period', [refused({ 'retry-after': '999999' })], 61 * 60_000],
    [
      'nor a reset in another century',
      [refused({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '9999999999' })],
      61 * 60_000,
    ],
    ['then a minute', [refused({})], 60_000],
    ['and twice as long each time after', [refused({}), refused({}), refused({})], 240_000],
  ])('%s', async (_name, answers, waited) => {
    const time = clock();
    const limits = createLimits({ clock: time, spacing: 0 });
    const start = time.now();
    for (const answer of answers) expect(limits.note('core', answer)).toBe(true);
    await limits.turn('core');
    expect(time.now() - start).toBe(waited);
  });

  it('an answer that is good and says that nothing is left for a century holds up no longer either', async () => {
    const time = clock();
    const limits = createLimits({ clock: time, spacing: 0 });
    const start = time.now();
    const spent = {
      'x-ratelimit-limit': '5000',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': '9999999999',
    };
    expect(limits.note('core', { status: 200, header: headers(spent), text: '' })).toBe(false);
    await limits.turn('core');
    expect(time.now() - start).toBe(61 * 60_000);
  });
});

describe('a collection', () => {
  const secondary = (): ((seen: Seen) => Said | undefined) => {
    let times = 0;
    return ({ path }) => {
      if (path !== '/orgs/acme/hooks' || times++ > 0) return;
      return {
        status: 403,
        headers: { 'retry-after': '1' },
        body: { message: 'You have exceeded a secondary rate limit. Please wait a few minutes.' },
      };
    };
  };

  it('waits for a secondary limit and goes on', async () => {
    const collected = await collectFrom({ organizations: [sampleOrganization()], interject: secondary() });
    expect(coverageOf(collected, 'GET /orgs/{org}/hooks')?.status).toBe('complete');
    expect(ofKind(collected, 'github.webhook')).toHaveLength(2);
    expect(Math.max(...collected.waits)).toBeGreaterThan(1000);
  });

  it('waits for the next period when the budget is spent, in REST and in GraphQL', async () => {
    const told: string[] = [];
    const collected = await collectFrom(
      { organizations: [sampleOrganization()], limit: 10, period: 2 },
      { onWait: (until) => told.push(until) },
    );
    const gaps = collected.coverage.filter(({ status }) => status === 'partial' || status === 'denied');
    expect(gaps.map(({ source }) => source)).toEqual([]);
    expect(told.length).toBeGreaterThan(0);
    // Nothing was sent that would have been refused.
    expect(collected.github.seen.length).toBe(collected.calls.length);
  });

  it.each([
    ['in the words of a secondary limit', { message: 'You have exceeded a secondary rate limit' }],
    ['in no words that anybody knows', { message: 'Too Many Requests' }],
  ])('gives up after five waits where GitHub goes on refusing %s', async (_name, body) => {
    const collected = await collectFrom({
      organizations: [sampleOrganization()],
      interject: ({ path }) =>
        path === '/orgs/acme/hooks' ? { status: 429, headers: { 'retry-after': '0' }, body } : undefined,
    });
    expect(coverageOf(collected, 'GET /orgs/{org}/hooks')).toMatchObject({
      status: 'partial',
      detail: expect.stringContaining('rate limit'),
    });
    expect(collected.calls.filter((call) => call === 'GET /orgs/{org}/hooks')).toHaveLength(6);
    expect(coverageOf(collected, 'GET /orgs/{org}/actions/runners')?.status).toBe('complete');
  });

  it('tells at the end what is left', async () => {
    const budgets: string[] = [];
    await collectFrom(
      { organizations: [sampleOrganization()], limit: 4000 },
      { onBudgets: (all) => budgets.push(...all.map(({ resource, limit }) => `${resource} ${limit}`)) },
    );
    expect(budgets).toEqual(['core 4000', 'graphql 4000']);
  });
});
