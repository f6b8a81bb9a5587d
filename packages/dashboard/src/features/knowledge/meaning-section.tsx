import type { EmbeddingBody, KnowledgeEmbedding, TryEmbeddingAnswer } from '@halo/wire/dashboard/knowledge.ts';
import { KNOWLEDGE_LIMITS } from '@halo/wire/dashboard/knowledge.ts';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { inWorkspace, send } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorLine } from '../../ui/error-state.tsx';
import { TextField } from '../../ui/field.tsx';
import { Section } from '../../ui/page-bar.tsx';
import { useKnowledgeChange } from './knowledge-queries.ts';
import { ProgressBar } from './progress-bar.tsx';

interface MeaningSectionProps {
  workspaceId: string;
  embedding: KnowledgeEmbedding;
  mayChange: boolean;
}

/** Search by meaning: off until somebody names a model of the workspace's own provider. */
export function MeaningSection({ workspaceId, embedding, mayChange }: MeaningSectionProps) {
  const { provider, on } = embedding;
  return (
    <Section
      title="Search by meaning"
      about="Finds passages that say the same in other words, beside those that hold the question's words. Passages, and each question that is searched for, are sent to your model's provider."
    >
      {on && <Standing on={on} />}
      {provider === null && !on && (
        <p className="text-body text-ink-soft">
          It needs OpenAI or an OpenAI-compatible server under AI agent &gt; Character. What answers here offers no
          embeddings, so questions are searched by their words.
        </p>
      )}
      {mayChange && (provider !== null || on) && (
        <MeaningForm key={`${on?.model} ${on?.price}`} {...{ workspaceId, embedding }} />
      )}
    </Section>
  );
}

function Standing({ on }: { on: NonNullable<KnowledgeEmbedding['on']> }) {
  const { state, embedded, passages, dimensions, fault } = on;
  const count = `${embedded.toLocaleString('en-GB')} of ${passages.toLocaleString('en-GB')} passages`;
  const words = 'The others are found by their words meanwhile.';
  if (state === 'working' && embedded < passages) {
    return (
      <p role="status" className="flex flex-wrap items-center gap-2 text-body text-ink-soft">
        <ProgressBar label="Embedding" value={embedded} most={passages} /> Embedding, {count}
      </p>
    );
  }
  const said = {
    ready: `On: ${count}, ${dimensions.toLocaleString('en-GB')} dimensions.`,
    working: `On: ${count}, ${dimensions.toLocaleString('en-GB')} dimensions.`,
    waiting: `Waits, ${count} so far. ${fault} ${words}`,
    failed: `Stopped, ${count} so far. ${fault} ${words}`,
    too_many: `There are more than ${KNOWLEDGE_LIMITS.embeddedPassages.toLocaleString('en-GB')} passages, which is too many to compare. Questions are searched by their words only.`,
    moved:
      'The workspace answers with another provider now, which was sent nothing of the knowledge. Questions are searched by their words until you save this again.',
  }[state];
  const isFault = state === 'failed' || state === 'moved' || state === 'too_many';
  return (
    <p role="status" className={isFault ? 'text-body text-danger-ink' : 'text-body text-ink-soft'}>
      {said}
    </p>
  );
}

function MeaningForm({ workspaceId, embedding: { provider, on } }: Omit<MeaningSectionProps, 'mayChange'>) {
  const change = useKnowledgeChange(workspaceId);
  const tried = useMutation({
    mutationFn: (body: EmbeddingBody) =>
      send<TryEmbeddingAnswer>('POST', inWorkspace(workspaceId, 'knowledge', 'embedding', 'try'), body),
  });
  const [model, setModel] = useState(on?.model ?? (provider === 'openai' ? 'text-embedding-3-small' : ''));
  const [price, setPrice] = useState(on?.price?.toString() ?? '');
  const body: EmbeddingBody = { model: model.trim(), price: price.trim() === '' ? null : Number(price) };
  const filled = body.model !== '' && provider !== null;
  const isSame = on?.model === body.model && on.price === body.price;
  const retry = isSame && on.state !== 'ready' && on.state !== 'working';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (filled) change.mutate({ method: 'PATCH', parts: ['embedding'], body });
  };
  return (
    <form onSubmit={submit} className="flex max-w-112 flex-col gap-5">
      <TextField
        label="Model for embeddings"
        required
        maxLength={200}
        placeholder="text-embedding-3-small"
        hint={on ? 'After a change every passage is embedded anew.' : 'A model of the provider that answers here.'}
        value={model}
        onChange={({ target }) => {
          setModel(target.value);
          tried.reset();
        }}
      />
      <TextField
        label="Price, US dollars for a million tokens"
        type="number"
        inputMode="decimal"
        min={0}
        max={1_000}
        step="any"
        hint="May stay empty; then its cost is not counted, only its tokens."
        value={price}
        onChange={({ target }) => setPrice(target.value)}
      />
      <ErrorLine error={tried.error} />
      <p role="status" className="text-body text-ink-soft empty:hidden">
        {tried.data && triedWords(tried.data)}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" disabled={!filled || (isSame && !retry)} working={change.isPending}>
          {!on ? 'Switch on' : retry ? 'Try again' : 'Save model'}
        </Button>
        <Button look="quiet" disabled={!filled} working={tried.isPending} onClick={() => tried.mutate(body)}>
          Try it
        </Button>
        {on && (
          <Button look="quiet" onClick={() => change.mutate({ method: 'DELETE', parts: ['embedding'] })}>
            Switch off
          </Button>
        )}
      </div>
    </form>
  );
}

function triedWords(answer: TryEmbeddingAnswer): string {
  if (!answer.ok) return answer.fault;
  const { dimensions, milliseconds, passages, tokens, costMicros } = answer;
  const count = (n: number) => n.toLocaleString('en-GB');
  const cost = costMicros === null ? '' : `, about $${(costMicros / 1_000_000).toFixed(costMicros < 10_000 ? 4 : 2)}`;
  return `It answered in ${(milliseconds / 1_000).toFixed(1)} seconds with ${count(dimensions)} dimensions. All ${count(passages)} passages are about ${count(tokens)} tokens${cost}.`;
}
