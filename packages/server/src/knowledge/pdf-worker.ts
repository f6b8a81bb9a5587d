import { parentPort, workerData } from 'node:worker_threads';
import { extractText, getDocumentProxy, getMeta } from 'unpdf';

/** Reads a PDF away from everybody else's requests: what it was made to do to its reader, it does to this thread only. */
interface PdfWork {
  bytes: Uint8Array;
  mostPages: number;
}

const { bytes, mostPages } = workerData as PdfWork;
const document = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
if (document.numPages > mostPages) throw new Error(`pages: ${document.numPages}`);
const { info } = await getMeta(document).catch(() => ({ info: {} as Record<string, unknown> }));
const { text } = await extractText(document, { mergePages: false });
parentPort?.postMessage({ title: typeof info.Title === 'string' ? info.Title : '', pages: text });
