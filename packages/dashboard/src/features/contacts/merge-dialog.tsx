import type { Person } from '@halo/wire/dashboard/person.ts';
import { useState } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { MergeFind } from './merge-find.tsx';
import { MergeReview } from './merge-review.tsx';

interface MergeDialogProps {
  person: Person & { contactId: string };
  /** Who it may be merged with; null asks. */
  other: (Person & { contactId: string }) | null;
  onClose: () => void;
}

/** Makes two contacts one: finds the other, shows all that would happen, and asks for a name before it does. */
export function MergeDialog({ person, other: given, onClose }: MergeDialogProps) {
  const [other, setOther] = useState(given);
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={other ? `Merge ${person.displayName} and ${other.displayName}` : `Merge ${person.displayName}`}
      about={
        other
          ? 'One of the two stays. The other one’s id leads to it from then on. You can undo this later.'
          : 'Find the other record of the same person.'
      }
    >
      {other ? (
        <MergeReview person={person} other={other} onBack={() => setOther(null)} onClose={onClose} />
      ) : (
        <MergeFind person={person} onFound={setOther} />
      )}
    </Dialog>
  );
}
