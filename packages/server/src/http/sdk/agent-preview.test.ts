import { beforeEach, describe, expect, test } from 'vitest';
import { chatRoom } from '../../testing/chat-room.ts';
import { agentPreviewRoute } from './agent-preview.ts';
import { chatRoute } from './chat.ts';

const room = await chatRoom([agentPreviewRoute, chatRoute]);
const { provider, sql } = room;

beforeEach(() => {
  provider.requests.length = 0;
});

async function post(path: string, key: string, body: object) {
  const response = await room.call(path, key, body);
  // biome-ignore lint/suspicious/noExplicitAny: the tests say what they expect of it
  return { status: response.status, body: (await response.json()) as any };
}

describe('the preview', () => {
  test('is word for word what the model then sees', async () => {
    const { serverKey, widgetKey, ...workspace } = await room.workspace();
    const user_token = room.token({ ...workspace, serverKey, widgetKey }, { user_id: 'ada', name: 'Ada', plan: 'Pro' });
    await post('/chat', widgetKey, { message: 'Hi', user_token });
    const said = {
      user_token,
      custom_fields: { mood: 'curious' },
      context: { page: { label: 'Page', value: 'billing' } },
    };
    const preview = await post('/agent/preview', serverKey, said);
    await post('/chat', widgetKey, { message: 'Hi', ...said });
    expect(preview.body.system).toBe(provider.requests.at(-1)?.body.messages[0].content);
    expect(preview.body).toMatchObject({
      trust: 'verified',
      customer_block: '[User Profile]\n- Name: Ada\n- Plan: Pro\n- Mood: curious\n\n[Page]\nbilling',
      sections: [
        { title: '[User Profile]', lines: ['- Name: Ada', '- Plan: Pro', '- Mood: curious'] },
        { title: '[Page]', lines: ['billing'] },
      ],
      omitted: [],
    });
  });

  test('asks no model and stores nothing', async () => {
    const { serverKey, id } = await room.workspace();
    await post('/agent/preview', serverKey, {
      user_id: 'nobody-yet',
      session_id: 'sess_1234567890123456789012',
      custom_fields: { a: 1 },
    });
    expect(provider.requests).toEqual([]);
    for (const table of ['contacts', 'sessions', 'conversations', 'prompts']) {
      expect(await sql`select 1 from ${sql(table)} where workspace_id = ${id}`).toEqual([]);
    }
  });

  test('is empty for a visitor of whom nothing is known', async () => {
    const { serverKey } = await room.workspace();
    const { body } = await post('/agent/preview', serverKey, {});
    expect(body).toMatchObject({ customer_block: '', sections: [], trust: 'anonymous', omitted: [] });
    expect(body.system).not.toContain('<halo_data kind');
  });

  test('of a session shows what that session said, with its own trust', async () => {
    const { serverKey, widgetKey } = await room.workspace('report');
    const chat = await post('/chat', widgetKey, { message: 'Hi', user_id: 'bob', custom_fields: { plan: 'Free' } });
    const { body } = await post('/agent/preview', serverKey, { session_id: chat.body.session_id });
    expect(body).toMatchObject({
      trust: 'claimed',
      customer_block: '[User Profile]\n- Plan: Free\n- Trust: unverified',
    });
  });

  test('names what is left out and why', async () => {
    const { serverKey, id } = await room.workspace();
    await sql`
      insert into discovered_attributes (workspace_id, scope, key, types, first_seen, last_seen, sensitive)
      values (${id}, 'user', 'ssn', '{text}', now(), now(), true)`;
    const { body } = await post('/agent/preview', serverKey, { custom_fields: { ssn: '078', plan: 'Pro' } });
    expect(body).toMatchObject({
      customer_block: '[User Profile]\n- Plan: Pro',
      omitted: [{ key: 'ssn', reason: 'sensitive' }],
    });
  });

  test('takes a server key only, and no bad ids', async () => {
    const { serverKey, widgetKey } = await room.workspace();
    expect((await post('/agent/preview', widgetKey, {})).body.code).toBe('key_kind');
    expect((await post('/agent/preview', serverKey, { user_id: 'null' })).body.code).toBe('invalid_user_id');
    expect((await post('/agent/preview', serverKey, { company_id: 1.5 })).body.code).toBe('invalid_company_id');
  });
});
