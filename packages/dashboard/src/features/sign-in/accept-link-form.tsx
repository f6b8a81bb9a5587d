import type { AcceptLinkBody, OpenLinkAnswer, WelcomeAnswer } from '@halo/wire/dashboard/teammates.ts';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { send } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorLine } from '../../ui/error-state.tsx';
import { TextField } from '../../ui/field.tsx';

interface AcceptLinkFormProps {
  token: string;
  offer: OpenLinkAnswer;
  onDone: (answer: WelcomeAnswer) => void;
}

/** Uses a link up: the first owner names the workspace, an invited teammate joins one. */
export function AcceptLinkForm({ token, offer, onDone }: AcceptLinkFormProps) {
  const [name, setName] = useState('');
  const [email, setEmail] = useState(offer.email ?? '');
  const [password, setPassword] = useState('');
  const [workspaceName, setWorkspaceName] = useState('');
  const isOwner = offer.kind === 'owner';
  const accept = useMutation({
    mutationFn: () => {
      const body: AcceptLinkBody = { token, name: name.trim() || email.split('@')[0]!, email: email.trim(), password };
      return send<WelcomeAnswer>(
        'POST',
        '/api/dashboard/welcome/accept',
        isOwner ? { ...body, workspaceName: workspaceName.trim() } : body,
      );
    },
    onSuccess: onDone,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    accept.mutate();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {isOwner && (
        <TextField
          label="Company or product"
          hint="The name of your workspace. It can be changed."
          required
          maxLength={120}
          autoFocus
          value={workspaceName}
          onChange={(event) => setWorkspaceName(event.target.value)}
        />
      )}
      {!offer.knownTeammate && (
        <TextField
          label="Your name"
          hint="Customers see it when you answer."
          name="name"
          autoComplete="name"
          required
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      )}
      <TextField
        label="E-mail"
        type="email"
        name="email"
        autoComplete="username"
        required
        readOnly={offer.email !== null}
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <TextField
        label="Password"
        type="password"
        name="password"
        autoComplete={offer.knownTeammate ? 'current-password' : 'new-password'}
        minLength={10}
        maxLength={128}
        required
        hint={offer.knownTeammate ? 'The one you sign in with.' : 'At least 10 characters.'}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <ErrorLine error={accept.error} />
      <Button type="submit" look="primary" working={accept.isPending}>
        {isOwner ? 'Create the workspace' : 'Join the workspace'}
      </Button>
    </form>
  );
}
