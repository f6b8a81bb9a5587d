import { classNames } from './class-names.ts';
import { CopyButton } from './copy-button.tsx';
import { ScrollRegion } from './scroll-region.tsx';

/** Code or a value to paste elsewhere, with copy at hand. Scrolls sideways unless it may wrap. */
export function CodeBlock({ code, label, wrap }: { code: string; label: string; wrap?: boolean }) {
  return (
    <div className="relative min-w-0 rounded-box border border-line bg-sunken" dir="ltr">
      <ScrollRegion aria-label={label} className="overflow-x-auto rounded-box py-3 ps-3.5 pe-12">
        <pre className={classNames('font-mono text-list text-ink', wrap && 'break-words whitespace-pre-wrap')}>
          <code>{code}</code>
        </pre>
      </ScrollRegion>
      <div className="absolute end-0 top-0 rounded-box bg-sunken p-1.5">
        <CopyButton text={code} label={`Copy ${label.toLowerCase()}`} />
      </div>
    </div>
  );
}
