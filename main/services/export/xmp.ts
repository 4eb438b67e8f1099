/** How a picture came to be; null for a picture that was only imported, which gets no label. */
export type ExportMode = 'generate' | 'edit' | null;

const sourceTypes = {
  generate: 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia',
  edit: 'http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia',
} as const;

/** Our own properties, for the formats without text chunks. */
export interface XmpProperties {
  readonly recipe?: string | undefined;
  readonly tokens?: string | undefined;
}

/**
 * An XMP packet with IPTC's label for pictures from a trained model and our own properties; null when there is nothing to say.
 * No dates and no ids: the same picture gives the same bytes.
 */
export function buildXmp(mode: ExportMode, properties: XmpProperties): string | null {
  const lines: string[] = [];
  if (mode !== null) {
    const type = sourceTypes[mode];
    lines.push(`<Iptc4xmpExt:DigitalSourceType>${type}</Iptc4xmpExt:DigitalSourceType>`);
  }
  for (const [name, value] of Object.entries(properties)) {
    if (value !== undefined) lines.push(`<unicode2:${name}>${escapeXml(value)}</unicode2:${name}>`);
  }
  if (lines.length === 0) return null;
  return [
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    '<rdf:Description rdf:about=""',
    ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"',
    ' xmlns:unicode2="urn:unicode2-studio:1.0">',
    ...lines,
    '</rdf:Description>',
    '</rdf:RDF>',
    '</x:xmpmeta>',
    '<?xpacket end="r"?>',
  ].join('\n');
}

/** Our property from an XMP packet, also when another tool has rewritten it as an attribute; null when it is not there. */
export function readXmpProperty(packet: string, name: keyof XmpProperties): string | null {
  const element = new RegExp(`<unicode2:${name}>([^<]*)</unicode2:${name}>`).exec(packet);
  const attribute = new RegExp(`\\sunicode2:${name}=(?:"([^"]*)"|'([^']*)')`).exec(packet);
  const escaped = element?.[1] ?? attribute?.[1] ?? attribute?.[2];
  return escaped === undefined ? null : unescapeXml(escaped);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
const characters = new Map(Object.entries(entities).map(([plain, entity]) => [entity, plain]));

function escapeXml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (plain) => entities[plain]!);
}

function unescapeXml(text: string): string {
  return text.replaceAll(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|\w+);/gi, (entity, hex, decimal) => {
    const point = hex ? parseInt(hex, 16) : decimal ? Number(decimal) : -1;
    if (point >= 0 && point <= 0x10ffff) return String.fromCodePoint(point);
    return characters.get(entity) ?? entity;
  });
}
