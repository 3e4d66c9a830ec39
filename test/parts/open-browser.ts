import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import type { Browser } from 'playwright-core';

/**
 * A real Chromium, out of npm, that needs nothing of the machine. `apart`: each page has a process of its own, as readers
 * have it; in one process for all, which the package asks for, a context that is closed ends the browser.
 */
export async function openBrowser(pages: 'together' | 'apart' = 'together'): Promise<Browser> {
  try {
    const executablePath = await chromium.executablePath();
    const args = chromium.args.filter((flag) => pages === 'together' || flag !== '--single-process');
    return await playwright.launch({ executablePath, args, headless: true });
  } catch (error) {
    throw new Error('Chromium from @sparticuz/chromium does not start here, so nothing is known of browsers', {
      cause: error,
    });
  }
}
