import type { Hex } from '@halo/wire/contrast.ts';
import { useId, useState } from 'react';
import { FIELD } from '../../ui/field.tsx';
import { contrastWords } from './contrast-words.ts';

/** The workspace's colour: picked or typed, with what it means for reading. */
export function ColourField({ value, onChange }: { value: string; onChange: (colour: string) => void }) {
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const write = (text: string) => {
    const colour = text.trim().toLowerCase().replace(/^#?/, '#');
    const whole = /^#[0-9a-f]{6}$/.test(colour);
    setTyped(whole ? null : text);
    if (whole) onChange(colour);
  };
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-list font-strong text-ink">
        Accent
      </label>
      <div className="flex gap-2">
        <input
          type="color"
          aria-label="Pick the accent"
          value={value}
          onChange={(event) => write(event.target.value)}
          className="h-8 w-11 shrink-0 cursor-pointer rounded-control border border-line-field bg-ground p-1 disabled:cursor-default pointer-coarse:h-10"
        />
        <input
          id={id}
          value={typed ?? value}
          maxLength={9}
          spellCheck={false}
          aria-invalid={typed === null ? undefined : true}
          aria-describedby={`${id}-about`}
          onChange={(event) => write(event.target.value)}
          onBlur={() => setTyped(null)}
          className={`${FIELD} h-8 max-w-32 font-mono pointer-coarse:h-10`}
        />
      </div>
      <p
        id={`${id}-about`}
        className={`text-note text-pretty ${typed === null ? 'text-ink-faint' : 'text-danger-ink'}`}
      >
        {typed === null ? contrastWords(value as Hex) : 'A colour is six figures or letters a to f, as in #4a3fc0.'}
      </p>
    </div>
  );
}
