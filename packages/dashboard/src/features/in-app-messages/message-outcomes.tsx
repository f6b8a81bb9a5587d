import type { InAppOutcome } from '@halo/wire/dashboard/in-app-messages.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorLine } from '../../ui/error-state.tsx';
import { RecordLink } from '../../ui/link-tabs.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { RingLoading } from '../../ui/ring-mark.tsx';
import { Time } from '../../ui/time.tsx';
import { useWorkspace } from '../../workspace.tsx';
import { useInAppOutcomes } from './in-app-queries.ts';

/** Who saw a message and what they did with it, the latest first. */
export function MessageOutcomes({ id }: { id: string }) {
  const workspace = useWorkspace();
  const found = useInAppOutcomes(workspace.id, id);
  const outcomes = found.data?.pages.flatMap(({ rows }) => rows) ?? [];
  return (
    <section aria-label="Who saw it" className="flex flex-col gap-2">
      <h2 className="text-list font-strong text-ink">Who saw it</h2>
      <ErrorLine error={found.error} />
      {found.isPending && <RingLoading label="Loading" />}
      {found.data && outcomes.length === 0 && (
        <p className="text-list text-ink-faint">Nobody yet. People are shown it when they next look at a page.</p>
      )}
      <ul className="flex flex-col divide-y divide-line">
        {outcomes.map((outcome) => (
          <li
            key={`${outcome.person?.contactId} ${outcome.shownAt}`}
            className="flex items-center gap-2 py-2 text-list"
          >
            <span className="min-w-0 flex-1">
              <Who outcome={outcome} />
            </span>
            <span className="shrink-0 text-note text-ink-faint">{whatCameOf(outcome)}</span>
            <Time
              at={outcome.dismissedAt ?? outcome.clickedAt ?? outcome.shownAt}
              className="shrink-0 text-note text-ink-faint"
            />
          </li>
        ))}
      </ul>
      {found.hasNextPage && (
        <Button small look="quiet" working={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          Show earlier ones
        </Button>
      )}
    </section>
  );
}

function Who({ outcome: { person } }: { outcome: InAppOutcome }) {
  const workspace = useWorkspace();
  if (!person?.contactId) return <span className="text-ink-soft">Visitor</span>;
  return (
    <RecordLink
      to="/$workspaceId/contacts/$contactId"
      params={{ workspaceId: workspace.id, contactId: person.contactId }}
    >
      <PersonName person={person} modeOff={workspace.settings.identityMode === 'off'} />
    </RecordLink>
  );
}

function whatCameOf({ clickedAt, dismissedAt }: InAppOutcome): string {
  if (clickedAt) return 'clicked';
  return dismissedAt ? 'dismissed' : 'shown';
}
