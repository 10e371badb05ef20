/** What all sections of the settings are made of. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Text } from '../components/Text.tsx';

interface SectionProps {
  title: string;
  children: ComponentChildren;
}

export const Section = ({ title, children }: SectionProps) => {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
};

interface SwitchProps {
  label: ComponentChildren;
  hint: string;
  on: boolean;
  change: (on: boolean) => void;
}

export const Switch = ({ label, hint, on, change }: SwitchProps) => {
  const id = useId();
  return (
    <div class="setting">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="checkbox"
        checked={on}
        aria-describedby={`${id}-hint`}
        onChange={({ currentTarget }) => change(currentTarget.checked)}
      />
      <p id={`${id}-hint`} class="muted">
        {hint}
      </p>
    </div>
  );
};

export const Refused = ({ why }: { why: string }) =>
  why === '' ? null : (
    <p class="refused" role="alert">
      <Text value={why} />
    </p>
  );

/** Does what may fail; `why` says so until the next attempt. */
export const useAttempt = () => {
  const why = useSignal('');
  const attempt = async (action: () => Promise<string | undefined>): Promise<boolean> => {
    why.value = '';
    why.value = (await action()) ?? '';
    return why.value === '';
  };
  return { why: why.value, attempt };
};
