import { useBlocker } from '@tanstack/react-router';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

/** Asks before a page is left while something on it is not saved. */
export function LeaveGuard({ unsaved }: { unsaved: boolean }) {
  const leaving = useBlocker({ shouldBlockFn: () => unsaved, enableBeforeUnload: () => unsaved, withResolver: true });
  if (leaving.status !== 'blocked') return null;
  return (
    <Dialog
      open
      onClose={leaving.reset}
      title="Leave without saving?"
      about="What you changed here is not saved yet. Leaving drops it."
      footer={
        <>
          <Button onClick={leaving.reset}>Stay here</Button>
          <Button look="danger" onClick={leaving.proceed}>
            Leave without saving
          </Button>
        </>
      }
    />
  );
}
