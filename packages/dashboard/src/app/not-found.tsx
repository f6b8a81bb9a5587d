import { Link } from '@tanstack/react-router';
import { EmptyState } from '../ui/empty-state.tsx';

/** An address that leads nowhere, inside a workspace. */
export function NotFound() {
  return (
    <>
      <h1 className="sr-only">Not found</h1>
      <EmptyState
        title="There is nothing at this address"
        action={
          <Link to="/" className="text-list font-strong text-accent-ink hover:underline">
            Go to the inbox
          </Link>
        }
      >
        It may have moved, or belong to a workspace you are not in.
      </EmptyState>
    </>
  );
}

/** The same outside any workspace. */
export function NotFoundPage() {
  return (
    <main className="h-full">
      <NotFound />
    </main>
  );
}
