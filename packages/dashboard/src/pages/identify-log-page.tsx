import type { LogLine } from '@halo/wire/dashboard/log.ts';
import type { Page } from '@halo/wire/dashboard/paging.ts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { inWorkspace, read } from '../api.ts';
import { LogList } from '../features/log/log-list.tsx';
import { ChoiceMenu } from '../ui/choice-menu.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { RingLoading } from '../ui/ring-mark.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { useWorkspace } from '../workspace.tsx';

/** Settings > Identify log: what a developer looks at when "the name does not show". */
export function IdentifyLogPage() {
  const workspace = useWorkspace();
  const { userId, only } = useSearch({ from: '/signed-in/$workspaceId/settings/log' });
  const navigate = useNavigate({ from: '/$workspaceId/settings/log' });
  const log = useInfiniteQuery({
    queryKey: [workspace.id, 'log', { userId, only }],
    queryFn: ({ pageParam, signal }) =>
      read<Page<LogLine>>(
        inWorkspace(workspace.id, 'identify-log'),
        { userId, only, cursor: pageParam, limit: 100 },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
  const lines = log.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <>
      <div className="flex shrink-0 items-center gap-2 border-b border-line px-4 py-2.5 desk:px-6">
        <SearchField
          label="Exact user id"
          value={userId ?? ''}
          onSearch={(text) =>
            void navigate({ search: (before) => ({ ...before, userId: text || undefined }), replace: true })
          }
          className="min-w-0 flex-1 desk:max-w-80"
        />
        <ChoiceMenu
          label="All calls"
          none="All calls"
          value={only}
          choices={[
            { value: 'refused', words: 'Refused' },
            { value: 'would_refuse', words: 'Would be refused' },
            { value: 'ignored', words: 'With ignored keys' },
          ]}
          onChoose={(next) => void navigate({ search: (before) => ({ ...before, only: next }), replace: true })}
        />
      </div>
      {log.isPending ? (
        <RingLoading label="Loading the log" />
      ) : log.error && lines.length === 0 ? (
        <ErrorState error={log.error} retry={() => void log.refetch()} />
      ) : lines.length === 0 ? (
        <EmptyState title={userId || only ? 'No such calls' : 'No identify call yet'}>
          Every call that says who somebody is leaves a line here for 30 days: who, how far trusted, what changed, what
          was ignored or refused and why. Values are never logged.
        </EmptyState>
      ) : (
        <LogList
          lines={lines}
          more={{ has: log.hasNextPage, loading: log.isFetchingNextPage, load: () => void log.fetchNextPage() }}
        />
      )}
    </>
  );
}
