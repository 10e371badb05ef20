/** Mounts the app on a fake world and finds things as people do: by role and by words. */
import { afterEach } from 'vitest';
import { mount } from '../../src/app/mount.tsx';
import type { Door } from '../../src/app/store.ts';
import type { FakeApi } from '../helpers/app-api.ts';

export interface Screen {
  root: HTMLElement;
  text(): string;
  byRole(role: string, name?: string | RegExp): HTMLElement[];
  button(name: string | RegExp): HTMLButtonElement;
  click(name: string | RegExp): Promise<void>;
  settle(): Promise<void>;
}

const takeDown: (() => void)[] = [];
afterEach(() => {
  for (const stop of takeDown.splice(0)) stop();
  document.body.replaceChildren();
});

const ROLES: Record<string, string> = { button: 'button:not([role])', heading: 'h1,h2,h3,h4', link: 'a[href]' };

const isHidden = (element: Element): boolean => element.closest('[hidden]') !== null;

/** What is drawn for the eye alone has no name. */
const nameOf = (element: Element): string => {
  const spoken = element.cloneNode(true) as Element;
  for (const drawn of spoken.querySelectorAll('[aria-hidden="true"]')) drawn.remove();
  return (element.getAttribute('aria-label') ?? spoken.textContent ?? '').replace(/\s+/g, ' ').trim();
};

const isLoading = (): boolean =>
  [...document.querySelectorAll('.empty')].some(({ textContent }) => textContent === 'Opening…');

/** Promises, signals and effects: a few turns of the loop; and what is still being loaded, however long that takes. */
const settle = async (): Promise<void> => {
  do for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setTimeout(resolve, 0));
  while (isLoading());
};

export const show = async (api: FakeApi, door: Door = 'popup'): Promise<Screen> => {
  const root = document.createElement('div');
  document.body.append(root);
  takeDown.push(mount(root, api, { door }));
  await settle();
  const byRole: Screen['byRole'] = (role, name) =>
    [...root.querySelectorAll<HTMLElement>(ROLES[role] ?? `[role="${role}"]`)].filter(
      (element) =>
        !isHidden(element) &&
        (name === undefined || (name instanceof RegExp ? name.test(nameOf(element)) : nameOf(element) === name)),
    );
  const button: Screen['button'] = (name) => {
    const [found, second] = byRole('button', name);
    if (found === undefined)
      throw new Error(`No button ${String(name)} among: ${byRole('button').map(nameOf).join(' | ')}`);
    if (second !== undefined) throw new Error(`More than one button ${String(name)}`);
    return found as HTMLButtonElement;
  };
  return {
    root,
    text: () => (root.textContent ?? '').replace(/\s+/g, ' '),
    byRole,
    button,
    settle,
    click: async (name) => {
      button(name).click();
      await settle();
    },
  };
};

export const openTab = async (screen: Screen, name: RegExp): Promise<void> => {
  screen.byRole('tab', name)[0]?.click();
  await screen.settle();
};
