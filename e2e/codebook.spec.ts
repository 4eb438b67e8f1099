import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { PackManifest } from '../contract/pack-manifest.ts';
import { callStudio } from './support/calls.ts';
import {
  createLibraryFolder,
  removeFolder,
  startStudioHost,
  type StudioHost,
} from './support/studio-host.ts';

const { codebook } = JSON.parse(
  readFileSync('resources/packs/starter/manifest.json', 'utf8'),
) as PackManifest;
let host: StudioHost;

test.beforeAll(async () => {
  host = await startStudioHost(createLibraryFolder());
});

test.afterAll(async () => {
  await host.stop();
  removeFolder(host.libraryFolder);
});

test('a picture shows where its codes fall short, and a code its place in the cascade', async ({
  page,
}) => {
  await page.goto(host.url);
  const screens = page.getByRole('navigation', { name: 'Screens' });
  const violations = async () => (await new AxeBuilder({ page }).analyze()).violations;

  await callStudio(page, 'jobs.start', { kind: 'generate', prompt: 'a red apple', seed: 2 });
  await expect
    .poll(async () => (await callStudio(page, 'pictures.list', {})).total, { timeout: 30_000 })
    .toBe(1);
  const { pictures } = await callStudio(page, 'pictures.list', {});
  const codes = pictures[0]!.tokens!.codes;

  await screens.getByRole('button', { name: 'Gallery' }).click();
  await page.getByRole('option').first().dblclick();
  await page.getByRole('tab', { name: 'Tokens' }).click();
  await page.getByRole('button', { name: 'Error', exact: true }).click();
  const map = page.getByRole('img', { name: /^Error of every cell: \d/ });
  await expect(map).toBeVisible();
  await map.hover();
  const caption =
    /^\d+\.\d × the usual error · column \d+, row \d+ · second nearest \d+(\.\d\d)? × as far$/;
  await expect(page.getByText(caption)).toBeVisible();
  expect(await violations()).toEqual([]);

  await screens.getByRole('button', { name: 'Codebook' }).click();
  await expect(page.getByRole('heading', { name: 'Error of the open picture' })).toBeVisible();
  await expect(map).toBeVisible();
  expect(await violations()).toEqual([]);
  await page.getByRole('spinbutton', { name: 'Code' }).fill(String(codes[0]));
  const neighbours = page.getByRole('button', { name: /^Code \d+, distance / });
  await expect(neighbours).toHaveCount(12);
  await expect(page.getByRole('heading', { name: /^Drift \d/ })).toBeVisible();
  const mostBits = Math.log2(codebook.size).toFixed(1);
  await expect(page.getByText(`bits per cell of at most ${mostBits}`)).toBeVisible();
  expect(await violations()).toEqual([]);

  const nearest = await neighbours.first().getAttribute('aria-label');
  await neighbours.first().click();
  const expected = /^Code (\d+),/.exec(nearest!)![1]!;
  await expect(page.getByRole('spinbutton', { name: 'Code' })).toHaveValue(expected);
  await page.getByRole('button', { name: 'Least used' }).click();
  await expect(page.getByRole('button', { name: 'Least used' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
});
