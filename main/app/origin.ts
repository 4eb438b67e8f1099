export const studioScheme = 'studio';
export const studioHost = 'studio';
export const startPage = `${studioScheme}://${studioHost}/`;

/** Node gives every URL of an own scheme the origin "null", so scheme and host are compared instead. */
export function isStudioUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return url.protocol === `${studioScheme}:` && url.host === studioHost;
}
