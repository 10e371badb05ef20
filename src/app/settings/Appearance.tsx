import { useId } from 'preact/hooks';
import { useStore } from '../context.ts';
import { Refused, Section, Switch, useAttempt } from './parts.tsx';
import { THEMES } from './view-settings.ts';

const Theme = ({ attempt }: { attempt: ReturnType<typeof useAttempt>['attempt'] }) => {
  const store = useStore();
  const id = useId();
  const { theme } = store.settings.value;
  return (
    <fieldset class="setting" aria-describedby={`${id}-hint`}>
      <legend>Theme</legend>
      <span class="segments">
        {THEMES.map(({ value, label }) => (
          <label key={value}>
            <input
              type="radio"
              name={id}
              checked={theme === value}
              onChange={() => void attempt(() => store.change({ theme: value }))}
            />
            <span>{label}</span>
          </label>
        ))}
      </span>
      <p id={`${id}-hint`} class="muted">
        System is what the browser asks for.
      </p>
    </fieldset>
  );
};

export const Appearance = () => {
  const store = useStore();
  const { why, attempt } = useAttempt();
  return (
    <Section title="Appearance">
      <Theme attempt={attempt} />
      <Switch
        label="Badge"
        hint="S, T, H or B on the ticket in the toolbar, in the colour of the worst open risk; a pause sign where watching is paused."
        on={store.settings.value.badge}
        change={(badge) => void attempt(() => store.change({ badge }))}
      />
      <Refused why={why} />
    </Section>
  );
};
