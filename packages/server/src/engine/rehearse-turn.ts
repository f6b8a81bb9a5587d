import type { RehearsalBody, RehearsalEvent, RehearsedMessage } from '@halo/wire/dashboard/playground.ts';
import { readAgent } from '../agents/read-agent.ts';
import { peekContact } from '../contacts/peek-contact.ts';
import { newId } from '../db/new-id.ts';
import type { Deps } from '../deps.ts';
import type { Proof } from '../identity/prove-user.ts';
import type { Actor } from '../workspaces/audit.ts';
import { recordAudit } from '../workspaces/record-audit.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { cleanParts } from './clean-stream.ts';
import type { TokenUse } from './models/model.ts';
import { noteCost } from './note-cost.ts';
import { refuseLargeWords } from './open-turn.ts';
import { type PreparedTurn, prepareTurn, seenPrompt } from './prepare-turn.ts';
import { speak } from './speak.ts';
import type { Talked, Turn } from './turn.ts';

export interface Rehearsal extends RehearsalBody {
  workspace: Workspace;
  actor: Actor;
}

/** The playground writes down once in this time whom a teammate chats as. */
const AUDIT_MS = 3_600_000;

/**
 * A turn as if somebody had asked, from the same prompt by the same way, of which nothing remains: no conversation, no
 * ticket, no sign of the person, no action of the app but reading ones. That it was done is in the audit log, and what
 * it cost is counted. Refuses before anything is asked; then the answer comes in parts.
 */
export async function rehearseTurn(
  deps: Deps,
  rehearsal: Rehearsal,
): Promise<(signal: AbortSignal) => AsyncGenerator<RehearsalEvent>> {
  refuseLargeWords(rehearsal);
  const turn = await rehearsedTurn(deps, rehearsal);
  const { workspace, actor, contactId, trust, talk } = rehearsal;
  if (contactId !== null) {
    const entry = { workspaceId: workspace.id, actor, action: 'playground.used' as const, subject: contactId };
    await deps.db.transaction((tx) => recordAudit(deps, tx, { ...entry, detail: { trust } }, AUDIT_MS));
  }
  return (signal) => answers(deps, { ...turn, asked: { ...turn.asked, signal } }, talk.map(talked));
}

async function* answers(deps: Deps, turn: Turn, before: readonly Talked[]): AsyncGenerator<RehearsalEvent> {
  const began = deps.now().getTime();
  const prepared = await prepareTurn(deps, turn, before);
  const { prompt, note } = prepared;
  const { trust } = turn.admitted;
  const { sections, omitted } = prompt;
  yield { type: 'prompt', prompt: { ...seenPrompt(prepared), note, trust, sections, omitted } };
  let usage: TokenUse | null = null;
  try {
    for await (const part of cleanParts(speak(deps, prepared, turn.asked.signal))) {
      if (part.type === 'usage') usage = part.usage;
      else if (part.type === 'fault') yield { type: 'fault', status: null, ...part.fault };
      else yield part;
    }
  } finally {
    await count(deps, prepared, usage);
  }
  const costMicros = usage && prepared.costOf(usage);
  yield { type: 'done', milliseconds: deps.now().getTime() - began, usage, costMicros };
}

/** Also of an answer that nobody waited for. */
async function count(deps: Deps, { turn, model, costOf }: PreparedTurn, usage: TokenUse | null): Promise<void> {
  if (!model) return;
  const { workspaceId } = turn.conversation;
  const micros = usage && costOf(usage);
  await deps.db.transaction((tx) => noteCost(deps, tx, workspaceId, { usage, micros }));
}

/** A lead proves nothing: in a chat they are the visitor who left a name or an e-mail. */
async function rehearsedTurn(deps: Deps, rehearsal: Rehearsal): Promise<Turn> {
  const { workspace, contactId, companyId, instructions, customFields, context, message, talk } = rehearsal;
  const [stored, peeked] = await Promise.all([
    readAgent(deps, workspace.id),
    contactId === null ? null : peekContact(deps, { workspaceId: workspace.id, contactId, companyId }),
  ]);
  const user = peeked?.contact.kind === 'user' ? peeked : null;
  const trust = user ? rehearsal.trust : 'anonymous';
  return {
    effects: 'none',
    asked: {
      ...{ workspace, customFields, context, history: [], behavior: null, locale: null },
      proof: { ...UNPROVED, trust, externalId: user?.contact.externalId ?? null },
      signal: new AbortController().signal,
    },
    admitted: { trust, contactId: user?.contact.id ?? null, companyId: user?.companyId ?? null, session: null },
    agent: instructions === null ? stored : { ...stored, instructions },
    conversation: {
      ...{ workspaceId: workspace.id, id: newId(), contactId: peeked?.contact.id ?? null, returning: false },
      outcome: talk.some(({ escalated }) => escalated) ? 'escalated' : null,
    },
    question: { ...NOTHING_SAID, author: 'user', body: message },
    images: [],
  };
}

const UNPROVED: Proof = {
  ...{ trust: 'anonymous', externalId: null, claims: null, droppedClaims: [], method: null, keyId: null },
  ...{ token: null, expiresAt: null, tokenError: null, wouldRefuse: null },
};

const NOTHING_SAID = { authorName: null, internal: false, attachments: [], actions: [], decision: null };

function talked({ author, text, tools }: RehearsedMessage): Talked {
  return { ...NOTHING_SAID, author, body: text, decision: { tools } };
}
