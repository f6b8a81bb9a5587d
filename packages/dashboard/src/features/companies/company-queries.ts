import type { CompanyMember, CompanyRecordAnswer, CompanyRow } from '@halo/wire/dashboard/companies.ts';
import type { BoundedCount, Page } from '@halo/wire/dashboard/paging.ts';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { inWorkspace, read } from '../../api.ts';

export function useCompanies(workspaceId: string, search: string | undefined) {
  return useInfiniteQuery({
    queryKey: [workspaceId, 'companies', 'list', search ?? ''],
    queryFn: ({ pageParam, signal }) =>
      read<Page<CompanyRow>>(inWorkspace(workspaceId, 'companies'), { search, cursor: pageParam, limit: 100 }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}

export function useCompaniesCount(workspaceId: string, search: string | undefined) {
  return useQuery({
    queryKey: [workspaceId, 'companies', 'count', search ?? ''],
    queryFn: ({ signal }) => read<BoundedCount>(inWorkspace(workspaceId, 'companies', 'count'), { search }, signal),
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
