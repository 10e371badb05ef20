/** Session against token, in the words of the textbook, with this site as the example. Loaded on demand. */
import type { ComponentChildren } from 'preact';
import type { SiteReport } from '../../core/report.ts';
import { Prose } from '../components/Text.tsx';
import { TERM, type Topic } from '../topics.ts';
import { GROUPS, type Group, type Word } from './glossary.ts';
import { CardPicture, TicketPicture } from './Picture.tsx';
import { Back, goTo, placeId, useArrival } from './place.tsx';
import {
  AUTHENTICATION,
  AUTHORIZATION,
  CHOICES,
  DIFFERENCES,
  KEY_DIFFERENCE,
  OPAQUE_NOTE,
  type Point,
  SESSION_BAD,
  SESSION_GOOD,
  SESSION_STEPS,
  STATELESS,
  TOKEN_BAD,
  TOKEN_GOOD,
  TOKEN_STEPS,
} from './texts.ts';
import { type Noted, type Notes, notesOf } from './view-learn.ts';

const Here = ({ noted, notes }: { noted: Noted | undefined; notes: Notes }) => {
  const note = noted === undefined ? undefined : notes[noted];
  if (note === undefined) return null;
  return (
    <span class="here">
      <strong>Here:</strong> <Prose text={note} plain />
    </span>
  );
};

interface PlaceProps {
  topic: Topic;
  marked: Topic | undefined;
  class?: string;
  kind?: 'session' | 'token';
  children: ComponentChildren;
}

/** A section that can be led to. */
const Place = ({ topic, marked, class: extra, kind, children }: PlaceProps) => (
  <section class={extra} data-kind={kind} data-marked={marked === topic}>
    <h2 id={placeId(topic)} tabIndex={-1}>
      {TERM[topic]}
    </h2>
    {marked === topic && <Back />}
    {children}
  </section>
);

interface Seen {
  notes: Notes;
  marked: Topic | undefined;
}

const Points = ({ points, notes, mark }: { points: Point[]; notes: Notes; mark: 'good' | 'bad' }) => (
  <ul class="points" data-mark={mark}>
    {points.map(({ text, noted }) => (
      <li key={text}>
        <Prose text={text} />
        <Here noted={noted} notes={notes} />
      </li>
    ))}
  </ul>
);

const Steps = ({ points, notes }: { points: Point[]; notes: Notes }) => (
  <ol class="process">
    {points.map(({ text, noted }) => (
      <li key={text}>
        <div>
          <Prose text={text} />
          <Here noted={noted} notes={notes} />
        </div>
      </li>
    ))}
  </ol>
);

const SECTIONS: [Topic, string][] = [
  ['stateless', 'HTTP forgets'],
  ['session', 'Session'],
  ['token', 'Token'],
  ['difference', 'Differences'],
  ['authentication', 'Who and what'],
  ['choice', 'Choosing'],
];

const CONTENTS = [
  ...SECTIONS.map(([topic, title]) => ({ to: placeId(topic), title })),
  ...GROUPS.map(({ id, short }) => ({ to: `learn-group-${id}`, title: short })),
];

const Contents = () => (
  <nav class="contents" aria-label="In Learn">
    <ul>
      {CONTENTS.map(({ to, title }) => (
        <li key={to}>
          <button type="button" class="link" onClick={() => goTo(to)}>
            {title}
          </button>
        </li>
      ))}
    </ul>
  </nav>
);

const Pictures = () => (
  <div class="pair">
    <figure data-kind="session">
      <TicketPicture />
      <figcaption>
        <strong>The cloakroom ticket</strong> means nothing by itself. The attendant looks up number 417 and brings your
        coat.
        <em>That is a session id.</em>
      </figcaption>
    </figure>
    <figure data-kind="token">
      <CardPicture />
      <figcaption>
        <strong>The membership card</strong> says who you are and bears a seal. The doorman reads it and asks nobody.
        <em>That is a token.</em>
      </figcaption>
    </figure>
  </div>
);

const Side = ({ kind, notes, marked }: Seen & { kind: 'session' | 'token' }) => {
  const session = kind === 'session';
  return (
    <Place topic={kind} marked={marked} kind={kind}>
      <Steps points={session ? SESSION_STEPS : TOKEN_STEPS} notes={notes} />
      <h3>Advantages</h3>
      <Points points={session ? SESSION_GOOD : TOKEN_GOOD} notes={notes} mark="good" />
      <h3>Drawbacks</h3>
      <Points points={session ? SESSION_BAD : TOKEN_BAD} notes={notes} mark="bad" />
    </Place>
  );
};

const Differences = ({ notes, marked }: Seen) => (
  <Place topic="difference" marked={marked} class="key">
    <p>{KEY_DIFFERENCE}</p>
    <Here noted="difference" notes={notes} />
    <table class="differences">
      <thead>
        <tr>
          <td />
          <th scope="col" data-kind="session">
            Session
          </th>
          <th scope="col" data-kind="token">
            Token
          </th>
        </tr>
      </thead>
      <tbody>
        {DIFFERENCES.map(({ what, session, token }) => (
          <tr key={what}>
            <th scope="row">{what}</th>
            <td>{session}</td>
            <td>{token}</td>
          </tr>
        ))}
      </tbody>
    </table>
    <p class="muted">{OPAQUE_NOTE}</p>
  </Place>
);

const Choices = ({ notes, marked }: Seen) => (
  <Place topic="choice" marked={marked}>
    <dl class="choices">
      {CHOICES.map(({ when, take }) => (
        <div key={when}>
          <dt>{when}</dt>
          <dd>
            <Prose text={take} />
          </dd>
        </div>
      ))}
    </dl>
    <Here noted="choice" notes={notes} />
  </Place>
);

const Words = ({ group: { id, title, lead, words }, notes, marked }: Seen & { group: Group }) => (
  <section class="words">
    <h2 id={`learn-group-${id}`} tabIndex={-1}>
      {title}
    </h2>
    <p class="muted">{lead}</p>
    <dl class="glossary">
      {(Object.entries(words) as [Word, string][]).map(([topic, text]) => (
        <div key={topic} data-marked={marked === topic}>
          <dt id={placeId(topic)} tabIndex={-1}>
            {TERM[topic]}
          </dt>
          <dd>
            <Prose text={text} />
            <Here noted={topic} notes={notes} />
            {marked === topic && <Back />}
          </dd>
        </div>
      ))}
    </dl>
  </section>
);

export const Learn = ({ report }: { report: SiteReport }) => {
  const marked = useArrival();
  const seen: Seen = { notes: notesOf(report), marked };
  return (
    <div class="learn">
      <Contents />
      <Pictures />
      <Place topic="stateless" marked={marked}>
        <p>{STATELESS}</p>
        <Here noted="stateless" notes={seen.notes} />
      </Place>
      <div class="sides">
        <Side kind="session" {...seen} />
        <Side kind="token" {...seen} />
      </div>
      <Differences {...seen} />
      <div class="sides">
        <Place topic="authentication" marked={marked}>
          <p>{AUTHENTICATION}</p>
          <Here noted="authentication" notes={seen.notes} />
        </Place>
        <Place topic="authorization" marked={marked}>
          <p>{AUTHORIZATION}</p>
          <Here noted="authorization" notes={seen.notes} />
        </Place>
      </div>
      <Choices {...seen} />
      {GROUPS.map((group) => (
        <Words group={group} {...seen} key={group.id} />
      ))}
    </div>
  );
};
