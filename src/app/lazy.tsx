/** What is not needed at once is loaded when it is first shown, so that the popup opens fast. */
import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';

export type Lazy<Props> = ComponentType<Props> & {
  /** Fetches it ahead of time. */
  load(): Promise<void>;
};

/** A component that stands in for another one until that has come. */
export const lazily = <Props extends object>(bring: () => Promise<ComponentType<Props>>): Lazy<Props> => {
  const loaded = signal<ComponentType<Props> | undefined>(undefined);
  const failed = signal(false);
  const load = async (): Promise<void> => {
    if (loaded.value !== undefined) return;
    failed.value = false;
    try {
      loaded.value = await bring();
    } catch {
      failed.value = true;
    }
  };
  const StandIn = (props: Props) => {
    useEffect(() => void load(), []);
    const Loaded = loaded.value;
    if (Loaded !== undefined) return <Loaded {...props} />;
    return (
      <p class="empty">
        {failed.value ? 'This part could not be loaded. Close and open Coatcheck again.' : 'Opening…'}
      </p>
    );
  };
  return Object.assign(StandIn, { load });
};
