import { Plus, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, IconButton } from '../../ui/button.tsx';

interface RowsProps<Row> {
  legend: string;
  about: string;
  /** What one row is, for its buttons: "argument". */
  one: string;
  rows: readonly Row[];
  most: number;
  fresh: Row;
  onChange: (rows: Row[]) => void;
  draw: (row: Row, change: (part: Partial<Row>) => void) => ReactNode;
}

/** A list of small forms that grows and shrinks. */
export function Rows<Row>({ legend, about, one, rows, most, fresh, onChange, draw }: RowsProps<Row>) {
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="text-list font-strong text-ink">{legend}</legend>
      <p className="text-note text-ink-faint">{about}</p>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own, and never change places
        <div key={index} className="flex items-start gap-2 rounded-box border border-line p-3">
          <div className="flex min-w-0 flex-1 flex-wrap gap-2">
            {draw(row, (part) => onChange(rows.map((each, at) => (at === index ? { ...each, ...part } : each))))}
          </div>
          <IconButton
            small
            label={`Remove ${one} ${index + 1}`}
            onClick={() => onChange(rows.filter((_, at) => at !== index))}
          >
            <Trash2 size={14} />
          </IconButton>
        </div>
      ))}
      {rows.length < most && (
        <Button small className="self-start" icon={<Plus size={14} />} onClick={() => onChange([...rows, fresh])}>
          Add {one}
        </Button>
      )}
    </fieldset>
  );
}
