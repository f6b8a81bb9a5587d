import { describe, expect, test } from 'vitest';
import { keepRetention } from '../../privacy/keep-retention.ts';
import { inAppMessage } from '../../testing/in-app-messages.ts';
import { inAppRoom } from '../../testing/in-app-room.ts';
import { newSession } from '../../testing/sessions.ts';

const { halo, owner, shop, write, setState, browserOf, note, numbers } = await inAppRoom();
const { sql } = halo;

describe('what operators may write', () => {
  test('is held within bounds, checked whole, and written down', async () => {
    const workspace = await shop();
    const post = (more: object) =>
      owner.inside(workspace.id, 'POST', '/in-app-messages', { ...inAppMessage(), ...more });
    const button = { label: 'Go', does: 'link' };
    const wrong: object[] = [
      { title: '', body: '' },
      { kind: 'popup' },
      { audience: 'everybody', filter: { all: [] } },
      { startsAt: '2026-01-02T00:00:00Z', endsAt: '2026-01-01T00:00:00Z' },
      ...['javascript:alert(1)', '//evil.test', '/\\evil.test', 'data:text/html,x', ''].map((target) => ({
        button: { ...button, target },
      })),
      { button: { ...button, does: 'highlight', target: '' } },
      { paths: Array.from({ length: 21 }, () => '/x') },
      { body: 'x'.repeat(2_001) },
      { html: '<b>' },
    ];
    for (const more of wrong) expect([more, (await post(more)).status]).toEqual([more, 400]);
    const bad = await post({ filter: { field: 'plan', op: 'likes', value: 1 } });
    expect([bad.status, bad.body.code]).toEqual([400, 'invalid_filter']);
    const { body } = await post({ button: { ...button, target: '/new?x=1' } });
    expect((await setState(workspace, body.id, 'paused')).body.code).toBe('conflict');
    await setState(workspace, body.id, 'live');
    await setState(workspace, body.id, 'archived');
    expect((await setState(workspace, body.id, 'live')).body.code).toBe('conflict');
    const late = await owner.inside(workspace.id, 'PATCH', `/in-app-messages/${body.id}`, inAppMessage());
    expect(late.body.code).toBe('conflict');
    const { body: audit } = await owner.inside(workspace.id, 'GET', '/audit');
    expect(audit.rows.slice(0, 3)).toMatchObject([
      { action: 'in_app_message.state_changed', subject: 'News', detail: { before: 'live', after: 'archived' } },
      { action: 'in_app_message.state_changed', detail: { before: 'draft', after: 'live' } },
      { action: 'in_app_message.created', detail: { kind: 'message', audience: 'users' } },
    ]);
  });

  test('at most twenty are live at once', async () => {
    const workspace = await shop();
    const ids: string[] = [];
    for (let n = 0; n < 21; n += 1) ids.push(await write(workspace, {}, null));
    for (const id of ids.slice(0, 20)) expect((await setState(workspace, id, 'live')).status).toBe(204);
    expect((await setState(workspace, ids[20]!, 'live')).body.code).toBe('conflict');
  });
});

describe('what is kept of it', () => {
  test('who saw it comes in pages, the latest first, each person once', async () => {
    const workspace = await shop();
    const news = await write(workspace);
    for (const name of ['ada', 'joe', 'kim', 'lea', 'max']) {
      await note(await browserOf(workspace, name), news, 'shown');
      halo.turnClock(1);
    }
    const page = async (more: string) =>
      (await owner.inside(workspace.id, 'GET', `/in-app-messages/${news}/outcomes?limit=2${more}`)).body;
    const seen: string[][] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { rows, nextCursor } = await page(cursor && `&cursor=${cursor}`);
      seen.push(rows.map(({ person }: { person: { userId: string } }) => person.userId));
      cursor = nextCursor;
    }
    expect(seen).toEqual([['max', 'lea'], ['kim', 'joe'], ['ada']]);
    expect((await page('&cursor=nonsense')).code).toBe('invalid_request');
  });

  test('a draft may be deleted, which is written down; what people were shown may not', async () => {
    const workspace = await shop();
    const remove = (id: string) => owner.inside(workspace.id, 'DELETE', `/in-app-messages/${id}`);
    const draft = await write(workspace, { title: 'Draft' }, null);
    const live = await write(workspace);
    expect([(await remove(draft)).status, (await remove(draft)).status]).toEqual([204, 404]);
    expect((await remove(live)).body.code).toBe('conflict');
    const { body } = await owner.inside(workspace.id, 'GET', '/in-app-messages');
    expect(body.messages.map(({ id }: { id: string }) => id)).toEqual([live]);
    const { body: audit } = await owner.inside(workspace.id, 'GET', '/audit');
    expect(audit.rows.find(({ subject }: { subject: string }) => subject === 'Draft')).toMatchObject({
      action: 'in_app_message.deleted',
    });
  });

  test('visitors who are forgotten stay counted, and nothing else of them stays', async () => {
    const workspace = await shop();
    const news = await write(workspace, { audience: 'everybody' });
    const visitor = { workspace, session: newSession() };
    await note(visitor, news, 'shown');
    await note(visitor, news, 'clicked');
    await note({ workspace, session: newSession() }, news, 'dismissed');
    const ada = await browserOf(workspace, 'ada');
    await note(ada, news, 'shown');
    const before = await numbers(workspace, news);
    expect(before).toEqual({ shown: 3, clicked: 1, dismissed: 1 });
    const later = new Date(Date.now() + 800 * 86_400_000);
    await keepRetention({ ...halo.deps, now: () => later });
    expect(await numbers(workspace, news)).toEqual(before);
    const [left] = await sql`select count(*)::int as n from in_app_outcomes where message_id = ${news}`;
    expect(left!.n).toBe(1);
  });
});
