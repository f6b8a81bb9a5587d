import { Toast } from '@base-ui/react/toast';
import { CircleCheck, TriangleAlert, X } from 'lucide-react';
import { kindSentence } from '../api.ts';

const manager = Toast.createToastManager<{ undo?: () => void }>();

/** Says that something is done. With `undo` it can be taken back for eight seconds. */
export function sayDone(title: string, undo?: () => void): void {
  manager.add({ title, type: 'done', timeout: undo ? 8_000 : 4_000, data: undo ? { undo } : {} });
}

/** Says that something failed, what is safe and what to do. */
export function sayFailed(error: unknown): void {
  manager.add({ title: kindSentence(error), type: 'failed', timeout: 10_000, priority: 'high' });
}

/** Where toasts appear: once, at the root. */
export function Toasts() {
  return (
    <Toast.Provider toastManager={manager} limit={3}>
      <Toast.Portal>
        <Toast.Viewport className="fixed inset-x-3 top-3 z-50 flex flex-col items-center gap-2 outline-none desk:inset-x-auto desk:start-[calc(var(--rail)+1rem)] desk:top-auto desk:bottom-4 desk:items-start">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList() {
  const { toasts, close } = Toast.useToastManager<{ undo?: () => void }>();
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className="floats w-full max-w-96 data-ending-style:translate-y-2 data-starting-style:translate-y-2 data-limited:hidden desk:w-auto desk:min-w-72"
    >
      <Toast.Content className="flex items-center gap-2.5 py-2 ps-3 pe-1.5">
        {toast.type === 'failed' ? (
          <TriangleAlert size={16} aria-hidden="true" className="shrink-0 text-danger-ink" />
        ) : (
          <CircleCheck size={16} aria-hidden="true" className="shrink-0 text-verified" />
        )}
        <Toast.Title render={<p />} className="min-w-0 flex-1 text-list text-ink" />
        {toast.data?.undo && (
          <button
            type="button"
            onClick={() => {
              toast.data?.undo?.();
              close(toast.id);
            }}
            className="h-7 shrink-0 rounded-control px-2 text-list font-strong text-accent-ink hover:bg-hover"
          >
            Undo
          </button>
        )}
        <Toast.Close
          aria-label="Dismiss"
          className="inline-flex size-7 shrink-0 items-center justify-center rounded-control text-ink-faint hover:bg-hover hover:text-ink"
        >
          <X size={14} />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}
