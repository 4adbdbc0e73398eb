import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { explainJson } from '../../reports/explain-json.ts';
import { bounded } from '../../reports/inert-text.ts';
import { rank } from '../../src/audit/ranking.ts';
import type { PlannedChange } from '../../src/model/reduce.ts';
import type { AuditResult } from '../../src/model/report.ts';
import { hostileTexts, timeFields, withTexts } from '../reports/hostile.ts';
import { sampleInForce, samplePlan, sampleResult, sampleTrend } from '../reports/sample.ts';
import { fileOf, fullResult, hasBrowser, openBrowser, watched } from './browser.ts';

/** What a person sees and does, in the browser that people have. */

/** What is looked at of `nhi-audit explain --format json`. */
interface Explained {
  readonly identity: {
    readonly nature: string;
    readonly natureReason: string;
    readonly standing: string;
    readonly environment: string;
    readonly owner: string | null;
    readonly credentials: readonly Record<'kind' | 'id' | 'status' | 'lifetime' | 'binding', string>[];
    readonly exposureParts: readonly {
      readonly known: readonly string[];
      readonly unknown: readonly string[];
    }[];
  };
  readonly trusts: readonly { readonly principal: string }[];
  readonly takenOverBy: readonly string[];
  readonly path: readonly {
    readonly by: string;
    readonly technique: string;
    readonly assumes: readonly string[];
  }[];
  readonly findings: readonly {
    readonly fingerprint: string;
    readonly rule: string;
    readonly confidence: string;
    readonly owasp: readonly string[];
  }[];
  readonly entitlements: readonly object[] | null;
}

const views = [
  'overview',
  'identities',
  'first',
  'graph',
  'plan',
  'changes',
  'trend',
  'coverage',
  'exceptions',
] as const;

const identityFilters = [
  'Severity',
  'Standing',
  'Provider',
  'Scope',
  'Environment',
  'Nature',
  'Kind',
  'Own level',
  'Rule',
  'Owner',
  'OWASP',
  'Framework control',
] as const;

describe.skipIf(!hasBrowser())('the HTML report in Chromium', () => {
  let browser: Browser;
  let result: AuditResult;
  let file: string;
  let firstId: string;

  beforeAll(async () => {
    browser = await openBrowser();
    result = await fullResult();
    file = fileOf(result);
    const withFindings = [...rank(result).identities()].find(({ open }) => open.length > 2)!;
    firstId = withFindings.identity.id;
  });
  afterAll(async () => browser?.close());

  const at = async (page: Page, hash: string): Promise<void> => {
    await page.goto('about:blank');
    await page.goto(`${file}${hash}`);
    await page.locator('main h1').first().waitFor();
  };
  const identity = (id: string): string => `#identity?${new URLSearchParams({ id })}`;
  const shownRows = (page: Page) => page.locator('.rows tbody tr:not(.space)');
  const total = async (page: Page): Promise<number> =>
    Number(await page.locator('.rows table').getAttribute('aria-rowcount')) - 1;

  test('every view opens by its address, asks nothing of anybody and says nothing on the console', async () => {
    const { page, faults } = await watched(browser);
    const headings: string[] = [];
    for (const hash of [...views.map((view) => `#${view}`), identity(firstId)]) {
      await at(page, hash);
      headings.push((await page.locator('main h1').first().textContent()) ?? '');
    }
    expect(new Set(headings).size).toBe(views.length + 1);
    expect(faults()).toEqual([]);
  });

  const violationsOf = async (page: Page, where: string): Promise<readonly string[]> => {
    const { violations } = await new AxeBuilder({ page }).analyze();
    return violations.map(({ id, nodes }) => {
      const those = nodes.slice(0, 3).map(({ html }) => html.slice(0, 160));
      return `${where} ${id}: ${those.join(' | ')}`;
    });
  };

  test.each(['light', 'dark'] as const)(
    'axe finds nothing, %s',
    async (colorScheme) => {
      const { page } = await watched(browser, { colorScheme });
      for (const hash of [...views.map((view) => `#${view}`), identity(firstId)]) {
        await at(page, hash);
        await page.evaluate(() => {
          for (const details of document.querySelectorAll('details')) details.open = true;
          document.querySelector<HTMLElement>('.term button')?.click();
        });
        await page.waitForTimeout(200);
        expect(await violationsOf(page, hash)).toEqual([]);
      }
    },
    300_000,
  );

  test.each(['light', 'dark'] as const)(
    'axe finds nothing with a filter open and chosen, %s',
    async (colorScheme) => {
      const { page } = await watched(browser, { colorScheme });
      for (const name of [...identityFilters, 'Columns']) {
        await at(page, '#identities');
        await page.locator('.filters').getByRole('button', { name, exact: true }).click();
        // Of the columns the name alone can't go; whatever is chosen changes what is shown.
        await page.locator('.menu-box label input:enabled').first().click();
        await page.waitForFunction(() => location.hash.includes('?'));
        await page.locator('.menu-box').waitFor();
        expect(await violationsOf(page, name)).toEqual([]);
      }
      for (const hash of ['#identities?q=nobody-is-called-so', '#plan?risk=used', '#plan?step=1']) {
        await at(page, hash);
        expect(await violationsOf(page, hash)).toEqual([]);
      }
    },
    300_000,
  );

  test('each filter lets through what has it, and its state is an address', async () => {
    const { page, faults } = await watched(browser);
    for (const name of identityFilters) {
      await at(page, '#identities');
      const all = await total(page);
      expect(all).toBe(result.estate.identities.length);
      await page.locator('.filters').getByRole('button', { name, exact: true }).click();
      const choice = page.locator('.menu-box label').first();
      const wanted = Number((await choice.locator('.muted').textContent())!.replaceAll(',', ''));
      await choice.locator('input').check();
      await page.waitForFunction(
        (count) => document.querySelector('.rows table')?.getAttribute('aria-rowcount') === String(count + 1),
        wanted,
      );
      const address = new URL(page.url());
      expect(address.hash).toMatch(/^#identities\?/);
      const second = await watched(browser);
      await at(second.page, address.hash);
      expect(await total(second.page)).toBe(wanted);
      await second.page.context().close();
    }
    expect(faults()).toEqual([]);
  });

  test('filters of findings ask one and the same finding', async () => {
    const { page } = await watched(browser);
    await at(page, '#identities?severity=critical&rule=long-lived-secret');
    const expected = new Set(
      result.findings
        .filter(
          ({ severity, rule, status }) =>
            severity === 'critical' && rule === 'long-lived-secret' && status !== 'accepted',
        )
        .flatMap(({ identity: id, about }) => about ?? [id]),
    ).size;
    if (expected === 0)
      expect(await page.locator('main').textContent()).toContain('No identity has all of that.');
    else expect(await total(page)).toBe(expected);
  });

  test('a search, an order and columns are kept in the address', async () => {
    const { page } = await watched(browser);
    await at(page, '#identities');
    await page.keyboard.press('/');
    await page.waitForTimeout(150);
    await page.keyboard.type('deploy');
    await page.waitForFunction(() => location.hash.includes('q=deploy'));
    const found = result.estate.identities.filter(({ id, name, owner = '' }) =>
      `${name} ${id} ${owner}`.toLowerCase().includes('deploy'),
    );
    expect(await total(page)).toBeGreaterThanOrEqual(found.length);
    expect(await total(page)).toBeLessThan(result.estate.identities.length);
    await at(page, '#identities?sort=-findings&columns=name,findings');
    const counts = (await shownRows(page).locator('td:nth-child(2)').allTextContents()).map(Number);
    expect(counts.length).toBeGreaterThan(10);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    expect(await page.locator('.rows thead th').count()).toBe(2);
  });

  test('rows are drawn as they come into view', async () => {
    const { page } = await watched(browser);
    await at(page, '#identities');
    expect(await shownRows(page).count()).toBeLessThan(80);
    await page.locator('.rows').evaluate((box) => {
      box.scrollTop = box.scrollHeight;
    });
    const last = [...rank(result).identities()].at(-1)!.identity;
    await page.locator(`.rows a[title="${last.id}"]`).waitFor();
  });

  test('what is shown goes into a CSV file, and onto the clipboard', async () => {
    const { page, faults } = await watched(browser, { permissions: ['clipboard-read', 'clipboard-write'] });
    await at(page, '#identities?severity=critical');
    const count = await total(page);
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV of these rows' }).click();
    const saved = await saving;
    const lines = readFileSync(await saved.path(), 'utf8')
      .trimEnd()
      .split('\r\n');
    expect(lines).toHaveLength(count + 1);
    expect(lines[0]).toMatch(/^name,radius,severity,/);
    await page.getByRole('button', { name: 'Copy rows' }).click();
    await page.getByText('Copied').waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied.split('\n')).toHaveLength(count + 1);
    expect(faults()).toEqual([]);
  });

  test('an identity says what explain says: findings, path with evidence, credentials, who can become it', async () => {
    const { page } = await watched(browser);
    await at(page, identity(firstId));
    const ranked = [...rank(result).identities()].find(({ identity: each }) => each.id === firstId)!;
    await page.locator('.finding').first().waitFor();
    expect(await page.locator('.finding').count()).toBe(ranked.findings.length);
    const text = (await page.locator('main').textContent()) ?? '';
    for (const { fingerprint, evidence } of ranked.findings) {
      expect(text).toContain(fingerprint);
      for (const { says } of evidence) expect(text).toContain(says);
    }
    for (const step of result.reach.path(ranked.index)) expect(text).toContain(step.by);
    await page.locator('.picture').waitFor();
  });

  const identityText = async (page: Page, id: string): Promise<string> => {
    await at(page, identity(id));
    await page.locator('main .facts').first().waitFor();
    return (await page.locator('main').textContent()) ?? '';
  };

  test('everything explain says stands in the page: of the worst, of one of each kind, and of the last', async () => {
    const { page, faults } = await watched(browser);
    const ranked = [...rank(result).identities()];
    const kinds = new Map(ranked.map((each) => [`${each.identity.provider} ${each.identity.kind}`, each]));
    for (const { identity: of, index, findings } of new Set([...ranked.slice(0, 3), ...kinds.values()])) {
      const text = await identityText(page, of.id);
      const said = JSON.parse([...explainJson(result, index)].join('')) as Explained;
      const names = new Map(result.estate.identities.map(({ id, name }) => [id, name || id]));
      const expected = [
        said.identity.nature,
        said.identity.natureReason,
        said.identity.standing,
        said.identity.environment,
        said.identity.owner ?? 'not known',
        ...said.identity.credentials.flatMap(({ kind, id, status, lifetime, binding }) => [
          kind,
          id,
          status,
          lifetime,
          binding,
        ]),
        ...said.identity.exposureParts.flatMap(({ known, unknown }) => [...known, ...unknown]),
        ...said.trusts.map(({ principal }) => principal),
        ...said.takenOverBy.slice(0, 20).map((id) => names.get(id) ?? id),
        ...said.path.flatMap(({ by, technique, assumes }) => [by, technique, ...assumes]),
        ...findings.flatMap(({ title, fix, evidence }) => [
          title,
          ...fix.split('\n'),
          ...evidence.map(({ says }) => says),
        ]),
        ...said.findings.flatMap(({ fingerprint, rule, confidence, owasp }) => [
          fingerprint,
          rule,
          confidence,
          ...owasp,
        ]),
      ];
      const missing = expected
        .map((each) => bounded(each, 12_000).trim())
        .filter((each) => !text.includes(each));
      expect([of.id, missing]).toEqual([of.id, []]);
      expect(await page.locator('.dial').textContent()).toContain('%');
      if (said.entitlements !== null && said.entitlements.length > 0)
        expect(await page.locator('.heat-map').count()).toBeGreaterThan(0);
    }
    expect(faults()).toEqual([]);
  });

  test('the plan: its curve, and each change with owner, effect, what it may break, command and way back', async () => {
    const { page, faults } = await watched(browser, { permissions: ['clipboard-read', 'clipboard-write'] });
    const { steps, start } = result.plan!;
    await at(page, '#plan');
    const text = (await page.locator('main').textContent()) ?? '';
    for (const change of steps.flatMap(({ changes }) => changes))
      for (const said of [
        change.says,
        change.owner ?? 'not known',
        change.risk.says,
        ...change.commands,
        ...change.undo,
      ])
        expect(text).toContain(said);
    expect(text).toContain(`full control: ${start.controlling} → ${steps[0]!.after.controlling}`);
    const curve = page.getByRole('img', { name: /full control of something: from/ });
    expect(await curve.locator('circle').count()).toBe(steps.length + 1);

    await page.getByRole('button', { name: 'Copy commands' }).click();
    await page.getByText('Copied').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      steps.flatMap(({ changes }) => changes.flatMap(({ commands }) => commands)).join('\n'),
    );

    const { provider } = steps[0]!.changes[0]!;
    await page.getByLabel('Provider').selectOption(provider);
    const left = steps.filter(({ changes }) => changes.some((each) => each.provider === provider));
    expect(left.length).toBeLessThan(steps.length);
    await page.waitForFunction(
      (count) => document.querySelectorAll('.plan-step').length === count,
      left.length,
    );
    expect(new URL(page.url()).hash).toBe(`#plan?provider=${provider}`);
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV of these rows' }).click();
    const csv = readFileSync(await (await saving).path(), 'utf8');
    expect(csv.split('\r\n').filter((line) => line !== '')[0]).toMatch(/^step,change,kind,/);
    for (const { says } of left.flatMap(({ changes }) => changes)) expect(csv).toContain(says);

    await at(page, `#plan?step=${steps.length}`);
    expect(await page.locator('.plan-step.chosen').textContent()).toContain(steps.at(-1)!.changes[0]!.says);
    expect(faults()).toEqual([]);
  });

  test.each([
    ['Owner', 'owner', ({ owner = 'not known' }) => owner],
    ['What it may break', 'risk', ({ risk }) => risk.is],
    ['Provider', 'provider', ({ provider }) => provider],
    ['Kind', 'kind', ({ kind }) => kind],
  ] as readonly (readonly [title: string, id: string, of: (change: PlannedChange) => string])[])(
    'the plan by %s, and by its address',
    async (title, id, of) => {
      const { page, faults } = await watched(browser);
      const { steps } = result.plan!;
      for (const wanted of new Set(steps.flatMap(({ changes }) => changes.map(of)))) {
        const left = steps.filter(({ changes }) => changes.some((change) => of(change) === wanted));
        await at(page, '#plan');
        const label = page.locator('.filters label').filter({ hasText: new RegExp(`^${title}`) });
        await label.locator('select').selectOption(wanted);
        await page.waitForFunction(
          (count) => document.querySelectorAll('.plan-step').length === count,
          left.length,
        );
        const { hash } = new URL(page.url());
        expect(hash).toBe(`#plan?${new URLSearchParams({ [id]: wanted })}`);
        await at(page, hash);
        const shown = await page.locator('.plan-step').allTextContents();
        expect(shown.length).toBe(left.length);
        for (const [position, { changes }] of left.entries())
          expect(shown[position]).toContain(changes[0]!.says);
      }
      expect(faults()).toEqual([]);
    },
  );

  test('over time: a curve for each figure, and a row for each scan', async () => {
    const { page, faults } = await watched(browser);
    await at(page, '#trend');
    const trend = result.trend!;
    expect(trend.length).toBe(3);
    const names = await page
      .locator('.chart > svg')
      .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')));
    expect(names).toEqual([
      expect.stringMatching(/^Standing share: .* from [\d.]+ % to [\d.]+ %$/),
      expect.stringMatching(/^Largest blast radius: /),
      expect.stringContaining(`critical: from ${trend[0]!.open.critical} to ${trend[2]!.open.critical}`),
      expect.stringMatching(/^Days that .* age of what is open: from/),
    ]);
    expect(await page.locator('.plain-table tbody tr').count()).toBe(3);
    expect(await page.locator('.plain-table tbody tr').first().textContent()).toContain(
      trend[2]!.at.slice(0, 16).replace('T', ' '),
    );
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV of these rows' }).click();
    const csv = readFileSync(await (await saving).path(), 'utf8')
      .trimEnd()
      .split('\r\n');
    expect(csv.map((line) => line.split(',')[0])).toEqual(['collected', ...trend.map((each) => each.at)]);
    await at(page, identity(firstId));
    await page.locator('.finding').first().waitFor();
    expect(await page.locator('.finding').first().textContent()).toMatch(
      /, since \d{4}-\d\d-\d\d \(\d+ days?\)/,
    );
    expect(faults()).toEqual([]);
  });

  test('what changed: who reaches more, and what is new', async () => {
    const { page, faults } = await watched(browser);
    await at(page, '#changes');
    const text = (await page.locator('main').textContent()) ?? '';
    expect(text).toContain('reaches more');
    const before = new Set(result.earlier!.findings.map(({ fingerprint }) => fingerprint));
    for (const { fingerprint, status, title } of result.findings)
      if (status !== 'accepted' && !before.has(fingerprint)) expect(text).toContain(title);
    expect(faults()).toEqual([]);
  });

  test('exceptions and coverage: each, with its state and its reason', async () => {
    const { page } = await watched(browser);
    await at(page, '#exceptions');
    const exceptions = (await page.locator('main').textContent()) ?? '';
    expect(result.exceptions!.length).toBeGreaterThan(0);
    for (const { id, status, exception } of result.exceptions!)
      for (const said of [id, status, exception?.reason ?? '', exception?.approver ?? ''])
        expect(exceptions).toContain(said);
    await at(page, '#coverage');
    const coverage = (await page.locator('main').textContent()) ?? '';
    for (const { source, status, detail } of result.coverage)
      for (const said of [source, status, detail]) expect(coverage).toContain(said);
    for (const { rule } of result.assessments) expect(coverage).toContain(rule);
  });

  test('what nobody asked for is told with the command that asks for it', async () => {
    const { page, faults } = await watched(browser);
    const bare = fileOf(sampleResult());
    for (const [view, command] of [
      ['plan', 'nhi-audit reduce --demo --format html'],
      ['trend', 'nhi-audit scan --demo --history nhi.db'],
      ['changes', 'nhi-audit scan --demo --compare-with'],
    ]) {
      await page.goto('about:blank');
      await page.goto(`${bare}#${view}`);
      await page.locator('main pre').waitFor();
      expect(await page.locator('main pre').textContent()).toContain(command);
    }
    expect(faults()).toEqual([]);
  });

  test('a page of reduce opens with the plan, any other with the overview', async () => {
    const { page } = await watched(browser);
    for (const [start, heading] of [
      ['plan', 'Plan'],
      ['overview', 'Non-human identities'],
    ] as const) {
      await page.goto(fileOf({ ...sampleResult(), plan: samplePlan }, start));
      await page.locator('main h1').first().waitFor();
      expect(await page.locator('main h1').first().textContent()).toBe(heading);
      expect(new URL(page.url()).hash).toBe(`#${start}`);
    }
  });

  test('a choke point, a path with what it assumes and its evidence, and choices of the picture', async () => {
    const { page, faults } = await watched(browser);
    await at(page, '#graph');
    await page.locator('.picture').first().waitFor();
    expect(await page.locator('.picture .edge').count()).toBeGreaterThan(0);
    expect(await page.locator('main').textContent()).toContain('Choke points');
    await page.getByLabel('or out of').selectOption({ index: 1 });
    await page.waitForFunction(() => location.hash.startsWith('#graph?identity='));
    await page.locator('.picture').first().waitFor();
    expect(await page.locator('.picture').first().getAttribute('aria-label')).toMatch(/^Paths out of /);
    expect(faults()).toEqual([]);
  });

  test('paper, from an identity: the cover page and that identity', async () => {
    const { page } = await watched(browser);
    await at(page, identity(firstId));
    await page.locator('.finding').first().waitFor();
    const printed = await page.evaluate(() => {
      dispatchEvent(new Event('beforeprint'));
      const shown = document.querySelector('main')!.textContent;
      dispatchEvent(new Event('afterprint'));
      return shown;
    });
    expect(printed).toContain('Non-human identities: privilege and posture');
    expect(printed).toContain(firstId);
    expect(printed).not.toContain('Identities by blast radius');
  });

  test('keyboard: from row to row, into an identity, and back', async () => {
    const { page } = await watched(browser);
    await at(page, '#identities');
    await page.locator('.rows tbody a').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.identity-head').waitFor();
    expect(decodeURIComponent(page.url())).toContain('#identity');
    await page.goBack();
    await page.locator('.rows').waitFor();
  });

  test('paper: a cover page and tables, from every view', async () => {
    const { page } = await watched(browser);
    await at(page, '#graph');
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)!.length;
    expect(pages).toBeGreaterThan(5);
    // What stands on paper, as the page has it while it prints.
    const printed = await page.evaluate(() => {
      dispatchEvent(new Event('beforeprint'));
      const shown = document.querySelector('main')!.textContent;
      dispatchEvent(new Event('afterprint'));
      return shown;
    });
    for (const title of [
      'Non-human identities: privilege and posture',
      'Identities by blast radius',
      'What to end, in this order',
      'Plan that ends standing privilege',
      'What changed',
      'Over time',
      'Coverage',
      'Exceptions',
    ])
      expect(printed).toContain(title);
    expect(await page.locator('nav').count()).toBe(1);
  });

  test('a phone: nothing is wider than the screen', async () => {
    const { page, faults } = await watched(browser, {
      viewport: { width: 390, height: 800 },
      isMobile: true,
      hasTouch: true,
    });
    for (const hash of [...views.map((view) => `#${view}`), identity(firstId)]) {
      await at(page, hash);
      await page.waitForTimeout(200);
      expect([hash, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([hash, 390]);
    }
    expect(faults()).toEqual([]);
  });

  test('hostile text in every field does nothing, in any view', async () => {
    const short = hostileTexts.filter(([, text]) => text.length < 1_000).map(([, text]) => text);
    const more = [
      '</script><script>alert(1)</script>',
      '<!--<script>',
      '"><svg onload=alert(1)>',
      'javascript:alert(1)',
      '{{7*7}}',
      '&lt;b&gt;',
      '\u2028alert(1)',
    ];
    for (const text of [[...short].join(' '), ...more]) {
      const hostile = withTexts(
        {
          ...sampleResult(),
          inForce: sampleInForce,
          plan: samplePlan,
          trend: sampleTrend,
          earlier: { ...sampleResult(), findings: [] },
        },
        (own) => `${text}${own}${text}`,
        [...timeFields, 'tool', 'controls', 'evidenceHash', 'at', 'verified'],
      );
      const { page, faults } = await watched(browser);
      const address = fileOf(hostile);
      await page.goto(address);
      await page.locator('main h1').first().waitFor();
      const scripts = await page.evaluate(() => document.scripts.length);
      const addresses = [
        ...views.map((view) => `#${view}`),
        ...hostile.estate.identities.map(({ id }) => identity(id)),
      ];
      for (const hash of addresses) {
        await page.evaluate((next) => {
          location.hash = next;
        }, hash);
        await page.waitForTimeout(80);
        // Nothing of it became an element that does something, in whatever view.
        const made = await page.evaluate(() => ({
          scripts: document.scripts.length,
          handlers: document.querySelectorAll(
            '[onload],[onerror],[onclick],iframe,object,embed,img,link,base,form',
          ).length,
        }));
        expect(made).toEqual({ scripts, handlers: 0 });
      }
      expect(faults()).toEqual([]);
      await page.context().close();
    }
  });
});
