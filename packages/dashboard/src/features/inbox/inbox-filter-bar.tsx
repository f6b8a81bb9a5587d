import type { InboxView, SavedInboxView } from '@halo/wire/dashboard/inbox.ts';
import { ListFilter, X } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useWorkspace } from '../../workspace.tsx';
import { useTicketFields } from '../audience/audience-queries.ts';
import { DraftConditions, DraftCount } from '../audience/filter-bar.tsx';
import { type FilterJson, isEmpty } from '../audience/filter-tree.ts';
import { filterInShort, filterWords } from '../audience/filter-words.ts';
import { Funnel } from '../audience/funnel.tsx';
import { useFilterDraft } from '../audience/use-filter-draft.ts';
import { SavedViewActions } from './saved-view-actions.tsx';

interface InboxFilterBarProps {
  view: InboxView;
  search: string | undefined;
  filter: FilterJson;
  /** The saved view this filter came from. */
  saved: SavedInboxView | null;
  onFilter: (filter: FilterJson) => void;
  onClose: () => void;
}

const WORDS: [string, string] = ['match', 'matches'];

/** The filter of the inbox in two lines; its conditions are edited over the page, which follows meanwhile. */
export function InboxFilterBar({ view, search, filter, saved, onFilter, onClose }: InboxFilterBarProps) {
  const workspace = useWorkspace();
  const fields = useTicketFields(workspace.id);
  const within = { view, ...(search && { search }) };
  const draft = useFilterDraft({ filter, of: 'inbox', within, explain: 'when none match', onFilter });
  const empty = isEmpty(draft.tree);
  const [editing, setEditing] = useState(empty);
  const { first, more } = filterInShort(draft.tree, fields);
  const done = () => (empty ? onClose() : setEditing(false));
  return (
    <section aria-label="Filter" className="flex shrink-0 flex-col gap-1.5 border-b border-line bg-sunken px-4 py-2">
      <div className="flex min-w-0 items-center gap-1">
        <button
          type="button"
          aria-haspopup="dialog"
          title={filterWords(draft.tree, fields)}
          onClick={() => setEditing(true)}
          className="flex h-7 min-w-0 flex-1 items-center gap-1.5 rounded-control border border-line-firm bg-ground px-2 text-list text-ink hover:bg-hover pointer-coarse:h-10"
        >
          <ListFilter size={14} aria-hidden="true" className="shrink-0 text-ink-faint" />
          {!empty && <span className="sr-only">Change the filter: </span>}
          <span dir="auto" className="min-w-0 truncate">
            {empty ? 'Add a condition' : first}
          </span>
          {more > 0 && <span className="shrink-0 text-ink-soft">· {more} more</span>}
        </button>
        <IconButton small label="Clear the filter" onClick={onClose}>
          <X size={14} />
        </IconButton>
      </div>
      <div className="flex min-h-7 flex-wrap items-center gap-2">
        <DraftCount draft={draft} words={WORDS} />
        <span className="flex-1" />
        <SavedViewActions {...{ view, saved, onClose }} asked={draft.asked} />
      </div>
      <Dialog
        open={editing}
        wide
        onClose={done}
        title="Filter"
        about="Tickets and conversations of the open view that pass all you ask for."
        footer={
          <>
            <span className="flex flex-1 items-center gap-2">
              <DraftCount draft={draft} words={WORDS} />
            </span>
            <Button look="quiet" onClick={onClose}>
              Clear
            </Button>
            <Button look="primary" onClick={done}>
              Show the list
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-4">
          <DraftConditions draft={draft} fields={fields} />
          {draft.reasons?.count === 0 && <Funnel answer={draft.reasons} fields={fields} />}
        </div>
      </Dialog>
    </section>
  );
}
