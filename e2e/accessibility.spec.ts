import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import {
  createLibraryFolder,
  removeFolder,
  startStudioHost,
  type StudioHost,
} from './support/studio-host.ts';

let host: StudioHost;

test.beforeAll(async () => {
  host = await startStudioHost(createLibraryFolder());
});

test.afterAll(async () => {
  await host.stop();
  removeFolder(host.libraryFolder);
});

/** What axe objects to, with the first place of each kind. */
async function violationsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id} at ${nodes[0]?.target.join(' ')}`);
}

const screens = ['Chat', 'Create', 'Edit', 'Gallery', 'Codebook', 'Packs', 'Settings'];

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1360, 800]) {
    test(`every screen is free of axe violations, ${colorScheme}, ${width} px`, async ({
      browser,
    }) => {
      const context = await browser.newContext({
        colorScheme,
        reducedMotion: 'reduce',
        viewport: { width, height: 820 },
      });
      const page = await context.newPage();
      await page.goto(host.url);
      for (const screen of screens) {
        await page
          .getByRole('navigation', { name: 'Screens' })
          .getByRole('button', { name: screen })
          .click();
        await expect(page.getByRole('main')).toBeVisible();
        expect(await violationsOf(page), screen).toEqual([]);
      }
      await context.close();
    });
  }
  test(`a refusal in a chat is free of axe violations, ${colorScheme}`, async ({ browser }) => {
    const context = await browser.newContext({ colorScheme, reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.goto(host.url);
    await page.getByRole('button', { name: 'Chat', exact: true }).click();
    await page.getByLabel('Message', { exact: true }).fill('draw a giraffe and a red cat');
    await page.keyboard.press('Enter');
    const useLion = page.getByRole('button', { name: 'Use lion' });
    await expect(useLion).toBeVisible();
    expect(await violationsOf(page)).toEqual([]);
    await useLion.hover();
    await expect(useLion).toHaveAccessibleDescription('draw a lion and a red cat');
    await context.close();
  });
}
