import type { ContactRecordAnswer, ContactRow, TimelineItem } from '@halo/wire/dashboard/contacts.ts';
import type { BoundedCount, Page } from '@halo/wire/dashboard/paging.ts';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ApiError, inWorkspace, read, send } from '../../api.ts';

/** What narrows and orders the list; the same fields as in the URL. */
export interface ContactFilter {
  search?: string | undefined;
  trust?: 'claimed' | 'verified' | undefined;
  kind?: 'user' | 'lead' | undefined;
  sort?: 'created' | 'seen' | undefined;
  segment?: string | undefined;
  /** Any filter of the language, beside what stands above. */
  filter?: Record<string, unknown> | undefined;
}

export function useContacts(workspaceId: string, asked: ContactFilter) {
  const { search, trust, kind, sort, segment, filter } = asked;
  const plain = { search, trust, kind, sort, segment };
  return useInfiniteQuery({
    queryKey: [workspaceId, 'contacts', 'list', { ...plain, filter }],
    queryFn: ({ pageParam, signal }) => {
      const page = { ...plain, cursor: pageParam ?? undefined, limit: 100 };
      return filter
        ? send<Page<ContactRow>>('POST', inWorkspace(workspaceId, 'contacts', 'query'), { ...page, filter }, signal)
        : read<Page<ContactRow>>(inWorkspace(workspaceId, 'contacts'), page, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    retry: (count, error) => !(error instanceof ApiError && error.status < 500) && count < 2,
  });
}

/** How many the list holds; a filter says its own count. */
export function useContactsCount(workspaceId: string, { search, trust, kind, segment, filter }: ContactFilter) {
  const plain = { search, trust, kind, segment };
  return useQuery({
    queryKey: [workspaceId, 'contacts', 'count', plain],
    queryFn: ({ signal }) => read<BoundedCount>(inWorkspace(workspaceId, 'contacts', 'count'), plain, signal),
    enabled: filter === undefined,
    placeholderData: keepPreviousData,
  });
}

export function useContact(workspaceId: string, contactId: string) {
  return useQuery({
    queryKey: [workspaceId, 'contacts', 'record', contactId],
    queryFn: ({ signal }) => read<ContactRecordAnswer>(inWorkspace(workspaceId, 'contacts', contactId), {}, signal),
  });
}

export type TimelineType = TimelineItem['type'];

export function useTimeline(workspaceId: string, contactId: string, type: TimelineType | undefined) {
  return useInfiniteQuery({
    queryKey: [workspaceId, 'contacts', 'timeline', contactId, type ?? null],
    queryFn: ({ pageParam, signal }) =>
      read<Page<TimelineItem>>(
        inWorkspace(workspaceId, 'contacts', contactId, 'timeline'),
        { type, cursor: pageParam, limit: 50 },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}
