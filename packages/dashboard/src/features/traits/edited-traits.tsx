import type { ClearedTrait, Trait } from '@halo/wire/dashboard/person.ts';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { TraitList } from '../../ui/fact-list.tsx';
import { attributeLabel } from '../../ui/readable-value.ts';
import { Time } from '../../ui/time.tsx';
import { exactTime } from '../../ui/time-words.ts';
import { writerWords } from '../../ui/trust-words.ts';
import { TraitDialog } from './trait-dialog.tsx';
import { type TraitSubject, useTraitActions } from './use-trait-edit.ts';

interface EditedTraitsProps {
  subject: TraitSubject;
  traits: Trait[];
  cleared: ClearedTrait[];
  modeOff: boolean;
  mayEdit: boolean;
}

/** The traits of a record: each with who wrote it, and to be edited, pinned and cleared by those who may. */
export function EditedTraits({ subject, traits, cleared, modeOff, mayEdit }: EditedTraitsProps) {
  const [editing, setEditing] = useState<Trait | 'new' | null>(null);
  const actions = useTraitActions(subject);
  const actionsOf = (trait: Trait) => (
    <>
      <Button small onClick={() => setEditing(trait)}>
        Edit
      </Button>
      <Button small onClick={() => (trait.pinned ? actions.release(trait) : actions.pin(trait))}>
        {trait.pinned ? 'Release' : 'Pin'}
      </Button>
      <Button small onClick={() => actions.clear(trait)}>
        Clear
      </Button>
    </>
  );
  return (
    <section>
      <div className="mb-2.5 flex h-7 items-center justify-between gap-2">
        <h2 className="text-list font-strong text-ink">Traits</h2>
        {mayEdit && (
          <Button small look="quiet" icon={<Plus size={14} />} onClick={() => setEditing('new')}>
            Add trait
          </Button>
        )}
      </div>
      {traits.length > 0 ? (
        <TraitList traits={traits} modeOff={modeOff} {...(mayEdit && { actions: actionsOf })} />
      ) : (
        <p className="text-list text-ink-faint">No traits yet.</p>
      )}
      {cleared.length > 0 && <Cleared cleared={cleared} />}
      {editing && (
        <TraitDialog
          key={editing === 'new' ? '' : editing.key}
          subject={subject}
          trait={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </section>
  );
}

/** Keys that were cleared lately: gone for filters and the AI, remembered so that an older call does not bring them back. */
function Cleared({ cleared }: { cleared: ClearedTrait[] }) {
  return (
    <details className="mt-3 text-note text-ink-faint">
      <summary className="cursor-default rounded-control hover:text-ink">
        {cleared.length === 1 ? '1 trait was cleared' : `${cleared.length} traits were cleared`} in the last 30 days
      </summary>
      <ul className="mt-2 flex flex-col gap-1.5">
        {cleared.map(({ key, label, provenance }) => (
          <li key={key} title={exactTime(provenance.at)}>
            <span dir="auto" className="text-ink-soft">
              {attributeLabel(key, label)}
            </span>{' '}
            by {writerWords(provenance)}, <Time at={provenance.at} ago />
          </li>
        ))}
      </ul>
    </details>
  );
}
