import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import type { Browser } from 'playwright-core';

/** A real Chromium, out of npm, that needs nothing of the machine. */
export async function openBrowser(): Promise<Browser> {
  try {
    const executablePath = await chromium.executablePath();
    return await playwright.launch({ executablePath, args: chromium.args, headless: true });
  } catch (error) {
    throw new Error('Chromium from @sparticuz/chromium does not start here, so nothing is known of browsers', {
      cause: error,
    });
  }
}
