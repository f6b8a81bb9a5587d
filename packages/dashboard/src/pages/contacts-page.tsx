import type { ContactRow } from '@halo/wire/dashboard/contacts.ts';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { ListFilter } from 'lucide-react';
import { ApiError } from '../api.ts';
import { useSegments } from '../features/audience/audience-queries.ts';
import { ContactFilterBar } from '../features/audience/contact-filter-bar.tsx';
import { SegmentBar, SegmentMenu } from '../features/audience/segment-menu.tsx';
import { AddContact } from '../features/contacts/add-contact.tsx';
import type { ContactFilter } from '../features/contacts/contact-queries.ts';
import { useContacts, useContactsCount } from '../features/contacts/contact-queries.ts';
import { Button } from '../ui/button.tsx';
import { ChoiceMenu } from '../ui/choice-menu.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import type { Column } from '../ui/data-table.tsx';
import { DataTable, ROW_LINK } from '../ui/data-table.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { ButtonLink, RecordLink } from '../ui/link-tabs.tsx';
import { PageBar } from '../ui/page-bar.tsx';
import { PersonName, personDetail } from '../ui/person-name.tsx';
import { counted } from '../ui/readable-value.ts';
import { RingLoading } from '../ui/ring-mark.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { Time } from '../ui/time.tsx';
import { useWorkspace } from '../workspace.tsx';

function columnsOf(modeOff: boolean): Column<ContactRow>[] {
  return [
    {
      id: 'name',
      title: 'Name',
      width: 'minmax(0, 3fr)',
      cell: (row) => <PersonName person={row} modeOff={modeOff} strong />,
    },
    {
      id: 'detail',
      title: 'E-mail or user id',
      width: 'minmax(0, 3fr)',
      from: 'desk',
      cell: (row) => <span title={personDetail(row)}>{personDetail(row)}</span>,
    },
    {
      id: 'company',
      title: 'Company',
      width: 'minmax(0, 2fr)',
      from: 'desk',
      cell: (row) =>
        row.company ? (
          <span dir="auto" title={row.company.displayName}>
            {row.company.displayName}
            {row.companies > 1 && <span className="text-ink-faint"> +{row.companies - 1}</span>}
          </span>
        ) : (
          <Nothing />
        ),
    },
    { id: 'role', title: 'Role', width: 'minmax(0, 1fr)', from: 'wide', cell: (row) => row.role ?? <Nothing /> },
    {
      id: 'signed-up',
      title: 'Signed up',
      width: '104px',
      from: 'wide',
      end: true,
      cell: (row) => <Time at={row.signedUpAt} day />,
    },
    { id: 'seen', title: 'Last seen', width: '80px', end: true, cell: (row) => <Time at={row.lastSeen} /> },
  ];
}

function Nothing() {
  return <span className="text-ink-faint">–</span>;
}

const OPENED = { all: [] };
const TYPE_OF = { user: 'users', lead: 'leads' } as const;
const KIND_OF = { users: 'user', leads: 'lead', all: undefined } as const;

/** Everybody Halo knows. */
export function ContactsPage() {
  const workspace = useWorkspace();
  const { edit, ...filter } = useSearch({ from: '/signed-in/$workspaceId/contacts' });
  const segments = useSegments(workspace.id).data?.segments ?? [];
  const segment = segments.find(({ id }) => id === filter.segment) ?? null;
  const edited = segments.find(({ id }) => id === edit) ?? null;
  const navigate = useNavigate({ from: '/$workspaceId/contacts' });
  const contacts = useContacts(workspace.id, filter);
  const count = useContactsCount(workspace.id, filter);
  const rows = contacts.data?.pages.flatMap((page) => page.rows) ?? [];
  const change = (next: Partial<ContactFilter> & { edit?: string | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  const filtered = Boolean(filter.search || filter.trust || filter.kind || filter.segment || filter.filter);
  const isUnfinished = contacts.error instanceof ApiError && contacts.error.code === 'invalid_filter';
  return (
    <>
      <PageBar
        title="Contacts"
        beside={
          <span className="flex items-baseline gap-3 text-list">
            {count.data && !filter.filter && (
              <span className="text-ink-faint tabular-nums">
                {counted(count.data.count, 'person', 'people', count.data.atLeast)}
              </span>
            )}
            <RecordLink
              to="/$workspaceId/contacts/duplicates"
              params={{ workspaceId: workspace.id }}
              aria-label="Possible duplicates"
              className="text-ink-soft!"
            >
              Duplicates
            </RecordLink>
          </span>
        }
      >
        <SearchField
          label="Search contacts"
          value={filter.search ?? ''}
          onSearch={(search) => change({ search: search || undefined })}
          className="min-w-full flex-1 desk:w-48 desk:min-w-0"
        />
        <SegmentMenu
          segments={segments}
          chosen={segment}
          onChoose={(id) => change({ segment: id, filter: undefined, edit: undefined })}
        />
        <Button
          aria-pressed={filter.filter !== undefined}
          icon={<ListFilter size={14} />}
          onClick={() => change({ filter: filter.filter ? undefined : OPENED, edit: undefined })}
        >
          Filter
        </Button>
        <ChoiceMenu
          label="Trust"
          none="Any trust"
          value={filter.trust}
          choices={[
            { value: 'verified', words: 'Verified' },
            { value: 'claimed', words: 'Claimed' },
          ]}
          onChoose={(trust) => change({ trust })}
        />
        <ChoiceMenu
          label="Sort"
          none="Newest first"
          value={filter.sort === 'seen' ? 'seen' : undefined}
          choices={[{ value: 'seen', words: 'Last seen' }]}
          onChoose={(sort) => change({ sort })}
        />
        {workspace.may('contacts.edit') && <AddContact />}
      </PageBar>
      {segment && !filter.filter && (
        <SegmentBar
          segment={segment}
          onEdit={() =>
            change({
              ...{ segment: undefined, edit: segment.id, kind: KIND_OF[segment.contactType] },
              filter: segment.filter as Record<string, unknown>,
            })
          }
          onDeleted={() => change({ segment: undefined })}
        />
      )}
      {filter.filter && (
        <ContactFilterBar
          key={edit ?? ''}
          filter={filter.filter}
          contactType={filter.kind ? TYPE_OF[filter.kind] : 'all'}
          segment={edited}
          onFilter={(next) => change({ filter: next })}
          onContactType={(type) => change({ kind: KIND_OF[type] })}
          onSaved={(id) => change({ segment: id, filter: undefined, edit: undefined, kind: undefined })}
          onClose={() => change({ filter: undefined, segment: edit, edit: undefined, kind: undefined })}
        />
      )}
      {contacts.isPending ? (
        <RingLoading label="Loading contacts" />
      ) : isUnfinished ? (
        <EmptyState title="The filter cannot be asked like this">What is wrong stands beside its condition.</EmptyState>
      ) : contacts.error && rows.length === 0 ? (
        <ErrorState error={contacts.error} retry={() => void contacts.refetch()} />
      ) : rows.length > 0 ? (
        <DataTable
          label="Contacts"
          rows={rows}
          columns={columnsOf(workspace.settings.identityMode === 'off')}
          rowKey={(row) => row.contactId}
          link={(row, content) => (
            <Link
              to="/$workspaceId/contacts/$contactId"
              params={{ workspaceId: workspace.id, contactId: row.contactId }}
              search={{ filter: filter.filter, type: filter.filter && filter.kind && TYPE_OF[filter.kind] }}
              className={`block ${ROW_LINK}`}
            >
              {content}
            </Link>
          )}
          detail={(row) => [personDetail(row), row.company?.displayName].filter(Boolean).join(' · ')}
          place={`contacts ${workspace.id} ${JSON.stringify(filter)}`}
          more={{
            has: contacts.hasNextPage,
            loading: contacts.isFetchingNextPage,
            load: () => void contacts.fetchNextPage(),
          }}
        />
      ) : filtered ? (
        <EmptyState title={filter.search ? `Nobody matches "${filter.search}"` : 'Nobody matches'}>
          {filter.search
            ? 'Every word must begin a word of the name, the e-mail or the user id.'
            : segment
              ? 'Whoever comes to match this segment appears here.'
              : 'Nobody passes what is asked for.'}
        </EmptyState>
      ) : (
        <EmptyState
          title="Nobody yet"
          code={
            <CodeBlock
              label="Call"
              code="HaloAgents.getInstance()?.identify('user_42', { name: 'Jane Doe', email: 'jane@acme.com' })"
            />
          }
          action={
            <ButtonLink to="/$workspaceId/setup/install" params={{ workspaceId: workspace.id }}>
              Install Halo
            </ButtonLink>
          }
        >
          A person appears here as soon as your app says who is signed in.
        </EmptyState>
      )}
    </>
  );
}
