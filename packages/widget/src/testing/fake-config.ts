import type { ConfigAnswer } from '@halo/wire/sdk/config.ts';

/** A workspace with an agent, as `GET /config` answers. */
export function fakeConfig(): ConfigAnswer {
  return {
    agent: {
      id: 'agent_1',
      name: 'Ada',
      skills: [],
      avatar_config: {},
      voice_config: {},
      flow_config: { steps: [], custom_variables: [] },
      live_help_label: 'Talk to a human',
      video_display_mode: 'none',
      status: 'active',
      greeting: 'How can we help?',
      suggested_messages: ['What plan am I on?', 'Why is my HubSpot sync failing?', 'How do I invite a teammate?'],
      lead_form: { ask: 'never', required: false },
      style: {},
    },
    organization: { name: 'Acme', settings: { tracking: true } },
    in_app_messages: 'nobody',
    identity: { mode: 'off', anonymous: true },
  };
}
