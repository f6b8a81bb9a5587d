import type { KnowledgeSourceAnswer } from '@halo/wire/dashboard/knowledge.ts';
import { KNOWLEDGE_LIMITS } from '@halo/wire/dashboard/knowledge.ts';
import { useQuery } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { inWorkspace, read } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';
import { MessageText } from '../../ui/message-text.tsx';
import { RingLoading } from '../../ui/ring-mark.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { useKnowledgeChange } from './knowledge-queries.ts';

interface ArticleDialogProps {
  workspaceId: string;
  /** Null writes a new one. */
  id: string | null;
  onClose: () => void;
}

/** Writes an article or changes one. */
export function ArticleDialog({ workspaceId, id, onClose }: ArticleDialogProps) {
  const article = useQuery({
    queryKey: [workspaceId, 'knowledge', 'source', id],
    queryFn: ({ signal }) =>
      read<KnowledgeSourceAnswer>(inWorkspace(workspaceId, 'knowledge', 'sources', id ?? ''), {}, signal),
    enabled: id !== null,
    gcTime: 0,
  });
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={id === null ? 'New article' : 'Change the article'}
      about="Markdown. Headings cut it into passages, so give every matter one of its own."
    >
      {id !== null && article.error ? (
        <ErrorState error={article.error} retry={() => void article.refetch()} />
      ) : id !== null && !article.data ? (
        <RingLoading label="Loading the article" />
      ) : (
        <ArticleForm {...{ workspaceId, id, onClose }} written={article.data ?? null} />
      )}
    </Dialog>
  );
}

function ArticleForm({
  workspaceId,
  id,
  onClose,
  written,
}: ArticleDialogProps & { written: KnowledgeSourceAnswer | null }) {
  const change = useKnowledgeChange(workspaceId);
  const [title, setTitle] = useState(written?.source.title ?? '');
  const [url, setUrl] = useState(written?.source.url ?? '');
  const [text, setText] = useState(written?.text ?? '');
  const [shown, setShown] = useState(false);
  const filled = title.trim() !== '' && text.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!filled) return;
    const body = { title: title.trim(), text, url: url.trim() || null };
    change.mutate(
      id === null ? { method: 'POST', parts: ['articles'], body } : { method: 'PATCH', parts: ['articles', id], body },
      {
        onSuccess: () => {
          sayDone(id === null ? 'Article added' : 'Article changed');
          onClose();
        },
      },
    );
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4 pb-1">
      <TextField
        label="Title"
        dir="auto"
        maxLength={KNOWLEDGE_LIMITS.titleCharacters}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
      />
      {shown ? (
        <section aria-label="Preview" className="min-h-40 rounded-box border border-line px-3 py-2">
          <MessageText body={text} />
        </section>
      ) : (
        <TextArea
          label="Text"
          dir="auto"
          rows={10}
          maxLength={KNOWLEDGE_LIMITS.articleCharacters}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      <TextField
        label="Public address"
        hint="Where people can read it themselves; answers link to it. May stay empty."
        type="url"
        value={url}
        onChange={(event) => setUrl(event.target.value)}
      />
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="quiet" aria-pressed={shown} onClick={() => setShown(!shown)}>
          {shown ? 'Write' : 'Preview'}
        </Button>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" look="primary" disabled={!filled} working={change.isPending}>
          {id === null ? 'Add article' : 'Save article'}
        </Button>
      </div>
    </form>
  );
}
