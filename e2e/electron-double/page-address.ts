// Chromium knows no scheme of ours, so the double moves the studio's pages to an https origin that exists nowhere else.
const own = 'studio://studio';
const moved = 'https://studio.invalid';

export function toPageAddress(url: string): string {
  return url.startsWith(`${own}/`) ? moved + url.slice(own.length) : url;
}

export function fromPageAddress(url: string): string {
  return url.startsWith(`${moved}/`) ? own + url.slice(moved.length) : url;
}
