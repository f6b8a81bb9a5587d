import { SignOutButton } from '../features/account/sign-out.tsx';
import { EmptyState } from '../ui/empty-state.tsx';

/** Signed in, but in no workspace (any more). */
export function NoWorkspace() {
  return (
    <EmptyState title="You are in no workspace" action={<SignOutButton />}>
      Ask an owner or admin of yours for an invitation link, then open it in this browser.
    </EmptyState>
  );
}
