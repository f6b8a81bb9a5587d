import { beforeEach, describe, expect, test } from 'vitest';
import { chatRoom } from '../../testing/chat-room.ts';

const room = await chatRoom();
const { provider, sql, call: post } = room;

beforeEach(() => {
  provider.requests.length = 0;
});

describe('the preview', () => {
  test('is word for word what the model then sees', async () => {
    const workspace = await room.workspace();
    const { serverKey, widgetKey } = workspace;
    const user_token = room.token(workspace, { user_id: 'ada', name: 'Ada', plan: 'Pro' });
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

describe('companies in the prompt', () => {
  const acme = { company_id: 'acme', traits: { name: 'Acme Forms', plan: 'Enterprise' } };

  test('a proven member sees the company beside the profile, and the request picks the company', async () => {
    const workspace = await room.workspace('enforce');
    const token = (company_id: string) => room.token(workspace, { user_id: 'ada', name: 'Ada', company_id });
    await post('/companies/identify', workspace.serverKey, { ...acme, user_id: 'ada' });
    await post('/companies/identify', workspace.serverKey, {
      company_id: 'beta',
      traits: { name: 'Beta' },
      user_id: 'ada',
    });
    const preview = (company_id: string) =>
      post('/agent/preview', workspace.serverKey, { user_token: token('acme'), company_id });
    expect((await preview('acme')).body.customer_block).toBe(
      '[User Profile]\n- Name: Ada\n\n[Company: Acme Forms]\n- Name: Acme Forms\n- Plan: Enterprise',
    );
    expect((await preview('beta')).body.customer_block).toContain('[Company: Beta]');
    await room.chat(workspace.widgetKey, { user_token: token('beta'), company_id: 'beta' });
    expect(provider.requests.at(-1)?.body.messages[0].content).toContain('[Company: Beta]');
  });

  test('a claimed membership opens nothing stored under enforce, and the preview names it', async () => {
    const { widgetKey, serverKey, ...workspace } = await room.workspace();
    await post('/companies/identify', serverKey, acme);
    await post('/companies/identify', widgetKey, { company_id: 'acme', user_id: 'mallory' });
    await room.setMode({ widgetKey, serverKey, ...workspace }, 'enforce');
    const user_token = room.token({ widgetKey, serverKey, ...workspace }, { user_id: 'mallory', name: 'Mallory' });
    const { body } = await post('/agent/preview', serverKey, { user_token });
    expect(body.customer_block).toBe('[User Profile]\n- Name: Mallory');
    expect(body.omitted).toEqual([{ key: 'company', reason: 'company_unverified' }]);
  });

  test('a visitor who names a company learns nothing of it', async () => {
    const { widgetKey, serverKey } = await room.workspace();
    await post('/companies/identify', serverKey, acme);
    await room.chat(widgetKey, { company_id: 'acme' });
    expect(provider.requests.at(-1)?.body.messages[0].content).not.toContain('Acme Forms');
  });

  test('what a session itself said of a company is always its own', async () => {
    const { widgetKey, serverKey } = await room.workspace('report');
    await post('/companies/identify', serverKey, acme);
    const { body } = await room.chat(widgetKey, {});
    await post('/companies/identify', widgetKey, {
      company_id: 'acme',
      traits: { mood: 'festive' },
      user_id: 'bob',
      session_id: body.session_id,
    });
    await room.chat(widgetKey, { user_id: 'bob', session_id: body.session_id });
    expect(provider.requests.at(-1)?.body.messages[0].content).toContain('- Mood: festive');
    await room.chat(widgetKey, { user_id: 'bob' });
    expect(provider.requests.at(-1)?.body.messages[0].content).not.toContain('festive');
  });
});
