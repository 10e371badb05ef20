/** What is wrong with what was asked for or given: exit code 2, and this one line. Names the place, and never a value. */
export class Fault extends Error {}

export const EXIT = { fine: 0, findings: 1, badInput: 2 } as const;
