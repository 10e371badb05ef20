import { lazily } from '../lazy.tsx';

/** Learn is long and read once. */
export const LearnTab = lazily(async () => (await import('../learn/Learn.tsx')).Learn);
