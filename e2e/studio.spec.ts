import { expect, test, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { foreignPicture, rgbaOf } from './support/pictures.ts';
import {
  createLibraryFolder,
  removeFolder,
  startStudioHost,
  type StudioHost,
} from './support/studio-host.ts';

// One studio for the whole file: each test goes on where a person would.
test.describe.configure({ mode: 'serial' });

let host: StudioHost;
let page: Page;
const consoleErrors: string[] = [];

test.beforeAll(async ({ browser }) => {
  host = await startStudioHost(createLibraryFolder());
  page = await browser.newPage({ acceptDownloads: true });
  page.on('console', (message) => {
    if (message.type() === 'error') consoleErrors.push(message.text());
  });
  page.on('pageerror', (error) => consoleErrors.push(error.message));
  await page.goto(host.url);
});

test.afterAll(async () => {
  await host.stop();
  removeFolder(host.libraryFolder);
});

async function goTo(screen: string): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Screens' })
    .getByRole('button', { name: screen })
    .click();
}

async function importPicture(): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Add pictures' }).first().click(),
  ]);
  await chooser.setFiles({
    name: 'square.png',
    mimeType: 'image/png',
    buffer: await foreignPicture(),
  });
}

test('the link becomes a cookie and the key leaves the address', () => {
  expect(page.url()).not.toContain('key=');
});

test('a prompt becomes a picture, cell by cell, and the same seed the same picture', async () => {
  await goTo('Create');
  await page.getByLabel('Prompt', { exact: true }).fill('a red apple on a beach');
  const seed = page.getByRole('textbox', { name: 'Seed' });
  await seed.fill('7');
  await page
    .getByRole('button', { name: /^Generate/ })
    .first()
    .click();
  await expect(page.getByRole('button', { name: 'Save it' })).toBeVisible();
  const picture = page
    .getByRole('main')
    .getByRole('img', { name: /red apple/ })
    .first();
  const first = await pixelsBehind(picture.locator('xpath=descendant-or-self::img').first());
  await seed.fill('7');
  await page
    .getByRole('button', { name: /^Generate/ })
    .first()
    .click();
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save it' })).toBeVisible();
  const second = await pixelsBehind(picture.locator('xpath=descendant-or-self::img').first());
  expect(second.equals(first)).toBe(true);
});

async function pixelsBehind(image: ReturnType<Page['locator']>): Promise<Buffer> {
  const source = await image.getAttribute('src');
  const answer = await page.request.get(new URL(source!, page.url()).href);
  expect(answer.ok()).toBe(true);
  return (await rgbaOf(await answer.body())).data;
}

test('a word the pack does not know is named before it runs', async () => {
  await page.getByLabel('Prompt', { exact: true }).fill('a red applee on a beach');
  await expect(page.getByText('The model does not know “applee”.').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Replace applee by apple' }).first()).toBeVisible();
});

test('a picture is asked about, and the answer streams into the conversation', async () => {
  await goTo('Gallery');
  await page
    .getByRole('button', { name: 'Open picture' })
    .or(page.getByRole('gridcell'))
    .first()
    .dblclick();
  await page.getByRole('button', { name: 'Ask about it' }).click();
  await page.getByLabel('Message', { exact: true }).fill('what is in the picture?');
  await page.keyboard.press('Enter');
  const conversation = page.getByRole('log', { name: 'Conversation' });
  await expect(conversation.getByText('what is in the picture?')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Send' })).toBeVisible();
  await expect(conversation.getByRole('article').last()).not.toBeEmpty();
});

test('a brushed edit leaves every pixel outside the mask as it was', async () => {
  await goTo('Gallery');
  await importPicture();
  await page.getByRole('button', { name: 'Change it' }).click();
  const canvas = page.locator('canvas').first();
  const box = (await canvas.boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.75, box.y + box.height * 0.5);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.8, box.y + box.height * 0.5, { steps: 4 });
  await page.mouse.up();
  await page.getByLabel('Change', { exact: true }).first().fill('add a green apple');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('button', { name: 'Save it' })).toBeVisible();

  const bytes = await download('PNG');
  const original = await rgbaOf(await foreignPicture());
  const edited = await rgbaOf(bytes);
  expect([edited.width, edited.height]).toEqual([original.width, original.height]);
  let changedLeft = 0;
  let changedRight = 0;
  for (let index = 0; index < original.data.length; index += 1) {
    if (original.data[index] === edited.data[index]) continue;
    if ((index >> 2) % original.width < original.width / 3) changedLeft += 1;
    else changedRight += 1;
  }
  expect(changedLeft).toBe(0);
  expect(changedRight).toBeGreaterThan(0);
});

async function download(format: 'PNG' | 'JPEG' | 'WebP'): Promise<Buffer> {
  await page.getByRole('button', { name: 'Save it' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export picture' });
  await dialog.getByText(format, { exact: true }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Export' }).click(),
  ]);
  return readFileSync(await file.path());
}

test('an exported file carries its recipe in every format', async () => {
  for (const format of ['PNG', 'JPEG', 'WebP'] as const) {
    const bytes = await download(format);
    expect(bytes.includes('add a green apple'), format).toBe(true);
  }
});

test('a deleted picture comes back with undo', async () => {
  await goTo('Gallery');
  const count = page.getByText(/^\d+ pictures?$/).first();
  const before = await count.innerText();
  await page.getByRole('button', { name: 'Delete' }).or(page.getByRole('gridcell')).first().click();
  await page.keyboard.press('Delete');
  await expect(page.getByText('Picture deleted.')).toBeVisible();
  await expect(count).not.toHaveText(before);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(count).toHaveText(before);
});

test('a file that is no picture is refused with its reason, and nothing is lost', async () => {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Add pictures' }).first().click(),
  ]);
  await chooser.setFiles({
    name: 'notes.png',
    mimeType: 'image/png',
    buffer: Buffer.from('These are notes.'),
  });
  await expect(page.getByRole('alert').first()).toBeVisible();
});

test('a killed engine costs the job, not the studio, and a retry works', async () => {
  await goTo('Create');
  await page.getByLabel('Prompt', { exact: true }).fill('a blue car in the snow');
  await page.getByRole('textbox', { name: 'Seed' }).fill('3');
  await page
    .getByRole('button', { name: /^Generate/ })
    .first()
    .click();
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
  for (const pid of host.enginePids()) process.kill(pid, 'SIGKILL');
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('button', { name: 'Save it' })).toBeVisible();
});

test('queued jobs survive kill -9 of the studio and run after a restart', async ({ browser }) => {
  await goTo('Create');
  await page.getByLabel('Prompt', { exact: true }).fill('two green balloons in the sky');
  for (const seed of ['11', '12', '13', '14', '15', '16']) {
    await page.evaluate(
      async ([prompt, number]) => {
        const answer = await fetch('/call/jobs.start', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ kind: 'generate', prompt, seed: Number(number), count: 1 }),
        });
        if (!answer.ok) throw new Error(await answer.text());
      },
      ['two green balloons in the sky', seed] as const,
    );
  }
  await host.stop('SIGKILL');
  const again = await startStudioHost(host.libraryFolder);
  try {
    const fresh = await browser.newPage();
    await fresh.goto(again.url);
    await fresh
      .getByRole('navigation', { name: 'Screens' })
      .getByRole('button', { name: 'Gallery' })
      .click();
    await expect
      .poll(
        () =>
          fresh.evaluate(async () => {
            const answer = await fetch('/call/pictures.list', {
              method: 'POST',
              headers: { 'content-type': 'application/json' },
              body: '{"limit":200}',
            });
            const { value } = (await answer.json()) as {
              value: { pictures: { recipe: { prompt: string; seed: number } | null }[] };
            };
            return value.pictures
              .filter((picture) => picture.recipe?.prompt === 'two green balloons in the sky')
              .map((picture) => picture.recipe!.seed)
              .sort((a, b) => a - b);
          }),
        { timeout: 120_000 },
      )
      .toEqual([11, 12, 13, 14, 15, 16]);
    await fresh.close();
  } finally {
    await again.stop();
  }
});
