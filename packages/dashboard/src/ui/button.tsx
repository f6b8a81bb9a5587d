import type { ComponentPropsWithRef, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Hint } from './hint.tsx';
import { RingMark } from './ring-mark.tsx';

type Look = 'primary' | 'plain' | 'quiet' | 'danger' | 'danger-plain';

const LOOKS: Record<Look, string> = {
  primary: 'bg-accent text-on-accent hover:not-disabled:bg-accent-hover active:not-disabled:bg-accent-hover',
  plain: 'border border-line-firm bg-ground text-ink hover:not-disabled:bg-hover active:not-disabled:bg-pressed',
  quiet: 'text-ink-soft hover:not-disabled:bg-hover hover:not-disabled:text-ink active:not-disabled:bg-pressed',
  danger: 'bg-danger text-on-accent hover:not-disabled:bg-danger-hover active:not-disabled:bg-danger-hover',
  'danger-plain':
    'border border-line-firm bg-ground text-danger-ink hover:not-disabled:bg-danger-soft active:not-disabled:bg-danger-soft',
};

interface ButtonProps extends ComponentPropsWithRef<'button'> {
  look?: Look;
  small?: boolean;
  /** Something is under way: the ring turns, the width stays, a second press does nothing. */
  working?: boolean;
  icon?: ReactNode;
}

/** A button whose words say what happens. `primary` at most once per page. */
export function Button({ look = 'plain', small, working, icon, children, className, disabled, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled || working}
      className={classNames(
        'relative inline-flex shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-control text-list font-strong transition-colors duration-[120ms] disabled:cursor-not-allowed disabled:opacity-55 pointer-coarse:min-h-10',
        small ? 'h-7 px-2' : 'h-8 px-3',
        LOOKS[look],
        className,
      )}
    >
      <span className={classNames('inline-flex min-w-0 items-center gap-1.5', working && 'invisible')}>
        {icon}
        {children}
      </span>
      {working && (
        <span className="absolute inset-0 flex items-center justify-center" role="status">
          <RingMark size={14} className="ring-turning" />
          <span className="sr-only">Working</span>
        </span>
      )}
    </button>
  );
}

interface IconButtonProps extends Omit<ButtonProps, 'children' | 'icon'> {
  /** What it does, in words: its accessible name and its hint. */
  label: string;
  keys?: string | undefined;
  hintSide?: 'top' | 'bottom' | 'left' | 'right';
  children: ReactNode;
}

/** A button that is only an icon; its words stand in the hint. */
export function IconButton({
  label,
  keys,
  hintSide,
  look = 'quiet',
  small,
  children,
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Hint content={label} keys={keys} side={hintSide}>
      <button
        type="button"
        aria-label={label}
        {...rest}
        className={classNames(
          'inline-flex shrink-0 items-center justify-center rounded-control transition-colors duration-[120ms] disabled:cursor-not-allowed disabled:opacity-55 pointer-coarse:size-10',
          small ? 'size-7' : 'size-8',
          LOOKS[look],
          className,
        )}
      >
        {children}
      </button>
    </Hint>
  );
}
