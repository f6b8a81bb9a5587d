import { htmlToText } from './html-to-text.ts';
import { pdfToText } from './pdf-to-text.ts';
import { type ReadText, SourceFault } from './source.ts';

export type TextKind = 'text' | 'markdown' | 'html' | 'pdf';

const ENDINGS: Record<string, TextKind> = {
  txt: 'text',
  text: 'text',
  md: 'markdown',
  markdown: 'markdown',
  mdx: 'markdown',
  html: 'html',
  htm: 'html',
  pdf: 'pdf',
};

/** What a file is, by the ending of its name; null for what Halo cannot read. */
export function kindOfFile(name: string): TextKind | null {
  const ending = /\.([a-z]{1,10})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(ENDINGS, ending) ? ENDINGS[ending]! : null;
}

/** What an answer from the web is, by its content type; null for what Halo cannot read. */
export function kindOfMedia(mediaType: string): TextKind | null {
  const type = mediaType.split(';')[0]!.trim().toLowerCase();
  if (type === 'text/html' || type === 'application/xhtml+xml') return 'html';
  if (type === 'text/markdown') return 'markdown';
  if (type === 'application/pdf') return 'pdf';
  return type === 'text/plain' ? 'text' : null;
}

/** Reads bytes as markdown. Throws `SourceFault`. */
export async function readText(kind: TextKind, bytes: Uint8Array, mediaType = ''): Promise<ReadText> {
  if (kind === 'pdf') return pdfToText(bytes);
  const text = decode(bytes, mediaType);
  if (kind === 'html') return htmlToText(text);
  const title = kind === 'markdown' ? (/^#\s+(.+)$/m.exec(text)?.[1]?.trim() ?? null) : null;
  return { title, text: kind === 'markdown' ? text.replace(/^---\n[\s\S]{0,5000}?\n---\n/, '') : text };
}

function decode(bytes: Uint8Array, mediaType: string): string {
  if (bytes.subarray(0, 8_000).includes(0) && !isUtf16(bytes)) throw new SourceFault('This is not a text.');
  const named = /charset="?([\w-]{1,40})/i.exec(mediaType)?.[1];
  const label = isUtf16(bytes) ?? named ?? inMeta(bytes) ?? 'utf-8';
  return decoder(label).decode(bytes).replaceAll('\0', '').replace(/\r\n?/g, '\n');
}

function isUtf16(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
}

function inMeta(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1_024));
  return /<meta[^>]{0,100}charset=["']?([\w-]{1,40})/i.exec(head)?.[1];
}

function decoder(label: string) {
  try {
    return new TextDecoder(label);
  } catch {
    return new TextDecoder();
  }
}
