import { describe, expect, test } from 'vitest';
import { mergeRoom } from '../../testing/merge-room.ts';
import { newSession, ownHistory, personOfSession, proofOf } from '../../testing/sessions.ts';

const { chatOf, freshToken, halo, reads, shop } = await mergeRoom();

describe('who reads what', () => {
  test('safety R5: a token for the loser sees only what the loser had, the survivor sees both', async () => {
    const { workspace, merge } = await shop('enforce');
    const [a, b] = [
      await chatOf(workspace, 'a', freshToken(workspace, 'a')),
      await chatOf(workspace, 'b', freshToken(workspace, 'b')),
    ];
    const { body } = await merge('a', 'b');
    expect(body.readers).toEqual([
      { user_id: 'a', conversations_of_survivor: 1, conversations_of_loser: 1 },
      { user_id: 'b', conversations_of_survivor: 0, conversations_of_loser: 1 },
    ]);
    halo.turnClock(2);
    const [tokenA, tokenB] = [freshToken(workspace, 'a'), freshToken(workspace, 'b')];
    expect(await reads(workspace, tokenA, a.conversation_id)).toBe('Hi from a');
    expect(await reads(workspace, tokenA, b.conversation_id)).toBe('Hi from b');
    expect(await reads(workspace, tokenB, b.conversation_id)).toBe('Hi from b');
    expect(await reads(workspace, tokenB, a.conversation_id)).toBe('not_found');
    expect(await ownHistory(halo, workspace, a.session_id, tokenB)).toBe('identity_mismatch');
    expect(await ownHistory(halo, workspace, b.session_id, tokenA)).toBe('identity_mismatch');
    const later = await chatOf(workspace, 'b', tokenB);
    expect(await reads(workspace, freshToken(workspace, 'b'), later.conversation_id)).toBe('Hi from b');
    expect(await ownHistory(halo, workspace, newSession(), tokenB)).toBe(2);
  });

  test('safety R5: with `same_person` a token for either id opens everything, and stays good', async () => {
    const { workspace, merge } = await shop('enforce');
    const tokenB = freshToken(workspace, 'b');
    const a = await chatOf(workspace, 'a', freshToken(workspace, 'a'));
    const b = await chatOf(workspace, 'b', tokenB);
    const { body } = await merge('a', 'b', { same_person: true });
    expect(body.readers[1]).toEqual({ user_id: 'b', conversations_of_survivor: 1, conversations_of_loser: 1 });
    expect(await reads(workspace, tokenB, a.conversation_id)).toBe('Hi from a');
    expect(await reads(workspace, tokenB, b.conversation_id)).toBe('Hi from b');
  });

  test('safety R5, case 40: the loser’s token is a claim on the survivor: it learns and overwrites nothing proven', async () => {
    const { workspace, identify, merge, user } = await shop('enforce');
    await identify('a', { plan: 'secret-plan' });
    await halo.call('/users/identify', workspace.widgetKey, { user_id: 'b', user_token: freshToken(workspace, 'b') });
    await merge('a', 'b');
    halo.turnClock(2);
    const user_token = freshToken(workspace, 'b');
    const answer = await halo.call('/users/identify', workspace.widgetKey, {
      ...{ user_id: 'b', user_token },
      traits: { plan: 'mine', seats: 2 },
    });
    expect(answer.body).toMatchObject({ trust: 'claimed', user: { user_id: 'b', custom_fields: { seats: 2 } } });
    expect(answer.body.ignored).toEqual([{ key: 'plan', reason: 'higher_trust_kept' }]);
    expect(JSON.stringify(answer.body)).not.toContain('secret-plan');
    expect((await user('a')).custom_fields.plan).toBe('secret-plan');
    const { conversation_id } = await chatOf(workspace, 'b', user_token);
    const [prompt] = await halo.sql`select system from prompts where conversation_id = ${conversation_id}`;
    expect(prompt?.system).not.toContain('secret-plan');
  });

  test('safety K2: tokens for the loser from before the merge end, dated or not; those of the survivor stay', async () => {
    const { workspace, merge } = await shop('enforce');
    const before = Math.floor(halo.deps.now().getTime() / 1000) - 5;
    const dated = (id: string) => proofOf(halo, workspace, id, { iat: before });
    const undated = freshToken(workspace, 'b');
    await chatOf(workspace, 'a', dated('a'));
    const { session_id } = await chatOf(workspace, 'b', undated);
    await merge('a', 'b');
    for (const user_token of [dated('b'), undated]) {
      const refused = await halo.call('/users/identify', workspace.widgetKey, { user_id: 'b', user_token });
      expect(refused).toMatchObject({ status: 403, body: { code: 'identity_expired' } });
      expect(await ownHistory(halo, workspace, session_id, user_token)).toBe('identity_expired');
    }
    expect((await chatOf(workspace, 'a', dated('a'))).conversation_id).toBeTruthy();
  });

  test('case 30: the merged person’s live chat goes on, with a fresh token where tokens count', async () => {
    for (const mode of ['off', 'enforce'] as const) {
      const { workspace, identify, merge } = await shop(mode);
      await identify('a');
      await identify('b');
      const token = () => (mode === 'off' ? undefined : freshToken(workspace, 'b'));
      const { session_id, conversation_id } = await chatOf(workspace, 'b', token());
      await merge('a', 'b');
      halo.turnClock(2);
      const user_token = token();
      const said = { message: 'Still me', session_id, user_id: 'b', ...(user_token && { user_token }) };
      const { body } = await halo.call('/chat', workspace.widgetKey, said);
      expect(body).toMatchObject({ session_id, conversation_id });
      expect(await personOfSession(halo, workspace, session_id)).toBe('a');
      expect(await ownHistory(halo, workspace, session_id, user_token)).toBe(1);
    }
  });
});
