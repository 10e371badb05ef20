/** What is not needed at once is loaded when it is first shown, so that the popup opens fast. */
import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';

/** A component that stands in for another one until that has come. */
export const lazily = <Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> => {
  const loaded = signal<ComponentType<Props> | undefined>(undefined);
  const failed = signal(false);
  const begin = async (): Promise<void> => {
    failed.value = false;
    try {
      loaded.value = await load();
    } catch {
      failed.value = true;
    }
  };
  return (props: Props) => {
    useEffect(() => {
      if (loaded.value === undefined) void begin();
    }, []);
    const Loaded = loaded.value;
    if (Loaded !== undefined) return <Loaded {...props} />;
    return (
      <p class="empty">
        {failed.value ? 'This part could not be loaded. Close and open Coatcheck again.' : 'Opening…'}
      </p>
    );
  };
};
