import { changeState } from '../in-app-messages/change-state.ts';
import { saveInAppMessage } from '../in-app-messages/save-in-app-message.ts';
import type { ChatRoom } from './chat-room.ts';
import { inAppMessage } from './in-app-messages.ts';
import { newSession, proofOf } from './sessions.ts';
import type { TestWorkspace } from './test-halo.ts';

/** Lets somebody live through all that Halo does, so that every table about people holds the word `canary` of them. */
export async function leaveTraces(room: ChatRoom, workspace: TestWorkspace, canary: string) {
  const { call, chat } = room;
  const user_id = `id-${canary}`;
  const email = `${canary}@acme.test`;
  const session_id = newSession();
  const user_token = proofOf(room, workspace, user_id, { email });
  const traits = { email, name: canary, note: canary };
  const named = { user_id, user_token };
  const key = workspace.widgetKey;
  const looked = [{ event_type: 'looked', page_url: `https://acme.test/${canary}` }];
  await call('/events', key, { session_id, events: looked });
  const context = { plan: { label: canary } };
  await call('/users/identify', key, { ...named, session_id, traits, context, message_id: canary });
  await call('/users/identify', key, { ...named, traits: { note: `${canary} again` } });
  await call('/users/identify', key, { user_id, user_token: 'not.a.token' });
  await call('/users/identify', key, { user_id: 'somebody-else', user_token });
  const said = await chat(key, { ...named, session_id, message: `My word is ${canary}` });
  await call('/events', key, { ...named, events: [{ event_type: 'did', metadata: { canary } }] });
  await call('/tickets/create', key, { ...named, subject: `About ${canary}`, metadata: { canary } });
  const actor = { kind: 'halo' } as const;
  const message = { workspaceId: workspace.id, id: null, body: inAppMessage(), actor };
  const { id } = await saveInAppMessage(room.deps, message);
  await changeState(room.deps, { workspaceId: workspace.id, id, state: 'live', actor });
  const headers = { 'x-halo-session': session_id, 'x-halo-user-token': user_token };
  await call(`/in-app-messages/${id}`, key, { outcome: 'shown' }, { headers });
  await room.log(workspace);
  return { user_id, user_token, session_id, email, conversationId: said.body.conversation_id as string };
}
