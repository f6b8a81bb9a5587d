import { coloursOf, type Hex } from '@halo/wire/contrast.ts';
import type { InAppMessageBody } from '@halo/wire/dashboard/in-app-messages.ts';
import { X } from 'lucide-react';
import { type CSSProperties, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { MessageText } from '../../ui/message-text.tsx';
import { RingMark } from '../../ui/ring-mark.tsx';
import { useWorkspace } from '../../workspace.tsx';
import { useAgent } from '../agent/agent-queries.ts';
import { withoutTags } from './in-app-words.ts';

/** The message as a customer's page shows it, in the agent's colours, on either ground. */
export function MessagePreview({ message }: { message: InAppMessageBody }) {
  const workspace = useWorkspace();
  const style = useAgent(workspace.id).data?.agents[0]?.style;
  const [chosen, setDark] = useState<boolean | null>(null);
  const theme = style?.theme === 'light' || style?.theme === 'dark' ? style.theme : null;
  const dark = chosen ?? (theme ? theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches);
  const colours = style && coloursOf(style.accent as Hex);
  const isBanner = message.kind === 'banner';
  return (
    <section aria-label="Preview" className="flex flex-col gap-2">
      <div className="flex items-center justify-between gap-2">
        <h2 className="text-list font-strong text-ink">Preview</h2>
        <Button small look="quiet" aria-pressed={dark} onClick={() => setDark(!dark)}>
          {dark ? 'Show on light' : 'Show on dark'}
        </Button>
      </div>
      <div
        data-preview={dark ? 'dark' : 'light'}
        style={
          colours &&
          ({
            '--accent': colours.accent,
            '--on-accent': colours.on_accent,
            '--accent-ink': dark ? colours.link_dark : colours.link_light,
          } as CSSProperties)
        }
        className={classNames(
          'relative flex h-96 flex-col overflow-hidden rounded-box border border-line bg-sunken',
          isBanner ? (message.place === 'top' ? 'justify-start' : 'justify-end') : 'justify-end',
        )}
      >
        <PageLines />
        {isBanner ? (
          <div className="relative border-y border-line bg-raised px-10 py-2.5 text-list text-ink">
            <Said message={message} banner />
          </div>
        ) : (
          <div className="relative flex flex-col items-end gap-3 p-4">
            <div className="floats relative flex w-full max-w-76 flex-col gap-3 p-4">
              {message.sender && (
                <p className="flex items-center gap-2 pe-8 text-list text-ink-soft">
                  <span
                    aria-hidden="true"
                    className="flex size-7 shrink-0 items-center justify-center rounded-full bg-accent font-strong text-on-accent"
                  >
                    {[...message.sender][0]?.toLocaleUpperCase()}
                  </span>
                  <span dir="auto" className="truncate">
                    {message.sender}
                  </span>
                </p>
              )}
              <Said message={message} />
            </div>
            <span className="flex size-12 items-center justify-center rounded-full bg-accent text-on-accent">
              <RingMark size={24} />
            </span>
          </div>
        )}
      </div>
    </section>
  );
}

function Said({ message, banner }: { message: InAppMessageBody; banner?: boolean }) {
  const { title, body, button } = message;
  return (
    <>
      <div className={classNames('min-w-0', banner ? 'flex flex-col items-center gap-1' : 'flex flex-col gap-1')}>
        {title && (
          <p dir="auto" className="text-body font-strong break-words text-ink">
            {withoutTags(title)}
          </p>
        )}
        {body && <MessageText body={withoutTags(body)} />}
        {!title && !body && <p className="text-body text-ink-faint">What you write shows here.</p>}
        {button?.label && (
          <span
            dir="auto"
            className="mt-2 inline-flex max-w-full self-start rounded-control bg-accent px-3 py-1.5 text-list font-strong break-words text-on-accent"
          >
            {button.label}
          </span>
        )}
      </div>
      <X size={16} aria-hidden="true" className="absolute end-3 top-3 text-ink-faint" />
    </>
  );
}

/** A page that is only hinted at. */
function PageLines() {
  return (
    <div aria-hidden="true" className="absolute inset-0 flex flex-col gap-3 p-8 pt-20">
      {['w-1/3', 'w-5/6', 'w-3/4', 'w-2/3', 'w-4/5', 'w-1/2'].map((width) => (
        <span key={width} className={classNames('h-2.5 rounded-full bg-pressed', width)} />
      ))}
    </div>
  );
}
