import type { Person } from '@halo/wire/dashboard/person.ts';
import { useState } from 'react';
import { ErrorLine } from '../../ui/error-state.tsx';
import { PersonName, personDetail } from '../../ui/person-name.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { useWorkspace } from '../../workspace.tsx';
import { useContacts } from './contact-queries.ts';
import { useMergeSuggestions } from './merge-queries.ts';

type Known = Person & { contactId: string };

const SHOWN = 8;

/** Search for the other record; those with the same e-mail stand there before anything is typed. */
export function MergeFind({ person, onFound }: { person: Known; onFound: (other: Known) => void }) {
  const workspace = useWorkspace();
  const [search, setSearch] = useState('');
  const found = useContacts(workspace.id, { search: search || undefined, sort: 'seen' });
  const suggestions = useMergeSuggestions(workspace.id, person.contactId);
  const suggested = search ? [] : (suggestions.data?.rows ?? []).flatMap(({ person: each }) => known(each));
  const others = (found.data?.pages ?? [])
    .flatMap((page) => page.rows)
    .filter(({ contactId }) => contactId !== person.contactId)
    .filter(({ contactId }) => suggested.every((each) => each.contactId !== contactId))
    .slice(0, SHOWN);
  return (
    <div className="flex flex-col gap-3 pb-2">
      <SearchField label="Search by name, e-mail or user id" value={search} onSearch={setSearch} />
      <ErrorLine error={found.error} />
      {suggested.length > 0 && <People title="Same e-mail" people={suggested} onFound={onFound} />}
      {others.length > 0 && <People title={search ? 'Found' : 'Seen lately'} people={others} onFound={onFound} />}
      {found.data && suggested.length + others.length === 0 && (
        <p className="py-4 text-body text-ink-faint">{search ? 'No one else matches.' : 'There is no one else yet.'}</p>
      )}
    </div>
  );
}

function People({ title, people, onFound }: { title: string; people: Known[]; onFound: (other: Known) => void }) {
  const workspace = useWorkspace();
  return (
    <section aria-label={title}>
      <h3 className="pb-1 text-note text-ink-faint">{title}</h3>
      <ul className="flex flex-col">
        {people.map((each) => (
          <li key={each.contactId}>
            <button
              type="button"
              onClick={() => onFound(each)}
              className="flex w-full min-w-0 flex-col gap-0.5 rounded-control px-2 py-2 text-start text-list hover:bg-hover"
            >
              <PersonName person={each} modeOff={workspace.settings.identityMode === 'off'} strong />
              <span className="truncate text-note text-ink-faint">{personDetail(each)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Visitors have no record that could be merged. */
export function known(person: Person): Known[] {
  return person.contactId === null ? [] : [{ ...person, contactId: person.contactId }];
}
