import type { RoutingRule, RoutingTryAnswer } from '@halo/wire/dashboard/routing.ts';
import { Link } from '@tanstack/react-router';
import { PersonName } from '../../ui/person-name.tsx';
import { Time } from '../../ui/time.tsx';
import { useWorkspace } from '../../workspace.tsx';

interface TriedTicketsProps {
  tickets: RoutingTryAnswer['tickets'];
  rules: readonly RoutingRule[];
}

/** Which rule would take each of the tickets that moved last. */
export function TriedTickets({ tickets, rules }: TriedTicketsProps) {
  const workspace = useWorkspace();
  const modeOff = workspace.settings.identityMode === 'off';
  if (tickets.length === 0) return <p className="text-list text-ink-faint">There is no ticket yet to try them on.</p>;
  return (
    <div className="flex flex-col gap-1">
      <p className="text-note text-ink-faint">
        The last {tickets.length} tickets as they stand now. Nothing is changed by this.
      </p>
      <ul aria-label="Tried tickets" className="divide-y divide-line">
        {tickets.map(({ id, conversationId, title, person, at, rule }) => (
          <li key={id} className="flex min-w-0 flex-wrap items-center gap-x-3 py-1.5 text-list desk:flex-nowrap">
            <Link
              to="/$workspaceId/inbox/$view/$conversationId"
              params={{ workspaceId: workspace.id, view: 'all', conversationId }}
              search={{ ticket: id }}
              className="min-w-0 basis-full truncate text-ink hover:underline desk:flex-1 desk:basis-auto"
            >
              <span dir="auto">{title}</span>
            </Link>
            <span className="w-36 min-w-0 shrink-0 truncate text-ink-soft">
              <PersonName person={person} modeOff={modeOff} />
            </span>
            <span
              dir="auto"
              className={`min-w-0 flex-1 truncate desk:w-32 desk:flex-none ${rule === null ? 'text-ink-faint' : 'font-strong text-ink'}`}
            >
              {rule === null ? 'No rule' : rules[rule]?.name}
            </span>
            <span className="shrink-0 text-note text-ink-faint">
              <Time at={at} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
