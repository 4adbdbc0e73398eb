import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { limits } from '../../reports/html/data.ts';
import { contentSecurityPolicy } from '../../reports/html/document.ts';
import template from '../../reports/html/page.generated.json' with { type: 'json' };
import { type Detail, type GraphData, type PageData, unpackedFinding } from '../../reports/html/page-data.ts';
import { htmlFormat, planPage } from '../../reports/html.ts';
import { rank } from '../../src/audit/ranking.ts';
import { letsIdentity } from '../../src/model/filter.ts';
import { severities } from '../../src/model/finding.ts';
import type { PlanStep } from '../../src/model/reduce.ts';
import type { AuditResult } from '../../src/model/report.ts';
import { demoResult } from '../support/demo.ts';
import { sketchResult } from '../support/result.ts';
import { hostileTexts, timeFields, withTexts } from './hostile.ts';
import { pageBlocksIn } from './readers.ts';
import { ci, sampleInForce, samplePlan, sampleResult, sampleTrend } from './sample.ts';

const options = { width: 80, colour: false, sourceArguments: ['account.json', 'a b.json'] };

const textOf = (result: AuditResult): string => [...htmlFormat.files(result, options)[0]!.text].join('');
const blocksOf = (result: AuditResult) => {
  const blocks = pageBlocksIn(textOf(result));
  return {
    main: blocks.get('main') as PageData,
    graph: blocks.get('graph') as GraphData,
    details: [...blocks]
      .filter(([id]) => id.startsWith('detail-'))
      .flatMap(([, block]) => block as readonly Detail[]),
  };
};

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64');

describe('the page', () => {
  test('may run and show what the package ships, and load nothing', () => {
    const text = textOf(sampleResult());
    const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(text)?.[1];
    expect(policy).toBe(contentSecurityPolicy);
    expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-[^' ]+'; style-src 'sha256-[^' ]+'; /);
    expect(policy).not.toMatch(/unsafe|https?:|\*|data:|blob:/);
    const [, style] = /<style>([\s\S]*?)<\/style>/.exec(text)!;
    const [, script] = /<script>([\s\S]*?)<\/script>/.exec(text)!;
    expect(policy).toContain(`'sha256-${sha256(style!)}'`);
    expect(policy).toContain(`'sha256-${sha256(script!)}'`);
  });

  test('is less than 200 KB of code, without eval, and carries the notices of what is in it', () => {
    expect(Buffer.byteLength(template.script + template.style)).toBeLessThan(200_000);
    expect(template.script).not.toMatch(
      /\beval\(|\bFunction\(|\bimport\(|\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon/,
    );
    expect(template.style).not.toMatch(/url\(|@import|@font-face/);
    for (const name of ['preact', '@dagrejs/dagre'])
      expect(template.script).toMatch(new RegExp(`\\n${name} \\d+\\.\\d+\\.\\d+\\n`));
    expect(template.script).toContain('Permission is hereby granted');
  });

  test('is the same bytes for the same result', async () => {
    const demo = await demoResult();
    const text = textOf(demo);
    expect(textOf({ ...demo }) === text).toBe(true);
  });

  test('holds much data compressed, the same bytes each time, and the same data', () => {
    const long = withTexts(sampleResult(), (own) => `${own}${'x'.repeat(15_000)}`, [
      ...timeFields,
      'tool',
      'controls',
      'evidenceHash',
    ]);
    const text = textOf(long);
    expect(text.includes('<script type="text/plain" id="main">')).toBe(true);
    expect(text.includes('<script type="application/json"')).toBe(false);
    expect(textOf(long) === text).toBe(true);
    // The header of gzip: no time, no name.
    const packed = /id="main">([^<]*)</.exec(text)![1]!;
    expect([...Buffer.from(packed, 'base64').subarray(0, 8)]).toEqual([31, 139, 8, 0, 0, 0, 0, 0]);
    expect((pageBlocksIn(text).get('main') as PageData).identities.id).toHaveLength(
      long.estate.identities.length,
    );
  });

  test.each(hostileTexts)('%s ends no block of data and begins none', (_, text) => {
    const all = { ...sampleResult(), inForce: sampleInForce, plan: samplePlan, trend: sampleTrend };
    const hostile = withTexts(all, (own) => text + own, [
      ...timeFields,
      'tool',
      'controls',
      'evidenceHash',
      'at',
      'verified',
    ]);
    const page = textOf(hostile);
    const plain = page.matchAll(/<script type="application\/json" id="[^"]*">([\s\S]*?)<\/script>/g);
    for (const [, data] of plain) expect(data).not.toContain('<');
    expect(page.match(/<script/g)).toHaveLength(textOf(sampleResult()).match(/<script/g)!.length);
  });
});

describe('its data', () => {
  test('are the identities of the report, in its order', async () => {
    const result = await demoResult();
    const { main, details } = blocksOf(result);
    const ranked = [...rank(result).identities()];
    expect(main.identities.id).toEqual(ranked.map(({ identity }) => identity.id));
    expect(main.identities.radius).toEqual(ranked.map(({ radius }) => radius.score));
    expect(main.totals.identities).toBe(ranked.length);
    expect(main.totals.open).toBe(result.findings.filter(({ status }) => status !== 'accepted').length);
    expect(details).toHaveLength(Math.min(ranked.length, limits.details));
    for (const [row, { findings }] of ranked.entries()) {
      expect(details[row]!.findings.map(({ fingerprint }) => fingerprint).toSorted()).toEqual(
        findings.map(({ fingerprint }) => fingerprint).toSorted(),
      );
    }
  });

  test('tell each finding by its rule and severity, and accepted ones apart', () => {
    const result = sampleResult();
    const { main } = blocksOf(result);
    const row = main.identities.id.indexOf(ci);
    const told = main.identities.findings[row]!.map(unpackedFinding).map(({ found, severity, accepted }) => [
      main.found[found]!.rule,
      severities[severity],
      accepted,
    ]);
    const expected = result.findings
      .filter(({ identity }) => identity === ci)
      .map(({ rule, severity, status }) => [rule, severity, status === 'accepted']);
    expect(told.toSorted()).toEqual(expected.toSorted());
  });

  test('bands, crossings and standings count every identity once', async () => {
    const { totals } = blocksOf(await demoResult()).main;
    const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);
    expect(sum(totals.bands.map(({ identities }) => identities))).toBe(totals.identities);
    for (const crossing of [totals.byProvider, totals.byLevel, totals.byAxis])
      expect(sum(crossing.of.flat())).toBe(totals.identities);
  });

  test('a picture holds the steps of shortest paths, and says what it left out', async () => {
    const result = await demoResult();
    const { graph } = blocksOf(result);
    expect(graph.scopes.length).toBeGreaterThan(0);
    for (const { scope, proven, assumed, nodes, edges, left } of graph.scopes) {
      expect(nodes.length).toBeLessThanOrEqual(120);
      expect(nodes.some(({ id }) => id === `scope:${scope}`)).toBe(true);
      for (const { from, to } of edges)
        expect(nodes[from] !== undefined && nodes[to] !== undefined).toBe(true);
      const drawn = edges
        .filter(({ to }) => nodes[to]!.id === `scope:${scope}`)
        .reduce((all, { through }) => all + through, 0);
      expect(drawn + left).toBe(proven + assumed);
    }
  });

  test('begin with what asks for the same facts again', () => {
    expect(blocksOf(sampleResult()).main.again).toBe("account.json 'a b.json'");
  });

  test('hold those alone that a filter lets through', () => {
    const result = sampleResult();
    const filter = {
      severity: undefined,
      rules: undefined,
      scopes: ['222222222222'],
      providers: undefined,
      natures: undefined,
    };
    const { main } = blocksOf({
      ...result,
      filter: { filter, flags: ['--scope x'], findings: 0, identities: 1 },
    });
    expect(main.identities.id).toEqual(
      [...rank(result).identities()]
        .filter(({ identity }) => letsIdentity(filter, identity))
        .map(({ identity }) => identity.id),
    );
    expect(main.inForce.join()).toContain('--scope x');
  });
});

describe('the plan', () => {
  const planOf = (result: AuditResult) => blocksOf(result).main.plan;

  test('null where nobody asked for it', () => {
    expect(planOf(sampleResult())).toBeNull();
  });

  test('is the plan, step by step, with what is told of all of it', () => {
    const plan = planOf({ ...sampleResult(), plan: samplePlan })!;
    expect(plan.start).toEqual(samplePlan.start);
    expect(plan.steps.map(({ after, verified, lowers }) => ({ after, verified, lowers }))).toEqual(
      samplePlan.steps.map(({ after, verified, lowers }) => ({ after, verified, lowers })),
    );
    expect(plan.steps[0]!.lowered).toEqual([[ci, 80, 20]]);
    expect(plan.steps[0]!.changes).toEqual([
      {
        kind: 'withdraw-grant',
        says: 'Withdraw AdministratorAccess from user ci-deploy.',
        provider: 'aws',
        scope: '111111111111',
        environment: 'production',
        identity: ci,
        owner: 'platform',
        holders: 3,
        risk: 'used',
        riskSays: 'Used on 2025-12-30.',
        workloads: Array.from({ length: 20 }, (_, at) => `function-${at}`),
        moreWorkloads: 2,
        commands: ['aws iam detach-user-policy --user-name ci-deploy'],
        byHand: [],
        undo: ['aws iam attach-user-policy --user-name ci-deploy'],
      },
    ]);
    expect(plan.steps[1]!.changes.map(({ owner }) => owner)).toEqual(['', '']);
    expect(plan.says).toEqual([
      '3 changes reach it: at most 10 % of the estate is reachable from a standing identity.',
      expect.stringContaining('people do not'),
      expect.stringContaining('every tenth'),
      'What was used within 90 days is kept.',
    ]);
    expect([plan.leftOut.length, plan.moreLeftOut, plan.moreSteps]).toEqual([1, 2, 0]);
  });

  test('what is done by hand says from what to what; where somebody has to consent, the proven part is shown', () => {
    const [step] = samplePlan.steps;
    const [change] = step!.changes;
    const guard: PlanStep = {
      ...step!,
      lowered: [{ identity: ci, before: 80, after: 80, proven: { before: 70, after: 2 } }],
      changes: [
        {
          ...change!,
          kind: 'guard-step',
          commands: [],
          documents: [{ of: 'its permissions', before: 'write', after: 'read' }],
        },
      ],
    };
    const [row] = planOf({ ...sampleResult(), plan: { ...samplePlan, steps: [guard] } })!.steps;
    expect(row).toMatchObject({
      guards: true,
      lowered: [[ci, 70, 2]],
      changes: [{ byHand: ['By hand: its permissions: from "write" to "read"'] }],
    });
  });

  test('a long one is cut, and says by how much', () => {
    const steps = Array.from({ length: 310 }, () => samplePlan.steps[0]!);
    const plan = planOf({ ...sampleResult(), plan: { ...samplePlan, steps } })!;
    expect([plan.steps.length, plan.moreSteps]).toEqual([300, 10]);
  });

  test('is what a page of reduce opens with; a report opens with the overview', () => {
    const result = { ...sampleResult(), plan: samplePlan };
    const page = pageBlocksIn([...planPage(result, options)].join(''));
    expect((page.get('main') as PageData).start).toBe('plan');
    expect(blocksOf(result).main.start).toBe('overview');
  });
});

describe('the trend', () => {
  test('null without a history', () => {
    expect(blocksOf(sampleResult()).main.trend).toBeNull();
  });

  test('a row a scan, severities in their order, what is not known null', () => {
    const { points, left } = blocksOf({ ...sampleResult(), trend: sampleTrend }).main.trend!;
    expect(left).toBe(0);
    expect(points[0]).toEqual({
      at: '2025-10-01T00:00:00.000Z',
      series: 1,
      standing: 3,
      privileged: 4,
      worst: 90,
      open: [0, 1, 0, 0, 3],
      unseen: 0,
      accepted: 1,
      age: null,
      fix: null,
    });
    expect(points[2]).toMatchObject({ age: 61, fix: 4 });
  });

  test('of very many scans some are drawn, the newest among them', () => {
    const trend = Array.from({ length: 1_000 }, (_, unseen) => ({ ...sampleTrend[0]!, unseen }));
    const { points, left } = blocksOf({ ...sampleResult(), trend }).main.trend!;
    expect([points.length, left, points.at(-1)!.unseen]).toEqual([400, 600, 999]);
  });

  test('a finding says since when it is open', () => {
    const result = sampleResult();
    const { fingerprint } = result.findings[0]!;
    const times = { firstSeen: '2025-10-01T00:00:00.000Z', openSince: '2025-12-01T00:00:00.000Z' };
    const { details } = blocksOf({
      ...result,
      history: {
        findings: new Map([
          [
            fingerprint,
            { state: 'reopened', ...times, age: 31, due: '2025-12-08T00:00:00.000Z', overdue: true },
          ],
        ]),
        fixed: 0,
        unseen: 0,
      },
    });
    const told = details.flatMap(({ findings }) => findings).filter((each) => each.since !== '');
    expect(new Map(told.map((each) => [each.fingerprint, each.since]))).toEqual(
      new Map([
        [
          fingerprint,
          'reopened, since 2025-12-01 (31 days), first seen 2025-10-01, to be fixed by 2025-12-08: overdue',
        ],
      ]),
    );
  });
});

describe('what changed', () => {
  const changesOf = (earlier: AuditResult, now: AuditResult) => blocksOf({ ...now, earlier }).main.changes!;

  test('nothing, between a result and itself', () => {
    expect(changesOf(sampleResult(), sampleResult())).toMatchObject({
      identities: [],
      findings: [],
      unequal: [],
    });
  });

  test('null where no earlier snapshot was given', () => {
    expect(blocksOf(sampleResult()).main.changes).toBeNull();
  });

  test('findings that are new and that ended, by their fingerprints; accepted ones are not open', () => {
    const now = sampleResult();
    const [first, ...rest] = now.findings.filter(({ status }) => status !== 'accepted');
    const earlier = { ...sampleResult(), findings: rest };
    expect(changesOf(earlier, now).findings).toEqual([
      expect.objectContaining({ what: 'new', rule: first!.rule, identity: first!.identity }),
    ]);
    const accepted = { ...now, findings: [{ ...first!, status: 'accepted' as const }, ...rest] };
    expect(changesOf(now, accepted).findings).toEqual([
      expect.objectContaining({ what: 'ended', rule: first!.rule }),
    ]);
  });

  test('identities that came, went, and reach more', () => {
    const empty = sketchResult({ identities: [] });
    expect(changesOf(empty, sampleResult()).identities.map(({ what }) => what)).toEqual([
      'new',
      'new',
      'new',
    ]);
    expect(changesOf(sampleResult(), empty).identities.map(({ what }) => what)).toEqual([
      'gone',
      'gone',
      'gone',
    ]);
    const now = sampleResult();
    const index = now.estate.identities.findIndex(({ id }) => id === ci);
    const weaker = {
      ...now,
      reach: {
        ...now.reach,
        radius: (at: number) => (at === index ? { ...now.reach.radius(at), score: 0 } : now.reach.radius(at)),
      },
    };
    expect(changesOf(weaker, now).identities).toEqual([
      expect.objectContaining({ id: ci, what: 'wider', before: 0, now: now.reach.radius(index).score }),
    ]);
    expect(changesOf(now, weaker).identities).toEqual([
      expect.objectContaining({ id: ci, what: 'narrower' }),
    ]);
  });

  test('sources that were read at one time only are told', () => {
    const now = sampleResult();
    const [entry] = now.coverage.filter(({ status }) => status === 'complete');
    const earlier = {
      ...now,
      coverage: now.coverage.map((each) => (each === entry ? { ...each, status: 'denied' as const } : each)),
    };
    expect(changesOf(earlier, now).unequal).toEqual([
      `${entry!.connector} ${entry!.scope} ${entry!.source}: before denied, now complete`,
    ]);
  });
});
