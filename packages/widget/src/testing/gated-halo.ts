import type { StreamFrame, WireConversation, WireMessage } from '@halo/wire/sdk/conversations.ts';

/** One call as it arrived. */
export interface GatedCall {
  path: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into bodies of every shape
  body: any;
  session: string | null;
  token: string | null;
}

/** An answer, or a piece of one, that waits for the test to let it go. */
export interface Held {
  path: string;
  /** `refused` and `cut` come instead of the head of an answer; of a piece they make nothing. */
  release(how?: 'answered' | 'refused' | 'closed' | 'cut'): void;
}

/**
 * A Halo in memory whose every answer, piece of an answer and live frame waits for the test. It takes no notice of calls
 * that are given up: what it has to say arrives all the same, as late as the test likes.
 */
export interface GatedHalo {
  fetch: typeof fetch;
  calls: GatedCall[];
  held: Held[];
  /** The name of a user, which their identify is answered with. */
  nameOf(user: string): string;
  /** The user a session belongs to, or nobody. */
  ownerOf(session: string): string | null;
  say(user: string, text: string): void;
}

interface Thread {
  id: string;
  messages: WireMessage[];
}

interface Listener {
  thread(): Thread | undefined;
  write(text: string): void;
}

export function createGatedHalo(): GatedHalo {
  const owners = new Map<string, string | null>();
  const ended = new Set<string>();
  const threads = new Map<string, Thread>();
  const listeners: Listener[] = [];
  let count = 0;

  const threadKey = (session: string) => {
    const owner = owners.get(session);
    return owner ? `user ${owner}` : `session ${session}`;
  };
  const newSession = () => `sess_${String(++count).padStart(22, 'x')}`;

  function hold(path: string, run: (how: 'answered' | 'refused' | 'closed' | 'cut') => void): void {
    const one: Held = {
      path,
      release(how = 'answered') {
        halo.held.splice(halo.held.indexOf(one), 1);
        run(how);
      },
    };
    halo.held.push(one);
  }

  function goOnIn(session: string, user: string | null): string {
    if (ended.has(session) || (owners.get(session) ?? user) !== user) return goOnIn(newSession(), user);
    const before = threads.get(`session ${session}`);
    owners.set(session, user);
    if (user !== null && before) {
      threads.delete(`session ${session}`);
      const own = threads.get(`user ${user}`);
      if (own) own.messages.push(...before.messages);
      else threads.set(`user ${user}`, before);
    }
    return session;
  }

  function add(key: string, author: WireMessage['author'], body: string): Thread {
    const thread = threads.get(key) ?? { id: `conv_${++count}`, messages: [] };
    threads.set(key, thread);
    const id = `msg_${++count}`;
    const seq = thread.messages.length + 1;
    const created_at = new Date().toISOString();
    const none = { sources: [], actions: [], attachments: [] };
    const message: WireMessage = { id, seq, author, author_name: null, body, ...none, created_at };
    thread.messages.push(message);
    for (const listener of listeners) {
      if (listener.thread() !== thread) continue;
      const frame: StreamFrame = { type: 'message', conversation_id: thread.id, message };
      hold('frame', () => listener.write(`event: message\ndata: ${JSON.stringify(frame)}\n\n`));
    }
    return thread;
  }

  function face(thread: Thread): WireConversation {
    const at = thread.messages.at(-1)?.created_at ?? new Date().toISOString();
    const open = { status: 'live', outcome: null, handled_by: 'ai', teammate_name: null } as const;
    return { id: thread.id, ...open, last_message: null, last_message_at: at, unread: 1, created_at: at };
  }

  /** A body that is written piece by piece, and never learns that nobody reads it any more. */
  function body(): { stream: ReadableStream<Uint8Array>; write(text: string): void; end(): void } {
    let to: ReadableStreamDefaultController<Uint8Array> | null = null;
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        to = controller;
      },
    });
    return { stream, write: (text) => to?.enqueue(new TextEncoder().encode(text)), end: () => to?.close() };
  }

  function chat({ body: said }: GatedCall): Response {
    const session = goOnIn(said.session_id, said.user_id ?? null);
    const key = threadKey(session);
    const thread = add(key, 'user', said.message);
    const { stream, write, end } = body();
    const answer = `answer to ${said.message}`;
    hold('piece', () => {
      write(answer.slice(0, 12));
      hold('piece', () => {
        write(answer.slice(12));
        add(key, 'ai', answer);
        end();
      });
    });
    return new Response(stream, { headers: { 'x-session-id': session, 'x-conversation-id': thread.id } });
  }

  function listen({ session }: GatedCall): Response {
    const { stream, write } = body();
    listeners.push({ thread: () => threads.get(threadKey(session ?? '')), write });
    hold('frame', () => write('event: ready\ndata: {}\n\n'));
    return new Response(stream);
  }

  const json = (answer: object, status = 200) => new Response(JSON.stringify(answer), { status });

  function answer(call: GatedCall): Response {
    const { path, body: said, session } = call;
    const rest = { linked: { conversations: 0, tickets: 0 }, ignored: [], request_id: 'r' };
    const trust = said?.user_token ? 'verified' : 'claimed';
    if (path === '/chat/stream') return chat(call);
    if (path === '/stream') return listen(call);
    if (path === '/users/identify') {
      const session_id = goOnIn(said.session_id, said.user_id);
      const user = { user_id: said.user_id, name: halo.nameOf(said.user_id) };
      const ignored = [{ key: `key-of-${halo.nameOf(said.user_id)}`, reason: 'too_long' }];
      return json({ ...rest, success: true, result: 'updated', user, trust, session_id, ignored });
    }
    if (path === '/companies/identify') {
      const session_id = goOnIn(said.session_id, said.user_id ?? null);
      return json({ ...rest, success: true, result: 'updated', company: {}, trust, session_id });
    }
    if (path === '/sessions/end') ended.add(said.session_id);
    const thread = threads.get(threadKey(session ?? ''));
    if (path === '/conversations') return json({ conversations: thread ? [face(thread)] : [] });
    if (path.endsWith('/messages') && thread) return json({ messages: thread.messages, conversation: face(thread) });
    return json({ success: true, accepted: 0, dropped: [] });
  }

  const halo: GatedHalo = {
    calls: [],
    held: [],
    nameOf: (user) => `NAME-${user}`,
    ownerOf: (session) => owners.get(session) ?? null,
    say(user, text) {
      add(`user ${user}`, 'teammate', text);
    },
    fetch(input, init) {
      const headers = new Headers(init?.headers);
      const path = new URL(String(input)).pathname.replace('/api/sdk', '');
      const said = init?.body ? JSON.parse(String(init.body)) : undefined;
      const call: GatedCall = {
        path,
        body: said,
        session: headers.get('x-halo-session'),
        token: said?.user_token ?? headers.get('x-halo-user-token'),
      };
      halo.calls.push(call);
      return new Promise((resolve, reject) => {
        // The server has done its part at once; only its answer is late.
        const known = call.session !== null && ended.has(call.session) && path !== '/sessions/end';
        const made = known ? json({ code: 'session_closed', error: 'ended' }, 403) : answer(call);
        hold(path, (how) => {
          if (how === 'cut') reject(new TypeError('Failed to fetch'));
          else if (how === 'refused') resolve(json({ code: 'identity_expired', error: 'expired' }, 403));
          else if (how === 'closed') resolve(json({ code: 'session_closed', error: 'closed' }, 403));
          else resolve(made);
        });
      });
    },
  };
  return halo;
}
