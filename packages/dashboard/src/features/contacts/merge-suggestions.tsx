import type { ContactRecordAnswer } from '@halo/wire/dashboard/contacts.ts';
import { Info } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { RecordLink } from '../../ui/link-tabs.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { Time } from '../../ui/time.tsx';
import { useWorkspace } from '../../workspace.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { known } from './merge-find.tsx';
import { useMergeSuggestions } from './merge-queries.ts';

/** Others with the same e-mail, and the way to merge with them or with anybody else. */
export function MergeSuggestions({ person }: { person: ContactRecordAnswer['person'] }) {
  const workspace = useWorkspace();
  const [own] = known(person);
  const [asking, setAsking] = useState<{ other: ReturnType<typeof known>[number] | null } | null>(null);
  const suggestions = useMergeSuggestions(workspace.id, own?.contactId ?? '');
  const rows = (suggestions.data?.rows ?? []).flatMap((row) => known(row.person));
  const mayMerge = workspace.may('contacts.merge');
  if (!own) return null;
  return (
    <div className="flex flex-col gap-3">
      {rows.length === 0 && <p className="text-list text-ink-faint">No one else has this e-mail.</p>}
      <ul className="flex flex-col gap-2.5 empty:hidden">
        {rows.map((other) => (
          <li key={other.contactId} className="flex min-w-0 items-center justify-between gap-2 text-list">
            <span className="flex min-w-0 flex-col">
              <RecordLink
                to="/$workspaceId/contacts/$contactId"
                params={{ workspaceId: workspace.id, contactId: other.contactId }}
                className="min-w-0"
              >
                <PersonName person={other} modeOff={workspace.settings.identityMode === 'off'} />
              </RecordLink>
              <span className="truncate text-note text-ink-faint">
                Same e-mail{other.userId && `, ${other.userId}`}
              </span>
            </span>
            {mayMerge && (
              <Button small onClick={() => setAsking({ other })} aria-label={`Compare with ${other.displayName}`}>
                Compare
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayMerge && (
        <div>
          <Button small onClick={() => setAsking({ other: null })}>
            Merge with another contact
          </Button>
        </div>
      )}
      {asking && <MergeDialog person={own} other={asking.other} onClose={() => setAsking(null)} />}
    </div>
  );
}

/** At the old address of a contact that was merged away: where one is now, and the way to its own address. */
export function MergedBanner({ answer }: { answer: ContactRecordAnswer }) {
  const workspace = useWorkspace();
  const { mergedFrom, person } = answer;
  if (!mergedFrom || person.contactId === null) return null;
  return (
    <div
      role="status"
      className="flex shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line bg-accent-soft px-4 py-2 text-list text-ink desk:px-6"
    >
      <Info size={14} aria-hidden="true" className="shrink-0 text-accent-ink" />
      <span className="min-w-0 break-words">
        <bdi>{mergedFrom.displayName}</bdi> was merged into <bdi>{person.displayName}</bdi>
        {mergedFrom.at && (
          <>
            {' '}
            <Time at={mergedFrom.at} ago />
          </>
        )}
        . This is what both are now.
      </span>
      <RecordLink
        to="/$workspaceId/contacts/$contactId"
        params={{ workspaceId: workspace.id, contactId: person.contactId }}
        replace
      >
        Go to its own page
      </RecordLink>
    </div>
  );
}
