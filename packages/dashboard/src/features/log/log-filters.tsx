import { LOG_SOURCES } from '@halo/wire/dashboard/log.ts';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { ChoiceMenu } from '../../ui/choice-menu.tsx';
import { REASONS_KNOWN, reasonWords } from '../../ui/identify-words.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { sourceWords } from '../../ui/trust-words.ts';

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** What the identify log shows. All of it stands in the address. */
export function LogFilters() {
  const { userId, only, source, reason, keyId, since } = useSearch({ from: '/signed-in/$workspaceId/settings/log' });
  const navigate = useNavigate({ from: '/$workspaceId/settings/log' });
  const set = (change: object) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-2.5 desk:px-6">
      <SearchField
        label="Exact user id"
        value={userId ?? ''}
        onSearch={(text) => set({ userId: text || undefined })}
        className="min-w-0 flex-1 basis-56 desk:max-w-72"
      />
      <ChoiceMenu
        label="All calls"
        none="All calls"
        value={only}
        choices={[
          { value: 'refused', words: 'Refused' },
          { value: 'would_refuse', words: 'Would be refused' },
          { value: 'ignored', words: 'With ignored keys' },
          { value: 'changed', words: 'That changed something' },
        ]}
        onChoose={(next) => set({ only: next })}
      />
      <ChoiceMenu
        label="Any reason"
        none="Any reason"
        value={reason}
        choices={REASONS_KNOWN.map((value) => ({ value, words: capital(reasonWords(value)) }))}
        onChoose={(next) => set({ reason: next })}
      />
      <ChoiceMenu
        label="Any source"
        none="Any source"
        value={source}
        choices={LOG_SOURCES.map((value) => ({ value, words: capital(sourceWords(value)) }))}
        onChoose={(next) => set({ source: next })}
      />
      <ChoiceMenu
        label="30 days"
        none="30 days"
        value={since}
        choices={[
          { value: 'hour', words: 'Last hour' },
          { value: 'day', words: 'Last day' },
          { value: 'week', words: 'Last 7 days' },
        ]}
        onChoose={(next) => set({ since: next })}
      />
      {keyId && (
        <Button onClick={() => set({ keyId: undefined })} aria-label={`Key ${keyId}. Show every key`}>
          <code className="max-w-40 truncate font-mono text-note">{keyId}</code>
          <X size={14} className="text-ink-faint" />
        </Button>
      )}
    </div>
  );
}
