import { useRef } from 'react';
import { inWorkspace, send } from '../../api.ts';
import { useWorkspace } from '../../workspace.tsx';

/** The customer sees it for six seconds. */
const AGAIN_MS = 3_000;

/** Lets the customer know that a reply is being written: at once, then every few seconds while it goes on. */
export function useTyping(conversationId: string): () => void {
  const { id } = useWorkspace();
  const told = useRef({ conversationId: '', at: 0 });
  return () => {
    const now = performance.now();
    if (told.current.conversationId === conversationId && now - told.current.at < AGAIN_MS) return;
    told.current = { conversationId, at: now };
    // Nothing is lost when nobody hears of it.
    send('POST', inWorkspace(id, 'conversations', conversationId, 'typing')).catch(() => {});
  };
}
