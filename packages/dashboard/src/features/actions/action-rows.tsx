import { ACTION_LIMITS } from '@halo/wire/dashboard/actions.ts';
import { CheckField, SelectField, TextField } from '../../ui/field.tsx';
import type { ActionDraft } from './action-form.ts';
import { Rows } from './rows.tsx';

interface PartProps {
  draft: ActionDraft;
  set: (part: Partial<ActionDraft>) => void;
}

const TYPES = [
  { value: 'string', label: 'Text' },
  { value: 'integer', label: 'Whole number' },
  { value: 'number', label: 'Number' },
  { value: 'boolean', label: 'Yes or no' },
];

/** What the AI fills in. */
export function ArgumentRows({ draft, set }: PartProps) {
  return (
    <Rows
      legend="What the AI fills in"
      about="From what the customer says. What does not fit is refused before anything is sent."
      one="argument"
      rows={draft.arguments}
      most={ACTION_LIMITS.arguments}
      fresh={{ name: '', type: 'string', description: '', required: true, maxLength: 200, options: [] }}
      onChange={(list) => set({ arguments: list })}
      draw={(row, change) => (
        <>
          <TextField
            label="Name"
            className="w-40"
            spellCheck={false}
            value={row.name}
            onChange={({ target }) => change({ name: target.value })}
          />
          <SelectField
            label="Kind"
            className="w-36"
            value={row.type}
            onChange={({ target }) => change({ type: target.value as typeof row.type })}
            options={TYPES}
          />
          <TextField
            label="What it is"
            className="min-w-48 flex-1"
            dir="auto"
            maxLength={300}
            value={row.description}
            onChange={({ target }) => change({ description: target.value })}
          />
          {row.type === 'string' && (
            <>
              <TextField
                label="Only one of"
                className="min-w-48 flex-1"
                hint="Values with commas between; empty takes any."
                defaultValue={row.options.join(', ')}
                onChange={({ target }) =>
                  change({
                    options: target.value
                      .split(',')
                      .map((each) => each.trim())
                      .filter(Boolean),
                  })
                }
              />
              <TextField
                label="Longest"
                className="w-24"
                type="number"
                min={1}
                max={ACTION_LIMITS.textCharacters}
                value={row.maxLength}
                onChange={({ target }) => change({ maxLength: Number(target.value) })}
              />
            </>
          )}
          <div className="w-full">
            <CheckField
              label="Required"
              checked={row.required}
              onChange={({ target }) => change({ required: target.checked })}
            />
          </div>
        </>
      )}
    />
  );
}

/** What Halo fills in. */
export function IdentityRows({ draft, set }: PartProps) {
  return (
    <Rows
      legend="Who the customer is"
      about="Filled in by Halo from verified values only, never by the AI. Where one is missing, nothing is sent."
      one="identity parameter"
      rows={draft.identity}
      most={ACTION_LIMITS.identity}
      fresh={{ name: 'user_id', value: 'user_id' }}
      onChange={(identity) => set({ identity })}
      draw={(row, change) => {
        const isTrait = row.value.startsWith('trait:');
        return (
          <>
            <TextField
              label="Sent as"
              className="w-40"
              spellCheck={false}
              value={row.name}
              onChange={({ target }) => change({ name: target.value })}
            />
            <SelectField
              label="Value"
              className="w-44"
              value={isTrait ? 'trait' : row.value}
              onChange={({ target }) => change({ value: target.value === 'trait' ? 'trait:' : target.value })}
              options={[
                { value: 'user_id', label: 'User id' },
                { value: 'email', label: 'E-mail' },
                { value: 'company_id', label: 'Company id' },
                { value: 'trait', label: 'A trait' },
              ]}
            />
            {isTrait && (
              <TextField
                label="Trait"
                className="w-40"
                spellCheck={false}
                value={row.value.slice('trait:'.length)}
                onChange={({ target }) => change({ value: `trait:${target.value}` })}
              />
            )}
          </>
        );
      }}
    />
  );
}

/** What is sent along every time. Secret values are kept sealed and never shown again. */
export function HeaderRows({ draft, set }: PartProps) {
  const rows = [
    ...draft.headers.map(({ name, value }) => ({ name, value: value as string | null, secret: false })),
    ...draft.secretHeaders.map(({ name, value }) => ({ name, value, secret: true })),
  ];
  return (
    <Rows
      legend="Headers"
      about="Sent with every request, such as a key of your service. Every request is signed besides."
      one="header"
      rows={rows}
      most={ACTION_LIMITS.headers}
      fresh={{ name: '', value: '', secret: true }}
      onChange={(next) =>
        set({
          headers: next.filter((row) => !row.secret).map(({ name, value }) => ({ name, value: value ?? '' })),
          secretHeaders: next.filter((row) => row.secret).map(({ name, value }) => ({ name, value })),
        })
      }
      draw={(row, change) => (
        <>
          <TextField
            label="Header"
            className="w-44"
            spellCheck={false}
            value={row.name}
            onChange={({ target }) => change({ name: target.value })}
          />
          <TextField
            label="Value"
            className="min-w-48 flex-1"
            type={row.secret ? 'password' : 'text'}
            autoComplete="off"
            placeholder={row.value === null ? 'Kept as it is' : undefined}
            value={row.value ?? ''}
            onChange={({ target }) => change({ value: target.value })}
          />
          <div className="w-full">
            <CheckField
              label="Secret"
              checked={row.secret}
              onChange={({ target }) => change({ secret: target.checked, value: row.value ?? '' })}
            />
          </div>
        </>
      )}
    />
  );
}
