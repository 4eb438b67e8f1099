import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
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
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(
          violations.map(({ id, nodes }) => `${screen}: ${id} at ${nodes[0]?.target.join(' ')}`),
        ).toEqual([]);
      }
      await context.close();
    });
  }
}
