import { ChevronDown } from 'lucide-react';
import { Button } from './button.tsx';
import { Menu, MenuItem } from './menu.tsx';

interface ChoiceMenuProps<Value extends string> {
  label: string;
  value: Value | undefined;
  /** The words of no choice, first in the list. */
  none: string;
  choices: { value: Value; words: string }[];
  onChoose: (value: Value | undefined) => void;
}

/** A filter: one of a few values or none. The button says what holds now. */
export function ChoiceMenu<Value extends string>({ label, value, none, choices, onChoose }: ChoiceMenuProps<Value>) {
  const words = choices.find((choice) => choice.value === value)?.words;
  return (
    <Menu
      align="end"
      trigger={
        <Button
          aria-label={`${label}: ${words ?? none}. Change`}
          className={words ? 'border-accent text-accent-ink' : ''}
        >
          {words ?? label}
          <ChevronDown size={14} className="text-ink-faint" />
        </Button>
      }
    >
      <MenuItem chosen={value === undefined} onChoose={() => onChoose(undefined)}>
        {none}
      </MenuItem>
      {choices.map((choice) => (
        <MenuItem key={choice.value} chosen={choice.value === value} onChoose={() => onChoose(choice.value)}>
          {choice.words}
        </MenuItem>
      ))}
    </Menu>
  );
}
