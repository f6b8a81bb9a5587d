import type { LiveFrame, LiveList } from '@halo/wire/dashboard/live.ts';
import type { QueryClient } from '@tanstack/react-query';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { inWorkspace } from './api.ts';

/** `lost` means: trying again by itself; what is on screen may be old. */
export type LiveState = 'connecting' | 'live' | 'lost' | 'ended';

/** Which cached answers a changed list makes old. First parts of query keys below the workspace's. */
const STALE: Record<LiveList, string[]> = {
  inbox: ['inbox', 'views'],
  contacts: ['contacts', 'companies', 'customer', 'segments', 'audience'],
  log: ['log', 'live-check', 'security', 'figures', 'audit', 'attributes'],
  alerts: ['alerts', 'settings', 'security'],
  segments: ['segments', 'audience', 'contacts'],
  conversation: ['thread', 'customer'],
};

/**
 * Renews what a changed list makes old. A part that is being asked for is asked for once more afterwards rather than
 * started over, so that many bells neither starve a slow answer nor miss the last change.
 */
function createRenewer(client: QueryClient, workspaceId: string): (lists: LiveList[]) => void {
  const running = new Map<string, { again: boolean }>();
  const renew = async (part: string) => {
    const run = running.get(part);
    if (run) {
      run.again = true;
      return;
    }
    const mine = { again: false };
    running.set(part, mine);
    await client.invalidateQueries({
      queryKey: [workspaceId, part],
      // Somebody far down a long list keeps it as it is; asking for all of its pages again would move the ground.
      predicate: (query) => pagesOf(query.state.data) <= 3,
    });
    running.delete(part);
    if (mine.again) void renew(part);
  };
  return (lists) => {
    for (const part of new Set(lists.flatMap((list) => STALE[list] ?? []))) void renew(part);
  };
}

function pagesOf(data: unknown): number {
  const pages = (data as { pages?: unknown[] } | undefined)?.pages;
  return Array.isArray(pages) ? pages.length : 0;
}

/**
 * Keeps the workspace's stream open while mounted and renews what it names. The stream carries no content, so after
 * every gap everything on screen is asked for again.
 */
export function useLive(workspaceId: string, conversationId: string | null): LiveState {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const renew = createRenewer(client, workspaceId);
    const address = `${inWorkspace(workspaceId, 'live')}${conversationId ? `?conversation=${encodeURIComponent(conversationId)}` : ''}`;
    const source = new EventSource(address);
    let hadGap = attempt > 0;
    let again: ReturnType<typeof setTimeout> | undefined;
    source.addEventListener('ready', () => {
      setState('live');
      if (hadGap) void client.invalidateQueries({ queryKey: [workspaceId] });
      // Between asking for the thread and listening to it something may have been said.
      else if (conversationId) renew(['conversation']);
      hadGap = false;
    });
    source.addEventListener('changed', (event) => {
      const frame = JSON.parse((event as MessageEvent<string>).data) as Extract<LiveFrame, { type: 'changed' }>;
      renew(frame.lists);
    });
    source.addEventListener('ended', () => {
      source.close();
      setState('ended');
      void client.invalidateQueries({ queryKey: ['me'] });
    });
    source.addEventListener('error', () => {
      hadGap = true;
      setState('lost');
      // The browser tries again by itself, except after an answer that is not a stream.
      if (source.readyState === EventSource.CLOSED) again = setTimeout(() => setAttempt((count) => count + 1), 5_000);
    });
    return () => {
      clearTimeout(again);
      source.close();
    };
  }, [workspaceId, conversationId, client, attempt]);
  return state;
}
