import type { ActionTryAnswer, ActionView } from '@halo/wire/dashboard/actions.ts';
import type { SearchAnswer } from '@halo/wire/dashboard/search.ts';
import { useQuery } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { inWorkspace, read } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorLine } from '../../ui/error-state.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { useActionChange } from './action-queries.ts';
import { outcomeWords } from './action-words.ts';

/** Calls an action as a contact would: what reads is sent, what changes something is only shown. */
export function TryDialog({
  workspaceId,
  action,
  onClose,
}: {
  workspaceId: string;
  action: ActionView;
  onClose: () => void;
}) {
  const [search, setSearch] = useState('');
  const [contactId, setContactId] = useState('');
  const [filled, setFilled] = useState<Record<string, string>>({});
  const people = useQuery({
    queryKey: [workspaceId, 'search', search],
    queryFn: ({ signal }) => read<SearchAnswer>(inWorkspace(workspaceId, 'search'), { q: search }, signal),
    enabled: search.trim().length > 1,
  });
  const change = useActionChange<ActionTryAnswer>(workspaceId);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const given = action.arguments.flatMap(({ name, type }) => {
      const text = filled[name] ?? '';
      return text === '' ? [] : [[name, readValue(type, text)]];
    });
    const body = { contactId: contactId || null, arguments: Object.fromEntries(given) };
    change.mutate({ method: 'POST', parts: [action.id, 'try'], body });
  };
  const found = people.data?.people ?? [];
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={`Try ${action.name}`}
      about={
        action.method === 'GET'
          ? 'The request is sent, as the AI would send it for this contact.'
          : 'It changes something, so the request is only shown.'
      }
    >
      <form onSubmit={submit} className="flex flex-col gap-4 pb-1">
        <div className="flex flex-wrap gap-2">
          <TextField
            label="Find a contact"
            className="min-w-48 flex-1"
            hint="By name, e-mail or id"
            value={search}
            onChange={({ target }) => setSearch(target.value)}
          />
          <SelectField
            label="Try it as"
            className="min-w-48 flex-1"
            value={contactId}
            onChange={({ target }) => setContactId(target.value)}
            options={[
              { value: '', label: 'A visitor' },
              ...found.flatMap(({ contactId: id, displayName }) => (id ? [{ value: id, label: displayName }] : [])),
            ]}
          />
        </div>
        {action.arguments.map(({ name, description, required }) => (
          <TextField
            key={name}
            label={name}
            hint={description || (required ? undefined : 'May stay empty')}
            dir="auto"
            value={filled[name] ?? ''}
            onChange={({ target }) => setFilled({ ...filled, [name]: target.value })}
          />
        ))}
        <ErrorLine error={change.error} />
        {change.data && (
          <section aria-label="What came of it" aria-live="polite" className="flex flex-col gap-3">
            <p className="text-body font-strong text-ink">
              {outcomeWords(change.data)}
              {change.data.ms !== null && `, ${change.data.ms} ms`}
            </p>
            {change.data.request && (
              <CodeBlock
                label="The request"
                wrap
                code={`${change.data.request.method} ${change.data.request.url}${change.data.request.body ? `\n\n${change.data.request.body}` : ''}`}
              />
            )}
            <CodeBlock label="What the AI is told" wrap code={change.data.said} />
          </section>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>Close</Button>
          <Button type="submit" look="primary" working={change.isPending}>
            {action.method === 'GET' ? 'Send request' : 'Show request'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** What was typed as the kind it stands for; what it cannot be stays text, so that the server says why. */
function readValue(type: ActionView['arguments'][number]['type'], text: string): unknown {
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return type === 'string' || Number.isNaN(Number(text)) ? text : Number(text);
}
