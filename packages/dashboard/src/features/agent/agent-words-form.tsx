import type { AgentSkill, AgentWords } from '@halo/wire/dashboard/agent.ts';
import { Plus } from 'lucide-react';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { ErrorLine } from '../../ui/error-state.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';
import { Section } from '../../ui/page-bar.tsx';
import { SaveBar } from '../../ui/save-bar.tsx';
import { useWorkspace } from '../../workspace.tsx';
import { useChangeAgent } from './agent-queries.ts';

const MOST_SKILLS = 20;

const wordsOf = ({ name, instructions, goal, boundaries, skills }: AgentWords) => ({
  ...{ name, instructions, goal, boundaries },
  skills,
});

/** Who the agent is and what it is told, in its operator's words. */
export function AgentWordsForm({ agent }: { agent: AgentWords }) {
  const { id, may } = useWorkspace();
  const change = useChangeAgent(id, agent.id);
  const [draft, setDraft] = useState(() => wordsOf(agent));
  const { name, instructions, goal, boundaries, skills } = draft;
  const edit = (patch: Partial<typeof draft>) => setDraft({ ...draft, ...patch });
  const mayChange = may('settings');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const whole = skills.filter((skill) => skill.name.trim() && skill.instructions.trim());
    change.mutate(
      { ...draft, skills: whole },
      { onSuccess: ({ agents }) => setDraft(wordsOf(agents.find(({ id: one }) => one === agent.id) ?? agent)) },
    );
  };
  const editSkill = (at: number, patch: Partial<AgentSkill>) =>
    edit({ skills: skills.map((skill, index) => (index === at ? { ...skill, ...patch } : skill)) });
  return (
    <Section title="Agent" about="Who answers, and what the model is told. It holds from the next answer on.">
      <form onSubmit={submit}>
        <fieldset disabled={!mayChange} className="flex max-w-140 flex-col gap-5">
          <TextField
            label="Name"
            required
            maxLength={80}
            value={name}
            onChange={(e) => edit({ name: e.target.value })}
          />
          <TextArea
            label="Goal"
            hint="What a good conversation comes to."
            maxLength={2_000}
            value={goal}
            onChange={(e) => edit({ goal: e.target.value })}
          />
          <TextArea
            label="Instructions"
            hint="How it works and sounds, as you would tell a new colleague."
            maxLength={20_000}
            value={instructions}
            onChange={(e) => edit({ instructions: e.target.value })}
          />
          <TextArea
            label="Boundaries"
            hint="What it never does or promises."
            maxLength={4_000}
            value={boundaries}
            onChange={(e) => edit({ boundaries: e.target.value })}
          />
          {skills.map((skill, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: skills have no name that stays while it is typed
            <div key={at} className="flex flex-col gap-3 rounded-box border border-line p-3">
              <TextField
                label={`Skill ${at + 1}`}
                maxLength={80}
                value={skill.name}
                onChange={(e) => editSkill(at, { name: e.target.value })}
              />
              <TextArea
                label={`How skill ${at + 1} is done`}
                maxLength={4_000}
                value={skill.instructions}
                onChange={(e) => editSkill(at, { instructions: e.target.value })}
              />
              {mayChange && (
                <div>
                  <Button
                    look="quiet"
                    small
                    onClick={() => edit({ skills: skills.filter((_, index) => index !== at) })}
                  >
                    Remove skill {at + 1}
                  </Button>
                </div>
              )}
            </div>
          ))}
          <ErrorLine error={change.error} />
          {mayChange && (
            <>
              <div>
                <Button
                  small
                  icon={<Plus size={14} />}
                  disabled={skills.length >= MOST_SKILLS}
                  onClick={() => edit({ skills: [...skills, { name: '', instructions: '' }] })}
                >
                  Add skill
                </Button>
              </div>
              <SaveBar
                action="Save agent"
                primary
                changed={JSON.stringify(draft) !== JSON.stringify(wordsOf(agent))}
                ready={name.trim() !== ''}
                saving={change.isPending}
                onDiscard={() => setDraft(wordsOf(agent))}
              />
            </>
          )}
        </fieldset>
      </form>
    </Section>
  );
}
