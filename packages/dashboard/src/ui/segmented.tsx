import { useId } from 'react';

interface SegmentedProps<Value extends string> {
  legend: string;
  value: Value;
  options: { value: Value; name: string }[];
  onChoose: (value: Value) => void;
}

/** One of two or three words, side by side; it changes what is shown and saves nothing. */
export function Segmented<Value extends string>({ legend, value, options, onChoose }: SegmentedProps<Value>) {
  const name = useId();
  return (
    <fieldset className="min-w-0">
      <legend className="sr-only">{legend}</legend>
      <div className="inline-flex rounded-control border border-line-firm p-0.5">
        {options.map((option) => (
          <label
            key={option.value}
            className="flex h-6 cursor-pointer items-center rounded-control px-2 text-list text-ink-soft transition-colors duration-[120ms] hover:text-ink has-checked:bg-selected has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-focus pointer-coarse:h-9"
          >
            <input
              type="radio"
              name={name}
              checked={value === option.value}
              onChange={() => onChoose(option.value)}
              className="sr-only"
            />
            {option.name}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
