import type { AffectedPerson, IdentityFigures } from '@halo/wire/dashboard/security.ts';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { DayBars, dayWords } from '../../ui/day-bars.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { reasonFix, reasonWords } from '../../ui/identify-words.ts';
import { RecordLink } from '../../ui/link-tabs.tsx';
import { counted } from '../../ui/readable-value.ts';
import { RingLoading } from '../../ui/ring-mark.tsx';
import { ScrollRegion } from '../../ui/scroll-region.tsx';
import { Time } from '../../ui/time.tsx';
import { useWorkspace } from '../../workspace.tsx';
import { useAffected } from './security-queries.ts';

/** Why calls were or would be refused, day by day, with what to do about it; a reason chosen narrows the list below. */
export function WhyRefused({ figures }: { figures: IdentityFigures }) {
  const [reason, setReason] = useState<string>();
  const chosen = figures.reasons.some((each) => each.reason === reason) ? reason : undefined;
  if (figures.reasons.length === 0) return null;
  const days = figures.days.map(({ day }) => day);
  return (
    <div className="flex flex-col gap-4">
      <div className="rounded-box border border-line">
        <p className="border-b border-line px-4 py-2 text-note text-ink-faint">
          {dayWords(days[0]!)} to today, calls per day
        </p>
        <ul>
          {figures.reasons.map((each) => (
            <li key={each.reason} className="flex items-center gap-4 border-b border-line px-4 py-3 last:border-b-0">
              <div className="min-w-0 flex-1">
                <p className="text-list font-strong text-ink first-letter:uppercase">{reasonWords(each.reason)}</p>
                <p className="text-note text-ink-soft text-pretty">
                  {counted(each.calls, 'call', 'calls')}, {counted(each.people, 'person', 'people')}.{' '}
                  {reasonFix(each.reason).replaceAll('`', '')}
                </p>
              </div>
              <DayBars
                days={days}
                values={each.days}
                of={`Calls where ${reasonWords(each.reason)}`}
                className="hidden text-claimed desk:block"
              />
              {figures.reasons.length > 1 && (
                <Button
                  small
                  look="quiet"
                  aria-pressed={chosen === each.reason}
                  aria-label={
                    chosen === each.reason
                      ? 'Everybody: show all people'
                      : `Who: show the people where ${reasonWords(each.reason)}`
                  }
                  onClick={() => setReason(chosen === each.reason ? undefined : each.reason)}
                >
                  {chosen === each.reason ? 'Everybody' : 'Who'}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </div>
      <AffectedPeople reason={chosen} />
    </div>
  );
}

function AffectedPeople({ reason }: { reason: string | undefined }) {
  const workspace = useWorkspace();
  const affected = useAffected(workspace.id, reason);
  const people = affected.data?.pages.flatMap((page) => page.rows) ?? [];
  if (affected.error && people.length === 0)
    return <ErrorState error={affected.error} retry={() => void affected.refetch()} />;
  if (affected.isPending) return <RingLoading label="Loading the people affected" />;
  if (people.length === 0) return null;
  return (
    <ScrollRegion
      aria-label="People who were or would be refused"
      className="max-h-80 overflow-y-auto rounded-box border border-line"
    >
      <ul>
        {people.map((person) => (
          <Person key={person.contactId} person={person} />
        ))}
      </ul>
      {affected.hasNextPage && (
        <div className="flex justify-center py-3">
          <Button small working={affected.isFetchingNextPage} onClick={() => void affected.fetchNextPage()}>
            Show more people
          </Button>
        </div>
      )}
    </ScrollRegion>
  );
}

function Person({ person }: { person: AffectedPerson }) {
  const workspace = useWorkspace();
  const name = (
    <span dir="auto" className="min-w-0 truncate">
      {person.displayName}
    </span>
  );
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 border-b border-line px-4 py-2 text-list last:border-b-0">
      <span className="flex min-w-0 flex-1 basis-48 items-baseline gap-2">
        {workspace.may('contacts') ? (
          <RecordLink
            to="/$workspaceId/contacts/$contactId"
            params={{ workspaceId: workspace.id, contactId: person.contactId }}
            className="flex min-w-0"
          >
            {name}
          </RecordLink>
        ) : (
          name
        )}
        {person.userId && person.userId !== person.displayName && (
          <code className="min-w-0 truncate font-mono text-note text-ink-faint" title={person.userId}>
            {person.userId}
          </code>
        )}
      </span>
      <span className="min-w-0 truncate text-ink-soft first-letter:uppercase">{reasonWords(person.reason)}</span>
      <span className="shrink-0 text-note text-ink-faint tabular-nums">
        {counted(person.calls, 'call', 'calls')}, <Time at={person.lastAt} />
      </span>
    </li>
  );
}
