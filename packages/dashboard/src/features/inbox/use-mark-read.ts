import type { InboxConversation } from '@halo/wire/dashboard/inbox.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { inWorkspace, send } from '../../api.ts';

/** Marks a thread as read by the team while somebody looks at it. */
export function useMarkRead(workspaceId: string, conversation: InboxConversation): void {
  const client = useQueryClient();
  const marked = useRef(0);
  const { id, lastSeq, teamReadSeq } = conversation;
  useEffect(() => {
    const mark = () => {
      if (document.visibilityState !== 'visible' || lastSeq <= Math.max(teamReadSeq, marked.current)) return;
      marked.current = lastSeq;
      send('POST', inWorkspace(workspaceId, 'conversations', id, 'read'), { seq: lastSeq }).then(
        () => {
          for (const part of ['inbox', 'views']) void client.invalidateQueries({ queryKey: [workspaceId, part] });
        },
        () => {
          // The mark is sent again with the next message or look.
          marked.current = 0;
        },
      );
    };
    mark();
    document.addEventListener('visibilitychange', mark);
    return () => document.removeEventListener('visibilitychange', mark);
  }, [workspaceId, id, lastSeq, teamReadSeq, client]);
}
