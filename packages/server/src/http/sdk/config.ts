import { type ConfigAnswer, configAnswer } from '@halo/wire/sdk/config.ts';
import { toWidgetStyle } from '@halo/wire/widget-style.ts';
import { z } from 'zod';
import { readWidgetConfig } from '../../agents/read-widget-config.ts';
import { readReach } from '../../in-app-messages/read-reach.ts';
import { noteWidgetSeen } from '../../workspaces/note-widget-seen.ts';
import { sdkRoute } from './sdk-route.ts';

/** `GET /config`: public, the same for everybody, kept by browsers for a minute. */
export const configRoute = sdkRoute({
  method: 'get',
  path: '/config',
  summary: 'What the widget needs to draw: the agent, the workspace’s name, the identity mode.',
  keys: [],
  query: z.object({ org_id: z.string().min(1).max(64) }),
  answer: configAnswer,
  refuses: ['not_found'],
  handle: async (deps, { query, sdk }) => {
    const { agent, workspaceName, tracking, identityMode, anonymous } = await readWidgetConfig(deps, query.org_id);
    const reach = await readReach(deps, query.org_id);
    await noteWidgetSeen(deps, query.org_id, sdk);
    const answer: ConfigAnswer = {
      agent: {
        id: agent.id,
        name: agent.name,
        skills: [],
        voice_config: {},
        flow_config: { steps: [], custom_variables: [] },
        live_help_label: agent.liveHelpLabel || 'Talk to a human',
        video_display_mode: 'none',
        status: agent.status,
        greeting: agent.greeting,
        suggested_messages: agent.suggestedMessages,
        lead_form: agent.leadForm,
        ...toWidgetStyle(query.org_id, agent.style),
      },
      organization: { name: workspaceName, settings: { tracking } },
      in_app_messages: reach,
      identity: { mode: identityMode, anonymous },
    };
    return Response.json(answer, { headers: { 'cache-control': 'public, max-age=60' } });
  },
});
