import { fileURLToPath } from 'node:url';
import { demoExceptions, demoResult, fileOf, hasBrowser, openBrowser, watched } from './browser.ts';

/** `npm run screenshot`: the picture of the overview that the README shows, of the sample estate as `scan --demo` judges it. */
if (!hasBrowser()) throw new Error('A picture needs a browser: apt-get install chromium');
const browser = await openBrowser();
const { page, faults } = await watched(browser, {
  viewport: { width: 1180, height: 720 },
  colorScheme: 'light',
  reducedMotion: 'reduce',
});
await page.goto(fileOf(await demoResult(await demoExceptions())));
await page.locator('main h1').first().waitFor();
await page.screenshot({ path: fileURLToPath(new URL('../../docs/images/overview.png', import.meta.url)) });
await browser.close();
if (faults().length > 0) throw new Error(faults().join('\n'));
