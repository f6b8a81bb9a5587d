import type { ContactRecordAnswer } from '@halo/wire/dashboard/contacts.ts';
import { useParams, useSearch } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { ApiError } from '../api.ts';
import type { FilterJson } from '../features/audience/filter-tree.ts';
import { ContactSegments, WhyContact } from '../features/audience/why-matches.tsx';
import { ContactConsents } from '../features/consents/contact-consents.tsx';
import type { TimelineType } from '../features/contacts/contact-queries.ts';
import { useContact } from '../features/contacts/contact-queries.ts';
import { SignOutEverywhere } from '../features/contacts/end-sessions.tsx';
import { MergedBanner, MergeSuggestions } from '../features/contacts/merge-suggestions.tsx';
import { PersonData } from '../features/contacts/person-data.tsx';
import { SessionList } from '../features/contacts/session-list.tsx';
import { Timeline } from '../features/contacts/timeline.tsx';
import { EditedTraits } from '../features/traits/edited-traits.tsx';
import { classNames } from '../ui/class-names.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { ContextList } from '../ui/fact-list.tsx';
import { ButtonLink, LinkTab, LinkTabs, RecordLink } from '../ui/link-tabs.tsx';
import { RingLoading } from '../ui/ring-mark.tsx';
import { ScrollRegion } from '../ui/scroll-region.tsx';
import { useTabTitle } from '../ui/tab-title.ts';
import { Time, useNow } from '../ui/time.tsx';
import { tenure } from '../ui/time-words.ts';
import { TrustBadge, TrustWord } from '../ui/trust-badge.tsx';
import { membershipWords } from '../ui/trust-words.ts';
import { useMedia } from '../ui/use-media.ts';
import { useWorkspace } from '../workspace.tsx';

const FILTERS: { only: TimelineType | undefined; words: string }[] = [
  { only: undefined, words: 'All' },
  { only: 'conversation', words: 'Conversations' },
  { only: 'ticket', words: 'Tickets' },
  { only: 'identify', words: 'Identify' },
  { only: 'event', words: 'Events' },
  { only: 'merge', words: 'Merges' },
];

const KIND_OF = { users: 'user', leads: 'lead' } as const;

/** Everything about one person. */
export function ContactPage() {
  const workspace = useWorkspace();
  const { contactId } = useParams({ from: '/signed-in/$workspaceId/contacts/$contactId' });
  const contact = useContact(workspace.id, contactId);
  const isGone = contact.error instanceof ApiError && contact.error.code === 'not_found';
  if (isGone && contact.data)
    return <EmptyState title="This contact is gone">Somebody erased them just now.</EmptyState>;
  if (contact.error && !contact.data) return <ErrorState error={contact.error} retry={() => void contact.refetch()} />;
  if (!contact.data) return <RingLoading label="Loading the contact" />;
  return <ContactRecord contactId={contactId} answer={contact.data} />;
}

function ContactRecord({ contactId, answer }: { contactId: string; answer: ContactRecordAnswer }) {
  useTabTitle(answer.person.displayName, 'Contacts');
  const workspace = useWorkspace();
  const modeOff = workspace.settings.identityMode === 'off';
  const { tab = 'timeline', only, ...found } = useSearch({ from: '/signed-in/$workspaceId/contacts/$contactId' });
  const isWide = useMedia('(min-width: 75rem)');
  const now = useNow();
  const params = { workspaceId: workspace.id, contactId };
  const to = '/$workspaceId/contacts/$contactId' as const;

  const about = (
    <div className="flex flex-col gap-6">
      {found.filter && (
        <Part title="Why in the filter">
          <WhyContact key={contactId} {...{ contactId, modeOff }} filter={found.filter} type={found.type ?? 'all'} />
        </Part>
      )}
      <EditedTraits
        subject={{ scope: 'user', id: contactId }}
        traits={answer.traits}
        cleared={answer.cleared}
        modeOff={modeOff}
        mayEdit={workspace.may('contacts.edit')}
      />
      {answer.context.length > 0 && (
        <Part title="Context">
          <ContextList context={answer.context} modeOff={modeOff} />
        </Part>
      )}
    </div>
  );
  const timeline = (
    <>
      <nav aria-label="Show in the timeline" className="-ml-2 flex flex-wrap pb-1">
        {FILTERS.map((filter) => (
          <LinkTab
            key={filter.words}
            {...{ to, params }}
            search={{ ...found, tab: tab === 'timeline' ? undefined : tab, only: filter.only }}
            replace
            activeOptions={{ includeSearch: true, explicitUndefined: true }}
            className="mb-0! rounded-full border! border-transparent! px-2! py-1! aria-[current=page]:bg-pressed"
          >
            {filter.words}
          </LinkTab>
        ))}
      </nav>
      <Timeline contactId={contactId} only={only} />
    </>
  );
  const sessions = (
    <div className="flex flex-col gap-6">
      <Part title="Companies">
        <Companies answer={answer} modeOff={modeOff} />
      </Part>
      <Part title="Segments">
        <ContactSegments key={contactId} contactId={contactId} modeOff={modeOff} />
      </Part>
      <Part title="Subscriptions">
        <ContactConsents key={contactId} contactId={contactId} />
      </Part>
      <Part title="Sessions">
        <SessionList
          {...{ contactId, modeOff, now }}
          sessions={answer.sessions}
          mayEnd={workspace.may('contacts.edit')}
        />
        {answer.person.userId !== null && workspace.may('contacts.edit') && (
          <div className="mt-3">
            <SignOutEverywhere contactId={contactId} name={answer.person.displayName} />
          </div>
        )}
      </Part>
      <Part title="Same person">
        <MergeSuggestions key={contactId} person={answer.person} />
      </Part>
      <PersonData contactId={contactId} person={answer.person} />
    </div>
  );
  return (
    <>
      <MergedBanner answer={answer} />
      <Head answer={answer} modeOff={modeOff} now={now} found={found} />
      {isWide ? (
        <div className="grid min-h-0 flex-1 grid-cols-[320px_minmax(0,1fr)_280px]">
          <Column label="Traits and context" className="border-e">
            {about}
          </Column>
          <Column label="Timeline">{timeline}</Column>
          <Column label="Companies and sessions" className="border-s">
            {sessions}
          </Column>
        </div>
      ) : (
        <>
          <LinkTabs label="About this contact">
            {(['timeline', 'traits', 'sessions'] as const).map((each) => (
              <LinkTab
                key={each}
                {...{ to, params }}
                search={{ ...found, only, tab: each === 'timeline' ? undefined : each }}
                replace
                activeOptions={{ includeSearch: true, explicitUndefined: true }}
              >
                {{ timeline: 'Timeline', traits: 'Traits', sessions: 'Companies and sessions' }[each]}
              </LinkTab>
            ))}
          </LinkTabs>
          <Column label={tab} className="flex-1">
            {tab === 'timeline' ? timeline : tab === 'traits' ? about : sessions}
          </Column>
        </>
      )}
    </>
  );
}

interface HeadProps {
  answer: ContactRecordAnswer;
  modeOff: boolean;
  now: Date;
  /** The filter of the list they were found in. */
  found: { filter?: FilterJson | undefined; type?: 'users' | 'leads' | undefined };
}

function Head({ answer, modeOff, now, found: { filter, type } }: HeadProps) {
  const workspace = useWorkspace();
  const { person } = answer;
  const since = answer.signedUpAt ? tenure(answer.signedUpAt, now) : '';
  return (
    <header className="flex shrink-0 flex-col gap-1 border-b border-line px-4 py-4 desk:px-6">
      <nav aria-label="Back" className="mb-1">
        <RecordLink
          to="/$workspaceId/contacts"
          params={{ workspaceId: workspace.id }}
          search={{ filter, kind: type && KIND_OF[type] }}
          className="inline-flex items-center gap-1 text-note text-ink-faint!"
        >
          <ArrowLeft size={12} /> Contacts
        </RecordLink>
      </nav>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h1 dir="auto" className="min-w-0 text-title font-strong break-words text-ink">
          {person.displayName}
        </h1>
        <TrustBadge trust={person.trust} modeOff={modeOff} />
        {person.kind === 'lead' && <span className="text-note text-ink-faint">Lead</span>}
        {workspace.may('playground') && person.contactId && (
          <ButtonLink
            to="/$workspaceId/agent/playground"
            params={{ workspaceId: workspace.id }}
            search={{ contact: person.contactId }}
            className="ms-auto"
          >
            Chat as this contact
          </ButtonLink>
        )}
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-list text-ink-soft">
        {person.email && person.email !== person.displayName && (
          <span className="min-w-0 break-all">{person.email}</span>
        )}
        {person.userId && (
          <span className="inline-flex min-w-0 items-center gap-1">
            <code className="min-w-0 truncate font-mono text-note" title={person.userId}>
              {person.userId}
            </code>
            <CopyButton text={person.userId} label="Copy user id" />
          </span>
        )}
        {answer.otherUserIds.length > 0 && (
          <span className="min-w-0 truncate" title={answer.otherUserIds.join(', ')}>
            also <code className="font-mono text-note">{answer.otherUserIds.join(', ')}</code>
          </span>
        )}
        {since && <span>Customer {since === 'today' ? 'since today' : since}</span>}
        <span>
          Last seen <Time at={answer.lastSeen} ago />
        </span>
      </div>
    </header>
  );
}

function Companies({ answer, modeOff }: { answer: ContactRecordAnswer; modeOff: boolean }) {
  const workspace = useWorkspace();
  if (answer.companies.length === 0) return <Nothing>In no company.</Nothing>;
  return (
    <ul className="flex flex-col gap-3">
      {answer.companies.map((company) => (
        <li key={company.id} className="flex min-w-0 flex-col gap-0.5 text-list">
          <span className="flex min-w-0 items-baseline gap-2">
            <RecordLink
              to="/$workspaceId/companies/$companyRowId"
              params={{ workspaceId: workspace.id, companyRowId: company.id }}
              dir="auto"
              title={company.displayName}
              className="min-w-0 truncate"
            >
              {company.displayName}
            </RecordLink>
            {company.plan && <span className="shrink-0 text-note text-ink-faint">{company.plan}</span>}
          </span>
          <span className="flex flex-wrap items-center gap-x-3 text-note text-ink-faint">
            <TrustWord level={company.trust} modeOff={modeOff} />
            <span>{membershipWords(company)}</span>
            {company.current && answer.companies.length > 1 && 'current'}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="mb-2.5 text-list font-strong text-ink">{title}</h2>
      {children}
    </section>
  );
}

function Nothing({ children }: { children: ReactNode }) {
  return <p className="text-list text-ink-faint">{children}</p>;
}

function Column({ label, className, children }: { label: string; className?: string; children: ReactNode }) {
  return (
    <ScrollRegion
      aria-label={label}
      className={classNames('min-h-0 min-w-0 overflow-y-auto border-line px-4 py-5 desk:px-6', className)}
    >
      {children}
    </ScrollRegion>
  );
}
