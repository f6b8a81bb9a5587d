import { Worker } from 'node:worker_threads';
import { type ReadText, SourceFault } from './source.ts';

const MOST_PAGES = 1_000;
const MOST_MS = 60_000;

/** The text of a PDF, page by page, read in a thread that is ended when it takes too long or too much memory. */
export async function pdfToText(bytes: Uint8Array): Promise<ReadText> {
  const worker = new Worker(new URL('./pdf-worker.ts', import.meta.url), {
    workerData: { bytes, mostPages: MOST_PAGES },
    resourceLimits: { maxOldGenerationSizeMb: 512 },
    env: {},
    stdout: true,
    stderr: true,
  });
  let patience: NodeJS.Timeout | undefined;
  try {
    const { title, pages } = await new Promise<{ title: string; pages: string[] }>((resolve, reject) => {
      patience = setTimeout(() => reject(new SourceFault('Reading this PDF took too long.')), MOST_MS);
      worker.once('message', resolve);
      worker.once('error', (error) => reject(faultOf(error)));
      worker.once('exit', () => reject(new SourceFault('This PDF could not be read.')));
    });
    return { title: title.trim() || null, text: asMarkdown(pages) };
  } finally {
    clearTimeout(patience);
    await worker.terminate();
  }
}

function faultOf(error: unknown): SourceFault {
  const said = error instanceof Error ? `${error.name} ${error.message}` : '';
  if (/password/i.test(said)) return new SourceFault('This PDF is protected by a password.');
  if (/^Error pages:/.test(said)) return new SourceFault(`A PDF may have ${MOST_PAGES} pages at most.`);
  return new SourceFault('This PDF could not be read.');
}

function asMarkdown(pages: readonly string[]): string {
  const parts = pages.flatMap((page, index) => {
    const text = page.replace(/[^\S\n]+/g, ' ').trim();
    return text === '' ? [] : [`# Page ${index + 1}\n\n${text.replace(/^#/gm, '\\#')}`];
  });
  return parts.join('\n\n');
}
