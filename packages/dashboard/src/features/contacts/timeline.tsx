import type { TimelineItem } from '@halo/wire/dashboard/contacts.ts';
import { Activity, Fingerprint, Merge, MessageCircle, Ticket } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { identifySentence } from '../../ui/identify-words.ts';
import { RecordLink } from '../../ui/link-tabs.tsx';
import { LogReason } from '../../ui/log-reason.tsx';
import { humanKey } from '../../ui/readable-value.ts';
import { RingLoading } from '../../ui/ring-mark.tsx';
import { Time, useNow } from '../../ui/time.tsx';
import { dayHeading } from '../../ui/time-words.ts';
import { TrustWord } from '../../ui/trust-badge.tsx';
import { useWorkspace } from '../../workspace.tsx';
import type { TimelineType } from './contact-queries.ts';
import { useTimeline } from './contact-queries.ts';
import { MergeWords } from './merge-words.tsx';

const ICONS = { identify: Fingerprint, conversation: MessageCircle, ticket: Ticket, event: Activity, merge: Merge };

/** What happened with one person, newest first. */
export function Timeline({ contactId, only }: { contactId: string; only: TimelineType | undefined }) {
  const workspace = useWorkspace();
  const now = useNow();
  const timeline = useTimeline(workspace.id, contactId, only);
  if (timeline.isPending) return <RingLoading label="Loading the timeline" />;
  if (timeline.error && !timeline.data)
    return <ErrorState error={timeline.error} retry={() => void timeline.refetch()} />;
  const items = timeline.data?.pages.flatMap((page) => page.rows) ?? [];
  if (items.length === 0) return <p className="py-4 text-body text-ink-faint">Nothing yet.</p>;
  return (
    <>
      <h2 className="sr-only">Timeline</h2>
      <ol className="flex flex-col">
        {items.map((item, index) => {
          const day = dayHeading(item.at, now);
          const Icon = ICONS[item.type];
          return (
            <li key={`${item.type} ${item.id}`}>
              {(index === 0 || dayHeading(items[index - 1]!.at, now) !== day) && (
                <h3 className={`pb-1 text-note text-ink-faint ${index === 0 ? 'pt-2' : 'pt-6'}`}>{day}</h3>
              )}
              <div className="flex items-start gap-3 border-b border-line py-2.5 text-list">
                <Icon size={14} aria-hidden="true" className="mt-0.5 shrink-0 text-ink-faint" />
                <div className="min-w-0 flex-1 text-ink">
                  <ItemWords item={item} />
                </div>
                <Time at={item.at} className="shrink-0 text-note text-ink-faint tabular-nums" />
              </div>
            </li>
          );
        })}
      </ol>
      {timeline.hasNextPage && (
        <div className="flex justify-center py-4">
          <Button working={timeline.isFetchingNextPage} onClick={() => void timeline.fetchNextPage()}>
            Show earlier
          </Button>
        </div>
      )}
    </>
  );
}

function ItemWords({ item }: { item: TimelineItem }) {
  const workspace = useWorkspace();
  switch (item.type) {
    case 'identify':
      return (
        <>
          <p className="break-words">{identifySentence(item.line)}</p>
          <p className="mt-0.5 flex flex-wrap items-center gap-x-3 gap-y-0.5 text-note text-ink-faint">
            <TrustWord level={item.line.level} modeOff={workspace.settings.identityMode === 'off'} />
            <LogReason line={item.line} modeOff={workspace.settings.identityMode === 'off'} />
            {item.line.ignored.length > 0 && (
              <span className="break-words">
                Ignored:{' '}
                {item.line.ignored.map(({ key, reason }) => `${key} (${reason.replaceAll('_', ' ')})`).join(', ')}
              </span>
            )}
          </p>
        </>
      );
    case 'conversation':
      return (
        <Linked>
          <RecordLink
            to="/$workspaceId/inbox/$view/$conversationId"
            params={{ workspaceId: workspace.id, view: item.status, conversationId: item.id }}
            dir="auto"
          >
            {item.title}
          </RecordLink>
          <span className="text-ink-faint"> · {item.status === 'live' ? 'live conversation' : 'conversation'}</span>
        </Linked>
      );
    case 'ticket':
      return (
        <Linked>
          <RecordLink
            to="/$workspaceId/inbox/$view/$conversationId"
            params={{ workspaceId: workspace.id, view: 'all', conversationId: item.conversationId }}
            search={{ ticket: item.id }}
            dir="auto"
          >
            {item.subject}
          </RecordLink>
          <span className="text-ink-faint"> · ticket, {item.status.replaceAll('_', ' ')}</span>
        </Linked>
      );
    case 'merge':
      return <MergeWords merge={item} />;
    case 'event':
      return (
        <p className="truncate" title={item.pageUrl ?? undefined}>
          {humanKey(item.eventType)}
          {item.pageUrl && <span className="text-ink-faint"> {item.pageUrl}</span>}
        </p>
      );
  }
}

function Linked({ children }: { children: ReactNode }) {
  return <p className="break-words">{children}</p>;
}
