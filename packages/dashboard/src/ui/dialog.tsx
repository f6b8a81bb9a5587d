import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { FormEvent, ReactNode } from 'react';
import { useId, useRef, useState } from 'react';
import { Button } from './button.tsx';
import { classNames } from './class-names.ts';
import { ErrorLine } from './error-state.tsx';
import { TextField } from './field.tsx';

const TYPED_INTO =
  ':is(input:is([type=text],[type=search],[type=email],[type=url],:not([type])),textarea,select):enabled';

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** What this is about, under the title. */
  about?: ReactNode;
  wide?: boolean;
  /** Only the buttons inside close it: for what is shown once. */
  stays?: boolean;
  children?: ReactNode;
  footer?: ReactNode;
}

/** A question or a task over the page. Focus goes in, stays in, and returns where it came from. */
export function Dialog({ open, onClose, title, about, wide, stays, children, footer }: DialogProps) {
  const popup = useRef<HTMLDivElement>(null);
  return (
    <BaseDialog.Root
      open={open}
      onOpenChange={(next, { reason }) => {
        // A stray press beside a form does not drop what was typed.
        const isStray = reason === 'outside-press' && popup.current?.querySelector(TYPED_INTO);
        if (!next && !stays && !isStray) onClose();
      }}
      disablePointerDismissal={stays ?? false}
    >
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className="fixed inset-0 z-40 bg-veil transition-opacity duration-[180ms] data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <BaseDialog.Popup
          ref={popup}
          // Whoever opens a form types next. On touch screens the keyboard would cover what it asks.
          initialFocus={(by) =>
            by === 'touch' ? true : (popup.current?.querySelector<HTMLElement>(TYPED_INTO) ?? true)
          }
          className={classNames(
            'floats fixed inset-x-0 bottom-0 z-40 mx-auto flex max-h-[92dvh] w-full flex-col rounded-b-none desk:inset-x-4 desk:top-[8dvh] desk:bottom-auto desk:max-h-[84dvh] desk:w-auto desk:rounded-float',
            wide ? 'max-w-190' : 'max-w-112',
          )}
        >
          <header className="flex items-start gap-3 px-5 pt-4 pb-1">
            <div className="min-w-0 flex-1">
              <BaseDialog.Title className="text-message font-strong text-ink">{title}</BaseDialog.Title>
              {about && (
                <BaseDialog.Description render={<div />} className="mt-1 text-body text-ink-soft text-pretty">
                  {about}
                </BaseDialog.Description>
              )}
            </div>
            {!stays && (
              <BaseDialog.Close
                aria-label="Close"
                className="-me-1.5 inline-flex size-7 shrink-0 items-center justify-center rounded-control text-ink-faint hover:bg-hover hover:text-ink"
              >
                <X size={16} />
              </BaseDialog.Close>
            )}
          </header>
          {children && <div className="min-h-0 flex-1 overflow-y-auto px-5 py-3">{children}</div>}
          {footer && <footer className="flex flex-wrap justify-end gap-2 px-5 pt-1 pb-4">{footer}</footer>}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}

interface TypedConfirmationProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** What breaks, plainly. */
  about: ReactNode;
  /** What must be typed, exactly. */
  expected: string;
  /** What the expected text is: "the workspace's name". */
  expectedIs: string;
  action: string;
  working: boolean;
  error?: unknown;
  onConfirm: (typed: string) => void;
}

/** For what cannot be taken back: says what breaks and wants a name typed. */
export function TypedConfirmation(props: TypedConfirmationProps) {
  return (
    <Dialog open={props.open} onClose={props.onClose} title={props.title} about={props.about}>
      <TypedForm {...props} />
    </Dialog>
  );
}

function TypedForm({ expected, expectedIs, action, working, error, onConfirm, onClose }: TypedConfirmationProps) {
  const [typed, setTyped] = useState('');
  const form = useId();
  const fits = typed.trim() === expected;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (fits && !working) onConfirm(typed.trim());
  };
  return (
    <form id={form} onSubmit={submit} className="flex flex-col gap-4">
      <TextField
        label={`Type ${expectedIs} to confirm`}
        hint={
          <>
            Exactly <strong className="font-strong text-ink">{expected}</strong>
          </>
        }
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        autoComplete="off"
        spellCheck={false}
      />
      <ErrorLine error={error} />
      <div className="flex flex-wrap justify-end gap-2 pb-1">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" look="danger" disabled={!fits} working={working}>
          {action}
        </Button>
      </div>
    </form>
  );
}
