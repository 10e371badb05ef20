import { useStore } from '../context.ts';
import { TERM, type Topic } from '../topics.ts';

/** The way to where Learn explains it. `text` where the thing is named already. */
export const LearnLink = ({ topic, text }: { topic: Topic; text?: string }) => {
  const store = useStore();
  return (
    <button type="button" class="learn-link" onClick={() => store.learn(topic)}>
      {text === undefined ? (
        `Learn: ${TERM[topic]}`
      ) : (
        <>
          <span class="sr">Learn: </span>
          {text}
        </>
      )}
    </button>
  );
};
