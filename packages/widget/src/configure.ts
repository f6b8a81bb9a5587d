import type { ConfigAnswer, WidgetStyle } from '@halo/wire/sdk/config.ts';
import type { InAppReach } from '@halo/wire/sdk/in-app-messages.ts';

/** What is drawn of a workspace and its agent. An empty name or label: the panel's own word. */
export interface Look {
  name: string;
  organization: string;
  greeting: string;
  suggestions: string[];
  humanLabel: string;
  /** When a visitor is asked for name and e-mail. */
  leadForm: ConfigAnswer['agent']['lead_form'];
  /** The agent's picture, as a whole address; so are those in `style`. */
  avatar?: string;
  style: WidgetStyle;
}

export const PLAIN_LOOK: Look = {
  name: '',
  organization: '',
  greeting: '',
  suggestions: [],
  humanLabel: '',
  leadForm: { ask: 'never', required: false },
  style: {},
};

/** What `GET /config` means for this page. */
export interface Configuration {
  look: Look;
  tracking: boolean;
  /** Whom live in-app messages are for. */
  reach: InAppReach;
  agent: string;
}

/** What every agent begins with: the panel says it in the language of the page. */
const UNCHANGED_LABEL = 'Talk to a human';

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 60_000;

/** Draws pictures from this Halo only, whatever an answer says. */
export function readConfig(
  { agent, organization, in_app_messages: reach = 'nobody' }: ConfigAnswer,
  apiUrl: string,
): Configuration {
  const { style = {} } = agent;
  const whole = (path?: string) => (path?.startsWith('/') ? apiUrl + path : undefined);
  return {
    look: {
      name: agent.name,
      organization: organization.name,
      greeting: agent.greeting,
      suggestions: (agent.suggested_messages ?? []).slice(0, 4),
      humanLabel: agent.live_help_label === UNCHANGED_LABEL ? '' : agent.live_help_label,
      leadForm: agent.lead_form ?? PLAIN_LOOK.leadForm,
      avatar: whole(agent.avatar_config?.picture),
      style: { ...style, launcher: whole(style.launcher), logo: whole(style.logo) },
    },
    tracking: organization.settings?.tracking !== false,
    agent: agent.id,
    reach,
  };
}

/** Fetches the configuration, as often as it takes. Fails only when it is refused: the workspace is not known. */
export async function configure(apiUrl: string, orgId: string, signal: AbortSignal): Promise<Configuration> {
  const url = `${apiUrl}/api/sdk/config?org_id=${encodeURIComponent(orgId)}`;
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(LONGEST_WAIT_MS, wait * 2)) {
    const response = await fetch(url, { credentials: 'omit', signal }).catch(() => null);
    // An answer that breaks off is none, and is asked for again.
    const found =
      response?.ok &&
      (await response.json().then(
        (answer) => readConfig(answer, apiUrl),
        () => null,
      ));
    if (found) return found;
    const status = response?.status ?? 0;
    if (status >= 400 && status < 500 && status !== 408 && status !== 429)
      throw new Error(`Halo does not know this workspace (${status}).`);
    await new Promise((go) => setTimeout(go, wait * (0.5 + Math.random())));
    signal.throwIfAborted();
  }
}
