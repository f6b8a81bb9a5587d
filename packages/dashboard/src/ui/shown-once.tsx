import { useState } from 'react';
import { Button } from './button.tsx';
import { CodeBlock } from './code-block.tsx';
import { Dialog } from './dialog.tsx';
import { CheckField } from './field.tsx';

interface ShownOnceProps {
  title: string;
  about: string;
  /** Null while there is nothing to show. */
  secret: string | null;
  label: string;
  onClose: () => void;
}

/** A secret, the only time it is shown. The dialog closes only once one says that it is kept. */
export function ShownOnce({ title, about, secret, label, onClose }: ShownOnceProps) {
  const [kept, setKept] = useState(false);
  const close = () => {
    setKept(false);
    onClose();
  };
  return (
    <Dialog
      open={secret !== null}
      onClose={close}
      stays
      title={title}
      about={about}
      footer={
        <Button look="primary" disabled={!kept} onClick={close}>
          Close
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <CodeBlock code={secret ?? ''} label={label} wrap />
        <CheckField
          label="I have put it where my server reads it"
          checked={kept}
          onChange={(event) => setKept(event.target.checked)}
        />
      </div>
    </Dialog>
  );
}
