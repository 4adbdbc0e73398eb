import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { htmlFormat } from '../../reports/html.ts';
import type { AuditResult } from '../../src/model/report.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { auditSources } from '../../src/pipeline/audit.ts';
import { demoSources } from '../../src/pipeline/demo.ts';

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

export const demoResult = async (): Promise<AuditResult> =>
  auditSources(await demoSources(), defaultSettings, { entries: [] });

const folder = mkdtempSync(join(tmpdir(), 'nhi-audit-page-'));
let files = 0;

/** A report on the disk, as somebody opens it. */
export const fileOf = (result: AuditResult): string => {
  const [report] = htmlFormat.files(result, { width: 100, colour: false, sourceArguments: ['--demo'] });
  const path = join(folder, `report-${++files}.html`);
  writeFileSync(path, [...report!.text].join(''));
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
