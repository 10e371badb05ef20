/** Session against token, in the words of the textbook, with this site as the example. Loaded on demand. */
import type { SiteReport } from '../../core/report.ts';
import { Prose } from '../components/Text.tsx';
import { notesOf, type Topic } from '../view-learn.ts';
import { CardPicture, TicketPicture } from './Picture.tsx';
import {
  AUTHENTICATION,
  CHOICES,
  GLOSSARY,
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

type Notes = Partial<Record<Topic, string>>;

const Here = ({ topic, notes }: { topic: Topic | undefined; notes: Notes }) => {
  const note = topic === undefined ? undefined : notes[topic];
  if (note === undefined) return null;
  return (
    <span class="here">
      <strong>Here:</strong> <Prose text={note} plain />
    </span>
  );
};

const Points = ({ points, notes, mark }: { points: Point[]; notes: Notes; mark: 'good' | 'bad' | 'plain' }) => (
  <ul class="points" data-mark={mark}>
    {points.map(({ text, topic }) => (
      <li key={text}>
        <Prose text={text} />
        <Here topic={topic} notes={notes} />
      </li>
    ))}
  </ul>
);

const Steps = ({ points, notes }: { points: Point[]; notes: Notes }) => (
  <ol class="process">
    {points.map(({ text, topic }) => (
      <li key={text}>
        <div>
          <Prose text={text} />
          <Here topic={topic} notes={notes} />
        </div>
      </li>
    ))}
  </ol>
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

const Side = ({ kind, notes }: { kind: 'session' | 'token'; notes: Notes }) => {
  const session = kind === 'session';
  return (
    <section data-kind={kind}>
      <h2>{session ? 'How a session works' : 'How a token works'}</h2>
      <Steps points={session ? SESSION_STEPS : TOKEN_STEPS} notes={notes} />
      <h3>Advantages</h3>
      <Points points={session ? SESSION_GOOD : TOKEN_GOOD} notes={notes} mark="good" />
      <h3>Drawbacks</h3>
      <Points points={session ? SESSION_BAD : TOKEN_BAD} notes={notes} mark="bad" />
    </section>
  );
};

const Choices = ({ notes }: { notes: Notes }) => (
  <section>
    <h2>Which to choose</h2>
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
    <Here topic="choice" notes={notes} />
  </section>
);

const Glossary = ({ notes }: { notes: Notes }) => (
  <section>
    <h2>Words</h2>
    <dl class="glossary">
      {GLOSSARY.map(({ term, text, topic }) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>
            <Prose text={text} />
            <Here topic={topic} notes={notes} />
          </dd>
        </div>
      ))}
    </dl>
  </section>
);

export const Learn = ({ report }: { report: SiteReport }) => {
  const notes = notesOf(report);
  return (
    <div class="learn">
      <Pictures />
      <section>
        <h2>HTTP forgets</h2>
        <p>{STATELESS}</p>
        <Here topic="stateless" notes={notes} />
      </section>
      <div class="sides">
        <Side kind="session" notes={notes} />
        <Side kind="token" notes={notes} />
      </div>
      <section class="key">
        <h2>The key difference</h2>
        <p>{KEY_DIFFERENCE}</p>
        <p class="muted">{OPAQUE_NOTE}</p>
      </section>
      <section>
        <h2>Authentication and authorization</h2>
        <Points points={AUTHENTICATION} notes={notes} mark="plain" />
      </section>
      <Choices notes={notes} />
      <Glossary notes={notes} />
    </div>
  );
};
