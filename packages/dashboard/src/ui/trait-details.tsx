import { Popover } from '@base-ui/react/popover';
import type { Trait } from '@halo/wire/dashboard/person.ts';
import { EyeOff, Lock, Pin } from 'lucide-react';
import type { ReactNode } from 'react';
import { attributeLabel } from './readable-value.ts';
import { TrustMark } from './trust-mark.tsx';
import { pinSentence, policySentence, provenanceSentence } from './trust-words.ts';

interface TraitDetailsProps {
  trait: Trait;
  modeOff: boolean;
  /** What may be done with the value. */
  actions?: ReactNode;
}

/** The mark beside a value; opened, it says who wrote it, when, how it is proven, and who may write it. */
export function TraitDetails({ trait, modeOff, actions }: TraitDetailsProps) {
  const { provenance, pinned, policy, sensitive } = trait;
  const label = attributeLabel(trait.key, trait.label);
  const origin = provenanceSentence(provenance);
  const only = policySentence(policy);
  return (
    <Popover.Root>
      <Popover.Trigger
        openOnHover
        delay={250}
        aria-label={`${label}: ${origin}${pinned ? ' Pinned.' : ''}`}
        className="relative inline-flex shrink-0 rounded-full p-0.5"
      >
        <TrustMark level={provenance?.trust ?? 'anonymous'} quiet={modeOff} size={12} />
        {pinned && (
          <Pin size={9} aria-hidden="true" className="absolute -end-1.5 -top-1.5 fill-current text-accent-ink" />
        )}
      </Popover.Trigger>
      <Popover.Portal container={document.getElementById('main')}>
        <Popover.Positioner side="bottom" align="end" sideOffset={6} collisionPadding={8} className="z-40">
          <Popover.Popup
            initialFocus={false}
            className="floats flex w-72 max-w-[calc(100vw-1rem)] flex-col gap-2 p-3 text-note text-ink-soft outline-none"
          >
            <div className="min-w-0">
              <Popover.Title dir="auto" className="text-list font-strong break-words text-ink">
                {label}
              </Popover.Title>
              <code className="block truncate font-mono text-ink-faint" title={trait.key}>
                {trait.key}
              </code>
            </div>
            <Popover.Description className="break-words text-ink">{origin}</Popover.Description>
            {pinned && <Rule icon={<Pin size={12} />}>{pinSentence(pinned)}</Rule>}
            {only && <Rule icon={<Lock size={12} />}>{only}</Rule>}
            {sensitive && <Rule icon={<EyeOff size={12} />}>Sensitive: kept from the AI and from logs.</Rule>}
            {actions && <div className="flex flex-wrap gap-1.5 border-t border-line pt-2.5">{actions}</div>}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Rule({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <p className="flex gap-1.5">
      <span aria-hidden="true" className="mt-0.5 shrink-0 text-ink-faint">
        {icon}
      </span>
      <span className="min-w-0 break-words">{children}</span>
    </p>
  );
}
