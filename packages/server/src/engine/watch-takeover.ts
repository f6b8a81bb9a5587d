import type { Conversation } from '../conversations/conversation.ts';
import { requireConversation } from '../conversations/require-conversation.ts';
import type { Deps } from '../deps.ts';

/** Tells an answer under way that a teammate has taken its conversation over, in whatever process that happens. */
export interface TakeoverWatch {
  /** Fires at a takeover, and when the conversation is erased. */
  signal: AbortSignal;
  /** The teammate's name once taken over. */
  by(): string | null;
  /** To be called when the answer is complete. */
  end(): void;
}

export function watchTakeover(
  deps: Pick<Deps, 'db' | 'live'>,
  { workspaceId, id }: Pick<Conversation, 'workspaceId' | 'id'>,
): TakeoverWatch {
  const stop = new AbortController();
  let by: string | null = null;
  const look = async () => {
    const now = await requireConversation(deps, workspaceId, id).catch(() => null);
    if (now && now.handledBy !== 'teammate') return;
    by = now && (now.teammateName ?? 'A teammate');
    stop.abort();
  };
  const end = deps.live.listen(`conversation:${id}`, () => void look());
  // Whoever took over between the question and here has rung already.
  void look();
  return { signal: stop.signal, by: () => by, end };
}
