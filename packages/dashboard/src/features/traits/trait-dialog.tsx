import type { Trait } from '@halo/wire/dashboard/person.ts';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorLine } from '../../ui/error-state.tsx';
import { CheckField, SelectField, TextArea, TextField } from '../../ui/field.tsx';
import { attributeLabel, humanKey } from '../../ui/readable-value.ts';
import { sayDone, sayFailed } from '../../ui/toasts.tsx';
import { asText, choicesOf, fixedKind, kindOf, readTyped, type ValueKind } from './trait-value.ts';
import { type TraitSubject, useTraitEdit } from './use-trait-edit.ts';

const KINDS: { value: ValueKind; label: string }[] = [
  { value: 'text', label: 'Text' },
  { value: 'number', label: 'Number' },
  { value: 'flag', label: 'Yes or no' },
  { value: 'date', label: 'Date' },
  { value: 'json', label: 'List or object' },
];

interface TraitDialogProps {
  subject: TraitSubject;
  /** Null adds a trait. */
  trait: Trait | null;
  onClose: () => void;
}

/** Adds or changes one trait by hand. */
export function TraitDialog({ subject, trait, onClose }: TraitDialogProps) {
  const edit = useTraitEdit(subject);
  const [key, setKey] = useState(trait?.key ?? '');
  const fixed = fixedKind(subject.scope, key.trim());
  const [chosen, setChosen] = useState<ValueKind>(trait ? kindOf(trait.value) : 'text');
  const kind = fixed ?? chosen;
  const [text, setText] = useState<string | null>(null);
  const shown = text ?? (trait ? asText(trait.value, kind) : '');
  const [pinned, setPinned] = useState(trait?.pinned != null);
  const [faults, setFaults] = useState<{ key?: string; value?: string }>({});
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const field =
      kind === 'flag' && shown === '' ? 'true' : kind === 'choice' ? shown || choicesOf(key.trim())[0]! : shown;
    const read = readTyped(field, kind);
    const next = {
      ...(key.trim() === '' && { key: 'Enter a key, such as plan.' }),
      ...('fault' in read && { value: read.fault }),
    };
    setFaults(next);
    if ('fault' in read || next.key) return;
    const pin = pinned === (trait?.pinned != null) ? {} : { pinned };
    edit.mutate(
      { key: key.trim(), value: read.value, ...pin },
      {
        onSuccess: () => {
          onClose();
          const back = trait
            ? { key: trait.key, value: trait.value, pinned: trait.pinned !== null }
            : { key: key.trim(), value: null };
          sayDone(trait ? 'Trait saved' : 'Trait added', () => edit.mutate(back, { onError: sayFailed }));
        },
      },
    );
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={trait ? attributeLabel(trait.key, trait.label) : 'Add a trait'}
      about={
        trait ? (
          <code className="font-mono text-list break-all">{trait.key}</code>
        ) : (
          'It counts as verified and carries your name.'
        )
      }
    >
      <form onSubmit={submit} className="flex flex-col gap-4 pb-1">
        {!trait && (
          <TextField
            label="Key"
            hint="As your app sends it, such as plan or account_manager."
            error={faults.key}
            maxLength={255}
            autoComplete="off"
            spellCheck={false}
            value={key}
            onChange={(event) => setKey(event.target.value)}
          />
        )}
        {!fixed && (
          <SelectField
            label="Type"
            value={kind}
            onChange={(event) => setChosen(event.target.value as ValueKind)}
            options={KINDS}
          />
        )}
        <ValueField kind={kind} traitKey={key.trim()} value={shown} error={faults.value} onChange={setText} />
        <CheckField
          label="Pin this value"
          hint="No app, sync or import changes it until a teammate releases it."
          checked={pinned}
          onChange={(event) => setPinned(event.target.checked)}
        />
        <ErrorLine error={edit.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" working={edit.isPending}>
            {trait ? 'Save trait' : 'Add trait'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface ValueFieldProps {
  kind: ValueKind;
  traitKey: string;
  value: string;
  error: string | undefined;
  onChange: (text: string) => void;
}

function ValueField({ kind, traitKey, value, error, onChange }: ValueFieldProps) {
  if (kind === 'flag' || kind === 'choice') {
    const options =
      kind === 'flag'
        ? [
            { value: 'true', label: 'Yes' },
            { value: 'false', label: 'No' },
          ]
        : choicesOf(traitKey).map((choice) => ({ value: choice, label: humanKey(choice) }));
    return (
      <SelectField
        label="Value"
        error={error}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        options={options}
      />
    );
  }
  if (kind === 'json') {
    return (
      <TextArea
        label="Value"
        hint='In JSON, such as ["a", "b"] or { "city": "Leeds" }.'
        error={error}
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  }
  const hint = kind === 'date' ? 'Such as 2026-05-27, in the time zone of the workspace.' : undefined;
  return (
    <TextField
      label="Value"
      hint={hint}
      error={error}
      dir="auto"
      inputMode={kind === 'number' ? 'decimal' : 'text'}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
