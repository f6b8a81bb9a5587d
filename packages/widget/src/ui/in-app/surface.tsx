import type { WireInAppMessage } from '@halo/wire/sdk/in-app-messages.ts';
import { fillText } from '../../words/fill.ts';
import { useWords } from '../../words/use-words.ts';
import { Markdown } from '../panel/markdown.tsx';

interface SurfaceProps {
  message: WireInAppMessage;
  onFollow: () => void;
  onClose: () => void;
}

/** Where a link may lead: an http(s) address. The page may be anywhere, so a path is read from its own site. */
function readTarget(target: string): URL | null {
  try {
    const url = new URL(target, location.origin);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url : null;
  } catch {
    return null;
  }
}

/** One message as a card, or as a bar along an edge of the page. */
export function Surface({ message, onFollow, onClose }: SurfaceProps) {
  const { kind, title, body, sender, place } = message;
  const words = useWords();
  const label = sender ? fillText(words.messageFrom, { name: sender }) : title || words.announcement;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose();
  };
  return (
    <section class={kind === 'banner' ? `banner ${place}` : 'card'} aria-label={label} onKeyDown={onKeyDown}>
      {kind === 'message' && sender && (
        <p class="sender">
          <span class="initial" aria-hidden="true">
            {[...sender][0]?.toLocaleUpperCase()}
          </span>
          <bdi>{sender}</bdi>
        </p>
      )}
      <div class="said">
        {title && (
          <p class="title" dir="auto">
            {title}
          </p>
        )}
        {body && <Markdown text={body} />}
      </div>
      <Follow message={message} onFollow={onFollow} />
      <button class="shut" type="button" aria-label={words.closeMessage} onClick={onClose}>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M7 7l10 10M17 7L7 17" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
        </svg>
      </button>
    </section>
  );
}

function Follow({ message: { button }, onFollow }: Pick<SurfaceProps, 'message' | 'onFollow'>) {
  if (!button) return null;
  if (button.does !== 'link') {
    return (
      <button class="follow" type="button" dir="auto" onClick={onFollow}>
        {button.label}
      </button>
    );
  }
  const url = readTarget(button.target);
  if (!url) return null;
  const away = url.origin !== location.origin;
  return (
    <a
      class="follow"
      dir="auto"
      href={url.href}
      onClick={onFollow}
      {...(away && { target: '_blank', rel: 'noopener' })}
    >
      {button.label}
    </a>
  );
}
