import { addMessages } from '../conversations/add-messages.ts';
import type { Deps } from '../deps.ts';
import { type ActionCall, keptResult } from './call.ts';
import { moveCall } from './call-store.ts';

/** How a call came to its end. */
export interface CallEnd {
  outcome: 'done' | 'failed' | 'declined' | 'refused' | 'expired';
  reason?: string | null;
  status?: number | null;
  ms?: number | null;
  text?: string | null;
}

const TOLD = { done: 'done', failed: 'failed', refused: 'failed', declined: 'declined' } as const;
const WORDS = { done: 'Done', failed: 'This did not work', declined: 'Not done' } as const;

/**
 * Notes how a call ended, once. Where a person was asked for their click, the conversation tells it, to them, to the team
 * and to the AI of the next turn; an expired one says nothing.
 */
export async function settleCall(
  deps: Deps,
  call: ActionCall,
  from: 'waiting' | 'running',
  end: CallEnd,
  title: string,
): Promise<boolean> {
  return deps.db.transaction(async (tx) => {
    const to = { ...end, result: keptResult(end.text) };
    if (!(await moveCall(tx.sql, call, from, to, deps.now(), call.arguments))) return false;
    const { workspaceId, conversationId, id, expiresAt } = call;
    if (end.outcome === 'expired' || expiresAt === null || conversationId === null) return true;
    const outcome = TOLD[end.outcome];
    await addMessages(deps, tx, [
      {
        ...{ workspaceId, conversationId, author: 'system', clientId: `action:${id}` },
        body: `${WORDS[outcome]}: ${title}`,
        actions: [{ type: 'confirmed', id, title, outcome }],
      },
    ]);
    return true;
  });
}
