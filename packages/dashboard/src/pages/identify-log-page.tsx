import type { LogLine } from '@halo/wire/dashboard/log.ts';
import type { Page } from '@halo/wire/dashboard/paging.ts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { inWorkspace, read } from '../api.ts';
import { LogFilters } from '../features/log/log-filters.tsx';
import { LogList } from '../features/log/log-list.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { RingLoading } from '../ui/ring-mark.tsx';
import { useWorkspace } from '../workspace.tsx';

/** Settings > Identify log: what a developer looks at when "the name does not show". */
export function IdentifyLogPage() {
  const workspace = useWorkspace();
  const { since, ...filter } = useSearch({ from: '/signed-in/$workspaceId/settings/log' });
  const filtered = since !== undefined || Object.values(filter).some((value) => value !== undefined);
  const log = useInfiniteQuery({
    queryKey: [workspace.id, 'log', { since, ...filter }],
    queryFn: ({ pageParam, signal }) =>
      read<Page<LogLine>>(
        inWorkspace(workspace.id, 'identify-log'),
        { ...filter, from: since && sinceInstant(since), cursor: pageParam, limit: 100 },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
  const lines = log.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <>
      <LogFilters />
      {log.isPending ? (
        <RingLoading label="Loading the log" />
      ) : log.error && lines.length === 0 ? (
        <ErrorState error={log.error} retry={() => void log.refetch()} />
      ) : lines.length === 0 ? (
        <EmptyState title={filtered ? 'No such calls' : 'No identify call yet'}>
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

const SPANS = { hour: 3_600_000, day: 86_400_000, week: 7 * 86_400_000 };

function sinceInstant(since: keyof typeof SPANS): string {
  return new Date(Date.now() - SPANS[since]).toISOString();
}
