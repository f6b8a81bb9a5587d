import { Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useKeys } from '../keys.ts';
import { classNames } from './class-names.ts';
import { FIELD } from './field.tsx';
import { Kbd } from './kbd.tsx';

interface SearchFieldProps {
  label: string;
  value: string;
  /** Called when typing pauses; put it in the URL. */
  onSearch: (text: string) => void;
  className?: string;
}

/** Searches the list below it as one types. `/` comes here, Escape empties and leaves. */
export function SearchField({ label, value, onSearch, className }: SearchFieldProps) {
  const [text, setText] = useState(value);
  const sent = useRef(value);
  const input = useRef<HTMLInputElement>(null);
  const latest = useRef(onSearch);
  useEffect(() => {
    latest.current = onSearch;
  });
  useEffect(() => {
    if (value === sent.current) return;
    sent.current = value;
    setText(value);
  }, [value]);
  useEffect(() => {
    if (text.trim() === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = text.trim();
      latest.current(sent.current);
    }, 180);
    return () => clearTimeout(timer);
  }, [text]);
  useKeys({ search: () => input.current?.select() });
  return (
    <div className={classNames('group relative', className)}>
      <Search
        size={14}
        aria-hidden="true"
        className="pointer-events-none absolute start-2.5 top-1/2 -translate-y-1/2 text-ink-faint"
      />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          if (text) setText('');
          else event.currentTarget.blur();
        }}
        className={classNames(
          FIELD,
          'h-8 border-line-firm ps-8 pe-8 text-list pointer-coarse:h-10 [&::-webkit-search-cancel-button]:hidden',
        )}
      />
      <span className="absolute inset-y-0 end-1.5 flex items-center">
        {text ? (
          <button
            type="button"
            aria-label="Clear search"
            onClick={() => {
              setText('');
              input.current?.focus();
            }}
            className="inline-flex size-6 items-center justify-center rounded-[5px] text-ink-faint hover:bg-hover hover:text-ink"
          >
            <X size={14} />
          </button>
        ) : (
          <span aria-hidden="true" className="pointer-events-none hidden group-focus-within:hidden desk:inline">
            <Kbd keys="/" />
          </span>
        )}
      </span>
    </div>
  );
}
