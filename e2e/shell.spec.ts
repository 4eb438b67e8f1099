import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Result } from '../contract/result.ts';
import { launchShell, type Shell } from './electron-double/launch.ts';

interface Bridge {
  call(name: string, payload: unknown): Promise<Result<Record<string, unknown>>>;
}
declare const studioBridge: Bridge;

// The built main process and preload: on real Electron where it can start, else on the double of e2e/electron-double.
let folder: string;
let shell: Shell;

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unicode2-shell-'));
  process.env['UNICODE2_LIBRARY'] = join(folder, 'library');
  shell = await launchShell(join(folder, 'data'));
});

test.afterAll(async () => {
  await shell.close();
  await rm(folder, { recursive: true, force: true });
});

const call = (name: string, payload: unknown): Promise<Result<Record<string, unknown>>> =>
  shell.page.evaluate(([channel, input]) => studioBridge.call(channel, input), [
    name,
    payload,
  ] as const);

const get = (path: string): Promise<{ status: number; type: string | null; text: string }> =>
  shell.page.evaluate(async (address) => {
    const response = await fetch(location.origin + address);
    const type = response.headers.get('content-type');
    return { status: response.status, type, text: await response.text() };
  }, path);

test('the page loads through the protocol, under its policy', async () => {
  await expect(shell.page).toHaveTitle(/UniCode²/);
  await expect(shell.page.locator('#root')).not.toBeEmpty();
  const policy = await shell.page.evaluate(async () =>
    (await fetch(`${location.origin}/`)).headers.get('content-security-policy'),
  );
  expect(policy).toContain("script-src 'self';");
  const ran = await shell.page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.ranInline = true';
    document.head.append(script);
    return 'ranInline' in window;
  });
  expect(ran).toBe(false);
});

test('a call goes through preload, Electron main and the studio process to the engine', async () => {
  const status = await call('studio.status', {});
  expect(status).toMatchObject({ ok: true, value: { host: 'electron' } });
  const state = async (): Promise<unknown> => {
    const result = await call('studio.status', {});
    return result.ok && (result.value['engine'] as { state: string }).state;
  };
  await expect.poll(state, { timeout: 60_000 }).toBe('ready');
});

test('refuses names outside the contract and input outside the schema', async () => {
  expect(await call('shell.exec', {})).toMatchObject({
    ok: false,
    error: { code: 'unknown-channel' },
  });
  expect(await call('pictures.get', { pictureId: '../../etc' })).toMatchObject({
    ok: false,
    error: { code: 'bad-input' },
  });
});

test('hears no call from a page of another origin', async () => {
  const answer = await shell.evaluate(async ({ app, BrowserWindow }) => {
    const preload = `${app.getAppPath()}/out/preload/preload.cjs`;
    const foreign = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
    await foreign.loadURL('data:text/html,elsewhere');
    return foreign.webContents.executeJavaScript("studioBridge.call('studio.status', {})");
  }, null);
  expect(answer).toMatchObject({ ok: false, error: { code: 'forbidden-sender' } });
});

for (const path of [
  '/%2e%2e/%2e%2e/package.json',
  '/..%2f..%2fpackage.json',
  '/..%5c..%5cpackage.json',
  '/assets/%2e%2e%2f%2e%2e%2fpackage.json',
]) {
  test(`does not leave the page's folder: ${path}`, async () => {
    const answer = await get(path);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.text).not.toContain('dependencies');
  });
}

test('denies permissions', async () => {
  const states = await shell.page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read'];
    const read = async (name: string): Promise<string> =>
      (await navigator.permissions.query({ name: name as PermissionName })).state;
    return Promise.all(names.map(read));
  });
  expect(states).not.toContain('granted');
  const capture = await shell.page.evaluate(() =>
    navigator.mediaDevices.getUserMedia({ audio: true }).then(
      () => 'granted',
      (error: Error) => error.name,
    ),
  );
  expect(capture).not.toBe('granted');
});

test('opens no window and leaves no page', async () => {
  const before = shell.page.context().pages().length;
  const opened = await shell.page.evaluate(
    () => window.open('https://elsewhere.example/') !== null,
  );
  expect(opened).toBe(false);
  const address = shell.page.url();
  await shell.page.evaluate(() => {
    const link = document.createElement('a');
    link.href = 'https://elsewhere.example/';
    document.body.append(link);
    link.click();
    link.remove();
  });
  await shell.page.waitForTimeout(500);
  expect(shell.page.url()).toBe(address);
  expect(shell.page.context().pages().length).toBe(before);
});

test('takes a picture by PUT, imports it, and serves it back', async () => {
  const uploaded = await shell.page.evaluate(async () => {
    const canvas = new OffscreenCanvas(48, 32);
    const drawing = canvas.getContext('2d')!;
    drawing.fillStyle = 'tomato';
    drawing.fillRect(0, 0, 48, 32);
    const bytes = await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer();
    const put = (type: string): Promise<Response> =>
      fetch('/assets', { method: 'PUT', headers: { 'content-type': type }, body: bytes });
    const refused = await put('text/html');
    const answer = await put('image/png');
    return {
      refused: refused.status,
      status: answer.status,
      ...((await answer.json()) as { uploadId: string }),
    };
  });
  expect(uploaded).toMatchObject({ refused: 400, status: 201 });
  const imported = await call('pictures.import', { uploadId: uploaded.uploadId, title: 'Red' });
  expect(imported).toMatchObject({ ok: true, value: { width: 48, height: 32, title: 'Red' } });
  if (!imported.ok) return;
  const picture = await get(String(imported.value['url']));
  expect([picture.status, picture.type]).toEqual([200, 'image/png']);
});
