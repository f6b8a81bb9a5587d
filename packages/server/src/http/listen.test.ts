import { once } from 'node:events';
import { Agent, get, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { afterEach, describe, expect, it } from 'vitest';
import { StartRefused } from '../refusal.ts';
import { type Answered, type Listener, listen } from './listen.ts';

const host = '127.0.0.1';
const opened: Listener[] = [];

afterEach(async () => {
  for (const listener of opened.splice(0)) await listener.drain(0.01);
});

async function open(app: Hono, answered: (answer: Answered) => void = () => {}): Promise<Listener> {
  const listener = await listen({ host, port: 0 }, () => app, answered);
  opened.push(listener);
  return listener;
}

describe('listen', () => {
  it('refuses a taken port with one line that names the variable', async () => {
    const { port } = await open(new Hono());
    const second = listen(
      { host, port },
      () => new Hono(),
      () => {},
    );
    await expect(second).rejects.toThrow(StartRefused);
    await expect(second).rejects.toThrow(new RegExp(`^PORT ${port} .* in use[^\\n]*$`));
  });

  it("refuses an address that is not this machine's", async () => {
    await expect(
      listen(
        { host: '192.0.2.1', port: 0 },
        () => new Hono(),
        () => {},
      ),
    ).rejects.toThrow(/^HOST 192\.0\.2\.1/);
  });

  it('tells who counts of every answer', async () => {
    const answers: Answered[] = [];
    const { port } = await open(new Hono(), (answer) => answers.push(answer));
    await (await fetch(`http://${host}:${port}/nowhere?x=1`)).text();
    await expect.poll(() => answers).toMatchObject([{ method: 'GET', url: '/nowhere?x=1', status: 404 }]);
  });
});

describe('drain', () => {
  it('answers every request it had accepted, on kept connections too, and takes no new ones', async () => {
    let release: () => void = () => {};
    const gate = new Promise<void>((done) => {
      release = done;
    });
    let arrived = 0;
    const app = new Hono();
    app.get('/warm', (c) => c.text('warm'));
    app.post('/slow', async (c) => {
      arrived += 1;
      await gate;
      return c.text(await c.req.text());
    });
    const { port, drain } = await open(app);
    const agent = new Agent({ keepAlive: true });
    const post = (body: string) =>
      new Promise<{ status: number | undefined; body: string; connection: string | undefined }>((done, fail) => {
        const call = request({ host, port, path: '/slow', method: 'POST', agent }, (answer) => {
          answer
            .setEncoding('utf8')
            .once('data', (text) =>
              done({ status: answer.statusCode, body: text, connection: answer.headers.connection }),
            );
        });
        call.once('error', fail).end(body);
      });
    const calls = Promise.all(['a', 'b', 'c'].map(post));
    await expect.poll(() => arrived).toBe(3);
    const drained = drain(20);
    await wait(120);
    await expect(fetch(`http://${host}:${port}/warm`)).rejects.toThrow();
    release();
    expect(await calls).toEqual(['a', 'b', 'c'].map((body) => ({ status: 200, body, connection: 'close' })));
    expect(await drained).toBe(0);
    agent.destroy();
  });

  it('ends live streams at once', async () => {
    let gone = false;
    const app = new Hono();
    app.get('/stream', (c) =>
      streamSSE(c, async (stream) => {
        await stream.writeSSE({ event: 'ready', data: '{}' });
        stream.onAbort(() => {
          gone = true;
        });
        while (!stream.aborted) await wait(20);
      }),
    );
    const { port, drain } = await open(app);
    const call = get({ host, port, path: '/stream' });
    const [answer] = await once(call, 'response');
    answer.on('error', () => {});
    await once(answer, 'data');
    expect(await drain(20)).toBe(0);
    await expect.poll(() => gone).toBe(true);
  });

  it('cuts off what is not done in time, and says how many', async () => {
    const app = new Hono();
    let arrived = false;
    app.post('/never', () => {
      arrived = true;
      return new Promise<Response>(() => {});
    });
    const { port, drain } = await open(app);
    const call = fetch(`http://${host}:${port}/never`, { method: 'POST' }).catch(() => 'cut');
    await expect.poll(() => arrived).toBe(true);
    expect(await drain(0.1)).toBe(1);
    expect(await call).toBe('cut');
  });
});
