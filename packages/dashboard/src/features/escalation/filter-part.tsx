import { ApiError } from '../../api.ts';
import { counted } from '../../ui/readable-value.ts';
import { useWorkspace } from '../../workspace.tsx';
import { useAudience, useFilterFields, useSettled } from '../audience/audience-queries.ts';
import type { ContactType } from '../audience/filter-bar.tsx';
import { FilterGroup } from '../audience/filter-group.tsx';
import { filterOf, type Group, isEmpty, isWhole } from '../audience/filter-tree.ts';
import { Funnel } from '../audience/funnel.tsx';

interface FilterPartProps {
  legend: string;
  /** What it means that nothing is asked. */
  empty: string;
  tree: Group;
  onChange: (tree: Group) => void;
  /** Whom the conditions are asked about; users and leads where nothing is said. */
  contactType?: ContactType;
  /** Nothing asked is still a number of people: they are counted too. */
  countsAll?: boolean;
}

/** Whom a rule means, with how many people that are just now. */
export function FilterPart({ legend, empty, tree, onChange, contactType = 'all', countsAll }: FilterPartProps) {
  const workspace = useWorkspace();
  const fields = useFilterFields(workspace.id);
  const settled = useSettled(tree);
  const asks = workspace.may('contacts') && (countsAll || !isEmpty(settled)) && isWhole(settled);
  const audience = useAudience(workspace.id, asks ? { filter: filterOf(settled), contactType, explain: true } : null);
  const fault = audience.error instanceof ApiError && audience.error.code === 'invalid_filter' ? audience.error : null;
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1.5 text-list font-strong text-ink">{legend}</legend>
      <FilterGroup
        group={tree}
        path="filter"
        fields={fields}
        faultAt={(path) => (asks && fault?.details.path === path ? fault.message : null)}
        leftAt={() => null}
        onChange={onChange}
      />
      <p role="status" className="text-note text-ink-faint">
        {isEmpty(tree) && !(asks && countsAll)
          ? empty
          : !isWhole(tree)
            ? 'Finish the condition.'
            : asks && audience.data && !audience.error
              ? `${counted(audience.data.count, 'person matches', 'people match')} now. Visitors never do.`
              : 'Visitors never match.'}
      </p>
      {asks && !isEmpty(tree) && audience.data?.count === 0 && !audience.error && (
        <Funnel answer={audience.data} fields={fields} />
      )}
    </fieldset>
  );
}
