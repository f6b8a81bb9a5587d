import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { send } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { sayFailed } from '../../ui/toasts.tsx';

/** Ends the session here and forgets everything that was loaded with it. */
export function useSignOut() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => send('POST', '/api/auth/sign-out', {}),
    onSuccess: async () => {
      await navigate({ to: '/sign-in' });
      client.clear();
    },
    onError: sayFailed,
  });
}

export function SignOutButton() {
  const signOut = useSignOut();
  return (
    <Button working={signOut.isPending} onClick={() => signOut.mutate()}>
      Sign out
    </Button>
  );
}
