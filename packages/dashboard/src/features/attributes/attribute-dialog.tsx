import type { Attribute, AttributePatch } from '@halo/wire/dashboard/settings.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { inWorkspace, send } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorLine } from '../../ui/error-state.tsx';
import { CheckField, TextArea, TextField } from '../../ui/field.tsx';
import { attributeLabel } from '../../ui/readable-value.ts';
import { exactTime } from '../../ui/time-words.ts';
import { sayDone } from '../../ui/toasts.tsx';
import { sourceWords } from '../../ui/trust-words.ts';
import { useWorkspace } from '../../workspace.tsx';

/** What teammates say about one key: its label, what it means, whether the AI may see it. */
export function AttributeDialog({ attribute, onClose }: { attribute: Attribute; onClose: () => void }) {
  const workspace = useWorkspace();
  const client = useQueryClient();
  const [label, setLabel] = useState(attribute.label ?? '');
  const [description, setDescription] = useState(attribute.description ?? '');
  const [sensitive, setSensitive] = useState(attribute.sensitive);
  const save = useMutation({
    mutationFn: () => {
      const patch: AttributePatch = {
        scope: attribute.scope,
        key: attribute.key,
        label: label.trim() || null,
        description: description.trim() || null,
        sensitive,
      };
      return send<Attribute>('PATCH', inWorkspace(workspace.id, 'attributes'), patch);
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [workspace.id, 'attributes'] });
      for (const part of ['contacts', 'companies', 'customer'])
        void client.invalidateQueries({ queryKey: [workspace.id, part] });
      onClose();
      sayDone('Attribute saved');
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={attributeLabel(attribute.key, attribute.label)}
      about={
        <>
          <code className="font-mono text-list break-all">{attribute.key}</code>, first sent{' '}
          {attribute.firstSeen ? exactTime(attribute.firstSeen) : 'never'}
          {attribute.sources.length > 0 && ` by ${attribute.sources.map(sourceWords).join(', ')}`}
        </>
      }
    >
      <form onSubmit={submit} className="flex flex-col gap-4 pb-1">
        <TextField
          label="Label"
          hint="How teammates and the AI read it."
          placeholder={attributeLabel(attribute.key, null)}
          maxLength={80}
          value={label}
          onChange={(event) => setLabel(event.target.value)}
        />
        <TextArea
          label="Description"
          hint="The AI reads it beside the value, once."
          maxLength={500}
          value={description}
          onChange={(event) => setDescription(event.target.value)}
        />
        <CheckField
          label="Sensitive"
          hint="Kept from the AI, from model providers and from logs. Teammates still see it."
          checked={sensitive}
          onChange={(event) => setSensitive(event.target.checked)}
        />
        <ErrorLine error={save.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" working={save.isPending}>
            Save attribute
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
