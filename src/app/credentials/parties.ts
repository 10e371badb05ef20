/** Who is a stranger to a site. The public suffix list behind that is large, so it is loaded when somebody asks. */
import { signal } from '@preact/signals';

type IsThirdParty = (origin: string, site: string) => boolean;

const known = signal<IsThirdParty | undefined>(undefined);

/** Without the list the mark is missing, and nothing else. */
export const loadParties = async (): Promise<void> => {
  if (known.value !== undefined) return;
  const loaded = await import('../../core/site/origins.ts').catch(() => undefined);
  if (loaded !== undefined) known.value = loaded.isThirdParty;
};

/** False as well as long as nobody can tell; the answer comes by itself. */
export const isThirdParty = (origin: string, site: string): boolean => known.value?.(origin, site) ?? false;
