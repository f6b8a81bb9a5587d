import { useId } from 'react';

interface RadioCardsProps {
  legend: string;
  value: string;
  onChoose: (value: string) => void;
  options: { value: string; name: string; about: string; disabled?: boolean }[];
}

/** One of a few, each with what it means. The whole card is the target. */
export function RadioCards({ legend, value, onChoose, options }: RadioCardsProps) {
  const name = useId();
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1.5 text-list font-strong text-ink">{legend}</legend>
      <div className="flex flex-col overflow-hidden rounded-box border border-line">
        {options.map((option) => (
          <label
            key={option.value}
            className="flex cursor-pointer gap-3 border-b border-line px-4 py-2.5 transition-colors duration-[120ms] last:border-b-0 hover:bg-hover has-checked:bg-selected has-disabled:cursor-default has-disabled:opacity-55 has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-focus"
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={value === option.value}
              disabled={option.disabled}
              onChange={() => onChoose(option.value)}
              className="mt-0.5 size-4 shrink-0 accent-accent outline-none"
            />
            <span className="min-w-0">
              <span dir="auto" className="block text-body font-strong break-words text-ink">
                {option.name}
              </span>
              <span className="block text-list break-words text-ink-soft text-pretty">{option.about}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
