import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { GoodNews, News } from '../../core/good-news.ts';
import type { SiteReport } from '../../core/report.ts';
import { Disclosure } from '../components/Disclosure.tsx';
import { Prose, Text } from '../components/Text.tsx';
import { useStore } from '../context.ts';
import { type Line, linesOf } from './view-checks.ts';

const Group = (props: { name: string; title: string; lead: string; count: number; children: ComponentChildren }) =>
  props.count === 0 ? null : (
    <Disclosure
      name={`checks:${props.name}`}
      class={`checks ${props.name}`}
      level={2}
      head={
        <>
          <span class="title">{props.title}</span> <span class="count">{props.count}</span>
        </>
      }
    >
      <p class="muted">{props.lead}</p>
      <ul>{props.children}</ul>
    </Disclosure>
  );

const Item = ({ line }: { line: Line }) => (
  <li>
    <span>
      {line.why === undefined ? (
        <Prose text={line.text} plain />
      ) : (
        <>
          <Text value={line.text} plain />
          <span class="why">
            <Prose text={line.why} plain />
          </span>
        </>
      )}
    </span>
  </li>
);

const Sentences = ({ news }: { news: News[] }) => (
  <>
    {news.map(({ code, text }, index) => (
      <li key={`${code} ${index}`}>
        <span>
          <Prose text={text} plain />
        </span>
      </li>
    ))}
  </>
);

const NONE: GoodNews = { good: [], spared: [] };

/** Asked anew with each report. What it cannot tell is left out: the risks stand without it. */
const useGoodNews = (report: SiteReport): GoodNews => {
  const { api } = useStore();
  const news = useSignal(NONE);
  useEffect(() => {
    let late = false;
    const ask = async (): Promise<void> => {
      const reply = await api.getGoodNews();
      if (!late && reply.ok) news.value = reply.value;
    };
    ask().catch(() => undefined);
    return () => {
      late = true;
    };
  }, [report]);
  return news.value;
};

/** Below the risks: a judgement that only blames tells half of what was seen. */
export const Checks = ({ report }: { report: SiteReport }) => {
  const { good, spared } = useGoodNews(report);
  const { fine, untold, na } = linesOf(report);
  return (
    <>
      {good.length > 0 && (
        <section class="done-well" aria-label="Done well">
          <h2>Done well</h2>
          <ul>
            <Sentences news={good} />
          </ul>
        </section>
      )}
      <Group name="fine" title="Looks fine" lead="Looked for, and in order:" count={fine.length}>
        {fine.map((line) => (
          <Item line={line} key={line.rule} />
        ))}
      </Group>
      <Group name="spared" title="Not blamed" lead="Left alone on purpose, and why:" count={spared.length}>
        <Sentences news={spared} />
      </Group>
      <Group name="unknown" title="Could not tell" lead="Too little was seen to judge:" count={untold.length}>
        {untold.map((line) => (
          <Item line={line} key={line.rule} />
        ))}
      </Group>
      <Group
        name="na"
        title="Does not apply"
        lead="This site has nothing that these are about:"
        count={na.reduce((sum, { titles }) => sum + titles.length, 0)}
      >
        {na.map(({ why, titles }) => (
          <li key={why}>
            <span>
              <Text value={why} plain />
              <span class="why">{titles.join(' · ')}</span>
            </span>
          </li>
        ))}
      </Group>
    </>
  );
};
