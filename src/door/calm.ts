export interface Calmed {
  tell(): void;
  stop(): void;
}

/** Tells the first at once; what comes within the pause after it is told once more, at its end. None is lost. */
export const calm = (tell: () => void, pause: number): Calmed => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let missed = false;
  const pass = (): void => {
    missed = false;
    tell();
    timer = setTimeout(rest, pause);
  };
  const rest = (): void => {
    timer = undefined;
    if (missed) pass();
  };
  return {
    tell: () => {
      if (timer === undefined) pass();
      else missed = true;
    },
    stop: () => clearTimeout(timer),
  };
};
