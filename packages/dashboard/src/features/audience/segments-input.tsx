import { classNames } from '../../ui/class-names.ts';
import { FIELD } from '../../ui/field.tsx';
import { useWorkspace } from '../../workspace.tsx';
import { useSegments } from './audience-queries.ts';

/** One of the saved segments. */
export function SegmentsInput({
  chosen,
  onChange,
  shared,
}: {
  chosen: unknown;
  onChange: (value: unknown) => void;
  shared: object;
}) {
  const workspace = useWorkspace();
  const { data } = useSegments(workspace.id);
  const ids = [chosen ?? []].flat() as string[];
  return (
    <select
      {...shared}
      aria-label="Segment"
      className={classNames(FIELD, 'h-8 w-56! text-list pointer-coarse:h-10')}
      value={ids[0] ?? ''}
      onChange={(event) => onChange(event.target.value ? [event.target.value] : [])}
    >
      <option value="">{data?.segments.length === 0 ? 'No segment yet' : 'Choose'}</option>
      {data?.segments.map((segment) => (
        <option key={segment.id} value={segment.id}>
          {segment.name}
        </option>
      ))}
    </select>
  );
}
