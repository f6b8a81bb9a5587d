import { Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { showOverlay } from '../overlay.ts';
import { IconButton } from './button.tsx';
import { useTabTitle } from './tab-title.ts';

interface PageBarProps {
  title: string;
  /** Beside the title: a count, a state. */
  beside?: ReactNode;
  /** At the end of the bar on phones, where the rail is not. */
  corner?: ReactNode;
  /** Search and the page's one primary action. */
  children?: ReactNode;
}

/** The top of a page: where I am, and what can be done here. */
export function PageBar({ title, beside, corner, children }: PageBarProps) {
  useTabTitle(title);
  return (
    <header className="flex min-h-(--bar) shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-2 desk:flex-nowrap desk:px-6">
      <h1 className="min-w-0 truncate text-title font-strong text-ink" dir="auto">
        {title}
      </h1>
      {beside}
      <span className="flex-1" />
      <span className="flex items-center desk:hidden">
        {corner}
        <IconButton label="Find anything" onClick={() => showOverlay('palette')}>
          <Search size={16} />
        </IconButton>
      </span>
      {children && (
        <div className="flex w-full flex-wrap items-center gap-2 desk:w-auto desk:flex-nowrap">{children}</div>
      )}
    </header>
  );
}

/** The scrolling body of a page that is read rather than scanned. */
export function ReadingPage({ children }: { children: ReactNode }) {
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex max-w-180 flex-col gap-8 px-4 py-6 desk:px-6 desk:py-8">{children}</div>
    </div>
  );
}

interface SectionProps {
  title: string;
  about?: ReactNode;
  action?: ReactNode;
  children?: ReactNode;
}

/** One matter on a reading page. */
export function Section({ title, about, action, children }: SectionProps) {
  return (
    <section className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-80">
          <h2 className="text-message font-strong text-ink">{title}</h2>
          {about && <div className="mt-0.5 text-body text-ink-soft text-pretty">{about}</div>}
        </div>
        {action}
      </div>
      {children}
    </section>
  );
}
