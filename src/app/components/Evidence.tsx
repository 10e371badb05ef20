import { useSignal } from '@preact/signals';
import type { SiteReport } from '../../core/report.ts';
import { topicOfMechanism } from '../topics.ts';
import { nameOf } from '../view-credentials.ts';
import { type Weighed, weighed } from '../view-model.ts';
import { MECHANISM } from '../words.ts';
import { LearnLink } from './LearnLink.tsx';
import { Prose, Text } from './Text.tsx';

const FIRST = 5;

const signed = (weight: number): string => `${weight < 0 ? '−' : '+'}${Math.abs(weight).toFixed(1)}`;

/** Whom the "it" of a piece of evidence means. */
type Names = ReadonlyMap<string, string>;

const Item = ({ item: { evidence, strength }, about }: { item: Weighed; about: string | undefined }) => (
  <li data-strength={strength}>
    <span class="weight" title={`${strength}; weight in log-odds`}>
      {signed(evidence.weight)}
    </span>
    <span>
      {about !== undefined && (
        <>
          <Text value={about} max={40} plain mono />:{' '}
        </>
      )}
      <Prose text={evidence.text} />
    </span>
  </li>
);

const Items = ({ items, first, names }: { items: Weighed[]; first: number; names: Names }) => {
  const all = useSignal(false);
  const shown = all.value ? items : items.slice(0, first);
  return (
    <>
      <ul>
        {shown.map((item, index) => (
          <Item item={item} about={names.get(item.evidence.credential ?? '')} key={`${item.evidence.code} ${index}`} />
        ))}
      </ul>
      {shown.length < items.length && (
        <button type="button" class="link" onClick={() => (all.value = true)}>
          {items.length - shown.length} more
        </button>
      )}
    </>
  );
};

/** Both sides: a verdict that hides what speaks against it asks for blind trust. */
export const EvidenceList = ({ report }: { report: SiteReport }) => {
  const { speaksFor, against, missing } = weighed(report.verdict);
  const { mechanisms } = report.verdict;
  const names = new Map(report.credentials.map((credential) => [credential.id, nameOf(credential)]));
  return (
    <>
      {mechanisms.length > 0 && (
        <p class="mechanisms">
          <span class="muted">Seen:</span>
          {mechanisms.map((mechanism) => (
            <LearnLink topic={topicOfMechanism(mechanism)} text={MECHANISM[mechanism]} key={mechanism} />
          ))}
        </p>
      )}
      <h2>Speaks for it</h2>
      <Items items={speaksFor} first={FIRST} names={names} />
      <h2>Speaks against it</h2>
      {against.length === 0 ? (
        <p class="muted">Nothing that was seen.</p>
      ) : (
        <Items items={against} first={3} names={names} />
      )}
      {missing.length > 0 && (
        <>
          <h2>Could not be known</h2>
          {missing.map(({ evidence }, index) => (
            <p key={`${evidence.code} ${index}`}>
              <Prose text={evidence.text} />
            </p>
          ))}
        </>
      )}
    </>
  );
};
