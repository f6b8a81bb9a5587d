import type { Person } from '@halo/wire/dashboard/person.ts';
import { useNavigate } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { ErrorLine } from '../../ui/error-state.tsx';
import { TextField } from '../../ui/field.tsx';
import { personDetail } from '../../ui/person-name.tsx';
import { RadioCards } from '../../ui/radio-cards.tsx';
import { RingLoading } from '../../ui/ring-mark.tsx';
import { sayDone, sayFailed } from '../../ui/toasts.tsx';
import { useWorkspace } from '../../workspace.tsx';
import { MergeOutcome } from './merge-outcome.tsx';
import { useMerge, useMergePreview, useUndoMerge } from './merge-queries.ts';
import { apartWords, sameWords } from './merge-sentences.ts';

type Known = Person & { contactId: string };

interface MergeReviewProps {
  person: Known;
  other: Known;
  onBack: () => void;
  onClose: () => void;
}

/** Who stays, whether both are one human being, and all that follows from it. */
export function MergeReview({ person, other, onBack, onClose }: MergeReviewProps) {
  const workspace = useWorkspace();
  const navigate = useNavigate();
  // A lead has no id that anybody could be led to.
  const [survivorId, setSurvivorId] = useState(person.kind === 'lead' ? other.contactId : person.contactId);
  const [samePerson, setSamePerson] = useState(false);
  const [typed, setTyped] = useState('');
  const [survivor, loser] = survivorId === person.contactId ? [person, other] : [other, person];
  const names = { survivorId, loserId: loser.contactId, samePerson };
  const preview = useMergePreview(workspace.id, names);
  const merge = useMerge(workspace.id);
  const undo = useUndoMerge(workspace.id);
  const fits = typed.trim() === loser.displayName;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!fits || merge.isPending) return;
    merge.mutate(names, {
      onSuccess: ({ mergeId }) => {
        onClose();
        sayDone(`Merged ${loser.displayName} into ${survivor.displayName}`, () =>
          undo.mutate(mergeId, { onError: sayFailed }),
        );
        void navigate({
          to: '/$workspaceId/contacts/$contactId',
          params: { workspaceId: workspace.id, contactId: survivorId },
        });
      },
    });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-5 pb-2">
      <RadioCards
        legend="Who stays"
        value={survivorId}
        onChoose={setSurvivorId}
        options={[person, other].map((each) => ({
          value: each.contactId,
          name: each.displayName,
          about: [...new Set([personDetail(each), each.userId ?? 'lead'])].join(' · '),
          disabled: each.kind === 'lead' && [person, other].some(({ kind }) => kind === 'user'),
        }))}
      />
      {preview.error ? <ErrorLine error={preview.error} /> : null}
      {preview.isPending && <RingLoading label="Working out what would happen" />}
      {preview.data && (
        <>
          <RadioCards
            legend="Who may read what"
            value={samePerson ? 'same' : 'apart'}
            onChoose={(chosen) => setSamePerson(chosen === 'same')}
            options={[
              { value: 'apart', name: 'Keep their conversations apart', about: apartWords(preview.data) },
              { value: 'same', name: 'They are the same person', about: sameWords(preview.data) },
            ]}
          />
          <MergeOutcome preview={preview.data} />
          <TextField
            label={`Type the name of the one who goes to confirm`}
            hint={
              <>
                Exactly <strong className="font-strong text-ink">{loser.displayName}</strong>
              </>
            }
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            autoComplete="off"
            spellCheck={false}
          />
        </>
      )}
      <ErrorLine error={merge.error} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onBack}>Choose somebody else</Button>
        <Button type="submit" look="danger" disabled={!fits || !preview.data} working={merge.isPending}>
          Merge contacts
        </Button>
      </div>
    </form>
  );
}
