import type { AgentStyle } from '@halo/wire/agent-style.ts';
import type { AgentPatch, AgentWords } from '@halo/wire/dashboard/agent.ts';
import type { ConfigAnswer } from '@halo/wire/sdk/config.ts';
import { toWidgetStyle } from '@halo/wire/widget-style.ts';
import { linesOf } from '../agent/lines.ts';

/** What the Style page changes, as it is typed: the suggested messages are the lines of a text. */
export interface StyleDraft {
  style: AgentStyle;
  greeting: string;
  suggested: string;
  liveHelpLabel: string;
}

export const MOST_SUGGESTED = 4;

export function draftOf({ style, greeting, suggestedMessages, liveHelpLabel }: AgentWords): StyleDraft {
  return { style, greeting, suggested: suggestedMessages.join('\n'), liveHelpLabel };
}

/** The draft as it is saved. */
export function patchOf({
  style,
  greeting,
  suggested,
  liveHelpLabel,
}: StyleDraft): Required<Pick<AgentPatch, 'style' | 'greeting' | 'suggestedMessages' | 'liveHelpLabel'>> {
  return {
    style,
    greeting: greeting.trim(),
    suggestedMessages: linesOf(suggested),
    liveHelpLabel: liveHelpLabel.trim(),
  };
}

/** The draft as `GET /config` would tell it, were it saved. */
export function configOf(workspaceId: string, agent: AgentWords, draft: StyleDraft): ConfigAnswer['agent'] {
  const { greeting, suggestedMessages, liveHelpLabel, style } = patchOf(draft);
  return {
    id: agent.id,
    name: agent.name,
    skills: [],
    voice_config: {},
    flow_config: { steps: [], custom_variables: [] },
    live_help_label: liveHelpLabel || 'Talk to a human',
    video_display_mode: 'none',
    status: 'active',
    greeting,
    suggested_messages: suggestedMessages,
    lead_form: { ask: 'never', required: false },
    ...toWidgetStyle(workspaceId, style),
  };
}
