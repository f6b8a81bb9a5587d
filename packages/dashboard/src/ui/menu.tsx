import { Menu as BaseMenu } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Kbd } from './kbd.tsx';

const ITEM =
  'flex w-full cursor-default items-center gap-2 rounded-[5px] px-2 py-1.5 text-list text-ink outline-none select-none data-highlighted:bg-pressed data-disabled:text-ink-faint pointer-coarse:py-2.5';

/** A list of things to do or choose that grows from its button. */
export function Menu({
  trigger,
  children,
  align = 'start',
  side = 'bottom',
}: {
  trigger: ReactElement;
  children: ReactNode;
  align?: 'start' | 'end';
  side?: 'top' | 'bottom' | 'right';
}) {
  return (
    <BaseMenu.Root>
      <BaseMenu.Trigger render={trigger} />
      {/* Inside the page's landmark, so that what floats is part of the page. */}
      <BaseMenu.Portal container={document.getElementById('main')}>
        <BaseMenu.Positioner
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          className="z-40 outline-none"
        >
          <BaseMenu.Popup className="floats max-h-[min(24rem,var(--available-height))] min-w-44 max-w-80 overflow-y-auto p-1">
            {children}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

interface MenuItemProps {
  icon?: ReactNode;
  keys?: string;
  /** Shows a tick: this is how it is now. */
  chosen?: boolean;
  danger?: boolean;
  disabled?: boolean;
  onChoose: () => void;
  children: ReactNode;
}

export function MenuItem({ icon, keys, chosen, danger, disabled, onChoose, children }: MenuItemProps) {
  return (
    <BaseMenu.Item disabled={disabled} onClick={onChoose} className={classNames(ITEM, danger && 'text-danger-ink')}>
      {icon && <span className="shrink-0 text-ink-faint">{icon}</span>}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {chosen && <Check size={14} aria-label="current" className="shrink-0 text-accent-ink" />}
      {keys && <Kbd keys={keys} />}
    </BaseMenu.Item>
  );
}

export function MenuLine() {
  return <BaseMenu.Separator className="my-1 h-px bg-line" />;
}

export function MenuGroup({ label, children }: { label: string; children: ReactNode }) {
  return (
    <BaseMenu.Group>
      <BaseMenu.GroupLabel className="px-2 pt-1.5 pb-1 text-note text-ink-faint">{label}</BaseMenu.GroupLabel>
      {children}
    </BaseMenu.Group>
  );
}
