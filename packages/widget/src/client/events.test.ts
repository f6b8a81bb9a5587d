import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStage, type Stage, until } from '../testing/stage.ts';
import { testPage } from '../testing/test-page.ts';

let stage: Stage;
let halo: Stage['halo'];
let start: Stage['start'];

beforeEach(async () => {
  stage = await createStage();
  ({ halo, start } = stage);
});
afterEach(() => stage.close());

describe('events', () => {
  it('are batched, carry who is here, and do not keep a chat waiting', async () => {
    const client = start();
    await client.identify('u1', { name: 'Jane' });
    client.events.add('one', {});
    client.events.add('two', { metadata: { a: 1 } });
    client.events.flush();
    await until(() => expect(halo.seen('/events')).toHaveLength(1));
    const { body } = halo.seen('/events')[0] ?? {};
    expect(body).toMatchObject({ user_id: 'u1', session_id: client.core.session.record.id });
    expect(body.events.map((event: { event_type: string }) => event.event_type)).toEqual(['one', 'two']);
  });

  it('are kept for the same person when the page is left without a network', async () => {
    const page = testPage();
    const one = start({}, { page });
    await one.send('hello');
    one.events.add('left', {});
    page.isOnline = false;
    page.happen('hidden');
    one.core.queue.close();
    const two = start({}, { page: testPage(page.storage) });
    two.events.flush();
    await until(() => expect(halo.seen('/events')[0]?.body.events[0].event_type).toBe('left'));
  });
});
