import type { ContextItem, Trait } from '@halo/wire/dashboard/person.ts';
import { EyeOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { Hint } from './hint.tsx';
import { attributeLabel, humanKey, isScalar, readableValue, readEntry, safeLink } from './readable-value.ts';
import { TraitDetails } from './trait-details.tsx';
import { ProvenanceMark } from './trust-badge.tsx';

/** A list of named facts, one per line, the value cut after four lines until one asks for the rest. */
export function FactList({ children }: { children: ReactNode }) {
  return <dl className="flex flex-col gap-1.5">{children}</dl>;
}

interface FactProps {
  label: string;
  /** The customer's own key, on hover. */
  title?: string;
  value: unknown;
  /** Beside the label. */
  mark?: ReactNode;
  /** At the end of the line. */
  aside?: ReactNode;
}

export function Fact({ label, title, value, mark, aside }: FactProps) {
  return (
    <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_16px] items-start gap-2 text-list">
      <dt className="flex min-w-0 items-center gap-1 text-ink-faint" title={title ?? label}>
        <span className="line-clamp-2 break-words" dir="auto">
          {label}
        </span>
        {mark}
      </dt>
      <dd className="min-w-0 text-ink">
        <Value value={value} />
      </dd>
      <dd className="flex h-[18px] items-center">{aside}</dd>
    </div>
  );
}

const LONG = 160;

function Value({ value }: { value: unknown }) {
  const [whole, setWhole] = useState(false);
  const text = readableValue(value);
  const address = safeLink(value);
  if (address) {
    return (
      <a
        href={address}
        target="_blank"
        rel="noopener noreferrer"
        title={address}
        className="block truncate text-accent-ink hover:underline"
        dir="ltr"
      >
        {text}
      </a>
    );
  }
  return (
    <>
      <span dir="auto" className={`break-words ${text.length > LONG && !whole ? 'line-clamp-4' : 'block'}`}>
        {text}
      </span>
      {text.length > LONG && (
        <button type="button" onClick={() => setWhole(!whole)} className="text-note text-accent-ink hover:underline">
          {whole ? 'Show less' : 'Show all'}
        </button>
      )}
    </>
  );
}

/** Recognised keys whose values are words of ours (identity T7). */
const ENUMS = new Set(['renewal_status', 'contract_term', 'payment_terms']);

interface TraitListProps {
  traits: Trait[];
  modeOff: boolean;
  /** What may be done with a value, for those who may. */
  actions?: (trait: Trait) => ReactNode;
}

/** Traits, each with the mark of who said it; opened, the mark tells the rest. */
export function TraitList({ traits, modeOff, actions }: TraitListProps) {
  return (
    <FactList>
      {traits.map((trait) => (
        <Fact
          key={trait.key}
          label={attributeLabel(trait.key, trait.label)}
          title={trait.key}
          value={ENUMS.has(trait.key) && typeof trait.value === 'string' ? humanKey(trait.value) : trait.value}
          mark={trait.sensitive && <SensitiveMark />}
          aside={<TraitDetails trait={trait} modeOff={modeOff} actions={actions?.(trait)} />}
        />
      ))}
    </FactList>
  );
}

/** The mark of a value that never reaches the AI. */
function SensitiveMark() {
  return (
    <Hint content="Sensitive: kept from the AI and from logs">
      <button
        type="button"
        aria-label="Sensitive: kept from the AI and from logs"
        className="cursor-default rounded-full p-0.5 text-ink-faint"
      >
        <EyeOff size={12} />
      </button>
    </Hint>
  );
}

/** Context entries, each under its own heading as the AI gets them. */
export function ContextList({ context, modeOff }: { context: ContextItem[]; modeOff: boolean }) {
  return (
    <div className="flex flex-col gap-4">
      {context.map((item) => {
        const { label, type, value } = readEntry(item.entry);
        return (
          <div key={item.key} className="min-w-0">
            <div className="mb-1.5 flex items-center gap-2">
              <h3 className="min-w-0 truncate text-list font-strong text-ink" dir="auto" title={item.key}>
                {label ?? item.label ?? humanKey(item.key)}
              </h3>
              {item.sensitive && <SensitiveMark />}
              {type && <span className="shrink-0 text-note text-ink-faint">{type}</span>}
              <span className="flex-1" />
              {item.provenance && <ProvenanceMark provenance={item.provenance} modeOff={modeOff} />}
            </div>
            <EntryValue value={value} />
          </div>
        );
      })}
    </div>
  );
}

function EntryValue({ value }: { value: unknown }) {
  if (isScalar(value))
    return (
      <p className="text-list break-words text-ink" dir="auto">
        {readableValue(value)}
      </p>
    );
  if (Array.isArray(value)) {
    return (
      <ul className="flex flex-col gap-1 text-list text-ink">
        {value.slice(0, 20).map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a list as it was sent; its items have no other name
          <li key={index} dir="auto" className="border-s-2 border-line ps-2 break-words">
            {readableValue(item)}
          </li>
        ))}
        {value.length > 20 && <li className="ps-2 text-note text-ink-faint">and {value.length - 20} more</li>}
      </ul>
    );
  }
  return (
    <FactList>
      {Object.entries(value as object).map(([key, inner]) => (
        <Fact key={key} label={humanKey(key)} title={key} value={inner} />
      ))}
    </FactList>
  );
}
