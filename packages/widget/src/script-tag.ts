import type { ClientFile, InAppFile, WordsFile } from './files.ts';
import type { HaloInstance } from './instance.ts';
import type { HaloOptions } from './options.ts';
import { running, start } from './start.ts';
import type { PanelFile } from './ui/panel-port.ts';
import { VERSION } from './version.ts';

/** A call made before the script was there: method and arguments. */
type Call = [method: string, args: unknown[]];
type AnyMethod = (...args: unknown[]) => unknown;

const METHODS =
  'identify identifyCompany setContext clearContext sendMessage openChat closeChat highlightElement clearHighlights destroy unmount debug reset track on';

const script = document.currentScript as HTMLScriptElement | null;
let source = script?.src || document.querySelector<HTMLScriptElement>('script[src*="haloagents.umd.js"]')?.src;

/** A file that lies beside the script. The version keeps an old one in a cache from meeting a new one. */
function beside<T>(name: string, attempt: number): Promise<T> {
  return import(/* @vite-ignore */ new URL(`${name}.js?v=${VERSION}${attempt ? `.${attempt}` : ''}`, source).href);
}

function init(options: HaloOptions): HaloInstance {
  // Imported, or pasted into the page, the script stands at no address: its files are where Halo runs.
  source ||= new URL('/sdk/latest/', options?.apiUrl || location.href).href;
  return start(options, {
    apiUrl: new URL(source).origin,
    files: {
      client: (attempt) => beside<ClientFile>('client', attempt),
      inApp: (attempt) => beside<InAppFile>('in-app', attempt),
      panel: (attempt) => beside<PanelFile>('panel', attempt),
      words: (language, attempt) => beside<WordsFile>(`words-${language}`, attempt),
    },
  });
}

const halo: Record<string, unknown> = { version: VERSION, init, getInstance: running };
for (const method of METHODS.split(' ')) {
  halo[method] = (...args: unknown[]) => {
    const instance = running() as unknown as Record<string, AnyMethod> | null;
    if (!instance) return console.warn(`[Halo] ${method}() was called before init().`);
    return instance[method]?.(...args);
  };
}

function replay([method, args]: Call): void {
  try {
    (halo[method] as AnyMethod | undefined)?.(...args);
  } catch (cause) {
    console.error('[Halo]', cause);
  }
}

const page = window as { HaloAgents?: { q?: Call[]; version?: string } };
const before = page.HaloAgents;
// A page that carries the tag twice keeps the Halo that came first.
if (!before?.version) {
  page.HaloAgents = halo;
  if (Array.isArray(before?.q)) {
    before.q.splice(0).forEach(replay);
    // Whoever still holds the stub reaches the running Halo through it.
    before.q.push = (...calls: Call[]) => {
      calls.forEach(replay);
      return 0;
    };
  }
}
