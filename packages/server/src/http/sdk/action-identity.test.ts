import { beforeEach, expect, test } from 'vitest';
import { addAction } from '../../actions/add-action.ts';
import { actionInput } from '../../testing/action-input.ts';
import { actionService } from '../../testing/action-service.ts';
import { chatRoom } from '../../testing/chat-room.ts';
import { newSession } from '../../testing/sessions.ts';

const service = await actionService();
const room = await chatRoom({ HALO_OUTSIDE_ALLOW: service.host });

beforeEach(() => {
  service.requests.length = 0;
  service.answerWith({ body: '{"state":"shipped"}' });
});

test.each([
  [false, 0],
  ['false', 0],
  [true, 1],
  [undefined, 1],
])(
  'safety O2: an e-mail of which the token says that verified is %s speaks for its person %i times',
  async (email_verified, times) => {
    const workspace = await room.workspace();
    const defined = { url: `http://${service.host}/orders`, identity: [{ name: 'email', value: 'email' }] };
    const action = actionInput({ ...defined, name: 'find_orders', arguments: [] });
    await addAction(room.deps, { workspaceId: workspace.id, actor: { kind: 'command_line' }, action });
    room.provider.answerWith({ tool: { name: 'find_orders', input: {} } }, { text: ['Here you are.'] });
    const user_token = room.token(workspace, { user_id: 'ada', email: 'victim@acme.test', email_verified });
    await room.chat(workspace.widgetKey, { user_token, session_id: newSession() });
    expect(service.requests).toHaveLength(times);
    expect(await room.sql`select reason from action_calls where workspace_id = ${workspace.id}`).toEqual([
      { reason: times === 0 ? 'identity:email' : null },
    ]);
  },
);
