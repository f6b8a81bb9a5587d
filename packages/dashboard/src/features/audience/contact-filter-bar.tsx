import type { SegmentRow } from '@halo/wire/dashboard/segments.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { FIELD } from '../../ui/field.tsx';
import { useWorkspace } from '../../workspace.tsx';
import { useFilterFields } from './audience-queries.ts';
import { type ContactType, FilterBar } from './filter-bar.tsx';
import type { FilterJson } from './filter-tree.ts';
import { SaveSegment } from './segment-dialogs.tsx';

interface ContactFilterBarProps {
  filter: FilterJson;
  contactType: ContactType;
  /** The saved segment whose filter is being changed. */
  segment: SegmentRow | null;
  onFilter: (filter: FilterJson) => void;
  onContactType: (type: ContactType) => void;
  onSaved: (segmentId: string) => void;
  onClose: () => void;
}

/** The filter of contacts, which can be kept as a segment. */
export function ContactFilterBar(props: ContactFilterBarProps) {
  const { filter, contactType, segment, onFilter, onContactType, onSaved, onClose } = props;
  const workspace = useWorkspace();
  const fields = useFilterFields(workspace.id);
  return (
    <FilterBar
      {...{ filter, fields, contactType, onFilter }}
      of="contacts"
      words={['person matches', 'people match']}
      before={
        <select
          aria-label="Which contacts"
          className={classNames(FIELD, 'h-8 w-auto! text-list pointer-coarse:h-10')}
          value={contactType}
          onChange={(event) => onContactType(event.target.value as ContactType)}
        >
          <option value="all">Users and leads</option>
          <option value="users">Users</option>
          <option value="leads">Leads</option>
        </select>
      }
      actions={(asked) => (
        <>
          {workspace.may('contacts.edit') && (
            <SaveSegment
              segment={segment}
              body={{ filter: asked ?? filter, contactType }}
              disabled={asked === null}
              onSaved={onSaved}
            />
          )}
          <Button look="quiet" onClick={onClose}>
            {segment ? 'Cancel' : 'Clear'}
          </Button>
        </>
      )}
    />
  );
}
