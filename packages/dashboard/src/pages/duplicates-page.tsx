import type { DuplicateContact, DuplicateGroup } from '@halo/wire/dashboard/duplicates.ts';
import { useState } from 'react';
import { useDismissDuplicates, useDuplicates } from '../features/contacts/duplicate-queries.ts';
import { MergeDialog } from '../features/contacts/merge-dialog.tsx';
import { known } from '../features/contacts/merge-find.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { ButtonLink, RecordLink } from '../ui/link-tabs.tsx';
import { PageBar } from '../ui/page-bar.tsx';
import { PersonName } from '../ui/person-name.tsx';
import { counted } from '../ui/readable-value.ts';
import { RingLoading } from '../ui/ring-mark.tsx';
import { ScrollRegion } from '../ui/scroll-region.tsx';
import { Time } from '../ui/time.tsx';
import { sayFailed } from '../ui/toasts.tsx';
import { sourceWords } from '../ui/trust-words.ts';
import { useWorkspace } from '../workspace.tsx';

/** Contacts that share an e-mail, for a teammate to judge: nobody is merged by itself. */
export function DuplicatesPage() {
  const { id } = useWorkspace();
  const duplicates = useDuplicates(id);
  const groups = duplicates.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <>
      <PageBar title="Possible duplicates">
        <ButtonLink to="/$workspaceId/contacts" params={{ workspaceId: id }}>
          All contacts
        </ButtonLink>
      </PageBar>
      {duplicates.isPending ? (
        <RingLoading label="Looking for equal e-mails" />
      ) : duplicates.error && groups.length === 0 ? (
        <ErrorState error={duplicates.error} retry={() => void duplicates.refetch()} />
      ) : groups.length === 0 ? (
        <EmptyState title="No two contacts share an e-mail">
          When they do, they are shown here with what proves each address. Nothing is ever merged by itself.
        </EmptyState>
      ) : (
        <ScrollRegion aria-label="Possible duplicates" className="min-h-0 flex-1 overflow-y-auto px-4 py-4 desk:px-6">
          <ul className="mx-auto flex max-w-190 flex-col gap-6">
            {groups.map((group) => (
              <Group key={group.email} group={group} />
            ))}
          </ul>
          {duplicates.hasNextPage && (
            <div className="mt-6 flex justify-center">
              <Button working={duplicates.isFetchingNextPage} onClick={() => void duplicates.fetchNextPage()}>
                Show more
              </Button>
            </div>
          )}
        </ScrollRegion>
      )}
    </>
  );
}

function Group({ group: { email, contacts, count } }: { group: DuplicateGroup }) {
  const workspace = useWorkspace();
  const dismiss = useDismissDuplicates(workspace.id);
  const [comparing, setComparing] = useState(false);
  const [first, second] = contacts.flatMap((contact) => known(contact));
  return (
    <li className="flex flex-col gap-2.5 border-b border-line pb-6 last:border-b-0">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="min-w-0 text-list font-strong break-all text-ink">
          {email} <span className="font-normal text-ink-faint">{counted(count, 'contact', 'contacts')}</span>
        </h2>
        {workspace.may('contacts.merge') && (
          <div className="flex gap-2">
            <Button
              small
              aria-label={`The contacts with ${email} are different people`}
              working={dismiss.isPending}
              onClick={() => dismiss.mutate(email, { onError: sayFailed })}
            >
              Different people
            </Button>
            {first && second && (
              <Button small aria-label={`Compare the contacts with ${email}`} onClick={() => setComparing(true)}>
                Compare
              </Button>
            )}
          </div>
        )}
      </div>
      <ul className="flex flex-col gap-2.5">
        {contacts.map((contact) => (
          <Member key={contact.contactId} contact={contact} />
        ))}
        {count > contacts.length && <li className="text-note text-ink-faint">and {count - contacts.length} more</li>}
      </ul>
      {comparing && first && second && (
        <MergeDialog person={first} other={second} onClose={() => setComparing(false)} />
      )}
    </li>
  );
}

function Member({ contact }: { contact: DuplicateContact }) {
  const { id, settings } = useWorkspace();
  const { userId, kind, emailProof, companies, conversations, lastSeen } = contact;
  const facts = [
    kind === 'lead' ? 'Lead' : userId,
    emailProof &&
      `e-mail ${emailProof.level === 'self' ? 'from their own browser' : emailProof.level}, from ${sourceWords(emailProof.source)}`,
    companies.length > 0 && companies.slice(0, 3).join(', '),
    counted(conversations, 'conversation', 'conversations'),
  ].filter(Boolean);
  return (
    <li className="flex min-w-0 flex-col gap-0.5 text-list">
      <RecordLink
        to="/$workspaceId/contacts/$contactId"
        params={{ workspaceId: id, contactId: contact.contactId }}
        className="min-w-0 self-start"
      >
        <PersonName person={contact} modeOff={settings.identityMode === 'off'} />
      </RecordLink>
      <span className="text-note break-words text-ink-faint">
        {facts.join(' · ')} · last seen <Time at={lastSeen} ago />
      </span>
    </li>
  );
}
