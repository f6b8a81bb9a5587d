import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { LeaveGuard } from './leave-guard.tsx';

interface SaveBarProps {
  /** "Save agent": says what is saved. */
  action: string;
  /** The page's one primary action. */
  primary?: boolean;
  changed: boolean;
  /** Whether what stands there may be saved. */
  ready?: boolean;
  saving: boolean;
  onDiscard: () => void;
  /** What else can be done here. */
  children?: ReactNode;
}

/** The foot of a form: saves, takes back what is not saved, and lets nobody leave it behind unasked. */
export function SaveBar({ action, primary, changed, ready = true, saving, onDiscard, children }: SaveBarProps) {
  return (
    <div className="flex flex-wrap gap-2">
      <Button type="submit" look={primary ? 'primary' : 'plain'} disabled={!changed || !ready} working={saving}>
        {action}
      </Button>
      {changed && !saving && <Button onClick={onDiscard}>Discard changes</Button>}
      {children}
      <LeaveGuard unsaved={changed && !saving} />
    </div>
  );
}
