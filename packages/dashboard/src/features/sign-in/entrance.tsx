import type { ReactNode } from 'react';
import { RingMark } from '../../ui/ring-mark.tsx';
import { useTabTitle } from '../../ui/tab-title.ts';

/** The page before one is in: the mark, a title, one form. */
export function Entrance({ title, about, children }: { title: string; about?: ReactNode; children: ReactNode }) {
  useTabTitle(title);
  return (
    <main className="h-full overflow-y-auto bg-sunken">
      <div className="mx-auto flex min-h-full max-w-96 flex-col justify-center gap-6 px-4 py-12">
        <div className="flex flex-col gap-3">
          <RingMark size={32} className="text-accent-ink" />
          <div>
            <h1 className="text-title font-strong text-ink">{title}</h1>
            {about && <div className="mt-1 text-body text-ink-soft text-pretty">{about}</div>}
          </div>
        </div>
        <div className="rounded-float border border-line bg-ground p-5">{children}</div>
      </div>
    </main>
  );
}
