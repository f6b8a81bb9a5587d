import type { CompanyRecordAnswer } from '@halo/wire/dashboard/companies.ts';
import type { ContactRecordAnswer } from '@halo/wire/dashboard/contacts.ts';
import type { Trait, TraitEdit } from '@halo/wire/dashboard/person.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { inWorkspace, send } from '../../api.ts';
import { attributeLabel } from '../../ui/readable-value.ts';
import { sayDone, sayFailed } from '../../ui/toasts.tsx';
import { useWorkspace } from '../../workspace.tsx';

/** Whose traits are edited. */
export interface TraitSubject {
  scope: 'user' | 'company';
  /** The id of the record's row. */
  id: string;
}

/** Writes one trait of a record in the teammate's name and takes over the record as it then is. */
export function useTraitEdit({ scope, id }: TraitSubject) {
  const workspace = useWorkspace();
  const client = useQueryClient();
  const records = scope === 'user' ? 'contacts' : 'companies';
  return useMutation({
    mutationFn: (edit: TraitEdit) =>
      send<ContactRecordAnswer | CompanyRecordAnswer>('PATCH', inWorkspace(workspace.id, records, id, 'traits'), edit),
    onSuccess: (answer) => {
      client.setQueryData([workspace.id, records, 'record', id], answer);
      for (const part of [records, 'customer', 'attributes'])
        void client.invalidateQueries({ queryKey: [workspace.id, part] });
    },
  });
}

/** What can be done with a value at once and taken back: clear, pin, release. */
export function useTraitActions(subject: TraitSubject) {
  const edit = useTraitEdit(subject);
  const run = (now: TraitEdit, done: string, back: TraitEdit) =>
    edit.mutate(now, {
      onSuccess: () => sayDone(done, () => edit.mutate(back, { onError: sayFailed })),
      onError: sayFailed,
    });
  return {
    clear: ({ key, label, value, pinned }: Trait) =>
      run({ key, value: null }, `${attributeLabel(key, label)} cleared`, { key, value, pinned: pinned !== null }),
    pin: ({ key, label }: Trait) =>
      run({ key, pinned: true }, `${attributeLabel(key, label)} pinned`, { key, pinned: false }),
    release: ({ key, label }: Trait) =>
      run({ key, pinned: false }, `${attributeLabel(key, label)} released`, { key, pinned: true }),
  };
}
