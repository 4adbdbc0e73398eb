import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { htmlFormat, planPage } from '../../reports/html.ts';
import { parseExceptions, readExceptionsText } from '../../src/cli/exceptions-file.ts';
import { openHistory } from '../../src/history/store.ts';
import { historyTarget } from '../../src/history/target.ts';
import type { ExceptionEntry } from '../../src/model/exception.ts';
import type { AuditResult } from '../../src/model/report.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { audit, ruleIds } from '../../src/pipeline/audit.ts';
import { demoParts, demoSources } from '../../src/pipeline/demo.ts';
import { gather } from '../../src/pipeline/facts.ts';
import { addToHistory } from '../../src/pipeline/history.ts';
import { reduce } from '../../src/pipeline/reduce.ts';

const executable = process.env.NHI_AUDIT_CHROMIUM ?? '/usr/bin/chromium';

/** Whether there is a browser. Under `CI` one that is missing is a failure. */
export const hasBrowser = (): boolean => {
  if (existsSync(executable)) return true;
  if (process.env.CI === 'true')
    throw new Error(`There is no browser at ${executable}: apt-get install chromium`);
  return false;
};

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: executable,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });

/** The exceptions of the sample estate. */
export const demoExceptions = async (): Promise<readonly ExceptionEntry[]> =>
  (await demoParts()).flatMap(({ exceptions }) => {
    const read = exceptions === undefined ? undefined : readExceptionsText(exceptions);
    return read === undefined ? [] : parseExceptions(read.text, `demo/${basename(exceptions!)}`, ruleIds);
  });

/** The sample estate. */
export const demoResult = async (entries: readonly ExceptionEntry[] = []): Promise<AuditResult> =>
  audit(await gather(await demoSources()), defaultSettings, entries);

/** The same estate as it was so many days before, with so many findings more or fewer that anybody had found. */
const daysBefore = (result: AuditResult, days: number, findings: AuditResult['findings']): AuditResult => ({
  ...result,
  findings,
  estate: {
    ...result.estate,
    collectedAt: new Date(Date.parse(result.estate.collectedAt) - days * 86_400_000).toISOString(),
  },
});

/** The sample estate with all that a page can show: its exceptions, an earlier snapshot, a history and a plan. */
export const fullResult = async (): Promise<AuditResult> => {
  const facts = await gather(await demoSources());
  const result = audit(facts, defaultSettings, await demoExceptions());
  const { findings, reach } = result;
  const middle = daysBefore(result, 30, findings.slice(20));
  const first = daysBefore(result, 75, findings.slice(40, -10));
  const store = await openHistory(historyTarget(join(folder, 'history.db')), true);
  try {
    for (const each of [first, middle]) await addToHistory(store, each);
    const told = (await addToHistory(store, result))!;
    const plan = await reduce(facts, defaultSettings, { most: 5 });
    const radius: typeof reach.radius = (at) =>
      at % 20 === 0 ? { ...reach.radius(at), score: 0 } : reach.radius(at);
    return { ...told, plan, earlier: { ...middle, reach: { ...reach, radius } } };
  } finally {
    await store.engine.close();
  }
};

const folder = mkdtempSync(join(tmpdir(), 'nhi-audit-page-'));
let files = 0;

/** A report on the disk, as somebody opens it. */
export const fileOf = (result: AuditResult, start: 'overview' | 'plan' = 'overview'): string => {
  const options = { width: 100, colour: false, sourceArguments: ['--demo'] };
  const text = start === 'plan' ? planPage(result, options) : htmlFormat.files(result, options)[0]!.text;
  const path = join(folder, `report-${++files}.html`);
  writeFileSync(path, [...text].join(''));
  return pathToFileURL(path).href;
};

/** A page, and whatever it did that it must not do. */
export interface Watched {
  readonly page: Page;
  readonly faults: () => readonly string[];
}

/** Everything that a report must not do is written down: what it asks of others, says on the console, or opens. */
export const watched = async (browser: Browser, options: BrowserContextOptions = {}): Promise<Watched> => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(pathToFileURL(folder).href) && !request.url().startsWith('blob:'))
      faults.push(`request ${request.url().slice(0, 200)}`);
  });
  page.on('console', (message) => faults.push(`console ${message.type()}: ${message.text().slice(0, 300)}`));
  page.on('pageerror', (error) => faults.push(`error ${error.message}`));
  page.on('dialog', (dialog) => {
    faults.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', (popup) => faults.push(`popup ${popup.url()}`));
  return { page, faults: () => faults };
};
