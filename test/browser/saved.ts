import type { Page } from 'puppeteer'

/** Keeps what the page hands to the browser as a download from now on. */
export async function keepSaved (page: Page): Promise<void> {
  await page.evaluate(() => {
    const make = URL.createObjectURL.bind(URL)
    URL.createObjectURL = (blob: Blob) => {
      Object.assign(window, { saved: blob })
      return make(blob)
    }
  })
}

/** The text of the last download. */
export const readSaved = (page: Page): Promise<string> => page.evaluate(async () => (window as unknown as { saved: Blob }).saved.text())
