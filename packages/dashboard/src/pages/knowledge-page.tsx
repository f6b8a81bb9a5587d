import { KNOWLEDGE_LANGUAGES, type KnowledgeLanguage } from '@halo/wire/dashboard/knowledge.ts';
import { Plus } from 'lucide-react';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { ArticleDialog } from '../features/knowledge/article-dialog.tsx';
import { FileDrop } from '../features/knowledge/file-drop.tsx';
import { useKnowledge, useKnowledgeChange } from '../features/knowledge/knowledge-queries.ts';
import { MeaningSection } from '../features/knowledge/meaning-section.tsx';
import { SourceList } from '../features/knowledge/source-list.tsx';
import { TryQuestion } from '../features/knowledge/try-question.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { ReadingPage, Section } from '../ui/page-bar.tsx';
import { RingLoading } from '../ui/ring-mark.tsx';
import { useWorkspace } from '../workspace.tsx';

/** AI agent > Knowledge: what agents answer from. */
export function KnowledgePage() {
  const { id: workspaceId, may } = useWorkspace();
  const mayChange = may('knowledge');
  const knowledge = useKnowledge(workspaceId);
  const change = useKnowledgeChange(workspaceId);
  const [editing, setEditing] = useState<{ id: string | null } | null>(null);
  if (knowledge.error && !knowledge.data) {
    return <ErrorState error={knowledge.error} retry={() => void knowledge.refetch()} />;
  }
  if (!knowledge.data) return <RingLoading label="Loading the knowledge" />;
  const { sources, language, embedding } = knowledge.data;
  return (
    <ReadingPage>
      <Section
        title="Sources"
        about="What agents answer from, and cite. Every source is cut into passages at its headings."
        action={
          mayChange && (
            <Button look="primary" icon={<Plus size={14} />} onClick={() => setEditing({ id: null })}>
              Write an article
            </Button>
          )
        }
      >
        {mayChange && (
          <>
            <FileDrop workspaceId={workspaceId} />
            <AddPage workspaceId={workspaceId} />
          </>
        )}
        {sources.length > 0 ? (
          <SourceList {...{ workspaceId, sources, mayChange }} onEdit={(id) => setEditing({ id })} />
        ) : (
          <EmptyState title="No knowledge yet">
            Write an article, drop a file or add a page of your help centre. Until then agents know the customer, but
            not the product.
          </EmptyState>
        )}
      </Section>
      <Section title="Try a question" about="Ask as a customer would, and see which passages it finds.">
        <TryQuestion workspaceId={workspaceId} />
      </Section>
      <Section title="Language">
        <SelectField
          label="Language of the knowledge"
          hint="Words are compared by its grammar. After a change every source is read again."
          className="max-w-80"
          disabled={!mayChange}
          value={language}
          onChange={({ target }) =>
            change.mutate({ method: 'PATCH', parts: [], body: { language: target.value as KnowledgeLanguage } })
          }
          options={KNOWLEDGE_LANGUAGES.map((value) => ({
            value,
            label: value === 'simple' ? 'Other: words as they are written' : value[0]!.toUpperCase() + value.slice(1),
          }))}
        />
      </Section>
      <MeaningSection {...{ workspaceId, embedding, mayChange }} />
      {editing && <ArticleDialog workspaceId={workspaceId} id={editing.id} onClose={() => setEditing(null)} />}
    </ReadingPage>
  );
}

function AddPage({ workspaceId }: { workspaceId: string }) {
  const change = useKnowledgeChange(workspaceId);
  const [url, setUrl] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = { url: url.trim() };
    if (body.url) change.mutate({ method: 'POST', parts: ['urls'], body }, { onSuccess: () => setUrl('') });
  };
  return (
    <form onSubmit={submit} className="flex flex-wrap items-end gap-2">
      <TextField
        label="Page on the web"
        className="min-w-0 flex-1"
        type="url"
        placeholder="https://help.example.com/start"
        value={url}
        onChange={(event) => setUrl(event.target.value)}
      />
      <Button type="submit" disabled={!url.trim()} working={change.isPending}>
        Add page
      </Button>
    </form>
  );
}
