import type { AuditAnswer, AuditLine } from '@halo/wire/dashboard/log.ts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { inWorkspace, read } from '../api.ts';
import { auditSentence, kindWords } from '../features/audit/audit-words.ts';
import { Button } from '../ui/button.tsx';
import { ChoiceMenu } from '../ui/choice-menu.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { RingLoading } from '../ui/ring-mark.tsx';
import { ScrollRegion } from '../ui/scroll-region.tsx';
import { Time } from '../ui/time.tsx';
import { useWorkspace } from '../workspace.tsx';

/** Settings > Audit log: who changed what. Nothing in it can be changed. */
export function AuditPage() {
  const workspace = useWorkspace();
  const { kind, actor } = useSearch({ from: '/signed-in/$workspaceId/settings/audit' });
  const navigate = useNavigate({ from: '/$workspaceId/settings/audit' });
  const audit = useInfiniteQuery({
    queryKey: [workspace.id, 'audit', { kind, actor }],
    queryFn: ({ pageParam, signal }) =>
      read<AuditAnswer>(inWorkspace(workspace.id, 'audit'), { kind, actor, cursor: pageParam, limit: 50 }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
  const lines = audit.data?.pages.flatMap((page) => page.rows) ?? [];
  const { kinds = [], actors = [] } = audit.data?.pages[0] ?? {};
  return (
    <>
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-2.5 desk:px-6">
        <ChoiceMenu
          label="Every change"
          none="Every change"
          value={kind}
          choices={kinds.map((value) => ({ value, words: kindWords(value) }))}
          onChoose={(next) => void navigate({ search: (before) => ({ ...before, kind: next }), replace: true })}
        />
        <ChoiceMenu
          label="By anybody"
          none="By anybody"
          value={actor}
          choices={actors.map((value) => ({ value, words: shortName(value) }))}
          onChoose={(next) => void navigate({ search: (before) => ({ ...before, actor: next }), replace: true })}
        />
      </div>
      {audit.isPending ? (
        <RingLoading label="Loading the audit log" />
      ) : audit.error && lines.length === 0 ? (
        <ErrorState error={audit.error} retry={() => void audit.refetch()} />
      ) : lines.length === 0 ? (
        <EmptyState title={kind || actor ? 'No such change' : 'No change yet'}>
          Keys, settings, roles, merges, erasures and sign-outs leave a line here, with who did it. No line is ever
          changed or removed, and none holds a secret.
        </EmptyState>
      ) : (
        <ScrollRegion aria-label="Changes" className="min-h-0 flex-1 overflow-y-auto">
          <ul>
            {lines.map((line) => (
              <Line key={line.id} line={line} />
            ))}
          </ul>
          {audit.hasNextPage && (
            <div className="flex justify-center py-4">
              <Button working={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
                Show earlier changes
              </Button>
            </div>
          )}
        </ScrollRegion>
      )}
    </>
  );
}

function Line({ line }: { line: AuditLine }) {
  return (
    <li className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 border-b border-line px-4 py-2.5 text-list desk:grid desk:grid-cols-[88px_minmax(0,1fr)] desk:px-6">
      <Time at={line.at} className="text-note text-ink-faint tabular-nums" />
      <p className="min-w-0 basis-full break-words text-ink-soft" dir="auto">
        <span className="text-ink" title={line.actor}>
          {shortName(line.actor)}
        </span>{' '}
        {auditSentence(line)}
      </p>
    </li>
  );
}

/** "Olivia Owner" of "Olivia Owner <olivia@acme.test>". */
function shortName(actor: string): string {
  return actor.replace(/ <[^<>]*>$/, '') || actor;
}
