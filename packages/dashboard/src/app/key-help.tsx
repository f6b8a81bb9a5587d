import { KEYS } from '../keys.ts';
import { showOverlay, useOverlay } from '../overlay.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Kbd } from '../ui/kbd.tsx';

const GROUPS = [...Map.groupBy(Object.values(KEYS), ({ group }) => group)];

/** Every key, as `?` shows it. */
export function KeyHelp() {
  const open = useOverlay() === 'keys';
  return (
    <Dialog open={open} onClose={() => showOverlay(null)} title="Keys" wide>
      <div className="grid gap-x-10 gap-y-6 pb-3 desk:grid-cols-2">
        {GROUPS.map(([group, keys]) => (
          <section key={group}>
            <h3 className="mb-2 text-note text-ink-faint">{group}</h3>
            <dl className="flex flex-col gap-2">
              {keys.map(({ keys: each, does }) => (
                <div key={each} className="flex items-center justify-between gap-4 text-list">
                  <dt className="text-ink">{does}</dt>
                  <dd>
                    <Kbd keys={each} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
