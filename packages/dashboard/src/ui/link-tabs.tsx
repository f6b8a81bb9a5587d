import { createLink } from '@tanstack/react-router';
import { type ComponentPropsWithRef, type ReactNode, useEffect, useRef } from 'react';
import { classNames } from './class-names.ts';

interface LinkTabsProps {
  label: string;
  /** Which of them is open: it is brought into sight where not all of them fit. */
  current?: string | undefined;
  children: ReactNode;
  className?: string;
}

/** A row of places next to each other, each with its own address. */
export function LinkTabs({ label, current, children, className }: LinkTabsProps) {
  const row = useRef<HTMLElement>(null);
  useEffect(() => {
    if (current)
      row.current?.querySelector('[aria-current=page]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [current]);
  return (
    <nav
      ref={row}
      aria-label={label}
      className={classNames(
        'flex shrink-0 gap-1 overflow-x-auto border-b border-line px-2 desk:px-4 [scrollbar-width:none]',
        className,
      )}
    >
      {children}
    </nav>
  );
}

function TabAnchor({ className, ...rest }: ComponentPropsWithRef<'a'>) {
  return (
    <a
      {...rest}
      className={classNames(
        'focus-inset -mb-px shrink-0 border-b-2 border-transparent px-2 py-2.5 text-list whitespace-nowrap text-ink-soft transition-colors duration-[120ms] hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-strong aria-[current=page]:text-ink',
        className,
      )}
    />
  );
}

/** One of `LinkTabs`. */
export const LinkTab = createLink(TabAnchor);

function PlainAnchor({ className, ...rest }: ComponentPropsWithRef<'a'>) {
  return (
    <a
      {...rest}
      className={classNames(
        'rounded-[3px] text-accent-ink underline decoration-line-field underline-offset-3 hover:decoration-current',
        className,
      )}
    />
  );
}

/** A link inside text. */
export const TextLink = createLink(PlainAnchor);

function RecordAnchor({ className, ...rest }: ComponentPropsWithRef<'a'>) {
  return (
    <a
      {...rest}
      className={classNames('rounded-[3px] text-accent-ink underline-offset-3 hover:underline', className)}
    />
  );
}

/** A link that is a line of its own: the name of a person, a company, a ticket. */
export const RecordLink = createLink(RecordAnchor);

function ButtonAnchor({ className, ...rest }: ComponentPropsWithRef<'a'>) {
  return (
    <a
      {...rest}
      className={classNames(
        'inline-flex h-8 shrink-0 items-center justify-center gap-1.5 rounded-control border border-line-firm bg-ground px-3 text-list font-strong whitespace-nowrap text-ink transition-colors duration-[120ms] hover:bg-hover pointer-coarse:min-h-10',
        className,
      )}
    />
  );
}

/** A place one is sent to, drawn as a button. */
export const ButtonLink = createLink(ButtonAnchor);
