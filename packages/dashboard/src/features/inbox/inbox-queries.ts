import type {
  CustomerPanelAnswer,
  InboxRow,
  InboxView,
  InboxViewsAnswer,
  PromptAnswer,
  SavedInboxView,
  SavedViewBody,
  SavedViewCountsAnswer,
  SavedViewsAnswer,
  ThreadAnswer,
  ThreadMessagesAnswer,
} from '@halo/wire/dashboard/inbox.ts';
import type { Page } from '@halo/wire/dashboard/paging.ts';
import type { TeammatesAnswer } from '@halo/wire/dashboard/teammates.ts';
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ApiError, inWorkspace, read, send } from '../../api.ts';

/** What narrows a view, as it stands in the URL. */
export interface InboxNarrower {
  search: string | undefined;
  filter: Record<string, unknown> | undefined;
}

/** The saved views: one's own and everybody's. */
export function useSavedViews(workspaceId: string) {
  return useQuery({
    queryKey: [workspaceId, 'saved-views'],
    queryFn: ({ signal }) => read<SavedViewsAnswer>(inWorkspace(workspaceId, 'inbox', 'saved-views'), {}, signal),
  });
}

const RECOUNT_MS = 30_000;

/** What the saved views hold. Dearer than the views' own counts, so every bell does not count anew. */
export function useSavedViewCounts(workspaceId: string, saved: readonly SavedInboxView[]) {
  const ids = saved.map(({ id }) => id).join(' ');
  return useQuery({
    queryKey: [workspaceId, 'saved-views', 'counts', ids],
    queryFn: ({ signal }) =>
      read<SavedViewCountsAnswer>(inWorkspace(workspaceId, 'inbox', 'saved-views', 'counts'), {}, signal),
    enabled: saved.length > 0,
    refetchInterval: RECOUNT_MS,
  }).data?.counts;
}

/** Saves a view, a new one without an id, or removes one. */
export function useChangeSavedView(workspaceId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (change: { id: string | null; save: SavedViewBody } | { remove: string }) => {
      const at = (...rest: string[]) => inWorkspace(workspaceId, 'inbox', 'saved-views', ...rest);
      if ('remove' in change) await send('DELETE', at(change.remove));
      else if (change.id === null) await send('POST', at(), change.save);
      else await send('PATCH', at(change.id), change.save);
    },
    onSuccess: () => client.invalidateQueries({ queryKey: [workspaceId, 'saved-views'] }),
  });
}

/** The views with their counts. */
export function useInboxViews(workspaceId: string, enabled = true) {
  return useQuery({
    queryKey: [workspaceId, 'views'],
    queryFn: ({ signal }) => read<InboxViewsAnswer>(inWorkspace(workspaceId, 'inbox', 'views'), {}, signal),
    enabled,
  });
}

/** The lines of one view, newest first, narrowed by a search and a filter. */
export function useInboxList(workspaceId: string, view: InboxView, { search, filter }: InboxNarrower) {
  return useInfiniteQuery({
    queryKey: [workspaceId, 'inbox', view, search ?? '', filter ?? null],
    queryFn: ({ pageParam, signal }) =>
      filter
        ? send<Page<InboxRow>>(
            'POST',
            inWorkspace(workspaceId, 'inbox', 'query'),
            { view, search, filter, limit: 50, ...(pageParam !== null && { cursor: pageParam }) },
            signal,
          )
        : read<Page<InboxRow>>(
            inWorkspace(workspaceId, 'inbox'),
            { view, search, cursor: pageParam, limit: 50 },
            signal,
          ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    retry: (count, error) => !(error instanceof ApiError && error.status < 500) && count < 2,
    // While one types a search the list before stays; another view starts empty rather than showing wrong rows.
    placeholderData: (previous, query) => (query?.queryKey[2] === view ? keepPreviousData(previous) : undefined),
  });
}

/** The cache key of one open thread. */
function threadKey(workspaceId: string, conversationId: string, ticketId: string | null) {
  return [workspaceId, 'thread', conversationId, ticketId];
}

/** One thread: its conversation, its ticket, its newest messages. */
export function useThread(workspaceId: string, conversationId: string, ticketId: string | null) {
  return useQuery({
    queryKey: threadKey(workspaceId, conversationId, ticketId),
    queryFn: ({ signal }) =>
      read<ThreadAnswer>(
        ticketId
          ? inWorkspace(workspaceId, 'tickets', ticketId)
          : inWorkspace(workspaceId, 'conversations', conversationId),
        {},
        signal,
      ),
  });
}

/** Messages before the ones a thread opened with, a page at a time, oldest page last. */
export function useEarlierMessages(workspaceId: string, conversationId: string, before: number | null) {
  return useInfiniteQuery({
    queryKey: [workspaceId, 'earlier', conversationId],
    queryFn: ({ pageParam, signal }) =>
      read<ThreadMessagesAnswer>(
        inWorkspace(workspaceId, 'conversations', conversationId, 'messages'),
        { before: pageParam ?? before, limit: 100 },
        signal,
      ),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => (page.hasEarlier ? (page.messages[0]?.seq ?? null) : null),
    // What was said long ago does not change.
    enabled: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Everything a teammate may know of the person of a conversation. */
export function useCustomer(workspaceId: string, conversationId: string) {
  return useQuery({
    queryKey: [workspaceId, 'customer', conversationId],
    queryFn: ({ signal }) =>
      read<CustomerPanelAnswer>(inWorkspace(workspaceId, 'conversations', conversationId, 'customer'), {}, signal),
  });
}

/** What the AI saw before one answer. Never changes. */
export function usePrompt(workspaceId: string, conversationId: string, promptId: string | null) {
  return useQuery({
    queryKey: [workspaceId, 'prompt', promptId],
    queryFn: ({ signal }) =>
      read<PromptAnswer>(
        inWorkspace(workspaceId, 'conversations', conversationId, 'prompts', promptId ?? ''),
        {},
        signal,
      ),
    enabled: promptId !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Whom work can be assigned to. */
export function useAssignees(workspaceId: string) {
  return useQuery({
    queryKey: [workspaceId, 'teammates'],
    queryFn: ({ signal }) => read<TeammatesAnswer>(inWorkspace(workspaceId, 'teammates'), {}, signal),
    staleTime: 5 * 60_000,
  });
}
