import type { AttributeScope, AttributesAnswer } from '@halo/wire/dashboard/settings.ts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { inWorkspace, read } from '../api.ts';
import { AttributeDialog } from '../features/attributes/attribute-dialog.tsx';
import { AttributeList } from '../features/attributes/attribute-list.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { LinkTab } from '../ui/link-tabs.tsx';
import { RingLoading } from '../ui/ring-mark.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { useWorkspace } from '../workspace.tsx';

const SCOPES: { scope: AttributeScope; name: string; empty: string; code: string }[] = [
  {
    scope: 'user',
    name: 'People',
    empty: 'Traits of people',
    code: "HaloAgents.getInstance()?.identify('user_42', { name: 'Jane Doe', role: 'admin' })",
  },
  {
    scope: 'company',
    name: 'Companies',
    empty: 'Traits of companies',
    code: "HaloAgents.getInstance()?.identifyCompany('acme', { plan: 'pro', seats: 40 })",
  },
  {
    scope: 'context',
    name: 'Context',
    empty: 'Context entries',
    code: "HaloAgents.getInstance()?.setContext('integrations', { label: 'Integrations', type: 'integration', value: { hubspot: { connected: true } } })",
  },
];

/** Settings > Data: every attribute Halo has met. */
export function DataPage() {
  const workspace = useWorkspace();
  const { scope = 'user', search } = useSearch({ from: '/signed-in/$workspaceId/settings/data' });
  const navigate = useNavigate({ from: '/$workspaceId/settings/data' });
  const [editing, setEditing] = useState<string | null>(null);
  const answer = useQuery({
    queryKey: [workspace.id, 'attributes', scope],
    queryFn: ({ signal }) => read<AttributesAnswer>(inWorkspace(workspace.id, 'attributes'), { scope }, signal),
  });
  const all = answer.data?.attributes ?? [];
  const words = (search ?? '').toLowerCase();
  const shown = all.filter(({ key, label, description }) =>
    `${key} ${label ?? ''} ${description ?? ''}`.toLowerCase().includes(words),
  );
  const edited = all.find(({ key }) => key === editing);
  const here = SCOPES.find((each) => each.scope === scope)!;
  return (
    <>
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-2.5 desk:px-6">
        <nav aria-label="Attributes of" className="flex flex-1 gap-1">
          {SCOPES.map((each) => (
            <LinkTab
              key={each.scope}
              to="/$workspaceId/settings/data"
              params={{ workspaceId: workspace.id }}
              search={{ scope: each.scope === 'user' ? undefined : each.scope }}
              replace
              activeOptions={{ includeSearch: true, explicitUndefined: true }}
              className="mb-0! rounded-full border! border-transparent! px-2.5! py-1! aria-[current=page]:bg-pressed"
            >
              {each.name}{' '}
              <span className="font-normal text-ink-faint tabular-nums">{answer.data?.counts[each.scope]}</span>
            </LinkTab>
          ))}
        </nav>
        <SearchField
          label="Search attributes"
          value={search ?? ''}
          onSearch={(text) =>
            void navigate({ search: (before) => ({ ...before, search: text || undefined }), replace: true })
          }
          className="w-full desk:w-64"
        />
      </div>
      {answer.data && answer.data.counts[scope] >= answer.data.limit && (
        <p className="shrink-0 bg-claimed-soft px-4 py-2 text-list text-ink desk:px-6">
          The limit of {answer.data.limit.toLocaleString('en-GB')} attributes is reached. New keys are ignored; look for
          keys that hold ids or dates.
        </p>
      )}
      {answer.isPending ? (
        <RingLoading label="Loading attributes" />
      ) : answer.error && !answer.data ? (
        <ErrorState error={answer.error} retry={() => void answer.refetch()} />
      ) : shown.length > 0 ? (
        <AttributeList attributes={shown} mayEdit={workspace.may('settings')} onEdit={({ key }) => setEditing(key)} />
      ) : search ? (
        <EmptyState title={`No attribute matches "${search}"`} />
      ) : (
        <EmptyState title={`${here.empty} appear by themselves`} code={<CodeBlock label="Call" code={here.code} />}>
          Nothing has to be declared: the first time your app sends a key, it is listed here.
        </EmptyState>
      )}
      {edited && <AttributeDialog key={edited.key} attribute={edited} onClose={() => setEditing(null)} />}
    </>
  );
}
