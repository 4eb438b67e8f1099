import { app, shell, type Session, type WebContents } from 'electron';
import { isStudioUrl } from './origin.ts';

/** The studio links to nothing else; anything not listed stays closed. */
const externalHosts: ReadonlySet<string> = new Set(['github.com', 'arxiv.org']);

/** The page's "Copy" buttons: text onto the clipboard, after a click. Reading the clipboard stays denied like everything else. */
const copyText = 'clipboard-sanitized-write';

/** Permissions are denied, every page stays where it is, no window opens another. Call before the first window. */
export function setupPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(permission === copyText && isStudioUrl(details.requestingUrl));
  });
  session.setPermissionCheckHandler((_contents, permission, origin) => {
    return permission === copyText && isStudioUrl(origin);
  });
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  app.on('web-contents-created', (_event, contents) => confine(contents));
}

function confine(contents: WebContents): void {
  contents.setWindowOpenHandler(({ url }) => {
    openExternal(url);
    return { action: 'deny' };
  });
  contents.on('will-navigate', (event) => {
    if (isStudioUrl(event.url)) return;
    event.preventDefault();
    openExternal(event.url);
  });
  contents.on('will-redirect', (event) => {
    if (!isStudioUrl(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

function openExternal(text: string): void {
  if (isAllowedExternalLink(text)) void shell.openExternal(text);
}

export function isAllowedExternalLink(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const plain = url.username === '' && url.password === '' && url.port === '';
  return url.protocol === 'https:' && plain && externalHosts.has(url.hostname);
}
