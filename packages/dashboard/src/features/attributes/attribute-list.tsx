import type { Attribute } from '@halo/wire/dashboard/settings.ts';
import { BotOff, EyeOff, Lock, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { attributeLabel } from '../../ui/readable-value.ts';
import { Time } from '../../ui/time.tsx';
import { TrustMark } from '../../ui/trust-mark.tsx';
import { sourceWords } from '../../ui/trust-words.ts';

interface AttributeListProps {
  attributes: Attribute[];
  mayEdit: boolean;
  onEdit: (attribute: Attribute) => void;
  /** The names (`user:plan`) the AI may be shown; null where it is shown all but sensitive ones. */
  allowed: readonly string[] | null;
  /** Lets the AI see an attribute, or hides it from it. Only while there is a list. */
  onAllow: (attribute: Attribute, may: boolean) => void;
}

const TRACKS = 'desk:grid-cols-[minmax(0,3fr)_minmax(0,1fr)_160px_88px]';

/** Every key somebody has sent, with how much of the records hold it. */
export function AttributeList({ attributes, mayEdit, onEdit, allowed, onAllow }: AttributeListProps) {
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div
        aria-hidden="true"
        className={`sticky top-0 z-10 hidden h-9 items-center gap-x-6 border-b border-line bg-ground px-6 text-note text-ink-faint desk:grid ${TRACKS}`}
      >
        <span>Attribute</span>
        <span>Type</span>
        <span>Records that hold it</span>
        <span className="text-end">Last sent</span>
      </div>
      <ul>
        {attributes.map((attribute) => (
          <li
            key={attribute.key}
            className={`relative grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-6 gap-y-1 border-b border-line px-4 py-2.5 text-list hover:bg-hover desk:px-6 ${TRACKS}`}
          >
            <div className="min-w-0">
              <p className="flex min-w-0 items-center gap-2">
                <button
                  type="button"
                  disabled={!mayEdit}
                  aria-label={`Edit ${attributeLabel(attribute.key, attribute.label)}`}
                  onClick={() => onEdit(attribute)}
                  dir="auto"
                  className="min-w-0 truncate text-start font-strong text-ink outline-none not-disabled:after:absolute not-disabled:after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
                >
                  {attributeLabel(attribute.key, attribute.label)}
                </button>
                <code className="min-w-0 truncate font-mono text-note text-ink-faint" title={attribute.key}>
                  {attribute.key}
                </code>
              </p>
              <Rules attribute={attribute}>
                {allowed && !attribute.sensitive && (
                  <AllowBox
                    may={allowed.includes(`${attribute.scope}:${attribute.key}`)}
                    label={attributeLabel(attribute.key, attribute.label)}
                    mayEdit={mayEdit}
                    onChange={(may) => onAllow(attribute, may)}
                  />
                )}
              </Rules>
              {attribute.description && (
                <p dir="auto" className="truncate text-note text-ink-soft" title={attribute.description}>
                  {attribute.description}
                </p>
              )}
            </div>
            <Types types={attribute.types} />
            <Coverage attribute={attribute} />
            <p className="flex items-center justify-end gap-1.5 text-note text-ink-faint">
              <span title={attribute.proven ? 'A proven writer has sent it' : 'Only unproven writers have sent it'}>
                <TrustMark level={attribute.proven ? 'verified' : 'claimed'} quiet size={12} />
                <span className="sr-only">
                  {attribute.proven ? 'Sent by a proven writer' : 'Sent by unproven writers only'}
                </span>
              </span>
              {attribute.lastSeen ? (
                <span title={`From ${attribute.sources.map(sourceWords).join(', ')}`}>
                  <Time at={attribute.lastSeen} />
                </span>
              ) : (
                'never'
              )}
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What is special about a key, and nothing where nothing is. */
function Rules({ attribute, children }: { attribute: Attribute; children: ReactNode }) {
  const { sensitive, policy } = attribute;
  if (!sensitive && policy === 'anyone' && !children) return null;
  return (
    <p className="mt-0.5 flex flex-wrap items-center gap-x-3 gap-y-0.5 text-note text-ink-soft">
      {sensitive && (
        <span className="inline-flex items-center gap-1">
          <EyeOff size={12} aria-hidden="true" /> Sensitive
        </span>
      )}
      {policy !== 'anyone' && (
        <span className="inline-flex items-center gap-1">
          <Lock size={12} aria-hidden="true" /> {policy === 'verified' ? 'Proven writers only' : 'Teammates only'}
        </span>
      )}
      {children}
    </p>
  );
}

interface AllowBoxProps {
  may: boolean;
  label: string;
  mayEdit: boolean;
  onChange: (may: boolean) => void;
}

/** Above the row's own button, so that it can be pressed by itself. */
function AllowBox({ may, label, mayEdit, onChange }: AllowBoxProps) {
  if (!mayEdit) {
    return may ? null : (
      <span className="inline-flex items-center gap-1">
        <BotOff size={12} aria-hidden="true" /> Hidden from the AI
      </span>
    );
  }
  return (
    <label className="relative z-1 inline-flex items-center gap-1.5">
      <input
        type="checkbox"
        className="size-3.5 accent-accent"
        checked={may}
        aria-label={`The AI sees ${label}`}
        onChange={(event) => onChange(event.target.checked)}
      />
      The AI sees it
    </label>
  );
}

function Types({ types }: { types: string[] }) {
  return (
    <p className="truncate text-end text-note text-ink-soft desk:text-start">
      {types.length > 1 ? (
        <span
          title={`The type changed: ${types.join(', then ')}`}
          className="inline-flex max-w-full items-center gap-1 text-claimed"
        >
          <TriangleAlert size={12} aria-hidden="true" className="shrink-0" />
          <span className="truncate">{types.join(', ')}</span>
        </span>
      ) : (
        types[0]
      )}
    </p>
  );
}

function Coverage({ attribute: { heldBy, records } }: { attribute: Attribute }) {
  const share = records > 0 ? Math.min(1, heldBy / records) : 0;
  const percent = share > 0 && share < 0.01 ? '< 1%' : `${Math.round(share * 100)}%`;
  return (
    <div
      className="flex items-center gap-2"
      title={`${heldBy.toLocaleString('en-GB')} of ${records.toLocaleString('en-GB')} records hold it`}
    >
      <span aria-hidden="true" className="h-1 flex-1 overflow-hidden rounded-full bg-pressed">
        <span className="block h-full rounded-full bg-ink-faint" style={{ width: `${share * 100}%` }} />
      </span>
      <span className="w-12 text-end whitespace-nowrap text-note text-ink-soft tabular-nums">{percent}</span>
    </div>
  );
}
