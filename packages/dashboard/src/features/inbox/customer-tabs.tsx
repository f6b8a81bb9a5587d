import type { CustomerPanelAnswer } from '@halo/wire/dashboard/inbox.ts';
import type { ReactNode } from 'react';
import { ContextList, Fact, FactList, TraitList } from '../../ui/fact-list.tsx';
import { RecordLink } from '../../ui/link-tabs.tsx';
import { humanKey } from '../../ui/readable-value.ts';
import { Time } from '../../ui/time.tsx';
import { TrustWord } from '../../ui/trust-badge.tsx';
import { membershipWords } from '../../ui/trust-words.ts';
import { useWorkspace } from '../../workspace.tsx';
import { STATUS_NAMES } from './inbox-words.ts';

/** An empty tab. */
export function Nothing({ children }: { children: ReactNode }) {
  return <p className="text-list text-ink-faint">{children}</p>;
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mb-5 last:mb-0">
      <h3 className="mb-2 text-note text-ink-faint">{title}</h3>
      {children}
    </section>
  );
}

/** What is known of the person, and what only this browser said. */
export function TraitsTab({ answer, modeOff }: { answer: CustomerPanelAnswer; modeOff: boolean }) {
  if (answer.traits.length === 0 && answer.sessionTraits.length === 0) {
    return (
      <Nothing>
        {answer.person.kind === 'visitor'
          ? 'Nobody has said who this is. Traits come with identify().'
          : 'No traits yet.'}
      </Nothing>
    );
  }
  return (
    <>
      {answer.traits.length > 0 && <TraitList traits={answer.traits} modeOff={modeOff} />}
      {answer.sessionTraits.length > 0 && (
        <div className={answer.traits.length > 0 ? 'mt-5' : ''}>
          <Group title="Said by this browser session only">
            <FactList>
              {answer.sessionTraits.map(({ key, value }) => (
                <Fact key={key} label={humanKey(key)} title={key} value={value} />
              ))}
            </FactList>
          </Group>
        </div>
      )}
    </>
  );
}

/** The companies of the person, and what is known of the current one. */
export function CompaniesTab({ answer, modeOff }: { answer: CustomerPanelAnswer; modeOff: boolean }) {
  const workspace = useWorkspace();
  if (answer.companies.length === 0)
    return <Nothing>In no company. Your app links one with identifyCompany().</Nothing>;
  return (
    <>
      <ul className="mb-5 flex flex-col gap-2.5">
        {answer.companies.map((company) => (
          <li key={company.id} className="flex min-w-0 flex-col gap-0.5 text-list">
            <span className="flex min-w-0 items-baseline gap-2">
              <RecordLink
                to="/$workspaceId/companies/$companyRowId"
                params={{ workspaceId: workspace.id, companyRowId: company.id }}
                dir="auto"
                className="min-w-0 truncate"
              >
                {company.displayName}
              </RecordLink>
              {company.current && answer.companies.length > 1 && (
                <span className="shrink-0 text-note text-ink-faint">current</span>
              )}
            </span>
            <span className="flex flex-wrap items-center gap-x-2 text-note text-ink-faint">
              <TrustWord level={company.trust} modeOff={modeOff} />
              {membershipWords(company)}
            </span>
          </li>
        ))}
      </ul>
      {answer.companyTraits.length > 0 && (
        <Group title="Of the current company">
          <TraitList traits={answer.companyTraits} modeOff={modeOff} />
        </Group>
      )}
      {answer.companyContext.length > 0 && (
        <Group title="Context of the company">
          <ContextList context={answer.companyContext} modeOff={modeOff} />
        </Group>
      )}
    </>
  );
}

/** What else happened with the person. */
export function ActivityTab({ answer }: { answer: CustomerPanelAnswer }) {
  const workspace = useWorkspace();
  const { otherConversations, otherTickets, recentEvents } = answer;
  const line = 'flex items-baseline justify-between gap-3 text-list';
  return (
    <>
      <Group title="Seen">
        <FactList>
          <div className={line}>
            <dt className="text-ink-faint">First</dt>
            <dd>
              <Time at={answer.firstSeen} day />
            </dd>
          </div>
          <div className={line}>
            <dt className="text-ink-faint">Last</dt>
            <dd>
              <Time at={answer.lastSeen} />
            </dd>
          </div>
        </FactList>
      </Group>
      {otherTickets.length > 0 && (
        <Group title="Other tickets">
          <ul className="flex flex-col gap-2">
            {otherTickets.map((ticket) => (
              <li key={ticket.id} className={line}>
                <RecordLink
                  to="/$workspaceId/inbox/$view/$conversationId"
                  params={{ workspaceId: workspace.id, view: 'all', conversationId: ticket.conversationId }}
                  search={{ ticket: ticket.id }}
                  dir="auto"
                  className="min-w-0 truncate"
                >
                  {ticket.subject}
                </RecordLink>
                <span className="shrink-0 text-note text-ink-faint">{STATUS_NAMES[ticket.status]}</span>
              </li>
            ))}
          </ul>
        </Group>
      )}
      {otherConversations.length > 0 && (
        <Group title="Other conversations">
          <ul className="flex flex-col gap-2">
            {otherConversations.map((conversation) => (
              <li key={conversation.id} className={line}>
                <RecordLink
                  to="/$workspaceId/inbox/$view/$conversationId"
                  params={{ workspaceId: workspace.id, view: conversation.status, conversationId: conversation.id }}
                  dir="auto"
                  className="min-w-0 truncate"
                >
                  {conversation.title}
                </RecordLink>
                <Time at={conversation.at} className="shrink-0 text-note text-ink-faint" />
              </li>
            ))}
          </ul>
        </Group>
      )}
      <Group title="Events">
        {recentEvents.length === 0 ? (
          <Nothing>No events yet.</Nothing>
        ) : (
          <ul className="flex flex-col gap-2">
            {recentEvents.map((event) => (
              <li key={event.id} className={line}>
                <span className="min-w-0 truncate" title={event.pageUrl ?? undefined}>
                  {humanKey(event.type)}
                  {event.pageUrl && <span className="text-ink-faint"> {pathOf(event.pageUrl)}</span>}
                </span>
                <Time at={event.at} className="shrink-0 text-note text-ink-faint" />
              </li>
            ))}
          </ul>
        )}
      </Group>
    </>
  );
}

function pathOf(url: string): string {
  try {
    return new URL(url).pathname;
  } catch {
    return url;
  }
}
