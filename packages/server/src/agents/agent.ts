import { type AgentStyle, FIRST_STYLE } from '@halo/wire/agent-style.ts';
import type { AgentSkill } from '@halo/wire/dashboard/agent.ts';
import type { EscalationRules } from '@halo/wire/dashboard/escalation.ts';

import type { LeadFormAsk } from '@halo/wire/sdk/leads.ts';
import { FIRST_RULES } from './escalation.ts';

/** When the widget asks visitors for name and e-mail, and whether they must answer before the first message. */
export interface LeadForm {
  ask: LeadFormAsk;
  required: boolean;
}

/** An AI persona of a workspace. Its instructions are for prompts and operators only. Times are ISO text. */
export interface Agent {
  workspaceId: string;
  id: string;
  name: string;
  greeting: string;
  suggestedMessages: string[];
  instructions: string;
  goal: string;
  boundaries: string;
  skills: AgentSkill[];
  leadForm: LeadForm;
  /** What the widget's way to the team is called; empty: the widget's own words. */
  liveHelpLabel: string;
  /** How the widget looks. */
  style: AgentStyle;
  status: 'active' | 'inactive';
  /** The attributes (`user:plan`) it may be shown, sensitive ones excepted; null: all of them. */
  allowedAttributes: string[] | null;
  /** When it hands over to the team. */
  escalation: EscalationRules;
  createdAt: string;
  updatedAt: string;
}

/** The agent every workspace begins with: good enough to answer before anybody has set anything. */
export function firstAgent(workspaceId: string, id: string, at: Date): Agent {
  return {
    workspaceId,
    id,
    name: 'Assistant',
    greeting: 'How can we help?',
    suggestedMessages: ['What can you help me with?', 'What do you know about me?', 'Talk to a human'],
    instructions: '',
    goal: '',
    boundaries: '',
    skills: [],
    leadForm: { ask: 'handoff', required: false },
    liveHelpLabel: '',
    style: FIRST_STYLE,
    status: 'active',
    allowedAttributes: null,
    escalation: FIRST_RULES,
    createdAt: at.toISOString(),
    updatedAt: at.toISOString(),
  };
}
