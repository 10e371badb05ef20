import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useStore } from '../context.ts';

interface Props {
  /** What is copied: a text at hand, or one that is fetched at the click and never shown. */
  text?: string;
  copy?: () => Promise<boolean>;
  /** Completes the label for those who hear it out of context. */
  what: string;
  label?: string;
}

const SHOWN_FOR = 1600;

export const CopyButton = ({ text = '', copy, what, label = 'Copy' }: Props) => {
  const store = useStore();
  const state = useSignal<'idle' | 'copied' | 'failed'>('idle');
  useEffect(() => {
    if (state.value === 'idle') return undefined;
    const timer = setTimeout(() => (state.value = 'idle'), SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [state.value]);

  const run = async (): Promise<void> => {
    const done = await (copy ? copy() : store.copy(text));
    state.value = done ? 'copied' : 'failed';
  };
  return (
    <button type="button" class="small" aria-label={`${label} ${what}`} onClick={() => void run()}>
      {state.value === 'idle' ? label : state.value === 'copied' ? 'Copied' : 'Not copied'}
    </button>
  );
};
