import type { ComponentPropsWithRef } from 'react';
import { classNames } from './class-names.ts';

/** A part of the page that scrolls by itself: it has a name, and the keyboard reaches it. */
export function ScrollRegion({ className, ...rest }: ComponentPropsWithRef<'section'> & { 'aria-label': string }) {
  return (
    <section
      {...rest}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: without focus a keyboard cannot scroll it
      tabIndex={0}
      className={classNames('focus-inset min-w-0', className)}
    />
  );
}
