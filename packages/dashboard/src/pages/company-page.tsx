import type { CompanyMember, CompanyRecordAnswer } from '@halo/wire/dashboard/companies.ts';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { WhyCompany } from '../features/audience/why-matches.tsx';
import { useCompany, useCompanyMembers } from '../features/companies/company-queries.ts';
import { EditedTraits } from '../features/traits/edited-traits.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import type { Column } from '../ui/data-table.tsx';
import { DataTable, ROW_LINK } from '../ui/data-table.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { ContextList } from '../ui/fact-list.tsx';
import { RecordLink } from '../ui/link-tabs.tsx';
import { PersonName, personDetail } from '../ui/person-name.tsx';
import { counted } from '../ui/readable-value.ts';
import { RingLoading } from '../ui/ring-mark.tsx';
import { ScrollRegion } from '../ui/scroll-region.tsx';
import { useTabTitle } from '../ui/tab-title.ts';
import { Time, useNow } from '../ui/time.tsx';
import { tenure } from '../ui/time-words.ts';
import { TrustWord } from '../ui/trust-badge.tsx';
import { membershipWords } from '../ui/trust-words.ts';
import { useWorkspace } from '../workspace.tsx';

function columnsOf(modeOff: boolean): Column<CompanyMember>[] {
  return [
    {
      id: 'name',
      title: 'Name',
      width: 'minmax(0, 3fr)',
      cell: ({ person }) => <PersonName person={person} modeOff={modeOff} strong />,
    },
    {
      id: 'detail',
      title: 'E-mail or user id',
      width: 'minmax(0, 3fr)',
      from: 'wide',
      cell: ({ person }) => personDetail(person),
    },
    {
      id: 'trust',
      title: 'Membership',
      width: 'minmax(0, 2fr)',
      from: 'desk',
      cell: (member) => (
        <span title={membershipWords(member)}>
          <TrustWord level={member.trust} modeOff={modeOff} />
        </span>
      ),
    },
    { id: 'seen', title: 'Last seen', width: '80px', end: true, cell: (member) => <Time at={member.lastSeen} /> },
  ];
}

/** Everything about one company. */
export function CompanyPage() {
  const workspace = useWorkspace();
  const { companyRowId } = useParams({ from: '/signed-in/$workspaceId/companies/$companyRowId' });
  const company = useCompany(workspace.id, companyRowId);
  if (company.error && !company.data) return <ErrorState error={company.error} retry={() => void company.refetch()} />;
  if (!company.data) return <RingLoading label="Loading the company" />;
  return <CompanyRecord companyRowId={companyRowId} answer={company.data} />;
}

function CompanyRecord({ companyRowId, answer }: { companyRowId: string; answer: CompanyRecordAnswer }) {
  const workspace = useWorkspace();
  const modeOff = workspace.settings.identityMode === 'off';
  const { filter } = useSearch({ from: '/signed-in/$workspaceId/companies/$companyRowId' });
  const { company } = answer;
  useTabTitle(company.displayName, 'Companies');
  const now = useNow();
  const since = company.signedUpAt ? tenure(company.signedUpAt, now) : '';
  return (
    <>
      <header className="flex shrink-0 flex-col gap-1 border-b border-line px-4 py-4 desk:px-6">
        <nav aria-label="Back" className="mb-1">
          <RecordLink
            to="/$workspaceId/companies"
            params={{ workspaceId: workspace.id }}
            search={{ filter }}
            className="inline-flex items-center gap-1 text-note text-ink-faint!"
          >
            <ArrowLeft size={12} /> Companies
          </RecordLink>
        </nav>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 dir="auto" className="min-w-0 text-title font-strong break-words text-ink">
            {company.displayName}
          </h1>
          <TrustWord level={company.trust} modeOff={modeOff} className="text-note" />
        </div>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-list text-ink-soft">
          <span className="inline-flex min-w-0 items-center gap-1">
            <code className="min-w-0 truncate font-mono text-note" title={company.companyId}>
              {company.companyId}
            </code>
            <CopyButton text={company.companyId} label="Copy company id" />
          </span>
          {company.plan && <span>Plan {company.plan}</span>}
          {since && <span>Customer {since === 'today' ? 'since today' : since}</span>}
          <span>{counted(company.members, 'member', 'members', company.members >= 1_000)}</span>
        </div>
      </header>
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto wide:grid wide:grid-cols-[360px_minmax(0,1fr)] wide:overflow-visible">
        <ScrollRegion
          aria-label="Traits and context"
          className="flex shrink-0 flex-col gap-6 border-line px-4 py-5 desk:px-6 wide:overflow-y-auto wide:border-e"
        >
          {filter && (
            <Part title="Why in the filter">
              <WhyCompany key={companyRowId} {...{ companyRowId, filter, modeOff }} />
            </Part>
          )}
          <EditedTraits
            subject={{ scope: 'company', id: companyRowId }}
            traits={answer.traits}
            cleared={answer.cleared}
            modeOff={modeOff}
            mayEdit={workspace.may('companies.edit')}
          />
          {answer.context.length > 0 && (
            <Part title="Context">
              <ContextList context={answer.context} modeOff={modeOff} />
            </Part>
          )}
        </ScrollRegion>
        <section
          aria-label="Members"
          className="flex min-h-80 min-w-0 flex-1 flex-col border-t border-line wide:min-h-0 wide:border-t-0"
        >
          <h2 className="shrink-0 px-4 pt-5 pb-1 text-list font-strong text-ink desk:px-6">Members</h2>
          <Members companyRowId={companyRowId} modeOff={modeOff} />
        </section>
      </div>
    </>
  );
}

function Members({ companyRowId, modeOff }: { companyRowId: string; modeOff: boolean }) {
  const workspace = useWorkspace();
  const members = useCompanyMembers(workspace.id, companyRowId);
  const rows = (members.data?.pages.flatMap((page) => page.rows) ?? []).filter(
    ({ person }) => person.contactId !== null,
  );
  if (members.isPending) return <RingLoading label="Loading members" />;
  if (members.error && rows.length === 0)
    return <ErrorState error={members.error} retry={() => void members.refetch()} />;
  if (rows.length === 0) return <EmptyState title="No members yet">Nobody has been linked to this company.</EmptyState>;
  return (
    <DataTable
      label="Members"
      rows={rows}
      columns={columnsOf(modeOff)}
      rowKey={({ person }) => person.contactId!}
      link={({ person }, content) => (
        <Link
          to="/$workspaceId/contacts/$contactId"
          params={{ workspaceId: workspace.id, contactId: person.contactId! }}
          className={`block ${ROW_LINK}`}
        >
          {content}
        </Link>
      )}
      detail={({ person }) => personDetail(person)}
      place={`members ${companyRowId}`}
      more={{ has: members.hasNextPage, loading: members.isFetchingNextPage, load: () => void members.fetchNextPage() }}
    />
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h2 className="mb-2.5 text-list font-strong text-ink">{title}</h2>
      {children}
    </div>
  );
}
