import type { FakeHalo } from '../../packages/widget/src/testing/fake-halo.ts';
import type { Package } from './install-rival.ts';

/**
 * One chat on a customer's page. All but `package` and `fill` is script for that page; what is an expression says so.
 * Everything that stands in a shadow root is found by `deep(selector)`.
 */
export interface Candidate {
  name: string;
  /** `null`: ours, from packages/widget/dist. */
  package: Package | null;
  /** How its documentation says it is brought onto a page. */
  tag: string;
  start: string;
  /** Expression: what a visitor sees first, its launcher, or the chat itself where it has none. */
  shown: string;
  hasLauncher: boolean;
  open: string;
  close: string;
  /** Expression: the field to write in. */
  field: string;
  /** Brings 500 messages on; the chat is open. */
  fill: string | ((run: (script: string) => Promise<unknown>, halo: FakeHalo) => Promise<void>);
  /** Expression: the last of the 500 has come. */
  filled: string;
  destroy: string;
}

export const MESSAGES = 500;
export const TEXT = 'about your **sync**: the [guide](https://acme.example/guide) says how to set it up again.';
const LAST = `Message ${MESSAGES - 1} `;
const NO_LAUNCHER = {
  hasLauncher: false,
  open: `box.style.display = ''`,
  close: `box.style.display = 'none'`,
};

const halo: Candidate = {
  name: 'halo',
  package: null,
  tag: '<script src="/sdk/latest/haloagents.umd.js"></script>',
  start: `HaloAgents.init({ orgId: 'org_1', apiKey: 'ab_live_1' })`,
  shown: `deep('.launcher')`,
  hasLauncher: true,
  open: 'HaloAgents.openChat()',
  close: 'HaloAgents.closeChat()',
  field: `deep('textarea')`,
  async fill(run, server) {
    await run(`HaloAgents.getInstance().sendMessage('hello')`);
    for (const end = Date.now() + 15_000; server.streams === 0 && Date.now() < end; )
      await new Promise((go) => setTimeout(go, 50));
    for (let i = 0; i < MESSAGES; i++) server.say('teammate', `Message ${i} ${TEXT}`, 'Sam');
  },
  filled: `deep('.thread')?.textContent.includes('${LAST}')`,
  destroy: 'HaloAgents.destroy()',
};

const deepChat: Candidate = {
  name: 'deep-chat',
  package: {
    name: 'deep-chat',
    version: '2.4.2',
    integrity: 'sha512-wQNd6Z6HDoH7OMeoQKpmxDm9XdWrRjMkBJ2yl5tsYND9Dz2UCv/BdGVM8vK2V0mhO1u+OniHYPWDGvjlNxjCeQ==',
    file: 'dist/deepChat.bundle.js',
  },
  tag: '<script type="module" src="/rival.js"></script>',
  start: `window.box = document.createElement('deep-chat'); box.connect = { handler: () => {} }; document.body.append(box)`,
  shown: `deep('#text-input')`,
  ...NO_LAUNCHER,
  field: `deep('#text-input')`,
  fill: `for (let i = 0; i < ${MESSAGES}; i++) box.addMessage({ role: 'ai', text: 'Message ' + i + ' ${TEXT}' })`,
  filled: `deep('#messages')?.textContent.includes('${LAST}')`,
  destroy: 'box.remove(); delete window.box',
};

const typebot: Candidate = {
  name: '@typebot.io/js',
  package: {
    name: '@typebot.io/js',
    version: '0.10.7',
    integrity: 'sha512-c5GKjgJlfSjOIhTm8kqohWE/daJeBWlnqK6Xi3AYlFu/3W0NkqsD+T6G+ehu2sDGv8po+FuMB/K6g12/zQVN2Q==',
    file: 'dist/web.js',
  },
  tag: '<script type="module" src="/rival.js"></script>',
  start: `Typebot.initBubble({ typebot: 'bot', apiHost: location.origin })`,
  shown: `deep('typebot-bubble button')`,
  hasLauncher: true,
  open: 'Typebot.open()',
  close: 'Typebot.close()',
  field: `deep('typebot-bubble input')`,
  // Its transcript comes with the first answer of its server.
  fill: '0',
  filled: `deep('typebot-bubble .typebot-chat-view')?.textContent.includes('${LAST}')`,
  destroy: 'Typebot.unmount()',
};

const webchat: Candidate = {
  name: 'botframework-webchat',
  package: {
    name: 'botframework-webchat',
    version: '4.18.1',
    integrity: 'sha512-7jpEUJ7olT62Xm+8eh7BhhIcXVfU2xD4pZDaeBt8K4XcNy6K/83UGIxE9BFkXmHMZ4hDEVOzs5cre07GWuaXzg==',
    file: 'dist/webchat.js',
  },
  tag: '<script src="/rival.js"></script>',
  start: `
    const observable = (first) => ({
      observers: new Set(),
      subscribe(next, ...more) {
        const observer = typeof next === 'function' ? { next } : next;
        this.observers.add(observer);
        for (const value of first) observer.next?.(value);
        return { unsubscribe: () => this.observers.delete(observer) };
      },
      [Symbol.observable ?? '@@observable']() { return this; },
    });
    window.line = { activity$: observable([]), connectionStatus$: observable([0, 1, 2]), getSessionId: () => observable([]), postActivity: () => observable(['id']), end() {} };
    window.box = document.createElement('div');
    box.style.height = '600px';
    document.body.append(box);
    WebChat.renderWebChat({ directLine: line, userID: 'u1' }, box)`,
  shown: `deep('input[type=text], input:not([type]), textarea')`,
  ...NO_LAUNCHER,
  field: `deep('input[type=text], input:not([type]), textarea')`,
  fill: `for (let i = 0; i < ${MESSAGES}; i++) for (const observer of line.activity$.observers) observer.next({ type: 'message', id: 'a' + i, from: { id: 'bot', role: 'bot' }, timestamp: new Date(1.7e12 + i * 1e3).toISOString(), text: 'Message ' + i + ' ${TEXT}' })`,
  filled: `box.textContent.includes('${LAST}')`,
  destroy: 'box.remove(); delete window.box; delete window.line',
};

const flowise: Candidate = {
  name: 'flowise-embed',
  package: {
    name: 'flowise-embed',
    version: '3.1.6',
    integrity: 'sha512-xSrvBDiEvIIzRFsPBgmzG3SdfBeG4wBzdchdMurft5PQcdYO0HfB8cwGhn00fE5JOsdhVZXfJ3Fq6e/DgrW4ag==',
    file: 'dist/web.js',
  },
  tag: '<script type="module" src="/rival.js"></script>',
  start: `
    if (location.search.includes('many')) localStorage.setItem('flow_EXTERNAL', JSON.stringify({ chatId: 'c1', chatHistory: Array.from({ length: ${MESSAGES} }, (_, i) => ({ type: 'apiMessage', message: 'Message ' + i + ' ${TEXT}' })) }));
    Chatbot.init({ chatflowid: 'flow', apiHost: location.origin })`,
  shown: `deep('flowise-chatbot button[part="button"]')`,
  hasLauncher: true,
  open: `deep('flowise-chatbot button[part="button"]').click()`,
  close: `deep('flowise-chatbot button[part="button"]').click()`,
  field: `deep('flowise-chatbot textarea')`,
  // It finds its transcript in the browser's storage when it opens.
  fill: '0',
  filled: `deep('flowise-chatbot [part=bot]')?.textContent.includes('${LAST}')`,
  destroy: 'Chatbot.destroy()',
};

export const CANDIDATES: readonly Candidate[] = [halo, deepChat, flowise, webchat, typebot];
