import type { SegmentRow } from '@halo/wire/dashboard/segments.ts';
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { counted } from '../../ui/readable-value.ts';
import { useWorkspace } from '../../workspace.tsx';
import { DeleteSegment, RenameSegment } from './segment-dialogs.tsx';

interface SegmentMenuProps {
  segments: readonly SegmentRow[];
  chosen: SegmentRow | null;
  onChoose: (segmentId: string | undefined) => void;
}

/** The saved segments with how many belong to each. */
export function SegmentMenu({ segments, chosen, onChoose }: SegmentMenuProps) {
  return (
    <Menu
      align="end"
      trigger={
        <Button
          aria-label={`Segments: ${chosen?.name ?? 'everybody'}. Change`}
          className={chosen ? 'min-w-0 border-accent text-accent-ink' : ''}
        >
          <span className="max-w-40 truncate">{chosen?.name ?? 'Segments'}</span>
          <ChevronDown size={14} className="text-ink-faint" />
        </Button>
      }
    >
      <MenuItem chosen={chosen === null} onChoose={() => onChoose(undefined)}>
        Everybody
      </MenuItem>
      {segments.length === 0 && (
        <p className="max-w-60 px-2 py-1.5 text-note text-ink-faint">
          No segment yet. Filter the list, then save the filter.
        </p>
      )}
      {segments.map((segment) => (
        <MenuItem key={segment.id} chosen={segment.id === chosen?.id} onChoose={() => onChoose(segment.id)}>
          <span className="flex items-baseline gap-2">
            <span dir="auto" className="min-w-0 truncate">
              {segment.name}
            </span>
            <span className="ms-auto shrink-0 text-note text-ink-faint tabular-nums">{sizeWords(segment)}</span>
          </span>
        </MenuItem>
      ))}
    </Menu>
  );
}

/** "12", or that those who match are still being found. */
function sizeWords({ state, members }: SegmentRow): string {
  return state === 'building' ? 'building' : members.toLocaleString('en-GB');
}

interface SegmentBarProps {
  segment: SegmentRow;
  onEdit: () => void;
  onDeleted: () => void;
}

/** What may be done with the segment whose members are listed. */
export function SegmentBar({ segment, onEdit, onDeleted }: SegmentBarProps) {
  const workspace = useWorkspace();
  const [asking, setAsking] = useState<'rename' | 'delete' | null>(null);
  const close = () => setAsking(null);
  return (
    <section
      aria-label="Segment"
      className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line bg-sunken px-4 py-2 text-list desk:px-6"
    >
      <h2 dir="auto" className="min-w-0 truncate font-strong text-ink" title={segment.name}>
        {segment.name}
      </h2>
      <p role="status" className="text-ink-soft tabular-nums">
        {segment.state === 'building'
          ? `Building: ${counted(segment.members, 'member', 'members')} so far`
          : counted(segment.members, 'member', 'members')}
      </p>
      <span className="flex-1" />
      {workspace.may('contacts.edit') && (
        <>
          <Button small look="quiet" onClick={onEdit}>
            Edit filter
          </Button>
          <Button small look="quiet" onClick={() => setAsking('rename')}>
            Rename
          </Button>
          <Button small look="quiet" onClick={() => setAsking('delete')}>
            Delete
          </Button>
        </>
      )}
      {asking === 'rename' && <RenameSegment segment={segment} onClose={close} />}
      {asking === 'delete' && <DeleteSegment segment={segment} onDeleted={onDeleted} onClose={close} />}
    </section>
  );
}
