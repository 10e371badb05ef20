/** Every state of every component as plain data, by theme: for the gallery, and for the specs over it. */
import type { Cases } from './case.ts';
import { credentials } from './credentials.ts';
import { hostile } from './hostile.ts';
import { risks } from './risks.ts';
import { screens } from './screens.ts';
import { stories } from './stories.ts';
import { verdicts } from './verdicts.ts';

export const themes: Record<string, Cases> = {
  Verdicts: verdicts,
  Screens: screens,
  Risks: risks,
  Credentials: credentials,
  Stories: stories,
  Hostile: hostile,
};

export const cases: Cases = Object.assign({}, ...Object.values(themes));
