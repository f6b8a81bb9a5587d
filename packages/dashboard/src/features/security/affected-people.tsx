import type { IdentityFigures } from '@halo/wire/dashboard/security.ts';
import { reasonWords } from '../../ui/identify-words.ts';
import { RecordLink } from '../../ui/link-tabs.tsx';
import { counted } from '../../ui/readable-value.ts';
import { ScrollRegion } from '../../ui/scroll-region.tsx';
import { Time } from '../../ui/time.tsx';
import { useWorkspace } from '../../workspace.tsx';

/** Who would be refused and why: the reasons, then the most affected people. */
export function AffectedPeople({ figures }: { figures: IdentityFigures }) {
  const workspace = useWorkspace();
  if (figures.reasons.length === 0) return null;
  return (
    <div className="flex flex-col gap-3">
      <ul className="flex flex-wrap gap-x-5 gap-y-1 text-list text-ink-soft">
        {figures.reasons.map(({ reason, calls, people }) => (
          <li key={reason}>
            <span className="inline-block text-ink first-letter:uppercase">{reasonWords(reason)}</span>:{' '}
            {counted(calls, 'call', 'calls')}, {counted(people, 'person', 'people')}
          </li>
        ))}
      </ul>
      {figures.affected.length > 0 && (
        <ScrollRegion
          aria-label="People who would be refused"
          className="max-h-72 overflow-y-auto rounded-box border border-line"
        >
          <ul>
            {figures.affected.map((person) => (
              <li
                key={person.contactId}
                className="flex items-baseline gap-3 border-b border-line px-3 py-2 text-list last:border-b-0"
              >
                <RecordLink
                  to="/$workspaceId/contacts/$contactId"
                  params={{ workspaceId: workspace.id, contactId: person.contactId }}
                  dir="auto"
                  className="min-w-0 flex-1 truncate"
                >
                  {person.displayName}
                </RecordLink>
                <span className="min-w-0 shrink truncate text-ink-soft first-letter:uppercase">
                  {reasonWords(person.reason)}
                </span>
                <span className="shrink-0 text-note text-ink-faint tabular-nums">
                  {counted(person.calls, 'call', 'calls')}, <Time at={person.lastAt} />
                </span>
              </li>
            ))}
          </ul>
        </ScrollRegion>
      )}
    </div>
  );
}
