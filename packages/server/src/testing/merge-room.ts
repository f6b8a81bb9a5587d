import { newSession, proofOf } from './sessions.ts';
import { type Answer, type Mode, type TestHalo, type TestWorkspace, testHalo } from './test-halo.ts';

/** A workspace with calls as its backend makes them. */
export interface Shop {
  workspace: TestWorkspace;
  call(path: string, body?: object): Promise<Answer>;
  identify(userId: string, traits?: object, more?: object): Promise<Answer>;
  merge(survivorId: string, loserId: string, more?: object): Promise<Answer>;
  undo(mergeId: string): Promise<Answer>;
  /** The record that answers for an id. */
  user(userId: string): Promise<Answer['body']>;
}

export interface MergeRoom {
  halo: TestHalo;
  shop(mode?: Mode): Promise<Shop>;
  /** A signed-in browser with one chat; `token` proves it. */
  chatOf(
    workspace: TestWorkspace,
    userId: string,
    token?: string,
  ): Promise<{ session_id: string; conversation_id: string }>;
  /** A token that no call has brought yet. */
  freshToken(workspace: TestWorkspace, userId: string): string;
  /** The first message that a token reads of a conversation, in a session of its own, or the refusal's code. */
  reads(workspace: TestWorkspace, token: string, conversationId: string): Promise<string>;
}

/** People who are merged, over real HTTP. To be called at the top of a test file. */
export async function mergeRoom(): Promise<MergeRoom> {
  const halo = await testHalo();
  let tokens = 0;
  return {
    halo,
    async shop(mode = 'off') {
      const workspace = await halo.workspace(mode);
      const call = (path: string, body?: object) => halo.call(path, workspace.serverKey, body);
      return {
        workspace,
        call,
        identify: (user_id, traits = {}, more = {}) => call('/users/identify', { user_id, traits, ...more }),
        merge: (survivor_id, loser_id, more = {}) => call('/users/merge', { survivor_id, loser_id, ...more }),
        undo: (merge_id) => call('/users/merge/undo', { merge_id }),
        user: async (user_id) => (await call(`/users/${user_id}`)).body.user,
      };
    },
    async chatOf(workspace, user_id, token) {
      const body = { message: `Hi from ${user_id}`, session_id: newSession(), user_id };
      const answer = await halo.call('/chat', workspace.widgetKey, { ...body, ...(token && { user_token: token }) });
      return answer.body;
    },
    freshToken: (workspace, userId) => proofOf(halo, workspace, userId, { jti: String(++tokens) }),
    async reads(workspace, token, conversationId) {
      const headers = { 'x-halo-session': newSession(), 'x-halo-user-token': token };
      const path = `/conversations/${conversationId}/messages`;
      const { status, body } = await halo.call(path, workspace.widgetKey, undefined, { headers });
      return status === 200 ? body.messages[0].body : body.code;
    },
  };
}
