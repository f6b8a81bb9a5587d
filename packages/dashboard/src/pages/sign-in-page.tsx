import type { WelcomeStateAnswer } from '@halo/wire/dashboard/teammates.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { read } from '../api.ts';
import { Entrance } from '../features/sign-in/entrance.tsx';
import { CodeForm, SignInForm } from '../features/sign-in/sign-in-form.tsx';
import { CodeBlock } from '../ui/code-block.tsx';

/** Signing in; before anybody can, how to become the owner. */
export function SignInPage() {
  const { next } = useSearch({ from: '/sign-in' });
  const client = useQueryClient();
  const router = useRouter();
  const [asksCode, setAsksCode] = useState(false);
  const welcome = useQuery({
    queryKey: ['welcome'],
    queryFn: ({ signal }) => read<WelcomeStateAnswer>('/api/dashboard/welcome', {}, signal),
  });
  const enter = async () => {
    client.removeQueries({ queryKey: ['me'] });
    // Only places of this dashboard: an address from elsewhere is not followed.
    const goal = next?.startsWith('/') && !next.startsWith('//') ? next : '/';
    await router.navigate({ to: goal as '/', replace: true });
  };
  if (welcome.data?.hasOwner === false) {
    return (
      <Entrance
        title="Halo has no owner yet"
        about="Whoever started Halo becomes its owner. Open the one-time link it printed when it started."
      >
        <div className="flex flex-col gap-3">
          <p className="text-body text-ink-soft">Gone from the terminal? Print a new one where Halo runs:</p>
          <CodeBlock code="npm run -s halo -- owner link" label="Command" />
        </div>
      </Entrance>
    );
  }
  return asksCode ? (
    <Entrance title="One more step" about="Your account asks for a second factor.">
      <CodeForm onDone={() => void enter()} onBack={() => setAsksCode(false)} />
    </Entrance>
  ) : (
    <Entrance title="Sign in to Halo">
      <SignInForm onDone={() => void enter()} onCode={() => setAsksCode(true)} />
    </Entrance>
  );
}
