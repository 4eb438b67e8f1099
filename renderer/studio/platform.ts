/** The few things the page asks of its browser, in one place. */

export const isMac =
  typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.userAgent);

export async function copyText(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}

/** Saves what stands behind a URL under a file name, as a click on a download link does. */
export function download(url: string, fileName: string): void {
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = fileName;
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
}

/** A random seed from 0 to 2³² − 1. */
export function drawSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0]!;
}

/** The picture files among what was dropped or pasted. */
export function pictureFiles(data: DataTransfer | null): File[] {
  return [...(data?.files ?? [])].filter((file) => file.type.startsWith('image/'));
}
