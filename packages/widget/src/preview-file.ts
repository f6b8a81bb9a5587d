import type { PreviewNews, PreviewShow } from '@halo/wire/dashboard/preview.ts';
import type { Chat } from './client/chat.ts';
import { freshState } from './client/chat-state.ts';
import type { Client } from './client/client-port.ts';
import { createStore } from './client/store.ts';
import type { ChatMessage } from './client/transcript.ts';
import { PLAIN_LOOK, readConfig } from './configure.ts';
import { type HaloOptions, uiFlags } from './options.ts';
import { adoptStyles } from './ui/adopt-styles.ts';
import { createLauncher } from './ui/launcher/launcher.ts';
import { mountPanel } from './ui/panel/mount-panel.tsx';

/**
 * The widget as the dashboard's Style page shows it: the launcher and panel that customers get, over a page that is
 * only drawn, with nobody to talk to.
 */
const PAGE = `
:root{color-scheme:light;background:#eef0f4}
:root[data-theme=dark]{color-scheme:dark;background:#0e1016}
body{margin:0;padding:32px}
i{display:block;height:12px;margin:0 0 14px;border-radius:6px;background:rgb(128 134 150/.22)}
i:first-child{width:38%;height:22px;margin-bottom:24px}i:nth-child(4n){width:62%}i:nth-child(5n){margin-bottom:36px}
`;
const SAMPLE =
  'This is how an answer looks: calm text with **what matters** in it, and [a link](https://example.com/help) that can be read in both themes.';

const options: HaloOptions = { orgId: 'preview', apiKey: '' };
const store = createStore(freshState('preview', { look: PLAIN_LOOK, online: true, open: false }));
let count = 0;

function tell(preview: PreviewNews['preview']): void {
  window.parent.postMessage({ preview } satisfies PreviewNews, '*');
}

function message(author: ChatMessage['author'], text: string): ChatMessage {
  return {
    key: String(++count),
    author,
    name: null,
    text,
    sources: [],
    actions: [],
    pictures: [],
    at: 0,
    state: 'sent',
  };
}

function say(text: string): void {
  store.set({ messages: [...store.get().messages, message('user', text), message('ai', SAMPLE)] });
}

const nothing = () => {};
const client = {
  core: { store },
  send: async (text: string) => say(text),
  requestHuman: async () => store.set({ human: 'asked' }),
} as unknown as Client;
const chat = {
  picture: () => Promise.reject(new Error('There are no pictures in a preview.')),
  retry: nothing,
  past: { open: nothing, close: nothing, back: () => false },
  rate: nothing,
  lead: { asks: () => null, submit: nothing, skip: nothing },
} as unknown as Chat;

const launcher = createLauncher({
  options,
  language: 'en',
  flags: () => uiFlags(options, '/'),
  loadPanel: async (place) => mountPanel({ ...place, client, chat, words: null, greeting: () => true }),
  onOpen: () => tell('opened'),
  onClose: () => tell('closed'),
});

function show({ agent, organization, theme, view }: PreviewShow): void {
  const answer = {
    ...{ agent, organization: { name: organization, settings: { tracking: false } } },
    in_app_messages: 'nobody' as const,
    identity: { mode: 'off' as const, anonymous: true },
  };
  const { look } = readConfig(answer, location.origin);
  options.theme = theme;
  document.documentElement.dataset.theme = theme;
  launcher.draw({ look });
  store.set({ look });
  if (view === 'start') store.set({ messages: [], human: 'no' });
  else if (view === 'chat' && store.get().messages.length === 0)
    say(look.suggestions[0] ?? 'Where do I find my invoices?');
  if (view === 'closed') launcher.close();
  else launcher.open();
}

// Opening would take the keyboard away from the form beside.
HTMLElement.prototype.focus = nothing;
adoptStyles(document as unknown as ShadowRoot, PAGE);
document.body.append(...Array.from({ length: 16 }, () => document.createElement('i')));
window.addEventListener('message', ({ source, data }) => {
  if (source === window.parent) show(data as PreviewShow);
});
tell('ready');
