import type { IdentityMode } from './values.ts';

/** `GET /config`: what the widget needs to draw, and nothing a stranger may not know. */
export interface ConfigAnswer {
  agent: {
    id: string;
    name: string;
    skills: string[];
    avatar_config: Record<string, unknown>;
    voice_config: Record<string, unknown>;
    flow_config: { steps: unknown[]; custom_variables: unknown[] };
    live_help_label: string;
    video_display_mode: string;
    status: 'active' | 'inactive';
    greeting: string;
    suggested_messages: string[];
    style: { accent?: string; position?: 'bottom-right' | 'bottom-left'; [key: string]: unknown };
  };
  organization: { name: string; settings: { tracking: boolean; [key: string]: unknown } };
  identity: { mode: IdentityMode; anonymous: boolean };
}
