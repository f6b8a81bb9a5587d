import type { ComponentPropsWithRef, ReactNode } from 'react';
import { useId } from 'react';
import { classNames } from './class-names.ts';

/** What everything that can be typed into looks like. */
export const FIELD =
  'w-full min-w-0 rounded-control border border-line-field bg-ground px-2.5 text-body text-ink transition-colors duration-[120ms] hover:border-ink-faint focus:border-focus focus:outline-2 focus:-outline-offset-1 focus:outline-focus disabled:opacity-55 aria-invalid:border-danger-ink';

interface LabelledProps {
  label: string;
  hint?: ReactNode;
  error?: string | null | undefined;
  className?: string;
}

function useField({ hint, error }: Pick<LabelledProps, 'hint' | 'error'>) {
  const id = useId();
  return {
    id,
    control: {
      id,
      'aria-invalid': error ? true : undefined,
      'aria-describedby': hint || error ? `${id}-about` : undefined,
    },
  };
}

function Labelled({
  id,
  label,
  hint,
  error,
  className,
  children,
}: LabelledProps & { id: string; children: ReactNode }) {
  return (
    <div className={classNames('flex flex-col gap-1.5', className)}>
      <label htmlFor={id} className="text-list font-strong text-ink">
        {label}
      </label>
      {children}
      {(error || hint) && (
        <p id={`${id}-about`} className={classNames('text-note', error ? 'text-danger-ink' : 'text-ink-faint')}>
          {error || hint}
        </p>
      )}
    </div>
  );
}

type TextFieldProps = LabelledProps & Omit<ComponentPropsWithRef<'input'>, 'className'>;

/** One line of text, with its label above and its hint or fault below. */
export function TextField({ label, hint, error, className, ...rest }: TextFieldProps) {
  const { id, control } = useField({ hint, error });
  return (
    <Labelled {...{ id, label, hint, error, className }}>
      <input {...rest} {...control} className={classNames(FIELD, 'h-8 pointer-coarse:h-10')} />
    </Labelled>
  );
}

type TextAreaProps = LabelledProps & Omit<ComponentPropsWithRef<'textarea'>, 'className'>;

/** Several lines of text; grows with what is written. */
export function TextArea({ label, hint, error, className, ...rest }: TextAreaProps) {
  const { id, control } = useField({ hint, error });
  return (
    <Labelled {...{ id, label, hint, error, className }}>
      <textarea
        {...rest}
        {...control}
        className={classNames(FIELD, 'field-sizing-content min-h-16 resize-none py-1.5')}
      />
    </Labelled>
  );
}

type SelectFieldProps = LabelledProps &
  Omit<ComponentPropsWithRef<'select'>, 'className'> & { options: { value: string; label: string }[] };

/** One of a few values. The platform's own list, so that it works everywhere. */
export function SelectField({ label, hint, error, className, options, ...rest }: SelectFieldProps) {
  const { id, control } = useField({ hint, error });
  return (
    <Labelled {...{ id, label, hint, error, className }}>
      <select {...rest} {...control} className={classNames(FIELD, 'h-8 pointer-coarse:h-10')}>
        {options.map((option) => (
          <option key={option.value} value={option.value} className="bg-raised">
            {option.label}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

type CheckFieldProps = { label: string; hint?: ReactNode } & Omit<ComponentPropsWithRef<'input'>, 'className' | 'type'>;

/** Yes or no. The whole line is the target. */
export function CheckField({ label, hint, ...rest }: CheckFieldProps) {
  const id = useId();
  return (
    <div className="flex gap-2.5">
      <input
        type="checkbox"
        id={id}
        aria-describedby={hint ? `${id}-about` : undefined}
        {...rest}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <div className="min-w-0">
        <label htmlFor={id} className="text-body text-ink">
          {label}
        </label>
        {hint && (
          <p id={`${id}-about`} className="text-note text-ink-faint">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
