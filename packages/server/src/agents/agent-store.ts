import type { EscalationRules } from '@halo/wire/dashboard/escalation.ts';
import type { Sql } from '../db/database.ts';
import type { Agent, LeadForm } from './agent.ts';
import { storedRules } from './escalation.ts';
import { storedStyle } from './style.ts';

interface AgentRow {
  workspace_id: string;
  id: string;
  name: string;
  greeting: string;
  suggested_messages: string[];
  instructions: string;
  goal: string;
  boundaries: string;
  skills: Agent['skills'];
  lead_form: Agent['leadForm']['ask'];
  lead_form_required: boolean;
  live_help_label: string;
  style: unknown;
  status: Agent['status'];
  allowed_attributes: string[] | null;
  escalation: unknown;
  created_at: string;
  updated_at: string;
}

function toAgent(row: AgentRow): Agent {
  return {
    workspaceId: row.workspace_id,
    id: row.id,
    name: row.name,
    greeting: row.greeting,
    suggestedMessages: row.suggested_messages,
    instructions: row.instructions,
    goal: row.goal,
    boundaries: row.boundaries,
    skills: row.skills,
    leadForm: { ask: row.lead_form, required: row.lead_form_required },
    liveHelpLabel: row.live_help_label,
    style: storedStyle(row.style),
    status: row.status,
    allowedAttributes: row.allowed_attributes,
    escalation: storedRules(row.escalation),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

const COLUMNS = [
  'workspace_id',
  'id',
  'name',
  'greeting',
  'suggested_messages',
  'instructions',
  'goal',
  'boundaries',
  'skills',
  'lead_form',
  'lead_form_required',
  'live_help_label',
  'style',
  'status',
  'allowed_attributes',
  'escalation',
  'created_at',
  'updated_at',
];

export async function insertAgent(sql: Sql, agent: Agent): Promise<void> {
  await sql`
    insert into agents (workspace_id, id, name, greeting, suggested_messages, instructions, lead_form,
      lead_form_required, style, status, created_at, updated_at)
    values (${agent.workspaceId}, ${agent.id}, ${agent.name}, ${agent.greeting}, ${agent.suggestedMessages}::text[],
      ${agent.instructions}, ${agent.leadForm.ask},
      ${agent.leadForm.required}, ${JSON.stringify(agent.style)}::text::json, ${agent.status}, ${agent.createdAt},
      ${agent.updatedAt})`;
}

export async function listAgents(sql: Sql, workspaceId: string): Promise<Agent[]> {
  const rows = await sql<AgentRow[]>`
    select ${sql(COLUMNS)} from agents where workspace_id = ${workspaceId} order by id`;
  return rows.map(toAgent);
}

/** Writes what an agent may be shown and answers what it might before; undefined when there is no such agent. */
export async function updateAllowedAttributes(
  sql: Sql,
  workspaceId: string,
  id: string,
  allowed: readonly string[] | null,
): Promise<string[] | null | undefined> {
  const [before] = await sql<{ allowed: string[] | null }[]>`
    select allowed_attributes as allowed from agents where workspace_id = ${workspaceId} and id = ${id} for update`;
  if (!before) return undefined;
  await sql`
    update agents set allowed_attributes = ${allowed as string[] | null}::text[], updated_at = now()
    where workspace_id = ${workspaceId} and id = ${id}`;
  return before.allowed;
}

export async function findAgent(sql: Sql, workspaceId: string, id: string): Promise<Agent | null> {
  const [row] = await sql<AgentRow[]>`
    select ${sql(COLUMNS)} from agents where workspace_id = ${workspaceId} and id = ${id}`;
  return row ? toAgent(row) : null;
}

/** The workspace's first agent: who answers when nobody is named. */
export async function findFirstAgent(sql: Sql, workspaceId: string): Promise<Agent | null> {
  const [row] = await sql<AgentRow[]>`
    select ${sql(COLUMNS)} from agents where workspace_id = ${workspaceId} order by id limit 1`;
  return row ? toAgent(row) : null;
}

/** False when there is no such agent. */
export async function updateLeadForm(sql: Sql, workspaceId: string, id: string, form: LeadForm): Promise<boolean> {
  const updated = await sql`
    update agents set lead_form = ${form.ask}, lead_form_required = ${form.required}, updated_at = now()
    where workspace_id = ${workspaceId} and id = ${id}`;
  return updated.count > 0;
}

/** False when there is no such agent. */
export async function updateEscalation(
  sql: Sql,
  workspaceId: string,
  id: string,
  rules: EscalationRules,
): Promise<boolean> {
  const updated = await sql`
    update agents set escalation = ${JSON.stringify(rules)}::text::json, updated_at = now()
    where workspace_id = ${workspaceId} and id = ${id}`;
  return updated.count > 0;
}

/** An agent, kept from changing until the transaction ends. */
export async function lockAgent(sql: Sql, workspaceId: string, id: string): Promise<Agent | null> {
  const [row] = await sql<AgentRow[]>`
    select ${sql(COLUMNS)} from agents where workspace_id = ${workspaceId} and id = ${id} for update`;
  return row ? toAgent(row) : null;
}

/** Writes what an operator says of an agent; what it may be shown and when it asks for leads have their own. */
export async function updateAgent(sql: Sql, agent: Agent): Promise<void> {
  await sql`
    update agents set name = ${agent.name}, greeting = ${agent.greeting},
      suggested_messages = ${agent.suggestedMessages}::text[], instructions = ${agent.instructions},
      live_help_label = ${agent.liveHelpLabel}, style = ${JSON.stringify(agent.style)}::text::json,
      goal = ${agent.goal}, boundaries = ${agent.boundaries}, skills = ${JSON.stringify(agent.skills)}::text::json,
      updated_at = ${agent.updatedAt}
    where workspace_id = ${agent.workspaceId} and id = ${agent.id}`;
}
