import type { AttributeScope, AttributesAnswer } from '@halo/wire/dashboard/settings.ts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { inWorkspace, read } from '../api.ts';
import { AiAttributesChoice, useAiAttributes } from '../features/attributes/ai-attributes.tsx';
import { AttributeDialog } from '../features/attributes/attribute-dialog.tsx';
import { AttributeList } from '../features/attributes/attribute-list.tsx';
import { Button } from '../ui/button.tsx';
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
  const [editing, setEditing] = useState<{ key: string | null } | null>(null);
  const ai = useAiAttributes();
  const mayEdit = workspace.may('settings');
  const answer = useQuery({
    queryKey: [workspace.id, 'attributes', scope],
    queryFn: ({ signal }) => read<AttributesAnswer>(inWorkspace(workspace.id, 'attributes'), { scope }, signal),
  });
  const all = answer.data?.attributes ?? [];
  const words = (search ?? '').toLowerCase();
  const shown = all.filter(({ key, label, description }) =>
    `${key} ${label ?? ''} ${description ?? ''}`.toLowerCase().includes(words),
  );
  const edited = all.find(({ key }) => key === editing?.key);
  const retyped = all.filter(({ types }) => types.length > 1).length;
  const here = SCOPES.find((each) => each.scope === scope)!;
  return (
    <>
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-2.5 desk:px-6">
        <nav aria-label="Attributes of" className="flex w-full gap-1 desk:w-auto desk:flex-1">
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
          className="min-w-0 flex-1 desk:w-56 desk:flex-none"
        />
        {mayEdit && (
          <Button icon={<Plus size={14} />} onClick={() => setEditing({ key: null })}>
            Add attribute
          </Button>
        )}
      </div>
      <AiAttributesChoice {...ai} />
      {retyped > 0 && (
        <p className="shrink-0 border-b border-line px-4 py-2 text-list text-ink-soft desk:px-6">
          {retyped === 1 ? '1 key has come' : `${retyped} keys have come`} in more than one type. Open it to see when
          that began; filters go on working.
        </p>
      )}
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
        <AttributeList
          attributes={shown}
          mayEdit={mayEdit}
          onEdit={({ key }) => setEditing({ key })}
          allowed={ai.agent?.allowed ?? null}
          onAllow={(attribute, may) => {
            const name = `${attribute.scope}:${attribute.key}`;
            const rest = (ai.agent?.allowed ?? []).filter((other) => other !== name);
            ai.change.mutate({ allowed: may ? [...rest, name] : rest });
          }}
        />
      ) : search ? (
        <EmptyState title={`No attribute matches "${search}"`} />
      ) : (
        <EmptyState title={`${here.empty} appear by themselves`} code={<CodeBlock label="Call" code={here.code} />}>
          Nothing has to be declared: the first time your app sends a key, it is listed here.
        </EmptyState>
      )}
      {editing && (edited || editing.key === null) && (
        <AttributeDialog
          key={edited?.key ?? ''}
          scope={scope}
          attribute={edited ?? null}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  );
}
