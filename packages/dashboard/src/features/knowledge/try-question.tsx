import type { KnowledgeSearchAnswer } from '@halo/wire/dashboard/knowledge.ts';
import { KNOWLEDGE_LIMITS } from '@halo/wire/dashboard/knowledge.ts';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { inWorkspace, send } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorLine } from '../../ui/error-state.tsx';
import { TextField } from '../../ui/field.tsx';
import { MessageText } from '../../ui/message-text.tsx';

/** A question as a customer would ask it, and what it finds. */
export function TryQuestion({ workspaceId }: { workspaceId: string }) {
  const [question, setQuestion] = useState('');
  const search = useMutation({
    mutationFn: (asked: string) =>
      send<KnowledgeSearchAnswer>('POST', inWorkspace(workspaceId, 'knowledge', 'search'), { question: asked }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (question.trim()) search.mutate(question.trim());
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end gap-2">
        <TextField
          label="Question"
          className="min-w-0 flex-1"
          dir="auto"
          maxLength={KNOWLEDGE_LIMITS.questionCharacters}
          value={question}
          onChange={(event) => setQuestion(event.target.value)}
        />
        <Button type="submit" disabled={!question.trim()} working={search.isPending}>
          Find passages
        </Button>
      </div>
      <ErrorLine error={search.error} />
      <div aria-live="polite" className="flex flex-col gap-3">
        {search.data && <Found answer={search.data} />}
      </div>
    </form>
  );
}

const BY = { words: '', meaning: ', found by meaning', both: ', found by words and meaning' };

function Found({ answer: { passages, answers } }: { answer: KnowledgeSearchAnswer }) {
  if (passages.length === 0) return <p className="text-body text-ink-soft">Nothing is known about that.</p>;
  return (
    <>
      <p className="text-body text-ink-soft">
        {answers
          ? 'Without a model, the built-in assistant quotes the first of these.'
          : 'None is certain enough: without a model, the built-in assistant says that it does not know.'}
      </p>
      <ol className="flex flex-col gap-3">
        {passages.map(({ sourceId, title, heading, text, certainty, by }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two passages of one source may be the same but for their place
          <li key={`${sourceId} ${place}`} className="rounded-box border border-line px-3 py-2">
            <p dir="auto" className="text-list font-strong text-ink">
              {[title, heading].filter(Boolean).join(' › ')}
            </p>
            <p className="mb-2 text-note text-ink-faint">
              Certainty {Math.round(certainty * 100)}%{BY[by]}
            </p>
            <MessageText body={text} />
          </li>
        ))}
      </ol>
    </>
  );
}
