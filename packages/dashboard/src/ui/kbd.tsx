const APPLE = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

const SHOWN: Record<string, string> = {
  mod: APPLE ? '⌘' : 'Ctrl',
  enter: '⏎',
  shift: '⇧',
  escape: 'Esc',
};

/** A key or a run of keys ("mod+k", "g i") as the person's own keyboard names them. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className="inline-flex shrink-0 gap-1">
      {keys.split(/[ +]/).map((key) => (
        <kbd
          key={key}
          className="inline-flex h-[18px] min-w-[18px] items-center justify-center rounded-[4px] border border-line-firm bg-sunken px-1 font-sans text-[11px] leading-none text-ink-soft"
        >
          {SHOWN[key] ?? (key.length === 1 ? key.toUpperCase() : key)}
        </kbd>
      ))}
    </span>
  );
}
