import type { Client } from './client/client-port.ts';
import { type Configuration, configure, type Look, PLAIN_LOOK } from './configure.ts';
import { type Files, fetchOnce } from './files.ts';
import type { Happenings } from './happenings.ts';
import type { DebugFacts, HaloInstance } from './instance.ts';
import { type HaloOptions, opensOverSignIn, uiFlags } from './options.ts';
import { createHighlightDoor } from './ui/highlight-door.ts';
import { createInAppDoor } from './ui/in-app-door.ts';
import { createLauncher } from './ui/launcher/launcher.ts';
import { watchPath } from './ui/watch-path.ts';
import { VERSION } from './version.ts';
import { chooseLanguage } from './words/language.ts';

/** Where this Halo runs, and how its other files are fetched. */
export interface Surroundings {
  apiUrl: string;
  fresh: boolean;
  files: Files;
  /** Halo has left the page, and has forgotten the session for this tab or not. */
  onGone(forgotten: boolean): void;
}

/** A visitor who says nothing needs no client while the page is busy loading. */
const IDLE_MS = 3_000;
const RETRY_MS = 5_000;
/** How long the launcher waits to know how it looks; a slower answer changes its colours, never its side. */
const PATIENCE_MS = 700;

function remembered<T>(key: string): T | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

/** Starts Halo on this page: draws the launcher at once, and fetches the rest when there is something to do. */
export function startHalo(options: HaloOptions, { apiUrl, fresh, files, onGone }: Surroundings): HaloInstance {
  const { orgId, userId, userTraits, companyId, companyTraits, context, userToken } = options;
  const listeners = new Map<string, Set<(detail: never) => void>>();
  const path = () => location.pathname;
  const flags = () => uiFlags(options, path());
  const panelFile = fetchOnce(files.panel);
  const clientFile = fetchOnce(files.client);
  const language = chooseLanguage([options.locale, ...(navigator.languages ?? [])]);
  const wordsFile = fetchOnce(async (attempt) =>
    language === 'en' ? null : (await files.words(language, attempt)).words,
  );
  const gone = new AbortController();
  // Before anything else is fetched: the launcher waits for it.
  const configured = configure(apiUrl, orgId, gone.signal);
  const highlights = createHighlightDoor(panelFile, gone.signal, options.nonce);
  let client: Client | null = null;
  const calls: ((client: Client) => void)[] = [];
  let fetching = false;
  let found: Configuration | null = null;
  let warned = false;
  let stopWatching = () => {};
  let timer: ReturnType<typeof setTimeout> | undefined;

  const ownWay: { [K in keyof Happenings]?: (detail: Happenings[K]) => void } = {
    ready: () => options.onReady?.(instance),
    error: options.onError,
    message: options.onMessage,
    action: options.onAction,
    open: options.onChatOpen,
    close: options.onChatClose,
    identityExpired: options.onIdentityExpired,
  };

  function emit<K extends keyof Happenings>(event: K, detail: Happenings[K]): void {
    const all = [ownWay[event], ...(listeners.get(event) ?? [])] as (((detail: Happenings[K]) => void) | undefined)[];
    for (const listener of all) {
      try {
        listener?.(detail);
      } catch (cause) {
        // The page's own error: it stops nothing of ours.
        console.error(`[Halo] A listener of "${event}" failed.`, cause);
      }
    }
    if (event === 'unread') {
      launcher.draw({ unread: detail as number });
      if (detail && flags().autoOpenUnseen) launcher.open();
    }
    if (event === 'action') {
      const { type, selector, label } = detail as Happenings['action'];
      if (type === 'highlight') highlights.show(String(selector), { label: label ? String(label) : undefined });
    }
  }

  /** Calls the client now if it is here, else as soon as it is; always in the order of the calls. */
  function withClient<T>(use: (client: Client) => T | Promise<T>): Promise<T> {
    const done = new Promise<T>((resolve, reject) => {
      const call = (it: Client) => {
        try {
          resolve(use(it));
        } catch (cause) {
          reject(cause);
        }
      };
      if (client) call(client);
      else calls.push(call);
    });
    // An answer that nobody waits for must not become an unhandled rejection of the page.
    done.catch(() => {});
    if (!client) void fetchClient();
    return done;
  }

  function later(ms: number): void {
    clearTimeout(timer);
    timer = gone.signal.aborted ? undefined : setTimeout(fetchClient, ms);
  }

  async function fetchClient(): Promise<void> {
    if (client || fetching || gone.signal.aborted) return;
    fetching = true;
    try {
      const { createClient, browserPage, watchPage } = await clientFile();
      if (gone.signal.aborted) return;
      const started = createClient({
        options,
        page: browserPage(),
        apiUrl,
        fresh,
        loadChat: panelFile,
        emit,
        onForget,
      });
      client = started;
      for (const call of calls.splice(0)) call(started);
      // A user's conversation is taken up once they are identified.
      if (!started.core.who.userId) started.resume();
      if (found) applyTo(started, found);
      if (found?.tracking !== false && options.tracking !== false) stopWatching = watchPage(started.events.note);
    } catch {
      later(RETRY_MS);
    } finally {
      fetching = false;
    }
  }

  function applyTo(it: Client, now: Configuration): void {
    it.draw(now.look);
    inApp.fetch(it, now.reach);
    if (!now.tracking) {
      stopWatching();
      it.events.dropNoted();
    }
  }

  /** A frame around something of the page may carry words that were meant for whoever has left. */
  function onForget(): void {
    highlights.clear();
  }

  const launcher = createLauncher({
    options,
    language,
    flags,
    loadPanel: (place) =>
      withClient(async (it) => {
        // A chat in English is better than none.
        const saying = wordsFile().catch(() => null);
        const [{ mountPanel }, chat, words] = await Promise.all([panelFile(), it.chat(), saying]);
        const greeting = () => flags().greeting;
        return mountPanel({ ...place, client: it, chat, nonce: options.nonce, words, greeting });
      }),
    onOpen() {
      withClient((it) => it.opened(true));
      emit('open', undefined);
    },
    onClose() {
      withClient((it) => it.opened(false));
      emit('close', undefined);
    },
  });

  const inApp = createInAppDoor(files.inApp, gone.signal, {
    ...{ ...launcher.place, nonce: options.nonce, words: () => wordsFile().catch(() => null), flags },
    ...{ openChat: launcher.open, highlight: highlights.show },
  });

  function atPath(): void {
    launcher.draw();
    inApp.step();
    if (warned || !opensOverSignIn(options, path())) return;
    warned = true;
    console.warn(`[Halo] autoOpenUnseen may cover ${path()}; add it to manualOnPaths.`);
  }
  const stopPath = watchPath(atPath);

  async function begin(): Promise<void> {
    const key = `halo:${orgId}:look`;
    let shown = remembered<Look>(key);
    if (shown?.style) launcher.draw({ look: shown });
    // Who was never here is shown nothing that would change a moment later, unless it takes too long.
    else
      setTimeout(() => {
        if (found) return;
        shown = PLAIN_LOOK;
        launcher.draw({ look: shown });
      }, PATIENCE_MS);
    try {
      found = await configured;
      const { look } = found;
      const { position, side, bottom } = (shown ?? look).style ?? look.style;
      // Colours may change under somebody's eyes; what they are about to press stays where it is until the next page.
      launcher.draw({ look: { ...look, style: { ...look.style, position, side, bottom } } });
      try {
        localStorage.setItem(key, JSON.stringify(look));
      } catch {}
      if (client) applyTo(client, found);
      emit('ready', undefined);
    } catch (cause) {
      if (gone.signal.aborted) return;
      const { message } = cause as Error;
      console.error(`[Halo] ${message}`);
      emit('error', { name: 'HaloError', code: 'not_found', message, status: 404, details: {}, retryAfter: 0 });
    }
  }

  function leave(forgets: boolean): void {
    if (gone.signal.aborted) return;
    gone.abort();
    clearTimeout(timer);
    stopPath();
    stopWatching();
    highlights.clear();
    inApp.destroy();
    launcher.remove();
    client?.destroy(!forgets);
    listeners.clear();
    onGone(forgets);
  }

  const instance: HaloInstance = {
    identify: (id, traits, extra) =>
      withClient((it) => {
        const answer = it.identify(id, traits, extra);
        inApp.fetch(it, found?.reach);
        return answer;
      }),
    identifyCompany: (id, traits) => withClient((it) => it.identifyCompany(id, traits)),
    setContext: (key, entry) => void withClient((it) => it.setContext(key, entry)),
    clearContext: (key) => void withClient((it) => it.clearContext(key)),
    sendMessage: (text) => withClient((it) => it.send(String(text))),
    openChat: launcher.open,
    closeChat: launcher.close,
    highlightElement: highlights.show,
    clearHighlights: () => highlights.clear(),
    reset: () => withClient((it) => it.reset()),
    track: (type, metadata) => void withClient((it) => it.events.add(String(type), { metadata })),
    on(event, listener) {
      const those = listeners.get(event) ?? new Set();
      listeners.set(event, those.add(listener as (detail: never) => void));
      return () => those.delete(listener as (detail: never) => void);
    },
    destroy: () => leave(true),
    unmount: () => leave(false),
    debug() {
      const facts: DebugFacts = {
        version: VERSION,
        org: orgId,
        user: null,
        path: path(),
        identity: {
          token: false,
          getUserToken: Boolean(options.getUserToken),
          blocked: false,
          trust: 'anonymous',
          apiKey: Boolean(options.apiKey),
        },
        agent: found?.agent ?? '',
        session: { id: null, open: false, returning: false },
        ui: flags(),
        dom: { ...launcher.count(), highlights: highlights.count },
        takeover: null,
        waiting: calls.length,
        ignored: [],
        ...client?.debug(),
      };
      console.info('[Halo]', facts);
      return facts;
    },
  };

  for (const [key, entry] of Object.entries(context ?? {})) instance.setContext(key, entry);
  if (userId != null && userId !== 'anonymous')
    instance.identify(userId, userTraits, { userToken: userToken ?? undefined });
  else if (userTraits) withClient((it) => it.describe(userTraits));
  if (companyId != null) instance.identifyCompany(companyId, companyTraits);
  // Somebody who was here before may have an answer waiting, or something that could not be sent.
  if (remembered(`halo:${orgId}:session`)) void fetchClient();
  else later(IDLE_MS);
  atPath();
  void begin();
  return instance;
}
