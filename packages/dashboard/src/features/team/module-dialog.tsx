import { MODULES, type Module, usable } from '@halo/wire/dashboard/permissions.ts';
import type { Teammate, TeammatesAnswer } from '@halo/wire/dashboard/teammates.ts';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { inWorkspace, send } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorLine } from '../../ui/error-state.tsx';
import { CheckField } from '../../ui/field.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { useWorkspace } from '../../workspace.tsx';

const WORDS: Record<Module, { name: string; about: string }> = {
  inbox: { name: 'Inbox', about: 'Read and answer conversations and tickets' },
  contacts: { name: 'Contacts', about: 'See people, their traits and what they did' },
  'contacts.edit': { name: 'Edit contacts', about: 'Add people, change and pin values, sign people out' },
  'contacts.merge': { name: 'Merge contacts', about: 'Make two records one, and undo it' },
  'contacts.erase': { name: 'Erase contacts', about: 'Remove a person and everything of theirs for good' },
  'contacts.export': { name: 'Export contacts', about: 'Download what is held of people' },
  companies: { name: 'Companies', about: 'See companies and their members' },
  'companies.edit': { name: 'Edit companies', about: 'Change and pin their values' },
  identity: { name: 'Identity', about: 'See Setup, the security figures and the identify log' },
  settings: { name: 'Settings', about: 'Change the workspace, its attributes and how identity is checked' },
  knowledge: { name: 'Knowledge', about: 'Add, change and remove what the AI answers from' },
  keys: { name: 'Keys', about: 'Make and end keys and secrets' },
  automations: { name: 'Automations', about: 'Write messages and banners, and show them to customers' },
  playground: { name: 'Chat as a contact', about: 'Try the AI with what it knows of a real person' },
};

/** "Inbox, contacts and companies". */
export function modulesInWords(modules: readonly Module[]): string {
  const names = modules.map((each, at) => (at === 0 ? WORDS[each].name : WORDS[each].name.toLowerCase()));
  if (names.length === 0) return 'nothing yet';
  if (names.length === MODULES.length) return 'everything but the team';
  return names.length === 1 ? names[0]! : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

interface ModuleDialogProps {
  teammate: Teammate;
  onClose: () => void;
  onSaved: (answer: TeammatesAnswer) => void;
}

/** What one member may do, module by module. */
export function ModuleDialog({ teammate, onClose, onSaved }: ModuleDialogProps) {
  const workspace = useWorkspace();
  const [held, setHeld] = useState<readonly Module[]>(teammate.modules);
  const save = useMutation({
    mutationFn: () =>
      send<TeammatesAnswer>('PATCH', inWorkspace(workspace.id, 'teammates', teammate.id), { modules: usable(held) }),
    onSuccess: (answer) => {
      onSaved(answer);
      sayDone('Saved');
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const flip = (each: Module, on: boolean) => setHeld(on ? [...held, each] : held.filter((other) => other !== each));
  return (
    <Dialog
      open
      onClose={onClose}
      title={`What ${teammate.name} may do`}
      about="It holds from their next click on. Owners and admins may do everything."
    >
      <form onSubmit={submit} className="flex flex-col gap-3 pb-1">
        {MODULES.map((each) => {
          const idle = !usable([...held, each]).includes(each);
          return (
            <CheckField
              key={each}
              label={WORDS[each].name}
              hint={idle ? 'Needs Contacts' : WORDS[each].about}
              checked={held.includes(each) && !idle}
              disabled={idle}
              onChange={(event) => flip(each, event.target.checked)}
            />
          );
        })}
        <ErrorLine error={save.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" working={save.isPending}>
            Save what they may do
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
