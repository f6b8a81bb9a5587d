import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refuse } from '../testing/fake-halo.ts';
import { createStage, type Stage, until } from '../testing/stage.ts';
import { testPage } from '../testing/test-page.ts';
import { HaloError } from './halo-error.ts';

let stage: Stage;
let halo: Stage['halo'];
let start: Stage['start'];

beforeEach(async () => {
  stage = await createStage();
  ({ halo, start } = stage);
});
afterEach(() => stage.close());

describe('the queue', () => {
  it('keeps order over a network that is down, and replays once after a reload', async () => {
    const page = testPage();
    let down = true;
    page.fetch = (input, init) => (down ? Promise.reject(new TypeError('Failed to fetch')) : fetch(input, init));
    const one = start({}, { page });
    one.send('first');
    one.send('second');
    await until(() => expect(one.texts()).toHaveLength(2));
    expect(halo.calls).toHaveLength(0);
    const left = page.storage as Storage;
    // The tab is closed: nothing is forgotten, as `destroy` would, the page is simply gone.
    one.core.queue.close();
    down = false;

    const two = start({}, { page: testPage(left) });
    await until(() => expect(halo.seen('/chat/stream')).toHaveLength(2));
    expect(halo.seen('/chat/stream').map((call) => call.body.message)).toEqual(['first', 'second']);
    expect(two.texts()).toContain('user: first');
    const ids = halo.seen('/chat/stream').map((call) => call.body.message_id);
    expect(new Set(ids).size).toBe(2);
  });

  it('case 58: never sends what a former person has left behind', async () => {
    const page = testPage();
    page.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    const one = start({}, { page });
    one.identify('a', { name: 'Ann' });
    one.send('secret of A');
    await until(() => expect(one.texts()).toHaveLength(1));
    one.core.queue.close();
    const two = start({}, { page: testPage(page.storage) });
    await two.identify('b', { name: 'Bob' });
    await two.send('of B');
    expect(halo.seen('/chat/stream').map((call) => call.body.message)).toEqual(['of B']);
  });

  it('works where storage is blocked', async () => {
    const client = start({}, { page: testPage(null) });
    await client.identify('u1', { name: 'Jane' });
    await client.send('hello');
    await until(() => expect(client.texts()).toEqual(['user: hello', 'ai: You said: hello']));
    await client.reset();
    expect(client.texts()).toEqual([]);
  });

  it('marks a refused message as failed and sends it again under its id', async () => {
    halo.otherwise('/chat/stream', (_call, response) => refuse(response, 400, 'invalid_request'));
    const client = start();
    await client.chat();
    await expect(client.send('hello')).rejects.toBeInstanceOf(HaloError);
    const [failed] = client.core.store.get().messages;
    expect(failed).toMatchObject({ state: 'failed', retryable: true });
    (await client.chat()).retry(failed?.key ?? '');
    await until(() => expect(client.texts()).toEqual(['user: hello', 'ai: You said: hello']));
    const ids = halo.seen('/chat/stream').map((call) => call.body.message_id);
    expect(ids[0]).toBe(ids[1]);
  });
});
