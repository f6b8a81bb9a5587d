import type { ConsentRow, ConsentState } from '@halo/wire/dashboard/consents.ts';
import { ErrorLine } from '../../ui/error-state.tsx';
import { SelectField } from '../../ui/field.tsx';
import { Time } from '../../ui/time.tsx';
import { sourceWords } from '../../ui/trust-words.ts';
import { useWorkspace } from '../../workspace.tsx';
import { useChangeConsent, useConsents } from './consent-queries.ts';

/** What a contact said about each subscription list, to be changed on their word. */
export function ContactConsents({ contactId }: { contactId: string }) {
  const workspace = useWorkspace();
  const { data, error } = useConsents(workspace.id, contactId);
  const change = useChangeConsent(workspace.id, contactId);
  if (error) return <ErrorLine error={error} />;
  if (data?.consents.length === 0) return <p className="text-list text-ink-faint">No subscription list yet.</p>;
  return (
    <div className="flex flex-col gap-3">
      {data?.consents.map((row) => (
        <div key={row.listId} className="flex flex-col gap-1">
          <SelectField
            label={row.name}
            value={row.state ?? ''}
            disabled={!workspace.may('contacts.edit') || change.isPending}
            onChange={(event) =>
              change.mutate({ listId: row.listId, state: (event.target.value || null) as ConsentState | null })
            }
            options={[
              { value: '', label: `Not asked: ${row.kind === 'opt_out' ? 'subscribed' : 'not subscribed'}` },
              { value: 'subscribed', label: 'Subscribed' },
              { value: 'unsubscribed', label: 'Unsubscribed' },
            ]}
          />
          <Origin row={row} />
        </div>
      ))}
      <ErrorLine error={change.error} />
    </div>
  );
}

function Origin({ row: { at, actor, source } }: { row: ConsentRow }) {
  if (!at) return null;
  return (
    <p className="text-note break-words text-ink-faint">
      {source === 'merge' ? 'Kept from a merge' : `By ${actor ?? sourceWords(source ?? '')}`}, <Time at={at} ago />
    </p>
  );
}
