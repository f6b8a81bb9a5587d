import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { ApiError, send } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorLine } from '../../ui/error-state.tsx';
import { TextField } from '../../ui/field.tsx';

/** E-mail and password; `onCode` when a second factor is asked for. */
export function SignInForm({ onDone, onCode }: { onDone: () => void; onCode: () => void }) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: () =>
      send<{ twoFactorRedirect?: boolean }>('POST', '/api/auth/sign-in/email', { email: email.trim(), password }),
    onSuccess: (answer) => (answer?.twoFactorRedirect ? onCode() : onDone()),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  const wrong = signIn.error instanceof ApiError && [400, 401, 403].includes(signIn.error.status);
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <TextField
        label="E-mail"
        type="email"
        name="email"
        autoComplete="username"
        required
        autoFocus
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <TextField
        label="Password"
        type="password"
        name="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        error={wrong ? 'This e-mail and password do not belong together.' : null}
      />
      {!wrong && <ErrorLine error={signIn.error} />}
      <Button type="submit" look="primary" working={signIn.isPending}>
        Sign in
      </Button>
      <p className="text-note text-ink-faint">
        Forgot the password? Whoever runs Halo can set a new one with{' '}
        <code className="font-mono">npm run -s halo -- teammate reset EMAIL</code>.
      </p>
    </form>
  );
}

/** The six digits of an authenticator app, or one of the recovery codes. */
export function CodeForm({ onDone, onBack }: { onDone: () => void; onBack: () => void }) {
  const [recovery, setRecovery] = useState(false);
  const [code, setCode] = useState('');
  const check = useMutation({
    mutationFn: () =>
      send('POST', `/api/auth/two-factor/${recovery ? 'verify-backup-code' : 'verify-totp'}`, {
        code: code.replace(/\s/g, ''),
      }),
    onSuccess: onDone,
  });
  const wrong = check.error instanceof ApiError && [400, 401, 403].includes(check.error.status);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        check.mutate();
      }}
      className="flex flex-col gap-4"
    >
      <TextField
        key={String(recovery)}
        label={recovery ? 'Recovery code' : 'Code from your authenticator app'}
        inputMode={recovery ? 'text' : 'numeric'}
        autoComplete="one-time-code"
        required
        autoFocus
        value={code}
        onChange={(event) => setCode(event.target.value)}
        error={wrong ? 'This code is not valid, or no longer.' : null}
      />
      {!wrong && <ErrorLine error={check.error} />}
      <Button type="submit" look="primary" working={check.isPending}>
        Sign in
      </Button>
      <div className="flex justify-between">
        <Button look="quiet" small onClick={onBack}>
          Back
        </Button>
        <Button
          look="quiet"
          small
          onClick={() => {
            setCode('');
            setRecovery(!recovery);
          }}
        >
          {recovery ? 'Use the app' : 'Use a recovery code'}
        </Button>
      </div>
    </form>
  );
}
