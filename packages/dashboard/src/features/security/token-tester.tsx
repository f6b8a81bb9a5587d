import type { TestTokenBody, TokenPurpose, TokenTestAnswer } from '@halo/wire/dashboard/token-test.ts';
import { useMutation } from '@tanstack/react-query';
import { ShieldAlert, ShieldCheck } from 'lucide-react';
import type { FormEvent, ReactNode } from 'react';
import { useState } from 'react';
import { inWorkspace, send } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorLine } from '../../ui/error-state.tsx';
import { SelectField, TextArea, TextField } from '../../ui/field.tsx';
import { Section } from '../../ui/page-bar.tsx';
import { useWorkspace } from '../../workspace.tsx';
import { momentWords, tokenVerdict } from './token-words.ts';

const PURPOSES: { value: TokenPurpose; label: string }[] = [
  { value: 'user', label: 'Prove a person' },
  { value: 'users.update', label: 'Bulk update of users' },
  { value: 'companies.update', label: 'Bulk update of companies' },
];

/** Says of a pasted token what a call would make of it, and exactly why. */
export function TokenTester() {
  const workspace = useWorkspace();
  const [token, setToken] = useState('');
  const [userId, setUserId] = useState('');
  const [purpose, setPurpose] = useState<TokenPurpose>('user');
  const test = useMutation({
    mutationFn: (body: TestTokenBody) =>
      send<TokenTestAnswer>('POST', inWorkspace(workspace.id, 'security', 'token-test'), body),
    gcTime: 0,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const named = purpose === 'user' ? userId.trim() : '';
    test.mutate({ token: token.trim(), userId: named || null, purpose });
  };
  return (
    <Section
      title="Test a token"
      about="Paste one that your server signed. It is judged as a call would be, and neither stored nor logged."
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <TextArea
          label="Token"
          rows={3}
          value={token}
          onChange={(event) => setToken(event.target.value)}
          autoComplete="off"
          spellCheck={false}
          dir="ltr"
        />
        <div className="grid gap-4 desk:grid-cols-2">
          <SelectField
            label="What it is for"
            value={purpose}
            onChange={(event) => setPurpose(event.target.value as TokenPurpose)}
            options={PURPOSES}
          />
          {purpose === 'user' && (
            <TextField
              label="User id of the call (optional)"
              value={userId}
              maxLength={255}
              onChange={(event) => setUserId(event.target.value)}
              autoComplete="off"
              spellCheck={false}
            />
          )}
        </div>
        <div>
          <Button type="submit" disabled={!token.trim()} working={test.isPending}>
            Test token
          </Button>
        </div>
      </form>
      <ErrorLine error={test.error} />
      <div aria-live="polite">
        {test.data && !test.isPending && <Verdict answer={test.data} named={test.variables?.userId ?? ''} />}
      </div>
    </Section>
  );
}

function Verdict({ answer, named }: { answer: TokenTestAnswer; named: string }) {
  const { headline, about } = tokenVerdict(answer, named);
  const Icon = answer.ok ? ShieldCheck : ShieldAlert;
  const { says, key } = answer;
  return (
    <div className="flex gap-3 rounded-box border border-line px-4 py-3">
      <Icon
        size={20}
        aria-hidden="true"
        className={`mt-0.5 shrink-0 ${answer.ok ? 'text-verified' : 'text-danger-ink'}`}
      />
      <div className="flex min-w-0 flex-col gap-2">
        <div>
          <p dir="auto" className="text-body font-strong break-words text-ink">
            {headline}
          </p>
          {about && (
            <p dir="auto" className="text-body break-words text-ink-soft">
              {about}
            </p>
          )}
        </div>
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5 text-note">
          {answer.code && <Said name="Callers are told">{answer.code}</Said>}
          {says?.algorithm && <Said name="Algorithm">{says.algorithm}</Said>}
          {says?.kid && <Said name="kid">{says.kid}</Said>}
          {key && <Said name={key.kind === 'secret' ? 'Identity secret' : 'Public key'}>{key.id}</Said>}
          {says?.userId && <Said name="User id">{says.userId}</Said>}
          {says?.issuedAt != null && <Said name="Signed">{momentWords(says.issuedAt)}</Said>}
          {says && <Said name="Ends">{says.expiresAt === null ? 'never' : momentWords(says.expiresAt)}</Said>}
        </dl>
      </div>
    </div>
  );
}

function Said({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-faint">{name}</dt>
      <dd dir="auto" className="break-all text-ink-soft">
        {children}
      </dd>
    </>
  );
}
