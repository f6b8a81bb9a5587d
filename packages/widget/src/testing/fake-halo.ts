import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ConfigAnswer } from '@halo/wire/sdk/config.ts';
import type { StreamFrame, WireConversation, WireMessage } from '@halo/wire/sdk/conversations.ts';
import { fakeConfig } from './fake-config.ts';
import { fakeTokenFacts } from './fake-token.ts';

/** One call as the server saw it. */
export interface SeenCall {
  method: string;
  path: string;
  query: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into bodies of every shape
  body: any;
  headers: IncomingMessage['headers'];
}

type Handler = (call: SeenCall, response: ServerResponse) => void | Promise<void>;

/** A server that speaks Halo's wire shapes over real HTTP, and can be told to fail. */
export interface FakeHalo {
  url: string;
  calls: SeenCall[];
  /** 403 for a call that names a user without a good token, as in `enforce`. */
  enforce: boolean;
  config: ConfigAnswer;
  /** The transcript of the one conversation this server has; `null` until somebody speaks. */
  conversation: WireConversation | null;
  /** Conversations of before, with what was said in them. */
  past: { conversation: WireConversation; messages: WireMessage[] }[];
  messages: WireMessage[];
  /** What a chat is answered: pieces, written one by one with a pause between. */
  answer(message: string): string[];
  /** What an answer asks of the page, told at its end. */
  actions: WireMessage['actions'];
  pauseMs: number;
  seen(path: string): SeenCall[];
  /** Answers the next `times` calls of a path otherwise. */
  otherwise(path: string, handler: Handler, times?: number): void;
  /** Sends a frame to every open stream of a session, or to all. */
  push(frame: StreamFrame, session?: string): void;
  say(
    author: WireMessage['author'],
    body: string,
    name?: string,
    images?: string[],
    notice?: WireMessage['notice'],
    actions?: WireMessage['actions'],
  ): void;
  readonly streams: number;
  /** Extra routes, such as a page for a browser. */
  serve(path: string, handler: Handler): void;
  close(): Promise<void>;
}

export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

export function refuse(response: ServerResponse, status: number, code: string, more: object = {}): void {
  json(response, status, { error: code, code, request_id: 'req_1', ...more });
}

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'authorization, content-type, x-halo-session, x-halo-user-token, x-halo-sdk',
  'access-control-expose-headers': 'x-session-id, x-agent-id, x-conversation-id, retry-after, date',
};

async function readBody(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text ? JSON.parse(text) : undefined;
}

export async function startFakeHalo(): Promise<FakeHalo> {
  const special = new Map<string, { handler: Handler; times: number }[]>();
  const pages = new Map<string, Handler>();
  const streams = new Set<{ session: string; response: ServerResponse }>();
  const answered = new Map<string, string>();
  const pictures: Buffer[] = [];
  let seq = 0;

  const server = createServer(async (request, response) => {
    for (const [name, value] of Object.entries(CORS)) response.setHeader(name, value);
    const url = new URL(request.url ?? '/', 'http://halo.test');
    const page = pages.get(url.pathname);
    const call = {
      method: request.method ?? '',
      path: url.pathname,
      query: url.search,
      headers: request.headers,
      body: undefined,
    };
    if (page) return page(call, response);
    if (request.method === 'OPTIONS') return response.writeHead(204).end();
    const path = url.pathname.replace('/api/sdk', '');
    const seen: SeenCall = { ...call, path, body: await readBody(request) };
    halo.calls.push(seen);
    const other = special.get(path)?.[0];
    if (other) {
      if (--other.times === 0) special.get(path)?.shift();
      return other.handler(seen, response);
    }
    answerCall(seen, response);
  });

  function refusal({ body, headers }: SeenCall): string | null {
    const userId = body?.user_id;
    const token = body?.user_token ?? headers['x-halo-user-token'];
    if (!halo.enforce || (userId === undefined && token === undefined)) return null;
    if (!token) return 'identity_required';
    const facts = fakeTokenFacts(String(token));
    if (!facts.good) return 'identity_invalid';
    if (facts.exp !== undefined && facts.exp * 1_000 < Date.now()) return 'identity_expired';
    return userId !== undefined && facts.userId !== String(userId) ? 'identity_mismatch' : null;
  }

  function add(
    author: WireMessage['author'],
    body: string,
    name: string | null,
    images: string[] = [],
    notice: WireMessage['notice'] = null,
    actions: WireMessage['actions'] = [],
  ): WireMessage {
    const created_at = new Date().toISOString();
    halo.conversation ??= {
      id: 'conv_1',
      status: 'live',
      outcome: null,
      handled_by: 'ai',
      teammate_name: null,
      last_message: null,
      last_message_at: created_at,
      unread: 0,
      created_at,
    };
    seq += 1;
    const message: WireMessage = {
      id: `msg_${seq}`,
      seq,
      author,
      author_name: name,
      body,
      notice,
      sources: [],
      actions,
      attachments: images.map((url) => {
        const id = `picture_${pictures.length}`;
        pictures.push(Buffer.from(url.split(',')[1] ?? '', 'base64'));
        return { id, media_type: 'image/png', size: pictures.at(-1)!.length, width: 64, height: 48 };
      }),
      created_at,
    };
    halo.messages.push(message);
    halo.push({ type: 'message', conversation_id: halo.conversation.id, message });
    return message;
  }

  async function chat(call: SeenCall, response: ServerResponse): Promise<void> {
    const { message, message_id, session_id, images } = call.body;
    const before = answered.get(message_id);
    if (before === undefined) add('user', message, null, images);
    response.writeHead(200, {
      'content-type': 'text/plain; charset=utf-8',
      'x-session-id': session_id,
      'x-agent-id': 'agent_1',
      'x-conversation-id': 'conv_1',
    });
    response.flushHeaders();
    const pieces = before === undefined ? halo.answer(message) : [before];
    for (const piece of pieces) {
      await new Promise((go) => setTimeout(go, halo.pauseMs));
      response.write(piece);
    }
    response.write(`\u001e__ACTIONS__${JSON.stringify(halo.actions)}\u001e`);
    response.end();
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the framing is made of one
    const text = pieces.join('').replace(/\u001e[^\u001e]*\u001e/g, '');
    if (before === undefined && text) add('ai', text, null, [], null, halo.actions);
    answered.set(message_id, text);
  }

  function identify({ body }: SeenCall, response: ServerResponse): void {
    const { user_id, traits, session_id, rotate_session } = body;
    json(response, 200, {
      success: true,
      result: 'updated',
      user: { user_id, ...traits },
      trust: body.user_token ? 'verified' : 'claimed',
      session_id: rotate_session ? `${session_id.slice(0, 20)}r${halo.calls.length}-rotated` : session_id,
      linked: { conversations: 0, tickets: 0 },
      ignored: [],
      request_id: 'req_1',
    });
  }

  function identifyCompany({ body }: SeenCall, response: ServerResponse): void {
    const { company_id, traits, session_id } = body;
    const company = { company_id, ...traits };
    const answer = { success: true, result: 'updated', company, trust: 'claimed', session_id, ignored: [] };
    json(response, 200, { ...answer, request_id: 'req_1' });
  }

  function human({ body }: SeenCall, response: ServerResponse): void {
    const message = 'The team has been told and will answer here.';
    add('system', message, null);
    const ids = { ticket_id: 'ticket_1', conversation_id: 'conv_1', session_id: body.session_id };
    json(response, 200, { success: true, ...ids, message, request_id: 'req_1' });
  }

  function listMessages({ query }: SeenCall, response: ServerResponse): void {
    const after = Number(new URLSearchParams(query).get('after') ?? 0);
    const messages = halo.messages.filter((message) => message.seq > after);
    json(response, 200, { messages, conversation: halo.conversation, request_id: 'req_1' });
  }

  function stream({ headers }: SeenCall, response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('event: ready\ndata: {}\n\n');
    const mine = { session: String(headers['x-halo-session']), response };
    streams.add(mine);
    response.on('close', () => streams.delete(mine));
  }

  const routes: Record<string, Handler> = {
    '/chat/stream': chat,
    '/users/identify': identify,
    '/companies/identify': identifyCompany,
    '/conversations/human': human,
    '/conversations/conv_1/messages': listMessages,
    '/stream': stream,
    '/events': ({ body }, response) =>
      json(response, 200, { success: true, accepted: body.events.length, dropped: [], request_id: 'req_1' }),
    '/conversations': ({ query }, response) => {
      const all = [...(halo.conversation ? [halo.conversation] : []), ...halo.past.map((one) => one.conversation)];
      const from = Number(new URLSearchParams(query).get('cursor') ?? 0);
      const next_cursor = all.length > from + 50 ? String(from + 50) : null;
      json(response, 200, { conversations: all.slice(from, from + 50), next_cursor, request_id: 'req_1' });
    },
  };

  function answerCall(call: SeenCall, response: ServerResponse): void {
    const picture = /attachments\/picture_(\d+)$/.exec(call.path)?.[1];
    if (picture) response.writeHead(200, { 'content-type': 'image/png' }).end(pictures[Number(picture)]);
    else if (call.path === '/config') json(response, 200, halo.config);
    else {
      const code = refusal(call);
      const old = halo.past.find(({ conversation }) => call.path === `/conversations/${conversation.id}/messages`);
      const route: Handler | undefined = old
        ? () => json(response, 200, { ...old, request_id: 'req_1' })
        : routes[call.path];
      if (code) refuse(response, 403, code);
      else if (route) void route(call, response);
      else json(response, 200, { success: true, request_id: 'req_1' });
    }
  }

  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const halo: FakeHalo = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: [],
    enforce: false,
    config: fakeConfig(),
    conversation: null,
    past: [],
    messages: [],
    answer: (message) => ['You said: ', message],
    actions: [],
    pauseMs: 1,
    seen: (path) => halo.calls.filter((call) => call.path === path),
    otherwise(path, handler, times = 1) {
      special.set(path, [...(special.get(path) ?? []), { handler, times }]);
    },
    push({ type, ...data }, session) {
      for (const stream of streams) {
        if (session && stream.session !== session) continue;
        stream.response.write(`event: ${type}\ndata: ${JSON.stringify(data)}\n\n`);
      }
    },
    say: (author, body, name, ...rest) => void add(author, body, name ?? null, ...rest),
    get streams() {
      return streams.size;
    },
    serve: (path, handler) => void pages.set(path, handler),
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
  return halo;
}
