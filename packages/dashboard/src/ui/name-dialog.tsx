import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { ErrorLine } from './error-state.tsx';
import { TextField } from './field.tsx';

interface NameDialogProps {
  title: string;
  about?: ReactNode;
  name: string;
  /** What the button says. */
  action?: string;
  working: boolean;
  error: unknown;
  onClose: () => void;
  onName: (name: string) => void;
  /** What else is asked for, under the name. */
  children?: ReactNode;
}

/** Asks for a name. */
export function NameDialog(props: NameDialogProps) {
  const { title, about, action = 'Rename', working, error, onClose, onName, children } = props;
  const form = useId();
  const [name, setName] = useState(props.name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onName(name.trim());
  };
  return (
    <Dialog
      open
      {...{ title, about, onClose }}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} look="primary" disabled={name.trim() === ''} working={working}>
            {action}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        <TextField
          label="Name"
          required
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        {children}
        <ErrorLine error={error} />
      </form>
    </Dialog>
  );
}
