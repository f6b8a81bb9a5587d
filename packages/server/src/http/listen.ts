import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { StartRefused } from '../refusal.ts';

/** An answer that left, or broke off, for whoever counts them. */
export interface Answered {
  method: string;
  /** Path and query as they came. */
  url: string;
  status: number;
  seconds: number;
}

/** The open door of a server. */
export interface Listener {
  /** The port that was taken, also when any free one was asked for. */
  port: number;
  /**
   * Takes no more connections, ends live streams, and waits for every request that was accepted; after `seconds` it
   * cuts off what is left and answers how many that were.
   */
  drain(seconds: number): Promise<number>;
}

/** Proxies keep connections for a minute; ours must be the longer life, or a reused one may be closed under them. */
const KEEP_ALIVE_MS = 65_000;

/** Listens on `host` and `port`; `app()` is asked for at every request. Throws `StartRefused` naming the variable. */
export async function listen(
  at: { host: string; port: number },
  app: () => Pick<Hono, 'fetch'>,
  answered: (answer: Answered) => void,
): Promise<Listener> {
  const open = new Set<ServerResponse>();
  let draining = false;
  const handle = getRequestListener((request, env) => app().fetch(request, env));
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (incoming, outgoing) => {
    const began = performance.now();
    const { method = '', url = '' } = incoming;
    open.add(outgoing);
    outgoing.once('close', () => {
      open.delete(outgoing);
      answered({ method, url, status: outgoing.statusCode, seconds: (performance.now() - began) / 1000 });
    });
    if (draining) outgoing.setHeader('connection', 'close');
    void handle(incoming, outgoing);
  });
  await bind(server, at);

  return {
    port: (server.address() as AddressInfo).port,
    async drain(seconds) {
      draining = true;
      const closed = new Promise<void>((done) => server.close(() => done()));
      const letGo = () => {
        for (const outgoing of open) {
          if (isLiveStream(outgoing)) outgoing.destroy();
          else if (!outgoing.headersSent) outgoing.setHeader('connection', 'close');
        }
        server.closeIdleConnections();
      };
      letGo();
      const again = setInterval(letGo, 50);
      const late = wait(seconds * 1000, 'late' as const, { ref: false });
      const cut = (await Promise.race([closed, late])) === 'late' ? open.size : 0;
      clearInterval(again);
      server.closeAllConnections();
      await closed;
      return cut;
    },
  };
}

/** Reads are answered whole; a GET whose answer has begun and goes on is a stream, which its client opens anew. */
function isLiveStream(outgoing: ServerResponse): boolean {
  return outgoing.req.method === 'GET' && outgoing.headersSent && !outgoing.writableEnded;
}

function bind(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => fail(whyNot(error, host, port)));
    server.listen(port, host, () => {
      server.removeAllListeners('error');
      done();
    });
  });
}

function whyNot(error: NodeJS.ErrnoException, host: string, port: number): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new StartRefused(
        `PORT ${port} on ${host} is in use. Stop what listens there, or set PORT to another one.`,
      );
    case 'EACCES':
      return new StartRefused(`PORT ${port} on ${host} may not be opened by this user. Set PORT to one above 1023.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new StartRefused(`HOST ${host} is no address of this machine.`);
    default:
      return error;
  }
}
