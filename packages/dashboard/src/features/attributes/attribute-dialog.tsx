import type { Attribute, AttributePatch, AttributePolicy, AttributeScope } from '@halo/wire/dashboard/settings.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { inWorkspace, send } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorLine } from '../../ui/error-state.tsx';
import { CheckField, SelectField, TextArea, TextField } from '../../ui/field.tsx';
import { attributeLabel, counted } from '../../ui/readable-value.ts';
import { exactTime } from '../../ui/time-words.ts';
import { sayDone } from '../../ui/toasts.tsx';
import { sourceWords } from '../../ui/trust-words.ts';
import { useWorkspace } from '../../workspace.tsx';

const POLICIES: { value: AttributePolicy; label: string; about: string }[] = [
  {
    value: 'anyone',
    label: 'Anyone',
    about:
      'Any call may write it, also from a browser. Once verification is on, a proven value is never replaced by a claimed one.',
  },
  {
    value: 'verified',
    label: 'Proven writers only',
    about:
      'Token claims, server keys, imports and teammates. What a browser sends under this key is ignored and named in the answer.',
  },
  {
    value: 'teammates',
    label: 'Teammates only',
    about: 'Only by hand, in this dashboard. Calls of your app and your servers are ignored and named in the answer.',
  },
];

interface AttributeDialogProps {
  scope: AttributeScope;
  /** Null declares one that nobody has sent yet. */
  attribute: Attribute | null;
  onClose: () => void;
}

/** What teammates say about one key: its label, what it means, who may write it, whether the AI may see it. */
export function AttributeDialog({ scope, attribute, onClose }: AttributeDialogProps) {
  const workspace = useWorkspace();
  const client = useQueryClient();
  const [key, setKey] = useState(attribute?.key ?? '');
  const [label, setLabel] = useState(attribute?.label ?? '');
  const [description, setDescription] = useState(attribute?.description ?? '');
  const [policy, setPolicy] = useState(attribute?.policy ?? 'anyone');
  const [sensitive, setSensitive] = useState(attribute?.sensitive ?? false);
  const save = useMutation({
    mutationFn: () => {
      const patch: AttributePatch = {
        scope,
        key: key.trim(),
        label: label.trim() || null,
        description: description.trim() || null,
        policy,
        sensitive,
      };
      return send<Attribute>(attribute ? 'PATCH' : 'POST', inWorkspace(workspace.id, 'attributes'), patch);
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [workspace.id, 'attributes'] });
      for (const part of ['contacts', 'companies', 'customer'])
        void client.invalidateQueries({ queryKey: [workspace.id, part] });
      onClose();
      sayDone(attribute ? 'Attribute saved' : 'Attribute added');
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (key.trim()) save.mutate();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={attribute ? attributeLabel(attribute.key, attribute.label) : 'Add an attribute'}
      about={
        attribute ? (
          <AttributeFacts attribute={attribute} />
        ) : (
          'Say how a key is treated before your app sends it for the first time.'
        )
      }
    >
      <form onSubmit={submit} className="flex flex-col gap-4 pb-1">
        {!attribute && (
          <TextField
            label="Key"
            hint="Exactly as your app will send it."
            maxLength={255}
            autoComplete="off"
            spellCheck={false}
            value={key}
            onChange={(event) => setKey(event.target.value)}
          />
        )}
        <TextField
          label="Label"
          hint="How teammates and the AI read it."
          placeholder={key.trim() ? attributeLabel(key.trim(), null) : undefined}
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
        <SelectField
          label="Who may write it"
          hint={POLICIES.find(({ value }) => value === policy)?.about}
          value={policy}
          onChange={(event) => setPolicy(event.target.value as AttributePolicy)}
          options={POLICIES}
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
          <Button type="submit" look="primary" disabled={!key.trim()} working={save.isPending}>
            {attribute ? 'Save attribute' : 'Add attribute'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Where a key comes from, how much of the records hold it, and what came of its type. */
function AttributeFacts({ attribute }: { attribute: Attribute }) {
  const { key, firstSeen, lastSeen, sources, types, retypedAt, heldBy, records } = attribute;
  return (
    <div className="flex flex-col gap-1 text-list">
      <code className="font-mono break-all">{key}</code>
      {firstSeen && lastSeen ? (
        <p>
          First sent {exactTime(firstSeen)}, last {exactTime(lastSeen)}
          {sources.length > 0 && `, by ${sources.map(sourceWords).join(', ')}`}. Held by{' '}
          {heldBy.toLocaleString('en-GB')} of {counted(records, 'record', 'records')}.
        </p>
      ) : (
        <p>Nobody has sent it yet.</p>
      )}
      {types.length > 1 && (
        <p className="rounded-control bg-claimed-soft px-2 py-1.5 text-ink">
          Its type changed{retypedAt && ` on ${exactTime(retypedAt)}`}: {types.join(', then ')}. Filters go on working:
          comparisons of numbers and dates read what reads as one and pass over the rest.
        </p>
      )}
    </div>
  );
}
