import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ChatState } from '../../client/chat-state.ts';
import { useWords } from '../../words/use-words.ts';
import type { PanelActions } from './panel-view.tsx';
import { PictureTray, usePictureDraft } from './picture-tray.tsx';

interface ComposerProps {
  state: ChatState;
  actions: PanelActions;
}

const MOST_CHARACTERS = 10_000;
const MOST_LINES = 5;

function HumanLine({ state, onAsk }: { state: ChatState; onAsk(): void }) {
  const words = useWords();
  const { human, conversation, look } = state;
  const taken = conversation?.handled_by === 'teammate' && conversation.status === 'live';
  if (taken) return null;
  if (human === 'no' || conversation?.status === 'completed') {
    return (
      <button type="button" class="plain" onClick={onAsk}>
        <bdi>{look.humanLabel || words.human}</bdi>
      </button>
    );
  }
  return <p role="status">{human === 'asking' ? words.asking : words.asked}</p>;
}

/** Where the person writes: grows to five lines, sends on Enter. */
export function Composer({ state, actions }: ComposerProps) {
  const words = useWords();
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const draft = usePictureDraft();
  const files = useRef<HTMLInputElement>(null);
  const ready = text.trim() !== '' || draft.pictures.length > 0;

  useLayoutEffect(() => {
    const area = field.current;
    if (!area) return;
    const { lineHeight, paddingTop, paddingBottom } = getComputedStyle(area);
    const most =
      Number.parseFloat(lineHeight) * MOST_LINES + Number.parseFloat(paddingTop) + Number.parseFloat(paddingBottom);
    area.style.setProperty('height', 'auto');
    area.style.setProperty('height', `${Math.min(area.scrollHeight, most)}px`);
    area.style.setProperty('overflow-y', area.scrollHeight > most ? 'auto' : 'hidden');
  }, [text]);

  function send(): void {
    if (!ready) return;
    actions.send(text, draft.pictures);
    setText('');
    draft.clear();
    field.current?.focus();
  }

  function pressed(event: KeyboardEvent): void {
    // While a word is being composed, Enter belongs to the input method.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  }

  return (
    <form
      class="composer"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        draft.take(event.dataTransfer?.files);
      }}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <PictureTray draft={draft} />
      <div class="field">
        <input
          ref={files}
          type="file"
          hidden
          multiple
          accept="image/png,image/jpeg,image/webp,image/gif"
          aria-label={words.pictures}
          onChange={(event) => {
            draft.take(event.currentTarget.files);
            event.currentTarget.value = '';
            field.current?.focus();
          }}
        />
        <button type="button" class="icon" aria-label={words.addPictures} onClick={() => files.current?.click()}>
          <svg viewBox="0 0 20 20" aria-hidden="true">
            <path
              d="M3.5 4.5h13v11h-13zM4 13.5l4-4 3 3 2-2 3.5 3.5M13 7.5h.01"
              fill="none"
              stroke="currentColor"
              stroke-width="1.5"
              stroke-linecap="round"
              stroke-linejoin="round"
            />
          </svg>
        </button>
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          aria-label={words.message}
          placeholder={words.writeMessage}
          autocomplete="off"
          enterkeyhint="send"
          maxLength={MOST_CHARACTERS}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
          onPaste={(event) => draft.take(event.clipboardData?.files) && event.preventDefault()}
          onKeyDown={pressed}
        />
        <button type="submit" class="send" aria-label={words.send} aria-disabled={!ready}>
          <svg viewBox="0 0 20 20" aria-hidden="true">
            <path
              d="M10 15.5v-11M5.5 9L10 4.5 14.5 9"
              fill="none"
              stroke="currentColor"
              stroke-width="2"
              stroke-linecap="round"
              stroke-linejoin="round"
            />
          </svg>
        </button>
      </div>
      <div class="under">
        <HumanLine state={state} onAsk={actions.requestHuman} />
      </div>
    </form>
  );
}
