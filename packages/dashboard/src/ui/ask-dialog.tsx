import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { ErrorLine } from './error-state.tsx';

interface AskDialogProps {
  title: string;
  /** What goes, and what stays. */
  about: string;
  /** "Remove list": says what is done. */
  action: string;
  working: boolean;
  error: unknown;
  onDo: () => void;
  onClose: () => void;
}

/** Asks once before something goes that cannot be taken back and costs little; stays open with the reason if it is refused. */
export function AskDialog({ title, about, action, working, error, onDo, onClose }: AskDialogProps) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      about={about}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="danger" working={working} onClick={onDo}>
            {action}
          </Button>
        </>
      }
    >
      <ErrorLine error={error} />
    </Dialog>
  );
}
