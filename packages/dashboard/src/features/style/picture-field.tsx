import type { PictureSlot } from '@halo/wire/agent-style.ts';
import type { NewPictureAnswer } from '@halo/wire/dashboard/agent.ts';
import { pictureAddress } from '@halo/wire/widget-style.ts';
import { useMutation } from '@tanstack/react-query';
import { ImagePlus } from 'lucide-react';
import { useId, useRef } from 'react';
import { inWorkspace, send } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorLine } from '../../ui/error-state.tsx';
import { useWorkspace } from '../../workspace.tsx';
import { PICTURE_TYPES } from '../inbox/picked-pictures.ts';
import { shrinkPicture } from './shrink-picture.ts';

interface PictureFieldProps {
  slot: PictureSlot;
  label: string;
  hint: string;
  value: string | null;
  onChange: (picture: string | null) => void;
}

/** A picture of the widget. It is made small here and sent at once; customers see it when the page is saved. */
export function PictureField({ slot, label, hint, value, onChange }: PictureFieldProps) {
  const id = useId();
  const workspace = useWorkspace();
  const file = useRef<HTMLInputElement>(null);
  const add = useMutation({
    mutationFn: async (chosen: File) => {
      const picture = await shrinkPicture(slot, chosen).catch(() => null);
      if (picture === null) return null;
      return send<NewPictureAnswer>('POST', inWorkspace(workspace.id, 'agent-pictures'), { picture });
    },
    onSuccess: (answer) => answer && onChange(answer.picture),
  });
  return (
    <fieldset aria-describedby={id} className="flex min-w-0 flex-col gap-1.5">
      <legend className="mb-1.5 text-list font-strong text-ink">{label}</legend>
      <div className="flex items-center gap-2">
        <span className="flex h-10 w-10 shrink-0 items-center justify-center overflow-hidden rounded-control border border-line bg-sunken text-ink-faint">
          {value ? (
            <img src={pictureAddress(workspace.id, value)} alt="" className="max-h-full max-w-full object-contain" />
          ) : (
            <ImagePlus size={16} aria-hidden="true" />
          )}
        </span>
        <input
          ref={file}
          type="file"
          hidden
          accept={PICTURE_TYPES}
          aria-label={label}
          onChange={(event) => {
            const [chosen] = event.target.files ?? [];
            event.target.value = '';
            if (chosen) add.mutate(chosen);
          }}
        />
        <Button small working={add.isPending} onClick={() => file.current?.click()}>
          {value ? `Change ${label.toLowerCase()}` : `Choose ${label.toLowerCase()}`}
        </Button>
        {value && (
          <Button small look="quiet" aria-label={`Remove ${label.toLowerCase()}`} onClick={() => onChange(null)}>
            Remove
          </Button>
        )}
      </div>
      <p id={id} className="text-note text-ink-faint text-pretty">
        {hint}
      </p>
      {add.data === null && (
        <p role="alert" className="text-note text-danger-ink">
          This is no picture a browser can show. Choose a PNG, JPEG, WebP or GIF.
        </p>
      )}
      <ErrorLine error={add.error} />
    </fieldset>
  );
}
