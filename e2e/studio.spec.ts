import { expect, test, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { callStudio } from './support/calls.ts';
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

test.beforeAll(async ({ browser }) => {
  host = await startStudioHost(createLibraryFolder());
  page = await browser.newPage({ acceptDownloads: true });
  await page.goto(host.url);
});

test.afterAll(async () => {
  await host.stop();
  removeFolder(host.libraryFolder);
});

async function goTo(screen: string): Promise<void> {
  const rail = page.getByRole('navigation', { name: 'Screens' });
  await rail.getByRole('button', { name: screen }).click();
}

/** The gallery remembers the picture that was open. */
async function goToGrid(): Promise<void> {
  await goTo('Gallery');
  const back = page.getByRole('button', { name: 'Back to all pictures' });
  await expect(back.or(page.getByRole('listbox', { name: 'Pictures' }))).toBeVisible();
  if (await back.isVisible()) await back.click();
}

async function newestPicture() {
  const { pictures, total } = await callStudio(page, 'pictures.list', { limit: 1 });
  return { picture: pictures[0], total };
}

async function pixelsOf(url: string): Promise<Buffer> {
  const answer = await page.request.get(new URL(url, page.url()).href);
  expect(answer.ok()).toBe(true);
  return (await rgbaOf(await answer.body())).data;
}

async function generate(prompt: string, seed: string): Promise<void> {
  await page.getByLabel('Prompt', { exact: true }).fill(prompt);
  await page.getByRole('textbox', { name: 'Seed' }).fill(seed);
  await page.getByRole('textbox', { name: 'Seed' }).blur();
  const { total } = await newestPicture();
  await page
    .getByRole('complementary')
    .getByRole('button', { name: /^Generate/ })
    .click();
  await expect.poll(async () => (await newestPicture()).total).toBe(total + 1);
}

test('the link becomes a cookie and the key leaves the address', () => {
  expect(page.url()).not.toContain('key=');
});

test('a prompt becomes a picture, and the same seed the same picture', async () => {
  await goTo('Create');
  await generate('a red apple on a beach', '7');
  await expect(page.getByRole('button', { name: 'Save it' })).toBeVisible();
  const first = (await newestPicture()).picture!;
  await generate('a red apple on a beach', '7');
  const second = (await newestPicture()).picture!;
  await generate('a red apple on a beach', '8');
  const other = (await newestPicture()).picture!;
  expect(first.recipe).toMatchObject({ prompt: 'a red apple on a beach', seed: 7 });
  expect(second.pixelHash).toBe(first.pixelHash);
  expect(other.pixelHash).not.toBe(first.pixelHash);
  expect((await pixelsOf(second.url)).equals(await pixelsOf(first.url))).toBe(true);
});

test('a thing of a layout is moved, and the picture drawn anew with it there', async () => {
  await goTo('Create');
  await page.getByRole('tab', { name: 'Tokens' }).click();
  await page.getByRole('button', { name: 'Layout' }).click();
  const thing = page.getByRole('button', { name: /apple: / });
  const before = (await newestPicture()).picture!.recipe!;
  const placeOf = (layout: string) => /apple(\d)(\d)(\d)/.exec(layout)!.slice(1).map(Number);
  const [cells, column, row] = placeOf(before.layout!);
  const isLeft = column! < 2;
  for (let step = 0; step < 2; step += 1) await thing.press(isLeft ? 'ArrowRight' : 'ArrowLeft');
  const { total } = await newestPicture();
  await page.getByRole('button', { name: 'Draw this layout' }).click();
  await expect.poll(async () => (await newestPicture()).total).toBe(total + 1);
  await expect(page.getByText('As you arranged it.')).toBeVisible();
  // The next one can be arranged at once.
  await expect(page.getByRole('button', { name: 'Layout', pressed: true })).toBeVisible();
  const after = (await newestPicture()).picture!.recipe!;
  expect(after).toMatchObject({ prompt: before.prompt, seed: before.seed, arranged: true });
  const right = Math.min(8 - cells!, column! + 2);
  expect(placeOf(after.layout!)).toEqual([cells, isLeft ? right : column! - 2, row]);
  await page.getByRole('button', { name: 'Let the model plan' }).click();
  await expect(page.getByText('As you arranged it.')).toBeHidden();
  await page.getByRole('tab', { name: 'Recipe' }).click();
});

test('a word the pack does not know is named before it runs, a misspelt one is read as what it means', async () => {
  const prompt = page.getByLabel('Prompt', { exact: true });
  await prompt.fill('a red applee and a zebra');
  await expect(page.getByText('Read as: apple', { exact: true })).toBeVisible();
  await expect(page.getByText('The model does not know “zebra”.').first()).toBeVisible();
  await page.getByRole('button', { name: 'Replace zebra by elephant' }).first().click();
  await expect(prompt).toHaveValue('a red applee and an elephant');
});

test('a chat says which word it does not know, and goes on with one that it knows', async () => {
  await goTo('Chat');
  await page.getByRole('button', { name: 'New chat' }).click();
  await page.getByLabel('Message', { exact: true }).fill('draw a giraffe and a cat');
  await page.keyboard.press('Enter');
  const conversation = page.getByRole('log', { name: 'Conversation' });
  await expect(conversation).toContainText(
    'I do not know “giraffe”. Near to it I know elephant, lion and tiger.',
  );
  await page.reload();
  await goTo('Chat');
  await page.getByRole('button', { name: 'draw a giraffe and a cat', exact: true }).click();
  const waysOn = page.getByRole('group', { name: 'Ways to go on' });
  await expect(waysOn.getByRole('button')).toHaveText([
    'Use elephant',
    'Use lion',
    'Use tiger',
    'Without “giraffe”',
    'Try anyway',
  ]);
  const { total } = await newestPicture();
  await waysOn.getByRole('button', { name: 'Use elephant' }).click();
  await expect.poll(async () => (await newestPicture()).total).toBe(total + 1);
  const drawn = (await newestPicture()).picture!;
  expect(drawn.recipe).toMatchObject({ mode: 'chat', prompt: 'draw an elephant and a cat' });
  await expect(waysOn).toBeHidden();
  // Between two open panels a picture shrinks with its column.
  const picture = conversation.getByRole('button', { name: 'draw an elephant and a cat' }).last();
  const wide = page.viewportSize()!;
  await page.setViewportSize({ width: 900, height: wide.height });
  await expect
    .poll(async () => {
      const room = (await page.getByRole('main').boundingBox())!;
      const shown = (await picture.boundingBox())!;
      return room.x + room.width - (shown.x + shown.width);
    })
    .toBeGreaterThanOrEqual(0);
  await page.setViewportSize(wide);
});

test('a picture is asked about, and the conversation keeps question and answer', async () => {
  await goToGrid();
  await page.getByRole('option').first().dblclick();
  await page.getByRole('button', { name: 'Ask about it' }).click();
  await page.getByLabel('Message', { exact: true }).fill('where is it?');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('log', { name: 'Conversation' })).toContainText('where is it?');
  await expect
    .poll(async () => {
      const { chats } = await callStudio(page, 'chats.list', {});
      const { messages } = await callStudio(page, 'chats.get', { chatId: chats[0]!.id });
      const answer = messages.at(-1)!;
      return answer.role === 'assistant' && (answer.text !== '' || answer.pictureIds.length > 0);
    })
    .toBe(true);
});

test('a right click or the menu key offers what one does with a picture', async () => {
  await goToGrid();
  const tile = page.getByRole('option').first();
  await tile.click({ button: 'right' });
  await expect(page.getByRole('menuitem')).toHaveText([
    'Open picture',
    'Ask about it',
    'Change it',
    'Save it',
    'Delete',
  ]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toBeHidden();
  await expect(tile).toHaveAttribute('aria-selected', 'true');
  await page.getByRole('listbox').focus();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Open picture' }).click();
  await expect(page.getByRole('button', { name: 'Back to all pictures' })).toBeVisible();
});

test('a brushed edit leaves every pixel outside the mask as it was', async () => {
  await goToGrid();
  const before = (await newestPicture()).total;
  await addFile('square.png', await foreignPicture());
  await expect.poll(async () => (await newestPicture()).total).toBe(before + 1);
  await page.getByRole('option').first().dblclick();
  await page.getByRole('button', { name: 'Change it' }).click();
  const box = (await page.getByRole('img', { name: /with the mask/ }).boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.75, box.y + box.height * 0.5);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.85, box.y + box.height * 0.5, { steps: 4 });
  await page.mouse.up();
  await page.getByRole('textbox', { name: 'Change' }).fill('add a green apple');
  await page
    .getByRole('complementary')
    .getByRole('button', { name: /^Change/ })
    .click();
  await expect.poll(async () => (await newestPicture()).total).toBe(before + 2);

  const original = await rgbaOf(await foreignPicture());
  const edited = await rgbaOf(await exported('PNG'));
  expect([edited.width, edited.height]).toEqual([original.width, original.height]);
  let changedLeft = 0;
  let changedRight = 0;
  for (let index = 0; index < original.data.length; index += 1) {
    if (original.data[index] === edited.data[index]) continue;
    if ((index >> 2) % original.width < original.width / 2) changedLeft += 1;
    else changedRight += 1;
  }
  expect(changedLeft).toBe(0);
  expect(changedRight).toBeGreaterThan(0);
});

async function addFile(name: string, buffer: Buffer): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Add pictures' }).first().click(),
  ]);
  await chooser.setFiles({ name, mimeType: 'image/png', buffer });
}

async function exported(format: 'PNG' | 'JPEG' | 'WebP'): Promise<Buffer> {
  await page.getByRole('button', { name: 'Save it' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export picture' });
  await dialog.getByRole('button', { name: format }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Export', exact: true }).click(),
  ]);
  await expect(dialog).toBeHidden();
  return readFileSync(await file.path());
}

test('an exported file carries its recipe in every format', async () => {
  for (const format of ['PNG', 'JPEG', 'WebP'] as const) {
    const bytes = await exported(format);
    expect(bytes.includes('add a green apple'), format).toBe(true);
  }
});

test('a deleted picture comes back with undo', async () => {
  await goToGrid();
  const { total } = await newestPicture();
  await page.getByRole('option').first().click();
  await page.keyboard.press('Delete');
  await expect.poll(async () => (await newestPicture()).total).toBe(total - 1);
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect.poll(async () => (await newestPicture()).total).toBe(total);
});

test('a file that is no picture is refused with its reason, and nothing is lost', async () => {
  const { total } = await newestPicture();
  await addFile('notes.png', Buffer.from('These are notes.'));
  await expect(page.getByText(/notes\.png|not a picture/i).first()).toBeVisible();
  expect((await newestPicture()).total).toBe(total);
});

test('a killed engine costs the job, not the studio, and a retry works', async () => {
  await goTo('Create');
  const { jobId } = await callStudio(page, 'jobs.start', {
    kind: 'generate',
    prompt: 'a blue car in the snow',
    seed: 3,
    count: 4,
    // The candidates are written before anything is shown: no flood of previews delays the call that waits for the moment.
    sampling: { candidates: 8 },
  });
  await expect
    .poll(async () => (await callStudio(page, 'jobs.events', { jobId })).job.state, {
      intervals: [20],
    })
    .toBe('running');
  for (const pid of host.enginePids()) process.kill(pid, 'SIGKILL');
  const failed = async () => (await callStudio(page, 'jobs.events', { jobId })).job;
  await expect.poll(async () => (await failed()).state).toBe('failed');
  expect(await failed()).toMatchObject({ retryable: true, error: { code: 'engine-crashed' } });
  const again = await callStudio(page, 'jobs.retry', { jobId });
  await expect
    .poll(async () => (await callStudio(page, 'jobs.events', again)).job.state, {
      timeout: 120_000,
    })
    .toBe('done');
});

test('queued jobs survive kill -9 of the studio and run after a restart', async ({ browser }) => {
  const prompt = 'two green balloons in the sky';
  const seeds = [11, 12, 13, 14, 15, 16];
  for (const seed of seeds)
    await callStudio(page, 'jobs.start', { kind: 'generate', prompt, seed });
  await host.stop('SIGKILL');
  const again = await startStudioHost(host.libraryFolder);
  try {
    const fresh = await browser.newPage();
    await fresh.goto(again.url);
    await expect
      .poll(async () => {
        const { pictures } = await callStudio(fresh, 'pictures.list', { limit: 200 });
        const made = pictures.filter((picture) => picture.recipe?.prompt === prompt);
        return made.map((picture) => picture.recipe!.seed).sort((a, b) => a - b);
      })
      .toEqual(seeds);
    await fresh.close();
  } finally {
    await again.stop();
  }
});
