import type { AddedPublicKeyAnswer, AddPublicKeyBody } from '@halo/wire/dashboard/public-keys.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { inWorkspace, send } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorLine } from '../../ui/error-state.tsx';
import { SelectField, TextArea, TextField } from '../../ui/field.tsx';
import { counted } from '../../ui/readable-value.ts';
import { sayDone } from '../../ui/toasts.tsx';
import { useWorkspace } from '../../workspace.tsx';

const KINDS = [
  { value: 'jwks', label: 'An address (JWKS)' },
  { value: 'pem', label: 'A key I paste (PEM)' },
];

/** Registers a public key. The server reads it at once and says what is wrong with it. */
export function AddPublicKey({ onClose }: { onClose: () => void }) {
  return (
    <Dialog
      open
      onClose={onClose}
      title="Add a public key"
      about="Tokens signed with its private half then prove people. Issuer and audience must fit exactly."
    >
      <AddForm onClose={onClose} />
    </Dialog>
  );
}

function AddForm({ onClose }: { onClose: () => void }) {
  const workspace = useWorkspace();
  const client = useQueryClient();
  const [kind, setKind] = useState('jwks');
  const [text, setText] = useState({
    ...{ name: '', url: '', pem: '', kid: '', issuer: '', audience: '' },
    claims: 'email, name',
  });
  const field = (name: keyof typeof text) => ({
    value: text[name],
    onChange: (event: { target: { value: string } }) => setText({ ...text, [name]: event.target.value }),
    autoComplete: 'off',
    spellCheck: false,
  });
  const add = useMutation({
    mutationFn: () => send<AddedPublicKeyAnswer>('POST', inWorkspace(workspace.id, 'security', 'public-keys'), body()),
    onSuccess: ({ passedOver }) => {
      onClose();
      sayDone(
        passedOver > 0
          ? `The key is added; ${counted(passedOver, 'other was', 'others were')} of no use`
          : 'The key is added',
      );
      void client.invalidateQueries({ queryKey: [workspace.id, 'security'] });
    },
  });
  const body = (): AddPublicKeyBody => {
    const { name, issuer, audience } = text;
    const claims = text.claims.split(/[\s,]+/).filter(Boolean);
    const rules = { name, issuer, audience, claims };
    return kind === 'jwks'
      ? { kind, ...rules, url: text.url.trim() }
      : { kind: 'pem', ...rules, pem: text.pem, kid: text.kid.trim() || null };
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  const source = kind === 'jwks' ? text.url : text.pem;
  const isWhole = [text.name, text.issuer, text.audience, source].every((each) => each.trim());
  return (
    <form onSubmit={submit} className="flex flex-col gap-4 pb-1">
      <SelectField
        label="Where the key is"
        value={kind}
        onChange={(event) => setKind(event.target.value)}
        options={KINDS}
      />
      {kind === 'jwks' ? (
        <TextField
          label="Address"
          type="url"
          placeholder="https://id.example.com/.well-known/jwks.json"
          hint="https only. It is read now, and again when a token names a key that is not known."
          {...field('url')}
        />
      ) : (
        <>
          <TextArea label="Public key" rows={5} placeholder="-----BEGIN PUBLIC KEY-----" {...field('pem')} />
          <TextField
            label="Key id (optional)"
            hint="The kid in your tokens' header, where they have one."
            maxLength={255}
            {...field('kid')}
          />
        </>
      )}
      <TextField label="Name" hint="Whose key it is: Auth0, our sign-in" maxLength={120} {...field('name')} />
      <TextField label="Issuer" hint="The iss of its tokens, to the letter." maxLength={500} {...field('issuer')} />
      <TextField
        label="Audience"
        hint="What aud must be or contain: your app's own id there."
        maxLength={500}
        {...field('audience')}
      />
      <TextField
        label="Claims that may be stored"
        hint="With commas. Everything else in the token is left out."
        {...field('claims')}
      />
      <ErrorLine error={add.error} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" look="primary" disabled={!isWhole} working={add.isPending}>
          Add public key
        </Button>
      </div>
    </form>
  );
}
