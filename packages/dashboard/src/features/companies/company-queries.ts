import type { CompanyMember, CompanyRecordAnswer, CompanyRow } from '@halo/wire/dashboard/companies.ts';
import type { BoundedCount, Page } from '@halo/wire/dashboard/paging.ts';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ApiError, inWorkspace, read, send } from '../../api.ts';

/** What narrows the list; the same fields as in the URL. */
export interface CompanyFilter {
  search?: string | undefined;
  /** Any filter of `company.` fields. */
  filter?: Record<string, unknown> | undefined;
}

export function useCompanies(workspaceId: string, { search, filter }: CompanyFilter) {
  return useInfiniteQuery({
    queryKey: [workspaceId, 'companies', 'list', { search, filter }],
    queryFn: ({ pageParam, signal }) => {
      const page = { search, cursor: pageParam ?? undefined, limit: 100 };
      return filter
        ? send<Page<CompanyRow>>('POST', inWorkspace(workspaceId, 'companies', 'query'), { ...page, filter }, signal)
        : read<Page<CompanyRow>>(inWorkspace(workspaceId, 'companies'), page, signal);
    },
    retry: (count, error) => !(error instanceof ApiError && error.status < 500) && count < 2,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}

/** How many the list holds; a filter says its own count. */
export function useCompaniesCount(workspaceId: string, { search, filter }: CompanyFilter) {
  return useQuery({
    queryKey: [workspaceId, 'companies', 'count', search ?? ''],
    queryFn: ({ signal }) => read<BoundedCount>(inWorkspace(workspaceId, 'companies', 'count'), { search }, signal),
    enabled: filter === undefined,
    placeholderData: keepPreviousData,
  });
}

export function useCompany(workspaceId: string, companyRowId: string) {
  return useQuery({
    queryKey: [workspaceId, 'companies', 'record', companyRowId],
    queryFn: ({ signal }) => read<CompanyRecordAnswer>(inWorkspace(workspaceId, 'companies', companyRowId), {}, signal),
  });
}

export function useCompanyMembers(workspaceId: string, companyRowId: string) {
  return useInfiniteQuery({
    queryKey: [workspaceId, 'companies', 'members', companyRowId],
    queryFn: ({ pageParam, signal }) =>
      read<Page<CompanyMember>>(
        inWorkspace(workspaceId, 'companies', companyRowId, 'members'),
        { cursor: pageParam, limit: 100 },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}
