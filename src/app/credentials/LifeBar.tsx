import { useStore } from '../context.ts';
import { dateTime, type Life, lifeNow } from '../when.ts';

/** The only part of a card that reads the ticking clock, so that a second costs one bar and not a screen. */
export const LifeBar = ({ life }: { life: Life }) => {
  const store = useStore();
  const { spent, expired, ending, text } = lifeNow(life, store.now.value);
  return (
    <div class="life" data-expired={expired} data-ending={ending}>
      <span class="life-text">
        {life.label}: <strong>{text}</strong> <span class="muted">{dateTime(life.end)}</span>
      </span>
      <svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
        <rect class="whole" width="100" height="1" />
        <rect class="left" x={spent * 100} width={(1 - spent) * 100} height="1" />
      </svg>
    </div>
  );
};
