import type { ContactRecordAnswer } from '@halo/wire/dashboard/contacts.ts';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/field.tsx';
import { PersonName, personDetail } from '../../ui/person-name.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { useWorkspace } from '../../workspace.tsx';
import { useContacts } from '../contacts/contact-queries.ts';

/** As whom one chats; in the address, so that a colleague lands there too. */
export interface WhomSearch {
  contact?: string | undefined;
  company?: string | undefined;
  as?: 'claimed' | undefined;
}

interface WhomProps {
  search: WhomSearch;
  /** Null: a visitor. */
  record: ContactRecordAnswer | null;
}

/** As whom one chats, what they prove, and for which company. */
export function Whom({ search, record }: WhomProps) {
  const workspace = useWorkspace();
  const [isOpen, setOpen] = useState(false);
  const navigate = useNavigate({ from: '/$workspaceId/agent/playground' });
  const go = (next: WhomSearch) => void navigate({ search: next, replace: true });
  const modeOff = workspace.settings.identityMode === 'off';
  const companies = record?.companies ?? [];
  return (
    <div className="flex flex-col gap-3">
      <div className="flex min-w-0 items-center gap-3">
        <div className="min-w-0 flex-1">
          <p className="text-note text-ink-faint">Chat as</p>
          {record ? (
            <PersonName person={record.person} modeOff={modeOff} strong />
          ) : (
            <p className="text-body font-strong text-ink">A visitor nobody knows</p>
          )}
        </div>
        <Button onClick={() => setOpen(true)}>Choose whom</Button>
      </div>
      {record?.person.kind === 'user' && (
        <div className="flex flex-wrap gap-3">
          <SelectField
            label="Proof"
            className="min-w-40 flex-1"
            value={search.as ?? 'verified'}
            options={[
              { value: 'verified', label: 'Verified: a signed token' },
              { value: 'claimed', label: 'Claimed: an id and no proof' },
            ]}
            onChange={({ target }) => go({ ...search, as: target.value === 'claimed' ? 'claimed' : undefined })}
          />
          {companies.length > 1 && (
            <SelectField
              label="Company"
              className="min-w-40 flex-1"
              value={search.company ?? companies.find(({ current }) => current)?.id ?? ''}
              options={companies.map(({ id, displayName }) => ({ value: id, label: displayName }))}
              onChange={({ target }) => go({ ...search, company: target.value })}
            />
          )}
        </div>
      )}
      {record?.person.kind === 'lead' && (
        <p className="text-note text-ink-faint">
          A lead proves nothing: the AI is told nothing of what is stored, as in a real chat.
        </p>
      )}
      <Dialog open={isOpen} onClose={() => setOpen(false)} title="Chat as whom">
        <Find
          onFound={(contact) => {
            setOpen(false);
            go({ contact });
          }}
        />
      </Dialog>
    </div>
  );
}

const SHOWN = 8;

function Find({ onFound }: { onFound: (contactId: string | undefined) => void }) {
  const workspace = useWorkspace();
  const [search, setSearch] = useState('');
  const found = useContacts(workspace.id, { search: search || undefined, sort: 'seen' });
  const people = (found.data?.pages ?? []).flatMap(({ rows }) => rows).slice(0, SHOWN);
  const row = 'flex w-full min-w-0 flex-col gap-0.5 rounded-control px-2 py-2 text-start text-list hover:bg-hover';
  return (
    <div className="flex flex-col gap-3 pb-2">
      <SearchField label="Search by name, e-mail or user id" value={search} onSearch={setSearch} />
      <ul className="flex flex-col">
        <li>
          <button type="button" className={row} onClick={() => onFound(undefined)}>
            <span className="font-strong text-ink">A visitor</span>
            <span className="text-note text-ink-faint">Of whom nothing is known</span>
          </button>
        </li>
        {people.map((each) => (
          <li key={each.contactId}>
            <button type="button" className={row} onClick={() => onFound(each.contactId ?? undefined)}>
              <PersonName person={each} modeOff={workspace.settings.identityMode === 'off'} strong />
              <span className="truncate text-note text-ink-faint">{personDetail(each)}</span>
            </button>
          </li>
        ))}
      </ul>
      {found.data && people.length === 0 && <p className="text-body text-ink-faint">No one matches.</p>}
    </div>
  );
}
