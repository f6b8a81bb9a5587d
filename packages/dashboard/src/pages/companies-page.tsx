import type { CompanyRow } from '@halo/wire/dashboard/companies.ts';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { ListFilter } from 'lucide-react';
import { ApiError } from '../api.ts';
import { useCompanyFields } from '../features/audience/audience-queries.ts';
import { FilterBar } from '../features/audience/filter-bar.tsx';
import type { CompanyFilter } from '../features/companies/company-queries.ts';
import { useCompanies, useCompaniesCount } from '../features/companies/company-queries.ts';
import { Button } from '../ui/button.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import type { Column } from '../ui/data-table.tsx';
import { DataTable, ROW_LINK } from '../ui/data-table.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { ButtonLink } from '../ui/link-tabs.tsx';
import { PageBar } from '../ui/page-bar.tsx';
import { counted } from '../ui/readable-value.ts';
import { RingLoading } from '../ui/ring-mark.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { Time } from '../ui/time.tsx';
import { TRUST_WORDS, TrustMark } from '../ui/trust-mark.tsx';
import { useWorkspace } from '../workspace.tsx';

function columnsOf(modeOff: boolean): Column<CompanyRow>[] {
  return [
    {
      id: 'name',
      title: 'Name',
      width: 'minmax(0, 3fr)',
      cell: (row) => (
        <span className="flex min-w-0 items-center gap-1.5">
          <TrustMark level={row.trust} quiet={modeOff} />
          <span className="sr-only">{TRUST_WORDS[row.trust]}:</span>
          <span dir="auto" title={row.displayName} className="min-w-0 truncate font-strong text-ink">
            {row.displayName}
          </span>
        </span>
      ),
    },
    { id: 'domain', title: 'Domain', width: 'minmax(0, 2fr)', from: 'desk', cell: (row) => row.domain ?? '–' },
    { id: 'plan', title: 'Plan', width: 'minmax(0, 1fr)', from: 'desk', cell: (row) => row.plan ?? '–' },
    { id: 'industry', title: 'Industry', width: 'minmax(0, 2fr)', from: 'wide', cell: (row) => row.industry ?? '–' },
    {
      id: 'mrr',
      title: 'MRR',
      width: '88px',
      from: 'wide',
      end: true,
      cell: (row) => row.mrr?.toLocaleString('en-GB') ?? '–',
    },
    {
      id: 'members',
      title: 'Members',
      width: '72px',
      end: true,
      cell: (row) => (row.members >= 1_000 ? '1,000+' : row.members),
    },
    {
      id: 'signed-up',
      title: 'Signed up',
      width: '104px',
      from: 'desk',
      end: true,
      cell: (row) => <Time at={row.signedUpAt} day />,
    },
  ];
}

const OPENED = { all: [] };

/** The companies people belong to. */
export function CompaniesPage() {
  const workspace = useWorkspace();
  const asked = useSearch({ from: '/signed-in/$workspaceId/companies' });
  const { search, filter } = asked;
  const fields = useCompanyFields(workspace.id);
  const navigate = useNavigate({ from: '/$workspaceId/companies' });
  const companies = useCompanies(workspace.id, asked);
  const count = useCompaniesCount(workspace.id, asked);
  const change = (next: CompanyFilter) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  const isUnfinished = companies.error instanceof ApiError && companies.error.code === 'invalid_filter';
  const rows = companies.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <>
      <PageBar
        title="Companies"
        beside={
          count.data &&
          !filter && (
            <span className="text-list text-ink-faint tabular-nums">
              {counted(count.data.count, 'company', 'companies', count.data.atLeast)}
            </span>
          )
        }
      >
        <SearchField
          label="Search companies"
          value={search ?? ''}
          onSearch={(text) => change({ search: text || undefined })}
          className="min-w-0 flex-1 desk:w-64"
        />
        <Button
          aria-pressed={filter !== undefined}
          icon={<ListFilter size={14} />}
          onClick={() => change({ filter: filter ? undefined : OPENED })}
        >
          Filter
        </Button>
      </PageBar>
      {filter && (
        <FilterBar
          {...{ filter, fields }}
          of="companies"
          words={['company matches', 'companies match']}
          onFilter={(next) => change({ filter: next })}
          actions={() => (
            <Button look="quiet" onClick={() => change({ filter: undefined })}>
              Clear
            </Button>
          )}
        />
      )}
      {companies.isPending ? (
        <RingLoading label="Loading companies" />
      ) : isUnfinished ? (
        <EmptyState title="The filter cannot be asked like this">What is wrong stands beside its condition.</EmptyState>
      ) : companies.error && rows.length === 0 ? (
        <ErrorState error={companies.error} retry={() => void companies.refetch()} />
      ) : rows.length > 0 ? (
        <DataTable
          label="Companies"
          rows={rows}
          columns={columnsOf(workspace.settings.identityMode === 'off')}
          rowKey={(row) => row.id}
          link={(row, content) => (
            <Link
              to="/$workspaceId/companies/$companyRowId"
              params={{ workspaceId: workspace.id, companyRowId: row.id }}
              search={{ filter }}
              className={`block ${ROW_LINK}`}
            >
              {content}
            </Link>
          )}
          detail={(row) => [row.plan, row.domain ?? row.companyId].filter(Boolean).join(' · ')}
          place={`companies ${workspace.id} ${JSON.stringify(asked)}`}
          more={{
            has: companies.hasNextPage,
            loading: companies.isFetchingNextPage,
            load: () => void companies.fetchNextPage(),
          }}
        />
      ) : search ? (
        <EmptyState title={`No company matches "${search}"`}>Names, domains and company ids are searched.</EmptyState>
      ) : filter ? (
        <EmptyState title="No company matches">No company passes what is asked for.</EmptyState>
      ) : (
        <EmptyState
          title="No companies yet"
          code={
            <CodeBlock
              label="Call"
              code="HaloAgents.getInstance()?.identifyCompany('acme', { name: 'Acme Inc', plan: 'pro' })"
            />
          }
          action={
            <ButtonLink to="/$workspaceId/setup/install" params={{ workspaceId: workspace.id }}>
              Install Halo
            </ButtonLink>
          }
        >
          Say which company a person belongs to, and its people, plan and tickets come together here.
        </EmptyState>
      )}
    </>
  );
}
