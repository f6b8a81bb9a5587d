import { ImagePlus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useKeys } from '../../keys.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { addPictures, PICTURE_TYPES, type PickedPicture } from './picked-pictures.ts';
import { PictureTray } from './picture-tray.tsx';
import { useTyping } from './use-typing.ts';

type Kind = 'reply' | 'note';

/** Drafts outlive moving between conversations, not the page. */
const drafts = new Map<string, string>();
const drafted = new Map<string, PickedPicture[]>();

interface ComposerProps {
  conversationId: string;
  customer: string;
  onSend: (body: string, internal: boolean, pictures: PickedPicture[]) => void;
}

/** Where a teammate writes: to the customer, or a note only teammates see. */
export function Composer({ conversationId, customer, onSend }: ComposerProps) {
  const [kind, setKind] = useState<Kind>('reply');
  const place = `${conversationId} ${kind}`;
  const [, redraw] = useState(0);
  const text = drafts.get(place) ?? '';
  const write = (next: string) => {
    if (next) drafts.set(place, next);
    else drafts.delete(place);
    redraw((count) => count + 1);
  };
  const pictures = drafted.get(place) ?? [];
  const [fault, setFault] = useState<string | null>(null);
  const keep = (next: PickedPicture[]) => {
    drafted.set(place, next);
    redraw((count) => count + 1);
  };
  const take = (files: FileList | null | undefined) => {
    if (!files?.length) return false;
    const added = addPictures(pictures, [...files]);
    keep(added.pictures);
    setFault(added.fault);
    return true;
  };
  const file = useRef<HTMLInputElement>(null);
  const ready = text.trim() !== '' || pictures.length > 0;
  const field = useRef<HTMLTextAreaElement>(null);
  const [wanted, setWanted] = useState(0);
  useEffect(() => {
    if (wanted > 0) field.current?.focus();
  }, [wanted]);
  const begin = (next: Kind) => {
    setKind(next);
    setWanted((count) => count + 1);
  };
  useKeys({ reply: () => begin('reply'), note: () => begin('note') });
  const send = () => {
    const body = text.trim();
    if (!ready) return;
    write('');
    keep([]);
    setFault(null);
    onSend(body, kind === 'note', pictures);
  };
  const isNote = kind === 'note';
  const tellTyping = useTyping(conversationId);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        take(event.dataTransfer.files);
      }}
      className={classNames(
        'rounded-box border transition-colors duration-[120ms] focus-within:border-focus',
        isNote ? 'border-claimed bg-claimed-soft' : 'border-line-field bg-ground',
      )}
    >
      <div role="tablist" aria-label="What to write" className="flex gap-1 px-2 pt-1.5">
        {(['reply', 'note'] as const).map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            aria-selected={kind === each}
            onClick={() => begin(each)}
            className="h-7 rounded-control px-2 text-list text-ink-soft hover:text-ink aria-selected:font-strong aria-selected:text-ink"
          >
            {each === 'reply' ? 'Reply' : 'Note'}
          </button>
        ))}
      </div>
      <textarea
        ref={field}
        dir="auto"
        rows={2}
        aria-label={isNote ? 'Note for teammates' : `Reply to ${customer}`}
        placeholder={isNote ? 'Only teammates see this' : `Write to ${customer}`}
        value={text}
        maxLength={20_000}
        onChange={(event) => {
          write(event.target.value);
          if (!isNote && event.target.value.trim()) tellTyping();
        }}
        onPaste={(event) => take(event.clipboardData.files) && event.preventDefault()}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
            event.preventDefault();
            send();
          }
          if (event.key === 'Escape') {
            event.preventDefault();
            event.currentTarget.blur();
          }
        }}
        className="field-sizing-content block max-h-56 min-h-14 w-full resize-none bg-transparent px-3 py-1.5 text-message text-ink outline-none"
      />
      <PictureTray pictures={pictures} onRemove={(id) => keep(pictures.filter((picture) => picture.id !== id))} />
      {fault && (
        <p role="alert" className="px-3 py-1 text-note text-danger-ink">
          {fault}
        </p>
      )}
      <div className="flex items-center justify-end gap-2 px-2 pb-2">
        <input
          ref={file}
          type="file"
          hidden
          multiple
          accept={PICTURE_TYPES}
          aria-label="Pictures"
          onChange={(event) => {
            take(event.target.files);
            event.target.value = '';
          }}
        />
        <IconButton label="Add pictures" small onClick={() => file.current?.click()}>
          <ImagePlus size={16} />
        </IconButton>
        <span className="flex-1" />
        <span aria-hidden="true" className="hidden desk:inline">
          <Kbd keys="mod+enter" />
        </span>
        <Button type="submit" look="primary" small disabled={!ready}>
          {isNote ? 'Add note' : 'Send'}
        </Button>
      </div>
    </form>
  );
}
