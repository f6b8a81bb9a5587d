import type { ContactRecordAnswer, ContactRow, TimelineItem } from '@halo/wire/dashboard/contacts.ts';
import type { BoundedCount, Page } from '@halo/wire/dashboard/paging.ts';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { inWorkspace, read } from '../../api.ts';

/** What narrows and orders the list; the same fields as in the URL. */
export interface ContactFilter {
  search?: string | undefined;
  trust?: 'claimed' | 'verified' | undefined;
  kind?: 'user' | 'lead' | undefined;
  sort?: 'created' | 'seen' | undefined;
}

export function useContacts(workspaceId: string, filter: ContactFilter) {
  const { search, trust, kind, sort } = filter;
  return useInfiniteQuery({
    queryKey: [workspaceId, 'contacts', 'list', { search, trust, kind, sort }],
    queryFn: ({ pageParam, signal }) =>
      read<Page<ContactRow>>(
        inWorkspace(workspaceId, 'contacts'),
        { search, trust, kind, sort, cursor: pageParam, limit: 100 },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}

export function useContactsCount(workspaceId: string, { search, trust, kind }: ContactFilter) {
  return useQuery({
    queryKey: [workspaceId, 'contacts', 'count', { search, trust, kind }],
    queryFn: ({ signal }) =>
      read<BoundedCount>(inWorkspace(workspaceId, 'contacts', 'count'), { search, trust, kind }, signal),
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
