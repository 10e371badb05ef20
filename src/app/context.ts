/** Components reach the store through context: tests and the gallery bring their own. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Store } from './store.ts';

export const StoreContext = createContext<Store | undefined>(undefined);

export const useStore = (): Store => {
  const store = useContext(StoreContext);
  if (store === undefined) throw new Error('A component was rendered outside of mount().');
  return store;
};
